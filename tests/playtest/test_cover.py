"""What walkthroughs show: counted, told to people and to tools."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from tests.compiler.small import compiled as small
from ulysse_game.compiler import Compiled
from ulysse_game.compiler.walkthroughs import read_walkthrough
from ulysse_game.engine import Machine
from ulysse_game.explore.items import Item
from ulysse_game.playtest import Result, read, replay
from ulysse_game.playtest.cover import (
    Coverage,
    Excerpts,
    Share,
    Watch,
    as_json,
    cover,
    key_of,
    placed,
    report,
    total,
)
from ulysse_game.playtest.cover.count import KINDS, by_chapter, by_kind
from ulysse_game.playtest.cover.report import percent
from ulysse_game.playtest.cover.within import outer_of, outermost

WALKTHROUGHS = Path(__file__).parent.parent / "samples" / "walkthroughs"

STORY = """
start:
  text: |
    {n >= 1: Again {n >= 2: and again}.|First.}

    {if flag_one}
    Never.
    {end}
  choices:
    - more: |
        More.

        Well.
      do: n += 1
      goto: start
    - shut: Shut.
      if: n >= 50
      closed: Not yet.
      goto: start
    - never: Never.
      if: flag_one
      goto: hidden
    - end: The end.
      goto: the_end
hidden:
  text: |
    Hidden, {flag_two: so|or so}.
  choices:
    - back: Back.
      goto: start
"""


def walked(compiled: Compiled, machine: Machine, *plays: str) -> list[Result]:
    found = []
    for number, play in enumerate(plays, 1):
        text = f"walkthrough: w{number}\nplay:\n{play}"
        walkthrough, diagnostics = read_walkthrough(f"w{number}.yaml", text.encode(), compiled)
        assert walkthrough is not None, diagnostics
        found.append(replay(machine, walkthrough))
    return found


@cache
def covered(story: str, *plays: str) -> tuple[Coverage, Compiled]:
    compiled = small(story)
    assert compiled.story is not None, compiled.diagnostics
    machine = Machine(compiled.story)
    watch = Watch(machine)
    results = walked(compiled, machine, *plays)
    return cover(compiled.story, placed(watch.items, compiled), results, watch.shown), compiled


ONCE = "  - start: end\n"
TWICE = "  - start: more\n  - start: end\n"


# -- counting -------------------------------------------------------------------------------------


def test_each_item_has_the_number_of_walkthroughs_that_show_it() -> None:
    coverage, _ = covered(STORY, ONCE, TWICE)
    counts = coverage.counts
    assert counts["scene", "start"] == 2
    assert counts["scene", "hidden"] == 0
    assert counts["choice", "start.more"] == 1
    assert counts["choice", "start.end"] == 2
    assert counts["closed", "start.shut#1"] == 2
    assert counts["text", "start.more"] == 2
    assert counts["text", "start.more.then"] == 1
    assert counts["text", "start.never"] == 0
    assert counts["alternative", "start#1.1"] == 1
    assert counts["alternative", "start#1.2"] == 2
    assert counts["alternative", "start#1.1.1.1"] == 0
    assert counts["alternative", "start#1.1.1.none"] == 1
    assert counts["alternative", "start#2.none"] == 2
    assert counts["yes", "start.never.if"] == 0
    assert counts["no", "start.never.if"] == 2
    assert counts["ending", "curtain"] == 2


def test_a_walkthrough_that_shows_something_twice_counts_once() -> None:
    coverage, _ = covered(STORY, "  - start: more\n  - start: more\n")
    assert coverage.counts["choice", "start.more"] == 1


def test_what_failed_is_counted_as_far_as_it_came() -> None:
    coverage, _ = covered(STORY, "  - start: more\n  - start: never\n  - hidden: back\n")
    assert not coverage.walked[0].passed
    assert coverage.counts["choice", "start.more"] == 1
    assert coverage.counts["scene", "hidden"] == 0


def test_a_made_up_start_shows_its_first_page() -> None:
    compiled = small(STORY)
    assert compiled.story is not None
    machine = Machine(compiled.story)
    text = "walkthrough: w\nfrom:\n  scene: hidden\nplay:\n  - hidden: back\n"
    walkthrough, diagnostics = read_walkthrough("w.yaml", text.encode(), compiled)
    assert walkthrough is not None, diagnostics
    shown = Watch(machine).shown(replay(machine, walkthrough))
    assert ("scene", "hidden") in shown
    assert ("text", "hidden") in shown
    assert ("alternative", "hidden#1.1") in shown
    assert ("alternative", "hidden#1.2") not in shown
    assert ("text", "hidden.back") in shown
    assert ("scene", "start") in shown


def test_nothing_is_shown_that_is_no_item(compiled: Compiled, machine: Machine) -> None:
    watch = Watch(machine)
    keys = {key_of(item) for item in watch.items}
    for file in sorted(WALKTHROUGHS.glob("*.yaml")):
        script = read(str(file), compiled).script
        assert script is not None
        assert watch.shown(replay(machine, script)) <= keys


def test_shares() -> None:
    coverage, compiled = covered(STORY, ONCE)
    assert compiled.story is not None
    kinds = {share.label: (share.shown, share.all) for share in by_kind(coverage)}
    assert kinds["scene"] == (2, 4)
    assert kinds["ending"] == (1, 1)
    assert list(kinds) == [kind for kind in KINDS if kind in kinds]
    chapters = {share.label: share for share in by_chapter(coverage, compiled.story)}
    assert list(chapters) == ["part", "second", "common"]
    whole = total(coverage)
    assert whole.all == sum(share.all for share in chapters.values()) == len(coverage.items)
    assert whole.shown == sum(share.shown for share in chapters.values())


@pytest.mark.parametrize(
    ("shown", "all", "told"),
    [(0, 9, "0 %"), (9, 9, "100 %"), (0, 0, "100 %"), (1, 9999, "0.1 %"), (9998, 9999, "99.9 %"),
     (1, 2, "50.0 %")],
)  # fmt: skip
def test_a_percentage_never_rounds_to_all_or_nothing(shown: int, all: int, told: str) -> None:
    assert percent(Share("", shown, all)) == told


def test_of_nothing_everything_is_shown() -> None:
    assert Share("", 0, 0).percent == 100
    assert Share("", 1, 4).percent == 25


# -- where things are written ---------------------------------------------------------------------

PLACES = """
start:
  at: deck
  with: ann
  when: n is 0
  else: the_end
  do:
    - n += 1 if flag_one
    - n += 1
  text: |
    One.

    {if flag_one}
    Two.
    {else}
    Three,
    {flag_two: four|five}.
    {end}
  choices:
    - ask: |
        Ask {p}.
      each: p in ours if p.trust >= 3
      goto: here
    - go: Go.
      if: n >= 1
      closed: Not yet.
      do: n += 1 if flag_two
      goto: the_end
  next:
    - later if flag_one and n is 0
    - the_end
"""


def test_everything_has_its_line() -> None:
    coverage, compiled = covered(PLACES, "  - at: start\n")
    lines = PLACES.split("\n")
    at = {(item.kind, item.name): lines[item.line - 1].strip() for item in coverage.items
          if item.file == "1_part/scenes.yaml"}  # fmt: skip
    assert at["scene", "start"] == "start:"
    assert at["yes", "start.when"] == "when: n is 0"
    assert at["no", "start.do[1].if"] == "do:"
    assert at["text", "start"] == "One."
    assert at["alternative", "start#1.1"] == "Two."
    assert at["alternative", "start#1.2"] == "Three,"
    assert at["alternative", "start#1.2.1.2"] == "{flag_two: four|five}."
    assert at["choice", "start.ask/ann"] == "- ask: |"
    assert at["yes", "start.ask.if"] == "each: p in ours if p.trust >= 3"
    assert at["closed", "start.go#1"] == "closed: Not yet."
    assert at["no", "start.go.do[1].if"] == "do: n += 1 if flag_two"
    assert at["yes", "start.next[1]"] == "- later if flag_one and n is 0"
    assert all(item.line and item.file for item in coverage.items), coverage.items
    ends = {item.name: item for item in coverage.items if item.kind == "ending"}
    curtain = ends["curtain"]
    assert compiled.sources[curtain.file].split("\n")[curtain.line - 1] == "  curtain:"


def test_items_are_in_the_order_of_files_and_lines(compiled: Compiled, machine: Machine) -> None:
    items = placed(Watch(machine).items, compiled)
    files = list(dict.fromkeys(item.file for item in items))
    assert len(files) == len({item.file for item in items})
    for file in files:
        lines = [item.line for item in items if item.file == file]
        assert lines == sorted(lines)


# -- what stands in what --------------------------------------------------------------------------


def test_what_is_in_something_never_shown_is_not_told_again() -> None:
    coverage, _ = covered(STORY, TWICE)
    found = {key_of(each.item): each.within for each in outermost(coverage.never)}
    assert found["scene", "hidden"] >= 5
    assert found["text", "start.never"] == 1  # its label, and so the choice itself
    assert ("choice", "start.never") not in found
    assert ("text", "hidden") not in found
    assert ("alternative", "hidden#1.1") not in found
    assert found["alternative", "start#1.1.1.1"] == 0
    assert sum(found.values()) + len(found) == len(coverage.never)


def test_an_alternative_stands_in_the_one_around_it() -> None:
    coverage, _ = covered(STORY, ONCE)
    found = {key_of(each.item): each.within for each in outermost(coverage.never)}
    assert found["alternative", "start#1.1"] == 2
    assert found["choice", "start.more"] == 1


def test_a_thousand_things_in_one_another_are_told_by_the_outermost() -> None:
    path = "1.1"
    never = [Item("text", "s", "f", 1)]
    for _ in range(300):
        never.append(Item("alternative", f"s#{path}", "f", 1))
        path += ".1.1"
    found = outermost(reversed(never))
    assert [(each.item.name, each.within) for each in found] == [("s", 300)]


def test_an_alternative_stands_in_every_one_around_it() -> None:
    outer = list(outer_of(Item("alternative", "s.go.then#2.said.1.3.4.none", "f", 1)))
    assert outer == [
        ("alternative", "s.go.then#2.said.1.3"),
        ("alternative", "s.go.then#2.said"),
        ("text", "s.go.then"),
        ("choice", "s.go"),
        ("scene", "s"),
    ]


# -- reports --------------------------------------------------------------------------------------


def test_the_report_for_people() -> None:
    coverage, compiled = covered(STORY, ONCE, "  - start: never\n")
    assert compiled.story is not None
    lines = list(report(coverage, compiled.story, "here", Excerpts(compiled.story)))
    assert lines[:2] == [
        "2 walkthroughs of small",
        "  w2.yaml does not replay as it says; what it still shows is counted.",
    ]
    scenes = next(line for line in lines if line.startswith("  scenes"))
    assert scenes.split() == ["scenes", "2", "of", "4", "50.0", "%"]
    hidden = next(line for line in lines if line.split()[1:3] == ["scene", "hidden"])
    number = STORY.split("\n").index("hidden:") + 1
    assert hidden.split()[0] == f"here/1_part/scenes.yaml:{number}"
    assert "in it)" in hidden
    again = next(line for line in lines if "start#1.1 " in line)
    assert again.endswith("  start#1.1  “Again…”  (and 2 in it)")


def test_nothing_is_listed_where_nothing_is_missing() -> None:
    coverage, compiled = covered(
        "start:\n  text: Begin.\n  choices:\n    - go: Go on.\n      goto: later\n",
        "  - start: go\n",
    )
    assert compiled.story is not None
    lines = list(report(coverage, compiled.story))
    assert "never shown:" not in lines
    assert lines[-1].split() == ["everything", *lines[-1].split()[1:4], "100", "%"]


def test_the_report_for_tools() -> None:
    coverage, compiled = covered(STORY, ONCE, TWICE)
    assert compiled.story is not None
    text = as_json(coverage, compiled.story)
    assert text.endswith("}\n")
    found = json.loads(text)
    assert (found["kind"], found["story"]["id"]) == ("cover", "small")
    assert [each["file"] for each in found["walkthroughs"]] == ["w1.yaml", "w2.yaml"]
    items = {(each["kind"], each["name"]): each for each in found["items"]}
    assert items["choice", "start.more"]["shown"] == 1
    assert items["choice", "start.more"]["by"] == [1]
    assert items["choice", "start.more"]["chapter"] == "part"
    assert found["total"] == {
        "shown": sum(bool(each["shown"]) for each in items.values()),
        "all": len(items),
    }
