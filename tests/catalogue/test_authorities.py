"""Names become authorities, one for each, however they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.catalogue import authorities, browse, records
from archive.catalogue.browse import Selection
from archive.catalogue.names import name_key
from archive.catalogue.writing import withdraw
from archive.metadata.access import State
from archive.metadata.record import Kind


@pytest.mark.parametrize("other", ["HUGO CHÁVEZ", "Hugo  Chavez", "hugo cha\u0301vez ", "Hugo Chávez."])
def test_case_accents_and_spaces_do_not_make_two(catalogue, put, entry, public, other):
    one, two = entry(creator="Hugo Chávez"), entry(creator=other)
    put(one)
    put(two)
    with catalogue.read() as session:
        first, second = (records.get(session, each.id, public).first("creator") for each in (one, two))
        assert first == second
        assert first.text == "Hugo Chávez"
        assert browse.count(session, public, Selection(kind=Kind.AGENT)) == 1


def test_a_variant_name_finds_its_authority(catalogue, put, entry, public):
    person = entry("person", title="Chávez Frías, Hugo Rafael", alternative=["Hugo Chávez", "Comandante"])
    item = entry(creator="hugo chavez")
    put(person, item)
    with catalogue.read() as session:
        value = records.get(session, item.id, public).first("creator")
        assert (value.authority, value.text) == (person.id, "Chávez Frías, Hugo Rafael")
        assert authorities.names(session, [person.id]) == {
            person.id: ("Chávez Frías, Hugo Rafael", "Hugo Chávez", "Comandante")
        }


def test_a_name_of_its_own_wins_over_a_variant(catalogue, put, entry, why):
    put(entry("person", title="A", alternative="Rosa Luna"))
    own = entry("person", title="Rosa Luna")
    put(own)
    with catalogue.read() as session:
        assert authorities.find(session, Kind.AGENT, ["rosa luna"]) == {"rosa luna": own.id}


def test_a_new_title_shows_wherever_the_authority_is_named(catalogue, put, entry, public):
    item = entry(subject="Communes")
    put(item)
    with catalogue.read() as session:
        subject = records.get(session, item.id, public).first("subject").authority
    put(entry("subject", id=subject, title="Communal councils", state=State.DRAFT))
    with catalogue.read() as session:
        assert records.get(session, item.id, public).texts("subject") == ("Communal councils",)


def test_kinds_have_names_of_their_own(catalogue, put, entry, public):
    put(entry(creator="Caracas", spatial="Caracas", subject="Caracas"))
    with catalogue.read() as session:
        counts = [
            browse.count(session, public, Selection(kind=kind))
            for kind in (Kind.AGENT, Kind.PLACE, Kind.SUBJECT)
        ]
    assert counts == [1, 1, 1]


def test_resolving_makes_each_name_once_and_of_the_type_asked_for(catalogue, why, archivist):
    with catalogue.write() as session:
        made = authorities.resolve(session, Kind.AGENT, ["Ministerio", "MINISTERIO", "  "], why, type="body")
        again = authorities.resolve(session, Kind.AGENT, ["ministerio"], why)
        assert set(made) == {"Ministerio", "MINISTERIO"}
        assert set(made.values()) == set(again.values())
        record = records.get(session, made["Ministerio"], archivist)
    assert (record.type, record.title, record.state) == ("body", "Ministerio", State.DRAFT)


def test_a_withdrawn_name_is_not_made_twice(catalogue, put, entry, why):
    person = entry("person", title="Rosa Luna")
    put(person)
    with catalogue.write() as session:
        withdraw(session, [person.id], why)
        assert authorities.resolve(session, Kind.AGENT, ["Rosa Luna"], why) == {"Rosa Luna": person.id}


@given(st.text(min_size=1))
def test_a_name_finds_itself_in_capitals_too(name):
    assert name_key(name_key(name)) == name_key(name)
    if name.isascii():
        assert name_key(name.upper()) == name_key(name)
