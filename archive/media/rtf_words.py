"""What each control word of RTF does to the document that is being read.

Spec: Rich Text Format 1.9.1 (Microsoft, 2008), "Unicode RTF", "Character Text", "Paragraph Text", "Tables"
"""

import codecs
from collections.abc import Callable

from archive.media import rtf_tables
from archive.media.rtf_document import Document

Act = Callable[[Document, int | None], None]


def obey(document: Document, word: str, number: int | None) -> None:
    """Do what a word says."""
    document.flush()
    document.unread = 0
    state = document.state
    document.comments += word == "annotation" and not state.skip
    if state.starred:
        state.starred = False
        if word not in rtf_tables.KEPT:
            state.skip = state.skip or word
    if word in rtf_tables.CHARACTERS:
        document.emit(rtf_tables.CHARACTERS[word])
    elif word in rtf_tables.ENDINGS:
        document.paragraph()
    elif word in rtf_tables.LEFT_OUT:
        state.skip = state.skip or word
    elif not state.skip or word == "ud":
        _act(document, word, number)


def _act(document: Document, word: str, number: int | None) -> None:
    if act := ACTS.get(word):
        act(document, number)
    elif document.state.table == "info":
        if word in rtf_tables.INFORMATION:
            document.begin(word)
    elif word in rtf_tables.FLOWS:
        document.begin(rtf_tables.FLOWS[word])


def _unicode(document: Document, number: int | None) -> None:
    if number is not None:
        document.emit(chr(number & 0xFFFF))
        document.unread = document.state.repeats


def _unicode_copy(document: Document, number: int | None) -> None:
    if document.state.skip == "upr":  # the same in the letters of a code page has just been left out
        document.state.skip = ""


def _repeats(document: Document, number: int | None) -> None:
    document.state.repeats = 1 if number is None else max(number, 0)


def _font(document: Document, number: int | None) -> None:
    if document.state.table == "fonttbl":
        document.font = number or 0
    else:
        document.state.encoding, document.state.symbols = document.fonts.get(number or 0, ("", False))


def _usual_font(document: Document, number: int | None) -> None:
    document.usual_font = number or 0


def _charset(document: Document, number: int | None) -> None:
    if document.state.table == "fonttbl":
        encoding = rtf_tables.CHARSETS.get(number or 0, "")
        document.fonts[document.font] = encoding, number == rtf_tables.SYMBOL


def _font_page(document: Document, number: int | None) -> None:
    if document.state.table == "fonttbl":
        document.fonts[document.font] = _encoding(number), False


def _page(document: Document, number: int | None) -> None:
    document.page = _encoding(number) or document.page


def _encoding(number: int | None) -> str:
    """Return the encoding of a code page, or "" if Python knows none."""
    name = {65001: "utf-8", 10000: "mac_roman", 936: "gb18030"}.get(number or 0, f"cp{number}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return ""


def _style(document: Document, number: int | None) -> None:
    if document.state.table == "stylesheet":
        document.style = number or 0
    else:
        document.state.flow.heading = number in document.headings


def _outline(document: Document, number: int | None) -> None:
    is_heading = number is not None and number < 9
    if document.state.table == "stylesheet" and is_heading:
        document.headings.add(document.style)
    elif not document.state.table:
        document.state.flow.heading = is_heading


def _hidden(document: Document, number: int | None) -> None:
    document.state.hidden = number != 0


def _plain(document: Document, number: int | None) -> None:
    document.state.hidden, document.state.encoding, document.state.symbols = False, "", False


def _new_paragraph(document: Document, number: int | None) -> None:
    document.state.flow.heading = document.state.flow.in_table = False


def _in_table(document: Document, number: int | None) -> None:
    document.state.flow.in_table = True


def _cell(document: Document, number: int | None) -> None:
    document.state.flow.cell()


def _row(document: Document, number: int | None) -> None:
    document.state.flow.row()


def _date(document: Document, number: int | None) -> None:
    if document.state.flow.kind == "creatim":
        document.emit(f"{number or 0:02}-")


def _page_of(name: str) -> Act:
    def act(document: Document, number: int | None) -> None:
        document.page = name

    return act


def _table_of(name: str) -> Act:
    def act(document: Document, number: int | None) -> None:
        document.state.table = name

    return act


ACTS: dict[str, Act] = {
    **{word: _page_of(name) for word, name in rtf_tables.PAGES.items()},
    **{word: _table_of(word) for word in ("fonttbl", "stylesheet", "info")},
    "ansicpg": _page,
    "cell": _cell,
    "cpg": _font_page,
    "deff": _usual_font,
    "deleted": _hidden,
    "dy": _date,
    "f": _font,
    "fcharset": _charset,
    "intbl": _in_table,
    "mo": _date,
    "nestcell": _cell,
    "outlinelevel": _outline,
    "pard": _new_paragraph,
    "plain": _plain,
    "row": _row,
    "s": _style,
    "u": _unicode,
    "uc": _repeats,
    "ud": _unicode_copy,
    "v": _hidden,
    "yr": _date,
}
