"""The table, with made-up numbers."""

from collections.abc import Iterable

from .table import Bound, Measurement, Result, Row, exit_code, measure, render

AT_MOST_ONE = Bound("≤", 1)
AT_LEAST_TEN = Bound("≥", 10)


def replayed(name: str, numbers: Iterable[float], diary: list[str]) -> Measurement:
    """A measurement that gives these numbers in turn and writes down when it was asked."""
    coming = iter(numbers)

    def measurement() -> float:
        diary.append(name)
        return next(coming)

    return measurement


def result(ratio: float, bound: Bound = AT_MOST_ONE) -> Result:
    return Result("a thing", "ms", ours=ratio * 4, peer=4, ratio=ratio, bound=bound)


def test_ours_and_the_peer_take_turns() -> None:
    diary: list[str] = []
    ours, peer = replayed("ours", [1, 1, 1], diary), replayed("peer", [1, 1, 1], diary)
    measure(Row("a thing", "ms", ours, peer, AT_MOST_ONE), rounds=3)
    assert diary == ["ours", "peer"] * 3


def test_the_ratio_is_the_median_of_the_ratios_and_not_the_ratio_of_the_medians() -> None:
    ours, peer = replayed("", [1, 20, 30], []), replayed("", [10, 40, 20], [])
    measured = measure(Row("a thing", "ms", ours, peer, AT_MOST_ONE), rounds=3)
    assert (measured.ours, measured.peer, measured.ratio) == (20, 20, 0.5)


def test_warm_ups_are_run_and_not_counted() -> None:
    diary: list[str] = []
    ours, peer = replayed("ours", [900, 2], diary), replayed("peer", [1, 4], diary)
    measured = measure(Row("a thing", "ms", ours, peer, AT_MOST_ONE, warm_ups=1), rounds=1)
    assert measured.ratio == 0.5
    assert len(diary) == 4


def test_a_bound_includes_its_limit() -> None:
    assert [AT_MOST_ONE.holds(ratio) for ratio in (1, 1.001)] == [True, False]
    assert [AT_LEAST_TEN.holds(ratio) for ratio in (10, 9.999)] == [True, False]


def test_the_exit_code_is_one_if_any_bound_is_missed() -> None:
    assert exit_code([]) == 0
    assert exit_code([result(0.5), result(12, AT_LEAST_TEN)]) == 0
    assert exit_code([result(0.5), result(9, AT_LEAST_TEN)]) == 1


def test_the_table_is_aligned_and_says_what_is_over() -> None:
    slow = Result("play", "/s", ours=123_456, peer=14_000, ratio=8.818, bound=AT_LEAST_TEN)
    assert render([result(0.5), slow]) == "\n".join(
        (
            "measure        ours       peer  ratio  bound",
            "a thing     2.00 ms    4.00 ms  0.500    ≤ 1    ok",
            "play     123,456 /s  14,000 /s   8.82   ≥ 10  over",
        )
    )
