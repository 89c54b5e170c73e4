"""What one sidecar says, in whichever form it is written."""

import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from archive.core.errors import Invalid, Problem
from archive.core.markup import parse
from archive.core.words import message
from archive.ingest.importers.account import Account
from archive.ingest.importers.folder import named_files
from archive.ingest.importers.sidecar_xml import describe, is_description
from archive.ingest.importers.xmp import read_xmp
from archive.ingest.losses import Losses
from archive.ingest.manifest import one_or_several
from archive.ingest.mapping import TELLING
from archive.ingest.sidecar_values import LONGEST, fields_of, read_sidecar
from archive.ingest.special import ACCESS, EMBARGO, FILE, TYPE, type_of_file
from archive.metadata.access import Access


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What is known from sidecars: of several, what the first says of a field holds."""

    fields: Mapping[str, object] = field(default_factory=dict)
    beside: Mapping[str, str] = field(default_factory=dict)
    files: tuple[Mapping[str, object], ...] = ()
    warnings: tuple[Problem, ...] = ()
    agents: Mapping[str, str] = field(default_factory=dict)  # name → person, body or family

    def with_more(self, other: "Description") -> "Description":
        """Return this with what another adds."""
        stated = {name.partition(":")[0] for name in self.fields}
        more = {name: value for name, value in other.fields.items() if name.partition(":")[0] not in stated}
        return Description(
            fields={**self.fields, **more},
            beside={**other.beside, **self.beside},
            files=self.files or other.files,
            warnings=(*self.warnings, *other.warnings),
            agents={**other.agents, **self.agents},
        )


def describes(path: Path) -> bool:
    """Say whether a file with the name of a sidecar is a description, by its beginning."""
    suffix = path.suffix.lower()
    if suffix == ".xml":
        return is_description(path)
    if suffix == ".json":
        with path.open("rb") as file:
            return (
                file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
                and path.stat().st_size <= LONGEST
            )
    return suffix == ".xmp" or path.stat().st_size <= LONGEST


def read_description(path: Path, described: str, losses: Losses) -> Description:
    """Read a sidecar to the file `described`. Raise Invalid with all that cannot be understood."""
    suffix = path.suffix.lower()
    if suffix == ".xmp":
        return _of_xmp(path, losses)
    if suffix == ".xml":
        account = describe(_root(path), losses, _type_of(described))
        return _of_account(account, _type_of(described))
    stated = read_sidecar(path)
    if stated is None:
        reason = message("it is no table of names and values")
        raise Invalid([Problem(reason=reason, remedy=message("Write one line for each field: title = …"))])
    if suffix == ".toml" and any(isinstance(stated.get(name), Mapping) for name in TELLING):
        reason = message("it says what the columns of a table mean, and describes no file")
        remedy = message(
            "Take the table in by itself: archive ingest {table} --mapping {mapping}",
            table=described,
            mapping=path.name,
        )
        raise Invalid([Problem(reason=reason, remedy=remedy)])
    fields = fields_of(stated, _type_of(described))
    files = fields.pop(FILE, [])
    return Description(fields=fields, files=named_files(files))


def _of_xmp(path: Path, losses: Losses) -> Description:
    account, beside = read_xmp(_root(path), losses)
    found = _of_account(account, account.type)
    return Description(fields=found.fields, beside=beside, warnings=found.warnings)


def _of_account(account: Account, otherwise: str) -> Description:
    fields: dict[str, object] = {
        name: one_or_several(values) for name, values in account.raw.items() if values
    }
    if account.type != otherwise:
        fields[TYPE] = account.type
    if account.access is not Access.PUBLIC:
        fields[ACCESS] = str(account.access)
    if account.embargo:
        fields[EMBARGO] = account.embargo
    return Description(fields=fields, warnings=tuple(account.warnings), agents=account.agents)


def _root(path: Path) -> etree._Element:
    try:
        return parse(path)
    except (etree.XMLSyntaxError, OSError) as error:
        reason = message("cannot be read: {error}", error=error)
        raise Invalid([Problem(reason=reason, remedy=message("Mend the file."))]) from error


def _type_of(name: str) -> str:
    """Return the type that a file's name promises, as ingest would choose it."""
    return type_of_file(mimetypes.guess_type(name)[0] or "")
