"""`archive serve`: the site in several processes, and the worker that keeps its index up to date."""

import ipaddress
import os
import socket

import click
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from archive.cli import serving  # processes that are forked share what is imported here
from archive.cli.beside import following
from archive.cli.call import Call, pass_call
from archive.core.errors import ConfigError
from archive.core.processors import usable
from archive.core.words import message
from archive.settings import SAMPLE_SECRET_KEY, Settings

PORTS = click.IntRange(1, 65535)
THREADS = 4  # a process: each may hold a connection to the catalogue
MOST_PROCESSES = 4
GRACE = 10  # seconds for requests under way when the server stops


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=PORTS, help="Port to listen on.")
@click.option("--workers", type=click.IntRange(1, 64), help="Processes; else WORKERS of the settings.")
@click.option("--no-follow", is_flag=True, help="Leave the index to another process.")
@pass_call
def command(call: Call, host: str, port: int, workers: int | None, no_follow: bool) -> None:
    """Serve the site, and keep its index up to date.

    Stops cleanly on Ctrl+C and SIGTERM. Before a public site stands a web server that speaks TLS:
    see docs/how-to.
    """
    serve(call, host, port, workers, follow=not no_follow)


def serve(call: Call, host: str, port: int, workers: int | None = None, *, follow: bool = True) -> None:
    """Serve until told to stop. Raise ConfigError if the port is taken or it would be unsafe."""
    settings = call.settings()
    _refuse_sample_key(settings, host)
    _refuse_taken(host, port)
    serving.prepare(settings)  # once, before there are many processes
    _tell_children(call, settings, host, port)
    server = Granian(
        target=f"{serving.__name__}:{serving.application.__name__}",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers or settings.WORKERS or processes(),
        blocking_threads=THREADS,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=GRACE,
    )
    call.say(
        message("{title}: http://{host}:{port} (Ctrl+C stops)", title=settings.TITLE, host=host, port=port)
    )
    with following(call, follow):
        server.serve()
    call.say(message("Stopped."))


def processes() -> int:
    """Return how many processes answer where nobody says."""
    return min(usable(), MOST_PROCESSES)


def _tell_children(call: Call, settings: Settings, host: str, port: int) -> None:
    """Let the processes that answer know the instance, and the address if nobody has set another."""
    if call.config:
        os.environ["ARCHIVE_CONFIG"] = str(call.config.resolve())
    if settings.BASE_URL == Settings.BASE_URL:
        os.environ["ARCHIVE_BASE_URL"] = f"http://{host}:{port}"


def _refuse_sample_key(settings: Settings, host: str) -> None:
    if settings.SECRET_KEY == SAMPLE_SECRET_KEY and not settings.DEBUG and not _is_here(host):
        raise ConfigError(
            message("SECRET_KEY is the sample's own: set another before others can reach the site")
        )


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _refuse_taken(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        if os.name != "nt":  # there it would let two servers share the port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            said = message(
                "cannot listen on {host}:{port}: {error}", host=host, port=port, error=error.strerror
            )
            raise ConfigError(said) from error
