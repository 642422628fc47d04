"""A comparison as a tester reads it, and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ulysse_game.playtest.compare.compare import Comparison
from ulysse_game.playtest.compare.kept import Saves, Scripts
from ulysse_game.playtest.compare.names import Names
from ulysse_game.playtest.compare.reach import PLAY, Place, Reach
from ulysse_game.playtest.compare.texts import Texts
from ulysse_game.playtest.compare.ways import Odds, Share, Ways
from ulysse_game.playtest.saves import lines as lines_of_save

FORM = 1
MOST = 20
"""So many of a kind are listed for a person; JSON has all."""


def lines(found: Comparison) -> Iterator[str]:
    """The whole report."""
    yield f"{_title(found.old)} → {_title(found.new)}"
    yield ""
    yield from _names(found.names)
    yield ""
    yield from _texts(found.texts)
    if found.reach is not None:
        yield ""
        yield from _reach(found.reach, found.ways)
    if found.ways is not None:
        yield ""
        yield from _ways(found.ways)
    if found.scripts is not None:
        yield ""
        yield from _scripts(found.scripts)
    if found.saves is not None:
        yield ""
        yield from _saves(found.saves)
    yield ""
    yield "nothing that a player had is gone" if not found.gone else "gone, and a player had it:"
    yield from _listed("  ", found.gone)


def _title(mark: tuple[str, int]) -> str:
    return f"{mark[0]}, version {mark[1]}"


def _names(names: Iterable[Names]) -> Iterator[str]:
    for each in names:
        counts = {
            "added": len(each.added),
            "removed": len(each.removed),
            "renamed": len(each.renamed),
            "declared otherwise": len(each.changed),
        }
        told = ", ".join(f"{n} {what}" for what, n in counts.items() if n) or "the same"
        yield f"{each.kind + 's':<10}{each.old:>6,} → {each.new:<6,} {told}"
        yield from _listed("  + ", each.added)
        yield from _listed("  - ", each.removed)
        yield from _listed("  = ", [f"{old} is {new} now" for old, new in each.renamed])
        yield from _listed("  ~ ", [f"{name}: {old} → {new}" for name, old, new in each.changed])


def _texts(texts: Sequence[Texts]) -> Iterator[str]:
    if not texts:
        yield "texts: the same"
        return
    yield "texts                       added removed changed    words in   words out"
    for each in texts:
        where = f"  {each.chapter}, {each.language}"
        yield (
            f"{where:<27}{each.added:>6,}{each.removed:>8,}{each.changed:>8,}"
            f"{each.words_added:>12,}{each.words_removed:>12,}"
        )


def _reach(reach: Reach, ways: Ways | None) -> Iterator[str]:
    if reach.means == PLAY and ways is not None:
        by = " and ".join(ways.policies)
        yield f"can be come to, by {ways.runs:,} runs at random of each policy ({by})"
        yield "  runs find, and prove nothing; --budget asks the explorer"
    else:
        yield "can be come to, by the explorer's verdicts"
    if not (reach.gained or reach.lost or reach.undecided):
        yield "  the same scenes and endings"
    yield from _listed("  + ", [f"{kind} {name}" for kind, name in reach.gained])
    yield from _listed("  - ", [f"{kind} {name}" for kind, name in reach.lost])
    undecided = [f"{kind} {name}: not decided in one of the two" for kind, name in reach.undecided]
    yield from _listed("  ? ", undecided)


def _ways(ways: Ways) -> Iterator[str]:
    if not ways.changed_endings:
        yield "odds of the endings: no change beyond chance"
        return
    yield "odds of the endings, where the 95 % intervals lie apart"
    yield from _listed("  ", [_odds(each) for each in ways.changed_endings])


def _odds(each: Odds) -> str:
    return f"{each.policy}: {each.name or 'no ending'} {_share(each.old)} → {_share(each.new)}"


def _share(share: Share) -> str:
    low, high = share.interval
    part = share.times / share.runs if share.runs else 0.0
    return f"{part:.1%} ({low:.1%} to {high:.1%})"


def _scripts(scripts: Scripts) -> Iterator[str]:
    total = scripts.both + scripts.neither + len(scripts.broken) + len(scripts.mended)
    yield (
        f"walkthroughs: {total}, of which {scripts.both} pass in both,"
        f" {len(scripts.broken)} no longer pass, {len(scripts.mended)} pass now,"
        f" {scripts.neither} fail in both"
    )
    for each in scripts.broken[:MOST]:
        yield f"  - {each.file}:{each.step}"
        yield f"      expected  {each.wanted}"
        for number, line in enumerate(each.found):
            yield f"      {'' if number else 'found':<10}{line}"
    yield from _more(scripts.broken)
    yield from _listed("  + ", scripts.mended)


def _saves(saves: Saves) -> Iterator[str]:
    yield f"saved games: {saves.all}, of which {len(saves.losing)} lose something by this change"
    for each in saves.losing[:MOST]:
        yield from (f"  {line}" for line in lines_of_save(each))
    yield from _more(saves.losing)


def _listed(lead: str, names: Sequence[str]) -> Iterator[str]:
    yield from (f"{lead}{name}" for name in names[:MOST])
    yield from _more(names)


def _more(names: Sequence[object]) -> Iterator[str]:
    if len(names) > MOST:
        yield f"  … and {len(names) - MOST} more; --format json has all"


def as_json(found: Comparison) -> dict[str, Any]:
    """The comparison as plain values; parts that were not asked for are ``null``."""
    ways, scripts, saves = found.ways, found.scripts, found.saves
    return {
        "kind": "compare",
        "form": FORM,
        "old": {"id": found.old[0], "version": found.old[1]},
        "new": {"id": found.new[0], "version": found.new[1]},
        "names": {each.kind: _plain_names(each) for each in found.names},
        "texts": [each._asdict() for each in found.texts],
        "reach": None if found.reach is None else _plain_reach(found.reach),
        "odds": None if ways is None else _plain_ways(ways),
        "walkthroughs": None
        if scripts is None
        else {**scripts._asdict(), "broken": [each._asdict() for each in scripts.broken]},
        "saves": None
        if saves is None
        else {"all": saves.all, "losing": [each._asdict() for each in saves.losing]},
        "gone": list(found.gone),
    }


def _plain_names(names: Names) -> dict[str, Any]:
    return {
        "old": names.old,
        "new": names.new,
        "added": names.added,
        "removed": names.removed,
        "renamed": [{"old": old, "new": new} for old, new in names.renamed],
        "changed": [{"name": name, "old": old, "new": new} for name, old, new in names.changed],
    }


def _plain_reach(reach: Reach) -> dict[str, Any]:
    def places(found: Iterable[Place]) -> list[dict[str, str]]:
        return [{"kind": kind, "name": name} for kind, name in found]

    return {
        "means": reach.means,
        "gained": places(reach.gained),
        "lost": places(reach.lost),
        "undecided": places(reach.undecided),
    }


def _plain_ways(ways: Ways) -> dict[str, Any]:
    return {
        "runs": ways.runs,
        "policies": ways.policies,
        "places": [
            {
                "policy": each.policy,
                "kind": each.kind,
                "name": each.name,
                "old": _plain_share(each.old),
                "new": _plain_share(each.new),
                "changed": each.has_changed,
            }
            for each in ways.odds
        ],
    }


def _plain_share(share: Share) -> dict[str, Any]:
    return {"times": share.times, "runs": share.runs, "interval": share.interval}
