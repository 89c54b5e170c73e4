"""The fonts of the drawings and PDFs: Source Serif Pro and Source Sans Pro (SIL Open Font License).

From the packages font-source-serif-pro and font-source-sans-pro.
"""

from functools import cache
from pathlib import Path

import font_source_sans_pro
import font_source_serif_pro
from PIL import ImageFont

_FILES = {
    "serif": (font_source_serif_pro, "SourceSerifPro-Regular.ttf"),
    "serif-italic": (font_source_serif_pro, "SourceSerifPro-It.ttf"),
    "serif-semibold": (font_source_serif_pro, "SourceSerifPro-Semibold.ttf"),
    "serif-light": (font_source_serif_pro, "SourceSerifPro-Light.ttf"),
    "sans": (font_source_sans_pro, "SourceSansPro-Regular.ttf"),
    "sans-italic": (font_source_sans_pro, "SourceSansPro-It.ttf"),
    "sans-semibold": (font_source_sans_pro, "SourceSansPro-Semibold.ttf"),
    "sans-bold": (font_source_sans_pro, "SourceSansPro-Bold.ttf"),
}


def path(style: str) -> str:
    """Return the file of a style."""
    package, name = _FILES[style]
    return str(Path(package.__file__).parent / "files" / name)


@cache
def font(style: str, size: float) -> ImageFont.FreeTypeFont:
    """Return a style at a size in pixels."""
    return ImageFont.truetype(path(style), size)
