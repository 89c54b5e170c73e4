"""A book is read in the order of its spine, under the titles of its table of contents."""

from collections.abc import Callable
from pathlib import Path

import pytest

from archive.core.errors import Unreadable
from archive.media import problems
from archive.media.epub import Epub
from archive.text.passages import PassageKind

Make = Callable[..., Path]
Parts = dict[str, str | bytes]
XHTML = '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'


def page(body: str) -> str:
    return f'{XHTML}<head><title/><script src="x.js"/></head><body>{body}</body></html>'


def book(files: Parts, spine: str, manifest: str = "", metadata: str = "") -> Parts:
    items = "".join(
        f'<item id="{name}" href="{name}" media-type="application/xhtml+xml"/>'
        for name in files
        if name.endswith(".xhtml") and name != "nav.xhtml"
    )
    refs = "".join(f'<itemref idref="{name}"/>' for name in spine.split())
    opf = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xmlns:opf="http://www.idpf.org/2007/opf"><metadata>{metadata}</metadata>'
        f'<manifest>{items}{manifest}</manifest><spine toc="ncx">{refs}</spine></package>'
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OPS/book.opf"/></rootfiles></container>'
    )
    inside = {f"OPS/{name}": content for name, content in files.items()}
    return {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": container,
        "OPS/book.opf": opf,
        **inside,
    }


NAV = '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'


def test_chapters_come_in_the_order_of_the_spine_under_the_titles_of_the_contents(make_zip: Make) -> None:
    nav = (
        '<nav epub:type="toc"><ol><li><a href="b.xhtml">Capítulo <i>uno</i></a></li>'
        '<li><a href="a%20b.xhtml#dos">Capítulo dos</a></li></ol></nav>'
        '<nav epub:type="landmarks"><a href="a%20b.xhtml">No es título</a></nav>'
    )
    files = {
        "nav.xhtml": page(nav),
        "b.xhtml": page("<p>Primero&nbsp;&eacute;l.</p><script>no</script>"),
        "a b.xhtml": page('<p>Sigue el uno.</p><div id="dos"><h2>Otro rótulo</h2><p>Segundo.</p></div>'),
        "c.xhtml": page("<p>Sigue el dos.</p>"),
    }
    parts = book(files, "nav b.xhtml a%20b c.xhtml", NAV)
    parts["OPS/book.opf"] = str(parts["OPS/book.opf"]).replace(
        'id="a b.xhtml" href="a b.xhtml"', 'id="a%20b" href="a%20b.xhtml"'
    )
    found = Epub().extract(make_zip("a.epub", parts)).passages
    assert [(each.text, each.label) for each in found] == [
        ("Capítulo uno", "Capítulo uno"),
        ("Primero\u00a0él.", "Capítulo uno"),
        ("Sigue el uno.", "Capítulo uno"),
        ("Otro rótulo", "Capítulo dos"),
        ("Segundo.", "Capítulo dos"),
        ("Sigue el dos.", "Capítulo dos"),
    ]
    assert [each.kind is PassageKind.HEADING for each in found] == [True, False, False, True, False, False]


def test_the_contents_of_epub_2_serve_as_well(make_zip: Make) -> None:
    ncx = (
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint><navLabel><text>Prólogo</text>'
        '</navLabel><content src="a.xhtml"/></navPoint></navMap></ncx>'
    )
    manifest = '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
    parts = book({"a.xhtml": page("<p>Uno.</p>"), "toc.ncx": ncx}, "a.xhtml", manifest)
    assert [each.label for each in Epub().extract(make_zip("a.epub", parts)).passages] == ["Prólogo"] * 2


def test_what_the_book_states_of_itself_is_proposed_but_not_its_program(make_zip: Make) -> None:
    metadata = (
        "<dc:title>Cartas</dc:title><dc:creator>Simón Bolívar</dc:creator>"
        '<dc:contributor opf:role="bkp">calibre</dc:contributor>'
        "<dc:date>1815-09-06T00:00:00+00:00</dc:date><dc:language>es</dc:language>"
        "<dc:subject>Cartas; Independencia</dc:subject>"
    )
    parts = book({"a.xhtml": page("<p>Uno.</p>")}, "a.xhtml", metadata=metadata)
    assert Epub().extract(make_zip("a.epub", parts)).proposed == {
        "title": ("Cartas",),
        "creator": ("Simón Bolívar",),
        "issued": ("1815-09-06",),
        "subject": ("Cartas", "Independencia"),
        "language": ("es",),
    }


def encryption(algorithm: str, target: str) -> str:
    return (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" '
        'xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData>'
        f'<enc:EncryptionMethod Algorithm="{algorithm}"/><enc:CipherData>'
        f'<enc:CipherReference URI="{target}"/></enc:CipherData></enc:EncryptedData></encryption>'
    )


def test_a_book_with_locked_chapters_is_named_as_such_but_mangled_fonts_lock_nothing(make_zip: Make) -> None:
    parts = book({"a.xhtml": page("<p>Uno.</p>")}, "a.xhtml")
    aes = "http://www.w3.org/2001/04/xmlenc#aes256-cbc"
    locked = {**parts, "META-INF/encryption.xml": encryption(aes, "OPS/a.xhtml"), "OPS/a.xhtml": b"\x01\x02"}
    with pytest.raises(Unreadable, match="DRM"):
        Epub().extract(make_zip("a.epub", locked))
    fonts = encryption("http://www.idpf.org/2008/embedding", "OPS/f.otf")
    assert Epub().extract(make_zip("b.epub", {**parts, "META-INF/encryption.xml": fonts})).passages


def test_a_lost_chapter_costs_only_itself(make_zip: Make) -> None:
    parts = book({"a.xhtml": page("<p>Uno.</p>"), "b.xhtml": page("<p>Dos.</p>")}, "a.xhtml b.xhtml c.xhtml")
    del parts["OPS/a.xhtml"]
    found = Epub().extract(make_zip("a.epub", parts))
    assert [each.text for each in found.passages] == ["Dos."]
    assert found.problem == problems.DAMAGED_PAGES


def test_a_bomb_of_chapters_is_refused(make_zip: Make) -> None:
    files: Parts = {f"{number}.xhtml": b" " * (60 << 20) for number in range(6)}
    with pytest.raises(Unreadable, match="more than can be read"):
        Epub().extract(make_zip("a.epub", book(files, " ".join(files))))


def test_a_book_without_its_package_document_is_damaged(make_zip: Make) -> None:
    with pytest.raises(Unreadable, match="damaged"):
        Epub().extract(make_zip("a.epub", {"mimetype": "application/epub+zip"}))
