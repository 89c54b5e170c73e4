"""Why a document answers a tree, leaf by leaf."""

from collections import Counter
from collections.abc import Iterator

from archive.search.backend import Match, Reason
from archive.search.memory.evaluate import Evaluation, Leaf
from archive.search.scoring import NEAR
from archive.search.tree import And, Fielded, Node, Not, Or


def reasons(
    evaluation: Evaluation, id: str, node: Node, field: str | None = None, counts: int = 1
) -> Iterator[Reason]:
    """Yield what each leaf of `node` has to do with a document, in their order.

    `counts`: how many times what the leaves find counts for the document. None under a *not*, nor where
    another part of an *and* is missing; several where an *or* says the same again, which is told once.
    So the scores of all reasons add up to that of the document.
    """
    match node:
        case Fielded(of, part):
            yield from reasons(evaluation, id, part, of, counts)
        case And(parts):
            whole = counts if id in evaluation.scores(node, field) else 0
            for part in parts:
                yield from reasons(evaluation, id, part, field, whole)
        case Or(parts):
            for part, times in Counter(parts).items():
                yield from reasons(evaluation, id, part, field, counts * times)
        case Not(part):
            yield from reasons(evaluation, id, part, field, 0)
        case _:
            yield _reason(evaluation, id, node, field, counts)


def _reason(evaluation: Evaluation, id: str, leaf: Leaf, field: str | None, counts: int) -> Reason:
    found = evaluation.find(leaf, field)
    holds = id in found.shares
    score = found.score(id) * counts if holds else 0.0
    shares = found.shares.get(id, ())
    whole = sum(share.strength for share in shares)
    return Reason(
        node=leaf,
        field=field,
        holds=holds,
        records=len(found.shares),
        score=score,
        matches=tuple(
            Match(share.field, share.form, NEAR[share.near], share.count, share.strength * score / whole)
            for share in shares
        ),
    )
