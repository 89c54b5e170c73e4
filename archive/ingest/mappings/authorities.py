"""The authorities of the archive, asked while rows are read; each name once."""

from archive.catalogue import authorities, identified
from archive.catalogue.names import name_key
from archive.catalogue.session import Catalogue
from archive.core.identifiers import is_identifier
from archive.core.nearest import nearest
from archive.metadata.record import Kind


class KnownAuthorities:
    """Finds authorities by name, by identifier of ours, or by an identifier that is stated of them."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._found: dict[tuple[Kind, str], tuple[str, str] | None] = {}
        self._nearest: dict[tuple[Kind, str], str | None] = {}
        self._identified: dict[Kind, dict[str, tuple[str, str]]] = {}

    def find(self, kind: Kind, words: str) -> tuple[str, str] | None:
        """Return the identifier and name of the authority that words name or identify.

        The name is empty where the words link to it by themselves.
        """
        if (kind, words) not in self._found:
            self._found[kind, words] = self._by_name(kind, words) or self._by_identifier(kind, words)
        return self._found[kind, words]

    def nearest(self, kind: Kind, words: str) -> str | None:
        """Return the name most like the words, among those that begin like them."""
        if (kind, words) not in self._nearest:
            with self._catalogue.read() as session:
                alike = identified.called_alike(session, kind, words)
            close = nearest(name_key(words), alike)
            self._nearest[kind, words] = alike[close] if close else None
        return self._nearest[kind, words]

    def _by_name(self, kind: Kind, words: str) -> tuple[str, str] | None:
        with self._catalogue.read() as session:
            if is_identifier(words):
                return (words, "") if identified.title_of(session, kind, words) else None
            found = authorities.find(session, kind, [words])
        return (found[words], "") if words in found else None

    def _by_identifier(self, kind: Kind, words: str) -> tuple[str, str] | None:
        if kind not in self._identified:
            with self._catalogue.read() as session:
                self._identified[kind] = identified.identified(session, kind)
        return self._identified[kind].get(words)
