"""What exploring came to: a report as data, that shards' reports can be merged to.

The report is JSON: a row for each item with its verdict, the routes as one tree, what was kept of
mistakes, what variables cost. Of two verdicts the better counts: reached before not decided, the
shorter way, the greater lower bound. What one report has reached and another has proved
impossible is a mistake of ours, and is never merged away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import log10
from typing import Any, NamedTuple, TypeAlias

from ulysse_game.explore.exploring import Explored, Means
from ulysse_game.explore.items import KINDS, MISTAKES, Item, Key
from ulysse_game.explore.live import live_partitions
from ulysse_game.explore.phrase import Phrases
from ulysse_game.explore.price import PriceList, price_list
from ulysse_game.explore.route import Route
from ulysse_game.explore.search.question import Question
from ulysse_game.explore.site import Site
from ulysse_game.explore.verdict import Impossible, Judged, Reached, Verdict
from ulysse_game.explore.why import Why, names_asked, whys
from ulysse_game.playtest.cover.written import Excerpts
from ulysse_game.playtest.exploring.reasons import Row, key_of
from ulysse_game.playtest.exploring.ways import Ways
from ulysse_game.playtest.merging import CannotMerge, whole_of
from ulysse_game.story import Story

Report: TypeAlias = dict[str, Any]

FORM = 1
REQUIRED = ("scene", "choice", "text", "ending")
"""Kinds of which everything is to be decided, unless said otherwise."""
_ORDER = ("witness", "play", "states", "search")
"""The means, that of most chance first."""
_DEAREST = 3


class Wanted(NamedTuple):
    """What makes a report a failure, beside mistakes.

    Something of a kind in ``required`` that is not decided; something of a kind in ``possible``
    that is impossible.
    """

    required: tuple[str, ...] = REQUIRED
    possible: tuple[str, ...] = ()


class Begun(NamedTuple):
    """Where an exploration began: in words (nothing for the story's beginning), the way there."""

    label: str
    route: Route


def report_of(
    site: Site,
    means: Means,
    explored: Explored,
    items: Iterable[Item],
    begun: Begun,
    wanted: Wanted,
    folder: str = "",
    cores: int = 1,
) -> Report:
    """The report of an exploration; ``items`` are its items where they are written, in order.

    ``folder`` is the story's, as reports name it; ``cores`` is how many processes worked.
    """
    story = site.machine.story
    ways = Ways()
    return {
        "kind": "explore",
        "form": FORM,
        "folder": folder,
        "story": {"id": story.world.id, "version": story.world.version, "digest": story.digest},
        "from": {
            "label": begun.label,
            "seed": begun.route.seed,
            "node": ways.add(begun.route),
            "choices": len(begun.route.steps),
        },
        "plan": {
            "is_shortest": means.is_shortest,
            "only": sorted(means.kinds, key=KINDS.index),
            "required": list(wanted.required),
            "possible": list(wanted.possible),
        },
        "shards": [f"{means.shard + 1}/{means.shards}"],
        "items": _rows(site, explored, items, ways),
        "ways": ways.nodes,
        "mistakes": [],
        "prices": _prices(price_list(live_partitions(site.reach), site.skeleton)),
        "time": {
            "seconds": round(sum(seconds for _, seconds in explored.stages), 3),
            "budget": means.budget,
            "cores": cores,
            "is_stopped": explored.is_stopped,
            "played": explored.played,
            "states": explored.states,
            "stages": {name: round(seconds, 3) for name, seconds in explored.stages},
        },
    }


def _rows(site: Site, explored: Explored, items: Iterable[Item], ways: Ways) -> list[Row]:
    judged = {(each.item.kind, each.item.name): each for each in explored.judged}
    excluded = {
        key: each.verdict for key, each in judged.items() if isinstance(each.verdict, Impossible)
    }
    reasons = _linked(site.machine.story, whys(site, excluded))
    telling = _Telling(site, reasons, ways)
    places = {(each.kind, each.name): each for each in items}
    order = {key: number for number, key in enumerate(places)}
    keys = sorted(judged, key=lambda key: (KINDS.index(key[0]), order.get(key, len(order))))
    return [telling.row(places.get(key, judged[key].item), judged[key]) for key in keys]


def _linked(story: Story, reasons: dict[Key, Why]) -> dict[Key, Why]:
    """The reasons, with a scene that plays an ending told of by its ending."""
    found = dict(reasons)
    for id, scene in story.scenes.items():
        ending = ("ending", scene.ending)
        reason = reasons.get(("scene", id))
        if scene.ending and reason is not None and not reason.after and ending in reasons:
            found[ending] = Why(reason.says)
            found["scene", id] = Why(reason.says, (ending,))
    return found


class _Telling:
    """Verdicts as rows."""

    def __init__(self, site: Site, reasons: Mapping[Key, Why], ways: Ways) -> None:
        story = site.machine.story
        self._site, self._reasons, self._ways = site, reasons, ways
        self._words = Excerpts(story)
        self._phrases = Phrases(site.machine)
        self._scenes = story.scenes
        self._meanings = {each.id: each.meaning for each in story.world.invariants}
        self._plays = {scene.ending: id for id, scene in story.scenes.items() if scene.ending}

    def row(self, item: Item, judged: Judged) -> Row:
        """The row of an item."""
        key = (item.kind, item.name)
        file, line = self._where(item)
        row: Row = {"kind": item.kind, "name": item.name, "file": file, "line": line}
        row |= self._verdict(key, judged.verdict)
        if item.kind == "broken":
            row["means"] = self._meanings.get(item.name, "")
        if item.kind in ("text", "alternative") and row["verdict"] != "reached":
            row["words"] = self._words(item.name)
        return row

    def _where(self, item: Item) -> tuple[str, int]:
        """Where an item is written: what the world does not declare, where its scene is."""
        if item.kind == "ending" and not item.line and item.name in self._plays:
            scene = self._scenes[self._plays[item.name]]
            return scene.file, scene.line
        return item.file, item.line

    def _verdict(self, key: Key, verdict: Verdict) -> Row:
        match verdict:
            case Reached(route, at_least, by):
                return {
                    "verdict": "reached",
                    "by": by,
                    "choices": len(route.steps),
                    "at_least": min(at_least, len(route.steps)),
                    "seed": route.seed,
                    "node": self._ways.add(route),
                }
            case Impossible(by, _, cells, states):
                reason = self._reasons.get(key, Why(""))
                after = [list(each) for each in reason.after]
                proof = {"by": by, "cells": list(cells), "states": states}
                return {"verdict": "impossible", **proof, "why": reason.says, "after": after}
            case _:
                asked = self._asked(self._site.questions.get(key))
                return {
                    "verdict": "open",
                    "why": verdict.why,
                    "at_least": verdict.at_least + len(self._site.prefix.steps),
                    "cells": asked,
                }

    def _asked(self, question: Question | None) -> list[str]:
        """The variables that stand in the way of a question: what its conditions read."""
        if question is None:
            return []
        names = names_asked(self._site, question)
        return list(dict.fromkeys(self._phrases.cell(name) for name in names))


def _prices(prices: PriceList) -> Report:
    return {
        "chapters": [
            {
                "chapter": each.chapter,
                "pages": each.pages,
                "states": round(10**each.states) if each.states < 6 else 0,
                "magnitude": round(each.states, 1),
                "at": each.at,
                "dearest": [
                    {"name": price.name, "times": price.times, "at": price.at}
                    for price in each.prices[:_DEAREST]
                ],
                "more": round(sum(log10(price.times) for price in each.prices[_DEAREST:]), 1),
            }
            for each in prices.chapters
        ],
        "free": len(prices.free),
        "offers": [each._asdict() for each in prices.offers],
    }


# -- merging --------------------------------------------------------------------------------------


def merged(reports: Sequence[Report]) -> Report:
    """One report of several shards'; raises ``CannotMerge`` where they do not belong together,
    ``LookupError``, ``TypeError`` or ``ValueError`` for what is no such report.
    """
    first = reports[0]
    begins = [_begins(each) for each in reports]
    for other, begin in zip(reports[1:], begins[1:], strict=True):
        for key in ("form", "story", "plan"):
            if other[key] != first[key]:
                raise CannotMerge(f"they are not of one command: “{key}” differs")
        if begin != begins[0]:
            raise CannotMerge("they do not begin at the same place")
    ways = Ways()
    found: dict[Key, Row] = {}
    for report in reports:
        known = Ways(report["ways"])
        for row in report["items"]:
            mine = dict(row)
            if row["verdict"] == "reached":
                mine["node"] = ways.add(known.route(row["seed"], row["node"]))
            same = key_of(row)
            found[same] = _better(found[same], mine) if same in found else mine
    start = dict(first["from"])
    start["node"] = ways.add(begins[0])
    return {
        **first,
        "from": start,
        "shards": whole_of([shard for each in reports for shard in each["shards"]]),
        "items": list(found.values()),
        "ways": ways.nodes,
        "mistakes": _mistakes(reports),
        "time": _time([each["time"] for each in reports]),
    }


def _begins(report: Report) -> Route:
    start = report["from"]
    return Ways(report["ways"]).route(start["seed"], start["node"])


def _better(row: Row, other: Row) -> Row:
    """Of two verdicts on one item the better, with what the other adds."""
    verdicts = {row["verdict"], other["verdict"]}
    if verdicts == {"reached", "impossible"}:
        raise CannotMerge(
            f"{row['kind']} {row['name']} is reached in one of them and impossible in another: "
            "this is an error of ours"
        )
    if verdicts == {"reached"}:
        best = dict(min(row, other, key=lambda each: each["choices"]))
        best["by"] = min(row["by"], other["by"], key=_ORDER.index)
        best["at_least"] = max(row["at_least"], other["at_least"])
        return best
    for wanted in ("reached", "impossible"):
        for each, less in ((row, other), (other, row)):
            if each["verdict"] == wanted:
                bound = max(each.get("at_least", 0), less.get("at_least", 0))
                return {**each, "at_least": bound} if wanted == "reached" else each
    return max(row, other, key=lambda each: int(each["at_least"]))


def _mistakes(reports: Sequence[Report]) -> list[Any]:
    """What was kept of each mistake, the shortest."""
    found: dict[tuple[str, str], Any] = {}
    for report in reports:
        for each in report["mistakes"]:
            known = found.get(key_of(each))
            if known is None or each["steps"] < known["steps"]:
                found[key_of(each)] = each
    return list(found.values())


def _time(times: Sequence[Report]) -> Report:
    return {
        "seconds": round(sum(each["seconds"] for each in times), 3),
        "budget": max(each["budget"] for each in times),
        "cores": max(each["cores"] for each in times),
        "is_stopped": any(each["is_stopped"] for each in times),
        "played": sum(each["played"] for each in times),
        "states": sum(each["states"] for each in times),
        "stages": {
            name: round(sum(each["stages"].get(name, 0.0) for each in times), 3)
            for name in times[0]["stages"]
        },
    }


# -- whether all is well --------------------------------------------------------------------------


def mistakes(report: Report) -> list[Row]:
    """What should never happen and does."""
    return [row for row in report["items"] if is_mistake(row)]


def is_mistake(row: Row) -> bool:
    """Whether a row tells of something that should never happen and does."""
    return row["kind"] in MISTAKES and row["verdict"] == "reached"


def undecided(report: Report) -> list[Row]:
    """What had to be decided and is not."""
    required = {*report["plan"]["required"]}
    rows = report["items"]
    return [row for row in rows if row["verdict"] == "open" and row["kind"] in required]


def unwanted(report: Report) -> list[Row]:
    """What had to be possible and is not."""
    possible = {*report["plan"]["possible"]}
    rows = report["items"]
    return [row for row in rows if row["verdict"] == "impossible" and row["kind"] in possible]


def is_cut(report: Report) -> bool:
    """Whether somebody stopped it while it was open what can be seen or what goes wrong.

    That is no verdict even where the plan allows what is not decided.
    """
    kinds = {*REQUIRED, *MISTAKES}
    rows = report["items"]
    return bool(report["time"]["is_stopped"]) and any(
        row["verdict"] == "open" and row["kind"] in kinds for row in rows
    )


def has_failed(report: Report) -> bool:
    """Whether there is a mistake, or something is not as the plan wants it, or not yet known."""
    return bool(mistakes(report) or undecided(report) or unwanted(report) or is_cut(report))


def told(report: Report) -> Iterable[str]:
    """The report in lines for a tester."""
    from ulysse_game.playtest.exploring.told import lines

    return lines(report)


__all__ = ["Begun", "Wanted", "has_failed", "merged", "mistakes", "report_of", "told"]
