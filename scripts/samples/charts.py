"""Charts of figures, each with the name of whoever stated it."""

from collections.abc import Callable, Sequence
from pathlib import Path

from samples.canvas import Sheet, Type
from samples.palette import BRICK, INK, LINE, MIST, MUTED, OCHRE, PANEL, ROSE, SAGE, TEAL

_NAME = Type("sans-semibold", 38, INK)
_NOTE = Type("sans", 31, MUTED)


def constitutional_votes(target: Path) -> None:
    """Votes on the constitution, 1999 to 2007."""
    sheet = Sheet(2400, 1440)
    top = sheet.head(
        "Votes on the constitution, 1999–2007",
        "Per cent, as announced by the National Electoral Council",
        TEAL,
    )
    votes: Sequence[tuple[str, str, float, float]] = (
        ("25 April 1999", "call a constituent assembly", 87.75, 7.26),
        ("15 December 1999", "approve the constitution", 71.78, 28.22),
        ("2 December 2007", "reform, block A", 49.29, 50.70),
        ("2 December 2007", "reform, block B", 48.94, 51.05),
    )
    left, width, height, gap = 720, 1440, 120, 80
    for share, text in ((0, "0"), (0.25, "25"), (0.5, "50"), (0.75, "75"), (1, "100 %")):
        x = left + width * share
        sheet.dashes((x, top + 10), (x, top + 4 * (height + gap) + 10), LINE if share != 0.5 else MUTED, 3)
        sheet.words((x, top + 4 * (height + gap) + 56), text, Type("sans", 30, MUTED, "middle"))
    for row, (day, question, yes, no) in enumerate(votes):
        y = top + 40 + row * (height + gap)
        sheet.words((110, y + 54), day, _NAME)
        sheet.words((110, y + 96), question, _NOTE)
        split = left + width * yes / 100
        sheet.box((left, y), (split - left, height), TEAL, corner=0)
        sheet.box((split + 3, y), (width * no / 100 - 3, height), ROSE, corner=0)
        sheet.words((left + 26, y + 76), f"Yes {yes:.2f}", Type("sans-bold", 42, PANEL))
        end = split + width * no / 100
        at, align = (end - 22, "right") if no > 20 else (end + 18, "left")
        sheet.words((at, y + 76), f"No {no:.2f}", Type("sans-bold", 42, BRICK, align))
    sheet.foot(
        "Source: Consejo Nacional Electoral. April 1999: question 1, per cent of all votes cast, the "
        "rest being null; "
        "2007: first bulletin, per cent of valid votes. The figures are those stated; see VCM-D-08.",
        "VCM-I-09",
    )
    sheet.save(target, "Votes on the constitution, 1999–2007, as announced by the National Electoral Council")


def councils_and_communes(target: Path) -> None:
    """How many communal councils and communes sources state."""
    sheet = Sheet(2400, 1700)
    top = sheet.head(
        "¿Cuántos consejos comunales, cuántas comunas?",
        "Cifras que declaran distintas fuentes. No cuentan lo mismo y no deben unirse con una línea",
        BRICK,
    )
    panels: Sequence[tuple[str, int, int, str, tuple[tuple[float, int, str, str], ...]]] = (
        ("Consejos comunales", 60000, 20000, TEAL, (
            (2009.3, 20000, "unos 20.000", "S. Ellner, NACLA"),
            (2013.7, 40035, "40.035", "presidente Maduro, Censo Comunal"),
            (2024.95, 49183, "49.183", "Ministerio, según Aporrea"),
        )),
        ("Comunas", 4500, 1500, BRICK, (
            (2013.7, 1401, "1.401", "presidente Maduro, Censo Comunal"),
            (2024.95, 3663, "3.663", "Ministerio, según Aporrea"),
        )),
    )  # fmt: skip
    for n, (name, most, step, colour, points) in enumerate(panels):
        left, width, height = 250 + n * 1110, 900, 880
        floor = top + 130 + height
        sheet.words((left - 120, top + 60), name, Type("serif-semibold", 52, INK))
        for value in range(0, most + 1, step):
            y = floor - height * value / most
            sheet.line([(left - 20, y), (left + width, y)], LINE, 3)
            sheet.words((left - 34, y + 10), f"{value:,}".replace(",", "."), Type("sans", 28, MUTED, "right"))
        for year in (2005, 2010, 2015, 2020, 2025):
            x = left + width * (year - 2005) / 20.5
            sheet.words((x, floor + 50), str(year), Type("sans", 30, MUTED, "middle"))
        for when, value, text, who in points:
            x, y = left + width * (when - 2005) / 20.5, floor - height * value / most
            sheet.dashes((x, floor), (x, y), colour, 4)
            sheet.disc((x, y), 20, colour, PANEL, 5)
            align = "right" if when > 2020 else "middle"
            x = x + 30 if when > 2020 else x
            sheet.words((x, y - 78), text, Type("sans-bold", 44, colour, align))
            sheet.words((x, y - 40), who, Type("sans", 28, MUTED, align))
    sheet.foot(
        "Fuentes: NACLA Report, 27 de abril de 2009; Prensa PSUV, 17 de septiembre de 2013; sistema "
        "estadístico del Ministerio, "
        "diciembre de 2024, citado por Aporrea en julio de 2025. Véase VCM-D-08.",
        "VCM-I-10",
    )
    sheet.save(target, "¿Cuántos consejos comunales, cuántas comunas? Cifras que declaran distintas fuentes")


def laws(target: Path) -> None:
    """The laws by their number in the Official Gazette."""
    sheet = Sheet(2400, 1760)
    top = sheet.head(
        "The laws in the Official Gazette",
        "Constitution and laws that name participation, communal councils or communes",
        SAGE,
    )
    five = "People’s Power · Communes · Communal Economic System · Planning · Social Oversight"
    entries: Sequence[tuple[str, str, str, str]] = (
        ("30 Dec 1999", "36,860", "Constitution", TEAL),
        ("12 Jun 2002", "37,463", "Local Councils of Public Planning", SAGE),
        ("10 Apr 2006", "5,806 ext.", "Communal Councils", OCHRE),
        ("28 Dec 2009", "39,335", "Communal Councils, organic law", OCHRE),
        ("22 Feb 2010", "5,963 ext.", "Federal Council of Government", SAGE),
        ("21 Dec 2010", "6,011 ext.", five, BRICK),
        ("25 Aug 2023", "6,759 ext.", "Communal Councils, reform", OCHRE),
        ("30 Dec 2025", "6,872 ext.", "Communes, reform", BRICK),
    )  # fmt: skip
    spine, step = 760, 148
    sheet.line([(spine, top + 20), (spine, top + 60 + 7 * step + 40)], LINE, 6)
    for row, (day, number, name, colour) in enumerate(entries):
        y = top + 60 + row * step
        sheet.disc((spine, y), 19, colour, PANEL, 5)
        sheet.words((spine - 60, y + 14), day, Type("sans-semibold", 42, INK, "right"))
        sheet.words((110, y + 14), number, Type("sans", 36, MUTED))
        sheet.paragraph((spine + 60, y + 16), name, Type("serif-semibold", 46, INK, leading=1.2), 1480)
    sheet.foot(
        "Source: Gaceta Oficial. Ext.: extraordinary numbers, counted in a series of their own. The "
        "reform of the constitution "
        "rejected on 2 December 2007 is not a law and is left out.",
        "VCM-I-11",
    )
    sheet.save(target, "The laws in the Official Gazette, 1999–2025")


def consultations(target: Path) -> None:
    """The six consultations of 2024 and 2025 and what is stated of each."""
    sheet = Sheet(2400, 1640)
    top = sheet.head(
        "Consultas populares nacionales, 2024-2025",
        "Fechas, y lo que declara de cada una una fuente nombrada",
        OCHRE,
    )
    rows = (
        ("21 abr 2024", "más de 23.000 proyectos postulados en 4.500 circuitos", "Cactus24, 20 de abril"),
        ("25 ago 2024", "27.420 proyectos en 4.500 circuitos", "presidente N. Maduro, según El Foco"),
        ("2 feb 2025", "más de 36.600 proyectos postulados; 5.334 circuitos", "Ciudad CCS, 2 de febrero"),
        ("27 abr 2025", "5.338 circuitos y 47.214 consejos comunales", "Ciudad CCS, 27 de abril"),
        ("27 jul 2025", "5.336 proyectos de la juventud seleccionados", "EFE en ABC Color, 23 de noviembre"),
        (
            "23 nov 2025",
            "más de 36.000 proyectos; 8.630 centros de votación",
            "ministro Á. Prado, Correo del Orinoco",
        ),
    )
    spine, step = 560, 184
    sheet.line([(spine, top + 20), (spine, top + 70 + 5 * step + 50)], LINE, 6)
    for row, (day, what, who) in enumerate(rows):
        y = top + 70 + row * step
        sheet.disc((spine, y), 19, OCHRE, PANEL, 5)
        sheet.words((spine - 60, y + 14), day, Type("sans-semibold", 44, INK, "right"))
        sheet.words((spine + 60, y + 8), what, Type("serif-semibold", 48, INK))
        sheet.words((spine + 60, y + 62), who, Type("sans-italic", 34, MUTED))
    sheet.foot(
        "Las fuentes no cuentan lo mismo: proyectos postulados, proyectos elegidos, circuitos, consejos, "
        "centros. No se conoce auditoría independiente. Véase VCM-D-08.",
        "VCM-I-12",
    )
    sheet.save(target, "Consultas populares nacionales, 2024-2025")


def census(target: Path) -> None:
    """The four figures of the communal census."""
    sheet = Sheet(2400, 1420)
    top = sheet.head(
        "The communal census of 2013",
        "Organisations that came to be registered, as stated by President Nicolás Maduro on 17 "
        "September 2013",
        TEAL,
    )
    rows = (
        ("Communal councils", "consejos comunales", 40035, TEAL),
        ("Social movements", "movimientos sociales", 28791, SAGE),
        ("Communes", "comunas", 1401, BRICK),
        ("Social battle rooms", "salas de batalla social", 1294, OCHRE),
    )
    left, width, height, gap = 720, 1570, 120, 90
    for row, (name, spanish, value, colour) in enumerate(rows):
        y = top + 50 + row * (height + gap)
        sheet.words((110, y + 54), name, _NAME)
        sheet.words((110, y + 96), spanish, Type("sans-italic", 31, MUTED))
        sheet.box((left, y), (width, height), MIST, corner=0)
        sheet.box((left, y), (max(width * value / 45000, 8), height), colour, corner=0)
        sheet.words((left + width * value / 45000 + 26, y + 76), f"{value:,}", Type("sans-bold", 46, INK))
    sheet.foot(
        "Source: Prensa PSUV, 17 September 2013. The census counted those who presented themselves, "
        "not those legally constituted; "
        "no independent count is known to us.",
        "VCM-I-13",
    )
    sheet.save(target, "The communal census of 2013, figures as stated on 17 September 2013")


DRAWINGS: dict[str, Callable[[Path], None]] = {
    "chart-constitutional-votes": constitutional_votes,
    "grafico-consejos-y-comunas": councils_and_communes,
    "chart-laws-official-gazette": laws,
    "grafico-consultas-2024-2025": consultations,
    "chart-communal-census-2013": census,
}
