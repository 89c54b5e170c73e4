"""An e-mail comes in with its attachments: found by their words, once, and nothing left behind."""

import json
from email.message import EmailMessage


def test_a_mail_is_found_by_what_was_attached_to_it(run, instance, tmp_path):
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "Ana Pérez <ana@example.org>", "Informe de la comuna"
    mail.set_content("Va adjunto.")
    mail.add_attachment("Presupuesto participativo", filename="presupuesto.txt")
    source = tmp_path / "correo"
    source.mkdir()
    (source / "a.eml").write_bytes(mail.as_bytes())
    first = run("ingest", source, "--publish")
    assert "1 rows: 1 new" in first.stdout.replace("row:", "rows:"), first.output
    assert "Files: 2 stored" in first.stdout
    found = json.loads(run("search", "participativo", "--json").stdout)
    assert [each["title"] for each in found["items"]] == ["Informe de la comuna"]
    shown = json.loads(run("show", found["items"][0]["id"], "--json").stdout)
    assert [each["name"] for each in shown["files"]] == ["a.eml", "presupuesto.txt"]
    assert not [path for path in (instance / "data/unpacked").rglob("*") if path.is_file()]
    assert "1 as before" in run("ingest", source, "--publish").stdout
