"""A saved game as bytes, and back.

The file is one JSON object whose lines mean something. The first holds the digest of all that
follows, so that a torn file or a flipped byte is found. The second is the summary: what a list of
saves shows, without reading the rest. Then the state by names (the truth), and the timeline with
the choices by id (the evidence): a save is a walkthrough is a bug report.

Reading trusts nothing. What is not right in every type and range raises :class:`DamagedError`;
fields of which this version knows nothing are kept and written back.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from ulysse_game.play import shape
from ulysse_game.play.changes import Plain
from ulysse_game.play.migrate import FORMAT, STEPS, Step, migrated
from ulysse_game.play.rows import Rows, short, timeline_of
from ulysse_game.play.strict_json import GREATEST, parse, unparse
from ulysse_game.play.timeline import Timeline, cut, path
from ulysse_game.play.trouble import DamagedError
from ulysse_game.storage import LIMIT
from ulysse_game.view.words import marked

KIND = "ulysse-save"
SORTS = ("auto", "quick", "named")

_HEAD = b'{"kind":"%s","sha256":"' % KIND.encode()
_HEAD_END = b'",\n'
_DIGEST = 64
_SUMMARY = ("format", "counter", "sort", "name", "language", "playthrough", "story", "card")
_REST = ("seed", "played_seconds", "snapshot", "timeline")
_KNOWN = frozenset((*_SUMMARY, *_REST, "kind", "sha256"))


class StoryMark(NamedTuple):
    """Which story a game was saved in: its id, version, and the digest of its exact text."""

    id: str
    version: int
    digest: str


class Save(NamedTuple):
    """A saved game.

    ``sort`` is ``auto``, ``quick`` or ``named``; ``name`` the player's label of a named one.
    ``counter`` orders saves, whatever the clock says. ``card`` is what a list shows; ``extra``
    what a newer version wrote and this one does not understand.
    """

    playthrough: str
    sort: str
    name: str
    language: str
    story: StoryMark
    seed: int
    counter: int
    played_seconds: int
    card: Mapping[str, Any]
    snapshot: Plain
    timeline: Timeline
    extra: Mapping[str, Any] = {}


def encoded(save: Save, rows: Rows | None = None) -> bytes:
    """The bytes of a saved game. ``rows`` remembers the timeline from one save to the next.

    A game too long for the shelf is written shorter: without what the choices changed, which
    replaying them tells again, and where that is not enough without the oldest of them.
    """
    data = _written(save, (rows or Rows()).text(save.timeline))
    if len(data) > LIMIT:
        data = _written(save, short(save.timeline))
    while len(data) > LIMIT:
        timeline = cut(save.timeline, len(path(save.timeline)) // 2)[0]
        if len(timeline.nodes) == len(save.timeline.nodes):
            break
        save = save._replace(timeline=timeline)
        data = _written(save, short(timeline))
    return data


def _written(save: Save, rows: str) -> bytes:
    summary = {
        "format": FORMAT,
        "counter": save.counter,
        "sort": save.sort,
        "name": save.name,
        "language": save.language,
        "playthrough": save.playthrough,
        "story": save.story._asdict(),
        "card": dict(save.card),
    }
    timeline = save.timeline
    body = "".join(
        (
            f"{unparse(summary)[1:-1]},\n",
            f'"seed":{save.seed},"played_seconds":{save.played_seconds},\n',
            *(f"{unparse(key)}:{unparse(value)},\n" for key, value in save.extra.items()),
            f'"snapshot":{unparse(save.snapshot)},\n',
            f'"timeline":{{"head":{timeline.head},"depth":{timeline.nodes[0].depth},"nodes":[\n',
            rows,
            "\n]}}\n",
        )
    ).encode("utf-8")
    return b"".join((_HEAD, _digest(body), _HEAD_END, body))


def decoded(data: bytes, steps: Mapping[int, Step] = STEPS, to: int = FORMAT) -> Save:
    """The saved game in these bytes; raises ``SaveError`` and nothing else."""
    _check_digest(data)
    try:
        return _save(migrated(shape.by_name(parse(data)), steps, to))
    except ValueError:
        raise _damaged() from None


def summary(data: bytes, steps: Mapping[int, Step] = STEPS, to: int = FORMAT) -> dict[str, Any]:
    """What a list of saves shows of these bytes, by the names of :class:`Save`."""
    _check_digest(data)
    line = data[data.index(b"\n") + 1 : data.find(b"\n", len(_HEAD) + _DIGEST + 4)]
    try:
        found = parse(b"{" + line.removesuffix(b",") + b"}")
        # A newer game's summary is shown as far as it looks like ours; that game can open it.
        if shape.whole(found.get("format")) < to:
            found = migrated(shape.by_name(parse(data)), steps, to)
        _check_summary(found)
    except ValueError:
        raise _damaged() from None
    return {key: found[key] for key in _SUMMARY}


def _check_digest(data: bytes) -> None:
    end = len(_HEAD) + _DIGEST
    body = end + len(_HEAD_END)
    is_whole = (
        len(data) <= LIMIT
        and data.startswith(_HEAD)
        and data[end:body] == _HEAD_END
        and data[len(_HEAD) : end] == _digest(memoryview(data)[body:])
    )
    if not is_whole:
        raise _damaged()


def _digest(body: bytes | memoryview) -> bytes:
    # Imported here: a new game is played before anything is saved.
    from hashlib import sha256

    return sha256(body).hexdigest().encode("ascii")


def _damaged() -> DamagedError:
    return DamagedError(marked("This saved game is damaged."))


def _check_summary(data: Any) -> None:
    found = shape.by_name(data)
    shape.whole(found.get("counter"))
    if found.get("sort") not in SORTS:
        raise ValueError("no such sort of save")
    for key in ("name", "language", "playthrough"):
        shape.text(found.get(key))
    _story_mark(found.get("story"))
    for value in shape.by_name(found.get("card")).values():
        # A later version may put other things on the card; what we show is text or a number.
        if isinstance(value, str):
            shape.text(value)


def _story_mark(value: Any) -> StoryMark:
    found = shape.by_name(value)
    return StoryMark(
        shape.text(found.get("id")),
        shape.whole(found.get("version")),
        shape.text(found.get("digest")),
    )


def _save(data: dict[str, Any]) -> Save:
    _check_summary(data)
    timeline = shape.by_name(data.get("timeline"))
    return Save(
        playthrough=data["playthrough"],
        sort=data["sort"],
        name=data["name"],
        language=data["language"],
        story=_story_mark(data["story"]),
        seed=shape.whole(data.get("seed"), -GREATEST + 1, GREATEST),
        counter=data["counter"],
        played_seconds=shape.whole(data.get("played_seconds")),
        card=data["card"],
        snapshot=shape.snapshot(data.get("snapshot")),
        timeline=timeline_of(
            shape.items(timeline.get("nodes")),
            shape.whole(timeline.get("head")),
            shape.whole(timeline.get("depth")),
        ),
        extra={key: value for key, value in data.items() if key not in _KNOWN},
    )
