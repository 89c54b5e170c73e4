"""Where records come from: which rows of a source are in the catalogue, and as what."""

from collections.abc import Sequence

from sqlalchemy import select

from archive.catalogue.bulk import batches, update_rows
from archive.catalogue.models import OriginRow
from archive.catalogue.session import Session


def found(session: Session, source: str, keys: Sequence[str]) -> dict[str, str]:
    """Return the record of each key of a source that has come in, and has not been taken back."""
    known: dict[str, str] = {}
    for batch in batches(dict.fromkeys(keys)):
        statement = select(OriginRow.key, OriginRow.record).where(
            OriginRow.source == source, OriginRow.key.in_(batch), OriginRow.digest.is_not(None)
        )
        known |= {key: record for key, record in session.execute(statement)}
    return known


def read_again(session: Session, records: Sequence[str]) -> None:
    """Let the rows of these records count as changed when their source gives them next."""
    if records:
        update_rows(session, OriginRow, "record", [{"record": each, "digest": ""} for each in records])
