"""Small ICC profiles, written by hand: a wide colour space, a grey one, and inks of odd colours.

Spec: ICC.1:2001-04 (version 2), 6.1 (header), 6.5.6 (lut8Type), 6.5.2 (curveType)
"""

import struct
from itertools import product


def _fixed(*numbers: float) -> bytes:
    return struct.pack(f">{len(numbers)}i", *(round(each * 65536) for each in numbers))


def _xyz(*numbers: float) -> bytes:
    return b"XYZ \0\0\0\0" + _fixed(*numbers)


def _curve(gamma: float) -> bytes:
    return b"curv\0\0\0\0" + struct.pack(">IH", 1, round(gamma * 256))


def _profile(space: bytes, kind: bytes, connection: bytes, tags: dict[bytes, bytes]) -> bytes:
    words = b"made for a test\0"
    description = b"desc\0\0\0\0" + struct.pack(">I", len(words)) + words + bytes(78)
    tags = {b"desc": description, b"wtpt": _xyz(0.9642, 1.0, 0.8249), **tags}
    table, body = b"", b""
    start = 128 + 4 + 12 * len(tags)
    for name, data in tags.items():
        table += name + struct.pack(">II", start + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    header = bytes(4) + b"test" + bytes.fromhex("02400000") + kind + space + connection
    header += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + bytes(28) + _fixed(0.9642, 1.0, 0.8249)
    content = header.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + body
    return struct.pack(">I", len(content)) + content[4:]


def wide() -> bytes:
    """A profile like Adobe RGB: its green is greener than that of a screen."""
    primaries = {b"rXYZ": (0.6097, 0.3111, 0.0195), b"gXYZ": (0.2053, 0.6257, 0.0609)}
    primaries[b"bXYZ"] = (0.1492, 0.0632, 0.7446)
    tags = {name: _xyz(*numbers) for name, numbers in primaries.items()}
    return _profile(
        b"RGB ", b"mntr", b"XYZ ", tags | {name: _curve(2.2) for name in (b"rTRC", b"gTRC", b"bTRC")}
    )


def grey(gamma: float) -> bytes:
    """A profile of grey."""
    return _profile(b"GRAY", b"mntr", b"XYZ ", {b"kTRC": _curve(gamma)})


def inks() -> bytes:
    """A profile of a press whose first ink is green; with it, paper is green, else white."""
    grid = b""
    for first, _, _, black in product((0, 1), repeat=4):
        lightness = 0 if black else 140 if first else 255
        grid += bytes((lightness, 60 if first and not black else 128, 190 if first and not black else 128))
    ramp = bytes(range(256))
    lut = (
        b"mft1\0\0\0\0" + bytes((4, 3, 2, 0)) + _fixed(1, 0, 0, 0, 1, 0, 0, 0, 1) + ramp * 4 + grid + ramp * 3
    )
    return _profile(b"CMYK", b"prtr", b"Lab ", {b"A2B0": lut})
