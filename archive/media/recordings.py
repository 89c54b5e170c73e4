"""Sound and film: how long, in what streams and codecs, and what the file says of itself.

Read by MediaInfo: https://mediaarea.net/en/MediaInfo
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pymediainfo import MediaInfo

from archive.core.errors import Unreadable
from archive.media import problems
from archive.media.extractor import Extracted
from archive.media.proposals import day, proposed
from archive.metadata.durations import iso_duration

STREAMS = {"Audio": "audio", "Video": "video", "Text": "captions"}
# What is kept of a stream: MediaInfo's name → ours.
FACTS = {
    "format": "codec",
    "bit_rate": "bit_rate",
    "sampling_rate": "sampling_rate",
    "channel_s": "channels",
    "bit_depth": "bit_depth",
    "frame_rate": "frame_rate",
    "width": "width",
    "height": "height",
    "rotation": "rotation",
    "language": "language",
}
SIDEWAYS = {"90", "270"}
AUDIO = (
    "audio/mpeg", "audio/mp4", "audio/x-wav", "audio/flac", "audio/ogg", "audio/aac", "audio/x-aiff",
    "audio/x-ms-wma", "audio/amr", "audio/amr-wb", "audio/3gpp", "audio/midi", "audio/basic",
    "audio/x-matroska", "audio/ac3", "audio/x-caf", "audio/vnd.rn-realaudio", "audio/vnd.dts",
)  # fmt: skip
VIDEO = (
    "video/mp4", "video/quicktime", "video/x-msvideo", "video/mpeg", "video/webm", "video/ogg",
    "video/x-matroska", "video/x-ms-wmv", "video/x-flv", "video/mp2t", "video/3gpp", "video/3gpp2",
    "video/dv", "video/x-m4v", "video/vnd.rn-realvideo", "application/mp4", "application/mxf",
    "application/ogg", "application/vnd.rn-realmedia",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Recording:
    """Reads the facts of sound and film; what is said in them is in captions beside."""

    name: str = "sound and film"
    media_types: frozenset[str] = frozenset({*AUDIO, *VIDEO})

    def extract(self, path: Path) -> Extracted:
        """Return duration, streams and what the tags propose. Raise Unreadable if nothing in it plays."""
        tracks = _tracks(path)
        general = next((each for each in tracks if each.get("track_type") == "General"), {})
        streams = [stream for each in tracks if (stream := _stream(each))]
        if not any(each["kind"] in ("audio", "video") for each in streams):
            raise Unreadable(problems.DAMAGED)
        seconds = _seconds(general.get("duration"))
        film = next((each for each in streams if each["kind"] == "video"), None)
        wide, high = (film.get("width"), film.get("height")) if film else (None, None)
        if film and str(film.get("rotation", "")).partition(".")[0] in SIDEWAYS:
            wide, high = high, wide
        technical = {"duration": seconds, "container": general.get("format"), "streams": streams}
        return Extracted(
            proposed=_proposals(general, seconds),
            technical={key: value for key, value in technical.items() if value},
            width=wide,
            height=high,
            problem="" if seconds else problems.NO_DURATION,
        )


def _tracks(path: Path) -> list[Mapping[str, Any]]:
    try:
        with path.open("rb") as stream:  # a name that begins with "http:" must not be an address
            found = MediaInfo.parse(stream)
        return [track.to_data() for track in found.tracks]
    except (OSError, RuntimeError, ValueError) as error:
        raise Unreadable(problems.DAMAGED) from error


def _stream(track: Mapping[str, Any]) -> dict[str, Any]:
    kind = STREAMS.get(str(track.get("track_type")))
    if kind is None:
        return {}
    facts = {ours: track[theirs] for theirs, ours in FACTS.items() if track.get(theirs) not in (None, "")}
    return {"kind": kind, **facts}


def _seconds(milliseconds: object) -> float | None:
    try:
        found = round(float(str(milliseconds)) / 1000, 3)
    except ValueError:
        return None
    return found if found > 0 else None


def _proposals(general: Mapping[str, Any], seconds: float | None) -> dict[str, tuple[str, ...]]:
    """Return what the tags of the file propose; the day is that of recording, not of copying."""
    return proposed(
        {
            "title": [_said(general, "title", "track_name")],
            "creator": [_said(general, "performer", "album_performer", "director")],
            "created": [day(_said(general, "recorded_date", "released_date"))],
            "description": [_said(general, "comment", "description", "synopsis")],
            "subject": list(_parts(_said(general, "genre", "keywords"))),
            "duration": [iso_duration(f"{max(1, round(seconds))} s")] if seconds else [],
        }
    )


def _said(general: Mapping[str, Any], *names: str) -> str | None:
    return next((str(general[name]) for name in names if general.get(name)), None)


def _parts(stated: str | None) -> Iterator[str]:
    yield from (part.strip() for part in (stated or "").replace(";", "/").split("/"))
