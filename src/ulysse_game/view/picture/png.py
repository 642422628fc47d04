"""PNG files: the part of the format that pictures of a story need, read and written.

Eight bits a sample, grey, RGB or by palette, not interlaced, up to 640 × 360. The bytes may come
from anybody: whatever is wrong with them becomes one ``BadPicture`` with a sentence, and nothing
is unpacked beyond the size that the head announces.
After the PNG specification, third edition (W3C, 2023): § 5 chunks, § 9 filters, § 11 fields.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from ulysse_game.view.picture.picture import Picture

MOST_WIDTH, MOST_HEIGHT = 640, 360
_MOST_BYTES = 2_000_000

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_GREY, _RGB, _PALETTE = 0, 2, 3
_SAMPLES = {_GREY: 1, _RGB: 3, _PALETTE: 1}


class BadPicture(ValueError):  # noqa: N818 - it is nobody's error
    """These bytes are no picture of ours; the sentence says why."""


class _Head(NamedTuple):
    """What IHDR says."""

    width: int
    height: int
    colour: int


def read_png(data: bytes) -> Picture:
    """The picture in a PNG file's bytes; ``BadPicture`` where they are not one."""
    if len(data) > _MOST_BYTES:
        raise BadPicture("The file is too large.")
    head: _Head | None = None
    palette = b""
    packed = []
    for kind, body in _chunks(data):
        if kind == b"IHDR" and head is None:
            head = _head(body)
        elif kind == b"PLTE":
            palette = body
        elif kind == b"IDAT":
            packed.append(body)
        elif kind == b"IEND":
            break
        elif not kind[0] & 0x20:
            raise BadPicture("The file has a part that is not known here.")
    if head is None:
        raise BadPicture("The file does not begin with its head.")
    rows = _rows(head, b"".join(packed))
    return Picture(head.width, head.height, _coloured(head, rows, palette))


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The parts of the file, each checked against its sum."""
    if data[:8] != _SIGNATURE:
        raise BadPicture("This is not a PNG file.")
    at = 8
    while at + 12 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + size]
        if at + 12 + size > len(data):
            break
        if zlib.crc32(kind + body) != int.from_bytes(data[at + 8 + size : at + 12 + size], "big"):
            raise BadPicture("A part of the file is damaged.")
        yield kind, body
        if kind == b"IEND":
            return
        at += 12 + size
    raise BadPicture("The file ends too early.")


def _head(body: bytes) -> _Head:
    """The head, if it announces what can be read here."""
    if len(body) != 13:
        raise BadPicture("The file's head is damaged.")
    width, height, depth, colour, packing, filters, lacing = struct.unpack(">IIBBBBB", body)
    if not (1 <= width <= MOST_WIDTH and 1 <= height <= MOST_HEIGHT):
        raise BadPicture(f"The picture is larger than {MOST_WIDTH} × {MOST_HEIGHT}, or empty.")
    if depth != 8 or colour not in _SAMPLES:
        raise BadPicture("Only eight bits of grey, of RGB or of a palette can be read.")
    if packing or filters or lacing:
        raise BadPicture("The picture is interlaced, or packed in a way that is not known.")
    return _Head(width, height, colour)


def _rows(head: _Head, packed: bytes) -> list[bytes]:
    """The rows of samples, unpacked and with their filters undone."""
    step = _SAMPLES[head.colour]
    size = head.width * step
    expected = (size + 1) * head.height
    try:
        raw = zlib.decompressobj().decompress(packed, expected)
    except zlib.error:
        raise BadPicture("The picture cannot be unpacked.") from None
    if len(raw) != expected:
        raise BadPicture("The picture has too few rows.")
    rows = []
    before = bytes(size)
    for start in range(0, expected, size + 1):
        before = _plain(raw[start], raw[start + 1 : start + 1 + size], before, step)
        rows.append(before)
    return rows


def _plain(kind: int, row: bytes, above: bytes, step: int) -> bytes:
    """A row without its filter."""
    match kind:
        case 0:
            return row
        case 1:
            plain = bytearray(row)
            for channel in range(step):
                sums = accumulate(row[channel::step])
                plain[channel::step] = bytes([value & 255 for value in sums])
            return bytes(plain)
        case 2:
            return _added(row, above)
        case 3 | 4:
            return _predicted(kind, row, above, step)
        case _:
            raise BadPicture("A row of the picture has a filter that is not known.")


def _added(one: bytes, other: bytes) -> bytes:
    """Two rows added byte by byte, without carries: all at once in two long numbers."""
    low = int.from_bytes(b"\x7f" * len(one), "little")
    a, b = int.from_bytes(one, "little"), int.from_bytes(other, "little")
    total = ((a & low) + (b & low)) ^ ((a ^ b) & ~low)
    return total.to_bytes(len(one), "little")


def _predicted(kind: int, row: bytes, above: bytes, step: int) -> bytes:
    """A row whose bytes were told from those at the left and above: average, or Paeth's."""
    plain = bytearray(step) + row
    corner = bytes(step) + above
    for at in range(step, len(plain)):
        left, up = plain[at - step], corner[at]
        guess = (left + up) >> 1 if kind == 3 else _paeth(left, up, corner[at - step])
        plain[at] = (plain[at] + guess) & 255
    return bytes(plain[step:])


def _paeth(left: int, up: int, corner: int) -> int:
    """Whichever of the three is nearest to left + up - corner (§ 9.4)."""
    to_left, to_up = abs(up - corner), abs(left - corner)
    to_corner = abs(left + up - 2 * corner)
    if to_left <= to_up and to_left <= to_corner:
        return left
    return up if to_up <= to_corner else corner


def _coloured(head: _Head, rows: list[bytes], palette: bytes) -> bytes:
    """Three bytes a pixel from the samples."""
    samples = b"".join(rows)
    if head.colour == _RGB:
        return samples
    if head.colour == _GREY:
        tables = [bytes(range(256))] * 3
    else:
        if not palette or len(palette) % 3 or 3 * max(samples) >= len(palette) > 0:
            raise BadPicture("The picture's palette is damaged.")
        tables = [palette[channel::3].ljust(256, b"\0") for channel in range(3)]
    pixels = bytearray(3 * len(samples))
    for channel, table in enumerate(tables):
        pixels[channel::3] = samples.translate(table[:256])
    return bytes(pixels)


def write_png(picture: Picture) -> bytes:
    """The picture as a PNG file's bytes: by palette where 256 colours are enough, else RGB.

    Only filters that are quickly undone are used: a reader in Python turns a page with it.
    """
    pixels = [picture.pixels[at : at + 3] for at in range(0, len(picture.pixels), 3)]
    colours = sorted(set(pixels))
    if len(colours) <= 256:
        number = {colour: at for at, colour in enumerate(colours)}
        samples = bytes([number[pixel] for pixel in pixels])
        kind, step, parts = _PALETTE, 1, [_chunk(b"PLTE", b"".join(colours))]
    else:
        samples, kind, step, parts = picture.pixels, _RGB, 3, []
    size = step * picture.width
    rows = [samples[at : at + size] for at in range(0, len(samples), size)]
    packed = min((_packed(rows, step, how) for how in ("none", "up", "mixed")), key=len)
    head = struct.pack(">IIBBBBB", picture.width, picture.height, 8, kind, 0, 0, 0)
    return b"".join(
        (_SIGNATURE, _chunk(b"IHDR", head), *parts, _chunk(b"IDAT", packed), _chunk(b"IEND", b""))
    )


def _packed(rows: list[bytes], step: int, how: str) -> bytes:
    """The rows, filtered in one way and packed."""
    above = bytes(len(rows[0]))
    filtered = []
    for row in rows:
        ways = {0: row}
        if how != "none":
            ways = {2: bytes([(a - b) & 255 for a, b in zip(row, above, strict=True)])}
        if how == "mixed":
            left = bytes(step) + row[:-step]
            ways[1] = bytes([(a - b) & 255 for a, b in zip(row, left, strict=True)])
        kind = min(ways, key=lambda each: sum(min(v, 256 - v) for v in ways[each]))
        filtered.append(bytes([kind]) + ways[kind])
        above = row
    return zlib.compress(b"".join(filtered), 9)


def _chunk(kind: bytes, body: bytes) -> bytes:
    """One part of the file, with its length and its sum."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
