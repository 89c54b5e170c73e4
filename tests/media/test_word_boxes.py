"""A word's box lies where the word is drawn, however the page is turned, cut or broken into lines."""

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.core.errors import Unreadable
from archive.media import pdf
from archive.media.word_boxes import WHOLE, Box, aligned, lettering, read
from archive.text.normalise import words

WIDTH = 1200


def box_of(page, word):
    start = page.text.index(word)
    return page.boxes([(start, start + len(word))])


PAGE = Box(0, 0, WHOLE, WHOLE)


def ink(path, number, box=PAGE):
    """Return the part of a page's picture within a box, ink white on black."""
    picture = pdf.drawn_page(path, number, WIDTH).convert("L").point(lambda value: 255 * (value < 128))
    return cut(picture, box)


def cut(picture, box):
    across, down = picture.width / WHOLE, picture.height / WHOLE
    right, bottom = box.left + box.width, box.top + box.height
    return picture.crop(
        (int(box.left * across), int(box.top * down), int(right * across) + 2, int(bottom * down) + 2)
    )


def amount(picture):
    return sum(picture.histogram()[128:])


def changed(path, **how):
    """Turn or cut the pages of a PDF."""
    document = pypdfium2.PdfDocument(path)
    for page in document:
        for name, value in how.items():
            getattr(page, f"set_{name}")(*value)
    target = path.with_name("changed.pdf")
    document.save(target)
    document.close()
    return target


@pytest.mark.parametrize(
    "how",
    [
        {},
        *({"rotation": (degrees,)} for degrees in (90, 180, 270)),
        {"cropbox": (10, 60, 250, 180)},
        {"cropbox": (10, 60, 250, 180), "rotation": (90,)},
        {"mediabox": (-50, -20, 300, 200)},
    ],
    ids=str,
)
def test_all_ink_of_a_word_is_in_its_box_and_none_of_another(make_pdf, how):
    path = changed(make_pdf("comuna"), **how)
    (box,) = box_of(read(path, 1), "comuna")

    assert amount(ink(path, 1, box)) == amount(ink(path, 1)) > 200
    assert box.width * box.height < WHOLE * WHOLE / 20


def test_each_word_has_its_own_box(make_pdf):
    path = make_pdf("comuna   o   nada")
    page = read(path, 1)
    boxes = [box_of(page, word)[0] for word in ("comuna", " o ", "nada")]

    assert sum(amount(ink(path, 1, box)) for box in boxes) == amount(ink(path, 1))
    assert all(amount(ink(path, 1, box)) > 50 for box in boxes)
    assert boxes[0].left + boxes[0].width < boxes[1].left < boxes[2].left


def test_a_word_broken_over_a_line_has_two_boxes(make_pdf):
    page = read(make_pdf("the class of Vene-) Tj 0 -30 Td (zuelan workers"), 1)
    (word,) = [each for each in words(page.text) if each.folded == "venezuelan"]
    first, second = page.boxes([(word.start, word.end)])

    assert first.left > second.left
    assert first.top + first.height <= second.top


def test_a_phrase_on_one_line_has_one_box(make_pdf):
    page = read(make_pdf("comuna o nada"), 1)
    assert len(page.boxes([(0, len(page.text))])) == 1


def test_boxes_are_kept_and_read_again_where_they_are_damaged(make_pdf, facts_of, tmp_path):
    path, folder = make_pdf("comuna"), tmp_path / "kept"
    found = lettering(path, folder, facts_of(path), 1)
    (kept,) = [each for each in folder.rglob("*") if each.is_file()]
    moved = path.rename(path.with_name("away.pdf"))

    assert lettering(path, folder, facts_of(moved), 1) == found
    kept.write_bytes(kept.read_bytes()[:-3])
    assert lettering(moved, folder, facts_of(moved), 1) == found


def test_a_page_that_is_not_there_has_none(make_pdf, facts_of, tmp_path):
    path = make_pdf("comuna")
    for number in (0, 2):
        with pytest.raises(Unreadable):
            lettering(path, tmp_path, facts_of(path), number)


@given(st.text(st.sampled_from("ab-\r\n\x02\ufffe\x00 \ud800\U0001f600\u00ad"), max_size=20))
def test_the_text_is_that_of_the_passage_and_each_character_knows_its_place(raw):
    text, units = aligned(raw)
    encoded = raw.encode("utf-16-le", "surrogatepass")

    assert text == pdf.readable(raw)
    assert len(units) == len(text)
    for letter, unit in zip(text, units, strict=True):
        if unit is not None and letter not in "-\n":
            assert encoded[2 * unit :].decode("utf-16-le", "surrogatepass").startswith(letter)


@pytest.mark.corpus
def test_words_of_real_documents_are_drawn_where_their_boxes_are(corpus):
    drawn = total = 0
    for path in sorted((corpus / "documents").rglob("*.pdf")):
        try:
            found = pdf.Pdf().extract(path)
        except Unreadable:
            continue
        if found.pages is None:  # pypdf has read what PDFium cannot open: there is nothing to draw
            continue
        for passage in found.passages[:1]:
            page = read(path, passage.page)
            assert page.text == passage.text
            boxes = page.boxes([(word.start, word.end) for word in words(page.text) if not word.joined])
            picture = pdf.drawn_page(path, passage.page, WIDTH).convert("L")
            total += len(boxes)
            drawn += sum(_contrast(picture, box) > 60 for box in boxes)
    assert total > 1000
    assert drawn / total > 0.99


def _contrast(picture, box):
    darkest, lightest = cut(picture, box).getextrema()
    return lightest - darkest
