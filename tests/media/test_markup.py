"""Markup that people write, and pages that are XML: headings as headings, every letter kept."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.media import problems
from archive.media.html_pages import HtmlPage
from archive.media.identify import Format, identify
from archive.media.plain_text import Markdown
from archive.media.registry import read
from archive.text.passages import PassageKind

Make = Callable[..., Path]


def written(tmp_path: Path, name: str, text: str) -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_markdown_headings_are_headings_and_code_is_none(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "a.md",
        "# Acta #\nTexto pegado.\n\n```sh\n# comentario\n\nfin\n```\nAsamblea\n========\n\n"
        "Uno.\n\n- a\n- b\n---\n",
    )
    found = read(path, identify(path)).passages
    assert [(each.kind is PassageKind.HEADING, each.text, each.label) for each in found] == [
        (True, "# Acta #", "Acta"),
        (False, "Texto pegado.", "Acta"),
        (False, "```sh\n# comentario\n\nfin\n```\nAsamblea\n========", "Acta"),
        (False, "Uno.", "Acta"),
        (False, "- a\n- b\n---", "Acta"),
    ]


def test_markdown_underlined_headings_are_headings(tmp_path: Path) -> None:
    path = written(tmp_path, "a.md", "Asamblea\n========\nUno.\n\nDos\n---\nFin.\n")
    found = read(path, identify(path)).passages
    assert [each.label for each in found] == ["Asamblea", "Asamblea", "Dos", "Dos"]
    assert found[0].text == "Asamblea\n========"


@given(st.text(st.sampled_from("# -=`~\nab1.\t|"), max_size=60))
@settings(max_examples=300, deadline=None)
def test_no_letter_of_a_markdown_text_is_lost(tmp_path_factory, text):
    path = written(tmp_path_factory.mktemp("md"), "a.md", text)
    found = Markdown().extract(path)
    assert "".join("".join(each.text.split()) for each in found.passages) == "".join(text.split())
    assert found.passages or found.problem == problems.EMPTY


def test_latex_stays_text_under_its_sections(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "a.tex",
        "\\documentclass{article}\n\\title{La \\emph comuna}\n\\author{Ana Pérez \\and Luis Gil}\n"
        "\\begin{document}\n% nota propia\n\\section*{Qué es}\nUna \\textbf{comuna}\nes esto.\n\n"
        "Dos.\n\\end{document}\n",
    )
    found = read(path, identify(path))
    assert [(each.text, each.label) for each in found.passages] == [
        ("\\section*{Qué es}", "Qué es"),
        ("Una \\textbf{comuna}\nes esto.", "Qué es"),
        ("Dos.", "Qué es"),
    ]
    assert found.proposed == {"title": ("La comuna",), "creator": ("Ana Pérez", "Luis Gil")}


def test_tex_without_a_document_class_is_known_by_its_name(tmp_path: Path) -> None:
    path = written(tmp_path, "capitulo.tex", "\\chapter{Uno}\nTexto.\n")
    assert [each.label for each in read(path, identify(path)).passages] == ["Uno", "Uno"]


def test_xhtml_is_read_as_xml_so_that_an_empty_title_swallows_nothing(tmp_path: Path) -> None:
    page = (
        '<?xml version="1.0" encoding="iso-8859-1"?>'
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "x.dtd">'
        '<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="es"><head><title/><script src="x"/></head>'
        "<body><h1>Año</h1><p>Se&ntilde;al&nbsp;&amp; fin</p><svg xmlns='http://www.w3.org/2000/svg'><text>no</text>"
        "</svg></body></html>"
    )
    path = tmp_path / "a.xhtml"
    path.write_bytes(page.encode("latin-1"))
    found = HtmlPage().extract(path)
    assert [each.text for each in found.passages] == ["Año", "Señal\u00a0& fin"]
    assert found.proposed["language"] == ("es",)


def test_xhtml_that_is_no_xml_is_read_as_html(tmp_path: Path) -> None:
    path = written(
        tmp_path, "a.xhtml", '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>Uno<br>dos</body></html>'
    )
    assert [each.text for each in HtmlPage().extract(path).passages] == ["Uno\ndos"]


@pytest.mark.parametrize(
    ("name", "media_type"),
    [("a.mobi", "application/x-mobipocket-ebook"), ("a.msg", "application/vnd.ms-outlook")],
)
def test_formats_that_nobody_reads_say_what_to_do(tmp_path: Path, name: str, media_type: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"\x00\xff\x01\x02" * 300)
    assert identify(path).media_type == media_type
    problem = read(path, Format(media_type, None, "", "extension")).problem
    assert problem in {problems.KINDLE, problems.OUTLOOK}
    assert "Convert" in problem or "Save" in problem


def test_a_page_in_which_no_font_was_ever_closed_is_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    lines = [f"<p><font>{number}" for number in range(1000)]
    path.write_text("<html><body>" + "".join(lines), encoding="utf-8")
    found = read(path, identify(path))
    assert [each.text for each in found.passages] == [str(number) for number in range(1000)]


def test_comments_in_a_table_of_xhtml_are_no_cells(tmp_path: Path) -> None:
    path = tmp_path / "a.xhtml"
    path.write_text(
        '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>'
        "<table><tr><!-- no --><td>uno</td><?no pi?><td>dos</td></tr></table></body></html>",
        encoding="utf-8",
    )
    assert [each.text for each in read(path, identify(path)).passages] == ["uno | dos"]
