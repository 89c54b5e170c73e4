"""`archive explain`: found or not and why, in a table, for scripts, and for those who may know."""

import json

import pytest


@pytest.fixture
def drafts(run, sheet):
    """The two speeches as drafts; return their identifiers by their titles."""
    assert run("ingest", sheet, "--type", "speech").exit_code == 0
    return titles(run)


def titles(run):
    items = json.loads(run("search", "--type", "speech", "--json").stdout)["items"]
    return {item["title"]: item["id"] for item in items}


def told(run, *args):
    result = run("explain", *args, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_a_result_is_taken_apart_into_what_each_form_gave(filled):
    id = titles(filled)["Comuna o nada"]
    result = filled("explain", id, "comunas", "nada")

    assert result.exit_code == 0
    for words in ("Comuna o nada", "Found.", "comunas", "another form of it", "as it was asked for", "Title"):
        assert words in result.stdout
    assert "The public and the reading room find it." in result.stdout
    assert "The index is up to date." in result.stdout


@pytest.mark.parametrize(
    "query", ["comuna", "comuna nada", '"comuna o nada"', "com* speaker:chavez", "comuna xyzzy"]
)
def test_what_words_gave_adds_up_to_the_score_of_the_result(filled, query):
    (item,) = json.loads(filled("search", query, "--json").stdout)["items"]
    found = told(filled, item["id"], query)

    assert found["found"]
    assert found["score"] == item["score"]
    gave = [match["gave"] for asked in found["asked"] for match in asked["matches"]]
    assert sum(gave) + found["together"] == pytest.approx(item["score"], abs=1e-4)


def test_an_address_or_an_ark_names_the_record_too(filled):
    id = titles(filled)["Por ahora"]

    for name in (f"ark:/99999/{id}", f"http://127.0.0.1:8000/items/{id}"):
        assert told(filled, name, "ahora")["id"] == id


def test_what_stands_in_the_way_is_told_with_what_takes_it_away(filled):
    id = titles(filled)["Por ahora"]
    found = told(filled, id, "comuna", "ahora", "--type", "image", "--from", "2000")

    assert not found["found"]
    assert {each["code"] for each in found["why_not"]} >= {"filter", "date"}
    plain = filled("explain", id, "comuna", "--type", "image").stdout
    assert "Not found." in plain
    assert "Type: “Image” was asked for; it has “Speech”." in plain
    assert "→ Ask again without this filter." in plain
    assert "Not in it: comuna. Records that have it: 1." in plain


def test_a_draft_is_found_by_archivists_who_are_told_that_it_is_one(run, drafts):
    found = told(run, drafts["Por ahora"], "ahora")

    assert found["found"]
    assert [(each["as"], each["found"]) for each in found["others"]] == [
        ("public", False),
        ("reading_room", False),
    ]
    assert found["others"][0]["why_not"][0]["code"] == "draft"
    plain = run("explain", drafts["Por ahora"], "ahora").stdout
    assert "Neither the public nor the reading room finds it:" in plain
    assert "→ Take its source in again with --publish." in plain


@pytest.mark.parametrize("form", [(), ("--json",)])
@pytest.mark.parametrize("role", ["public", "reading_room"])
def test_for_the_public_what_is_closed_is_unknown(run, drafts, role, form):
    id = drafts["Por ahora"]
    closed = run("explain", id, "ahora", "--as", role, *form)
    unknown = run("explain", "bcdfghjk0", "ahora", "--as", role, *form)

    assert closed.exit_code == unknown.exit_code == 1
    assert closed.stdout_bytes == unknown.stdout_bytes == b""
    assert closed.stderr_bytes.replace(id.encode(), b"") == unknown.stderr_bytes.replace(b"bcdfghjk0", b"")


def test_the_public_is_told_nothing_of_others_nor_of_the_index(filled):
    found = told(filled, titles(filled)["Por ahora"], "ahora", "--as", "public")

    assert found["found"]
    assert not {"others", "index"} & found.keys()


def test_an_index_that_lags_is_told_with_the_command_that_helps(filled, instance):
    id = titles(filled)["Por ahora"]
    folder = instance.parent / "data" / "index"
    for path in sorted(folder.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()

    found = told(filled, id, "objetivos")
    assert found["index"]["behind"] == found["index"]["last"] > 0
    assert [each["code"] for each in found["why_not"]] == ["building"]
    assert "→ Run: archive follow" in filled("explain", id, "objetivos").stdout
    assert filled("follow").exit_code == 0
    assert told(filled, id, "objetivos")["found"]


def test_forms_of_a_star_are_listed_up_to_a_dozen(run, tmp_path):
    words = " ".join(f"comun{letter}" for letter in "abcdefghijklmnop")
    (tmp_path / "a.csv").write_text(f"title,description\nMany,{words}\n", encoding="utf-8")
    assert run("ingest", tmp_path / "a.csv", "--type", "document", "--publish").exit_code == 0
    id = json.loads(run("search", "comun*", "--json").stdout)["items"][0]["id"]

    assert "4 others" in run("explain", id, "comun*").stdout
    assert len(told(run, id, "comun*")["asked"][0]["matches"]) == 16


def test_it_speaks_spanish(filled):
    result = filled("explain", titles(filled)["Por ahora"], "ahoras", lang="es")
    assert "Se encuentra." in result.stdout
    assert "otra forma" in result.stdout
