"""Sound, film and what is said in them."""

import wave
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.media.cues import Cue, clock, passages_of
from archive.media.identify import identify
from archive.media.problems import CUT_OFF, NO_CAPTIONS, SOME_CAPTIONS
from archive.media.registry import read
from archive.media.timed_lines import cues_of
from archive.media.xml_kinds import kind
from archive.text.passages import PassageKind

VTT = """WEBVTT
Language: es

NOTE made by hand

1
00:00:01.000 --> 00:00:03.500 align:start
<v Hugo Chávez>Por ahora, <i>compañeros</i> &amp; amigos

00:03.500 --> 01:00:07.250
los objetivos
no fueron logrados
"""
SRT = """1
00:00:01,000 --> 00:00:04,500
<font color="red">Hola</font> mundo

2
00:01:05,000 --> 00:01:06,000
Comuna o nada
"""
TTML = """<?xml version="1.0" encoding="UTF-8"?>
<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata"
    xmlns:ttp="http://www.w3.org/ns/ttml#parameter" xml:lang="es" ttp:frameRate="25">
  <head><metadata>
    <ttm:agent xml:id="hc" type="person"><ttm:name type="full">Hugo Chávez</ttm:name></ttm:agent>
  </metadata></head>
  <body begin="10s"><div>
    <p begin="00:00:01.5" end="3s" ttm:agent="hc">Por <span>ahora</span><br/>compañeros</p>
    <p begin="00:00:04:05" dur="500ms">Comuna o nada</p>
    <p>Sin tiempo</p>
  </div></body>
</tt>"""
TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="es">
  <teiHeader><fileDesc><titleStmt><title>Sesión</title></titleStmt></fileDesc>
  <profileDesc><particDesc><listPerson><person xml:id="HC"><persName><forename>Hugo</forename>
    <surname>Chávez</surname></persName></person></listPerson></particDesc></profileDesc></teiHeader>
  <text>
    <timeline unit="s" origin="#t0">
      <when xml:id="t0"/><when xml:id="t1" interval="65.5" since="#t0"/>
    </timeline>
    <body>
      <u who="#HC" start="#t0" end="#t1">
        <seg>Por <vocal><desc>tose</desc></vocal>ahora.</seg><seg>Los objetivos.</seg>
      </u>
      <note>Aplausos</note>
      <u who="#otra_persona" start="#t1">Comuna o nada.</u>
    </body>
  </text>
</TEI>"""


def told(path: Path, text: str) -> tuple[str, list[tuple[str, float | None, float | None, str]], str]:
    """Return the media type, the passages and the problem of a file."""
    path.write_text(text, encoding="utf-8")
    form = identify(path)
    found = read(path, form)
    return (
        form.media_type,
        [(each.label, each.start, each.end, each.text) for each in found.passages],
        found.problem,
    )


def test_captions_of_the_web_become_cues_with_speakers(tmp_path):
    assert told(tmp_path / "habla.vtt", VTT) == (
        "text/vtt",
        [
            ("0:01 Hugo Chávez", 1.0, 3.5, "Por ahora, compañeros & amigos"),
            ("0:03", 3.5, 3607.25, "los objetivos\nno fueron logrados"),
        ],
        "",
    )


def test_subrip_becomes_cues(tmp_path):
    assert told(tmp_path / "habla.srt", SRT) == (
        "application/x-subrip",
        [("0:01", 1.0, 4.5, "Hola mundo"), ("1:05", 65.0, 66.0, "Comuna o nada")],
        "",
    )


def test_subrip_in_an_encoding_of_windows_keeps_its_accents(tmp_path):
    path = tmp_path / "habla.srt"
    path.write_bytes(SRT.replace("mundo", "compañeros, mañana votará la federación").encode("cp1252"))
    assert "compañeros, mañana votará la federación" in read(path, identify(path)).passages[0].text


def test_timed_text_counts_times_from_what_holds_them(tmp_path):
    media_type, passages, problem = told(tmp_path / "habla.ttml", TTML)
    assert media_type == "application/ttml+xml"
    assert passages == [
        ("0:11 Hugo Chávez", 11.5, 13.0, "Por ahora\ncompañeros"),
        ("0:14", 14.2, 14.7, "Comuna o nada"),
    ]
    assert problem == SOME_CAPTIONS


def test_utterances_have_their_speaker_and_time(tmp_path):
    media_type, passages, _ = told(tmp_path / "sesion.xml", TEI)
    assert media_type == "application/tei+xml"
    assert passages == [
        ("0:00 Hugo Chávez", 0.0, 65.5, "Por ahora."),
        ("0:00 Hugo Chávez", 0.0, 65.5, "Los objetivos."),
        ("1:05 otra persona", 65.5, None, "Comuna o nada."),
    ]


def test_a_printed_text_in_tei_is_read_by_headings_and_paragraphs(tmp_path):
    text = (
        TEI[: TEI.index("<timeline")]
        + "<body><div><head>Uno</head><p>Dos <lb/>tres</p></div></body></text></TEI>"
    )
    path = tmp_path / "libro.xml"
    path.write_text(text, encoding="utf-8")
    found = read(path, identify(path))
    assert [(each.kind, each.text) for each in found.passages] == [
        (PassageKind.HEADING, "Uno"),
        (PassageKind.PARAGRAPH, "Dos tres"),
    ]
    assert found.proposed["title"] == ("Sesión",)


BOOK = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>{}</body></text></TEI>'


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        pytest.param(
            "<head>Uno</head><p>Antes.</p><sp><speaker>Juan</speaker><p>Dicho.</p></sp><p>Después.</p>",
            [("", "Uno"), ("", "Antes."), ("Juan", "Dicho."), ("", "Después.")],
            id="prose in which somebody speaks",
        ),
        pytest.param(
            '<u who="#ana">Por ahora. <note>Aplausos</note> Nada <seg>más</seg>.</u>',
            [("ana", "Por ahora. Nada más.")],
            id="words beside a note",
        ),
        pytest.param('<u who="#ana"><note>Aplausos</note></u><u>Sí.</u>', [("", "Sí.")], id="a note alone"),
        pytest.param(
            "</body></text></TEI><TEI><text><body><p>Dos.</p></body></text></TEI><TEI><text><body><p>Tres.</p>",
            [("", "Dos."), ("", "Tres.")],
            id="a corpus of texts",
        ),
    ],
)
def test_no_word_of_a_text_in_tei_is_lost(tmp_path, body, texts):
    whole = BOOK.format(body)
    if "</TEI><TEI>" in whole:
        whole = f'<teiCorpus xmlns="http://www.tei-c.org/ns/1.0">{whole}</teiCorpus>'
    assert [(label, text) for label, _, _, text in told(tmp_path / "a.xml", whole)[1]] == texts


@pytest.mark.parametrize(
    ("head", "told_as"),
    [
        ("<!-- <html> is not what it is -->", "application/tei+xml"),
        ('<?xml-model href="a.rng"?>\n<!DOCTYPE t:TEI>\n', "application/tei+xml"),
        ('<x:stylesheet xmlns:x="http://www.w3.org/1999/XSL/Transform" xmlns:t="{}">', "application/xml"),
    ],
    ids=["a comment", "declarations", "a stylesheet for it"],
)
def test_the_root_tells_what_kind_of_xml_a_file_is(head, told_as):
    space = "http://www.tei-c.org/ns/1.0"
    text = f'<?xml version="1.0"?>\n{head.format(space)}<t:TEI xmlns:t="{space}">'
    assert (kind(text.encode()) or ("application/xml",))[0] == told_as


def test_times_that_are_no_numbers_are_none(tmp_path):
    text = TTML.replace('ttp:frameRate="25"', 'ttp:frameRate="nan"').replace(
        'end="3s"', f'end="{"9" * 400}s"'
    )
    assert told(tmp_path / "a.ttml", text)[1][0][1:3] == (11.5, None)
    text = TEI.replace('interval="65.5"', 'interval="inf"')
    assert told(tmp_path / "a.xml", text)[1][0][1:3] == (0.0, None)


def test_more_cues_than_are_kept_are_told(tmp_path, monkeypatch):
    monkeypatch.setattr("archive.media.cues.MOST", 1)
    monkeypatch.setattr("archive.media.blocks.MOST", 1)
    _, passages, problem = told(tmp_path / "a.vtt", VTT)
    assert (len(passages), problem) == (1, CUT_OFF)


def test_a_session_of_parliament_is_read_speech_by_speech(corpus):
    (path,) = (corpus / "speeches/parlamint-es/tei").glob("*.xml")
    found = read(path, identify(path))
    assert found.passages[0].text == "Se abre la sesión."
    source = path.read_text(encoding="utf-8")
    assert len(found.passages) == source.count("<seg ") + source.count("<head>")


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("a.vtt", "WEBVTT\n\nno times here\n", NO_CAPTIONS),
        ("a.vtt", VTT.replace("00:03.500 -->", "nonsense -->"), SOME_CAPTIONS),
        ("a.srt", "no captions at all\n", NO_CAPTIONS),
        ("a.vtt", VTT.replace("01:00:07.250", "00:01.000"), SOME_CAPTIONS),
    ],
    ids=["none", "a bad time", "plain text", "ends before it begins"],
)
def test_bad_captions_are_named(tmp_path, name, text, problem):
    assert told(tmp_path / name, text)[2] == problem


def test_a_recording_says_how_long_it_lasts_and_what_is_in_it(tmp_path):
    path = tmp_path / "habla.wav"
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(2)
        sound.setsampwidth(2)
        sound.setframerate(22050)
        sound.writeframes(bytes(22050 * 4 * 3))
    found = read(path, identify(path))
    assert found.technical["duration"] == pytest.approx(3.0, abs=0.01)
    assert found.technical["streams"][0]["codec"] == "PCM"
    assert found.technical["streams"][0]["channels"] == 2
    assert found.proposed["duration"] == ("PT3S",)
    assert found.problem == ""


def test_noise_that_is_called_a_recording_is_said_to_be_damaged(tmp_path):
    path = tmp_path / "habla.mp3"
    path.write_bytes(b"\x01\x02\x03\x04" * 500)
    assert read(path, identify(path)).problem


TRANSCRIPT = """Entrevista con la comuna

[00:00:05] Hugo Chávez: Por ahora.
[00:00:09] Periodista: ¿Y después?
sin prisa

[00:01:02] Hugo Chávez: Comuna o nada.
"""


def test_a_transcript_in_plain_text_has_its_times(tmp_path):
    assert told(tmp_path / "entrevista.txt", TRANSCRIPT)[1] == [
        ("0:05 Hugo Chávez", 5.0, None, "Por ahora."),
        ("0:09 Periodista", 9.0, None, "¿Y después?\nsin prisa"),
        ("1:02 Hugo Chávez", 62.0, None, "Comuna o nada."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "A las 10:30 empezó.\n\nA las 11:45 terminó.\n\nNada más.",
        "12:30 comida\n11:15 paseo\n10:00 llegada",
        "",
        "Uno.\n\nDos.",
        "\n".join(f"{chapter}:{verse} Y dijo" for chapter in range(1, 5) for verse in range(10, 30)),
    ],
    ids=["mentions", "not in order", "empty", "none", "verses"],
)
def test_a_text_that_only_mentions_times_is_no_transcript(text):
    assert cues_of(text) == []


@given(st.lists(st.tuples(st.floats(0, 90_000), st.text(min_size=1, max_size=20)), max_size=20))
def test_cues_come_in_the_order_of_time_and_are_numbered(spoken):
    found = passages_of(Cue(start, None, text) for start, text in spoken)
    assert [each.number for each in found] == list(range(1, len(found) + 1))
    assert [each.start for each in found] == sorted(each.start for each in found)
    assert len(found) == sum(bool(text.strip()) for _, text in spoken)


def test_times_are_written_as_people_read_them():
    assert [clock(each) for each in (0, 59.9, 60, 3599, 3600, 36_061)] == [
        "0:00", "0:59", "1:00", "59:59", "1:00:00", "10:01:01",
    ]  # fmt: skip
