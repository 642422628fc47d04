"""A save is read back as it was, or refused in one sentence; there is no third way."""

from __future__ import annotations

import contextlib
import copy
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.play import saves
from ulysse_game.play import FORMAT, DamagedError, Save, SaveError, decoded, encoded, save_format
from ulysse_game.play.rows import RECENT, Rows
from ulysse_game.play.save_format import summary
from ulysse_game.play.strict_json import GREATEST
from ulysse_game.play.timeline import begun, chosen, moved, plain_at
from ulysse_game.storage import LIMIT

SAVE = saves.example()
DATA = encoded(SAVE)


def test_what_was_written_is_read() -> None:
    assert decoded(DATA) == SAVE
    assert encoded(decoded(DATA)) == DATA


def test_the_golden_file_is_still_read_and_still_written() -> None:
    data = (saves.GOLDEN / "format_1.json").read_bytes()
    save = decoded(data)
    assert (save.name, save.language, save.seed) == ("Après la marée", "fr", 7)
    assert [node.choice for node in save.timeline.nodes] == [
        "", "walk", "back", "swim", "enter", "draw"
    ]  # fmt: skip
    assert save.snapshot["location"] == "well"
    assert FORMAT > 1 or encoded(save) == data


def test_a_save_is_one_json_object_and_its_summary_one_line() -> None:
    found = json.loads(DATA)
    assert found["kind"] == "ulysse-save"
    assert found["timeline"]["nodes"][1][:2] == [0, "walk"]
    second = json.loads("{" + DATA.decode().splitlines()[1].rstrip(",") + "}")
    assert second["card"]["place"] == "The well"
    assert summary(DATA) == {key: found[key] for key in saves.SUMMARY}


def test_a_torn_file_is_damaged_wherever_it_is_torn() -> None:
    for length in range(len(DATA)):
        with pytest.raises(DamagedError):
            decoded(DATA[:length])
        with pytest.raises(DamagedError):
            summary(DATA[:length])
    with pytest.raises(DamagedError):
        decoded(DATA + b"\n")


def test_any_flipped_bit_is_found() -> None:
    for place in range(len(DATA)):
        torn = bytearray(DATA)
        torn[place] ^= 1 << place % 8
        with pytest.raises(DamagedError):
            decoded(bytes(torn))
        with pytest.raises(DamagedError):
            summary(bytes(torn))


def test_more_than_the_limit_is_not_even_looked_at() -> None:
    with pytest.raises(DamagedError):
        decoded(DATA + b" " * LIMIT)


@pytest.mark.parametrize("seed", [0, 1, -1, GREATEST - 1, 1 - GREATEST])
def test_any_seed_is_kept(seed: int) -> None:
    save = SAVE._replace(seed=seed, snapshot={**SAVE.snapshot, "seed": seed})
    again = decoded(encoded(save))
    assert (again.seed, again.snapshot["seed"]) == (seed, seed)


def test_a_file_may_be_just_as_large_as_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(save_format, "LIMIT", len(DATA))
    assert decoded(DATA) == SAVE
    monkeypatch.setattr(save_format, "LIMIT", len(DATA) - 1)
    with pytest.raises(DamagedError):
        decoded(DATA)


def test_what_a_newer_version_wrote_is_kept() -> None:
    data = saves.as_dict(DATA)
    data["weather"] = {"wind": [1, 2.5, None]}
    data["card"]["picture"] = "cliff"
    save = decoded(saves.from_dict(data))
    again = saves.as_dict(encoded(save))
    assert again["weather"] == {"wind": [1, 2.5, None]}
    assert again["card"]["picture"] == "cliff"


def test_a_newer_format_is_not_called_damaged() -> None:
    data = saves.as_dict(DATA)
    data["format"] = FORMAT + 1
    with pytest.raises(SaveError, match="newer version") as refused:
        decoded(saves.from_dict(data))
    assert not isinstance(refused.value, DamagedError)
    assert summary(saves.from_dict(data))["card"] == data["card"]


def put(data: Any, where: tuple[Any, ...], value: Any) -> dict[str, Any]:
    changed = copy.deepcopy(data)
    inner = changed
    for key in where[:-1]:
        inner = inner[key]
    inner[where[-1]] = value
    return changed  # type: ignore[no-any-return]


WRONG: list[tuple[tuple[Any, ...], Any]] = [
    (("format",), True),
    (("format",), 0),
    (("format",), []),
    (("format",), {}),
    (("format",), -1),
    (("counter",), -1),
    (("counter",), True),
    (("counter",), 2**53),
    (("sort",), "other"),
    (("name",), None),
    (("name",), "x" * 201),
    (("playthrough",), 7),
    (("story",), []),
    (("story", "version"), "1"),
    (("card",), []),
    (("card", "place"), "x" * 201),
    (("seed",), 1.0),
    (("seed",), None),
    (("played_seconds",), -1),
    (("snapshot",), None),
    (("snapshot", "location"), 1),
    (("snapshot", "variables"), []),
    (("snapshot", "variables", "wet"), True),
    (("snapshot", "variables", "wet"), 1.5),
    (("snapshot", "variables", "wet"), 2**53),
    (("snapshot", "visits", "shore"), -1),
    (("snapshot", "visits", "shore"), "many"),
    (("snapshot", "taken"), {}),
    (("snapshot", "taken", 0), 1),
    (("snapshot", "stack"), [["a"]]),
    (("snapshot", "stack"), [["a", "b", "c"]]),
    (("snapshot", "stack"), ["ab"]),
    (("snapshot", "turn"), -1),
    (("timeline",), []),
    (("timeline", "head"), 99),
    (("timeline", "head"), -1),
    (("timeline", "depth"), "0"),
    (("timeline", "nodes"), []),
    (("timeline", "nodes", 0), [-1, ""]),
    (("timeline", "nodes", 0, 0), 0),
    (("timeline", "nodes", 0, 1), "walk"),
    (("timeline", "nodes", 0, 3, "turn"), "0"),
    (("timeline", "nodes", 1), 1),
    (("timeline", "nodes", 1), [0]),
    (("timeline", "nodes", 1), [0, "a", None, None, None]),
    (("timeline", "nodes", 1, 0), 1),
    (("timeline", "nodes", 1, 0), -1),
    (("timeline", "nodes", 1, 0), True),
    (("timeline", "nodes", 1, 1), ""),
    (("timeline", "nodes", 1, 1), "x" * 201),
    (("timeline", "nodes", 1, 2), [1]),
]


@pytest.mark.parametrize(("where", "value"), WRONG, ids=lambda each: str(each)[:40])
def test_wrong_types_and_ranges_are_damage(where: tuple[Any, ...], value: Any) -> None:
    with pytest.raises(DamagedError):
        decoded(saves.from_dict(put(saves.as_dict(DATA), where, value)))


def without(data: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name != key}


def test_no_field_may_be_missing() -> None:
    data = saves.as_dict(DATA)
    for key in data:
        if key not in ("kind", "sha256"):
            with pytest.raises(DamagedError):
                decoded(saves.from_dict(without(data, key)))
    for key in data["snapshot"]:
        with pytest.raises(DamagedError):
            decoded(saves.from_dict({**data, "snapshot": without(data["snapshot"], key)}))


HOSTILE = [
    "null}", "[]", "}", '"a":NaN}', '"counter":1e999}', '"a":1,"a":1}', '"a":' + "[" * 100_000,
    '"a":' + "9" * 5_000 + "}", '"a":"\\ud83d"}', '"a":"\ud83d"}', '"a":"\\u0000"}', "\n\n}", "",
    '"format":1,"format":2}',
]  # fmt: skip


@pytest.mark.parametrize("body", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_content_with_a_right_digest(body: str) -> None:
    data = saves.sealed(body)
    with pytest.raises(DamagedError):
        decoded(data)
    with pytest.raises(DamagedError):
        summary(data)


def places(value: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Where anything stands within a JSON value."""
    keys = (
        list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list)
        else ()
    )  # fmt: skip
    return [each for key in keys for each in [(*way, key), *places(value[key], (*way, key))]]


PLACES = [way for way in places(saves.as_dict(DATA)) if way[0] not in ("kind", "sha256")]
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PLACES), ANYTHING), min_size=1, max_size=3))
def test_whatever_is_changed_it_is_read_or_refused(changed: list[tuple[Any, Any]]) -> None:
    data = saves.as_dict(DATA)
    for where, value in changed:
        try:
            data = put(data, where, value)
        except (TypeError, KeyError, IndexError):
            continue
    with contextlib.suppress(SaveError):
        summary(saves.from_dict(data))
    try:
        save = decoded(saves.from_dict(data))
    except SaveError:
        return
    assert decoded(encoded(save)) == save


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_refused(data: bytes) -> None:
    for read in (decoded, summary):
        with pytest.raises(SaveError):
            read(data)


def long_save(turns: int) -> Save:
    timeline = SAVE.timeline._replace(nodes=begun({**SAVE.snapshot, "turn": 0}).nodes, head=0)
    before = {**SAVE.snapshot, "turn": 0}
    for turn in range(1, turns + 1):
        after = {**before, "turn": turn}
        timeline = chosen(timeline, f"choice_{turn % 9}", before, after)
        before = after
    return SAVE._replace(timeline=timeline)


def test_old_changes_are_dropped_and_the_rest_is_kept() -> None:
    save = long_save(3 * RECENT)
    data = encoded(save)
    assert len(data) < 30 * 3 * RECENT + 150 * 2 * RECENT
    timeline = decoded(data).timeline
    assert [node.choice for node in timeline.nodes] == [node.choice for node in save.timeline.nodes]
    assert plain_at(timeline, timeline.head) == plain_at(save.timeline, save.timeline.head)
    assert plain_at(timeline, timeline.head - RECENT // 2) is not None
    assert plain_at(timeline, 1) is None
    assert plain_at(timeline, 0) is not None


def test_remembered_rows_are_the_rows() -> None:
    rows = Rows()
    save = long_save(RECENT + 600)
    nodes = save.timeline.nodes
    for length in (1, 5, RECENT, RECENT + 255, RECENT + 256, RECENT + 600):
        part = save.timeline._replace(nodes=nodes[:length], head=length - 1)
        assert rows.text(part) == Rows().text(part)
    fork = chosen(moved(save.timeline, 3), "other", None, SAVE.snapshot)
    assert rows.text(fork) == Rows().text(fork)
    assert rows.text(SAVE.timeline) == Rows().text(SAVE.timeline)
