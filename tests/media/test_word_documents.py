"""DOCX and ODT in full: headers, boxes, numbered notes, comments, hidden text, tables that are layout."""

from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from archive.core.errors import Unreadable
from archive.media import blocks, problems
from archive.media.blocks import Block, passages, problem_of
from archive.media.docx import Docx
from archive.media.odt import Odt

Make = Callable[..., Path]
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
)


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def paragraph(text: str) -> str:
    return f"<w:p>{run(text)}</w:p>"


def word(make_zip: Make, body: str, **parts: str) -> Path:
    """Write a DOCX; further parts lie beside its document, by the kind of their relationship."""
    relations = "".join(
        f'<Relationship Id="r{number}" Type="http://x/relationships/{kind.rstrip("0123456789")}" '
        f'Target="{kind}.xml"/>'
        for number, kind in enumerate(parts)
    )
    return make_zip(
        "a.docx",
        {
            "word/document.xml": f"<w:document {W} {MC}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": f"<Relationships>{relations}</Relationships>",
            **{f"word/{kind}.xml": f"<w:x {W}>{content}</w:x>" for kind, content in parts.items()},
        },
    )


def texts(path: Path) -> list[tuple[str, str]]:
    reader = Docx() if path.suffix == ".docx" else Odt()
    return [(each.text, each.label) for each in reader.extract(path).passages]


def test_docx_gives_headers_and_footers_once_and_comments_never(make_zip: Make) -> None:
    comment = f'<w:comment w:id="1">{paragraph("¿Seguro?")}</w:comment>'
    path = word(
        make_zip,
        paragraph("Uno."),
        header1=paragraph("Ministerio"),
        header2=paragraph("Ministerio"),
        footer1=paragraph("7"),
        comments=comment,
    )
    assert texts(path) == [("Uno.", ""), ("Ministerio", "")]
    assert Docx().extract(path).technical == {"comments": 1}


def test_docx_numbers_its_notes_as_a_reader_counts_them(make_zip: Make) -> None:
    notes = f'<w:footnote w:type="separator">{paragraph("---")}</w:footnote>' + "".join(
        f'<w:footnote w:id="{number}">{paragraph(text)}</w:footnote>'
        for number, text in ((2, "Primera."), (5, "Segunda."))
    )
    path = word(make_zip, paragraph("Uno."), footnotes=notes)
    assert texts(path)[1:] == [("Primera.", "[1]"), ("Segunda.", "[2]")]


def test_docx_gives_a_text_box_once_after_the_paragraph_it_is_anchored_in(make_zip: Make) -> None:
    box = f"<w:txbxContent>{paragraph('En la caja')}</w:txbxContent>"
    both = (
        f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        "</mc:AlternateContent>"
    )
    path = word(make_zip, f"<w:p>{run('An')}<w:r>{both}</w:r>{run('cla')}</w:p>{paragraph('Fin')}")
    assert texts(path) == [("Ancla", ""), ("En la caja", ""), ("Fin", "")]


def test_docx_leaves_hidden_text_and_deleted_rows_out(make_zip: Make) -> None:
    deleted = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{paragraph('fuera')}</w:tc></w:tr>"
    kept = f"<w:tr><w:tc>{paragraph('a')}</w:tc><w:tc>{paragraph('b')}</w:tc></w:tr>"
    hidden = run("oculto", "<w:vanish/>") + run("no oculto", '<w:vanish w:val="0"/>')
    path = word(make_zip, f"<w:tbl>{deleted}{kept}</w:tbl><w:p>{hidden}</w:p>")
    assert texts(path) == [("a | b", ""), ("no oculto", "")]
    assert Docx().extract(path).technical == {"hidden_text": True}


def test_a_table_that_lays_out_a_page_gives_its_paragraphs(make_zip: Make) -> None:
    cell = f"<w:tc>{paragraph('palabra ' * 200)}{paragraph('Segundo.')}</w:tc>"
    path = word(make_zip, f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>")
    assert [text for text, _ in texts(path)] == [("palabra " * 200).strip(), "Segundo."]


def test_the_main_part_is_found_by_its_relationship_whatever_it_is_called(make_zip: Make) -> None:
    relation = (
        '<Relationships><Relationship Id="r1" Target="/cuerpo/uno.xml" '
        'Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"/></Relationships>'
    )
    strict = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'
    path = make_zip(
        "a.docx",
        {
            "_rels/.rels": relation,
            "cuerpo/uno.xml": f"<w:document {strict}><w:body>{paragraph('Uno.')}</w:body></w:document>",
        },
    )
    assert texts(path) == [("Uno.", "")]


def test_damaged_properties_cost_no_text(tmp_path: Path, make_zip: Make) -> None:
    parts = {
        "word/document.xml": f"<w:document {W}><w:body>{paragraph('Uno.')}</w:body></w:document>",
        "docProps/core.xml": "<no",
        "word/styles.xml": "<tampoco",
    }
    assert texts(make_zip("a.docx", parts)) == [("Uno.", "")]


def test_a_document_locked_with_a_password_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))
    with pytest.raises(Unreadable, match="password"):
        Docx().extract(path)


def test_a_real_document_of_word_gives_its_header(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Cuerpo.")
    document.sections[0].header.paragraphs[0].text = "Archivo de la Nación"
    document.save(tmp_path / "a.docx")
    assert texts(tmp_path / "a.docx") == [("Cuerpo.", ""), ("Archivo de la Nación", "")]


def test_odt_gives_boxes_notes_by_their_sign_headers_and_nothing_hidden(make_zip: Make) -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>Borrado</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        "<text:p>Uno<draw:frame><draw:text-box><text:p>En la caja</text:p></draw:text-box></draw:frame>"
        '<text:span text:style-name="T1">oculto</text:span><office:annotation><text:p>¿Seguro?</text:p>'
        "</office:annotation><text:note><text:note-citation>*</text:note-citation><text:note-body>"
        "<text:p>La nota.</text:p></text:note-body></text:note> dos</text:p>"
    )
    hidden = '<style:style style:name="T1"><style:text-properties text:display="none"/></style:style>'
    content = (
        f"<office:document-content {ODF}><office:automatic-styles>{hidden}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    pages = "".join(
        f"<style:master-page><style:header><text:p>{said}</text:p></style:header></style:master-page>"
        for said in ("Ministerio", "Ministerio", "12")
    )
    masters = f"<office:master-styles>{pages}</office:master-styles>"
    styles = f"<office:document-styles {ODF}>{masters}</office:document-styles>"
    path = make_zip("a.odt", {"content.xml": content, "styles.xml": styles})
    assert texts(path) == [("Uno dos", ""), ("En la caja", ""), ("La nota.", "[*]"), ("Ministerio", "")]
    assert Odt().extract(path).technical == {"comments": 1, "hidden_text": True}


def test_parts_that_together_are_a_bomb_are_refused(make_zip: Make) -> None:
    big = (" " * (9 << 20) + "<w:p/>") * 6
    headers = {f"header{number}": big for number in range(5)}
    with pytest.raises(Unreadable, match="more than can be read"):
        Docx().extract(word(make_zip, paragraph("Uno."), **headers))


def test_elements_within_elements_without_end_are_damage(make_zip: Make) -> None:
    body = "<w:sdt>" * 100_000 + "</w:sdt>" * 100_000
    with pytest.raises(Unreadable, match="damaged"):
        Docx().extract(word(make_zip, body))


def test_a_text_without_end_is_cut_and_says_so(monkeypatch) -> None:
    monkeypatch.setattr(blocks, "MOST", 10)
    made = passages(Block(f"Párrafo {number}") for number in range(1_000_000_000))
    assert len(made) == 10
    assert problem_of(made) == problems.CUT_OFF
