"""Diagrams of the bodies that the laws create."""

from collections.abc import Callable, Sequence
from math import cos, pi, sin
from pathlib import Path

from samples.canvas import Point, Sheet, Type
from samples.palette import BRICK, INK, LEAF, LINE, MIST, MUTED, OCHRE, PANEL, ROSE, SAGE, SAND, TEAL

_NAME = Type("serif-semibold", 44, INK, "middle", 1.15)
_NOTE = Type("sans", 31, MUTED, "middle", 1.3)


def _card(sheet: Sheet, at: Point, size: Point, words: tuple[str, str], colours: tuple[str, str]) -> None:
    """Draw a box with a name and a note in the middle of it."""
    fill, edge = colours
    name, note = words
    sheet.box(at, size, fill, edge)
    middle, width = at[0] + size[0] / 2, size[0] - 44
    names = sheet.lines(name, _NAME, width)
    notes = sheet.lines(note, _NOTE, width) if note else []
    height = len(names) * _NAME.size * _NAME.leading + len(notes) * _NOTE.size * _NOTE.leading
    y = at[1] + (size[1] - height) / 2 + _NAME.size * 0.86
    y = sheet.paragraph((middle, y), name, _NAME, width)
    if note:
        sheet.paragraph((middle, y - 4), note, _NOTE, width)


def council_commune_city(target: Path) -> None:
    """How communal councils, communes and communal cities stand to each other."""
    sheet = Sheet(2400, 1700)
    top = sheet.head(
        "From the communal council to the communal city",
        "Bodies named in the organic laws of 2009 and 2010, and how each is formed",
        TEAL,
    )
    levels: Sequence[tuple[str, str, int, tuple[str, str]]] = (
        ("Communal city", "formed by communes", 1, (SAND, OCHRE)),
        ("Commune", "founding charter, approved by referendum", 2, (ROSE, BRICK)),
        ("Communal council", "150–400 families in cities", 4, (MIST, TEAL)),
        ("Citizens’ assembly", "everybody of 15 or more", 4, (LEAF, SAGE)),
    )
    left, width, height, gap = 620, 1670, 200, 96
    above: list[float] = []
    for row, (name, note, count, colours) in enumerate(levels):
        y = top + 20 + row * (height + gap)
        each = (width - 36 * (count - 1)) / count
        middles = [left + n * (each + 36) + each / 2 for n in range(count)]
        for n, middle in enumerate(middles):
            short = note if count < 4 else ("" if n else note)
            _card(sheet, (middle - each / 2, y), (each, height), (name, short), colours)
            if above:
                up = above[n * len(above) // count]
                sheet.arrow((middle, y - 6), (up + (middle - up) * 0.55, y - gap + 8), MUTED)
        above = middles
    for row, (what, more) in enumerate((
        ("Aggregation", "named in the law of 2010"),
        ("Self-government", "parliament, executive, planning, economy, bank, oversight"),
        ("Community", "executive, financial and oversight units"),
        ("Inhabitants", "the highest body of each council; its decisions bind"),
    )):  # fmt: skip
        y = top + 20 + row * (height + gap) + 76
        sheet.words((110, y), what, Type("sans-bold", 36, TEAL))
        sheet.paragraph((110, y + 44), more, Type("sans", 31, MUTED), 460)
    sheet.foot(
        "Source: Organic Law of Communal Councils, Gaceta Oficial 39,335 (28 December 2009); Organic "
        "Law of the "
        "Communes, Gaceta Oficial 6,011 extraordinary (21 December 2010). Both have been reformed since.",
        "VCM-I-04",
    )
    sheet.save(target, "From the communal council to the communal city")


def council_units(target: Path) -> None:
    """The units of a communal council."""
    sheet = Sheet(2400, 1640)
    top = sheet.head(
        "Las unidades de un consejo comunal",
        "Según la Ley Orgánica de los Consejos Comunales de 2009",
        BRICK,
    )
    _card(
        sheet,
        (700, top + 20),
        (1000, 190),
        ("Asamblea de ciudadanos y ciudadanas", "máxima instancia: elige, revoca, aprueba"),
        (LEAF, SAGE),
    )
    units = (
        (
            "Unidad ejecutiva",
            "un vocero o vocera por comité: salud, tierra, vivienda, economía, agua, educación, deporte…",
            (MIST, TEAL),
        ),
        ("Unidad administrativa y financiera", "cinco personas: cuentas, fondos y pagos", (SAND, OCHRE)),
        ("Unidad de contraloría social", "cinco personas: vigila fondos y obras", (ROSE, BRICK)),
    )
    for n, (name, note, colours) in enumerate(units):
        x = 110 + n * 740
        _card(sheet, (x, top + 360), (700, 310), (name, note), colours)
        sheet.arrow((1200 + (n - 1) * 260, top + 216), (x + 350, top + 352))
        sheet.arrow((x + 350, top + 676), (1200 + (n - 1) * 300, top + 800))
    _card(
        sheet,
        (560, top + 810),
        (1280, 170),
        ("Colectivo de coordinación comunitaria", "integrantes de las tres unidades; se agregó en 2009"),
        (PANEL, LINE),
    )
    sheet.paragraph(
        (1200, top + 1062),
        "Los voceros y voceras duran dos años, no cobran y pueden ser reelegidos o revocados.",
        Type("serif-italic", 38, INK, "middle"), 1900,
    )  # fmt: skip
    sheet.foot(
        "Fuente: Gaceta Oficial 39.335, 28 de diciembre de 2009. La ley se reformó el 25 de agosto de 2023.",
        "VCM-I-05",
    )
    sheet.save(target, "Las unidades de un consejo comunal según la ley de 2009")


def commune_bodies(target: Path) -> None:
    """The bodies of a commune."""
    sheet = Sheet(2400, 1700)
    top = sheet.head(
        "The bodies of a commune",
        "Self-government according to the Organic Law of the Communes of 2010",
        BRICK,
    )
    centre, reach = (1200.0, top + 570), (760, 400)
    around = (
        ("Executive council", "carries out what is decided", (MIST, TEAL)),
        ("Planning council", "writes the communal plan", (LEAF, SAGE)),
        ("Economy council", "promotes production", (SAND, OCHRE)),
        ("Bank of the commune", "manages the money", (SAND, OCHRE)),
        ("Oversight council", "watches; hears complaints", (ROSE, BRICK)),
    )
    for n, (name, note, colours) in enumerate(around):
        turn = -pi / 2 + n * 2 * pi / 5
        x, y = centre[0] + reach[0] * cos(turn), centre[1] + reach[1] * sin(turn)
        sheet.line([centre, (x, y)], LINE, 6)
        _card(sheet, (x - 300, y - 95), (600, 190), (name, note), colours)
    sheet.box((centre[0] - 390, centre[1] - 130), (780, 260), PANEL, INK)
    sheet.words((centre[0], centre[1] - 46), "Communal parliament", Type("serif-semibold", 54, INK, "middle"))
    sheet.paragraph(
        (centre[0], centre[1] + 12),
        "one spokesperson of each communal council, three of the enterprises, one of the bank; three years",
        _NOTE, 700,
    )  # fmt: skip
    sheet.foot(
        "Source: Gaceta Oficial 6,011 extraordinary, 21 December 2010; reformed in 6,872 "
        "extraordinary, 30 December 2025. "
        "The drawing shows the law and not any commune.",
        "VCM-I-06",
    )
    sheet.save(target, "The bodies of a commune according to the law of 2010")


def concept_tree(target: Path) -> None:
    """The subject headings of the catalogue that lie under participatory democracy."""
    sheet = Sheet(2400, 1800)
    top = sheet.head(
        "How the subjects hang together",
        "Headings of the catalogue under “Participatory democracy”, with their Spanish labels",
        SAGE,
    )
    tree: Sequence[tuple[int, str, str]] = (
        (0, "Participatory democracy", "Democracia participativa"),
        (1, "People’s power", "Poder popular"),
        (2, "Communal councils", "Consejos comunales"),
        (3, "Spokespersons", "Voceros y voceras"),
        (2, "Communes", "Comunas"),
        (3, "Communal cities", "Ciudades comunales"),
        (3, "Communal parliament", "Parlamento comunal"),
        (2, "Social oversight", "Contraloría social"),
        (2, "Communal economy", "Economía comunal"),
        (3, "Social property enterprises", "Empresas de propiedad social"),
        (1, "Citizens’ assemblies", "Asambleas de ciudadanos y ciudadanas"),
        (1, "Popular consultations", "Consultas populares"),
        (1, "Participatory budgeting", "Presupuesto participativo"),
    )
    colours = (SAGE, TEAL, BRICK, OCHRE)
    last: dict[int, float] = {}
    for row, (depth, name, spanish) in enumerate(tree):
        x, y = 150 + depth * 150, top + 60 + row * 98
        if depth:
            stem = x - 150 + 14
            sheet.line([(stem, last[depth - 1] + 22), (stem, y), (x - 10, y)], LINE, 5)
        last[depth] = y
        sheet.disc((x + 14, y), 15, colours[depth])
        width = sheet.words((x + 52, y + 15), name, Type("serif-semibold", 46, INK))
        sheet.words((x + 52 + width + 30, y + 15), spanish, Type("sans-italic", 38, MUTED))
    sheet.foot(
        "Drawn from the subject headings of the sample collections. A heading stands under the broader one.",
        "VCM-I-07",
    )
    sheet.save(target, "How the subject headings hang together")


def communal_cycle(target: Path) -> None:
    """The five phases of the communal cycle."""
    sheet = Sheet(2000, 2000)
    top = sheet.head("El ciclo comunal", "Cinco fases, según la ley orgánica de 2009", OCHRE)
    phases = (
        ("Diagnóstico", "lo que hay y lo que falta", TEAL),
        ("Plan", "qué primero y por qué", SAGE),
        ("Presupuesto", "cuánto cuesta", OCHRE),
        ("Ejecución", "manos, contratos, entes", BRICK),
        ("Contraloría social", "qué se hizo y con qué", MUTED),
    )
    centre, reach = (1000.0, top + 740), 520
    turns = [-pi / 2 + n * 2 * pi / 5 for n in range(5)]
    for n, turn in enumerate(turns):
        steps = [turn + 0.42 + (2 * pi / 5 - 0.84) * step / 14 for step in range(15)]
        arc = [(centre[0] + reach * cos(each), centre[1] + reach * sin(each)) for each in steps]
        sheet.line(arc[:-1], phases[n][2], 9)
        sheet.arrow(arc[-3], arc[-1], phases[n][2], 9)
    for turn, (name, note, colour) in zip(turns, phases, strict=True):
        x, y = centre[0] + reach * cos(turn), centre[1] + reach * sin(turn)
        sheet.disc((x, y), 186, PANEL, colour, 7)
        size = 50 if len(name) < 13 else 40
        sheet.words((x, y), name, Type("serif-semibold", size, INK, "middle"))
        sheet.paragraph((x, y + 50), note, Type("sans", 31, MUTED, "middle"), 300)
    sheet.words((centre[0], centre[1] - 4), "Asamblea", Type("serif-semibold", 70, TEAL, "middle"))
    sheet.paragraph(
        (centre[0], centre[1] + 54),
        "aprueba cada fase y\nrecibe las cuentas",
        Type("sans", 36, MUTED, "middle"),
        420,
    )
    sheet.foot(
        "Fuente: Ley Orgánica de los Consejos Comunales, Gaceta Oficial 39.335, 28 de diciembre de 2009.",
        "VCM-I-08",
    )
    sheet.save(target, "El ciclo comunal: cinco fases según la ley orgánica de 2009")


DRAWINGS: dict[str, Callable[[Path], None]] = {
    "diagram-council-commune-city": council_commune_city,
    "diagrama-unidades-consejo-comunal": council_units,
    "diagram-commune-bodies": commune_bodies,
    "diagram-subject-tree": concept_tree,
    "diagrama-ciclo-comunal": communal_cycle,
}
