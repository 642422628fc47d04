"""The worst inputs we know for each reader, made in any size: how its work and memory grow.

A family is a reader and a way to make an input of about so many bytes that gives it the most to do
for each. What is held to is the exponent between two sizes, never a time: work is as it should be
while four times the bytes take about four times as long. The smallest of a few measurements is
taken, as other processes make any of them longer but none shorter.
"""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import suppress
from math import log
from time import process_time
from typing import NamedTuple

from tests.compiler.small import WORLD
from tests.fuzz.ground import SCENES, compiled_with, desk, ground
from ulysse_game.compiler.desk import EnoughError
from ulysse_game.compiler.expressions import Scope
from ulysse_game.compiler.line_renames import renames_of
from ulysse_game.compiler.po import plain_lines, previous_of, read_po
from ulysse_game.compiler.prose import At
from ulysse_game.compiler.read_yaml import read_yaml
from ulysse_game.compiler.walkthroughs import read_walkthrough
from ulysse_game.diagnostics import Diagnostic
from ulysse_game.engine import Machine
from ulysse_game.play import start
from ulysse_game.play.strict_json import parse

TIMES = 4
"""The larger input is so many times the smaller."""
TOO_SHORT = 0.004
"""Seconds of work below which no exponent can be told, and none need be."""
HELD_TO = 1.5
"""The exponent that no family may reach: what is quadratic comes to 1.8 and more."""
_HERE = At("1_part/scenes.yaml", 1, 1, 1)
_SCENES = "1_part/scenes.yaml"

Work = Callable[[bytes], object]


class Family(NamedTuple):
    """Inputs of one kind: the reader's name, what they are, how one is made, what reads it."""

    reader: str
    what: str
    make: Callable[[int], bytes]
    work: Work


class Growth(NamedTuple):
    """How a family grew: the exponent of its time (0 where too short), seconds of the larger."""

    exponent: float
    seconds: float


def growth(family: Family, size: int, tries: int = 3) -> Growth:
    """Measure a family; it is tried again while it seems to grow too fast."""
    small, large = family.make(size), family.make(TIMES * size)
    best_small = best_large = float("inf")
    for _ in range(tries):
        best_small = min(best_small, _seconds(family.work, small))
        best_large = min(best_large, _seconds(family.work, large))
        if best_large < TOO_SHORT:
            return Growth(0.0, best_large)
        exponent = log(best_large / best_small, TIMES)
        if exponent < HELD_TO - 0.3:
            break
    return Growth(log(best_large / best_small, TIMES), best_large)


def _seconds(work: Work, data: bytes) -> float:
    was_on = gc.isenabled()
    gc.disable()
    try:
        begun = process_time()
        work(data)
        return process_time() - begun
    finally:
        if was_on:
            gc.enable()


def memory(family: Family, size: int) -> float:
    """Bytes taken at most, for each byte of an input of this size."""
    data = family.make(size)
    family.work(family.make(100))  # what is made once is not its own
    tracemalloc.start()
    try:
        family.work(data)
        return tracemalloc.get_traced_memory()[1] / len(data)
    finally:
        tracemalloc.stop()


# ── Readers ─────────────────────────────────────────────────────────────────────────────────────


def _yaml(data: bytes) -> None:
    found: list[Diagnostic] = []
    read_yaml("a.yaml", data, found.append)


def _prose(data: bytes) -> None:
    here = desk([])
    with suppress(EnoughError):
        here.block("start.x", data.decode(), _HERE, Scope(here.declared, "part", "start"))


def _po(data: bytes) -> None:
    for entry in read_po(plain_lines(data.decode())).entries:
        previous_of(entry.notes)


def _walkthrough(data: bytes) -> None:
    read_walkthrough("walk.yaml", data, ground())


def _json(data: bytes) -> None:
    with suppress(ValueError):
        parse(data)


def _in_file(file: str) -> Work:
    return lambda data: compiled_with({_SCENES: SCENES.encode(), file: data})


def _shown(data: bytes) -> None:
    """A story of one page, compiled and shown."""
    from tests.fuzz.packs import library

    found = compiled_with({_SCENES: data})
    assert found.story is not None
    session = start(library(Machine(found.story)), seed=1)
    session.page()
    session.close()


# ── Makers ──────────────────────────────────────────────────────────────────────────────────────


def again(unit: str, before: str = "", after: str = "") -> Callable[[int], bytes]:
    """``unit`` again and again, between two others."""
    each = unit.encode()
    return lambda size: before.encode() + each * max(size // len(each), 1) + after.encode()


def numbered(unit: str, before: str = "", after: str = "") -> Callable[[int], bytes]:
    """``unit`` again and again with a number where it has ``#``."""

    def made(size: int) -> bytes:
        count = max(size // (len(unit) + 3), 1)
        rows = "".join(unit.replace("#", str(number)) for number in range(count))
        return f"{before}{rows}{after}".encode()

    return made


def _page(unit: str) -> Callable[[int], bytes]:
    indented = unit.replace("\n", "\n    ")
    head, tail = "start:\n  with: ann\n  text: |\n    ", "x\n  next: the_end\n"
    return numbered(indented, head, tail)


def _repeated(size: int) -> bytes:
    """A page that marks words, and repeats them all."""
    count = size // 8
    marks = "".join(f"    {{echo e{number}: hi}}\n\n" for number in range(count))
    names = ", ".join(f"e{number}" for number in range(count))
    return f"start:\n  text: |\n{marks}    again: {names}\n  next: the_end\n".encode()


def families() -> Iterator[Family]:
    """Every family that is held to its growth."""
    for unit in PROSE:
        yield Family("prose", repr(unit), again(unit), _prose)
    yield Family("prose", "one long tag", again("a", "<"), _prose)
    yield Family("prose", "one long tag with spaces", again("a ", "<a "), _prose)
    previous = again(" ", "#, fuzzy\n#| msgid", 'x\nmsgid "a"\nmsgstr "b"\n')
    yield Family("po", "spaces in a previous source", previous, _po)
    for unit in YAML:
        yield Family("yaml", repr(unit), again(unit), _yaml)
        yield Family("yaml", f"start: {unit!r}", again(unit, "start:\n  a: "), _yaml)
    for before in ("", *PO_HEADS):
        for unit in PO:
            entry = '\nmsgid "a"\nmsgstr "b"\n'
            yield Family("po", f"{before!r} {unit!r}", again(unit, before, entry), _po)
    for unit in JSON:
        yield Family("json", repr(unit), again(unit, '{"a":['), _json)
    for head, unit in WALKS:
        yield Family("walkthrough", repr(unit), numbered(unit, head), _walkthrough)
    for unit in PAGES:
        made = _page(unit)
        yield Family("page", repr(unit), lambda size, made=made: made(8 * size), _shown)  # type: ignore[misc]
    yield Family("page", "echoes repeated", _repeated, _shown)
    for unit in SCENE_TABLES:
        tail = "the_last:\n  next: the_end\n"
        yield Family("scenes", repr(unit), numbered(unit, "start:\n  next: the_end\n", tail),
                     lambda data: compiled_with({_SCENES: data}))  # fmt: skip
    for file, head, unit in TABLES:
        make = numbered(unit, head)
        yield Family("tables", f"{file} {unit!r}", make, _in_file(file))
    for unit in RENAMED:
        yield Family("renames", repr(unit), again(unit, "{old ", "}"), _renamed)
    for unit in FRENCH:
        escaped = unit.replace('"', '\\"').replace("\n", "\\n")
        entry = 'msgctxt "start"\nmsgid "Begin."\nmsgstr "'
        yield Family("translation", repr(unit), again(escaped, entry, '"\n'), _translated)


def _renamed(data: bytes) -> None:
    """Words of a catalogue in a story with a rename."""
    renames_of((("person", "old", "ann"),)).words(data.decode())


def _translated(data: bytes) -> None:
    plain = b"start:\n  text: Begin.\n  next: the_end\n"
    compiled_with({_SCENES: plain, "languages/fr/part.po": data})


PROSE = (
    "<a", "<a ", "</a", "<!-", "<a>b", "_a ", "_", "[a]", "[", "[a](", "!", "*", "* ", "**", "** a",
    "*a", "\\", "\\a", "\\{", "{", "}", "{}", "{a}", "{n", "{n:", "{n < 3: a|b}", "{n < 3: a|",
    "{&a|b}", "{&a|", "|", "{a|", "{echo ", "{echo a: b}", "{echo hi: a}", "a:", "ann: x\n\n",
    "ann: x\n", "ann (", "ann (x): y\n\n", "ann ?: ", "Ann: X\n\n", "again: hi\n\n", "> x\n", ">\n",
    "{if n > 3}\n", "{if n > 3}\na\n{end}\n", "{else}\n", "{end}\n", "{page}\n", "// x\n", "# x\n",
    "- a: b\n", "-> a\n", "\t", " ", "\n", "\"", "'a ", " // ", "é", "{x: a|b}", "zzz: b\n",
    "{n < 3:\n ann: x|b}\n", "{n < 3: {n < 3: a|b}|c}", "a # ", "ann: x\nzzz: y\n", "\u202f: ",
)  # fmt: skip
YAML = (
    "a: b\n", "a:\n", "- a\n", "[", "{", "{a: ", "[a,", "a: {b: c}\n", "\"", "'", "a: \"b\"\n",
    "? a\n", "? ", "- - ", "&a ", "*a ", "!a ", "a: &b c\n", "<<: a\n", "a: |\n b\n", "a: |\n\n",
    " ", "\t", "\n", "#", "# a\n", "a: b # c\n", "---\n", "...\n", "%TAG ! a\n", "a b\n",
    "  a: b\n", "a:b\n", ": ", "a: b: c\n", "\\", "\"\\u263a\" ", "é", "\u2028", "\x07", "@",
    "- a:\n", "-a\n", "\r", "a: 'b\n", "a: [b\n", "(a): b\n",
)  # fmt: skip
PO = (
    'msgid "a"\n', 'msgctxt "a"\n', 'msgstr "a"\n', 'msgid "a"\nmsgstr "b"\n', '"a"\n', '"', "\\",
    '\\"', "#", "# \n", "#, fuzzy\n", "#~ ", '#~ msgid "a"\n#~ msgstr "a"\n', '#| msgid "a"\n', " ",
    "\t", "\n", " \n", 'msgid_plural "a"\n', 'msgstr[0] "a"\n', "a\n", ", ",
)  # fmt: skip
PO_HEADS = (
    'msgctxt "start"\nmsgid "x"\nmsgstr "y"', "msgid ", 'msgid "', 'msgid ""\n', "#, fuzzy, ",
    'msgctxt "a"\nmsgid "x"\nmsgstr ""\n', "#, fuzzy\n#| msgid",
)  # fmt: skip
JSON = ("[", "1,", '"a",', "{},", '{"a":', "0.1,", "1e9,", '"\\u00e9",', " ", "9", '"', "-")
WALKS = (
    ("walkthrough: x\nplay:\n", "- start: go\n"), ("walkthrough: x\nplay:\n", "- s#: go\n"),
    ("walkthrough: x\nplay:\n", "- start: c#\n"), ("walkthrough: x\nplay:\n", "- ending: e#\n"),
    ("walkthrough: x\nplay:\n", "- expect: n is # and not x#\n"),
    ("walkthrough: x\nplay:\n- open: a", ", a#"),
)  # fmt: skip
PAGES = (
    "A word.\n\n", "“A” {n < 3: b|c}.\n\n", "ann: Hello #.\n\n", "{&a|b}\n\n", "> A screen.\n\n",
    "{echo e#: hi} there.\n\n", "{if n > 3}\na\n{else}\nb\n{end}\n", "{page}\n", '"\n\n',
)  # fmt: skip
SCENE_TABLES = (
    "s#:\n  next: the_end\n", "s#:\n  next: t#\n", "s#:\n  next: s#\n",
    "s#:\n  detour: the_last\n  next: the_end\n", "s#:\n  was: t#\n  next: the_end\n",
    "s#:\n  choices:\n    - a: A.\n      goto: the_end\n  next: the_end\n",
    "s#:\n  text: |\n    {echo e#: hi}\n  next: the_end\n",
)  # fmt: skip
TABLES = (
    ("world/more.yaml", "variables:\n", "  v#: 0..9, x\n"),
    ("world/more.yaml", "variables:\n  w: a", " | a#"),
    ("world/more.yaml", "variables:\n  w: a", "="),
    ("world/more.yaml", "sets:\n", "  s#: ann, bob\n"),
    ("world/tags.yaml", "tags:\n", "  t#: mild\n"),
    ("world/voices.yaml", WORLD["world/voices.yaml"].lstrip("\n"), "  v#: ship, V#\n"),
    ("world/words.yaml", "words:\n  presence:\n    means: x\n    forms: a", " | f#"),
    ("world/places.yaml", "places:\n  ship:\n    deck: Deck\n", "    r#: R\n"),
    ("world/rules.yaml", "rules:\n", "  r#:\n    when: n > 3\n    do: n += 1\n"),
    ("world/names.yaml", "names:\n", "  n#: m#\n"),
)
RENAMED = ("a.", "a ", "is ", "a is b ", "a in (", "ann: ", "ann (", "\nann: a, ", "{a", " ")
FRENCH = ("<b>", "a # ", '"\n\n', "{x}", "é", "\\{", "Non. ")
