"""Where recordings are played from: the original, or the address of a copy that browsers play."""

from flask import url_for

from archive.media.derivatives import sizes
from archive.media.playing import form_of
from archive.metadata.record import FileFacts, Record
from archive.web import pictures

POSTER = 1280  # pixels, at most


def played_at(record: Record, file: FileFacts) -> str:
    """Return the address from which a recording is played.

    That of a copy gives the original as long as no copy is made: a page need not know.
    """
    if form := form_of(file):
        return url_for("files.copied", identifier=record.id, name=file.name, form=form)
    return url_for("files.original", identifier=record.id, name=file.name)


def poster(record: Record, file: FileFacts) -> str:
    """Return the address of a film's picture, "" if none can be made."""
    return pictures.picture_address(record, file, POSTER) if sizes(file) else ""
