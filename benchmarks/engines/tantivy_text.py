"""tantivy again, asked of the text alone: less than we are asked for, and what it is at its fastest."""

from collections.abc import Mapping

from benchmarks.engines import tantivy_engine
from benchmarks.engines.engine import Find


class Engine(tantivy_engine.Engine):
    """The same index, one field of it."""

    fields = ("text",)

    @property
    def finds(self) -> Mapping[str, Find]:
        """Nothing to compare: it looks at less."""
        return {}
