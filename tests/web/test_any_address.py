"""Whatever stands in an address, the answer is a page of a bounded size."""

import pytest

ODD = ["-1", "english", "xx1", "\u0000", "🌱", "<script>", "", "es_", "a" * 300]


@pytest.mark.parametrize("value", ODD)
@pytest.mark.parametrize(
    "path", ["/search", "/api/v1/search", "/search.atom", "/search/advanced", "/search/values"]
)
@pytest.mark.usefixtures("ids")
def test_any_value_of_a_filter_is_answered(client, path, value):
    query = {"q": "commune", "language": value, "facet": "language", "genre": value}

    assert client.get(path, query_string=query).status_code in (200, 400, 422)


@pytest.mark.usefixtures("ids")
def test_values_without_end_do_not_make_a_page_without_end(client):
    many = client.get("/search?" + "&".join(f"type=t{number}" for number in range(2000)))
    unknown = client.get("/search?q=commune&" + "x=1&" * 5000)

    assert len(many.data) < 200_000
    assert len(unknown.data) < 200_000
