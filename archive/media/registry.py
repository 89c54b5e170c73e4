"""Which files can be read: the list of extractors, and how a file is given to one of them."""

import logging
from dataclasses import replace
from pathlib import Path

from archive.core.errors import Unreadable
from archive.core.registry import Registry
from archive.core.words import _
from archive.media import problems
from archive.media.captions import Captions
from archive.media.confined import excess
from archive.media.docx import Docx
from archive.media.epub import Epub
from archive.media.extractor import Extracted, Extractor
from archive.media.html_pages import HtmlPage
from archive.media.identify import Format, is_misnamed
from archive.media.images import Images
from archive.media.mail_files import Eml, Mbox
from archive.media.odt import Odt
from archive.media.old_office import DOC, PPT
from archive.media.pdf import Pdf
from archive.media.pictures import MAX_PIXELS
from archive.media.plain_text import Latex, Markdown, PlainText
from archive.media.recordings import Recording
from archive.media.rtf import Rtf
from archive.media.sheets import Ods, Workbook
from archive.media.slides import Odp, Pptx
from archive.media.tei import Tei
from archive.media.ttml import TimedText
from archive.media.web_archives import Mhtml


def extractors(max_pixels: int = MAX_PIXELS) -> Registry[Extractor]:
    """Return the extractors; pictures of more than `max_pixels` are not decoded."""
    return Registry(
        _("extractor"),
        [
            PlainText(),
            Markdown(),
            Latex(),
            Pdf(),
            Docx(),
            DOC,
            Odt(),
            Rtf(),
            HtmlPage(),
            Mhtml(),
            Epub(),
            Pptx(),
            PPT,
            Odp(),
            Workbook(),
            Ods(),
            Eml(),
            Mbox(),
            Images(max_pixels=max_pixels),
            Recording(),
            Captions(),
            TimedText(),
            Tei(),
        ],
    )


EXTRACTORS = extractors()

# What is not read, by PRONOM's identifier or media type, and what may be done about it.
UNREAD = {
    "fmt/494": problems.LOCKED,
    "fmt/754": problems.LOCKED,
    "fmt/755": problems.LOCKED,
    "application/x-mobipocket-ebook": problems.KINDLE,
    "application/vnd.amazon.ebook": problems.KINDLE,
    "application/vnd.ms-outlook": problems.OUTLOOK,
    "application/vnd.ms-outlook-pst": problems.OUTLOOK,
}

log = logging.getLogger(__name__)


def extractor_for(media_type: str, known: Registry[Extractor] = EXTRACTORS) -> Extractor | None:
    """Return the extractor that reads files of this media type, or None."""
    return next((each for each in known if media_type in each.media_types), None)


def read(path: Path, form: Format, known: Registry[Extractor] = EXTRACTORS) -> Extracted:
    """Return what a file says. Never raises for a bad file: `problem` then says why, in one line."""
    if why := UNREAD.get(form.puid or "") or UNREAD.get(form.media_type):
        return Extracted(problem=why)
    extractor = extractor_for(form.media_type, known)
    if extractor is None:
        return Extracted(problem=problems.NO_READER)
    if path.stat().st_size == 0:
        return Extracted(problem=problems.EMPTY)
    try:
        extracted = extractor.extract(path)
    except Unreadable as error:
        return Extracted(problem=excess(error) or str(error))
    except Exception as error:
        # Damage takes forms that no reader foresees, in libraries that raise anything. One file
        # must not stop an import: what happened is kept with the file for those who look into it.
        log.info("%r: %s: %s", path.name, type(error).__name__, error)
        log.debug("reading %r", str(path), exc_info=True)
        problem = excess(error) or problems.DAMAGED
        return Extracted(problem=problem, technical={"error": f"{type(error).__name__}: {error}"})
    if is_misnamed(path, form) and not extracted.problem:
        return replace(extracted, problem=problems.MISNAMED)
    return extracted
