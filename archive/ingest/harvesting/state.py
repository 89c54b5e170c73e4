"""What is remembered of a harvest between runs: up to when everything is in, and where it was interrupted."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from hashlib import blake2b
from pathlib import Path
from typing import Any

from archive.core.whole import write_whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The stretch of time that a harvest asks for; empty ends are open."""

    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interrupted:
    """A harvest under way: its window, and the token of the page after the last that is safely in."""

    window: Window
    token: str
    began: str  # by the repository's clock


@dataclass(frozen=True, slots=True, kw_only=True)
class HarvestState:
    """All that is remembered of one repository, set and form of description."""

    repository: str
    set: str = ""
    prefix: str = ""
    complete: str = ""  # everything that had changed by then is in
    interrupted: Interrupted | None = None
    deleted: tuple[str, ...] = ()  # identifiers of records that are to be withdrawn still

    def without_deleted(self) -> "HarvestState":
        """Return the same when nothing is to be withdrawn any more."""
        return replace(self, deleted=())


class StateFile:
    """The state of one harvest on disk, written whole or not at all."""

    def __init__(self, folder: Path, repository: str, set: str, prefix: str) -> None:
        self.fresh = HarvestState(repository=repository, set=set, prefix=prefix)
        name = blake2b("\n".join((repository, set, prefix)).encode(), digest_size=12).hexdigest()
        self.path = folder / f"{name}.json"

    def read(self) -> HarvestState:
        """Return what is remembered; a file that cannot be read counts as none: all is fetched again."""
        try:
            stated = json.loads(self.path.read_text(encoding="utf-8"))
            return _state(stated)
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return self.fresh

    def write(self, state: HarvestState) -> None:
        """Replace what is remembered."""
        write_whole(self.path, json.dumps(asdict(state), ensure_ascii=False, indent=1))

    def forget(self) -> None:
        """Begin again with the next harvest, keeping what is to be withdrawn still."""
        self.write(replace(self.fresh, deleted=self.read().deleted))


def _state(stated: Mapping[str, Any]) -> HarvestState:
    under_way = stated["interrupted"]
    return HarvestState(
        repository=str(stated["repository"]),
        set=str(stated["set"]),
        prefix=str(stated["prefix"]),
        complete=str(stated["complete"]),
        deleted=tuple(str(each) for each in stated["deleted"]),
        interrupted=None
        if under_way is None
        else Interrupted(
            window=Window(since=str(under_way["window"]["since"]), until=str(under_way["window"]["until"])),
            token=str(under_way["token"]),
            began=str(under_way["began"]),
        ),
    )
