"""Turns the speech of recordings into cues, item by item, and catalogues them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from archive.catalogue import recognised, records
from archive.catalogue.entry import Why
from archive.catalogue.recognised import Text
from archive.catalogue.session import Catalogue
from archive.core.errors import NotFound, Problem, Unreadable
from archive.core.words import Message
from archive.ingest.recognising import Listener, Result
from archive.ingest.special import FILE
from archive.media import problems
from archive.media.cues import passages_of
from archive.media.ocr import POOR
from archive.media.playing import PLAYED
from archive.media.speech import Heard, Model
from archive.metadata.access import Viewer
from archive.metadata.record import RECOGNISED, FileFacts, Record
from archive.storage.store import Store

ENGINE = "Whisper"
# What is no longer said of a recording once it has been heard anew.
ANSWERED = (problems.NOTHING_HEARD, problems.POOR_HEARING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What transcribing works with."""

    catalogue: Catalogue
    store: Store
    model: Model


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How recordings are to be heard."""

    actor: str
    language: str = ""  # in place of what file and item state
    again: bool = False  # what was heard before, too


def waiting(catalogue: Catalogue) -> list[str]:
    """Return the items with recordings that nothing was written down of yet."""
    with catalogue.read() as session:
        return recognised.without_words(session, PLAYED)


def run(parts: Parts, ids: Iterable[str], options: Options, listener: Listener) -> Result:
    """Hear the recordings of items and catalogue what is said. Raise NotFound for what is no item.

    An item is catalogued when all of it has been heard: one that is stopped in is begun anew.
    """
    result = Result()
    for id in ids:
        with parts.catalogue.read() as session:
            record = records.get(session, id, Viewer.archivist())
        texts = [_heard(parts, record, facts, options, listener) for facts in _meant(record, options)]
        if listener.stop():
            result.stopped = True
            break
        told = [text for text in texts if text is not None]
        result.failed += len(texts) - len(told)
        if told:
            with parts.catalogue.write() as session:
                recognised.put_in(session, {id: told}, Why(options.actor))
            result.items += 1
            result.pages += sum(len(text.passages) for text in told)
            result.letters += sum(len(each.text) for text in told for each in text.passages)
            result.poor += sum(text.facts.problem == problems.POOR_HEARING for text in told)
    return result


def _meant(record: Record, options: Options) -> list[FileFacts]:
    played = [facts for facts in record.files if facts.media_type.startswith(PLAYED)]
    return [facts for facts in played if options.again or RECOGNISED not in facts.technical]


def _heard(
    parts: Parts, record: Record, facts: FileFacts, options: Options, listener: Listener
) -> Text | None:
    """Return what is said in a file; None if it cannot be heard, or the run was stopped."""
    if listener.stop():
        return None
    languages = [facts.language] if facts.language else list(record.texts("language"))
    language = options.language or (languages[0] if len(languages) == 1 and languages[0] else "")
    try:
        path = parts.store.path(facts.held_by or record.id, facts.sha512)
        heard = parts.model.hear(path, language.partition("-")[0])
        listener.began(record.title, max(1, int(heard.seconds)))
        return _told(facts, heard, listener)
    except (Unreadable, NotFound) as error:
        listener.noticed(Problem(source=record.id, field=FILE, value=facts.name, reason=Message(str(error))))
        return None


def _told(facts: FileFacts, heard: Heard, listener: Listener) -> Text | None:
    cues, second = [], 0
    for cue in heard.cues:
        if listener.stop():
            return None
        cues.append(cue)
        for _ in range(second, int(cue.end or cue.start)):
            listener.went_on()
        second = max(second, int(cue.end or cue.start))
    about = {"engine": ENGINE, "languages": [heard.language], "confidence": round(100 * heard.confidence)}
    # What else is wrong with the recording, such as that it is cut off, is true still.
    problem = facts.problem if facts.problem not in ANSWERED else ""
    if not cues:
        problem = problems.NOTHING_HEARD
    if cues and heard.confidence < POOR:
        problem = problems.POOR_HEARING
    technical = {**facts.technical, RECOGNISED: about}
    return Text(replace(facts, problem=problem, technical=technical), passages_of(cues))
