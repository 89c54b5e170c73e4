"""Internet Archive: the folder of an item, or a folder of such folders, as its own client fetches them.

Specs: https://archive.org/developers/metadata-schema/ (what `_meta.xml` says),
https://archive.org/developers/items.html (originals and derivatives in `_files.xml`)
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from archive.core.errors import Problem
from archive.core.markup import parse
from archive.core.words import message
from archive.ingest.faults import guarded
from archive.ingest.importers.account import DERIVED, OF_THE_SYSTEM, STAFF, Account
from archive.ingest.importers.dc_terms import kind_of, without_markup
from archive.ingest.importers.item_folders import item_folders, not_an_item
from archive.ingest.losses import Losses
from archive.ingest.manifest import Reading, Row, Source
from archive.ingest.names import is_beside, readable

META, FILES = "_meta.xml", "_files.xml"
TEXT = "_djvu.txt"  # what the Internet Archive itself has read off the pages
FIELDS = {
    "identifier": "identifier",
    "identifier-ark": "identifier",
    "isbn": "identifier",
    "issn": "identifier",
    "oclc-id": "identifier",
    "call_number": "identifier",
    "title": "title",
    "title-alt": "alternative",
    "creator": "creator",
    "publisher": "publisher",
    "date": "date",
    "language": "language",
    "source": "source",
    "rights": "rights",
    "possible-copyright-status": "rights",
    "credits": "contributor",
    "runtime": "duration",
    "coverage": "spatial",
    "subject": "subject",
    "related-external-id": "relation",
}
FOR_STAFF = {
    "uploader",
    "scanner",
    "operator",
    "scanningcenter",
    "updater",
    "submitter",
    "republisher_operator",
}
SYSTEM = {
    "addeddate", "publicdate", "updatedate", "curation", "backup_location", "ppi", "ocr", "ocr_parameters",
    "ocr_module_version", "ocr_detected_script", "ocr_detected_script_conf", "ocr_detected_lang",
    "ocr_detected_lang_conf", "page_number_confidence", "page_number_module_version", "scandate",
    "repub_state", "foldoutcount", "camera", "tts_version", "sponsordate", "betterpdf", "auditor",
    "pdf_module_version", "external_metadata_update", "mediatype", "noarchivetorrent", "imagecount",
}  # fmt: skip
CLOSED = ("access-restricted-item", "access-restricted", "hidden", "noindex", "stream_only")
TRUE = ("true", "1", "yes")
# Formats of originals that have words of their own; of others the text made by the Internet Archive is taken.
WITH_WORDS = (".txt", ".epub", ".html", ".htm", ".docx", ".doc", ".odt", ".rtf", ".md", ".srt", ".vtt")
NOT_HELD = {"Metadata", "Item Tile", "Archive BitTorrent", "Item Image"}


class InternetArchiveImporter:
    """Folders of items of the Internet Archive."""

    name = "internet-archive"

    def recognise(self, path: Path) -> bool:
        """Say whether `path` is such a folder, or holds some."""
        return item_folders(path, _is_item).tell

    def open(self, path: Path, reading: Reading) -> Source:
        """List the folders; they are read one by one."""
        found = item_folders(path, _is_item)
        metas = tuple(meta for folder in found.items for meta in _metas(folder))
        return InternetArchiveItems(readable(path.resolve().as_posix()), metas, found.others)


@dataclass(slots=True)
class InternetArchiveItems:
    """Items, by the names of their folders."""

    name: str
    metas: Sequence[Path]
    others: Sequence[Path]  # folders among theirs that are no items
    headings: tuple[str, ...] = ()
    losses: Losses = field(default_factory=Losses)

    def count(self) -> int:
        """Return how many items there are."""
        return len(self.metas) + len(self.others)

    def rows(self) -> Iterator[Row]:
        """Read the items."""
        self.losses = Losses()
        for meta in self.metas:
            known = Row(number=None, key=readable(meta.name), raw={}, place=readable(meta.name))
            yield from guarded(known, self._item, meta)
        yield from map(not_an_item, self.others)

    def _item(self, meta: Path) -> Row:
        folder, key = meta.parent, readable(meta.name.removesuffix(META))
        shown = readable(f"{folder.name}/{meta.name}")
        try:
            stated = [(str(each.tag), _words(each)) for each in _children(parse(meta))]
            files = _listed(folder / f"{meta.name.removesuffix(META)}{FILES}")
        except (etree.XMLSyntaxError, OSError, ValueError) as error:
            reason = message("{name} cannot be read: {error}", name=meta.name, error=error)
            problem = Problem(reason=reason, remedy=message("Fetch the file again."))
            return Row(number=None, key=key, raw={}, place=shown, folder=folder, problems=(problem,))
        account = Account(self.losses, kind_of(text for name, text in stated if name == "mediatype"))
        for name, text in stated:
            _put(account, name, text)
        _put_files(account, folder, files or _found(folder, key))
        account.put("identifier", "see_also", f"https://archive.org/details/{key}")
        return account.row(key, shown, folder)


@dataclass(frozen=True, slots=True)
class _File:
    """A file as `_files.xml` lists it."""

    name: str
    source: str  # original, derivative or metadata
    format: str = ""
    private: bool = False


def _put(account: Account, name: str, text: str) -> None:
    if not text:
        return
    if name == "collection":
        account.note(name, text)
    elif name == "licenseurl":
        account.put(name, "license" if account.accepts("license", text) else "rights", text)
    elif name in ("description", "notes"):
        account.put(name, "description" if name == "description" else "note", without_markup(text))
    elif name in ("subject", "language"):
        account.put_all(name, FIELDS[name], re.split(r"\s*;\s*", text))
    elif name in FIELDS:
        account.put(name, FIELDS[name], text)
    else:
        _leave(account, name, text)


def _leave(account: Account, name: str, text: str) -> None:
    if name in CLOSED:
        if text.casefold() in TRUE:
            account.close(name, text)
    elif name in FOR_STAFF:
        account.drop(name, STAFF)
    elif name == "mediatype" and account.type:
        account.losses.mapped(name, "type")
    elif name in SYSTEM:
        account.drop(name, OF_THE_SYSTEM)
    else:
        account.note(name, without_markup(text))


def _put_files(account: Account, folder: Path, files: Sequence[_File]) -> None:
    """Add the originals; if none of them has words, the text that was read off them too."""
    for each in files:
        if each.format in NOT_HELD or each.source == "metadata":
            continue
        if each.source == "original":
            _put_file(account, folder, each)
        elif not each.name.endswith(TEXT):
            account.drop(f"{FILES} {each.source}", DERIVED)
    if any(_has_words(each) for each in files if each.source == "original"):
        return
    for each in files:
        if each.name.endswith(TEXT) and each.source != "original" and is_beside(folder, each.name):
            account.add_file(f"{FILES} {TEXT}", each.name, "private" if each.private else "")


def _put_file(account: Account, folder: Path, file: _File) -> None:
    source = f"{FILES} original"
    if is_beside(folder, file.name):
        account.add_file(source, file.name, "private" if file.private else "")
    elif file.private:
        account.drop(source, message("private there, and its file is not in the export"))
    else:
        account.miss_file(source, file.name)


def _has_words(file: _File) -> bool:
    name = file.name.lower()
    if name.endswith(".pdf"):
        return file.format != "Image Container PDF"
    return name.endswith(WITH_WORDS)


def _listed(path: Path) -> list[_File]:
    if not path.is_file():
        return []
    return [
        _File(
            name=str(each.get("name") or ""),
            source=str(each.get("source") or "original"),
            format=str(each.findtext("format") or ""),
            private=str(each.findtext("private") or "").casefold() in TRUE,
        )
        for each in parse(path).iter("file")
        if each.get("name")
    ]


def _found(folder: Path, key: str) -> list[_File]:
    """List the files of an item whose list is missing: all that do not bear the marks of a derivative."""
    own = (
        META,
        FILES,
        "_meta.sqlite",
        "_reviews.xml",
        "_archive.torrent",
        "_djvu.xml",
        "_scandata.xml",
        "_marc.xml",
    )
    names = sorted(each.name for each in folder.iterdir() if each.is_file())
    kept = [name for name in names if not name.endswith(own) and not name.startswith(("__ia_thumb", "."))]
    return [_File(name, "derivative" if name.endswith(TEXT) else "original") for name in kept]


def _words(element: etree._Element) -> str:
    return "".join(str(part) for part in element.itertext()).strip()


def _children(root: etree._Element) -> Iterator[etree._Element]:
    return (each for each in root if isinstance(each.tag, str))


def _is_item(folder: Path) -> bool:
    return bool(_metas(folder))


def _metas(folder: Path) -> list[Path]:
    """Find `<identifier>_meta.xml` in a folder; several items may lie in one."""
    return [each for each in sorted(folder.glob(f"*{META}")) if _is_meta(each)]


def _is_meta(path: Path) -> bool:
    """Say whether a file is the metadata of an item of the Internet Archive: an identifier and a kind."""
    try:
        with path.open("rb") as stream:
            head = stream.read(1 << 14)
    except OSError:
        return False
    return b"<metadata>" in head and b"<identifier>" in head
