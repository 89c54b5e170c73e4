"""`archive harvest` against a repository that pages, waits, forgets its tokens, deletes and errs."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archive.catalogue import browse, records
from archive.catalogue.altering import alter
from archive.catalogue.entry import Why
from archive.catalogue.selection import Selection
from archive.catalogue.session import open_catalogue
from archive.cli.main import program
from archive.metadata.access import State, Viewer
from archive.metadata.record import Kind
from tests.ingest.harvesting.conftest import Kept

TITLES = ("Uno", "Dos", "Tres", "Cuatro", "Cinco")


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    config = tmp_path / "instance" / "config.py"
    config.parent.mkdir()
    config.write_text('SECRET_KEY = "not the sample"\nADMIN_EMAIL = "keeper@example.org"\n', encoding="utf-8")
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "C")
    return config


@pytest.fixture
def harvest(instance: Path, repository) -> Callable[..., Result]:
    repository.records = [Kept(number, title) for number, title in enumerate(TITLES, start=1)]

    def harvest(*args: str, address: str = "") -> Result:
        command = ["--config", str(instance), "--lang", "en", "harvest", address or repository.address]
        return CliRunner().invoke(program, [*command, "--no-index", *args])

    return harvest


@pytest.fixture
def catalogue(instance: Path):
    opened = open_catalogue(f"sqlite:///{instance.parent / 'data' / 'catalogue.sqlite'}")
    yield opened
    opened.dispose()


@pytest.fixture
def held(catalogue):
    def held(kind: Kind = Kind.ITEM):
        with catalogue.read() as session:
            chosen = Selection(kind=kind, size=2000)
            return {each.title: each for each in browse.page(session, Viewer.archivist(), chosen).records}

    return held


def told(result: Result) -> dict:
    return json.loads(result.stdout[result.stdout.index("{") :])


def test_everything_comes_in_page_by_page_as_drafts_within_its_sets(harvest, held, repository):
    result = harvest()
    assert result.exit_code == 0, result.output
    assert set(held()) == set(TITLES)
    assert len(repository.lists()) == 3
    one = held()["Uno"]
    assert one.state is State.DRAFT
    assert [each.title for each in one.ancestors] == ["Cartas"]
    assert "oai:example.org:1" in [each.text for each in one.metadata["identifier"]]


def test_it_says_who_asks(harvest, repository):
    harvest()
    assert all(re.match(r"Tribuna/\S+ .*mailto:keeper@example\.org", each) for each in repository.agents)


def test_the_next_time_only_what_has_changed_is_asked_for(harvest, held, repository):
    harvest()
    repository.records[0] = replace(
        repository.records[0], title="Uno, corregido", date="2024-06-02T00:00:00Z"
    )
    repository.records.append(Kept(6, "Seis", date="2024-06-02T00:00:00Z"))
    repository.now = "2024-06-03T12:00:00Z"
    counts = told(harvest("--json"))
    assert repository.lists()[-1]["from"] == "2024-05-30T12:00:00Z"  # two days before the last time
    assert (counts["new"], counts["changed"]) == (1, 1)
    assert set(held()) == {"Uno, corregido", *TITLES[1:], "Seis"}


def test_nothing_new_is_no_error(harvest, repository):
    harvest()
    repository.now = "2024-08-01T12:00:00Z"
    harvest()
    result = harvest()
    assert result.exit_code == 0, result.output
    assert "0 new" in result.output


def test_a_repository_that_dates_by_days_is_asked_by_days(harvest, repository):
    repository.granularity = "YYYY-MM-DD"
    repository.now = "2024-06-01T12:00:00Z"
    harvest()
    harvest()
    assert repository.lists()[-1]["from"] == "2024-05-30"


def test_a_window_of_ones_own_does_not_move_what_is_complete(harvest, repository):
    harvest("--from", "2024-05-01", "--until", "2024-05-02T10:00:00Z")
    assert repository.lists()[0]["from"] == "2024-05-01T00:00:00Z"
    assert repository.lists()[0]["until"] == "2024-05-02T10:00:00Z"
    harvest()
    assert "from" not in [each for each in repository.lists() if "metadataPrefix" in each][-1]


def test_a_busy_repository_is_waited_for(harvest, held, repository):
    repository.busy = 2
    result = harvest()
    assert result.exit_code == 0, result.output
    assert set(held()) == set(TITLES)


def test_a_repository_that_asks_for_a_day_of_peace_is_left_alone(harvest, repository):
    repository.busy, repository.retry_after = 9, "86400"
    result = harvest()
    assert result.exit_code == 1
    assert "left alone for 1440 minutes" in result.output
    assert len(repository.lists()) <= 2


def test_a_harvest_that_broke_off_goes_on_from_the_token_that_was_kept(harvest, held, repository):
    repository.records = [Kept(number, f"Carta {number}") for number in range(1, 1301)]
    repository.page = 100
    original = repository.answer
    fails_after = 9

    def answer(query):
        if len(repository.lists()) > fails_after:
            repository.busy, repository.retry_after = 99, "99999"
            return b""
        return original(query)

    repository.answer = answer
    result = harvest()
    assert result.exit_code == 1
    assert "broke off" in result.output
    assert 500 <= len(held()) < 1300
    repository.answer = original
    repository.busy = 0
    asked_before = len(repository.lists())
    assert harvest().exit_code == 0
    assert "resumptionToken" in repository.lists()[asked_before]
    assert len(held()) == 1300


def test_a_token_that_has_expired_begins_the_window_again_and_doubles_nothing(harvest, held, repository):
    repository.expired = 1
    result = harvest()
    assert result.exit_code == 0, result.output
    assert set(held()) == set(TITLES)
    assert "6 rows: 6 new" in result.output  # and the set


def test_tokens_that_always_expire_end_in_a_word_not_in_a_circle(harvest, repository):
    repository.expired = 99
    result = harvest()
    assert result.exit_code == 1
    assert "expire before they can be used" in result.output


def test_a_page_that_ends_in_the_middle_is_asked_for_again(harvest, held, repository):
    repository.cut = 1
    assert harvest().exit_code == 0
    assert set(held()) == set(TITLES)


def test_what_is_deleted_there_is_withdrawn_here(harvest, held, repository):
    harvest("--publish")
    repository.records[1] = replace(repository.records[1], deleted=True, date="2024-06-02T00:00:00Z")
    repository.now = "2024-06-03T12:00:00Z"
    result = harvest("--publish")
    assert held()["Dos"].state is State.WITHDRAWN
    assert held()["Uno"].state is State.PUBLISHED
    assert "withdrawn here: 1" in result.output
    assert "Dos" in result.output


def test_what_somebody_has_worked_on_is_kept_and_named(harvest, held, repository, catalogue):
    harvest()
    with catalogue.write() as session:
        alter(session, {held()["Dos"].id: {"description": "Read in 2024."}}, "changed", Why("ana"))
    repository.records[1] = replace(repository.records[1], deleted=True, date="2024-06-02T00:00:00Z")
    counts = told(harvest("--json"))
    assert held()["Dos"].state is State.DRAFT
    assert list(counts["kept"].values()) == ["Dos"]


def test_what_comes_back_comes_back_here_as_a_draft(harvest, held, repository):
    harvest()
    alive = repository.records[1]
    repository.records[1] = replace(alive, deleted=True, date="2024-06-02T00:00:00Z")
    harvest()
    repository.records[1] = replace(alive, title="Dos otra vez", date="2024-06-03T00:00:00Z")
    harvest()
    assert held()["Dos otra vez"].state is State.DRAFT


def test_one_damaged_record_costs_no_other(harvest, held, repository):
    repository.records[1] = replace(repository.records[1], raw=b"<oai_dc:dc><dc:title>Roto</oai_dc:dc>")
    result = harvest()
    assert result.exit_code == 1
    assert set(held()) == set(TITLES) - {"Dos"}
    assert "oai:example.org:2" in result.output
    assert "damaged" in result.output


def test_characters_that_xml_cannot_hold_cost_the_record_nothing_but_themselves(harvest, held, repository):
    said = repository.records[1].xml("oai_dc").decode()
    inner = said[said.index("<metadata>") + 10 : said.index("</metadata>")].replace("Dos", "Do\x0bs").encode()
    repository.records[1] = replace(repository.records[1], raw=inner)
    result = harvest()
    assert result.exit_code == 0, result.output
    assert "Dos" in held()
    assert "XML cannot hold" in result.output


def test_the_fuller_form_is_preferred_and_one_that_is_not_offered_is_named(harvest, held, repository):
    repository.prefixes = ("oai_dc", "mods")
    harvest()
    assert repository.lists()[0]["metadataPrefix"] == "mods"
    result = harvest("--prefix", "marcxml")
    assert result.exit_code == 2
    assert "it has oai_dc, mods" in result.output


def test_one_set_alone_and_sets_within_sets(harvest, held, repository):
    repository.records[0] = replace(repository.records[0], sets=("cartas", "cartas:ana"))
    repository.records[1] = replace(repository.records[1], sets=("otras",))
    harvest("--set", "cartas")
    assert set(held()) == {"Uno", "Tres", "Cuatro", "Cinco"}
    assert [each.title for each in held()["Uno"].ancestors] == ["Cartas", "Cartas de Ana"]


def test_everything_may_go_into_one_collection(harvest, held, repository):
    harvest("--collection", "Cosecha")
    assert [each.title for each in held()["Uno"].ancestors] == ["Cosecha"]
    assert "Cartas" not in held(Kind.COLLECTION)


def test_trying_writes_nothing_and_remembers_nothing(harvest, held, repository, instance):
    result = harvest("--dry-run")
    assert result.exit_code == 0, result.output
    assert not held()
    assert not list((instance.parent / "data" / "harvests").glob("*.json"))


def test_everything_again_finds_it_unchanged(harvest, repository):
    harvest()
    counts = told(harvest("--full", "--json"))
    assert (counts["new"], counts["changed"]) == (0, 0)
    assert counts["unchanged"] == 6  # five letters and their set


def test_what_is_closed_there_stays_closed_when_all_is_published(harvest, held, repository):
    repository.records[0] = replace(
        repository.records[0], more="<dc:rights>info:eu-repo/semantics/closedAccess</dc:rights>"
    )
    harvest("--publish")
    assert held()["Uno"].access.value == "restricted"
    assert held()["Dos"].access.value == "public"


@pytest.mark.parametrize(
    "address",
    [
        "ftp://example.org/oai",
        "file:///etc/passwd",
        "example.org/oai",
        "http://",
        "http://a:b@example.org/oai",
    ],
)
def test_an_address_that_is_none_is_refused_before_anything_is_asked(harvest, address):
    result = harvest(address=address)
    assert result.exit_code == 2
    assert "Traceback" not in result.output


def test_redirects_in_a_circle_and_to_other_protocols_end(harvest, repository):
    repository.redirect = repository.address
    assert harvest().exit_code == 2
    repository.redirect = "file:///etc/passwd"
    assert harvest().exit_code == 2


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"\x00\x01\x02", id="bytes"),
        pytest.param(b"<html><body>Welcome</body></html>", id="a page"),
        pytest.param(b'<!DOCTYPE x [<!ENTITY a "aaaa">]><OAI-PMH>&a;</OAI-PMH>', id="entities"),
        pytest.param(b"<OAI-PMH><ListRecords><record><header>", id="cut off"),
    ],
)
def test_an_answer_that_is_none_is_told_of_without_a_trace_of_the_program(harvest, repository, answer):
    repository.raw = answer
    result = harvest()
    assert "Traceback" not in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert result.exit_code in (0, 1)


def test_an_answer_without_end_is_not_taken(harvest, repository, monkeypatch):
    monkeypatch.setattr("archive.ingest.harvesting.repository.MOST_BYTES", 4000)
    repository.records[0] = replace(repository.records[0], title="x" * 5000)
    result = harvest()
    assert result.exit_code == 1
    assert "larger than 4,000 bytes" in result.output


def test_a_memory_that_is_damaged_begins_again(harvest, held, instance):
    harvest()
    (memory,) = (instance.parent / "data" / "harvests").glob("*.json")
    memory.write_text("{", encoding="utf-8")
    assert harvest().exit_code == 0
    assert len(held()) == 5


def test_a_real_page_of_a_repository_comes_in_whole(corpus, harvest, held, repository):
    page = (corpus / "records" / "partner-records" / "oai-page.xml").read_bytes()
    repository.prefixes = ("oai_dc", "mods")
    repository.raw = re.sub(rb"<resumptionToken.*?</resumptionToken>|<resumptionToken[^>]*/>", b"", page)
    result = harvest()
    assert result.exit_code == 0, result.output
    assert len(held()) == page.count(b"<header>")


def test_records_found_by_a_viewer_stay_out_of_sight_until_published(harvest, catalogue, held):
    harvest()
    with catalogue.read() as session:
        assert not records.many(session, [held()["Uno"].id], Viewer.public())
