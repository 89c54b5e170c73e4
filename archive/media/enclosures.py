"""Files within files: the attachments of e-mails, mailboxes and PDFs, by the media type of what holds them.

To read is all that is done here. Who wants them as files writes them.
"""

import logging
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from pathlib import Path

from archive.core.errors import Unreadable
from archive.media import mail_files, pdf, problems
from archive.media.mail_files import NAMED

HOLDING: Mapping[str, Callable[[Path], Iterator[tuple[str, bytes]]]] = {
    "message/rfc822": mail_files.enclosed_in_eml,
    "application/mbox": mail_files.enclosed_in_mbox,
    "application/pdf": pdf.enclosed,
}
MOST = NAMED  # files that are taken from one

log = logging.getLogger(__name__)


def enclosed(path: Path, media_type: str) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of each file within a file; empty ones are none. Raises Unreadable."""
    if media_type not in HOLDING:
        return
    try:
        yield from islice(((name, data) for name, data in HOLDING[media_type](path) if data), MOST)
    except (Unreadable, MemoryError):
        raise
    except Exception as error:  # as in `registry.read`: damage takes forms that nobody foresees
        log.info("taking files out of %r: %s: %s", path.name, type(error).__name__, error)
        raise Unreadable(problems.DAMAGED) from error
