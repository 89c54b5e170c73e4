"""A sheet to draw on: coordinates in pixels of the finished image, drawn larger for smooth edges."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import atan2, cos, pi, sin
from pathlib import Path
from typing import Literal

from PIL import Image, ImageDraw, PngImagePlugin

from samples.fonts import font
from samples.palette import INK, LINE, MUTED, PAPER

Point = tuple[float, float]
Align = Literal["left", "middle", "right"]
_ANCHOR = {"left": "ls", "middle": "ms", "right": "rs"}
_OVERSAMPLING = 2
# TIFF tags (TIFF 6.0, section 8)
_TITLE, _ARTIST, _COPYRIGHT = 270, 315, 33432


@dataclass(frozen=True, slots=True)
class Type:
    """How words are set."""

    style: str = "sans"
    size: float = 34
    colour: str = INK
    align: Align = "left"
    leading: float = 1.34


class Sheet:
    """An image in the making."""

    def __init__(self, width: int, height: int, paper: str = PAPER) -> None:
        self.width, self.height = width, height
        self._image = Image.new("RGB", (width * _OVERSAMPLING, height * _OVERSAMPLING), paper)
        self._draw = ImageDraw.Draw(self._image)

    def words(self, at: Point, text: str, how: Type) -> float:
        """Set one line with its baseline at a point; return its width."""
        face = font(how.style, how.size * _OVERSAMPLING)
        self._draw.text(_big(at), text, how.colour, face, _ANCHOR[how.align])
        return face.getlength(text) / _OVERSAMPLING

    def paragraph(self, at: Point, text: str, how: Type, width: float) -> float:
        """Set words in lines of at most `width`, first baseline at a point; return the next baseline."""
        x, y = at
        for line in self.lines(text, how, width):
            self.words((x, y), line, how)
            y += how.size * how.leading
        return y

    def lines(self, text: str, how: Type, width: float) -> list[str]:
        """Return a text as lines of at most `width`."""
        face = font(how.style, how.size * _OVERSAMPLING)
        lines: list[str] = []
        for stretch in text.split("\n"):
            lines.append("")
            for word in stretch.split():
                longer = f"{lines[-1]} {word}".strip()
                if lines[-1] and face.getlength(longer) > width * _OVERSAMPLING:
                    lines.append(word)
                else:
                    lines[-1] = longer
        return lines

    def line(self, points: Sequence[Point], colour: str, width: float = 3) -> None:
        """Draw a line through points."""
        self._draw.line([_big(p) for p in points], colour, round(width * _OVERSAMPLING), joint="curve")

    def dashes(self, start: Point, end: Point, colour: str, width: float = 3, dash: float = 12) -> None:
        """Draw a broken line."""
        length = ((end[0] - start[0]) ** 2 + (end[1] - start[1]) ** 2) ** 0.5
        steps = max(int(length / dash), 1)
        for step in range(0, steps, 2):
            a, b = step / steps, min((step + 1) / steps, 1)
            self.line([_between(start, end, a), _between(start, end, b)], colour, width)

    def shape(self, points: Sequence[Point], fill: str, edge: str = "", width: float = 3) -> None:
        """Fill a polygon, and draw round it if an edge is given."""
        self._draw.polygon([_big(p) for p in points], fill)
        if edge:
            self.line([*points, points[0]], edge, width)

    def box(self, at: Point, size: Point, fill: str, edge: str = "", corner: float = 14) -> None:
        """Draw a rectangle with rounded corners."""
        (x, y), (w, h) = at, size
        big = [*_big((x, y)), *_big((x + w, y + h))]
        self._draw.rounded_rectangle(
            big, corner * _OVERSAMPLING, fill, edge or None, 3 * _OVERSAMPLING if edge else 0
        )

    def disc(self, at: Point, radius: float, fill: str, edge: str = "", width: float = 4) -> None:
        """Draw a filled circle."""
        big = [*_big((at[0] - radius, at[1] - radius)), *_big((at[0] + radius, at[1] + radius))]
        self._draw.ellipse(big, fill, edge or None, round(width * _OVERSAMPLING) if edge else 0)

    def arrow(self, start: Point, end: Point, colour: str = MUTED, width: float = 4) -> None:
        """Draw an arrow."""
        turn, size = atan2(end[1] - start[1], end[0] - start[0]), width * 4.5
        neck = (end[0] - size * 0.8 * cos(turn), end[1] - size * 0.8 * sin(turn))
        self.line([start, neck], colour, width)
        wings = [
            (end[0] + size * cos(turn + side), end[1] + size * sin(turn + side))
            for side in (pi * 0.86, -pi * 0.86)
        ]
        self.shape([end, *wings], colour)

    def head(self, title: str, subtitle: str, colour: str) -> float:
        """Set the title and subtitle that all charts and maps share; return where the picture may begin."""
        self.box((0, 0), (self.width, 14), colour, corner=0)
        y = self.paragraph((110, 150), title, Type("serif-semibold", 76, INK, leading=1.16), self.width - 220)
        y = self.paragraph((110, y - 12), subtitle, Type("sans", 38, MUTED), self.width - 220)
        return y + 10

    def foot(self, source: str, code: str) -> None:
        """Set the source line and the signature at the foot."""
        how = Type("sans", 27, MUTED)
        lines = self.lines(source, how, self.width - 620)
        top = self.height - 64 - (len(lines) - 1) * how.size * how.leading
        self.line([(110, top - 52), (self.width - 110, top - 52)], LINE, 2)
        self.paragraph((110, top), source, how, self.width - 620)
        self.words((self.width - 110, top), f"Tribuna · {code} · CC BY 4.0", Type("sans", 27, MUTED, "right"))

    def save(self, target: Path, title: str) -> None:
        """Write the image at its finished size, with its title inside."""
        finished = self._image.resize((self.width, self.height), Image.Resampling.LANCZOS)
        facts = PngImagePlugin.PngInfo()
        facts.add_itxt("Title", title)
        facts.add_itxt("Author", "Tribuna developers")
        facts.add_itxt("Copyright", "CC BY 4.0")
        flat = finished.quantize(256, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        flat.save(target, optimize=True, pnginfo=facts, dpi=(200, 200))

    def save_master(self, target: Path, title: str) -> None:
        """Write the image for printing: TIFF, at twice the size."""
        flat = self._image.quantize(256, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        said = {_TITLE: title, _ARTIST: "Tribuna developers", _COPYRIGHT: "CC BY 4.0"}
        flat.save(target, "TIFF", compression="tiff_adobe_deflate", tiffinfo=said, dpi=(400, 400))


def _big(at: Point) -> Point:
    return at[0] * _OVERSAMPLING, at[1] * _OVERSAMPLING


def _between(start: Point, end: Point, share: float) -> Point:
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share
