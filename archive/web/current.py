"""What a request is about: the open archive, who looks, and in which language."""

from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from flask import current_app, g, request
from flask_babel import get_locale

from archive.assembly import Archive
from archive.core.clock import today
from archive.core.errors import ConfigError
from archive.core.translation import SOURCE_LANGUAGE, translations, translator
from archive.core.words import Translate
from archive.media.guarded import Guard
from archive.metadata.access import Role, Viewer

Network = IPv4Network | IPv6Network
PROXIED = ("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via")


def archive() -> Archive:
    """Return the open archive that this application serves."""
    opened: Archive = current_app.extensions["archive"]
    return opened


def guard() -> Guard:
    """Return what opens files for this application, out of harm's way."""
    found: Guard = current_app.extensions["guard"]
    return found


def viewer() -> Viewer:
    """Return for whom this request reads: the reading room by its network, else the public."""
    if "viewer" not in g:
        g.viewer = Viewer(Role.READING_ROOM if _in_reading_room() else Role.PUBLIC, today())
    found: Viewer = g.viewer
    return found


def _in_reading_room() -> bool:
    """Say whether the client sits in the reading room.

    Whoever comes through a proxy does not: the address of the connection is the proxy's then, and what
    the proxy says of its client anybody could say. In doubt, a reader is the public.
    """
    if any(name in request.headers for name in PROXIED):
        return False
    return in_networks(request.remote_addr, current_app.extensions["reading_room"])


def locale() -> str:
    """Return the language of this response."""
    if "locale" not in g:
        chosen = get_locale()
        g.locale = chosen.language if chosen else SOURCE_LANGUAGE
    found: str = g.locale
    return found


def translate() -> Translate:
    """Return the function that says the interface's words in the language of this response."""
    return translator(locale())


def ngettext(one: str, several: str, num: int) -> str:
    """Say how many there are, `%(num)s` in the words being the number."""
    return str(translations(locale()).ungettext(one, several, num)) % {"num": num}


def networks(stated: tuple[str, ...]) -> tuple[Network, ...]:
    """Return the reading room's networks. Raises ConfigError for what is not one (CIDR)."""
    try:
        return tuple(ip_network(each) for each in stated)
    except ValueError as error:
        raise ConfigError(f"setting READING_ROOM_NETWORKS: {error}") from None


def in_networks(address: str | None, known: tuple[Network, ...]) -> bool:
    """Say whether an address lies in one of the networks; one that cannot be read lies in none."""
    if not known or not address:
        return False
    try:
        client = ip_address(address)
    except ValueError:
        return False
    mapped = getattr(
        client, "ipv4_mapped", None
    )  # ::ffff:192.0.2.1 is the IPv4 client of a dual-stack socket
    return any((mapped or client) in network for network in known)
