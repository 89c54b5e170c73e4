"""The PRONOM registry: formats and the byte signatures they are recognised by.

Spec: https://www.nationalarchives.gov.uk/aboutapps/pronom/ (signature file, as opf-fido ships it
in regular expressions; its own matcher takes five times as long, so only its data is used).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files

from lxml import etree

from archive.media.gapped import Gapped, gapped

WINDOW = 1 << 16  # bytes looked at from the beginning, and as many from the end

_FIRST = re.compile(r"\(\?s\)\\A(?:\\x([0-9a-f]{2})|\\([\W_])|([^\\.(\[{*?+|^$]))(?![?*{])")


@dataclass(frozen=True, slots=True)
class Entry:
    """One format of the registry."""

    puid: str
    name: str
    version: str
    media_type: str  # empty if the registry states none
    extensions: frozenset[str]
    inferior: frozenset[str]  # formats that give way when this one matches too

    @property
    def label(self) -> str:
        """Its name with its version."""
        return f"{self.name} {self.version}" if self.version and self.version not in self.name else self.name


@dataclass
class Signature:
    """Patterns that all have to match for a format to be recognised."""

    puid: str
    patterns: tuple[tuple[str, str], ...]  # where (BOF, EOF, VAR, IFB), regular expression
    first: int | None = field(init=False)  # the byte a file must begin with, if it is always the same

    def __post_init__(self) -> None:
        opening = next((regex for where, regex in self.patterns if where == "BOF"), "")
        found = _FIRST.match(opening)
        self.first = None
        if found:
            code, escaped, char = found.groups()
            self.first = int(code, 16) if code else ord(escaped or char)

    @cached_property
    def compiled(self) -> tuple[tuple[str, re.Pattern[bytes] | Gapped], ...]:
        """The patterns, compiled when first needed: most never are."""
        return tuple((where, gapped(regex) or re.compile(regex.encode())) for where, regex in self.patterns)

    def matches(self, head: bytes, tail: bytes) -> bool:
        """Say whether all patterns match; those at the beginning come first, for they fail soonest."""
        for where, regex in self.compiled:
            if where == "BOF":
                if not regex.match(head):
                    return False
            elif not regex.search(tail if where == "EOF" else head):
                return False
        return True


class Registry:
    """Formats by identifier, and their signatures by first byte."""

    def __init__(self, entries: Iterable[Entry], signatures: Iterable[Signature]) -> None:
        self.entries = {entry.puid: entry for entry in entries}
        self._by_first: dict[int | None, list[Signature]] = defaultdict(list)
        for signature in signatures:
            self._by_first[signature.first].append(signature)

    def ready(self) -> None:
        """Compile now what is tried on every file."""
        for signature in self._by_first[None]:
            signature.compiled  # noqa: B018 -- kept from then on

    def match(self, head: bytes, tail: bytes) -> list[Entry]:
        """Return the formats whose signatures match, without those that give way to another."""
        candidates = self._by_first.get(head[0], []) + self._by_first[None] if head else []
        found = {signature.puid for signature in candidates if signature.matches(head, tail)}
        inferior = {puid for match in found for puid in self.entries[match].inferior}
        return [self.entries[puid] for puid in sorted(found - inferior)]

    def by_extension(self, extension: str) -> list[Entry]:
        """Return the formats that are known to bear this extension (without its dot)."""
        return [entry for entry in self.entries.values() if extension in entry.extensions]


@cache
def registry() -> Registry:
    """Return the registry, read once."""
    source = files("fido") / "conf" / "formats-v109.xml"
    with source.open("rb") as stream:
        formats = etree.parse(stream, etree.XMLParser(resolve_entities=False)).getroot().findall("format")
    return Registry(map(_entry, formats), (each for element in formats for each in _signatures(element)))


def _entry(element: etree._Element) -> Entry:
    return Entry(
        puid=element.findtext("puid", ""),
        name=element.findtext("name", "").strip(),
        version=(element.findtext("version") or "").strip(),
        media_type=(element.findtext("mime") or "").partition(",")[0].strip(),
        extensions=frozenset(each.text.lower() for each in element.findall("extension") if each.text),
        inferior=frozenset(each.text for each in element.findall("has_priority_over") if each.text),
    )


def _signatures(element: etree._Element) -> Iterator[Signature]:
    puid = element.findtext("puid", "")
    for signature in element.findall("signature"):
        patterns = [
            (pattern.findtext("position", ""), pattern.findtext("regex", ""))
            for pattern in signature.findall("pattern")
        ]
        yield Signature(puid, tuple(sorted(patterns, key=lambda pattern: pattern[0] != "BOF")))
