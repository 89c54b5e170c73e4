"""Opens an instance: settings, catalogue, store and index, joined in one wiring object."""

from dataclasses import dataclass
from pathlib import Path

from archive.catalogue.session import Catalogue, open_catalogue
from archive.core.errors import ConfigError
from archive.export.links import Links
from archive.search.backend import SearchBackend
from archive.search.registry import open_backend
from archive.settings import Settings
from archive.storage.registry import open_store
from archive.storage.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """The parts of one open instance: data only. Known to `web`, `cli` and `jobs` alone."""

    settings: Settings
    catalogue: Catalogue
    store: Store
    search: SearchBackend
    links: Links

    @property
    def derivatives(self) -> Path:
        """Return the folder of thumbnails and web sizes: a cache that may be deleted."""
        return self.settings.DATA_DIR / "derivatives"

    def close(self) -> None:
        """Give back the database connections."""
        self.catalogue.dispose()


def open_archive(settings: Settings) -> Archive:
    """Open the instance that `settings` describe, making what does not exist yet."""
    try:
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        said = f"setting DATA_DIR: {settings.DATA_DIR} cannot be made: {error.strerror}"
        raise ConfigError(said) from error
    catalogue = open_catalogue(settings.database_url)
    catalogue.migrate()
    return Archive(
        settings=settings,
        catalogue=catalogue,
        store=open_store(settings.storage_url),
        search=open_backend(settings.search_url),
        links=Links(base=settings.BASE_URL, naan=settings.NAAN),
    )
