"""Text is read rightly whatever it was written in."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.encoding import decode, is_text

SPANISH = (
    "Considerando que la libertad, la justicia y la paz en el mundo tienen por base el reconocimiento de la "
    "dignidad intrínseca y de los derechos iguales e inalienables; el niño, el año, la educación. "
)
RUSSIAN = "Принимая во внимание, что признание достоинства, присущего всем членам человеческой семьи, "
POLISH = "Zważywszy, że uznanie przyrodzonej godności oraz równych i niezbywalnych praw wszystkich "


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_read_with_and_without_its_mark(codec: str) -> None:
    decoded = decode(SPANISH.encode(codec))
    assert decoded.text == SPANISH
    assert decoded.certain


@pytest.mark.parametrize(
    ("text", "codec", "name"),
    [
        (SPANISH, "latin-1", "iso-8859-1"),
        (SPANISH.replace(";", " —“sí”—"), "cp1252", "windows-1252"),
        (SPANISH, "mac_roman", "macintosh"),
        (SPANISH, "cp850", "ibm850"),
        (RUSSIAN, "cp1251", "windows-1251"),
        (RUSSIAN, "koi8_r", "koi8-r"),
        (RUSSIAN, "cp866", "ibm866"),
        (POLISH, "iso8859_2", "iso-8859-2"),
        (POLISH, "cp1250", "windows-1250"),
        ("niño", "latin-1", "iso-8859-1"),
        ("Año;Título\n1998;Caña", "latin-1", "iso-8859-1"),
        ("los años y las señoras: compañeros, montañas", "latin-1", "iso-8859-1"),
        ("La comunicación del Círculo, corazón público", "latin-1", "iso-8859-1"),
        ("“Comillas” y ‘sencillas’ — raya", "cp1252", "windows-1252"),
    ],
)
def test_old_encodings_are_told_apart(text: str, codec: str, name: str) -> None:
    decoded = decode(text.encode(codec))
    assert decoded.text == text
    assert decoded.encoding == name


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("name", "beginning", "encoding"),
    [
        ("Arabic_Alarabia-Arabic", "الإعلان العالمي", "windows-1256"),
        ("Chinese_Mandarin-GB2312", "世界人权宣言", "gb18030"),
        ("Chinese_Mandarin-UTF8", "世界人权宣言", "utf-8"),
        ("Czech_Cesky-UTF8", "VŠEOBECNÁ DEKLARACE", "windows-1250"),
        ("French_Francais-Latin1", "Déclaration universelle", "iso-8859-1"),
        ("Greek_Ellinika-Greek", "ΟΙΚΟΥΜΕΝΙΚΗ", "windows-1253"),
        ("Hebrew_Ivrit-Hebrew", "ההכרזה", "windows-1255"),
        ("Hungarian_Magyar-Unicode", "Az Emberi Jogok", "utf-16-le"),
        ("Japanese_Nihongo-SJIS", "『世界人権宣言』", "shift_jis"),
        ("Polish_Polski-Latin2", "POWSZECHNA DEKLARACJA PRAW CZŁOWIEKA", "windows-1250"),
        ("Russian_Russky-Cyrillic", "Всеобщая декларация", "windows-1251"),
        ("Spanish-Latin1", "Declaración Universal", "iso-8859-1"),
        ("Turkish_Turkce-Turkish", "İnsan hakları", "windows-1254"),
        ("Guarani-Latin1", "TEKOVE YVYPORA", "iso-8859-1"),
    ],
)
def test_the_declaration_of_human_rights_is_read(
    corpus: Path, name: str, beginning: str, encoding: str
) -> None:
    decoded = decode((corpus / f"documents/txt-encodings/udhr/{name}.txt").read_bytes())
    assert decoded.text.startswith(beginning)
    assert decoded.encoding == encoding


@pytest.mark.corpus
def test_english_with_east_asian_quotation_marks_is_read(corpus: Path) -> None:
    decoded = decode((corpus / "speeches/inaugural/2005-Bush.txt").read_bytes())
    assert "America’s vital interests" in decoded.text
    assert "years of sabbatical—and then" in decoded.text


def test_a_damaged_place_does_not_make_another_encoding() -> None:
    data = ("ñandú " * 40).encode() + b"\xff" + SPANISH.encode()
    decoded = decode(data)
    assert decoded.encoding == "utf-8"
    assert decoded.damaged == 1
    assert decoded.text.endswith(SPANISH)


def test_a_text_cut_off_within_a_character_stays_utf8() -> None:
    decoded = decode("El pueblo unido jamás será vencidó".encode()[:-1])
    assert decoded.encoding == "utf-8"
    assert decoded.damaged == 1


def test_pictures_are_no_text() -> None:
    assert not is_text(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    assert not is_text(b"")
    assert is_text("BMW to Make Hybrid".encode("utf-16-le"))


@given(st.binary(max_size=400))
def test_no_bytes_stop_the_reader(data: bytes) -> None:
    decoded = decode(data)
    assert decoded.encoding


@given(st.text(max_size=200))
def test_what_is_written_in_utf8_comes_back(text: str) -> None:
    # Zeros in every other place are what UTF-16 looks like.
    if "\x00" not in text and not text.startswith("\ufeff") and text.isprintable():
        assert decode(text.encode()).text == text
