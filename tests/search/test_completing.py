"""Completion as one types: of every kind, by prefix, and only what the viewer may see."""

import pytest

from archive.catalogue.entry import Entry, EntryFile, Why
from archive.catalogue.writing import save, withdraw
from archive.core.identifiers import mint
from archive.jobs.followers import catch_up
from archive.metadata.access import Access, Role, State, Viewer
from archive.metadata.loading import load
from archive.metadata.record import FileFacts, Kind
from archive.search.completing import completions
from archive.text.passages import Passage

WHY = Why("Ana", "test")
PUBLIC = Viewer.public()
READING_ROOM = Viewer(Role.READING_ROOM, PUBLIC.on)
ARCHIVIST = Viewer.archivist()


@pytest.fixture(scope="module")
def keep(archive):
    def keep(type, text="", access=Access.PUBLIC, files=Access.PUBLIC, state=State.PUBLISHED, **stated):
        facts = FileFacts(id=mint(), name="t.txt", media_type="text/plain", size=1, access=files,
                          sha512=mint() * 14)  # fmt: skip
        entry = Entry(
            id=mint(),
            type=type,
            metadata=load(type, {name.replace("__", ":"): each for name, each in stated.items()}).metadata,
            access=access,
            state=state,
            files=(EntryFile(facts=facts, passages=(Passage(number=1, text=text),)),) if text else (),
        )
        with archive.catalogue.write() as session:
            save(session, [entry], WHY)
        return entry.id

    return keep


@pytest.fixture(scope="module")
def ids(archive, keep):
    keep("person", title="Chávez Frías, Hugo", alternative=["Comandante Supremo"])
    keep("person", title="Chapman, Ana")
    keep("subject", title="Communes", title__es="Comunas")
    for number in range(3):
        keep("speech", "Por ahora, la comuna o nada.", title=f"Speech {number}", speaker="Chávez Frías, Hugo",
             subject=["Communes"])  # fmt: skip
    found = {
        "chapter": keep("document", "Por horas; las comunas.", title="Chapter of the communal charter"),
        "other": keep("document", "Hugo no cantó.", title="A charter, a chapter"),
    }
    keep("collection", title="Chamber music")
    keep("document", "zorroaster dijo quetzalcoatl", title="Zorrilla closed", access=Access.RESTRICTED,
         creator="Zorba, Closed", subject=["Zorrism"])  # fmt: skip
    keep("document", "zorromaniac", title="Letters", files=Access.READING_ROOM)
    keep("person", title="Zorzi, Restricted", access=Access.RESTRICTED)
    keep("document", "zordraft", title="Zordraft", state=State.DRAFT)
    gone = keep("document", "zorgone", title="Zorgone")
    with archive.catalogue.write() as session:
        withdraw(session, [gone], WHY)
    catch_up(archive)
    return found


@pytest.fixture
def complete(archive, ids):
    """Type, and return what is offered, kind by kind."""

    def complete(q, viewer=PUBLIC, locale="en"):
        found = {}
        for each in completions(archive.catalogue, archive.search, q, viewer, locale):
            found.setdefault(each.kind, []).append(each.text)
        return found

    return complete


def test_a_beginning_is_completed_in_every_kind(complete):
    found = complete("cha")
    assert found["word"][0] == "chávez"
    assert found["name"] == ["Chávez Frías, Hugo", "Chapman, Ana"]
    assert found["title"] == ["Chamber music", "Chapter of the communal charter"]
    assert complete("com")["subject"] == ["Communes"]


def test_two_letters_are_enough_and_one_is_not(complete):
    assert complete("ch")["name"] == ["Chávez Frías, Hugo", "Chapman, Ana"]
    assert complete("c") == {}


def test_names_that_many_records_bear_come_first_and_are_counted(archive, ids):
    found = completions(archive.catalogue, archive.search, "cha", PUBLIC, "en")
    records = {each.text: (each.records, each.of) for each in found if each.kind == "name"}
    assert records == {"Chávez Frías, Hugo": (3, Kind.AGENT), "Chapman, Ana": (0, Kind.AGENT)}


def test_a_phrase_goes_on_as_texts_do(complete):
    assert complete("por aho")["phrase"] == ["por ahora"]
    assert complete('"por aho') == {"phrase": ['"por ahora"']}
    assert "phrase" not in complete("nada aho")


def test_words_behind_others_are_those_that_some_record_has_with_them(complete):
    assert complete("hugo can")["word"] == ["hugo cantó"]
    assert "word" not in complete("nada can")


def test_a_name_is_found_by_all_its_names_in_any_order(complete):
    assert complete("hugo chá")["name"] == ["Chávez Frías, Hugo"]
    assert complete("comand")["name"] == ["Comandante Supremo"]


def test_titles_that_begin_so_come_before_those_that_have_it_within(complete):
    assert complete("chap")["title"] == ["Chapter of the communal charter", "A charter, a chapter"]


def test_names_are_in_the_language_of_the_reader_or_as_they_were_typed(complete):
    assert complete("com", locale="es")["subject"] == ["Comunas"]
    assert complete("comunas", locale="en")["subject"] == ["Comunas"]


def test_behind_signs_only_words_are_completed(complete):
    assert complete("speaker:cha") == {
        "word": [f"speaker:{word}" for word in ("chávez", "chapter", "charter")]
    }
    assert set(complete("nada -cha")) == {"word"}


def test_a_word_is_not_completed_by_itself(complete):
    assert "comuna" not in complete("comuna").get("word", [])


@pytest.mark.parametrize(
    "q", ["", " ", "\x00", '"', "((((", "-", "cha ", "x" * 5000, "cha*", "'; DROP--", "%%", "🜚🜚"]
)
def test_nothing_typed_is_an_error(complete, q):
    assert complete(q) == {}


@pytest.mark.parametrize(
    ("viewer", "words", "others"),
    [
        (PUBLIC, set(), set()),
        (READING_ROOM, {"zorromaniac"}, set()),
        (
            ARCHIVIST,
            {"zorroaster", "zorromaniac", "zorba", "zorrism", "zorrilla", "zorzi", "zordraft", "zorgone"},
            {"Zorrilla closed", "Zordraft", "Zorba, Closed", "Zorrism", "Zorzi, Restricted", "Zorgone"},
        ),
    ],
    ids=["public", "reading room", "archivist"],
)
def test_what_is_closed_completes_nothing_for_those_who_may_not_see_it(complete, viewer, words, others):
    kinds = {"word": words, "name": others, "subject": others, "title": others}
    for q in ("zo", "zor", "zorr", "zord", "zorg", "zorro", "zorz"):
        for kind, found in complete(q, viewer).items():
            assert set(found) <= kinds[kind], (q, kind)
    assert bool(complete("zorr", viewer)) == bool(words)
    assert bool(complete("zorz", viewer)) == bool(others)
    phrase = complete("dijo quetz", viewer).get("phrase", [])
    assert phrase == (["dijo quetzalcoatl"] if others else [])


def test_what_was_closed_since_is_gone_at_once(archive, keep, complete):
    title = "Quixotic quince"
    id = keep("document", "quixotry", title=title)
    catch_up(archive)
    assert complete("quix") == {"word": ["quixotic", "quixotry"], "title": [title]}
    with archive.catalogue.write() as session:
        withdraw(session, [id], WHY)
    assert complete("quix") == {}
    catch_up(archive)
    assert complete("quix") == {}


@pytest.fixture(scope="module")
def parted(archive, keep):
    """Texts with words that are written in parts, and with some that look as if they could be."""
    texts = (
        "The xecretary-General and the Under-xecretary; a xell\u2010known xecretary. The xecretary general.",
        "El xocio-económico y lo xocio; económico. Un xecretario.",
        "Le xoir d\u2019xtat; Bernardo O\u2019Xiggins, O'Xiggins.",
        "The xene-\nzuelan people; xene and zuelan. A xost office, the xostoffice, the xost-office.",
        "Xosotros y xos otros, xosotros; the xand-made US-xacked xoup.",
    )
    for text in texts:
        keep("document", text, title="Text")
    keep("document", title="Of a xitle-page, a xitle, a page")
    keep("document", "the xecret-xecretary", title="Closed", access=Access.RESTRICTED)
    catch_up(archive)


@pytest.mark.parametrize(
    ("q", "kind", "found"),
    [
        ("xecre", "word", ["xecretario", "xecretary", "xecretary-general"]),
        ("xecretaryg", "word", ["xecretary-general"]),
        ("xecretary-g", "word", ["xecretary-general"]),
        ("XECRETARY\u2011g", "word", ["xecretary-general"]),
        ("the xecretaryg", "phrase", ["the xecretary-general"]),
        ("xell", "word", ["xell-known"]),
        ("xocio", "word", ["xocio-económico"]),
        ("d'xt", "word", ["d'xtat"]),
        ("o’xi", "word", ["o'xiggins"]),
        ("xene", "word", ["xenezuelan"]),  # a line end is no way of writing
        ("xostof", "word", ["xostoffice"]),  # somebody writes it so
        ("xosotr", "word", ["xosotros"]),
        ("us-xa", "word", ["us-xacked"]),
        ("xitlep", "word", ["xitle-page"]),
        ("underxec", "word", ["under-xecretary"]),
    ],
)
def test_a_word_is_offered_as_texts_write_it(complete, parted, q, kind, found):
    assert complete(q)[kind] == found


def test_what_is_typed_in_parts_goes_on_in_these_alone(complete, parted):
    assert complete("xe-cre") == {}
    assert complete("xos-otr") == {}


def test_how_closed_texts_write_a_word_is_not_told(complete, parted):
    assert complete("xecretx") == {}
    assert complete("xecretx", ARCHIVIST)["word"] == ["xecret-xecretary"]


@pytest.fixture(scope="module")
def named(archive, keep):
    """A person whose other names stand in no record that names her, where words could be joined to them."""
    keep("person", title="Xoe Ruiz", alternative=["Xivanova", "Xana-Xela"])
    for number in range(5):
        keep("document", title=f"Letter {number}, xi, vanova; xana, xela", creator="Xoe Ruiz",
             contributor="Xoe Ruiz", publisher="Xoe Ruiz")  # fmt: skip
    keep("document", title="Xi and vanova")
    catch_up(archive)


@pytest.mark.parametrize(
    ("q", "found"), [("xiva", "xivanova"), ("xanax", "xana-xela"), ("xana-x", "xana-xela")]
)
def test_other_names_of_what_records_name_are_offered(complete, named, q, found):
    assert complete(q)["word"] == [found]
