"""Messages are written once and shown in the reader's language."""

from archive.core.words import message

SPANISH = {'no {kind} "{name}"': "no hay {kind} «{name}»", "export format": "formato de exportación"}


def test_gaps_are_filled_after_the_sentence_is_translated():
    said = message('no {kind} "{name}"', kind="page", name="x{y}")
    assert said.render(lambda text: SPANISH.get(text, text)) == "no hay page «x{y}»"


def test_a_message_within_a_message_is_translated_too():
    said = message('no {kind} "{name}"', kind=message("export format"), name="mods")
    assert str(said) == 'no export format "mods"'
    assert said.render(lambda text: SPANISH.get(text, text)) == "no hay formato de exportación «mods»"


def test_braces_of_a_sentence_without_gaps_stay():
    assert str(message("as {it} stands")) == "as {it} stands"
