"""Errors are good pages for readers and problem details for programs."""

import pytest
from flask import abort

from archive.core.errors import Busy
from archive.web.app import create_app


@pytest.fixture(scope="module")
def failing(archive, ids):
    """A site with addresses that fail."""
    app = create_app(archive)

    def busy():
        raise Busy("somebody is writing")

    app.add_url_rule("/fails", "fails", lambda: 1 / 0)
    app.add_url_rule("/api/fails", "api_fails", lambda: 1 / 0)
    app.add_url_rule("/busy", "busy", busy)
    app.add_url_rule("/teapot", "teapot", lambda: abort(418))
    return app.test_client()


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/nowhere", 404, "There is nothing at this address"),
        ("/fails", 500, "Something went wrong on our side"),
        ("/busy", 503, "The archive is busy just now"),
        ("/teapot", 418, "This request could not be answered"),
    ],
)
def test_an_error_is_a_page_that_helps(failing, address, status, words):
    response = failing.get(address)
    assert response.status_code == status
    assert words in response.text
    assert 'href="/"' in response.text
    assert "Traceback" not in response.text
    assert "ZeroDivisionError" not in response.text


def test_what_is_gone_says_so(client, ids):
    assert "This record is no longer public" in client.get(f"/items/{ids.gone}").text


def test_busy_says_when_to_come_again(failing):
    assert failing.get("/busy").headers["Retry-After"] == "5"


def test_the_wrong_method_says_which_are_right(failing):
    response = failing.post("/")
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]


@pytest.mark.parametrize(("address", "status"), [("/api/v1/nowhere", 404), ("/api/fails", 500)])
def test_the_api_answers_problem_details(failing, address, status):
    response = failing.get(address)
    assert response.status_code == status
    assert response.mimetype == "application/problem+json"
    assert set(response.json) == {"type", "title", "status", "detail"}
    assert "division" not in response.json["detail"]


def test_the_api_says_it_in_its_own_words(client):
    assert client.get("/api/v1/nowhere").json["detail"] == "There is nothing at this address."
    spanish = client.get("/api/v1/nowhere", headers={"Accept-Language": "es"})
    assert spanish.json["detail"] == "No hay nada en esta dirección."


@pytest.mark.parametrize(
    ("address", "accept"),
    [
        ("/items/zzzzzzzzz.json", "*/*"),
        ("/items/zzzzzzzzz.dc.xml", "*/*"),
        ("/items/zzzzzzzzz", "application/json"),
        ("/items/zzzzzzzzz", "application/problem+json"),
    ],
)
def test_who_asks_for_data_is_told_of_errors_as_data(client, address, accept):
    response = client.get(address, headers={"Accept": accept})
    assert (response.status_code, response.mimetype) == (404, "application/problem+json")
    assert client.get("/items/zzzzzzzzz", headers={"Accept": "text/html,*/*;q=0.8"}).mimetype == "text/html"


def test_an_error_speaks_the_language_of_the_reader(failing):
    assert "No hay nada en esta dirección" in failing.get("/nowhere", headers={"Accept-Language": "es"}).text
