"""A picture in memory, and the same one at another size.

Plain bytes, three to a pixel. Averaging over areas keeps a silhouette's edge where it is and lets
no single grain of the large picture decide a pixel of the small one. It never changes a picture
that is given to it.
"""

from __future__ import annotations

from typing import NamedTuple


class Picture(NamedTuple):
    """``width`` × ``height`` pixels; ``pixels`` are red, green, blue, row by row from the top."""

    width: int
    height: int
    pixels: bytes

    def row(self, y: int) -> bytes:
        """The bytes of one row."""
        size = 3 * self.width
        return self.pixels[y * size : (y + 1) * size]

    def at(self, x: int, y: int) -> tuple[int, int, int]:
        """One pixel, each part 0 to 255."""
        start = 3 * (y * self.width + x)
        red, green, blue = self.pixels[start : start + 3]
        return red, green, blue


def fitted(picture: Picture, columns: int, most: int) -> tuple[int, int]:
    """The columns and rows of cells in which a picture keeps its shape, both at least 1.

    It gets ``columns`` of them unless that takes more than ``most`` rows. A cell is taken to be
    twice as high as it is wide.
    """
    rows = max(1, round(columns * picture.height / picture.width / 2))
    if rows <= most:
        return max(1, columns), rows
    rows = max(1, most)
    return max(1, min(columns, round(rows * 2 * picture.width / picture.height))), rows


def scaled(picture: Picture, width: int, height: int) -> Picture:
    """The picture at another size, each new pixel the average of the area it stands for.

    Down first and then across, whole rows at a time: see ``_averaged``.
    """
    if (width, height) == (picture.width, picture.height):
        return picture
    rows = _averaged([picture.row(y) for y in range(picture.height)], height)
    pixels = b"".join(rows)
    columns = [
        b"".join([pixels[3 * x + channel :: 3 * picture.width] for channel in range(3)])
        for x in range(picture.width)
    ]
    parts = bytearray(3 * width * height)
    for x, column in enumerate(_averaged(columns, width)):
        for channel in range(3):
            of_one = column[channel * height : (channel + 1) * height]
            parts[3 * x + channel :: 3 * width] = of_one
    return Picture(width, height, bytes(parts))


def _averaged(lines: list[bytes], count: int) -> list[bytes]:
    """``count`` lines, each the average of those that it stands for, by their shares.

    A line is read as one long number with two bytes for each of its own. The shares add up to
    256, so that no sum runs over into its neighbour, and the upper byte of each is the average.
    """
    size = len(lines[0])
    wide = []
    for line in lines:
        spread = bytearray(2 * size)
        spread[::2] = line
        wide.append(int.from_bytes(spread, "little"))
    half = int.from_bytes(b"\x80\0" * size, "little")
    averages = []
    for shares in _shares(len(lines), count):
        total = half + sum(share * wide[at] for at, share in shares)
        averages.append(total.to_bytes(2 * size, "little")[1::2])
    return averages


def _shares(size: int, count: int) -> list[list[tuple[int, int]]]:
    """For each of ``count`` equal parts of ``size`` lines: which lines it takes, how much of each.

    In parts of 256, rounded so that they always add up to that.
    """
    parts = []
    for part in range(count):
        start, end = part * size, (part + 1) * size  # in units of a line's part in ``count``
        first, last = start // count, (end - 1) // count
        cuts = [min(max(at * count, start), end) for at in range(first, last + 2)]
        told = [(256 * (cut - start) + size // 2) // size for cut in cuts]
        parts.append([(first + at, told[at + 1] - told[at]) for at in range(len(told) - 1)])
    return parts
