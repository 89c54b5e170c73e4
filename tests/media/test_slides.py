"""A presentation gives a passage a slide, and what is said beside it."""

from collections.abc import Callable
from pathlib import Path

import pptx
import pytest
from pptx.util import Inches

from archive.media import problems
from archive.media.identify import identify
from archive.media.registry import read
from archive.media.slides import Odp, Pptx
from archive.text.passages import PassageKind

Make = Callable[..., Path]
ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:presentation="urn:oasis:names:tc:opendocument:xmlns:presentation:1.0"'
)


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    deck = pptx.Presentation()
    deck.core_properties.title, deck.core_properties.author = "Cinco motores", "Ana Pérez"
    first = deck.slides.add_slide(deck.slide_layouts[1])
    first.shapes.title.text, first.placeholders[1].text = "Golpe de timón", "Uno\nDos"
    first.notes_slide.notes_text_frame.text = "Decir más de la comuna."
    second = deck.slides.add_slide(deck.slide_layouts[6])
    table = second.shapes.add_table(2, 2, Inches(1), Inches(1), Inches(4), Inches(2)).table
    for at, text in enumerate(("Año", "Comunas", "2012", "207")):
        table.cell(at // 2, at % 2).text = text
    second._element.set("show", "0")
    deck.slides.add_slide(deck.slide_layouts[6])
    box = second.shapes.add_textbox(Inches(1), Inches(4), Inches(2), Inches(1))
    box.text_frame.text = "En caja"
    path = tmp_path / "a.pptx"
    deck.save(str(path))
    return path


def test_each_slide_is_a_page_under_its_number_and_title(talk: Path) -> None:
    found = read(talk, identify(talk))
    assert [(each.kind, each.page, each.label, each.text) for each in found.passages] == [
        (PassageKind.PAGE, 1, "1 · Golpe de timón", "Golpe de timón\n\nUno\n\nDos"),
        (PassageKind.PARAGRAPH, 1, "1 · Golpe de timón", "Decir más de la comuna."),
        (PassageKind.PAGE, 2, "2", "Año | Comunas\n\n2012 | 207\n\nEn caja"),
    ]
    assert found.pages == 3
    assert found.technical == {"hidden_slides": [2]}
    assert found.proposed["title"] == ("Cinco motores",)
    assert found.proposed["creator"] == ("Ana Pérez",)


def test_slides_come_in_the_order_in_which_they_are_shown(talk: Path) -> None:
    deck = pptx.Presentation(str(talk))
    order = deck.slides._sldIdLst
    order.append(order[0])
    deck.save(str(talk))
    assert [each.page for each in Pptx().extract(talk).passages] == [1, 3, 3]


def test_a_presentation_without_words_holds_no_text(tmp_path: Path) -> None:
    path = tmp_path / "a.pptx"
    deck = pptx.Presentation()
    deck.slides.add_slide(deck.slide_layouts[6])
    deck.save(str(path))
    assert Pptx().extract(path).problem == problems.NO_TEXT


def test_odp_gives_titles_texts_and_notes_but_not_what_stands_on_every_slide(make_zip: Make) -> None:
    def frame(kind: str, text: str) -> str:
        return (
            f'<draw:frame presentation:class="{kind}"><draw:text-box><text:p>{text}</text:p>'
            "</draw:text-box></draw:frame>"
        )

    pages = (
        f'<draw:page draw:name="page1">{frame("footer", "Ministerio")}{frame("outline", "Uno")}'
        f"{frame('title', 'La comuna')}<draw:custom-shape><text:p>Forma</text:p></draw:custom-shape>"
        f"<presentation:notes>{frame('notes', 'Decirlo despacio.')}{frame('page-number', '1')}"
        "</presentation:notes></draw:page><draw:page/>"
    )
    body = f"<office:body><office:presentation>{pages}</office:presentation></office:body>"
    path = make_zip(
        "a.odp",
        {
            "mimetype": "application/vnd.oasis.opendocument.presentation",
            "content.xml": f"<office:document-content {ODF}>{body}</office:document-content>",
        },
    )
    found = Odp().extract(path)
    assert [(each.text, each.label, each.page) for each in found.passages] == [
        ("La comuna\n\nUno\n\nForma", "1 · La comuna", 1),
        ("Decirlo despacio.", "1 · La comuna", 1),
    ]
    assert found.pages == 2
