"""`archive harvest`: what comes in from a repository, what it changes there, and what it asks for next."""

import json
import re
from dataclasses import replace

import pytest
from click.testing import Result

from archive.catalogue import records
from archive.catalogue.altering import alter
from archive.catalogue.entry import Why
from archive.metadata.access import State, Viewer
from archive.metadata.record import Kind
from tests.ingest.harvesting.conftest import TITLES, Kept


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


@pytest.mark.parametrize("title", ["Dos otra vez", "Dos"], ids=["changed", "word for word"])
def test_what_comes_back_comes_back_here_as_a_draft(harvest, held, repository, title):
    harvest()
    alive = repository.records[1]
    repository.records[1] = replace(alive, deleted=True, date="2024-06-02T00:00:00Z")
    harvest()
    assert held()["Dos"].state is State.WITHDRAWN
    repository.records[1] = replace(alive, title=title, date="2024-06-03T00:00:00Z")
    harvest()
    assert held()[title].state is State.DRAFT


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
