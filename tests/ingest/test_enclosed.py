"""Attachments of e-mails and files within PDFs become files of the item that they came in."""

from email.message import EmailMessage
from pathlib import Path

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ingest import enclosed
from archive.ingest.draft import Defaults, Draft
from archive.ingest.enclosed import discard, safe
from archive.ingest.manifest import Row
from archive.ingest.steps import run
from archive.metadata.access import Access


def pdf_holding(name: str, data: bytes, path: Path) -> bytes:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_metadata({"/Title": "Ajeno", "/Author": "Otra Persona", "/Keywords": "ajeno"})
    writer.add_attachment(name, data)
    writer.write(path)
    return path.read_bytes()


def letter(subject: str, *attached: tuple[str, bytes]) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Date"] = (
        "Ana Pérez <a@example.org>",
        subject,
        "1 May 2012 10:00:00 +0000",
    )
    mail.set_content("Va adjunto.")
    for name, data in attached:
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return mail


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "run"
    made.mkdir()
    return made


def taken(path: Path, folder: Path | None, **stated: object) -> Draft:
    row = Row(number=1, raw={}, folder=path.parent, files=({"name": path.name, **stated},), place=path.name)
    result = run(Draft(row=row, defaults=Defaults(enclosures=folder)))
    assert isinstance(result, Draft), result
    return result


def test_attachments_and_what_they_hold_in_turn_are_files_with_their_own_text(
    tmp_path: Path, folder: Path
) -> None:
    within = pdf_holding("cuadro.csv", "año;monto".encode(), tmp_path / "x.pdf")
    mail = tmp_path / "a.eml"
    mail.write_bytes(letter("Informe", ("informe.pdf", within), ("nota.txt", b"La nota.")).as_bytes())
    draft = taken(mail, folder)
    assert [(file.name, file.enclosed_in) for file in draft.files] == [
        ("a.eml", ""),
        ("informe.pdf", "a.eml"),
        ("nota.txt", "a.eml"),
        ("cuadro.csv", "informe.pdf"),
    ]
    texts = [each.text for file in draft.files for each in file.read.passages]
    assert texts[-2:] == ["La nota.", "año;monto"]
    assert draft.files[3].read.facts.technical["enclosed_in"] == "informe.pdf"
    assert draft.files[1].path.read_bytes() == within


def test_what_an_attachment_states_of_itself_does_not_describe_the_item(tmp_path: Path, folder: Path) -> None:
    within = pdf_holding("a.csv", b"x", tmp_path / "x.pdf")
    mail = tmp_path / "a.eml"
    mail.write_bytes(letter("Informe", ("informe.pdf", within)).as_bytes())
    metadata = taken(mail, folder).metadata
    assert metadata["title"][0].text == "Informe"
    assert "subject" not in metadata


def test_who_may_not_read_the_mail_may_not_read_what_came_with_it(tmp_path: Path, folder: Path) -> None:
    mail = tmp_path / "a.eml"
    mail.write_bytes(letter("Informe", ("nota.txt", b"La nota.")).as_bytes())
    draft = taken(mail, folder, access="restricted", embargo_until="2090-01-01", language="es")
    attached = draft.files[1]
    assert attached.access is Access.RESTRICTED
    assert attached.read.facts.access is Access.RESTRICTED
    assert str(attached.read.facts.embargo_until) == "2090-01-01"
    assert attached.read.facts.language == "es"


def test_attachments_of_one_name_have_names_of_their_own(tmp_path: Path, folder: Path) -> None:
    mail = tmp_path / "nota.txt.eml"
    mail.write_bytes(
        letter("x", ("nota.txt", b"uno"), ("nota.txt", b"dos"), ("../../nota.txt", b"tres")).as_bytes()
    )
    draft = taken(mail, folder)
    assert [file.name for file in draft.files[1:]] == ["nota.txt", "nota-2.txt", "nota-3.txt"]
    assert all(file.path.resolve().is_relative_to(folder.resolve()) for file in draft.files[1:])


def test_mails_within_mails_are_opened_only_so_deep(tmp_path: Path, folder: Path) -> None:
    mail = letter("0", ("fin.txt", b"fin"))
    for depth in range(1, 7):
        outer = letter(str(depth))
        outer.add_attachment(mail)
        mail = outer
    path = tmp_path / "a.eml"
    path.write_bytes(mail.as_bytes())
    assert [file.name for file in taken(path, folder).files] == ["a.eml", "5.eml", "4.eml", "3.eml"]


def test_more_than_may_be_taken_out_is_told(tmp_path: Path, folder: Path, monkeypatch) -> None:
    monkeypatch.setattr(enclosed, "MOST_BYTES", 10)
    mail = tmp_path / "a.eml"
    mail.write_bytes(letter("x", ("a.txt", b"12345678"), ("b.txt", b"12345678")).as_bytes())
    draft = taken(mail, folder)
    assert [file.name for file in draft.files] == ["a.eml", "a.txt"]
    assert "more attachments" in str(draft.warnings[0].reason)


def test_without_a_folder_nothing_is_taken_out_but_all_is_named(tmp_path: Path) -> None:
    mail = tmp_path / "a.eml"
    mail.write_bytes(letter("x", ("a.txt", b"1")).as_bytes())
    draft = taken(mail, None)
    assert [file.name for file in draft.files] == ["a.eml"]
    assert draft.files[0].read.facts.technical["attachments"] == ["a.txt"]


def test_what_was_taken_out_goes_when_it_is_stored_and_the_source_stays(tmp_path: Path, folder: Path) -> None:
    mail = tmp_path / "a.eml"
    mail.write_bytes(letter("x", ("a.txt", b"1")).as_bytes())
    draft = taken(mail, folder)
    discard([draft])
    assert not list(folder.iterdir())
    assert mail.exists()


@pytest.mark.parametrize("letter", ["a", "ñ", "公", "🗳"])
def test_a_long_name_is_cut_to_what_file_systems_take_and_keeps_its_kind(tmp_path: Path, letter: str) -> None:
    name = safe(f"{letter * 300}.pdf")
    assert name.startswith(letter * 40)
    assert name.endswith(".pdf")
    (tmp_path / name.replace(".pdf", "-1000.pdf")).touch()


@given(st.text(max_size=300))
def test_no_name_leads_out_of_its_folder(stated: str) -> None:
    name = safe(stated)
    assert name
    assert len(name.encode()) <= 200
    assert name not in {".", ".."}
    assert not set(name) & set('/\\\x00<>:"|?*\n')
