"""Delimited text: CSV, TSV and their relatives, whatever their encoding and separator, also gzipped.

Spec: https://www.rfc-editor.org/rfc/rfc4180
"""

import codecs
import csv
import gzip
import io
import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import IO, cast

from archive.core.errors import SourceError
from archive.core.words import Message, message
from archive.ingest.importers.survey import Cells
from archive.ingest.importers.table import Misquoted, Table, open_table
from archive.ingest.manifest import Reading
from archive.text.encoding import decode

DELIMITERS = (",", ";", "\t", "|")
SEPARATORS = {
    ",": message("commas"),
    ";": message("semicolons"),
    "\t": message("tabs"),
    "|": message("bars"),
}
ENCODINGS = {"utf-8-sig": "UTF-8", "utf-8": "UTF-8", "cp1252": "Windows-1252", "iso8859-1": "ISO-8859-1"}
MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
SUFFIXES = frozenset({".csv", ".tsv", ".tab", ".txt"})
LONGEST_CELL = 64 * 1024 * 1024  # a whole speech may stand in one cell
SAMPLE = 1 << 18
BLOCK = 1 << 20
AROUND = 1 << 14  # bytes on either side of an odd one: enough words to tell a language
GZIP = b"\x1f\x8b"
MARK = "\ufeff"
_STATED = re.compile('\ufeff?"?sep=(.)"?\\s*', re.IGNORECASE)
_LINE_END = re.compile("\r\n|\r|\n")
# What spreadsheets come in; a first block in one of these may still end in the middle of a character.
WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")

csv.field_size_limit(LONGEST_CELL)


def recognise(path: Path) -> bool:
    """Say whether the name is that of delimited text, gzipped or not."""
    names = path.suffixes[-2:-1] if path.suffix.lower() == ".gz" else path.suffixes[-1:]
    return bool(names) and names[0].lower() in SUFFIXES - {".txt"}


def open_delimited(path: Path, reading: Reading) -> Table:
    """Open the table, its encoding and separator detected unless `reading` states them."""
    try:
        encoding = reading.encoding or detect_encoding(path)
        stated = stated_delimiter(path, encoding)
        delimiter = reading.delimiter or stated or detect_delimiter(path, encoding)
        read = partial(_records, path, encoding, delimiter)
        return open_table(
            path, partial(_without_first, read) if stated else read, reading, _form(path, encoding, delimiter)
        )
    except (OSError, UnicodeError, LookupError, EOFError) as error:
        raise SourceError(message("{path} cannot be read: {error}", path=path, error=error)) from error


def detect_encoding(path: Path) -> str:
    """Return the encoding of the whole file: UTF-8 if all of it is, else the likeliest of the odd part."""
    with unpacked(path) as stream:
        head = stream.read(SAMPLE)
        encoding = decode(head).encoding
        if encoding in WIDE:
            return encoding
        odd = _first_not_utf8(head, stream)
    return decode(odd).encoding if odd else "utf-8-sig"


def stated_delimiter(path: Path, encoding: str) -> str:
    """Return the separator that a first line `sep=;` states, as Excel understands it; "" if there is none."""
    with _text(path, encoding) as stream:
        found = _STATED.fullmatch(stream.readline(20))
    return found[1] if found else ""


def detect_delimiter(path: Path, encoding: str) -> str:
    """Return the separator that cuts the first lines into the most columns, and the same number of them."""
    with _text(path, encoding) as stream:
        lines = list(islice(stream, 50))
    if not lines:
        raise SourceError(message("{path} is empty", path=path))
    return max(DELIMITERS, key=lambda delimiter: _fit(lines, delimiter))


def unpacked(path: Path) -> IO[bytes]:
    """Open the bytes of a file, gzipped or not."""
    with path.open("rb") as stream:
        packed = stream.read(2) == GZIP
    return cast(IO[bytes], gzip.open(path, "rb")) if packed else path.open("rb")


def _form(path: Path, encoding: str, delimiter: str) -> Message:
    """Say how the bytes were read."""
    with unpacked(path) as stream:
        marked = stream.read(4).startswith(MARKS)
    name = ENCODINGS.get(codecs.lookup(encoding).name, encoding.upper())
    separator = SEPARATORS.get(delimiter) or Message(f"“{delimiter}”")
    if marked:
        return message(
            "{encoding} with a byte order mark, {separator} between cells", encoding=name, separator=separator
        )
    return message("{encoding}, {separator} between cells", encoding=name, separator=separator)


def _without_first(read: Callable[[], Iterator[Cells]]) -> Iterator[Cells]:
    """Yield the records, the first line as a blank one: it states the separator."""
    records = read()
    yield next(records, []) and []
    yield from records


def _first_not_utf8(head: bytes, stream: IO[bytes]) -> bytes:
    """Return what stands around the first bytes that are not UTF-8, or nothing if all of them are."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    block = head
    try:
        while block:
            decoder.decode(block)
            block = stream.read(BLOCK)
    except UnicodeDecodeError as error:
        return block[max(0, error.start - AROUND) : error.start + AROUND]
    return b""


def _fit(lines: list[str], delimiter: str) -> tuple[bool, int]:
    widths = [len(cells) for cells in csv.reader(lines, delimiter=delimiter) if cells]
    columns = widths[0] if widths else 0
    # The last record of the sample may be cut off within quotes, so it does not count.
    even = sum(width == columns for width in widths[:-1]) >= 0.8 * (len(widths) - 1)
    return columns > 1 and even, columns


def _records(path: Path, encoding: str, delimiter: str) -> Iterator[Cells]:
    with _text(path, encoding) as stream:
        kept: list[str] = []  # the lines of the record under way
        reader = csv.reader(_keeping(stream, kept), delimiter=delimiter)
        try:
            for cells in reader:
                yield _misquoted(cells, kept, reader.line_num, delimiter) or cells
                kept.clear()
        except (csv.Error, UnicodeError, OSError, EOFError) as error:
            raise SourceError(
                message("{path}, line {line}: {error}", path=path, line=reader.line_num + 1, error=error)
            ) from error


def _keeping(stream: IO[str], kept: list[str]) -> Iterator[str]:
    """Yield the lines, the first without the byte order mark of a wide encoding, and keep each."""
    for line in islice(stream, 1):
        kept.append(line.removeprefix(MARK))
        yield kept[-1]
    for line in stream:
        kept.append(line)
        yield line


def _misquoted(cells: Cells, lines: Sequence[str], last: int, delimiter: str) -> Misquoted | None:
    """Return the record as misquoted if its quotation marks do not close where its cells end.

    A reader of CSV forgives that, and silently takes the lines that follow for part of the cell. So a
    record of several lines, or with an odd number of marks, is read again by the letter of RFC 4180.
    """
    if len(lines) == 1 and lines[0].count('"') % 2 == 0:
        return None
    try:
        for _ in csv.reader(lines, delimiter=delimiter, strict=True):
            pass
    except csv.Error as error:
        cut_off = str(error) == "unexpected end of data"
        return Misquoted(cells, _opened(cells, lines, last) if cut_off else last - len(lines) + 1, last)
    return None


def _opened(cells: Cells, lines: Sequence[str], last: int) -> int:
    """Return the line in which the last cell begins, which is still open at the end of the file."""
    breaks = len(_LINE_END.findall(cells[-1]))
    return last - breaks + bool(_LINE_END.search(lines[-1]))


def _text(path: Path, encoding: str) -> IO[str]:
    return io.TextIOWrapper(unpacked(path), encoding=encoding, newline="")
