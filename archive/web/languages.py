"""Which language a page is in: by `?lang=`, by cookie, by the browser's Accept-Language."""

from functools import cached_property

from babel.support import NullTranslations
from flask import Flask, Response, request
from flask_babel import Babel, Domain, get_locale

from archive.core.translation import preferred, translations
from archive.web import current

COOKIE = "lang"
A_YEAR = 365 * 24 * 3600


class PoDomain(Domain):  # type: ignore[misc]
    """Flask-Babel's messages, taken from the `.po` files that the command line reads too."""

    def get_translations(self) -> NullTranslations:
        """Return the translations of this request's language."""
        chosen = get_locale()
        return translations(chosen.language if chosen else "")


class PoBabel(Babel):  # type: ignore[misc]
    """Flask-Babel without compiled `.mo` files."""

    @cached_property
    def domain_instance(self) -> PoDomain:
        """Return the one domain of messages."""
        return PoDomain()


def choose() -> str:
    """Return the language of this response: address, then cookie, then Accept-Language, then the default."""
    known = current.archive().settings.LANGUAGES
    for wanted in (request.args.get("lang"), request.cookies.get(COOKIE)):
        if wanted in known:
            return str(wanted)
    # In the order of liking: "es-VE, en;q=0.5" means Spanish first, whichever tag matches letter by letter.
    return preferred((tag for tag, quality in request.accept_languages if quality), known)


def remember(response: Response) -> Response:
    """Keep a language chosen by address for the pages that follow."""
    wanted = request.args.get("lang")
    known: tuple[str, ...] = current.archive().settings.LANGUAGES
    if wanted in known and wanted != request.cookies.get(COOKIE):
        response.set_cookie(
            COOKIE, wanted, max_age=A_YEAR, samesite="Lax", httponly=True, secure=request.is_secure
        )
    return response


def join(app: Flask) -> None:
    """Give the application its languages."""
    PoBabel(app, default_locale=app.extensions["archive"].settings.LANGUAGES[0], locale_selector=choose)
    app.after_request(remember)
