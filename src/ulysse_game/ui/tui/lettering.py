"""A title in letters of half blocks, three rows high, where there is room for them.

The letters are drawn here, dot by dot; a title with a sign that is not among them is left to
ordinary letters. It knows no colour.
"""

from __future__ import annotations

from itertools import pairwise

from ulysse_game.view.wrap import cells

_HEIGHT = 6  # dots, two to a row of cells
_BETWEEN = 2  # dots between letters
_SPACE = 5  # dots between words

_DRAWN = {
    "A": ".##. #..# #..# #### #..# #..#",
    "B": "###. #..# ###. #..# #..# ###.",
    "C": ".### #... #... #... #... .###",
    "D": "###. #..# #..# #..# #..# ###.",
    "E": "#### #... ###. #... #... ####",
    "F": "#### #... ###. #... #... #...",
    "G": ".### #... #... #.## #..# .###",
    "H": "#..# #..# #### #..# #..# #..#",
    "I": "# # # # # #",
    "J": "...# ...# ...# ...# #..# .##.",
    "K": "#..# #.#. ##.. ##.. #.#. #..#",
    "L": "#... #... #... #... #... ####",
    "M": "#...# ##.## #.#.# #.#.# #...# #...#",
    "N": "#...# ##..# #.#.# #.#.# #..## #...#",
    "O": ".##. #..# #..# #..# #..# .##.",
    "P": "###. #..# #..# ###. #... #...",
    "Q": ".##. #..# #..# #..# #.#. .#.#",
    "R": "###. #..# #..# ###. #.#. #..#",
    "S": ".### #... .##. ...# ...# ###.",
    "T": "##### ..#.. ..#.. ..#.. ..#.. ..#..",
    "U": "#..# #..# #..# #..# #..# .##.",
    "V": "#...# #...# #...# .#.#. .#.#. ..#..",
    "W": "#...# #...# #.#.# #.#.# ##.## #...#",
    "X": "#..# #..# .##. .##. #..# #..#",
    "Y": "#...# #...# .#.#. ..#.. ..#.. ..#..",
    "Z": "#### ...# ..#. .#.. #... ####",
    "’": "# # . . . .",
    "'": "# # . . . .",
    "-": "... ... ### ... ... ...",
}
_LETTERS = {sign: dots.split(" ") for sign, dots in _DRAWN.items()}
_SIGNS = {("#", "#"): "█", ("#", "."): "▀", (".", "#"): "▄", (".", "."): " "}


def lettered(title: str, width: int) -> list[str] | None:
    """The rows of a title in large letters; nothing if it cannot be written in ``width`` cells.

    It takes as few lines as it can, an empty row between them, each about as long as the next.
    """
    words = title.upper().split()
    if not words or any(sign not in _LETTERS for word in words for sign in word):
        return None
    sizes = [len(_line(word)[0]) for word in words]
    if max(sizes) > width:
        return None
    rows: list[str] = []
    for line in _parted(words, sizes, width):
        dots = _line(" ".join(line))
        rows += [""] if rows else []
        rows += [
            "".join([_SIGNS[pair] for pair in zip(dots[y], dots[y + 1], strict=True)]).rstrip()
            for y in range(0, _HEIGHT, 2)
        ]
    assert all(cells(row) <= width for row in rows)
    return rows


def _line(text: str) -> list[str]:
    """The rows of dots of one line."""
    rows = [""] * _HEIGHT
    for before, sign in pairwise(" " + text):
        if sign == " ":
            continue
        gap = _SPACE if before == " " else _BETWEEN
        rows = [
            (row + "." * gap if row else "") + dots
            for row, dots in zip(rows, _LETTERS[sign], strict=True)
        ]
    return rows


def _parted(words: list[str], sizes: list[int], width: int) -> list[list[str]]:
    """The words in lines, the longest of which is as short as can be."""
    count = 1
    while (found := _in_lines(words, sizes, width, count)) is None:
        count += 1
    return found


def _in_lines(words: list[str], sizes: list[int], width: int, count: int) -> list[list[str]] | None:
    """The words in at most ``count`` lines, if that can be."""
    best: list[list[str]] | None = None
    for most in range(max(sizes), width + 1):
        lines: list[list[str]] = []
        used = width + 1
        for word, size in zip(words, sizes, strict=True):
            if used + _SPACE + size <= most:
                lines[-1].append(word)
                used += _SPACE + size
            else:
                lines.append([word])
                used = size
        if len(lines) <= count:
            best = lines
            break
    return best
