"""`archive harvest` against a repository that is busy, forgets its tokens, breaks off, errs and deceives."""

from dataclasses import replace
from itertools import count

import pytest

from archive.core.clock import now
from tests.ingest.harvesting.conftest import TITLES, Kept


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


def test_letters_in_another_encoding_than_the_page_states_are_read_and_told(harvest, held, repository):
    said = repository.records[1].xml("oai_dc").decode().replace("Dos", "Perón, el año después")
    inner = said[said.index("<metadata>") + 10 : said.index("</metadata>")].encode("latin-1")
    repository.records[1] = replace(repository.records[1], raw=inner)
    result = harvest()
    assert result.exit_code == 0, result.output
    assert "Perón, el año después" in held()
    assert "it was read as iso-8859-1" in result.output


@pytest.mark.parametrize("same", [True, False], ids=["the same records", "no records"])
def test_pages_that_go_on_for_ever_with_nothing_new_end(harvest, repository, monkeypatch, same):
    monkeypatch.setattr("archive.ingest.harvesting.course.MOST_IDLE", 5)
    original, numbers = repository.answer, count()

    def endless(query):
        if query.get("verb") != "ListRecords":
            return original(query)
        token = f"<resumptionToken>t{next(numbers)}</resumptionToken>".encode()
        records = repository.records[0].xml("oai_dc") if same else b""
        return b"<OAI-PMH><ListRecords>" + records + token + b"</ListRecords></OAI-PMH>"

    repository.answer = endless
    result = harvest()
    assert result.exit_code == 1
    assert "5 pages in a row with nothing new" in result.output


@pytest.mark.parametrize("token", ["same", "t{}"], ids=["in a circle", "without end"])
def test_a_list_of_sets_that_never_ends_is_left(harvest, held, repository, monkeypatch, token):
    monkeypatch.setattr("archive.ingest.harvesting.repository.MOST_PAGES_OF_SETS", 5)
    original, numbers = repository.answer, count()

    def endless(query):
        if query.get("verb") != "ListSets":
            return original(query)
        more = f"<resumptionToken>{token.format(next(numbers))}</resumptionToken>"
        return f"<OAI-PMH><ListSets>{more}</ListSets></OAI-PMH>".encode()

    repository.answer = endless
    assert harvest().exit_code == 0
    assert set(TITLES) <= set(held())
    assert sum(each["verb"] == "ListSets" for each in repository.asked) <= 6


@pytest.mark.parametrize("told", ["2999-01-01T00:00:00Z", "yesterday", ""])
def test_a_clock_that_is_wrong_hides_no_later_change(harvest, held, repository, told):
    repository.now = told
    harvest()
    added = Kept(9, "Nueve", date=now().strftime("%Y-%m-%dT%H:%M:%SZ"))
    repository.records = [*repository.records, added]
    assert harvest().exit_code == 0
    assert "Nueve" in held()
