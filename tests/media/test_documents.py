"""Documents give their paragraphs, headings, tables, notes and properties."""

from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from archive.core.errors import Unreadable
from archive.media import problems
from archive.media.docx import Docx
from archive.media.html_pages import HtmlPage
from archive.media.odt import Odt
from archive.media.packages import opened
from archive.media.pdf import Pdf
from archive.media.plain_text import PlainText
from archive.text.normalise import words
from archive.text.passages import PassageKind

Make = Callable[..., Path]
ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def odt_parts(body: str, meta: str = "") -> dict[str, str | bytes]:
    return {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:document-content {ODF}><office:body><office:text>{body}"
        "</office:text></office:body></office:document-content>",
        "meta.xml": f"<office:document-meta {ODF}><office:meta>{meta}</office:meta></office:document-meta>",
    }


def test_docx_gives_headings_paragraphs_tables_and_core_properties(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("La comuna", level=1)
    document.add_paragraph("Qué es una comuna.")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "2012", "Golpe de timón"
    document.add_paragraph("   ")
    document.core_properties.title = "Cartilla"
    document.core_properties.author = "Ana Pérez; Luis Gil"
    document.save(tmp_path / "a.docx")
    found = Docx().extract(tmp_path / "a.docx")
    assert [(each.kind, each.text) for each in found.passages] == [
        (PassageKind.HEADING, "La comuna"),
        (PassageKind.PARAGRAPH, "Qué es una comuna."),
        (PassageKind.PARAGRAPH, "2012 | Golpe de timón"),
    ]
    assert {each.label for each in found.passages} == {"La comuna"}
    assert found.proposed["title"] == ("Cartilla",)
    assert found.proposed["creator"] == ("Ana Pérez", "Luis Gil")


def test_docx_gives_notes_and_leaves_out_what_was_deleted(make_zip: Make) -> None:
    body = (
        "<w:p><w:r><w:t>Kept</w:t></w:r><w:del><w:r><w:delText>Gone</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>Moved</w:t></w:r></w:moveFrom><w:r><w:noBreakHyphen/><w:t>on</w:t></w:r></w:p>"
    )
    notes = (
        '<w:footnote w:type="separator"><w:p><w:r><w:t>---</w:t></w:r></w:p></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:footnote>'
    )
    path = make_zip(
        "a.docx",
        {
            "word/document.xml": f"<w:document {WORD}><w:body>{body}</w:body></w:document>",
            "word/footnotes.xml": f"<w:footnotes {WORD}>{notes}</w:footnotes>",
        },
    )
    assert [each.text for each in Docx().extract(path).passages] == ["Kept\u2011on", "A note."]


def test_odt_gives_headings_white_space_tables_notes_and_metadata(make_zip: Make) -> None:
    body = (
        '<text:h text:outline-level="1">Acta</text:h>'
        '<text:p>Uno<text:s text:c="2"/>dos<text:tab/>tres<text:note><text:note-body>'
        "<text:p>Nota al pie.</text:p></text:note-body></text:note>\n  fin</text:p>"
        "<text:list><text:list-item><text:p>Primero</text:p></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>"
        "<table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>"
    )
    meta = (
        "<dc:title>Acta de asamblea</dc:title><meta:initial-creator>María Díaz</meta:initial-creator>"
        "<meta:creation-date>2013-04-05T10:00:00</meta:creation-date><meta:keyword>comuna</meta:keyword>"
    )
    found = Odt().extract(make_zip("a.odt", odt_parts(body, meta)))
    assert [each.text for each in found.passages] == [
        "Acta",
        "Uno  dos\ttres fin",
        "Primero",
        "a | b",
        "Nota al pie.",
    ]
    assert found.proposed == {
        "title": ("Acta de asamblea",),
        "creator": ("María Díaz",),
        "created": ("2013-04-05",),
        "subject": ("comuna",),
    }


def test_an_encrypted_odt_says_that_it_is_locked(make_zip: Make) -> None:
    parts = odt_parts("") | {"META-INF/manifest.xml": "<m><encryption-data/></m>", "content.xml": b"\x01\x02"}
    with pytest.raises(Unreadable, match="password"):
        Odt().extract(make_zip("a.odt", parts))


def test_entities_are_not_resolved(make_zip: Make, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret", encoding="utf-8")
    parts = odt_parts("<text:p>before &x; after</text:p>")
    declaration = f'<!DOCTYPE d [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    parts["content.xml"] = f"{declaration}{parts['content.xml']}"
    text = " ".join(each.text for each in Odt().extract(make_zip("a.odt", parts)).passages)
    assert "secret" not in text


def test_a_zip_bomb_is_refused_without_being_unpacked(make_zip: Make) -> None:
    path = make_zip("bomb.docx", {"word/document.xml": b" " * (80 << 20)})
    assert path.stat().st_size < 1 << 20
    with pytest.raises(Unreadable, match="more than can be read"):
        Docx().extract(path)
    with opened(path) as package, pytest.raises(Unreadable):
        package.read("word/document.xml", limit=1000)


@pytest.mark.parametrize("content", ["", "<w:document", "<html/>"])
def test_a_damaged_package_is_unreadable_or_empty(make_zip: Make, content: str) -> None:
    path = make_zip("a.docx", {"word/document.xml": content})
    try:
        assert Docx().extract(path).problem == problems.NO_TEXT
    except Unreadable as error:
        assert str(error) == problems.DAMAGED


def test_comments_and_what_is_hidden_stand_in_no_row_of_a_table(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text(
        """<table><!-- rows --><tr><!-- cells --><td>one<script>var x</script></td>
        <td hidden>not shown</td><td>two<!-- more --></td></tr></table>""",
        encoding="utf-8",
    )
    assert [each.text for each in HtmlPage().extract(page).passages] == ["one | two"]


def test_html_gives_what_a_reader_sees(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_bytes(
        """<html lang="es"><head><title>Título de la página</title><meta charset="iso-8859-1">
        <meta name="DC.Creator" content="Ana Pérez"><meta name="DCTERMS.created" content="2012-10-20">
        <meta name="keywords" content="comuna, poder popular"><style>p {color: red}</style></head>
        <body><script>alert("no")</script><h1>Golpe <em>de</em> timón</h1>
        <p>Primer   párrafo<br>con dos líneas &amp; más.</p><div>Suelto <b>en</b> una división</div>
        <p hidden>Escondido</p><ul><li>Uno</li><li>Dos</li></ul>
        <table><tr><th>Año</th><td>2012</td></tr><tr><td><p>Una columna</p><p>entera</p></td></tr></table>
        <pre>  verso uno
  verso dos</pre>Resto</body></html>""".encode("latin-1")
    )
    found = HtmlPage().extract(page)
    assert [each.text for each in found.passages] == [
        "Golpe de timón",
        "Primer párrafo\ncon dos líneas & más.",
        "Suelto en una división",
        "Uno",
        "Dos",
        "Año | 2012",
        "Una columna",
        "entera",
        "verso uno\n  verso dos",
        "Resto",
    ]
    assert found.passages[0].kind is PassageKind.HEADING
    assert found.proposed == {
        "title": ("Título de la página",),
        "creator": ("Ana Pérez",),
        "created": ("2012-10-20",),
        "subject": ("comuna", "poder popular"),
        "language": ("es",),
    }


def test_pdf_gives_a_passage_a_page_with_labels(make_pdf: Make) -> None:
    labels = "/PageLabels << /Nums [0 << /S /r >> 2 << /S /D /St 5 >>] >>"
    info = "/Title (Comunas) /Author (Ana) /CreationDate (D:20121020120000Z)"
    path = make_pdf("uno", "dos", "tres", info=info, extra=labels)
    found = Pdf().extract(path)
    assert [(each.text, each.page, each.label) for each in found.passages] == [
        ("uno", 1, "i"),
        ("dos", 2, "ii"),
        ("tres", 3, "5"),
    ]
    assert found.pages == 3
    assert found.proposed == {"title": ("Comunas",), "creator": ("Ana",), "created": ("2012-10-20",)}


def test_pdf_without_text_says_so_and_leaves_its_pages_out(make_pdf: Make) -> None:
    found = Pdf().extract(make_pdf("", "text", ""))
    assert [each.page for each in found.passages] == [2]
    assert Pdf().extract(make_pdf("", "")).problem == problems.NO_TEXT


@pytest.mark.corpus
def test_line_end_hyphens_of_a_pdf_are_kept_and_understood(corpus: Path) -> None:
    found = Pdf().extract(corpus / "documents/pdf-samples/multicolumn.pdf")
    page = found.passages[0].text
    assert "adip-\niscing" in page
    assert any(word.folded == "adipiscing" and word.surface == "adip-\niscing" for word in words(page))


def test_plain_text_that_is_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\x00\x01\x02\x03" * 100)
    with pytest.raises(Unreadable, match="other data"):
        PlainText().extract(path)


def test_plain_text_states_its_encoding_and_its_doubts(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Declaración de los niños".encode("latin-1"))
    assert PlainText().extract(path).technical["encoding"] == "iso-8859-1"
    path.write_bytes("Всем".encode("cp866"))
    assert PlainText().extract(path).problem == problems.ENCODING_GUESSED
    path.write_bytes(b" \n\n ")
    assert PlainText().extract(path).problem == problems.EMPTY
