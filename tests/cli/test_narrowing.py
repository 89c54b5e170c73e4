"""What a search is narrowed by: codes or names; one that nothing has is refused with those there are."""

import json

import pytest


def total(result):
    return json.loads(result.stdout)["total"]["value"]


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--type", "foo", "--type: there is no “foo”; there are: speech, document, image, recording"),
        ("--type", "speeech", 'Did you mean "speech"?'),
        ("--collection", "foo", "--collection: there is no “foo”; there are: Speeches\n"),
        ("--language", "xx", "--language: there is no “xx”; there are: es\n"),
        ("--creator", "Chaves, Hugo", "there are: Hugo Chávez"),
        ("--subject", "foo", "--subject: there is no “foo”, nor any other"),
    ],
)
def test_a_value_that_nothing_has_is_refused(filled, option, value, said):
    for command in (("search",), ("search", "comuna", "--json"), ("explain", "ID", "comuna")):
        result = filled(*command, option, value)
        assert result.exit_code == 2
        assert not result.stdout
        assert said in result.stderr


def test_every_value_that_nothing_has_is_told_at_once(filled):
    result = filled("search", "--type", "foo", "--type", "speech", "--language", "xx")
    assert [each.partition(":")[0] for each in result.stderr.splitlines()] == ["--type", "--language"]


def test_names_do_as_well_as_codes(filled):
    id = json.loads(filled("search", "comuna", "--json").stdout)["items"][0]["id"]
    for option, value, lang in (
        ("--collection", "speeches", "en"),
        ("--type", "Speech", "en"),
        ("--type", "discurso", "es"),
        ("--language", "Spanish", "en"),
        ("--language", "español", "es"),
        ("--creator", "hugo chavez", "en"),
    ):
        assert total(filled("search", option, value, "--json", lang=lang)) == 2
        assert filled("explain", id, "comuna", option, value, lang=lang).exit_code == 0


def test_a_type_of_which_there_is_nothing_is_no_mistake(filled):
    assert total(filled("search", "--type", "image", "--json")) == 0


def test_an_export_of_an_unknown_type_writes_nothing(filled, tmp_path):
    result = filled("export", "--type", "foo", "-o", tmp_path / "out.xml")
    assert result.exit_code == 2
    assert "speech" in result.stderr
    assert not (tmp_path / "out.xml").exists()
