"""Posters of the chronology, and covers."""

from collections.abc import Callable
from math import cos, pi, sin, sqrt
from pathlib import Path

from samples.canvas import Sheet, Type
from samples.chapters import Chapter, chapters
from samples.palette import BRICK, INK, LINE, MUTED, OCHRE, PANEL, PAPER, SAGE, SAND, TEAL

_COLOURS = (TEAL, OCHRE, SAGE, BRICK)


def _timeline(language: str, code: str) -> Sheet:
    sheet = Sheet(2000, 3100)
    spanish = language == "es"
    sheet.box((0, 0), (2000, 430), TEAL, corner=0)
    title = "De «por ahora» a las consultas" if spanish else "From “por ahora” to the consultations"
    under = (
        "El movimiento comunal en Venezuela, 1992-2025: actos, leyes y votaciones"
        if spanish
        else "Venezuela’s communal movement, 1992–2025: acts, laws and votes"
    )
    sheet.words((110, 215), title, Type("serif-semibold", 100, PAPER))
    sheet.words((110, 310), under, Type("sans", 46, "#C9DADC"))
    y, spine = 560.0, 520
    sheet.line([(spine, 480), (spine, 2860)], LINE, 6)
    for chapter, colour in zip(chapters(), _COLOURS, strict=True):
        y = _chapter(sheet, chapter, colour, (language, spine, y))
    sheet.foot(
        "Fuentes de cada entrada en VCM-D-02. Un hecho en disputa se da como lo que afirma una "
        "fuente nombrada."
        if spanish
        else "Sources of each entry in VCM-D-01. A contested act is given as what a named source states.",
        code,
    )
    return sheet


def _chapter(sheet: Sheet, chapter: Chapter, colour: str, at: tuple[str, float, float]) -> float:
    """Draw one period; return where the next may begin."""
    language, spine, y = at
    sheet.paragraph((110, y + 10), chapter.years, Type("serif-semibold", 58, colour), 360)
    sheet.paragraph((110, y + 64), chapter.name[language], Type("sans", 34, MUTED), 340)
    for entry in chapter.entries:
        sheet.disc((spine, y), 17, colour, PANEL, 5)
        sheet.words((spine + 60, y + 13), entry.day[language], Type("sans-semibold", 36, colour))
        y = sheet.paragraph(
            (spine + 400, y + 13), entry.what[language], Type("serif", 37, INK, leading=1.25), 970
        )
        y += 34
    return y + 46


def poster_english(target: Path) -> None:
    """The timeline in English."""
    _timeline("en", "VCM-I-14").save(target, "From “por ahora” to the consultations: timeline poster")


def poster_spanish(target: Path) -> None:
    """The timeline in Spanish."""
    _timeline("es", "VCM-I-15").save(target, "De «por ahora» a las consultas: cartel de la cronología")


def print_master(target: Path) -> None:
    """The timeline in English, for printing."""
    _timeline("en", "VCM-I-18").save_master(target, "Print master of the timeline poster")


def cover_documents(target: Path) -> None:
    """A cover with cells that join into larger ones."""
    sheet = Sheet(1800, 2400, TEAL)
    centre = (900.0, 1000.0)
    golden = pi * (3 - sqrt(5))
    seeds = []
    for n in range(170):
        reach = 50 * sqrt(n + 0.5)
        seeds.append((centre[0] + reach * cos(n * golden), centre[1] + reach * sin(n * golden)))
    for n, seed in enumerate(seeds):
        for step in (8, 13):
            if n + step < len(seeds):
                sheet.line([seed, seeds[n + step]], "#3B6A7A", 3)
    for n, seed in enumerate(seeds):
        colour = (SAND, OCHRE, "#8FB0B6", PAPER)[n % 13 % 4]
        sheet.disc(seed, 9 + n / 12, colour)
    sheet.words((130, 1960), "Documents and guides", Type("serif-semibold", 116, PAPER))
    sheet.words((130, 2060), "Documentos y guías", Type("serif-italic", 76, "#C9DADC"))
    sheet.line([(130, 2130), (330, 2130)], OCHRE, 8)
    sheet.words((130, 2230), "Venezuela’s communal movement, 1992–2025", Type("sans", 42, "#C9DADC"))
    sheet.words((1670, 2230), "VCM-D", Type("sans-semibold", 42, OCHRE, "right"))
    sheet.save(target, "Cover of the series of documents: joined cells")


def cover_speeches(target: Path) -> None:
    """A cover with a voice that spreads, and answers it meets."""
    sheet = Sheet(1800, 2400, "#F3EBDA")
    for (x, y), colour, most in (((520, 1180), BRICK, 15), ((1320, 620), TEAL, 11)):
        for ring in range(most, 0, -1):
            radius = 46 * ring
            start, width = (-0.95, 1.45) if x < 900 else (2.15, 1.5)
            arc = [
                (x + radius * cos(start + width * step / 60), y + radius * sin(start + width * step / 60))
                for step in range(61)
            ]
            sheet.line(arc, colour, 3 + 9 * (1 - ring / most))
        sheet.disc((x, y), 30, colour)
    sheet.words((130, 1960), "Speeches and statements", Type("serif-semibold", 116, INK))
    sheet.words((130, 2060), "Discursos y declaraciones", Type("serif-italic", 76, MUTED))
    sheet.line([(130, 2130), (330, 2130)], BRICK, 8)
    sheet.words((130, 2230), "Venezuela’s communal movement, 1992–2025", Type("sans", 42, MUTED))
    sheet.words((1670, 2230), "VCM-S", Type("sans-semibold", 42, BRICK, "right"))
    sheet.save(target, "Cover of the series of speeches: two voices")


DRAWINGS: dict[str, Callable[[Path], None]] = {
    "poster-timeline": poster_english,
    "cartel-cronologia": poster_spanish,
    "cover-speeches": cover_speeches,
    "cover-documents": cover_documents,
    "poster-timeline-print-master": print_master,
}
