"""Names: whoever asks by one name of an authority asks by its other names, too.

A phrase, or the plain words of a query together, that are a name of an authority the viewer may know
of becomes an *or* of itself and the authority's other names. What is excluded (`-"…"`) stays as it is
written, so that nothing is left out that nobody named; so does a phrase with `~` behind it, and a name
of one word: "Chávez" is many people.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from archive.catalogue.authorities import bearers
from archive.catalogue.names import name_key
from archive.catalogue.session import Session
from archive.core.words import Message, message
from archive.metadata.access import Viewer
from archive.search.leaves import phrase, written
from archive.search.query_language import Parsed, parse
from archive.search.tree import And, Fielded, Node, Or, Phrase, affirmed, both, parts_of, within
from archive.text.folding import fold

MOST_NAMES = 5  # that are searched for one
LONGEST = 12  # words of a name that is looked up
SHORTEST_ABBREVIATION = 3  # letters: "US" is a word, too

_QUALIFIER = re.compile(r"\([^)]*\)")


def understood(session: Session, q: str, viewer: Viewer) -> Parsed:
    """Read a query, and let each name in it stand for the other names of the same."""
    return with_names(session, parse(q), viewer)


def with_names(session: Session, parsed: Parsed, viewer: Viewer) -> Parsed:
    """Return a query in which names stand for the other names of the same, and say so in its notices."""
    keys = {node: _rotations(text) for node, text in _candidates(parsed)}
    wanted = {key for each in keys.values() for key in each}
    found = bearers(session, wanted, viewer) if wanted else {}
    wider: dict[Node, Node] = {}
    said: dict[str, None] = {}
    for node, each in keys.items():
        names = [name for key in each for others in found.get(key, ()) for name in others]
        added = _added(node, dict.fromkeys(names))
        if alternatives := [form for forms in added.values() for form in forms]:
            wider[node] = both(Or, [node, *alternatives]) or node
            said |= dict.fromkeys(added)
    if parsed.tree is None or not wider:
        return parsed
    tree = _widened(_run_widened(parsed, wider), wider)
    return replace(parsed, tree=tree, notices=(*parsed.notices, _notice(said)))


def _notice(names: Iterable[str]) -> Message:
    listed = "; ".join(f"“{name}”" for name in names)
    return message("Other names of the same were searched, too: {names}.", names=listed)


def _candidates(parsed: Parsed) -> Iterator[tuple[Node, str]]:
    """Yield what may be a name, and how it was typed."""
    asked = {node for _, node in affirmed(parsed.tree)} | {parsed.run}
    for node, text in parsed.typed.items():
        if node in asked and 1 < len(written(text)) <= LONGEST:
            yield node, text


def _rotations(text: str) -> tuple[str, ...]:
    """Return the keys of a name however it is turned about a comma: as it stands, first of all."""
    words = name_key(text).split()
    return tuple(" ".join(words[at:] + words[:at]) for at in range(len(words)))


def _added(node: Node, names: Iterable[str]) -> Mapping[str, tuple[Phrase, ...]]:
    """Return the names that find what the node alone does not, each with its forms."""
    added: dict[str, tuple[Phrase, ...]] = {}
    known: set[tuple[str, ...]] = set()
    for name in names:
        forms = [form for form in _forms(name) if _folded(form) not in known and not _implies(form, node)]
        if forms and len(added) < MOST_NAMES:
            known |= set(map(_folded, forms))
            added[name] = tuple(forms)
    return added


def _folded(form: Phrase) -> tuple[str, ...]:
    return tuple(map(fold, form.words))


def _forms(name: str) -> Iterator[Phrase]:
    """Yield a name as texts may write it: "Maduro, Nicolás" is "Nicolás Maduro", too."""
    parts = [part.strip() for part in _QUALIFIER.sub(" ", name).split(",")]
    told = [part for part in parts if any(map(str.isalpha, part))]  # not "1954-2013"
    turned = " ".join(reversed(told)) if len(told) == len(("family", "given")) else ""
    for text in dict.fromkeys((turned, " ".join(told))):
        abbreviation = text.isupper() and len(text) >= SHORTEST_ABBREVIATION
        if (abbreviation or len(written(text)) > 1) and (form := phrase(text)):
            yield form


def _implies(form: Phrase, node: Node) -> bool:
    """Say whether whatever has `form` answers `node` anyway."""
    longer = _folded(form)
    if isinstance(node, Phrase):
        shorter = _folded(node)
        return any(longer[at : at + len(shorter)] == shorter for at in range(len(longer)))
    words = {fold(getattr(part, "text", "")) for part in parts_of(node, And)}
    return words <= set(longer)


def _run_widened(parsed: Parsed, wider: Mapping[Node, Node]) -> Node | None:
    """Return the tree with the plain words of the query replaced as one."""
    if parsed.run is None or parsed.run not in wider:
        return parsed.tree
    run = parts_of(parsed.run, And)
    others = [part for part in parts_of(parsed.tree, And) if part not in run]
    return both(And, [wider[parsed.run], *others])


def _widened(node: Node | None, wider: Mapping[Node, Node]) -> Node | None:
    match node:
        case And(parts) | Or(parts):
            each = [_widened(part, wider) for part in parts]
            return both(type(node), [part for part in each if part is not None])
        case Fielded(field, part):
            return within(field, wider.get(part, part))
        case None:
            return None
    return wider.get(node, node)
