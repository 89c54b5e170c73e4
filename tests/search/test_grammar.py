"""The grammar as docs/reference/query-language.md has it.

Its rules are read there, sentences are made by them, and each must be read as its derivation means.
"""

import re
from pathlib import Path

from hypothesis import assume, given
from hypothesis import strategies as st

from archive.metadata.dates import first_day, last_day
from archive.search.query_language import parse
from archive.search.tree import (
    And,
    DateRange,
    Fuzzy,
    Has,
    Missing,
    Or,
    Phrase,
    Wildcard,
    Word,
    both,
    negated,
    within,
)

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "query-language.md"
LEXEME = re.compile(r""""[^"]*"|'[^']*'|\w+|[()?*|]""")
TERMINALS = {
    "word": st.sampled_from(["por", "ahora", "comuna", "chávez", "1992", "x"]),
    "letters": st.sampled_from(["com", "una", "x"]),
    "piece": st.sampled_from(["una", "cracia", "民"]),
    "number": st.integers(0, 64).map(str),
    "name": st.sampled_from(["title", "speaker", "subject", "license"]),
    "heading": st.sampled_from(["fecha de nacimiento", "Reference code", "código de referencia"]),
    "day": st.sampled_from(["1999", "1999~", "199X", "2012-10", "2012-10-20"]),
}
HEADINGS = {"fecha de nacimiento": "born", "Reference code": "reference_code"}
HEADINGS["código de referencia"] = "reference_code"


class Grammar:
    """The rules of the page."""

    def __init__(self):
        block = PAGE.read_text(encoding="utf-8").split("```ebnf\n")[1].split("```")[0]
        self.rules = {}
        for line in block.splitlines():
            name, _, body = line.partition("::=")
            self.rules[name.strip()] = self.alternatives(LEXEME.findall(body))

    def alternatives(self, lexemes):
        found = [self.sequence(lexemes)]
        while lexemes and lexemes[0] == "|":
            lexemes.pop(0)
            found.append(self.sequence(lexemes))
        return found

    def sequence(self, lexemes):
        found = []
        while lexemes and lexemes[0] not in "|)":
            item = lexemes.pop(0)
            if item == "(":
                item = self.alternatives(lexemes)
                assert lexemes.pop(0) == ")"
            often = lexemes.pop(0) if lexemes and lexemes[0] in ("?", "*") else ""
            found.append((item, often))
        return found

    def derive(self, draw, item, depth=0):
        """Return what was written, and the leaves and derivations that it consists of."""
        if isinstance(item, list):
            return self.chosen(draw, item, depth)
        if item[0] in "\"'":
            return [item[1:-1]]
        if item in TERMINALS:
            return [(item, [draw(TERMINALS[item])])]
        return [(item, self.chosen(draw, self.rules[item], depth + 1))]

    def chosen(self, draw, alternatives, depth):
        deep = depth > 9
        place = 0 if deep else draw(st.integers(0, len(alternatives) - 1))
        found = []
        for item, often in alternatives[place]:
            most = {"": 1, "?": 1, "*": 2}[often]
            times = 1 if not often else 0 if deep else draw(st.integers(0, most))
            for _ in range(times):
                found += self.derive(draw, item, depth)
        return found


GRAMMAR = Grammar()


def text_of(derived):
    return "".join(each if isinstance(each, str) else text_of(each[1]) for each in derived)


def meaning(rule, derived):
    """Return the tree that a derivation means."""
    inner = [each for each in derived if not isinstance(each, str)]
    if rule in ("query", "all"):
        return both(Or if rule == "query" else And, [meaning(*each) for each in inner])
    if rule in LEAVES:
        return LEAVES[rule](derived, {name: text_of(below) for name, below in inner})
    told = meaning(*inner[-1])
    if rule == "fielded":
        return within(text_of(inner[0][1]), told)
    return negated(told) if rule == "part" and isinstance(derived[0], str) else told


LEAVES = {
    "word": lambda derived, _: Word(text_of(derived)),
    "phrase": lambda derived, told: Phrase(
        tuple(text_of(each[1]) for each in derived if each[0] == "word"), int(told.get("number", "0"))
    ),
    "wildcard": lambda derived, _: Wildcard(text_of(derived)),
    "fuzzy": lambda _, told: Fuzzy(told["word"]),
    "date": lambda derived, told: dates(told["days"], inside="=" in derived),
    "presence": lambda derived, told: (Has if "has:" in derived else Missing)(
        told.get("name") or HEADINGS[told["heading"]]
    ),
}


def dates(text, inside):
    first, dots, last = text.partition("..")
    if not dots:
        return DateRange(text, first_day(text), last_day(text), inside)
    if first and last and first_day(first) > last_day(last):
        return dates(f"{last}..{first}", inside)
    return DateRange(text, first_day(first) if first else None, last_day(last) if last else None, inside)


@given(st.data())
def test_every_sentence_of_the_documented_grammar_is_read_so(data):
    derived = GRAMMAR.derive(data.draw, "query")
    found = parse(text_of(derived))

    assume(not found.question)
    assert found.tree == meaning(*derived[0])
    assert not [each for each in found.notices if "other way" not in str(each)]


def test_every_rule_of_the_grammar_can_be_reached():
    page = str(GRAMMAR.rules)
    assert all(repr(name) in page for name in (*GRAMMAR.rules, *TERMINALS))


def test_every_example_of_the_page_is_of_the_language():
    table = PAGE.read_text(encoding="utf-8").split("## Grammar")[0]
    examples = [each for line in table.splitlines() if line.startswith("| `")
                for each in re.findall(r"`([^`]+)`", line.split("|")[1])]  # fmt: skip

    assert len(examples) > 20
    assert not [query for query in examples if parse(query).notices or parse(query).tree is None]
