"""The page of a recording: cues lead to their second, captions are a track, and what is closed is neither."""

import hashlib
import re
from dataclasses import dataclass

import pytest
from PIL import Image

from archive.catalogue.entry import Entry, EntryFile, Why
from archive.catalogue.records import file
from archive.catalogue.writing import save
from archive.core.identifiers import mint
from archive.jobs.followers import catch_up
from archive.media.derivatives import copy_place
from archive.media.playing import form_of
from archive.metadata.access import Access, State, Viewer
from archive.metadata.loading import load
from archive.metadata.record import RECOGNISED, FileFacts
from archive.text.passages import Passage, PassageKind

VTT, MP3, MP4 = "text/vtt", "audio/mpeg", "video/mp4"
BY_MACHINE = {RECOGNISED: {"engine": "Whisper", "languages": ["es"], "confidence": 81}}
STREAMS = {"video/x-msvideo": {"container": "AVI", "streams": [{"kind": "video", "codec": "MPEG-4 Visual"}]}}


@dataclass(frozen=True)
class Held:
    """A file of an item, and the cues in it."""

    name: str
    media_type: str
    cues: tuple[str, ...] = ()
    access: str = "public"
    by_machine: bool = False


@pytest.fixture
def put(archive, tmp_path):
    """Add an item with such files and return its identifier."""

    def add(*files: Held, type="recording", kind=PassageKind.CUE, title="Asamblea") -> str:
        id, entries, paths = mint(), [], {}
        for each in files:
            path = tmp_path / each.name
            if each.media_type.startswith("image/"):
                Image.new("L", (300, 400), 255).save(path)
            else:
                path.write_bytes(each.name.encode())
            paths[each.name] = path
            entries.append(_entry(each, path.read_bytes(), kind))
        archive.store.put(id, paths, {each.facts.name: each.facts.sha512 for each in entries})
        entry = Entry(
            id=id,
            type=type,
            metadata=load(type, {"title": title}).metadata,
            access=Access("public"),
            state=State.PUBLISHED,
            files=tuple(entries),
        )
        with archive.catalogue.write() as session:
            save(session, [entry], Why("Ana", "test"))
        catch_up(archive)
        return id

    return add


def _entry(held: Held, data: bytes, kind: PassageKind) -> EntryFile:
    timed = kind is PassageKind.CUE
    passages = tuple(
        Passage(
            number=number,
            text=text,
            kind=kind,
            label=f"0:{5 * number:02} Ana" if timed else "",
            page=None if timed else number,
            start=5.0 * number if timed else None,
        )
        for number, text in enumerate(held.cues, 1)
    )
    facts = FileFacts(
        id=mint(), name=held.name, media_type=held.media_type, size=len(data),
        sha512=hashlib.sha512(data).hexdigest(), access=Access(held.access),
        technical=BY_MACHINE if held.by_machine else STREAMS.get(held.media_type, {}),
        width=300 if held.media_type.startswith("image/") else None,
        height=400 if held.media_type.startswith("image/") else None,
    )  # fmt: skip
    return EntryFile(facts=facts, passages=passages)


def times(page: str) -> list[str]:
    return re.findall(r'<a class="time" href="([^"]*)"', page)


def tracks(page: str) -> list[str]:
    return re.findall(r'<track [^>]*src="[^"]*/files/([^"]*)"', page)


def test_each_cue_leads_to_its_second_of_the_recording(client, put):
    id = put(Held("habla.mp3", MP3), Held("habla.vtt", VTT, ("Por ahora", "Comuna o nada")))
    page = client.get(f"/items/{id}").text
    assert times(page) == [f"/items/{id}/files/habla.mp3#t={second}" for second in (5, 10)]
    assert f'<audio controls preload="metadata" src="/items/{id}/files/habla.mp3"' in page
    assert "js/player" in page
    assert "by a machine" not in page


def test_what_is_found_in_a_transcript_is_marked_at_its_second(client, put):
    id = put(Held("habla.mp3", MP3), Held("habla.vtt", VTT, ("Por ahora", "Comuna o nada")))
    page = client.get(f"/items/{id}?q=comuna").text
    assert '<mark id="m1">Comuna</mark>' in page
    assert '<span class="where">0:10</span>' in page.split('<nav class="found"')[1]


def test_captions_are_a_track_of_the_film_they_are_of(client, put):
    id = put(
        Held("acto1.mp4", MP4),
        Held("acto10.mp4", MP4),
        Held("acto10.es.vtt", VTT, ("Diez",)),
        Held("acto1.vtt", VTT, ("Uno",)),
    )
    page = client.get(f"/items/{id}").text
    first, second = page.split("<video")[1:]
    assert tracks(first.split("</video>")[0]) == ["acto1.vtt"]
    assert tracks(second.split("</video>")[0]) == ["acto10.es.vtt"]
    assert sorted(times(page)) == [f"/items/{id}/files/{name}.mp4#t=5" for name in ("acto1", "acto10")]
    track = client.get(f"/items/{id}/files/acto1.vtt", buffered=True)
    assert (track.mimetype, track.text) == (VTT, "acto1.vtt")


def test_captions_that_may_not_be_read_are_neither_text_nor_track(client, put):
    for access in ("restricted", "reading_room"):
        id = put(Held("habla.mp4", MP4), Held("habla.vtt", VTT, ("zarzaparrilla",), access))
        for address in (
            f"/items/{id}",
            f"/items/{id}?q=zarzaparrilla",
            f"/items/{id}.json",
            f"/items/{id}/text",
        ):
            answer = client.get(address)
            assert "habla.vtt" not in answer.text, address
            # The words asked for are shown in the box they were typed into, and nowhere else.
            assert answer.text.count("zarzaparrilla") == 0 or "?q=" in address, address
            assert "<track" not in answer.text
            assert times(answer.text) == []
        assert client.get(f"/items/{id}/files/habla.vtt").status_code == 404
        assert client.get("/search?q=zarzaparrilla").text.count(id) == 0


def test_captions_of_the_reading_room_are_read_there(room, put):
    id = put(Held("habla.mp4", MP4), Held("habla.vtt", VTT, ("zarzaparrilla",), "reading_room"))
    page = room.get(f"/items/{id}").text
    assert "zarzaparrilla" in page
    assert tracks(page) == ["habla.vtt"]


def test_cues_of_a_recording_that_may_not_be_heard_lead_to_no_file(client, put):
    id = put(Held("habla.mp3", MP3, access="restricted"), Held("habla.vtt", VTT, ("Por ahora",)))
    page = client.get(f"/items/{id}").text
    assert "habla.mp3" not in page
    assert times(page) == ["#p1"]


def test_what_a_machine_wrote_down_says_so_and_how(client, put):
    id = put(Held("habla.mp3", MP3, ("Por ahora",), by_machine=True))
    page = client.get(f"/items/{id}").text
    assert "Written down by a machine from what it heard" in page
    assert "from pictures of the pages" not in page
    assert "Text by Whisper, 81% sure." in page


def test_a_page_that_a_machine_read_says_so(client, put):
    scan = Held("acta.png", "image/png", ("Por ahora",), by_machine=True)
    page = client.get(f"/items/{put(scan, type='document', kind=PassageKind.PAGE)}").text
    assert "Read by a machine from pictures of the pages" in page
    assert "what it heard" not in page


def test_a_closed_page_that_a_machine_read_says_nothing(client, put):
    scan = Held("acta.png", "image/png", ("zarzaparrilla",), "restricted", by_machine=True)
    id = put(scan, type="document", kind=PassageKind.PAGE)
    page = client.get(f"/items/{id}").text
    assert "by a machine" not in page
    assert "Whisper" not in page
    assert client.get(f"/items/{id}/marks/acta.png.svg?page=1&q=zarzaparrilla").status_code == 404
    assert "zarzaparrilla" not in client.get(f"/items/{id}.json").text


def copied(archive, id, name):
    """Put a copy of a recording where one made by FFmpeg would stand."""
    with archive.catalogue.read() as session:
        facts = file(session, id, name, Viewer.archivist())
    place = copy_place(archive.derivatives, facts.sha512, form_of(facts))
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(b"0123456789")


def test_a_recording_that_no_browser_plays_is_played_from_its_copy(client, archive, put):
    id = put(Held("cinta.avi", "video/x-msvideo"), Held("cinta.vtt", VTT, ("Por ahora",)))
    page = client.get(f"/items/{id}").text
    assert f'src="/items/{id}/copies/cinta.avi.mp4"' in page
    assert f'href="/items/{id}/copies/cinta.avi.mp4#t=5"' in page
    with client.get(f"/items/{id}/copies/cinta.avi.mp4") as original:  # none is made yet
        assert original.data == b"cinta.avi"
    copied(archive, id, "cinta.avi")
    with client.get(f"/items/{id}/copies/cinta.avi.mp4", headers={"Range": "bytes=2-4"}) as part:
        assert (part.status_code, part.data, part.mimetype) == (206, b"234", "video/mp4")


def test_the_copy_of_a_closed_recording_is_closed(client, archive, put):
    id = put(Held("cinta.avi", "video/x-msvideo", access="restricted"), Held("abierta.mp3", MP3))
    copied(archive, id, "cinta.avi")
    assert client.get(f"/items/{id}/copies/cinta.avi.mp4").status_code == 404
    assert "copies/" not in client.get(f"/items/{id}").text
