"""Words as texts write them: those that are written in parts are, and no word that there is gets lost."""

from archive.jobs.followers import catch_up
from archive.metadata.access import Viewer
from archive.search.backend import Request
from archive.search.compounds import MOST_READ, as_written

PARTS = ("la", "rosa", "pena", "mar", "bre", "lo")
WORDS = tuple(f"xo{part}" for part in PARTS)


def written(keeper, words=WORDS):
    request = Request(tree=None, viewer=Viewer.public(), size=0, counted=())
    with keeper.archive.catalogue.read() as session:
        found = as_written(session, keeper.archive.search, request, [(word, 1) for word in words])
        return [word for word, _ in found]


def test_words_for_which_no_record_is_read_any_more_stay_as_they_are(fresh):
    assert len(WORDS) > MOST_READ
    fresh.keep(title=f"xo {' '.join(PARTS)}")
    fresh.keep(title=". ".join(WORDS))
    catch_up(fresh.archive)

    assert written(fresh) == list(WORDS)


def test_words_that_the_records_read_do_not_have_stay_as_they_are(fresh):
    for word in WORDS:
        fresh.keep("person", title=f"Ana {word[2:]} Ruiz", alternative=[word])
    people = [f"Ana {part} Ruiz" for part in PARTS]
    for _ in range(3):
        fresh.keep(title=f"xo {' '.join(PARTS)}", creator=people, contributor=people, publisher=people)
    catch_up(fresh.archive)

    assert written(fresh) == list(WORDS)
