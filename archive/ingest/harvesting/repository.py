"""A repository that answers OAI-PMH: asked politely, and never believed to be small, quick or well.

Spec: https://www.openarchives.org/OAI/openarchivesprotocol.html#HTTPEmbedding (section 3.1),
https://www.openarchives.org/OAI/2.0/guidelines-harvester.htm
"""

import time
from collections.abc import Callable, Mapping
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import httpx2
from oaipmh_scythe import HTTPConfig, Scythe
from oaipmh_scythe.exceptions import BadResumptionToken, OAIPMHException
from oaipmh_scythe.response import OAIResponse

from archive.core.clock import now
from archive.core.errors import SourceError
from archive.core.words import message
from archive.ingest.summary import Stop

TIMEOUT = 60  # seconds for each read
LONGEST_ANSWER = 900  # seconds for a whole one
MOST_BYTES = 64 * 1024 * 1024  # of one answer, unpacked
MOST_REDIRECTS = 5
MOST_PAGES_OF_SETS = 2_000
TRIES = 5
LONGEST_WAIT = 3600  # seconds; whoever asks for more is left alone, and the harvest goes on another day
BUSY = (429, 502, 503, 504)

Sleep = Callable[[float], None]


class Repository(Scythe):
    """A client that waits when it is told to, takes no answer without end, and stops when it is asked to."""

    def __init__(self, address: str, agent: str, stop: Stop, sleep: Sleep = time.sleep) -> None:
        super().__init__(checked(address), http_config=HTTPConfig(timeout=TIMEOUT, user_agent=agent))
        self._stop = stop
        self._sleep = sleep
        self._asked: set[str] = set()  # tokens of lists of sets
        self.client.follow_redirects = True
        self.client.max_redirects = MOST_REDIRECTS

    def harvest(self, query: Mapping[str, str]) -> OAIResponse:
        """Ask once, and again if the repository is busy. Raise OAIPMHException for what it refuses.

        Raise SourceError if it does not answer, or with something that is no answer.
        """
        self._go_on(query)
        response = self._answer(query)
        found = OAIResponse(response, params=dict(query))
        if not response.content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
            raise self._wrong(message("status {status}, and no XML", status=response.status_code))
        try:
            found.raise_for_oaipmh_error()
        except AttributeError:  # nothing of it could be read
            raise self._wrong(message("it is no XML")) from None
        if response.is_error:
            raise self._wrong(message("status {status}", status=response.status_code))
        return found

    def _go_on(self, query: Mapping[str, str]) -> None:
        """Raise BadResumptionToken for a list of sets that goes in a circle, or on without end."""
        token = query.get("resumptionToken", "")
        if not token or query.get("verb") != "ListSets":
            return
        if token in self._asked or len(self._asked) >= MOST_PAGES_OF_SETS:
            raise BadResumptionToken(token)
        self._asked.add(token)

    def _answer(self, query: Mapping[str, str]) -> httpx2.Response:
        said = message("it does not answer")
        for attempt in range(TRIES):
            pause = 2.0**attempt
            try:
                response = self._read(query)
            except (httpx2.UnsupportedProtocol, httpx2.TooManyRedirects, httpx2.InvalidURL) as error:
                raise self._wrong(message("{error}", error=error)) from error
            except httpx2.TransportError as error:
                said = message("{error}", error=str(error) or type(error).__name__)
            except httpx2.HTTPError as error:
                raise self._wrong(message("{error}", error=error)) from error
            else:
                if response.status_code not in BUSY:
                    return response
                said = message("status {status}", status=response.status_code)
                pause = _retry_after(response) or pause
            if attempt < TRIES - 1:
                self._wait(pause)
        raise self._wrong(said)

    def _read(self, query: Mapping[str, str]) -> httpx2.Response:
        """Read one answer, as far as answers may go."""
        address = httpx2.URL(self.endpoint).copy_merge_params(dict(query))
        content = bytearray()
        end = time.monotonic() + LONGEST_ANSWER
        with self.client.stream("GET", address) as response:
            for block in response.iter_bytes():
                content += block
                if len(content) > MOST_BYTES:
                    raise self._wrong(
                        message("an answer is larger than {most} bytes", most=f"{MOST_BYTES:,}")
                    )
                if time.monotonic() > end or self._stop():
                    raise self._wrong(message("stopped while it was answering"))
        kept = {name: response.headers[name] for name in ("retry-after",) if name in response.headers}
        return httpx2.Response(
            response.status_code, headers=kept, content=bytes(content), request=response.request
        )

    def _wait(self, seconds: float) -> None:
        if seconds > LONGEST_WAIT:
            raise self._wrong(
                message("it asks to be left alone for {minutes} minutes", minutes=round(seconds / 60))
            )
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if self._stop():
                raise self._wrong(message("stopped while waiting"))
            self._sleep(min(left, 0.5))

    def _wrong(self, said: object) -> SourceError:
        return SourceError(message("{address}: {said}", address=self.endpoint, said=said))


def checked(address: str) -> str:
    """Return the address of a repository. Raise SourceError if it is none that can be asked."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        parts, host = urlsplit(""), None
    if parts.scheme not in ("http", "https") or not host:
        raise SourceError(
            message("{address} is no address that begins with http:// or https://", address=address)
        )
    if parts.username or parts.password:
        raise SourceError(
            message("{address}: a name or password does not belong into an address", address=host)
        )
    return parts._replace(fragment="").geturl().rstrip("?")


def refusal(error: OAIPMHException) -> tuple[str, str]:
    """Return the code of an error of the protocol, and what the repository says about it."""
    name = type(error).__name__
    return name[:1].lower() + name[1:], str(error).strip()


def _retry_after(response: httpx2.Response) -> float:
    """Return how many seconds a repository asks to wait, as a number or a date (RFC 9110, section 10.2.3)."""
    told = response.headers.get("retry-after", "").strip()
    if told.isdigit():
        return float(told)
    try:
        return max((parsedate_to_datetime(told) - now()).total_seconds(), 0.0)
    except (TypeError, ValueError):
        return 0.0
