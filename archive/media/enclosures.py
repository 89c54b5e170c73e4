"""Files within files: the attachments of e-mails, mailboxes and PDFs, by the media type of what holds them.

To read is all that is done here. Who wants them as files writes them.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from pathlib import Path

from archive.media import mail_files, pdf
from archive.media.mail_files import NAMED

HOLDING: Mapping[str, Callable[[Path], Iterator[tuple[str, bytes]]]] = {
    "message/rfc822": mail_files.enclosed_in_eml,
    "application/mbox": mail_files.enclosed_in_mbox,
    "application/pdf": pdf.enclosed,
}
MOST = NAMED  # files that are taken from one


def enclosed(path: Path, media_type: str) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of each file within a file; empty ones are none. Raises Unreadable."""
    found = HOLDING[media_type](path) if media_type in HOLDING else iter(())
    return islice(((name, data) for name, data in found if data), MOST)
