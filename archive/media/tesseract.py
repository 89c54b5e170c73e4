"""Recognises the text on a picture with Tesseract, where it is installed.

One thread a process: Tesseract's own threads wait for one another, and a page takes twice as long. Whoever
has several cores recognises several pages at once.

https://tesseract-ocr.github.io/tessdoc/Command-Line-Usage.html
"""

import os
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import langcodes

from archive.core.errors import Unreadable
from archive.media import problems

PROGRAM = "tesseract"
SECONDS = 300  # for one page; a clean one takes two
ORIENTATION = "osd"  # the model that tells how a page is turned
TURNED, UPRIGHT = "1", "3"  # ways of segmenting a page: with and without looking how it is turned
MODELS = {"zh-Hans": "chi_sim", "zh-Hant": "chi_tra"}  # not named by ISO 639-2/T


@dataclass(frozen=True, slots=True)
class Tesseract:
    """An installed Tesseract."""

    program: str
    version: str
    models: frozenset[str]  # what it can recognise, by its own names: "spa", "eng" …

    def chosen(self, tags: Iterable[str], otherwise: Iterable[str]) -> tuple[str, ...]:
        """Return the models for languages (BCP 47), or those of `otherwise`, as far as they are installed."""
        wanted = (model_of(tag) for tag in tags)
        return tuple(dict.fromkeys(each for each in wanted if each in self.models)) or tuple(
            each for each in otherwise if each in self.models
        )

    def recognise(self, picture: Path, models: Iterable[str], seconds: float = SECONDS) -> bytes:
        """Return what stands on a picture as ALTO. Raise Unreadable if it cannot be told."""
        way = TURNED if ORIENTATION in self.models else UPRIGHT
        command = [self.program, str(picture), "stdout", "-l", "+".join(models), "--psm", way, "alto"]
        try:
            done = subprocess.run(  # noqa: S603 - no shell, and every argument is ours
                command,
                env={**os.environ, "OMP_THREAD_LIMIT": "1"},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=seconds,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise Unreadable(problems.TOO_SLOW) from None
        except OSError as error:
            raise Unreadable(problems.NOT_RECOGNISED) from error
        if done.returncode or not done.stdout.strip():
            raise Unreadable(problems.NOT_RECOGNISED)
        return done.stdout


@lru_cache(maxsize=1)
def installed() -> Tesseract | None:
    """Return the Tesseract of this machine, or None."""
    program = shutil.which(PROGRAM)
    if program is None:
        return None
    version = _said(program, "--version").partition("\n")[0].removeprefix(PROGRAM).strip()
    models = _said(program, "--list-langs").splitlines()[1:]
    return Tesseract(program, version, frozenset(each.strip() for each in models if each.strip()))


def model_of(tag: str) -> str:
    """Return what Tesseract calls a language: its code in ISO 639-2/T, most often. Empty if it has none."""
    try:
        language = langcodes.get(tag)
        return MODELS.get(language.maximize().to_tag()[:7]) or language.to_alpha3(variant="T")
    except (ValueError, LookupError):
        return ""


def _said(program: str, option: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and every argument is ours
            [program, option], capture_output=True, text=True, errors="replace", timeout=20, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout or done.stderr
