"""The pictures of an item: which files have one, in which sizes, and their addresses."""

from collections.abc import Mapping

from flask import url_for

from archive.media.derivatives import PAGE_FORMAT, PAGE_WIDTHS, WIDTHS, Size, has_page, sizes
from archive.metadata.record import FileFacts, Record

MOST_LEAVES = 500  # of one file that are shown on the page of its item
FORMATS = {"webp": "image/webp", "jpg": "image/jpeg"}


def is_picture(file: FileFacts) -> bool:
    """Say whether a file is an image that could be read."""
    return file.media_type.startswith("image/") and bool(sizes(file))


def main_picture(record: Record) -> FileFacts | None:
    """Return the first file that has a picture: an image, or a document with a first page."""
    return next((file for file in record.files if sizes(file)), None)


def picture_address(record: Record, picture: FileFacts, width: int, form: str = "jpg") -> str:
    """Return the address of a picture in the widest size not above `width`, else in the smallest."""
    offered = sizes(picture)
    fitting = [each for each in offered if each.width <= width] or [offered[0]]
    return url_for("files.size", identifier=record.id, width=fitting[-1].width, name=picture.name, form=form)


def srcset(record: Record, picture: FileFacts, form: str, most: int = WIDTHS[-1]) -> str:
    """Return the sizes for `<img srcset>`, up to a width."""
    offered = [each for each in sizes(picture) if each.width <= most]
    return ", ".join(f"{_address(record, picture, each, form)} {each.pixels}w" for each in offered)


def _address(record: Record, picture: FileFacts, size: Size, form: str) -> str:
    return picture_address(record, picture, size.width, form)


def page_pictures(record: Record, file: FileFacts, page: int | None) -> dict[int, str]:
    """Return the addresses of the pictures of a page of a document by their widths, none if it has none."""
    if page is None or not has_page(file, page):
        return {}
    plain = url_for("files.size", identifier=record.id, width=0, name=file.name, form=PAGE_FORMAT, page=page)
    return {width: plain.replace("/sizes/0/", f"/sizes/{width}/", 1) for width in PAGE_WIDTHS}


def leaves(record: Record, file: FileFacts) -> list[tuple[int, Mapping[int, str]]]:
    """Return the pages of an image that has several, as a scanned volume does, and the addresses of each."""
    if not file.media_type.startswith("image/"):  # the pages of a document stand beside its text
        return []
    numbers = range(1, min(file.pages or 0, MOST_LEAVES) + 1)
    return [(number, page_pictures(record, file, number)) for number in numbers if has_page(file, number)]


def largest_address(record: Record, picture: FileFacts) -> str:
    """Return the address of the largest size a browser can show."""
    return picture_address(record, picture, WIDTHS[-1])
