"""Where in the text of an item the words stand that an engine counted: passage by passage."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from archive.catalogue.records import passages_of
from archive.catalogue.session import Session
from archive.metadata.access import Viewer
from archive.search.document import by_least_role
from archive.search.fields import RANK, ROLES, TEXTS
from archive.search.highlight import Loose, Marks, having, spans
from archive.search.lexicon import spelling
from archive.search.tree import Phrase
from archive.text.normalise import words
from archive.text.passages import Passage

Texts = Mapping[str, Sequence[Passage]]  # field of the index → the passages whose words it has


class Spot(NamedTuple):
    """A passage, and how often a form stands in it."""

    number: int
    label: str
    times: int


def texts_of(session: Session, id: str, viewer: Viewer) -> Texts:
    """Return the passages that the viewer may read, each under the field of the least role that may."""
    roles = ROLES[: RANK[viewer.role] + 1]
    read = {role: passages_of(session, [id], Viewer(role, viewer.on)).get(id, ()) for role in roles}
    return {TEXTS[role]: passages for role, passages in by_least_role(read).items()}


def of_forms(passages: Sequence[Passage], forms: Iterable[str]) -> dict[str, tuple[Spot, ...]]:
    """Return in which passages each form stands, spelt just so but for case."""
    wanted = frozenset(forms)
    found: dict[str, list[Spot]] = {}
    for passage in having(passages, Marks(words=(frozenset(map(spelling, wanted)),))):
        counts = Counter(word.plain for word in words(passage.text) if word.plain in wanted)
        for form, times in counts.items():
            found.setdefault(form, []).append(Spot(passage.number, passage.label, times))
    return {form: tuple(spots) for form, spots in found.items()}


def of_phrase(passages: Sequence[Passage], phrase: Phrase) -> tuple[Spot, ...]:
    """Return in which passages a phrase stands; of a loose one its words are counted."""
    said = tuple(map(spelling, phrase.words))
    marks = Marks(loose=(Loose(said, phrase.slop),)) if phrase.slop else Marks(phrases=(said,))
    found = (Spot(each.number, each.label, len(spans(each.text, marks))) for each in having(passages, marks))
    return tuple(spot for spot in found if spot.times)
