"""The pieces that a query falls into: quotations, words, names of fields, and signs that mean something."""

import re
from typing import NamedTuple

from archive.core.words import Message, message
from archive.text.written import places

MOST_CHARACTERS = 2000
MOST_TOKENS = 200

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″＂", '"'))
# `date:=` is one sign; before an address ("https://") a colon names no field.
_TOKEN = re.compile(
    r"""(?P<quoted>"[^"]*"(?:~[0-9]+(?!\w))?)
      | (?P<open>\()
      | (?P<close>\))
      | (?P<field>[^\W\d][\w.-]*:=?(?=[^\s:/)]))
      | (?P<minus>(?<![^\s(])-+(?=[^\s)]))
      | (?P<chunk>[^\s"()]+)""",
    re.VERBOSE,
)
_REST = re.compile(r"[^\s\"()]*")
_QUOTED = re.compile(r'"(?P<text>[^"]*)"(?:~(?P<number>[0-9]+))?')


class Token(NamedTuple):
    """One piece of a query, and of which kind it is: a name of the groups above."""

    kind: str
    text: str


def tokens(text: str) -> tuple[list[Token], list[Message]]:
    """Return the pieces of a query, and what was left out of it."""
    text, notices = _cut(plain_quotes(text))
    if text.count('"') % 2:
        at = text.rindex('"')
        text = f"{text[:at]} {text[at + 1 :]}"
        notices.append(message("A quotation mark has no partner and was left out."))
    found = _pieces(text)
    if len(found) > MOST_TOKENS:
        del found[MOST_TOKENS:]
        notices = [_TOO_LONG, *(each for each in notices if each != _TOO_LONG)]
    return found, notices


def _pieces(text: str) -> list[Token]:
    found = []
    place = 0
    while (each := _TOKEN.search(text, place)) is not None:
        kind = str(each.lastgroup)
        place = _word_end(text, each) if kind == "chunk" else each.end()
        found.append(Token(kind, text[each.start() : place]))
    return found


def _word_end(text: str, chunk: re.Match[str]) -> int:
    """Return where the last word of a chunk ends: some have a space inside, "20 000", "EE. UU."."""
    end = chunk.end()
    for word in places(text, chunk.start()):
        if word.start() >= end:
            break
        if word.end() > end:
            rest = _REST.match(text, word.end())
            end = rest.end() if rest else word.end()
    return end


def plain_quotes(text: str) -> str:
    """Return `text` with plain quotation marks in place of typographic ones."""
    return text.translate(_QUOTES)


def quotation(text: str) -> tuple[str, str]:
    """Return what stands in quotation marks and the number behind them; of what is not quoted, itself."""
    found = _QUOTED.fullmatch(text)
    return (found["text"], found["number"] or "") if found else (text, "")


_TOO_LONG = message("The query is very long; only its beginning was searched.")


def _cut(text: str) -> tuple[str, list[Message]]:
    if len(text) <= MOST_CHARACTERS:
        return text, []
    beginning = text[:MOST_CHARACTERS]
    return beginning.rpartition(" ")[0] or beginning, [_TOO_LONG]
