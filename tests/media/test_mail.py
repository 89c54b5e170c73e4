"""An e-mail gives its headers, what it says, and the files that came with it."""

from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from archive.core.errors import Unreadable
from archive.media import problems
from archive.media.enclosures import enclosed
from archive.media.identify import identify
from archive.media.mail_files import Eml, Mbox
from archive.media.registry import read
from archive.media.web_archives import Mhtml
from archive.text.passages import PassageKind


def letter(
    subject: str = "Informe del año — número 1", text: str = "Estimado Luis:\n\nVa adjunto.\n"
) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"] = "Ána Pérez <ana@example.org>", '"Gil, Luis" <luis@example.org>'
    mail["Date"], mail["Subject"] = "Tue, 17 Apr 2012 23:30:00 -0400", subject
    mail.set_content(text)
    return mail


def saved(tmp_path: Path, data: bytes, name: str = "a.eml") -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def texts(path: Path) -> list[str]:
    return [each.text for each in read(path, identify(path)).passages]


def test_a_mail_gives_its_subject_its_headers_and_its_plain_text(tmp_path: Path) -> None:
    mail = letter()
    mail.add_alternative("<p>Va <b>adjunto</b>, en HTML.</p>", subtype="html")
    path = saved(tmp_path, mail.as_bytes())
    found = read(path, identify(path))
    assert [each.text for each in found.passages] == [
        "Informe del año — número 1",
        "From: Ána Pérez <ana@example.org>",
        'To: "Gil, Luis" <luis@example.org>',
        "Date: Tue, 17 Apr 2012 23:30:00 -0400",
        "Subject: Informe del año — número 1",
        "Estimado Luis:",
        "Va adjunto.",
    ]
    assert found.passages[0].kind is PassageKind.HEADING
    assert found.proposed == {
        "title": ("Informe del año — número 1",),
        "creator": ("Ána Pérez",),
        "created": ("2012-04-17",),
    }


def test_words_of_somebody_else_are_paragraphs_of_their_own(tmp_path: Path) -> None:
    mail = letter(text="Ana escribió:\n> ¿Vienes\n> mañana?\nSí.\n")
    assert texts(saved(tmp_path, mail.as_bytes()))[5:] == ["Ana escribió:", "> ¿Vienes\n> mañana?", "Sí."]


def test_an_address_is_no_name(tmp_path: Path) -> None:
    mail = letter()
    mail.replace_header("From", "ana@example.org")
    assert "creator" not in Eml().extract(saved(tmp_path, mail.as_bytes())).proposed


def test_html_is_read_where_the_plain_text_is_empty_or_missing(tmp_path: Path) -> None:
    mail = letter(text="\n")
    mail.add_alternative("<h1>Acta</h1><p>Solo en HTML.</p><script>no</script>", subtype="html")
    assert texts(saved(tmp_path, mail.as_bytes()))[5:] == ["Acta", "Solo en HTML."]


def test_attachments_are_named_and_taken_out_but_pictures_within_the_page_are_not(tmp_path: Path) -> None:
    mail = letter()
    mail.add_alternative("<p><img src='cid:logo'></p>", subtype="html")
    page = mail.get_payload()[1]
    page.add_related(b"GIF89a", "image", "gif", cid="<logo>", filename="logo.gif", disposition="inline")
    mail.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="informe año.pdf")
    mail.add_attachment("Nota adjunta", filename="nota.txt")
    mail.add_attachment(letter("Anterior"))
    path = saved(tmp_path, mail.as_bytes())
    names = ["informe año.pdf", "nota.txt", "Anterior.eml"]
    assert read(path, identify(path)).technical["attachments"] == names
    taken = dict(enclosed(path, "message/rfc822"))
    assert list(taken) == names
    assert taken["informe año.pdf"] == b"%PDF-1.4"
    assert "Nota adjunta" not in texts(path)
    assert texts(saved(tmp_path, taken["Anterior.eml"], "b.eml"))[0] == "Anterior"


def test_letters_are_read_in_what_the_mail_states_or_what_they_look_like(tmp_path: Path) -> None:
    head = (
        "From: Jos\xe9 <j@example.org>\nSubject: A\xf1o\nContent-Type: text/plain; charset={}\n\nDecisi\xf3n"
    )
    for charset in ("iso-8859-1", "nada", "utf-8", "us-ascii"):
        path = saved(tmp_path, head.format(charset).encode("latin-1"))
        assert texts(path) == ["Año", "From: José <j@example.org>", "Subject: Año", "Decisión"], charset


def test_an_encrypted_mail_says_so_and_shows_its_headers(tmp_path: Path) -> None:
    mail = letter()
    mail.replace_header("Content-Type", 'application/pkcs7-mime; smime-type="enveloped-data"')
    found = Eml().extract(saved(tmp_path, mail.as_bytes()))
    assert found.problem == problems.SEALED
    assert found.passages[0].text == "Informe del año — número 1"


def test_what_is_no_mail_is_damaged(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="damaged"):
        Eml().extract(saved(tmp_path, b"nada de correo"))


def test_a_mailbox_gives_message_after_message_under_its_date_and_subject(tmp_path: Path) -> None:
    first, second = letter("Uno"), letter("Dos", "Antes.\n\n>From aquí\n\nFrom hoy en adelante\n")
    second.add_attachment(b"x", maintype="application", subtype="pdf", filename="b.pdf")
    line = b"From ana@example.org Tue Apr 17 23:30:00 2012\n"
    path = saved(tmp_path, line + first.as_bytes() + b"\n" + line + second.as_bytes() + b"\n", "a.mbox")
    assert identify(path).media_type == "application/mbox"
    found = read(path, identify(path))
    headings = [(each.text, each.label) for each in found.passages if each.kind is PassageKind.HEADING]
    assert headings == [("Uno", "2012-04-17 · Uno"), ("Dos", "2012-04-17 · Dos")]
    assert [each.text for each in found.passages[-3:]] == ["Antes.", "From aquí", "From hoy en adelante"]
    assert found.technical == {"messages": 2, "attachments": ["b.pdf"]}
    assert "title" not in found.proposed
    assert list(enclosed(path, "application/mbox")) == [("b.pdf", b"x")]


def test_a_damaged_message_costs_only_itself(tmp_path: Path) -> None:
    line = b"From x Tue Apr 17 23:30:00 2012\n"
    path = saved(tmp_path, line + b"\x00\x01\x02\n\n" + line + letter("Dos").as_bytes(), "a.mbox")
    found = Mbox().extract(path)
    assert found.passages[0].text == "Dos"
    assert found.problem == problems.DAMAGED_MESSAGES


def test_a_saved_page_is_read_from_its_archive(tmp_path: Path) -> None:
    page = EmailMessage()
    page["Subject"], page["Date"] = "Título guardado", "Tue, 17 Apr 2012 10:00:00 -0400"
    page["Snapshot-Content-Location"] = "https://example.org/acta"
    page.set_content(
        "<html><body><h1>Acta</h1><p>Señal de la página.</p></body></html>", "html", cte="base64"
    )
    page.add_related(b"GIF89a", "image", "gif", filename="logo.gif")
    path = saved(tmp_path, page.as_bytes(), "a.mht")
    found = Mhtml().extract(path)
    assert [each.text for each in found.passages] == ["Acta", "Señal de la página."]
    assert found.proposed["title"] == ("Título guardado",)
    assert found.technical["saved"] == "2012-04-17"
    assert found.technical["saved_from"] == "https://example.org/acta"


PIECES = st.sampled_from(
    [b"From: a <a@b>\n", b"Subject: =?x?q?=FF?=\n", b"Subject: =?utf-8?b?////?=\n", b"Date: 99 Foo\n", b"\n",
     b"Content-Type: multipart/mixed; boundary=b\n", b"Content-Type: multipart/alternative; boundary=b\n",
     b"--b\n", b"--b--\n", b"Content-Type: message/rfc822\n", b"Content-Type: text/html; charset=\xff\n",
     b"Content-Transfer-Encoding: base64\n", b"Content-Disposition: attachment; filename*=x''%FF\n",
     b"caf\xe9\n", b"Content-Type: application/x; name=\"=?y?b?!?=\"\n", b"From x Tue Apr 17 23:30:00 2012\n"]
)  # fmt: skip


@example(
    [b"Content-Type: message/rfc822\n", b"\n", b"Content-Type: multipart/mixed; boundary=b\n", b"caf\xe9\n"]
)
@given(st.lists(PIECES, max_size=25))
@settings(max_examples=300, deadline=None)
def test_no_mail_brings_the_reader_down(tmp_path_factory, pieces):
    path = saved(tmp_path_factory.mktemp("mail"), b"Subject: x\n" + b"".join(pieces))
    assert "error" not in read(path, identify(path)).technical
    for name, data in enclosed(path, "message/rfc822"):
        assert isinstance(name, str)
        assert data
