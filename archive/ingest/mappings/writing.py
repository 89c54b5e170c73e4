"""A proposed mapping as a file: TOML that a person can read and mend, with what is unsure beside it."""

import json
import re
from collections.abc import Iterator, Mapping

from archive.core.lines import shortened
from archive.core.words import Message, Translate, message
from archive.ingest.mappings.suggesting import NOTE, Proposal, Suggestion

_BARE = re.compile(r"[A-Za-z0-9_-]+")
EXAMPLE = 50  # characters of a value in a comment


def written(proposal: Proposal, translate: Translate = str) -> str:
    """Return the text of a mapping file."""
    return "\n".join([*_head(proposal, translate), *_columns(proposal, translate)]) + "\n"


def _head(proposal: Proposal, translate: Translate) -> Iterator[str]:
    yield _comment(
        message("A first mapping. What is unsure says so: look at it, and at the values."), translate
    )
    yield from (_comment(_unsure(each), translate) for each in proposal.unsure)
    left_out = [each for each in proposal.columns if not each.target and each.heading != proposal.part_of]
    if proposal.key or left_out:
        yield ""
        yield "[source]"
    if proposal.key:
        yield f"key = {_text(proposal.key)}"
    for column in left_out:
        yield from (_comment(_unsure(each), translate, column.heading) for each in column.unsure)
    if left_out:
        yield f"ignore = [{', '.join(_text(each.heading) for each in left_out)}]"
    if proposal.part_of:
        yield ""
        yield "[rows]"
        yield f"part_of = {_text(proposal.part_of)}"
    if not any(each.target == "type" for each in proposal.columns):
        yield ""
        yield "[constants]"
        yield f"type = {_text(proposal.type)}"


def _columns(proposal: Proposal, translate: Translate) -> Iterator[str]:
    yield ""
    yield "[columns]"
    for column in proposal.columns:
        if column.target:
            yield from (_comment(_unsure(each), translate) for each in column.unsure)
            yield f"{_key(column.heading)} = {_meaning(column)}  # {_seen(column, proposal, translate)}"


def _meaning(column: Suggestion) -> str:
    if column.apart:
        cells = {"one_of": column.apart}
        taken = {"field": column.target, **column.options, "unless": cells}
        noted = {"field": NOTE, **column.as_note().options, "when": cells}
        return f"[\n    {_value(taken)},\n    {_value(noted)},\n]"
    if not column.options:
        return _text(column.target)
    return _value({"field": column.target, **column.options})


def _value(value: object) -> str:
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{_key(str(name))} = {_value(each)}' for name, each in value.items())} }}"
    if isinstance(value, tuple):
        return f"[{', '.join(map(_value, value))}]"
    return _text(str(value))


def _seen(column: Suggestion, proposal: Proposal, translate: Translate) -> str:
    example = shortened(column.example, EXAMPLE)
    if column.filled >= proposal.rows:
        return message("in every row: “{example}”", example=example).render(translate)
    said = message(
        "in {filled} of {rows} rows: “{example}”", filled=column.filled, rows=proposal.rows, example=example
    )
    return said.render(translate)


def _unsure(doubt: Message) -> Message:
    return message("Unsure: {doubt}.", doubt=doubt)


def _comment(said: Message, translate: Translate, heading: str = "") -> str:
    words = re.sub(r"(?<!\.)\.\.$", ".", shortened(said.render(translate), 300))  # a reason may end with one
    return f"# {shortened(heading)}: {words}" if heading else f"# {words}"


def _key(heading: str) -> str:
    return heading if _BARE.fullmatch(heading) else _text(heading)


def _text(text: str) -> str:
    """Return a text as a basic string of TOML; JSON escapes all that must be, one character aside."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
