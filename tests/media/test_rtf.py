"""RTF gives what a reader sees of it, in whatever letters it was written."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.core.errors import Unreadable
from archive.media import problems
from archive.media.identify import identify
from archive.media.registry import read
from archive.media.rtf import Rtf
from archive.text.passages import PassageKind

HEAD = (
    rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\froman\fcharset0 Times;}{\f1\fnil\fcharset204 Arial Cyr;}"
    rb"{\f2\fnil\fcharset128 MS Mincho;}{\f3\fnil\fcharset2 Symbol;}}"
    rb"{\stylesheet{\s0 Normal;}{\s1\sbasedon0 heading 1;}{\s7\outlinelevel1 Apartado;}{\*\cs10 Fuente;}}"
)


def rtf(tmp_path: Path, body: bytes, head: bytes = HEAD) -> Path:
    path = tmp_path / "a.rtf"
    path.write_bytes(head + body + b"}")
    return path


def texts(path: Path) -> list[str]:
    return [each.text for each in Rtf().extract(path).passages]


def test_headings_are_told_by_style_name_or_outline_level(tmp_path: Path) -> None:
    body = (
        rb"\pard\s1 T\'edtulo\par\pard\plain Uno.\par\pard\s7 Parte\par\pard\outlinelevel0 Otro\par\pard fin"
    )
    found = Rtf().extract(rtf(tmp_path, body)).passages
    assert [(each.text, each.kind is PassageKind.HEADING, each.label) for each in found] == [
        ("Título", True, "Título"),
        ("Uno.", False, "Título"),
        ("Parte", True, "Parte"),
        ("Otro", True, "Otro"),
        ("fin", False, "Otro"),
    ]


def test_letters_are_read_in_the_code_page_of_their_font_or_by_their_number(tmp_path: Path) -> None:
    body = (
        rb"a\'f1o {\f1 \'cf\'f0\'e8\'e2\'e5\'f2} {\f2\'83A\'83\'5c} {\f3\'b7} "
        rb"\u8212? \u-10179?\u-8704? {\uc2\u193AA}lamo{\uc0\u233}"
    )
    assert texts(rtf(tmp_path, body)) == ["año Привет アソ • — 😀 Álamoé"]


def test_mac_and_dos_documents_are_read_in_their_own_pages(tmp_path: Path) -> None:
    assert texts(rtf(tmp_path, rb"a\'96o", head=rb"{\rtf1\mac ")) == ["año"]
    assert texts(rtf(tmp_path, rb"a\'a4o", head=rb"{\rtf1\pca ")) == ["año"]
    assert texts(rtf(tmp_path, "Мир".encode("cp1251"), head=rb"{\rtf1\ansi\ansicpg1251 ")) == ["Мир"]


def test_what_is_hidden_deleted_or_a_comment_is_left_out_and_told(tmp_path: Path) -> None:
    body = (
        rb"Visto{\v  oculto}{\deleted  borrado}{\*\atnid AP}{\*\annotation\pard no se lee\par} y le\'eddo"
        rb"{\pict\wmetafile8\bin6 }}{{\v} al fin{\*\unknown nada{\b tampoco}}.\par"
    )
    found = Rtf().extract(rtf(tmp_path, body))
    assert [each.text for each in found.passages] == ["Visto y leído al fin."]
    assert found.technical["hidden_text"] is True
    assert found.technical["comments"] == 1


def test_notes_boxes_headers_and_rows_are_passages_of_their_own(tmp_path: Path) -> None:
    body = (
        rb"{\header\pard Ministerio\par}{\headerf\pard Ministerio\par}{\footer\pard 3\par}"
        rb"\pard Uno{\super\chftn}{\footnote\pard{\super\chftn}La nota.} dos"
        rb"{\shp{\*\shpinst{\sp{\sn n}{\sv v}}{\shptxt\pard En la caja\par}}{\shprslt copia}}\par"
        rb"\trowd\pard\intbl a\cell b\par c\cell\row\pard "
        rb'{\field{\*\fldinst HYPERLINK "http://x.org"}{\fldrslt enlace}}\par'
    )
    found = Rtf().extract(rtf(tmp_path, body)).passages
    assert [(each.text, each.label) for each in found] == [
        ("Uno dos", ""),
        ("En la caja", ""),
        ("a | b c", ""),
        ("enlace", ""),
        ("La nota.", "[1]"),
        ("Ministerio", ""),
    ]


def test_properties_are_proposed(tmp_path: Path) -> None:
    info = (
        rb"{\info{\title Golpe de tim\'f3n}{\author Ana P\'e9rez; Luis Gil}{\subject \u193A?}"
        rb"{\keywords comuna, poder}{\creatim\yr2012\mo10\dy20\hr9}{\operator usuario}}\pard x\par"
    )
    assert Rtf().extract(rtf(tmp_path, info)).proposed == {
        "title": ("Golpe de timón",),
        "creator": ("Ana Pérez", "Luis Gil"),
        "created": ("2012-10-20",),
        "description": ("Á?",),
        "subject": ("comuna", "poder"),
    }


def test_a_document_that_ends_too_early_gives_what_there_is_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.rtf"
    path.write_bytes(HEAD + rb"\pard Uno.\par Do")
    found = Rtf().extract(path)
    assert [each.text for each in found.passages] == ["Uno.", "Do"]
    assert found.problem == problems.CUT_SHORT


def test_what_follows_the_end_of_the_document_is_none_of_it(tmp_path: Path) -> None:
    assert texts(rtf(tmp_path, rb"Uno.\par}{\rtf1 dos")) == ["Uno."]


def test_a_million_groups_within_groups_are_damage(tmp_path: Path) -> None:
    path = tmp_path / "a.rtf"
    path.write_bytes(rb"{\rtf1 " + b"{" * 1_000_000)
    with pytest.raises(Unreadable, match="damaged"):
        Rtf().extract(path)


TOKENS = st.sampled_from(
    [rb"\par ", rb"{", rb"}", rb"\'e1", rb"\u225?", rb"\cell ", rb"\row ", rb"\intbl ", rb"\pard ", rb"\*",
     rb"\footnote ", rb"\header ", rb"\info ", rb"\title ", rb"\fonttbl ", rb"\f1 ", rb"\v ", rb"\upr ",
     rb"\*\ud ", rb"\stylesheet ", rb"\s1 ", rb"\bin3 ", rb"\uc", rb"\ansicpg0 ", rb"\u-70000?",
     b"texto ", b"\n", b"\\"]
)  # fmt: skip


@given(st.lists(TOKENS, max_size=40))
@settings(max_examples=300, deadline=None)
def test_no_order_of_words_brings_the_reader_down(tmp_path_factory, tokens):
    path = tmp_path_factory.mktemp("rtf") / "a.rtf"
    path.write_bytes(rb"{\rtf1\ansi " + b"".join(tokens))
    found = read(path, identify(path))
    assert "error" not in found.technical
    assert all(each.text.strip() for each in found.passages)
    "".join(each.text for each in found.passages).encode("utf-8")  # no half letters


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_text_comes_back_as_it_was_written(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("rtf") / "a.rtf"
    units = text.encode("utf-16-le")
    written = b"".join(
        b"\\u%d?" % int.from_bytes(units[at : at + 2], "little", signed=True)
        for at in range(0, len(units), 2)
    )
    path.write_bytes(rb"{\rtf1\ansi \pard " + written + rb"\par}")
    assert " ".join(each.text for each in Rtf().extract(path).passages).split() == text.split()
