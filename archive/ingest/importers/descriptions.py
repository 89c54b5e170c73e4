"""The forms in which one thing is described, wherever such a description stands: read `FORMS` first.

The same description comes alone in a file, in a list, in the answer of an OAI-PMH repository, in METS, or
beside the file that it describes.
"""

from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from archive.ingest.importers.account import Account
from archive.ingest.losses import Losses


@dataclass(frozen=True, slots=True)
class Described:
    """What a description says: the account of it, and the identifier it gives itself."""

    account: Account
    key: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """One form of description. `describe` takes an element and the type of things that state none."""

    name: str
    tag: str  # of its element, "{namespace}name"; "" where the form is known by what it holds
    holds: frozenset[str]  # namespaces of its child elements
    describe: Callable[[etree._Element, Losses, str], Described]
