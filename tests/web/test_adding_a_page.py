"""The promise of docs/how-to/add-a-page.md: a module, a template, a line."""

import pytest
from flask import Blueprint, render_template_string

from archive.core.registry import Registry
from archive.web import app as factory
from archive.web import registry
from archive.web.page import Page
from archive.web.registry import PAGES

bp = Blueprint("hours", __name__)


@bp.get("/hours")
def index():
    return render_template_string(
        "{% extends 'page.html' %}{% block main %}<h1>Open from nine</h1>{% endblock %}"
    )


@pytest.fixture
def with_hours(archive, ids, monkeypatch):
    pages = Registry("page", [*PAGES, Page(name="hours", blueprint=bp, label="Opening hours")])
    monkeypatch.setattr(registry, "PAGES", pages)
    monkeypatch.setattr(factory, "PAGES", pages)
    return factory.create_app(archive).test_client()


def test_a_page_is_reached_by_navigation_and_kept_by_caches(with_hours):
    assert 'href="/hours">Opening hours</a>' in with_hours.get("/").text
    response = with_hours.get("/hours")
    assert "Open from nine" in response.text
    assert 'href="/hours" aria-current="page"' in response.text
    again = with_hours.get("/hours", headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304
