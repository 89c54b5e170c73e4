"""The words for dates that are understood, English and Spanish, folded (lower case, no accents)."""

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan enero ene",
            "february feb febrero",
            "march mar marzo",
            "april apr abril abr",
            "may mayo",
            "june jun junio",
            "july jul julio",
            "august aug agosto ago",
            "september sept sep septiembre setiembre set",
            "october oct octubre",
            "november nov noviembre",
            "december dec diciembre dic",
        ),
        start=1,
    )
    for name in names.split()
}

SEASONS = {
    **dict.fromkeys(("spring", "primavera"), 21),
    **dict.fromkeys(("summer", "verano"), 22),
    **dict.fromkeys(("autumn", "fall", "otono"), 23),
    **dict.fromkeys(("winter", "invierno"), 24),
}

CIRCA = "circa"
DOUBT = "?"
TO = "to"
BETWEEN = "between"
AND = "and"
OR = "or"
BEFORE = "before"
AFTER = "after"
SINCE = "since"
UNTIL = "until"
NOW = "now"
ONWARDS = "onwards"
CENTURY = "century"
DECADE = "decade"
BC = "bc"
AD = "ad"
MADE = "made"  # what was done then, which does not change the date: "published 1833"

_GROUPS = {
    CIRCA: "c ca ci cca circa about around approx approximately roughly hacia aprox aproximadamente ~",
    DOUBT: "? perhaps possibly probably maybe uncertain"
    " quiza quizas probablemente posiblemente incierto dudoso",
    TO: "to till through thru a al – -",
    BETWEEN: "between entre",
    AND: "and y e & , ;",
    OR: "or o u",
    BEFORE: "before antes by pre",
    AFTER: "after despues tras post",
    SINCE: "since from desde",
    UNTIL: "until hasta",
    ONWARDS: "onwards onward adelante",
    NOW: "present now today ongoing presente actualidad hoy",
    CENTURY: "century centuries cent siglo siglos",
    DECADE: "decade decada decenio anos",
    BC: "bc bce ac ane",
    AD: "ad ce dc",
    MADE: "published exhibited engraved printed dated signed issued delivered recorded broadcast created"
    " written taken made first publicado publicada impreso impresa grabado grabada fechado fechada firmado"
    " firmada pronunciado pronunciada emitido emitida escrito escrita tomada expuesto expuesta",
}

KINDS = {word: kind for kind, words in _GROUPS.items() for word in words.split()}

# Words that may stand in a date and change nothing.
FILLERS = frozenset(
    [
        "the",
        "of",
        "in",
        "on",
        "at",
        "year",
        "month",
        "day",
        "de",
        "del",
        "el",
        "la",
        "en",
        "ano",
        "dia",
        "mes",
    ]
)
WEEKDAYS = (
    *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    *("lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo"),
    *("mon", "tues", "tue", "wed", "thurs", "thur", "thu", "fri", "sat", "sun"),
)

# Several words that say what one of the above says; longer ones first.
PHRASES = (
    ("not earlier than", SINCE),
    ("no earlier than", SINCE),
    ("not later than", BEFORE),
    ("no later than", BEFORE),
    ("no antes de", SINCE),
    ("no despues de", BEFORE),
    ("alrededor de", CIRCA),
    ("en torno a", CIRCA),
    ("cerca de", CIRCA),
    ("later than", AFTER),
    ("earlier than", BEFORE),
    ("prior to", BEFORE),
    ("posterior a", AFTER),
    ("anterior a", BEFORE),
    ("a partir de", SINCE),
    ("en adelante", ONWARDS),
    ("decada de los", DECADE),
    ("los anos", DECADE),
    ("primero de", "1"),
    ("tal vez", DOUBT),
    ("up to", UNTIL),
    ("a. c.", BC),
    ("a.c.", BC),
    ("b.c.", BC),
    ("b.c.e.", BC),
    ("antes de cristo", BC),
    ("d. c.", AD),
    ("d.c.", AD),
    ("a.d.", AD),
    ("c.e.", AD),
    ("despues de cristo", AD),
)

# A text that says that nothing is known.
UNDATED = frozenset(
    (
        "date not known",
        "date unknown",
        "unknown date",
        "unknown",
        "not known",
        "not dated",
        "no date",
        "undated",
        "nd",
        "n d",
        "sd",
        "s d",
        "sf",
        "s f",
        "sin fecha",
        "fecha desconocida",
        "desconocida",
        "desconocido",
        "se desconoce",
    )
)

# Words that make a date finer than EDTF can say.
VAGUE = frozenset(
    (
        *("early", "mid", "middle", "late", "beginning", "end"),
        *("principios", "comienzos", "inicios", "mediados", "fines", "finales", "temprano", "tardio"),
    )
)
