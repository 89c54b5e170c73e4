"""Addresses in the records of others, and which of them mean a file beside the record.

Spec: https://www.rfc-editor.org/rfc/rfc3986 (section 3: the parts of an address; 2.1: percent-encoding)
"""

from urllib.parse import SplitResult, unquote, urlsplit

NOTHING = urlsplit("")


def scheme_of(address: str) -> str:
    """Return the scheme of an address ("https", "doi"), "" if it has none."""
    return _parts(address).scheme


def path_of(address: str) -> str:
    """Return the path that an address without a host means, "" if it lies elsewhere or is no address."""
    parts = _parts(address)
    return "" if parts.scheme not in ("", "file") or parts.netloc else unquote(parts.path)


def _parts(address: str) -> SplitResult:
    try:
        return urlsplit(address)
    except ValueError:  # as of `http://[a`
        return NOTHING
