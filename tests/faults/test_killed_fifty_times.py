"""A mixed source whose ingest is killed fifty times, and what is there at the end."""

import json
import random
import re
import sqlite3
import time
import warnings
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import ocfl
import pytest
from click.testing import CliRunner
from PIL import Image

from archive.cli.main import program as archive_program
from archive.storage.registry import open_store

KILLS = 50
SEED = 1992  # moments are random, and the same in every run
QUERIES = ("", "compañeros", "speech number 20", "creator:speaker", "title:title 1*", "changed")

pytestmark = pytest.mark.faults


def sources(root: Path, later: bool) -> Path:
    """Write a sheet, a described folder and bare files, as they are first and as they are later."""
    words = "changed" if later else "said"
    write_sheet(root / "sheet", later, words)
    for number in range(3):
        item = root / "letters" / "items" / f"n{number}"
        item.mkdir(parents=True)
        (item / "item.toml").write_text(f'type = "document"\ntitle = "Letter {number} {words}"\n')
        (item / "page.txt").write_text(f"Letter number {number}, {words if number else ''}.")
    (root / "letters" / "collection.toml").write_text('title = "Letters"\n')
    (root / "bare").mkdir()
    for number in range(2):
        (root / "bare" / f"bare {number}.txt").write_text(f"Bare file {number}.")
    return root


def write_sheet(folder: Path, later: bool, words: str) -> None:
    """Write forty rows, some with texts and pictures, one with the bytes of another, some to be refused."""
    folder.mkdir(parents=True)
    lines = ["id,type,title,creator,date,subject,collection,file"]
    for number in range(40):
        name = ""
        if number % 10 == 0:
            name = f"{number}.txt"
            spoken = 20 if number == 30 else number
            said = f"Speech number {spoken}.\n\nCompañeros, {words if number > 10 else ''}."
            (folder / name).write_text(said, encoding="utf-8")
        elif number == 17:
            name = f"{number}.png"
            Image.new("RGB", (40 + number, 30), (number, 0, 99)).save(folder / name)
        wrong = number in (7, 8) and not (later and number == 7)
        date = "31 Feb 1992" if wrong else 1990 + number % 30
        title = f"Title {number}{' changed' if later and number % 4 == 0 else ''}"
        cells = (f"N{number}", "document", title, f"Speaker {number % 7}", date, f"S{number % 5}")
        lines.append(",".join(map(str, (*cells, f"Box {number % 3}", name))))
    lines += ["N1,document,Twice,,,,,", "N99,document,No file,,,,,missing.txt", ",document,,,,,,"]
    (folder / "items.csv").write_text("\n".join(lines), encoding="utf-8")


def ingest(instance: Path, source: Path) -> list[object]:
    return ["--config", instance / "config.py", "ingest", source / "sheet" / "items.csv", source / "letters",
            source / "bare", "--publish", "--workers", 1, "--progress", "none"]  # fmt: skip


@pytest.fixture
def take(tmp_path: Path, program: Any) -> Callable[..., dict[str, int]]:
    """Take the source in as it is first or later; both lie in the same place in turn."""
    place = tmp_path / "source"
    states = [sources(tmp_path / name, name == "later") for name in ("first", "later")]

    def take(data: Path, later: int, when: dict[str, float] | None = None) -> dict[str, int]:
        states[later].rename(place)
        try:
            return program.run(ingest(data, place), when)
        finally:
            place.rename(states[later])

    return take


def test_nothing_comes_in_twice_nothing_half_and_nothing_is_missing(tmp_path, take, instance):
    whole = instance("whole")
    began = time.monotonic()
    usual = [take(whole, later)["touches"] for later in (0, 1)]
    seconds = (time.monotonic() - began) / 2
    expected = state(whole), answers(whole)
    moments, places, kills, cycle = random.Random(SEED), Counter(), 0, 0
    while kills < KILLS:
        cycle += 1
        broken = instance(f"broken {cycle}")
        for later in (0, 1):
            while True:
                touches = {"touches": moments.randint(1, usual[later] * 2 // 3)}
                when = touches if moments.random() < 0.8 else {"seconds": seconds * moments.random()}
                done = take(broken, later, when if kills < KILLS else None)
                if done["code"] >= 0:
                    break
                kills += 1
                if "at" in done:
                    places[Path(done["at"]).relative_to(broken / "data").parts[0]] += 1
            assert done["code"] == 1  # some rows are refused
        assert (state(broken), answers(broken)) == expected
        judged(broken)
    # Files on their way and in their place, and the index; moments in time meet the catalogue.
    assert {"store", "store.staging", "index"} <= set(places), places
    before = answers(broken)
    run(broken, "follow", "--rebuild")
    assert answers(broken) == before


def state(data: Path) -> dict[str, object]:
    """Return all that the catalogue holds, without what differs between two archives."""
    catalogue = sqlite3.connect(data / "data" / "catalogue.sqlite")
    titles = dict(catalogue.execute("SELECT id, title FROM record"))
    known = re.compile("|".join(titles) or "-")

    def told(row: tuple[object, ...]) -> str:
        return known.sub(lambda found: titles[found[0]], json.dumps(row, ensure_ascii=False))

    present = "(SELECT * FROM file WHERE dropped IS NULL)"
    questions = {
        "records": "SELECT id, type, metadata, state, access, parent, position, by_the_way FROM record",
        "files": f"SELECT item, name, position, media_type, sha512, passages, text_digest FROM {present}",
        "texts": f"SELECT item, name, number, text FROM passage JOIN {present} ON id = passage.file",
        "links": "SELECT record, field, position, authority FROM link",
        "origins": "SELECT key, record FROM origin WHERE digest IS NOT NULL",
        "twice": "SELECT record FROM change WHERE action = 'new' GROUP BY record HAVING count(*) > 1",
        "open imports": "SELECT id FROM import WHERE finished IS NULL",
    }
    return {name: sorted(map(told, catalogue.execute(asked))) for name, asked in questions.items()}


def answers(data: Path) -> list[object]:
    """Return what the index says to some questions."""
    told = []
    for query in QUERIES:
        found = json.loads(run(data, "search", "--json", "--size", 100, "--", query))
        titles = sorted(item["title"] for item in found["items"])
        told.append((found["total"], titles, found["facets"]["type"]))
    return told


def judged(data: Path) -> None:
    """Hold the store against the catalogue, and let ocfl-py judge it."""
    store = open_store(f"file:{data / 'data' / 'store'}")
    catalogue = sqlite3.connect(data / "data" / "catalogue.sqlite")
    assert set(store.items()) <= {id for (id,) in catalogue.execute("SELECT id FROM record")}
    assert [problem for item in store.items() for problem in store.verify(item)] == []
    present = "SELECT item, held_by, sha512 FROM file WHERE dropped IS NULL"
    for item, holder, sha512 in catalogue.execute(present):
        assert store.path(holder or item, sha512).is_file()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # ocfl-py's own
        assert ocfl.StorageRoot(root=str(data / "data" / "store")).validate(validate_objects=True)


def run(data: Path, *words: object) -> str:
    """Run a command that is not to be killed, in this process."""
    done = CliRunner().invoke(archive_program, ["--config", str(data / "config.py"), *map(str, words)])
    assert done.exit_code == 0, done.output
    return done.stdout
