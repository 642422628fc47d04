"""The plates: each that the story declares is there, small, of the one size, and can be drawn anew.

Only a few are drawn here, the quickest; all of them take about ten seconds.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from tests.plates.catalogue import PLATES
from tests.plates.noise import Noise, hashed
from tests.plates.png import packed
from tests.plates.sheet import HEIGHT, WIDTH
from ulysse_game.compiler import compile_folder
from ulysse_game.view.picture import Picture, read_png

STORY = Path(__file__).parent.parent.parent / "story"
FILES = sorted((STORY / "plates").glob("*.png"))
MOST_BYTES = 25_000
"""Of a file: all of them travel with the game."""
OTHER = WIDTH * HEIGHT // 1000
"""Pixels that may differ: another machine's sines end in other digits, and a grain falls over."""


@cache
def picture(plate: str) -> Picture:
    return read_png((STORY / "plates" / f"{plate}.png").read_bytes())


def test_what_is_declared_is_drawn_and_nothing_else() -> None:
    story = compile_folder(STORY).story
    assert story is not None
    assert set(story.world.plates) == set(PLATES) == {path.stem for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_is_of_the_one_size_and_small(path: Path) -> None:
    found = picture(path.stem)
    assert (found.width, found.height) == (WIDTH, HEIGHT)
    assert path.stat().st_size <= MOST_BYTES


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_has_light_and_dark_enough_for_few_tones(path: Path) -> None:
    pixels = _pixels(picture(path.stem))
    light = sorted(3 * r + 6 * g + b for r, g, b in pixels)
    dark, bright = light[len(light) // 10], light[-len(light) // 100]
    assert bright - dark > 10 * 85  # a third of all that there is


@pytest.mark.parametrize("plate", ["debt", "irene", "lamp"])
def test_drawn_anew_it_is_the_same(plate: str) -> None:
    anew = read_png(packed(PLATES[plate]().printed(), WIDTH, HEIGHT))
    differing = sum(a != b for a, b in zip(_pixels(anew), _pixels(picture(plate)), strict=True))
    assert differing <= OTHER


def test_a_file_keeps_the_commonest_colours_and_the_nearest_of_the_others() -> None:
    common = [(n, n, n) for n in range(256) for _ in range(2)]
    rare = [(254, 254, 250)]
    found = read_png(packed(bytes(sum([*common, *rare], ())), len(common) + 1, 1))
    assert _pixels(found) == [*common, (253, 253, 253)]


def test_noise_is_the_same_for_ever() -> None:
    assert hashed(3, -4, 5) == hashed(3, -4, 5) != hashed(-4, 3, 5)
    field = Noise(1)
    assert field.at(2, 3) == hashed(2, 3, 1)
    assert all(0 <= field.cloud(n * 0.37, n * -0.21) <= 1 for n in range(200))


def _pixels(found: Picture) -> list[tuple[int, int, int]]:
    whole = found.pixels
    return list(zip(whole[::3], whole[1::3], whole[2::3], strict=True))
