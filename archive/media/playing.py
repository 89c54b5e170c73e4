"""Copies of recordings that browsers play, and a picture of a film, made by FFmpeg where it is installed.

The original stays as it is. A copy is made where a browser cannot play the original, or where it is far
larger than listening needs; it stands among the derivatives and may be deleted at any time.

https://ffmpeg.org/ffmpeg.html
"""

import io
import shutil
import subprocess
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from PIL import Image

from archive.core.errors import Unreadable
from archive.core.whole import written_whole
from archive.media import problems
from archive.metadata.record import FileFacts

PROGRAM = "ffmpeg"
AUDIO, VIDEO = "audio/", "video/"
PLAYED = (AUDIO, VIDEO)  # how the media types of recordings begin
# What browsers play, in MediaInfo's words.
CODECS = {
    "audio": {"MPEG Audio", "AAC", "Opus", "Vorbis", "FLAC", "PCM"},
    "video": {"AVC", "VP8", "VP9", "AV1"},
}
CONTAINERS = {
    AUDIO: {"MPEG Audio", "MPEG-4", "Ogg", "WebM", "FLAC", "Wave", "ADTS"},
    VIDEO: {"MPEG-4", "WebM"},
}
LARGE = {"audio": 400_000, "video": 12_000_000}  # bits a second; more is more than listening needs
FORMS = {AUDIO: "m4a", VIDEO: "mp4"}
MEDIA_TYPES = {"m4a": "audio/mp4", "mp4": "video/mp4"}
SOUND = ("-c:a", "aac", "-b:a", "128k", "-ac", "2")
FILM = (
    *("-c:v", "libx264", "-preset", "veryfast", "-crf", "23", "-pix_fmt", "yuv420p"),
    *("-vf", "scale='min(1280,iw)':-2"),
)
INTO = ("-movflags", "+faststart", "-map_metadata", "-1", "-f", "mp4")
# A list that names other files, of the disk or of a network, is no recording: FFmpeg would put them into one.
DEMUXERS = ",".join(
    (
        *("mov", "matroska", "webm", "avi", "wav", "w64", "flac", "ogg", "mp3", "aac", "ac3", "amr", "aiff"),
        *("caf", "au", "asf", "mpeg", "mpegts", "mpegvideo", "mxf", "dv", "flv", "rm"),
    )
)
PATIENCE = 600.0  # seconds, and as many again as the recording lasts
EARLY = 10.0  # seconds into a film, at most, its picture is taken: the first is often black
PICTURE_SECONDS = 60.0


@lru_cache(maxsize=1)
def program() -> str | None:
    """Return the FFmpeg of this machine, or None."""
    return shutil.which(PROGRAM)


def form_of(facts: FileFacts) -> str:
    """Return in what form a file is to be copied, "" for one that needs no copy."""
    kind = next((kind for kind in FORMS if facts.media_type.startswith(kind)), "")
    streams = [each for each in facts.technical.get("streams", ()) if each.get("kind") in CODECS]
    if not kind or not streams:
        return ""
    plays = facts.technical.get("container") in CONTAINERS[kind] and all(
        each.get("codec") in CODECS[each["kind"]] for each in streams
    )
    large = any(_rate(each) > LARGE[each["kind"]] for each in streams)
    return FORMS[kind] if large or not plays else ""


def copy(path: Path, target: Path, facts: FileFacts) -> None:
    """Write the copy of a recording beside its place and move it in. Raise Unreadable if that fails."""
    film = () if target.suffix == ".m4a" else FILM
    only = ("-vn",) if target.suffix == ".m4a" else ()
    patience = PATIENCE + float(facts.technical.get("duration", 0))
    with written_whole(target) as stream:  # FFmpeg goes back and forth in it, and so writes by its name
        _run([*only, "-sn", "-dn", *film, *SOUND, *INTO, "-y", str(stream.name)], path, patience)


def picture(path: Path, facts: FileFacts) -> Image.Image:
    """Return a picture from the beginning of a film. Raise Unreadable if there is none."""
    at = min(EARLY, float(facts.technical.get("duration", 0)) / 10)
    told = _run(["-frames:v", "1", "-c:v", "png", "-f", "image2pipe", "-"], path, PICTURE_SECONDS, at)
    try:
        image = Image.open(io.BytesIO(told))
        image.load()
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        raise Unreadable(problems.DAMAGED) from error
    return image.convert("RGB")


def _run(wanted: Sequence[str], path: Path, seconds: float, at: float = 0.0) -> bytes:
    """Let FFmpeg read a file, and no address that may stand in it."""
    ffmpeg = program()
    if ffmpeg is None:
        raise Unreadable(problems.NO_FFMPEG)
    command = [ffmpeg, "-v", "error", "-nostdin", "-threads", "1"]
    command += ["-protocol_whitelist", "file,pipe", "-format_whitelist", DEMUXERS]
    if at:
        command += ["-ss", f"{at:.2f}"]
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and every argument is ours
            [*command, "-i", f"file:{path}", *wanted], capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        raise Unreadable(problems.TOO_SLOW) from None
    except OSError as error:
        raise Unreadable(problems.DAMAGED) from error
    if done.returncode:
        raise Unreadable(problems.DAMAGED)
    return done.stdout


def _rate(stream: dict[str, object]) -> float:
    try:
        return float(str(stream.get("bit_rate", 0)))
    except ValueError:
        return 0.0
