"""What is asked when nothing has all of a query: some of it is enough.

First any of the plain words; if nothing has what was asked more exactly either, any of the phrases, too.
Fields, dates, conditions and what is excluded hold all the same.
"""

from dataclasses import replace

from archive.search.backend import Answer, Request, SearchBackend
from archive.search.tree import And, Fuzzy, Node, Or, Phrase, Wildcard, Word, both

WORDS = (Word, Fuzzy, Wildcard)
PHRASES = (*WORDS, Phrase)


def ask(backend: SearchBackend, request: Request) -> tuple[Answer, Request]:
    """Ask for all of a query; if nothing has all, for some. Return the request that was answered, too."""
    answer = backend.search(request)
    if answer.total:
        return answer, request
    for kinds in (WORDS, PHRASES):
        looser = loosened(request.tree, kinds)
        if looser != request.tree:
            asked = replace(request, tree=looser)
            some = backend.search(asked)
            if some.total:
                return some, asked
    return answer, request


def loosened(tree: Node | None, kinds: tuple[type[Node], ...] = WORDS) -> Node | None:
    """Return the tree for which any of the parts of some kinds are enough; the others hold."""
    if isinstance(tree, Or):
        return both(Or, [part for part in (loosened(part, kinds) for part in tree.parts) if part is not None])
    if not isinstance(tree, And):
        return tree
    plain = [part for part in tree.parts if _is_of(part, kinds)]
    demanded = [part for part in tree.parts if part not in plain]
    some = both(Or, [part for part in (loosened(part, kinds) for part in plain) if part is not None])
    return both(And, [*([some] if some else []), *demanded])


def _is_of(node: Node, kinds: tuple[type[Node], ...]) -> bool:
    """Say whether a part of a query is of these kinds, or alternatives or several of which one is."""
    if isinstance(node, And | Or):
        return any(_is_of(part, kinds) for part in node.parts)
    return isinstance(node, kinds)
