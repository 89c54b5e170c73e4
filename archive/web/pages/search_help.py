"""How to ask: the language of queries by examples, each a link that asks it, and the fields there are."""

from dataclasses import dataclass

from flask import Blueprint, render_template

from archive.core.words import _
from archive.search.tree import QUESTION
from archive.web.field_choices import choices
from archive.web.page import Page


@dataclass(frozen=True, slots=True)
class Example:
    """A query, as readers of each language would type it, and what it finds. Both are for translation."""

    query: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Topic:
    """Some examples of one matter; its name is the end of an address."""

    name: str
    label: str
    examples: tuple[Example, ...]


TOPICS = (
    Topic(
        "words",
        _("Words"),
        (
            Example(_("commune assembly"), _("both words, in any of their forms; exact forms come first")),
            Example(_("commune OR council"), _("either word; OR is written in capitals")),
            Example(_("commune -council"), _("the first word, and not the second")),
            Example(_("(commune OR council) assembly"), _("parentheses say what belongs together")),
            Example(
                _("commun*"), _("words that begin so; a star stands for any letters, anywhere in a word")
            ),
            Example(_("chaves~"), _("a word spelt nearly so: one letter more, less or other")),
            Example(
                _("what was said about the communes in the assembly"),
                _("a question: some of its words are enough, and records with more of them come first"),
            ),
        ),
    ),
    Topic(
        "phrases",
        _("Phrases and names"),
        (
            Example(_('"communal councils"'), _("exactly these words, one after the other")),
            Example(_('"commune nothing"~3'), _("these words in this order, at most three others between")),
            Example(
                _('"Chávez, Hugo"'),
                _("a name, by whatever other names the catalogue knows the same person, place or subject"),
            ),
        ),
    ),
    Topic(
        "fields",
        _("In one field of the description"),
        (
            Example(_("title:commune"), _("in the title")),
            Example(_('speaker:"Hugo Chávez"'), _("spoken by him")),
            Example(_("subject:(commune OR council)"), _("either word as a subject")),
            Example(_("text:commune -title:commune"), _("in the text of the files, and not in the title")),
        ),
    ),
    Topic(
        "dates",
        _("Dates"),
        (
            Example(_("date:2012"), _("records that may be of this year, wholly or in part")),
            Example(_("date:1998..2002"), _("of these years; “about 1999” and “the nineties” too")),
            Example(_("date:=1998..2002"), _("altogether within these years")),
            Example(_("date:2012-10.."), _("from this month on")),
            Example(_('date:"20 October 2012"'), _("of this day, in words or as 2012-10-20")),
        ),
    ),
    Topic(
        "having",
        _("Having and missing"),
        (
            Example(_("has:license"), _("that state a licence")),
            Example(_("missing:subject"), _("that have no subject yet")),
            Example(_("has:files missing:text"), _("that have files without words in them: pictures, sound")),
            Example(
                _("has:transcript commune"), _("speeches and recordings that can be read, with this word")
            ),
        ),
    ),
)

bp = Blueprint("search_help", __name__)
PAGE = Page(name="search_help", blueprint=bp)


@bp.get("/search/help")
def index() -> str:
    """Show the language of queries."""
    return render_template("search_help.html", topics=TOPICS, groups=choices(), most=QUESTION)
