"""Settings are read from one file and the environment, and a slip is said so that it can be mended."""

from pathlib import Path

import pytest

from archive import settings
from archive.core.errors import ConfigError


def written(folder: Path, text: str) -> Path:
    path = folder / "config.py"
    path.write_text(text, encoding="utf-8")
    return path


def test_relative_paths_start_from_the_file(tmp_path):
    path = written(tmp_path, 'DATA_DIR = "state"\n')
    loaded = settings.load(path, {})
    assert tmp_path / "state" == loaded.DATA_DIR
    assert loaded.database_url == f"sqlite:///{tmp_path / 'state' / 'catalogue.sqlite'}"
    assert loaded.search_url == f"whoosh:{tmp_path / 'state' / 'index'}"


@pytest.mark.parametrize(
    ("name", "stated", "meant"),
    [
        ("DATABASE_URL", "sqlite:///state/c.sqlite", "sqlite:///{root}/state/c.sqlite"),
        ("DATABASE_URL", "sqlite:////var/c.sqlite", "sqlite:////var/c.sqlite"),
        ("SEARCH_URL", "whoosh:../index", "whoosh:{parent}/index"),
        ("SEARCH_URL", "memory:", "memory:"),
        ("STORAGE_URL", "file:originals", "file:{root}/originals"),
        ("STORAGE_URL", "s3://bucket/prefix", "s3://bucket/prefix"),
    ],
)
def test_relative_addresses_start_from_the_file_too(tmp_path, name, stated, meant):
    path = written(tmp_path, f'{name} = "{stated}"\n')
    loaded = settings.load(path, {})
    assert getattr(loaded, name) == meant.format(root=tmp_path, parent=tmp_path.parent)


def test_environment_wins(tmp_path):
    path = written(tmp_path, 'TITLE = "From the file"\nPAGE_SIZE = 10\n')
    environment = {
        "ARCHIVE_TITLE": "From outside",
        "ARCHIVE_LANGUAGES": "es, en",
        "ARCHIVE_DEBUG": "false",
        "ARCHIVE_CORPUS": "/elsewhere",  # not a setting of ours: left alone
    }
    loaded = settings.load(path, environment)
    assert (loaded.TITLE, loaded.PAGE_SIZE, loaded.LANGUAGES, loaded.DEBUG) == (
        "From outside",
        10,
        ("es", "en"),
        False,
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param('TITEL = "x"', "unknown settings: TITEL; did you mean TITLE?", id="misspelt"),
        pytest.param(
            'PAGE_SIZE = "many"', "setting PAGE_SIZE: 'many' is not a whole number", id="not a number"
        ),
        pytest.param("TITLE = 3", "setting TITLE: 3 is not a text", id="not a text"),
        pytest.param('DEBUG = "perhaps"', "setting DEBUG: 'perhaps' is not yes or no", id="not a switch"),
        pytest.param("PAGE_SIZE = 0", "must be at least 1", id="nothing on a page"),
        pytest.param("TITLE = ", "SyntaxError", id="not Python"),
        pytest.param("LANGUAGES = []", "name at least one language", id="no language"),
    ],
)
def test_wrong_file_is_refused_with_what_to_mend(tmp_path, text, said):
    with pytest.raises(ConfigError) as caught:
        settings.load(written(tmp_path, text), {})
    assert said in str(caught.value)


def test_misspelt_variable_is_refused_and_a_foreign_one_left_alone(tmp_path):
    with pytest.raises(ConfigError, match="ARCHIVE_TITEL: no such setting; did you mean ARCHIVE_TITLE"):
        settings.load(written(tmp_path, ""), {"ARCHIVE_TITEL": "x"})
    assert settings.load(written(tmp_path, ""), {"ARCHIVE_ORG_KEY": "x", "ARCHIVE_SCHEMAS": "/x"}).TITLE


def test_missing_file_is_an_error_and_not_the_defaults(tmp_path):
    with pytest.raises(ConfigError, match="no settings file"):
        settings.load(tmp_path / "config.py", {})


def test_instance_folder_stands_for_its_file(tmp_path):
    written(tmp_path, 'TITLE = "Here"')
    assert settings.load(tmp_path, {}).TITLE == "Here"
    assert settings.load(None, {"ARCHIVE_CONFIG": str(tmp_path)}).TITLE == "Here"


def test_folder_one_happens_to_stand_in_is_not_taken(tmp_path, monkeypatch):
    written(tmp_path, 'TITLE = "Not this one"')
    monkeypatch.chdir(tmp_path)
    assert settings.load(None, {}).TITLE == "Tribuna"
