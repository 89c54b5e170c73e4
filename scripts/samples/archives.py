"""ZIP packages whose bytes depend on their content alone."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

_MOMENT = (2025, 12, 1, 12, 0, 0)


def write(target: Path, parts: Mapping[str, bytes], *, stored: frozenset[str] = frozenset()) -> None:
    """Write a package with fixed times; parts named in `stored` are not compressed."""
    with zipfile.ZipFile(target, "w") as package:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            package.writestr(entry, content)
