"""Make the files of the sample collections anew: documents from `scripts/texts`, images from drawings.

    pip install "reportlab>=4" "python-docx>=1.2" font-source-serif-pro font-source-sans-pro
    python scripts/make_samples.py [documents] [images]

Run on the same versions of these packages it gives the same bytes. The files are committed: nobody
who installs or runs the archive needs this script. Their descriptions (`item.toml`) are written by hand.
"""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from samples import charts, diagrams, docx, maps, odt, pdf, plain_text, posters

ROOT = Path(__file__).resolve().parent.parent
TEXTS = ROOT / "scripts" / "texts"
DOCUMENTS = ROOT / "collections" / "documents" / "items"
IMAGES = ROOT / "collections" / "images" / "items"

# name of the text, its language, the formats it is made in ("scan" is plain text with broken words)
WORKS = (
    ("chronology-1992-2025", "en", "pdf"),
    ("cronologia-1992-2025", "es", "docx"),
    ("glossary-of-communal-terms", "en", "odt"),
    ("glosario-de-terminos-comunales", "es", "scan"),
    ("how-a-communal-council-works", "en", "pdf"),
    ("como-funciona-un-consejo-comunal", "es", "odt"),
    ("como-se-registra-una-comuna", "es", "docx"),
    ("figures-and-their-sources", "en", "pdf"),
    ("guia-de-las-leyes", "es", "pdf"),
    ("reading-guide-to-the-debate", "en", "scan"),
    ("guia-de-lectura-del-debate", "es", "pdf"),
    ("finding-aid", "en", "docx"),
    ("guia-de-entrevista-historia-oral", "es", "odt"),
    ("gazetteer", "en", "scan"),
    ("why-there-are-no-transcripts", "en", "odt"),
    ("oral-history-field-notebook", "en", "pdf"),
    ("appraisal-notes", "en", "txt"),
    ("notas-para-una-segunda-edicion", "es", "docx"),
)


def make_documents() -> None:
    """Write every work into the folder of its item."""
    # https://reproducible-builds.org/specs/source-date-epoch/
    os.environ["SOURCE_DATE_EPOCH"] = str(int(datetime(2025, 12, 1, 12, tzinfo=UTC).timestamp()))
    for number, (name, language, form) in enumerate(WORKS, 1):
        source = TEXTS / f"{name}.md"
        suffix = "txt" if form == "scan" else form
        target = DOCUMENTS / name / f"{name}.{suffix}"
        target.parent.mkdir(parents=True, exist_ok=True)
        if form == "pdf":
            pdf.write(source, target, language=language, code=f"VCM-D-{number:02}")
        elif form == "docx":
            docx.write(source, target, language=language)
        elif form == "odt":
            odt.write(source, target, language=language)
        else:
            plain_text.write(source, target, hyphens=form == "scan")


def make_images() -> None:
    """Draw every image into the folder of its item."""
    for drawings in (maps.DRAWINGS, diagrams.DRAWINGS, charts.DRAWINGS, posters.DRAWINGS):
        for name, draw in drawings.items():
            target = IMAGES / name / f"{name}.{'tif' if name.endswith('master') else 'png'}"
            target.parent.mkdir(parents=True, exist_ok=True)
            draw(target)


if __name__ == "__main__":
    wanted = sys.argv[1:] or ["documents", "images"]
    if "documents" in wanted:
        make_documents()
    if "images" in wanted:
        make_images()
