"""The passages under a result: those with the very words that were asked for come first."""

import pytest

from archive.jobs.followers import catch_up


@pytest.mark.parametrize(
    ("language", "text", "q", "first"),
    [
        ("es", ("Las comunas, las comunas.", "Nada.", "La comuna sola."), "comuna", 3),
        ("es", ("Participaciones y participaciones.", "La participación."), "participacion", 2),
        ("en", ("Communes, communes, communes.", "A commune."), "commune", 2),
        ("en", ("Communes, communes, communes.", "A commune."), "communes", 1),
        ("en", ("Communes, communes, communes.", "A commune."), "commun*", 1),
        ("en", ("The comune and its comune.", "A commune."), "commune~", 2),
        (
            "en",
            ("Councils of the communes.", "Elected by its councils.", "The council."),
            "council elected",
            2,
        ),
    ],
)
def test_the_very_word_is_shown_first(fresh, language, text, q, first):
    fresh.keep(title="Acta", language=language, text=text)
    catch_up(fresh.archive)

    (result,) = fresh.search(q).results
    assert result.snippets[0].number == first
