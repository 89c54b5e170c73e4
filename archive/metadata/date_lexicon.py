"""The words in which dates are shown, language by language; `date_words` puts them together."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """How one language says dates. In templates, {the} is the article a phrase takes after a preposition."""

    months: tuple[str, ...]
    groupings: dict[int, tuple[str, str]]  # number of the grouping → name and its article
    qualifiers: dict[str, str]
    adjectives: dict[str, str]  # of one part: "month approximate"
    parts: tuple[str, str, str]
    day: str
    month: str
    within: str  # a day or month in a decade or century
    no_year: str
    any_year: str
    pattern: str
    ad: str
    bc: str
    decade: str
    century: str
    decade_article: str
    century_article: str
    day_article: str
    ordinal: Callable[[int], str]
    thousands: str
    month_unknown: str
    day_unknown: str
    both_unknown: str
    only_day: str
    significant: str
    at: str
    before: str
    until: str
    since: str
    not_known_after: str
    from_to: str
    between: str
    or_earlier: str
    or_later: str
    every: str
    join_or: Callable[[str, str], str]
    join_and: Callable[[str, str], str]


def _english_ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _roman(number: int) -> str:
    tens, ones = divmod(number, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]


def _spanish_or(first: str, last: str) -> str:
    return f"{first} {'u' if last.startswith(('o', '8')) else 'o'} {last}"


def _spanish_and(first: str, last: str) -> str:
    return f"{first} {'e' if last.startswith('i') else 'y'} {last}"


def _groupings(
    seasons: tuple[tuple[str, str], ...], halves: tuple[str, str], parts: tuple[tuple[str, str], ...]
) -> dict[int, tuple[str, str]]:
    """Number the names: seasons, in the north, in the south, then quarters, quadrimesters and semesters."""
    hemispheres = [(f"{name} ({half})", article) for half in halves for name, article in seasons]
    return dict(enumerate([*seasons, *hemispheres, *parts], start=21))


ENGLISH = Lexicon(
    months=(
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    groupings=_groupings(
        (("spring", ""), ("summer", ""), ("autumn", ""), ("winter", "")),
        ("northern hemisphere", "southern hemisphere"),
        (
            *((f"{which} quarter", "the ") for which in ("first", "second", "third", "fourth")),
            *((f"{which} four months", "the ") for which in ("first", "second", "third")),
            *((f"{which} half", "the ") for which in ("first", "second")),
        ),
    ),
    qualifiers={"": "{it}", "~": "c. {it}", "?": "perhaps {it}", "%": "perhaps c. {it}"},
    adjectives={"~": "{part} approximate", "?": "{part} uncertain", "%": "{part} uncertain and approximate"},
    parts=("year", "month", "day"),
    day="{day} {month}",
    month="{month} {year}",
    within="{month} in {the}{year}",
    no_year="{month}, year unknown",
    any_year="year unknown",
    pattern="a year like {year}",
    ad="AD {year}",
    bc="{year} BC",
    decade="{year}s",
    century="{number} century",
    decade_article="the ",
    century_article="the ",
    day_article="",
    ordinal=_english_ordinal,
    thousands=",",
    month_unknown="{year} (month unknown)",
    day_unknown="{month} (day unknown)",
    both_unknown="{year} (month and day unknown)",
    only_day="{year} (day {day}, month unknown)",
    significant="{it} (to {count} significant digits)",
    at="{it}, {time}",
    before="before {the}{it}",
    until="until {the}{it}",
    since="since {the}{it}",
    not_known_after="from {the}{it}, end not known",
    from_to="from {the_first}{first} to {the_last}{last}",
    between="between {the_first}{first} and {the_last}{last}",
    or_earlier="{it} or earlier",
    or_later="{it} or later",
    every="all of {it}",
    join_or=lambda first, last: f"{first} or {last}",
    join_and=lambda first, last: f"{first} and {last}",
)

SPANISH = Lexicon(
    months=(
        *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
        *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
    ),
    groupings=_groupings(
        (("primavera", "la "), ("verano", "el "), ("otoño", "el "), ("invierno", "el ")),
        ("hemisferio norte", "hemisferio sur"),
        (
            *((f"{which} trimestre", "el ") for which in ("primer", "segundo", "tercer", "cuarto")),
            *((f"{which} cuatrimestre", "el ") for which in ("primer", "segundo", "tercer")),
            *((f"{which} semestre", "el ") for which in ("primer", "segundo")),
        ),
    ),
    qualifiers={"": "{it}", "~": "hacia {the}{it}", "?": "quizá {it}", "%": "quizá hacia {the}{it}"},
    adjectives={"~": "{part} aproximado", "?": "{part} incierto", "%": "{part} incierto y aproximado"},
    parts=("año", "mes", "día"),
    day="{day} de {month}",
    month="{month} de {year}",
    within="{month} en {the}{year}",
    no_year="{month}, año desconocido",
    any_year="año desconocido",
    pattern="un año de la forma {year}",
    ad="{year} d. C.",
    bc="{year} a. C.",
    decade="década de {year}",
    century="siglo {number}",
    decade_article="la ",
    century_article="el ",
    day_article="el ",
    ordinal=_roman,
    thousands="\N{NO-BREAK SPACE}",
    month_unknown="{year} (mes desconocido)",
    day_unknown="{month} (día desconocido)",
    both_unknown="{year} (mes y día desconocidos)",
    only_day="{year} (día {day}, mes desconocido)",
    significant="{it} (con {count} cifras significativas)",
    at="{it}, {time}",
    before="antes de {the}{it}",
    until="hasta {the}{it}",
    since="desde {the}{it}",
    not_known_after="desde {the}{it}, fin desconocido",
    from_to="desde {the_first}{first} hasta {the_last}{last}",
    between="entre {the_first}{first} y {the_last}{last}",
    or_earlier="{it} o antes",
    or_later="{it} o después",
    every="todo {it}",
    join_or=_spanish_or,
    join_and=_spanish_and,
)

LEXICONS = {"en": ENGLISH, "es": SPANISH}


def lexicon(locale: str) -> Lexicon:
    """Return the words of a locale's language; English where there are none of it."""
    return LEXICONS.get(locale.replace("_", "-").partition("-")[0].lower(), ENGLISH)
