"""Schematic maps of the places that the collections name."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from math import cos, radians
from pathlib import Path

from samples import outline
from samples.canvas import Point, Sheet, Type
from samples.palette import BRICK, INK, LEAF, MUTED, OCHRE, PANEL, SAGE, SAND, SEA, TEAL

_WATER = "#A9C3CA"
_WATER_NAME = "#7F9BA3"
_FAINT = "#A79E8B"
_LAND = "#EDE7D9"


class Projection:
    """Degrees to pixels, true to scale at one latitude."""

    def __init__(self, corner: Point, at: Point, per_degree: float) -> None:
        self._west, self._north = corner
        self._at, self._down = at, per_degree
        self._across = per_degree * cos(radians(self._north))

    def __call__(self, longitude: float, latitude: float) -> Point:
        return (
            self._at[0] + (longitude - self._west) * self._across,
            self._at[1] + (self._north - latitude) * self._down,
        )

    def line(self, points: Sequence[Point], *, closed: bool = False) -> list[Point]:
        """Return points in pixels, their corners rounded."""
        return _rounded([self(*point) for point in points], closed=closed)


def _rounded(points: list[Point], *, closed: bool = False) -> list[Point]:
    """Cut the corners of a line three times (Chaikin's curve)."""
    for _turn in range(3):
        ends = [*points, points[0]] if closed else points
        cut: list[Point] = [] if closed else [points[0]]
        for (ax, ay), (bx, by) in pairwise(ends):
            cut += [
                (ax * 0.75 + bx * 0.25, ay * 0.75 + by * 0.25),
                (ax * 0.25 + bx * 0.75, ay * 0.25 + by * 0.75),
            ]
        points = cut if closed else [*cut, points[-1]]
    return points


def _place(sheet: Sheet, at: Point, words: tuple[str, str], to: Point) -> None:
    """Mark a place and name it at a distance, with a line between if it is a long one."""
    name, note = words
    x, y = at[0] + to[0], at[1] + to[1]
    if abs(to[0]) > 40 or abs(to[1]) > 40:
        sheet.line([at, (x - (14 if to[0] > 0 else -14), y - 12)], _FAINT, 2.5)
    sheet.disc(at, 12, PANEL, BRICK, 6)
    align = "left" if to[0] > 0 else "right"
    sheet.words((x, y), name, Type("sans-semibold", 36, INK, align))
    if note:
        sheet.words((x, y + 36), note, Type("sans", 28, MUTED, align))


def _scale(sheet: Sheet, right: Point, pixels: float, text: str) -> None:
    x, y = right[0] - pixels, right[1]
    sheet.line([(x, y), right], MUTED, 4)
    for end in (x, right[0]):
        sheet.line([(end, y - 10), (end, y + 10)], MUTED, 4)
    sheet.words((x + pixels / 2, y - 22), text, Type("sans", 28, MUTED, "middle"))


def _sea(sheet: Sheet, to: Projection, top: float) -> None:
    coast = [p for p in outline.MAINLAND if p[1] > 8.5 and p[0] > -71.98][:-1]
    shore = [to(*p) for p in (*outline.COAST_WEST, *coast, *outline.COAST_EAST)]
    shore = [(min(max(x, 110), 2290), y) for x, y in shore]
    sheet.shape([*shore, (2290, top), (110, top)], SEA)


def _country(sheet: Sheet, to: Projection) -> None:
    sheet.shape(to.line(outline.MAINLAND[:-1], closed=True), SAND, OCHRE, 4)
    sheet.shape(to.line(outline.MARGARITA, closed=True), SAND, OCHRE, 3)
    sheet.shape(to.line(outline.TRINIDAD, closed=True), _LAND)
    sheet.shape(to.line(outline.LAKE_MARACAIBO, closed=True), SEA, _WATER, 3)
    sheet.line(to.line(outline.ORINOCO), _WATER, 7)


def venezuela(target: Path) -> None:
    """The country, with the cities and communes that the records name."""
    sheet = Sheet(2400, 1980)
    top = sheet.head(
        "Places named in the collections",
        "Schematic map of Venezuela, drawn from rounded coordinates",
        TEAL,
    )
    sheet.box((110, top), (2180, 1500), _LAND, corner=0)
    to = Projection((-74.3, 12.6), (110, top + 10), 118)
    _sea(sheet, to, top)
    _country(sheet, to)
    sheet.words(to(-65.6, 12.05), "Caribbean Sea", Type("serif-italic", 46, _WATER_NAME, "middle"))
    sheet.words(to(-59.3, 9.6), "Atlantic Ocean", Type("serif-italic", 46, _WATER_NAME, "middle"))
    sheet.words(to(-66.0, 2.85), "Orinoco", Type("serif-italic", 36, _WATER_NAME, "left"))
    for longitude, latitude, words, label in (
        (-66.88, 10.49, ("Caracas", "most of the speeches"), (70, -130)),
        (-67.60, 10.25, ("Maracay", "rising of 4 February 1992"), (92, 66)),
        (-68.01, 10.16, ("Valencia", "field work of M. Wilde"), (70, 178)),
        (-71.61, 10.64, ("Maracaibo", ""), (28, 12)),
        (-69.36, 10.06, ("Barquisimeto", ""), (30, -46)),
        (-69.15, 9.73, ("El Maizal", "commune, c. 2009"), (56, 246)),
        (-71.16, 8.59, ("Mérida", "councils described in 2009"), (28, 12)),
        (-62.65, 8.36, ("Ciudad Guayana", "municipality of Caroní"), (-30, 110)),
    ):
        _place(sheet, to(longitude, latitude), words, label)
    _scale(sheet, (2230, top + 1440), 118 * 200 / 111.2, "200 km")
    sheet.foot(
        "Outline put down by hand and simplified. The territory east of the line drawn is the "
        "subject of a dispute "
        "between Venezuela and Guyana, on which this map takes no position.",
        "VCM-I-01",
    )
    sheet.save(target, "Places named in the collections: schematic map of Venezuela")


def caracas(target: Path) -> None:
    """The valley of Caracas, with the buildings where speeches were given."""
    sheet = Sheet(2400, 1640)
    top = sheet.head(
        "Caracas: lugares de los discursos",
        "Plano esquemático del valle, de oeste a este",
        BRICK,
    )
    sheet.box((110, top), (2180, 1140), "#EFE9DA", corner=0)
    to = Projection((-66.962, 10.537), (110, top), 11000)
    ridge = _rounded([(110, top + 210), (380, top + 130), (640, top + 190), (980, top + 110),
             (1300, top + 180), (1640, top + 120), (1960, top + 200), (2290, top + 130)])  # fmt: skip
    sheet.shape([*ridge, (2290, top), (110, top)], LEAF)
    sheet.words((1500, top + 88), "El Ávila", Type("serif-italic", 46, SAGE, "middle"))
    river = ((-66.962, 10.468), (-66.94, 10.478), (-66.918, 10.492), (-66.899, 10.4935), (-66.87, 10.487),
             (-66.845, 10.484), (-66.82, 10.476), (-66.79, 10.474), (-66.76, 10.465))  # fmt: skip
    sheet.line([(min(max(x, 114), 2284), y) for x, y in to.line(river)], _WATER, 12)
    sheet.words(to(-66.795, 10.478), "Río Guaire", Type("serif-italic", 34, _WATER_NAME, "middle"))
    for longitude, latitude, quarter in (
        (-66.945, 10.519, "Catia"), (-66.868, 10.4985, "Sabana Grande"), (-66.91, 10.4745, "El Valle"),
        (-66.806, 10.489, "Petare"), (-66.858, 10.4705, "Las Mercedes"), (-66.945, 10.4815, "Antímano"),
    ):  # fmt: skip
        sheet.words(to(longitude, latitude), quarter, Type("serif-italic", 36, _FAINT, "middle"))
    for longitude, latitude, words, label in (
        (-66.933, 10.509, ("23 de Enero", "varias comunas"), (28, 92)),
        (-66.9195, 10.5075, ("Palacio de Miraflores", "2002, 2007, 2012"), (60, -112)),
        (
            -66.9157,
            10.5057,
            ("Palacio Federal Legislativo", "Congreso y Asamblea, de 1992 a 2025"),
            (190, -6),
        ),
        (-66.8989, 10.4986, ("Teatro Teresa Carreño", "8 y 17 de enero de 2007"), (90, 180)),
        (-66.906, 10.455, ("Fuerte Tiuna", "4 de febrero de 1992; noviembre de 2004"), (30, 12)),
        (-66.853, 10.496, ("Chacao", "23 de enero de 2019; 9 de enero de 2025"), (90, -92)),
    ):
        _place(sheet, to(longitude, latitude), words, label)
    _scale(sheet, (2230, top + 1080), 11000 * 2 / 111.2, "2 km")
    sheet.foot(
        "Dibujo propio a partir de las coordenadas del nomenclátor VCM-D-14; río y montaña, simplificados.",
        "VCM-I-02",
    )
    sheet.save(target, "Caracas: lugares de los discursos, plano esquemático")


def lara_portuguesa(target: Path) -> None:
    """The region between Lara and Portuguesa."""
    sheet = Sheet(2400, 1640)
    top = sheet.head(
        "Entre Lara y Portuguesa",
        "Región de la comuna El Maizal. Mapa esquemático; la ubicación de la comuna es aproximada",
        SAGE,
    )
    sheet.box((110, top), (2180, 1140), "#F1ECDD", corner=0)
    to = Projection((-70.62, 10.42), (110, top), 900)
    hills = [(x, y) for x, y in to.line(((-70.62, 9.98), (-70.2, 9.92), (-69.85, 9.86), (-69.55, 9.66),
             (-69.42, 9.42), (-69.60, 9.153)))]  # fmt: skip
    sheet.shape([*hills, (110, top + 1140)], LEAF)
    sheet.words(to(-70.2, 9.52), "piedemonte andino", Type("serif-italic", 46, SAGE, "middle"))
    sheet.words(to(-68.62, 9.30), "llanos", Type("serif-italic", 46, OCHRE, "middle"))
    border = to.line(
        ((-70.05, 9.78), (-69.7, 9.80), (-69.3, 9.71), (-69.0, 9.74), (-68.75, 9.84), (-68.3, 9.86))
    )
    for start, end in zip(border[::2], border[1::2], strict=False):
        sheet.line([start, end], "#CDBF9F", 5)
    sheet.words(to(-68.62, 9.95), "Lara", Type("serif", 60, "#BDB29A"))
    sheet.words(to(-68.62, 9.72), "Portuguesa", Type("serif", 60, "#BDB29A"))
    road = ((-70.081, 10.175), (-69.7, 10.14), (-69.357, 10.065), (-69.24, 9.93), (-69.163, 9.784),
            (-69.17, 9.68), (-69.196, 9.5545))  # fmt: skip
    sheet.line(to.line(road), OCHRE, 7)
    for longitude, latitude, words, label in (
        (-70.081, 10.175, ("Carora", "presupuesto participativo desde 2005"), (26, -64)),
        (-69.357, 10.065, ("Barquisimeto", "capital de Lara; cooperativas"), (60, -52)),
        (-69.163, 9.784, ("Sarare", ""), (30, 4)),
        (-69.15, 9.71, ("El Maizal", "comuna, c. 2009"), (-120, 60)),
        (-69.196, 9.5545, ("Acarigua", "acopio de granos"), (30, 12)),
    ):
        _place(sheet, to(longitude, latitude), words, label)
    _scale(sheet, (2230, top + 1080), 900 * 25 / 111.2, "25 km")
    sheet.foot(
        "Dibujo propio a partir de las coordenadas del nomenclátor VCM-D-14; relieve, carretera y "
        "límite, simplificados.",
        "VCM-I-03",
    )
    sheet.save(target, "Entre Lara y Portuguesa: región de la comuna El Maizal, mapa esquemático")


DRAWINGS: dict[str, Callable[[Path], None]] = {
    "map-places-venezuela": venezuela,
    "plano-caracas-discursos": caracas,
    "mapa-lara-portuguesa": lara_portuguesa,
}
