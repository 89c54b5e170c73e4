"""What it counts that neighbours of a query stand near one another in a document."""

from collections.abc import Iterable, Iterator, Sequence

from archive.metadata.access import Role
from archive.search.fields import NAMES, asked
from archive.search.lexicon import expansion, nearness_in
from archive.search.memory.evaluate import Evaluation, Held, Scores
from archive.search.scoring import PAIR_RECORDS, PAIR_WINDOW, pair_bonus, strength
from archive.search.tree import Fuzzy, Node, Pair, Wildcard, Word, is_question, neighbours


def lifted(evaluation: Evaluation, tree: Node | None, ordered: Sequence[str]) -> Scores:
    """Return what the nearness of words counts in the first of some documents, which are in order."""
    found: Scores = {}
    by_length = is_question(tree)
    for before, after in neighbours(tree):
        commoner = min(evaluation.find(word, None).rarity for word in (before, after))
        for id in ordered[:PAIR_RECORDS]:
            held = evaluation.seen[id]
            times = 0.0
            for of in _fields(evaluation.role, held):
                ratio = evaluation.ratio(held, of) if by_length else 1.0
                times += strength(float(_near(evaluation, held, of, (before, after))), ratio)
            if times:
                found[id] = found.get(id, 0.0) + pair_bonus(times, commoner)
    return found


def _fields(role: Role, held: Held) -> Iterable[str]:
    return (of for of in asked(None, role) if of in held.words)


def _near(evaluation: Evaluation, held: Held, of: str, pair: Pair) -> int:
    """Return how many times the first word of a pair stands near the second in a field."""
    places, others = (list(_places(evaluation, held, of, word)) for word in pair)
    window = range(-PAIR_WINDOW, PAIR_WINDOW + 1)
    return sum(any(place + step in others for step in window) for place in places)


def _places(evaluation: Evaluation, held: Held, of: str, word: Word | Fuzzy | Wildcard) -> Iterator[int]:
    for form, nearness in expansion(word, evaluation.lexicon).items():
        if nearness_in(held.document.languages, nearness, of in NAMES) is not None:
            yield from held.words[of].places.get(form.text, ())
