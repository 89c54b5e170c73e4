"""What the metadata of DSpace means here, in whichever form it comes.

Spec: https://wiki.lyrasis.org/display/DSDOC7x/Metadata+and+Bitstream+Format+Registries
"""

from collections.abc import Sequence
from datetime import date

from archive.core.clock import today
from archive.core.words import message
from archive.ingest.importers.account import OF_THE_SYSTEM, STAFF, Account
from archive.ingest.importers.dc_terms import put_term
from archive.ingest.losses import Losses
from archive.ingest.manifest import Row

SYSTEM = {
    "dc.date.accessioned",
    "dc.date.available",
    "dc.date.updated",
    "dc.date.submitted",
    "dspace.entity.type",
    "dspace.process.filename",
    "dspace.iiif.enabled",
}
# DSpace hides it from the public: it names those who deposited and approved, with their addresses.
HIDDEN = {"dc.description.provenance"}


def put_metadata(account: Account, term: str, text: str, language: str = "") -> None:
    """Put one value of DSpace's metadata where it belongs."""
    name = term.lower()
    language = "" if language in ("*", "-", "none") else language
    if name in SYSTEM:
        account.drop(term, OF_THE_SYSTEM)
    elif name in HIDDEN:
        account.drop(term, STAFF)
    elif "embargo" in name:
        _put_embargo(account, term, text)
    elif name.startswith("person.") or name.startswith("relation."):
        account.note(term, text, language)
    else:
        put_term(account, term, text, language)


def put_other_collections(account: Account, handles: Sequence[str]) -> None:
    """Note the collections that an item stands in besides its own."""
    if handles:
        account.losses.mapped("collection", "collection")
    for handle in handles[1:]:
        account.note("collection", handle)


def collection_row(losses: Losses, handle: str, place: str) -> Row:
    """Return a collection of which no more than its handle is known."""
    account = Account(losses, "collection")
    account.put("collection", "title", handle)
    account.put("collection", "reference_code", handle)
    account.warn(
        "collection", handle, message("only the handle is known"), message("Describe the collection.")
    )
    return account.row(f"collection/{handle}", place, within="")


def _put_embargo(account: Account, term: str, text: str) -> None:
    """Keep an embargo; one whose end is not understood closes the record."""
    account.note(term, text)
    try:
        end = date.fromisoformat(text.strip()[:10])
    except ValueError:
        account.close(term, text)
        return
    if end > today():
        account.embargo = end.isoformat()
        account.losses.mapped(term, "embargo_until")
