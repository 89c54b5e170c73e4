"""The settings of one instance: names, types and defaults, read once and never changed.

`config.py` is data in Python's clothes: it is run, not imported; `ARCHIVE_<NAME>` in the environment wins.
"""

import os
import re
import runpy
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from archive.core.errors import ConfigError
from archive.core.nearest import nearest

SAMPLE_SECRET_KEY = "change-me"  # noqa: S105 -- the sample's own, refused outside debug
PREFIX = "ARCHIVE_"
RESERVED = frozenset({"CONFIG", "CORPUS", "SCHEMAS", "TEST_STRICT"})  # said of an instance, not in it
LEAST_MEMORY = 64 << 20  # bytes: with less, no file could be read at all
CHECKOUT = Path(__file__).resolve().parent.parent
# Addresses of the embedded engines that name a place on this disk by a relative path.
_PLACE = re.compile(r"(sqlite:///|whoosh:|file:)(?![/:])(.+)")


def _setting(default: Any, help: str) -> Any:
    """Return a dataclass field with a default and its one-line explanation."""
    if isinstance(default, (list, dict)):
        raise TypeError("defaults are immutable")
    return field(default=default, metadata={"help": help})


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Every setting of an instance; `docs/reference/settings.md` is made from this class."""

    TITLE: str = _setting("Tribuna", "Name of the archive, shown on every page and in every feed.")
    SUBTITLE: str = _setting("", "One line under the name on the home page; empty for none.")
    BASE_URL: str = _setting("http://127.0.0.1:8000", "Public address of the site, without a final slash.")
    ADMIN_EMAIL: str = _setting("archive@example.org", "Address for questions, shown on the about page.")
    REPOSITORY_ID: str = _setting("archive.example.org", "Domain name for OAI identifiers. Kept for OAI-PMH.")
    NAAN: str = _setting("99999", "Name Assigning Authority Number of the ARKs; 99999 is for tests.")
    SECRET_KEY: str = _setting(SAMPLE_SECRET_KEY, "Signs cookies. Must be changed before serving to others.")
    DEBUG: bool = _setting(False, "Show errors in the browser; never on a public site.")
    LANGUAGES: tuple[str, ...] = _setting(
        ("en", "es"), "Languages of the interface; the first is the default."
    )
    DATA_DIR: Path = _setting(Path("data"), "The instance's state: the one folder to back up.")
    DATABASE_URL: str = _setting("", "The catalogue. Empty: `sqlite:///` and `catalogue.sqlite` in DATA_DIR.")
    SEARCH_URL: str = _setting("", "The index. Empty: `whoosh:` and `index` in DATA_DIR.")
    STORAGE_URL: str = _setting("", "Original files. Empty: `file:` and `store` in DATA_DIR.")
    COLLECTIONS_DIR: Path = _setting(Path("collections"), "Content that `archive demo` loads.")
    PAGE_SIZE: int = _setting(20, "Results and entries on a page.")
    OAI_PAGE_SIZE: int = _setting(100, "Records in one response. Kept for OAI-PMH.")
    MAX_UPLOAD_BYTES: int = _setting(2 * 1024**3, "Largest request the site takes, in bytes.")
    MAX_IMAGE_PIXELS: int = _setting(
        1_000_000_000, "Largest image decoded, in pixels; larger ones are stored only."
    )
    MAX_UNPACKED_BYTES: int = _setting(
        200 * 1024**3,
        "Most that one zip or tar may hold, in bytes; larger ones are refused.",
    )
    READ_SECONDS: int = _setting(120, "Longest time for one step of reading a file, in seconds.")
    READ_MEMORY: int = _setting(2 * 1024**3, "Most memory for reading a file, in bytes (limited on Linux).")
    READ_BYTES: int = _setting(32 * 1024**2, "Longest text kept of a file, in bytes; the rest is left out.")
    OCR_LANGUAGES: tuple[str, ...] = _setting(
        ("spa", "eng"), "Tesseract's names of the languages to recognise, where file and item state none."
    )
    SPEECH_MODEL: str = _setting(
        "", "Folder of a Whisper model (in the form of CTranslate2) for `archive transcribe`."
    )
    READING_ROOM_NETWORKS: tuple[str, ...] = _setting(
        (), "Networks (CIDR) whose visitors sit in the reading room."
    )
    WORKERS: int = _setting(0, "Processes that serve pages; 0 for one per core, at most four.")

    @property
    def database_url(self) -> str:
        """Return the catalogue's address, the default filled in."""
        return self.DATABASE_URL or f"sqlite:///{self.DATA_DIR / 'catalogue.sqlite'}"

    @property
    def search_url(self) -> str:
        """Return the index's address, the default filled in."""
        return self.SEARCH_URL or f"whoosh:{self.DATA_DIR / 'index'}"

    @property
    def storage_url(self) -> str:
        """Return the store's address, the default filled in."""
        return self.STORAGE_URL or f"file:{self.DATA_DIR / 'store'}"


def load(config: Path | None = None, environ: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings of the instance found by `config`, `ARCHIVE_CONFIG` or the checkout.

    Raises ConfigError for a file that is missing or cannot be run, for an unknown name, and for a
    value of the wrong kind.
    """
    path = find(config, environ)
    given = _run(path) if path else {}
    given |= _environment(environ)
    values = {name: _convert(name, value) for name, value in given.items()}
    settings = Settings(**values)
    root = path.parent if path else Path.cwd()
    return _checked(
        replace(
            settings,
            DATA_DIR=(root / settings.DATA_DIR).resolve(),
            COLLECTIONS_DIR=(root / settings.COLLECTIONS_DIR).resolve(),
            SPEECH_MODEL=str((root / settings.SPEECH_MODEL).resolve()) if settings.SPEECH_MODEL else "",
            DATABASE_URL=_rooted(settings.DATABASE_URL, root),
            SEARCH_URL=_rooted(settings.SEARCH_URL, root),
            STORAGE_URL=_rooted(settings.STORAGE_URL, root),
        )
    )


def find(config: Path | None, environ: Mapping[str, str]) -> Path | None:
    """Return the path of the `config.py` that holds, or None for the defaults. Never silently the cwd's."""
    if config is None and environ.get("ARCHIVE_CONFIG"):
        config = Path(environ["ARCHIVE_CONFIG"])
    if config is not None:
        if config.is_dir():
            config = config / "config.py"
        if not config.is_file():
            raise ConfigError(f"no settings file {config}; make an instance with: archive init DIR")
        return config.resolve()
    own = CHECKOUT / "config.py"
    return own if own.is_file() and (CHECKOUT / "pyproject.toml").is_file() else None


def shared(name: str) -> Path:
    """Return a folder or file that ships with the package: from the wheel, or from the checkout."""
    packed = Path(__file__).resolve().parent / "_share" / name
    return packed if packed.exists() else CHECKOUT / name


def _rooted(url: str, root: Path) -> str:
    """Return an address whose path, if it is a relative one, starts from `root`."""
    place = _PLACE.fullmatch(url)
    return f"{place[1]}{(root / place[2]).resolve()}" if place else url


def _kinds() -> dict[str, Any]:
    return {each.name: each.type for each in fields(Settings)}


def _run(path: Path) -> dict[str, Any]:
    try:
        names = runpy.run_path(str(path))
    except Exception as error:  # whatever a settings file can raise, its author must hear where and why
        raise ConfigError(f"{path}: {type(error).__name__}: {error}") from error
    given = {name: value for name, value in names.items() if name.isupper() and not name.startswith("_")}
    if unknown := sorted(set(given) - set(_kinds())):
        close = nearest(unknown[0], _kinds())
        hint = f"; did you mean {close}?" if close else ""
        raise ConfigError(f"{path}: unknown settings: {', '.join(unknown)}{hint}")
    return given


def _environment(environ: Mapping[str, str]) -> dict[str, Any]:
    """Return the settings that the environment states; a name all but one of ours is taken for a slip.

    Other names are left alone: the prefix is not ours alone.
    """
    named = {name.removeprefix(PREFIX): value for name, value in environ.items() if name.startswith(PREFIX)}
    for name in sorted(named.keys() - _kinds().keys() - RESERVED):
        if close := get_close_matches(name, [*_kinds(), *RESERVED], n=1, cutoff=0.8):
            raise ConfigError(f"{PREFIX}{name}: no such setting; did you mean {PREFIX}{close[0]}?")
    return {name: value for name, value in named.items() if name in _kinds()}


def _convert(name: str, value: Any) -> Any:
    convert = CONVERTERS[_kinds()[name]]
    try:
        return convert(value)
    except (TypeError, ValueError) as error:
        raise ConfigError(f"setting {name}: {value!r} is not {error}") from None


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("a text")
    return value


def _number(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise TypeError("a whole number")
    try:
        return int(value)
    except ValueError:
        raise ValueError("a whole number") from None


def _switch(value: Any) -> bool:
    words = {
        "1": True,
        "true": True,
        "yes": True,
        "on": True,
        "0": False,
        "false": False,
        "no": False,
        "off": False,
    }
    answer = words.get(str(value).strip().lower())
    if answer is None:
        raise ValueError("yes or no")
    return answer


def _names(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        value = [part.strip() for part in value.split(",") if part.strip()]
    if not isinstance(value, list | tuple) or not all(isinstance(part, str) for part in value):
        raise TypeError("a list of texts")
    return tuple(value)


def _path(value: Any) -> Path:
    if not isinstance(value, str | Path):
        raise TypeError("a path")
    return Path(value)


CONVERTERS: dict[Any, Callable[[Any], Any]] = {
    str: _text,
    int: _number,
    bool: _switch,
    tuple[str, ...]: _names,
    Path: _path,
}


def _checked(settings: Settings) -> Settings:
    if not settings.LANGUAGES:
        raise ConfigError("setting LANGUAGES: name at least one language")
    if settings.PAGE_SIZE < 1 or settings.OAI_PAGE_SIZE < 1:
        raise ConfigError("settings PAGE_SIZE and OAI_PAGE_SIZE must be at least 1")
    if settings.READ_SECONDS < 1 or settings.READ_BYTES < 1 or settings.READ_MEMORY < LEAST_MEMORY:
        raise ConfigError("settings READ_SECONDS and READ_BYTES must be at least 1, READ_MEMORY 64 MB")
    return replace(settings, BASE_URL=settings.BASE_URL.rstrip("/"))
