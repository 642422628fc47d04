from __future__ import annotations

import json

import pytest

from ulysse_game.playtest.merging import KINDS, CannotMerge, has_failed, merged, parse, told


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[]", b"1", b"\xff", b'{"kind": "other"}', b'{"kind": 1}', b"[" * 100_000],
)
def test_what_is_no_report(data: bytes) -> None:
    with pytest.raises(CannotMerge, match="this is no"):
        parse(data)


def test_an_unhashable_kind_is_no_kind() -> None:
    with pytest.raises(CannotMerge, match="there are reports of"):
        parse(b'{"kind": []}')


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("rest", [{}, {"shards": 3}, {"plan": None, "shards": ["x"], "counts": []}])
def test_damaged_reports_are_told_calmly(kind: str, rest: dict[str, object]) -> None:
    report = parse(json.dumps({"kind": kind, **rest}).encode())
    with pytest.raises(CannotMerge, match="not as a report of its kind"):
        merged([report, report])


def test_kinds_do_not_mix() -> None:
    with pytest.raises(CannotMerge, match="of different kinds: wander, other"):
        merged([{"kind": "wander"}, {"kind": "other"}])


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_has_what_is_asked_of_it(kind: str) -> None:
    from importlib import import_module

    module = import_module(KINDS[kind])
    assert all(callable(getattr(module, name)) for name in ("merged", "told", "has_failed"))
    assert callable(told)
    assert callable(has_failed)
