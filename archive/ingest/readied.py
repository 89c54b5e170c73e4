"""Imported in the process whose copies read files: what each of them would need first is there already."""

from archive.ingest import preparing
from archive.media.pronom import registry

__all__ = ["preparing"]

registry().ready()
