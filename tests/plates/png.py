"""A PNG with a palette, as small as the standard library makes it."""

from __future__ import annotations

import struct
import zlib
from collections import Counter

Pixel = tuple[int, int, int]


def packed(pixels: bytes, width: int, height: int) -> bytes:
    """The file for red, green, blue bytes, row by row; the 256 commonest colours are kept."""
    whole = [(pixels[n], pixels[n + 1], pixels[n + 2]) for n in range(0, len(pixels), 3)]
    counted = Counter(whole)
    palette = sorted(sorted(counted, key=lambda pixel: (-counted[pixel], pixel))[:256], key=sum)
    places = {pixel: n for n, pixel in enumerate(palette)}
    for pixel in counted:
        if pixel not in places:
            places[pixel] = min(range(len(palette)), key=lambda n: _apart(palette[n], pixel))
    rows = b"".join(
        b"\0" + bytes(places[pixel] for pixel in whole[row * width : (row + 1) * width])
        for row in range(height)
    )
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0))
        + _chunk(b"PLTE", bytes(value for pixel in palette for value in pixel))
        + _chunk(b"IDAT", zlib.compress(rows, 9))
        + _chunk(b"IEND", b"")
    )


def _apart(one: Pixel, other: Pixel) -> int:
    """How different two colours look; the eye minds green most and blue least."""
    r, g, b = one[0] - other[0], one[1] - other[1], one[2] - other[2]
    return 3 * r * r + 4 * g * g + 2 * b * b


def _chunk(name: bytes, data: bytes) -> bytes:
    check = zlib.crc32(name + data)
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", check)
