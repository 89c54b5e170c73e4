"""The interface in English and Spanish: by address, cookie and header; and nothing left untranslated."""

import importlib.util
import re
import string
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


def _script():
    path = ROOT / "scripts" / "messages.py"
    spec = importlib.util.spec_from_file_location("messages_script", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def messages():
    return _script()


@pytest.fixture(scope="module")
def extracted(messages):
    return messages.extracted()


def language(response):
    return re.search(r'<html lang="(\w+)"', response.text).group(1)


def test_the_header_is_heard(client):
    assert language(client.get("/", headers={"Accept-Language": "es-VE,en;q=0.5"})) == "es"
    assert language(client.get("/", headers={"Accept-Language": "fr"})) == "en"


def test_the_address_is_stronger_and_is_remembered(client):
    response = client.get("/?lang=es")
    assert language(response) == "es"
    assert "lang=es" in response.headers["Set-Cookie"]
    assert language(client.get("/about")) == "es"
    assert language(client.get("/about?lang=en")) == "en"
    assert language(client.get("/about")) == "en"


def test_an_unknown_language_is_overheard(client):
    response = client.get("/?lang=xx")
    assert language(response) == "en"
    assert "Set-Cookie" not in response.headers


def test_a_page_offers_itself_in_the_other_language_with_its_question(client):
    page = client.get("/search?q=comuna&type=speech").text
    assert 'href="/search?q=comuna&amp;type=speech&amp;lang=es" hreflang="es"' in page


def test_spanish_is_complete(messages, extracted):
    path = messages.FOLDER / "es" / "LC_MESSAGES" / "messages.po"
    catalog = messages.updated(path, extracted)
    wanting = [each.id for each in catalog if each.id and not all(wordings(each))]
    assert wanting == [], "run: python scripts/messages.py, then translate what is empty"


def wordings(message):
    return message.string if isinstance(message.string, tuple) else (message.string or "",)


def test_every_translation_keeps_the_gaps_of_its_original(messages):
    catalog = messages.translated(messages.FOLDER / "es" / "LC_MESSAGES" / "messages.po")
    for each in catalog:
        originals = each.id if isinstance(each.id, tuple) else (each.id,)
        for original, translation in zip(originals, wordings(each), strict=True):
            assert gaps(original) == gaps(translation), original


def gaps(text):
    named = {name for _, name, _, _ in string.Formatter().parse(text) if name} if "%(" not in text else set()
    return named | set(re.findall(r"%\(\w+\)\w", text))


def test_dates_and_fields_speak_spanish_too(client, ids):
    page = client.get(f"/items/{ids.speech}?lang=es").text
    assert "20 de octubre de 2012" in page
    assert "Orador" in page
    assert "Descripción del catálogo" in page
