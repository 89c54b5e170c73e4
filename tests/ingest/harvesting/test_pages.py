"""Pages of records, whole and damaged."""

from hypothesis import given
from hypothesis import strategies as st

from archive.ingest.harvesting.pages import read_page

HEAD = (
    b'<?xml version="1.0"?><o:OAI-PMH xmlns:o="http://www.openarchives.org/OAI/2.0/">'
    b"<o:responseDate>2024-06-01T00:00:00Z</o:responseDate><o:ListRecords>"
)
TAIL = b'<o:resumptionToken completeListSize="9">a&amp;b</o:resumptionToken></o:ListRecords></o:OAI-PMH>'


def record(number: int, description: bytes) -> bytes:
    return (
        b"<o:record><o:header><o:identifier>oai:x:%d</o:identifier></o:header><o:metadata>" % number
        + description
        + b"</o:metadata></o:record>"
    )


# A description that has records within, as MARC has.
NESTED = (
    b'<m:collection xmlns:m="http://www.loc.gov/MARC21/slim"><m:record><m:leader/></m:record></m:collection>'
)


def test_a_damaged_record_leaves_the_others_whole_even_with_records_within():
    page = read_page(HEAD + record(1, NESTED) + record(2, b"<a><b></a>") + record(3, NESTED) + TAIL)
    assert [(each.identifier, each.problem is None) for each in page.records] == [
        ("oai:x:1", True),
        ("oai:x:2", False),
        ("oai:x:3", True),
    ]
    assert (page.token, page.size, page.answered) == ("a&b", 9, "2024-06-01T00:00:00Z")
    assert not page.cut_off


def test_a_page_without_its_end_is_known_to_be_cut_off():
    whole = HEAD + record(1, NESTED) + record(2, NESTED) + TAIL
    assert not read_page(whole).cut_off
    assert read_page(whole[: whole.index(b"oai:x:2")]).cut_off


@given(st.integers(0, 4), st.binary(min_size=1, max_size=30))
def test_what_stands_in_one_description_never_changes_another(damaged, noise):
    noise = noise.replace(b"<", b"").replace(b"]", b"")
    said = [b"<a>" + noise + b"&</a>" if number == damaged else NESTED for number in range(5)]
    page = read_page(HEAD + b"".join(record(number, each) for number, each in enumerate(said)) + TAIL)
    assert [each.identifier for each in page.records] == [f"oai:x:{number}" for number in range(5)]
    assert [number for number, each in enumerate(page.records) if each.problem] == [damaged]


@given(st.binary(max_size=400))
def test_any_bytes_are_read_without_an_error(content):
    read_page(content)
    read_page(HEAD + content)
