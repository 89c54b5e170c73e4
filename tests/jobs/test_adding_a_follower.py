"""The promise of docs/how-to/add-a-follower.md: a class and one line."""

import json
from pathlib import Path

from archive.jobs import followers


class Counts:
    """Counts how often each record was changed, in a file that may be deleted at any time."""

    name = "counts"

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> dict:
        return json.loads(self.path.read_text("utf-8")) if self.path.exists() else {"seen": 0, "counts": {}}

    def revision(self) -> int:
        return self.read()["seen"]

    def apply(self, changes) -> None:
        kept = self.read()
        for change in changes:
            kept["counts"][change.record_id] = kept["counts"].get(change.record_id, 0) + 1
            kept["seen"] = change.revision
        self.path.write_text(json.dumps(kept), "utf-8")

    def keep(self) -> bool:
        return False

    def reset(self) -> None:
        self.path.unlink(missing_ok=True)


def test_a_class_and_a_line_make_a_follower_that_catches_up_and_is_rebuilt(
    archive, keep, entry, tmp_path, monkeypatch
):
    made = Counts(tmp_path / "counts.json")
    monkeypatch.setattr(followers, "FOLLOWERS", (*followers.FOLLOWERS, lambda _: made))
    keep(entry("One", "w"))
    assert followers.lag(archive)["counts"] > 0
    last = followers.catch_up(archive, ["counts"])["counts"]
    assert followers.lag(archive)["counts"] == 0

    keep(entry("Two", "w"))
    assert followers.catch_up(archive, ["counts"])["counts"] > last
    followed = made.read()
    assert followers.catch_up(archive, ["counts"], anew=True) == {"counts": followed["seen"]}
    assert made.read() == followed
