"""PNG files: what is written is read, and whatever is not a picture is one sentence."""

import hashlib
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ulysse_game.view.picture import BadPicture, Picture, read_png, write_png


@st.composite
def pictures(draw: st.DrawFn) -> Picture:
    width, height = draw(st.integers(1, 9)), draw(st.integers(1, 7))
    return Picture(width, height, draw(st.binary(min_size=(n := 3 * width * height), max_size=n)))


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(
    width: int = 2,
    height: int = 2,
    rows: bytes = b"",
    *,
    depth: int = 8,
    colour: int = 2,
    lacing: int = 0,
    extra: bytes = b"",
) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, lacing)
    data = chunk(b"IDAT", zlib.compress(rows))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + extra + data + chunk(b"IEND", b"")


@settings(max_examples=30)
@given(pictures())
def test_what_is_written_is_read(picture: Picture) -> None:
    assert read_png(write_png(picture)) == picture


def test_many_colours_are_written_as_rgb() -> None:
    pixels = bytes(range(256)) * 3 + bytes(3 * 64)
    many = Picture(20, 16, (pixels + bytes(range(255, -1, -1)) * 3)[: 3 * 320])
    assert write_png(many)[25] == 2
    assert read_png(write_png(many)) == many
    assert write_png(Picture(2, 1, b"abcabc"))[25] == 3


def test_every_filter_is_undone() -> None:
    # Rows told from nothing, from the left, from above, from their mean, and by Paeth, in turn.
    raw, above, told = b"", bytes(36), b""
    for kind in (4, 0, 1, 2, 3, 4, 4, 3, 1):
        plain = hashlib.sha512(bytes([len(told) // 36])).digest()[:36]
        line = bytearray()
        for at, value in enumerate(plain):
            left = plain[at - 3] if at >= 3 else 0
            up, corner = above[at], above[at - 3] if at >= 3 else 0
            sides = [abs(up - corner), abs(left - corner), abs(left + up - 2 * corner)]
            paeth = (left, up, corner)[sides.index(min(sides))]
            line.append(value - (0, left, up, (left + up) // 2, paeth)[kind] & 255)
        raw, above = raw + bytes([kind]) + bytes(line), plain
        told += plain
    assert read_png(png(12, 9, raw)).pixels == told


def test_grey_and_palette_become_colours() -> None:
    grey = png(2, 1, b"\0\x07\xff", colour=0)
    assert read_png(grey) == Picture(2, 1, b"\7\7\7\xff\xff\xff")
    palette = png(2, 1, b"\0\1\0", colour=3, extra=chunk(b"PLTE", b"abcdef"))
    assert read_png(palette) == Picture(2, 1, b"defabc")
    beyond = png(2, 1, b"\0\2\0", colour=3, extra=chunk(b"PLTE", b"abcdef"))
    with pytest.raises(BadPicture, match="palette"):
        read_png(beyond)


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "not a PNG"),
        (b"GIF89a" + bytes(40), "not a PNG"),
        (png(rows=bytes(14))[:-20], "too early"),
        (png(rows=bytes(14)).replace(b"IDAT", b"IDAX"), "damaged"),
        (png(641, 1, bytes(2000)), "larger"),
        (png(0, 1), "larger"),
        (png(1, 1, bytes(4), depth=16), "eight bits"),
        (png(1, 1, bytes(4), colour=6), "eight bits"),
        (png(rows=bytes(14), lacing=1), "interlaced"),
        (png(rows=bytes(5)), "too few rows"),
        (png(rows=b"\x09" + bytes(13)), "filter"),
        (png(rows=bytes(14), extra=chunk(b"NEWS", b"")), "not known"),
        (png(rows=bytes(14), extra=chunk(b"IDAT", b"no zlib")), "unpacked"),
        (bytes(3_000_000), "too large"),
        (b"\x89PNG\r\n\x1a\n" + chunk(b"IEND", b""), "head"),
    ],
)
def test_what_is_no_picture_is_one_sentence(data: bytes, word: str) -> None:
    with pytest.raises(BadPicture, match=word):
        read_png(data)


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    real = zlib.decompressobj

    class Watched:
        def decompress(self, packed: bytes, most: int) -> bytes:
            asked.append(most)
            return real().decompress(packed, most)

    monkeypatch.setattr(zlib, "decompressobj", Watched)
    assert read_png(png(2, 2, bytes(5_000_000))).pixels == bytes(12)
    assert asked == [14]


@settings(max_examples=40)
@given(pictures(), st.data())
def test_hostile_bytes_are_refused_or_read(picture: Picture, data: st.DataObject) -> None:
    good = bytearray(write_png(picture))
    for _ in range(data.draw(st.integers(1, 4))):
        good[data.draw(st.integers(0, len(good) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(good)))
    for bad in (bytes(good), bytes(good[:cut]), bytes(good[cut:]), data.draw(st.binary())):
        try:
            read = read_png(bad)
        except BadPicture as refused:
            assert str(refused).endswith(".")
        else:
            assert len(read.pixels) == 3 * read.width * read.height


@settings(max_examples=30)
@given(pictures(), st.data())
def test_a_file_with_sound_sums_may_hold_anything(picture: Picture, data: st.DataObject) -> None:
    rows = data.draw(st.binary(max_size=60))
    colour = data.draw(st.sampled_from([0, 2, 3]))
    extra = chunk(b"PLTE", data.draw(st.binary(max_size=12)))
    try:
        read = read_png(png(picture.width, picture.height, rows, colour=colour, extra=extra))
    except BadPicture:
        return
    assert len(read.pixels) == 3 * picture.width * picture.height
