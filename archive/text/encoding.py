"""Bytes to text: which of the world's encodings a file without a label is written in.

A byte order mark or valid UTF-8 settles it. Failing these, charset-normalizer weighs how likely
each candidate's letters are, and we prefer the Western reading wherever it reads as well as any.
"""

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import CharsetMatch, from_bytes

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CANDIDATES = [
    "cp1252", "iso8859_2", "cp1250", "cp1251", "koi8_r", "iso8859_5", "cp866", "iso8859_7", "cp1253",
    "iso8859_8", "cp1255", "cp1256", "iso8859_6", "iso8859_9", "cp1254", "cp1257", "cp1258",
    "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr", "tis_620", "cp850", "cp437", "mac_roman",
]  # fmt: skip
WESTERN = ("cp1252", "mac_roman", "cp850")
CENTRAL = ("cp1250", "iso8859_2")
CENTRAL_LANGUAGES = {"Croatian", "Czech", "Hungarian", "Polish", "Slovak", "Slovene"}
EAST_ASIAN = {"gb18030", "big5", "shift_jis", "euc_jp", "euc_kr"}
IANA = {"mac-roman": "macintosh", "cp850": "ibm850", "cp437": "ibm437", "cp866": "ibm866"} | {
    f"cp{number}": f"windows-{number}" for number in range(1250, 1259)
} | {f"iso8859-{number}": f"iso-8859-{number}" for number in range(1, 17)}  # fmt: skip
SAMPLE = 1 << 16  # bytes that are looked at

# The letters and signs of Western European languages beyond ASCII.
_WESTERN = re.compile(
    "[áéíóúüñàèìòùâêîôûëïöäçãõåæøœßÿÁÉÍÓÚÜÑÀÈÌÒÙÂÊÎÔÛËÏÖÄÇÃÕÅÆØŒ¿¡«»“”‘’–—…•·ºª°§©®€£´\u00a0\u00ad]"
)
# Signs, or an accented capital, between small letters: a sign of the wrong reading.
_ODD = re.compile(
    "[a-záéíóúñ](?:[—–…•·«»“”‘§°©®€£¡¿ªº\u00a0ÁÉÍÓÚÜÑÀÈÌÒÙÂÊÎÔÛËÏÖÄÇÃÕÅÆØŒ][a-záéíóúñ]|[áéíóúñ][A-Z])"
)
_SIGN = re.compile(r"[^\W\d_][\x80-\x9f¶±¦¬¤§«»•¼¾][^\W\d_]")
# Between vowels the byte is a Spanish ñ: the Polish ń of the Central European reading never stands there.
_SPANISH = re.compile("[aeiouáéíóú]ñ[aeiouáéíóú]", re.IGNORECASE)
_WINDOWS = re.compile(b"[\x80-\x9f]")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and how it was read."""

    text: str
    encoding: str  # IANA name
    certain: bool
    damaged: int = 0  # characters that are not valid in this encoding


def decode(data: bytes) -> Decoded:
    """Return the text of `data`; never fails: what cannot be read becomes U+FFFD and is counted."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _strictly_or_not(data[len(mark) :], encoding)
    if wide := _without_mark(data[:SAMPLE]):
        return _strictly_or_not(data, wide)
    try:
        return Decoded(data.decode("utf-8"), "us-ascii" if data.isascii() else "utf-8", certain=True)
    except UnicodeDecodeError as error:
        if _nearly_utf8(data, error):
            return _strictly_or_not(data, "utf-8")
    return _guess(data)


def is_text(head: bytes, *, whole: bool = True) -> bool:
    """Say whether these bytes can be text: hardly any control characters but line ends and tabs."""
    if any(head.startswith(mark) for mark, _ in MARKS) or _without_mark(head):
        return True
    if b"\x00" in head or not head:
        return False
    return len(_CONTROL.findall(head)) <= len(head) // 500


def _strictly_or_not(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    damaged = text.count("\ufffd") - data.count("\ufffd".encode(encoding))
    return Decoded(text, encoding, certain=True, damaged=max(damaged, 0))


def _without_mark(head: bytes) -> str | None:
    """Return the byte order of UTF-16 that lacks its mark: every other byte of Latin letters is zero."""
    half = len(head) // 2
    if half < 2:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > half * 0.6 and even < half * 0.05:
        return "utf-16-le"
    if even > half * 0.6 and odd < half * 0.05:
        return "utf-16-be"
    return None


def _nearly_utf8(data: bytes, error: UnicodeDecodeError) -> bool:
    """Say whether this is UTF-8 with a few damaged places: other encodings hardly ever look like it."""
    if error.start == len(data) - (error.end - error.start) and not data[: error.start].isascii():
        return True  # cut off within a character
    text = data.decode("utf-8", errors="replace")
    whole = len(_BEYOND_ASCII.findall(text)) - text.count("\ufffd")
    return whole > 20 * text.count("\ufffd")


def _guess(data: bytes) -> Decoded:
    sample = data if len(data) <= SAMPLE else data[: data.rfind(b"\n", 0, SAMPLE) + 1 or SAMPLE]
    best = from_bytes(sample, cp_isolation=CANDIDATES).best()
    western = next((name for name in WESTERN if _reads_western(sample.decode(name, errors="replace"))), None)
    if western and not _reads_central(sample, western, best):
        return _read(data, western, certain=True)
    if best is None:
        return _read(data, "cp1252", certain=False)
    likely = best.coherence >= 0.3 or best.encoding in EAST_ASIAN
    encoding = best.encoding
    if encoding in CENTRAL:  # near twins: the one that has no sign within a word
        encoding = min(CENTRAL, key=lambda name: len(_SIGN.findall(sample.decode(name, errors="replace"))))
    return _read(data, encoding, certain=likely and len(sample) > 100)


def _reads_central(sample: bytes, western: str, best: CharsetMatch | None) -> bool:
    """Say whether a Central European language was recognised where the Western reading differs."""
    if best is None or best.encoding not in CENTRAL or best.language not in CENTRAL_LANGUAGES:
        return False
    text = sample.decode(western, errors="replace")
    return text != sample.decode(best.encoding, errors="replace") and not _SPANISH.search(text)


def _reads_western(text: str) -> bool:
    """Say whether a text has only usual Western letters, rarely accented, and none in an odd place."""
    beyond = len(_BEYOND_ASCII.findall(text))
    accented = sum(map(str.isalpha, _BEYOND_ASCII.findall(text)))
    rare = accented <= max(sum(map(str.isalpha, text)), 12) * 0.25
    return rare and beyond == len(_WESTERN.findall(text)) and len(_ODD.findall(text)) <= beyond // 50


def _read(data: bytes, encoding: str, *, certain: bool) -> Decoded:
    text = data.decode(encoding, errors="replace")
    name = codecs.lookup(encoding).name
    if encoding == "cp1252":  # the same as ISO 8859-1 where none of its own signs occur
        name = "windows-1252" if _WINDOWS.search(data) else "iso-8859-1"
    return Decoded(text, IANA.get(name, name), certain, text.count("\ufffd"))
