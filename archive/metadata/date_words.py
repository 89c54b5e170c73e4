"""EDTF in words: what an expression says, as a reader of English or Spanish would put it."""

import re
from dataclasses import replace

from archive.metadata.date_lexicon import Lexicon, lexicon
from archive.metadata.date_points import Phrase, phrase
from archive.metadata.edtf_model import Choice, End, Expression, Point, Span


def describe(expression: Expression, locale: str) -> str:
    """Return an expression in words of the locale's language."""
    words = lexicon(locale)
    if isinstance(expression, Choice):
        said = _choice(expression, words)
    elif isinstance(expression, Span):
        said = _span(expression, words)
    else:
        said = _qualified(expression, words).text
    # Spanish contracts "de el" and "a el"; no English date has these letters in a row.
    return re.sub(r"\b(de|a) el\b", lambda match: f"{match[1]}l", said)


def _qualified(point: Point, words: Lexicon) -> Phrase:
    said = phrase(point, words)
    if not point.qualifier:
        return said
    return Phrase(words.qualifiers[point.qualifier].format(it=said.text, the=said.article))


def _choice(choice: Choice, words: Lexicon) -> str:
    each = [_member(member, words) for member in choice.members]
    if len(each) > 1:
        join = words.join_and if choice.every else words.join_or
        return join(", ".join(each[:-1]), each[-1])
    match choice.members[0]:
        case Span(Point() as first, Point() as last):
            return words.every.format(it=each[0]) if choice.every else _two(words.between, first, last, words)
    return each[0]


def _member(member: Point | Span, words: Lexicon) -> str:
    match member:
        case Span(End(), Point() as last):
            return words.or_earlier.format(it=_qualified(last, words).text)
        case Span(Point() as first, End()):
            return words.or_later.format(it=_qualified(first, words).text)
        case Span():
            return _span(member, words)
    return _qualified(member, words).text


def _span(span: Span, words: Lexicon) -> str:
    match span.lower, span.upper:
        case Point() as first, Point() as last:
            return _from_to(first, last, words)
        case End() as start, Point() as last:
            return _one(words.until if start is End.OPEN else words.before, last, words)
        case Point() as first, end:
            return _one(words.since if end is End.OPEN else words.not_known_after, first, words)
    raise AssertionError(f"{span} has no date at either end")


def _one(template: str, point: Point, words: Lexicon) -> str:
    said = _qualified(point, words)
    return template.format(the=said.article, it=said.text)


def _two(template: str, first: Point, last: Point, words: Lexicon) -> str:
    one, two = _qualified(first, words), _qualified(last, words)
    return template.format(the_first=one.article, first=one.text, the_last=two.article, last=two.text)


def _from_to(first: Point, last: Point, words: Lexicon) -> str:
    """Return two dates joined by a dash, what they share said once; by words where only one is qualified."""
    if first.qualifier != last.qualifier:
        return _two(words.from_to, first, last, words)
    article, joined = _joined(replace(first, qualifier=""), replace(last, qualifier=""), words)
    return words.qualifiers[first.qualifier].format(the=article, it=joined)


def _joined(first: Point, last: Point, words: Lexicon) -> tuple[str, str]:
    start, end = phrase(first, words), phrase(last, words)
    if _plain(first) and _plain(last) and first.year == last.year and first.month and last.month:
        if first.day and last.day and first.month == last.month:
            return start.article, f"{int(first.day)}–{end.text}"
        if not first.day and not last.day:
            return "", f"{words.months[int(first.month) - 1]}–{end.text}"
        if first.day and last.day:
            shorter = words.day.format(day=int(first.day), month=words.months[int(first.month) - 1])
            return start.article, f"{shorter} – {end.text}"
    dash = " – " if " " in start.text + end.text else "–"
    return start.article, f"{start.text}{dash}{end.text}"


def _plain(point: Point) -> bool:
    """Say whether a date is a year, month or day and nothing more."""
    digits = (point.year + point.month + point.day).lstrip("-").isdigit()
    return digits and not point.grouping and not point.time and not any(point.parts) and not point.significant
