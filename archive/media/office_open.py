"""What the parts of Office Open XML have in common: relationships, properties, names of elements.

Strict and transitional documents differ in nothing but the namespaces: names are taken without them.

Spec: ECMA-376 part 1, 22.8 and Annex A (namespaces, strict and transitional);
part 2, 9 (relationships) and 11 (core properties)
"""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from archive.media.packages import Package
from archive.media.proposals import day, proposed, several

_DC, _TERMS = "{http://purl.org/dc/elements/1.1/}", "{http://purl.org/dc/terms/}"
_CORE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
FALLBACK = "Fallback"  # of markup compatibility: the copy of a text box kept for old programs


@dataclass(frozen=True, slots=True)
class Relation:
    """Where a part points to: `kind` is the last word of the relationship's type."""

    id: str
    kind: str
    target: str


def relations(package: Package, part: str) -> tuple[Relation, ...]:
    """Return the relationships of a part to others of its package; of the package itself if `part` is ""."""
    folder, name = posixpath.split(part)
    root = package.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
    if root is None:
        return ()
    return tuple(
        Relation(
            each.get("Id") or "",
            (each.get("Type") or "").rpartition("/")[2],
            posixpath.normpath(posixpath.join("/", folder, each.get("Target") or "")).lstrip("/"),
        )
        for each in root
        if isinstance(each.tag, str) and each.get("TargetMode") != "External"
    )


def main_part(package: Package, usual: str) -> str:
    """Return the name of the part that holds the document."""
    stated = (each.target for each in relations(package, "") if each.kind == "officeDocument")
    return next((name for name in stated if name in package.names), usual)


def attribute(element: etree._Element, name: str) -> str:
    """Return an attribute of whichever namespace, or ""."""
    own = element.get(name)
    if own is not None:
        return own
    return next((str(value) for key, value in element.items() if str(key).rpartition("}")[2] == name), "")


def all_of(root: etree._Element | None, *names: str) -> Iterator[etree._Element]:
    """Yield the elements of these names, in their order, whichever namespace they are in."""
    return iter(()) if root is None else root.iter(*(f"{{*}}{name}" for name in names))


def is_on(element: etree._Element | None) -> bool:
    """Say whether a property is switched on: it is there, and not there to say no."""
    return element is not None and attribute(element, "val") not in {"0", "false", "off"}


def core_properties(package: Package) -> dict[str, tuple[str, ...]]:
    """Return what the document states of itself."""
    core = package.spare("docProps/core.xml")
    if core is None:
        return {}
    return proposed(
        {
            "title": [core.findtext(f"{_DC}title")],
            "creator": several(core.findtext(f"{_DC}creator")),
            "created": [day(core.findtext(f"{_TERMS}created"))],
            "description": [core.findtext(f"{_DC}description"), core.findtext(f"{_DC}subject")],
            "subject": several(core.findtext(f"{_CORE}keywords")),
            "language": [core.findtext(f"{_DC}language")],
        }
    )
