"""The story that the targets are held against: small, and with one of everything."""

from __future__ import annotations

from functools import cache

from tests.compiler.small import WORLD
from ulysse_game.compiler.compile import compile_sources
from ulysse_game.compiler.compiled import Compiled
from ulysse_game.compiler.desk import Desk
from ulysse_game.compiler.sources import Source
from ulysse_game.diagnostics import Diagnostic, render
from ulysse_game.diagnostics.catalogue import codes
from ulysse_game.engine import Machine
from ulysse_game.story import Story

SCENES = """\
start:
  at: deck
  with: ann, bob?
  text: |
    Begin. {n < 3: low|high} and {&one|two}, {weather: calm|wind|storm}.

    ann: Hello, {echo hi: you there}.

    again: hi
  choices:
    - go: |
        Go on.

        You go.
      if: n < 90
      do: n += 7, ann.trust -= 1
      goto: start
    - tell: Tell {p.name}.
      each: p in crew if p is not ann
      do: p.stress += 2
      detour: aside
    - look: Look again.
      once: yes
      if: n < 50
      closed: It is dark.
      goto: here
    - leave: Leave.
      goto: the_end
  next: the_end
aside:
  with: ann
  text: |
    {if n > 3}
    > A screen.
    {else if flag_one}
    ann (radio): No.
    {else}
    Nothing *at all*.
    {end}
    {page}
    {words(n)}
  next: return
"""


@cache
def known_codes() -> frozenset[str]:
    """The codes that have a page."""
    return frozenset(codes())


def compiled_with(files: dict[str, bytes]) -> Compiled:
    """The small world with these files in it, or instead of its own."""
    around = {name: text.encode() for name, text in (*WORLD.items(), (_SCENES_FILE, SCENES))}
    whole = {**around, **files}
    return compile_sources([Source(name, data) for name, data in sorted(whole.items())], [])


_SCENES_FILE = "1_part/scenes.yaml"


@cache
def ground() -> Compiled:
    """The small world, compiled."""
    found = compiled_with({"languages/fr/part.po": PO})
    told = render(found.diagnostics, found.sources, "short")
    assert found.story is not None, told
    return found


PO = b"""\
msgid ""
msgstr "Language: fr\\n"

#. ann, bob
msgctxt "start"
msgid "Begin."
msgstr "D\xc3\xa9but. {n: bas|haut}"

#, fuzzy
#| msgid "Leave!"
msgctxt "start.leave"
msgid "Leave."
msgstr "Partir."

#~ msgctxt "gone"
#~ msgid "Gone"
#~ msgstr "Parti"
"""


@cache
def machine() -> Machine:
    """The small world, ready to be played."""
    return Machine(story())


def story() -> Story:
    """The small world."""
    found = ground().story
    assert found is not None
    return found


def desk(found: list[Diagnostic]) -> Desk:
    """A desk at which texts and expressions of the small world are read."""
    declared = ground().declared
    assert declared is not None
    return Desk(declared, found, MOST)


MOST = 2_000
"""As many errors as a compile reports."""


def check(found: tuple[Diagnostic, ...] | list[Diagnostic], sources: dict[str, str]) -> None:
    """Each diagnostic has a page, a sentence, and a place that its file has; all can be shown."""
    for each in found:
        assert each.code in known_codes(), each
        assert each.message and len(each.message) < 1_000, each
        assert each.span.line >= 1 and each.span.column >= 1, each
        if each.span.file in sources:
            lines = sources[each.span.file].count("\n") + 1
            assert each.span.line <= lines, (each, lines)
    for form in ("human", "github"):
        told = render(found[:20], sources, form)
        told.encode("utf-8")
