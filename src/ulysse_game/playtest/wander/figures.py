"""What counts mean: shares with their intervals, quantiles. Pure numbers."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

Z = 1.959964
"""Standard deviations to either side that hold 95 % of a normal distribution."""


def wilson(count: int, total: int) -> tuple[float, float]:
    """Between which shares the true one lies, 95 times in 100, when ``count`` of ``total`` had it.

    E. B. Wilson, *Probable inference, the law of succession, and statistical inference*, Journal
    of the American Statistical Association 22 (1927): sound for shares near 0 and 1 and for few
    runs, where the usual “plus or minus” is not. (0, 1) for no runs at all.
    """
    if total == 0:
        return 0.0, 1.0
    share = count / total
    middle = share + Z * Z / (2 * total)
    margin = Z * sqrt(share * (1 - share) / total + Z * Z / (4 * total * total))
    scale = 1 + Z * Z / total
    low = 0.0 if count == 0 else max(0.0, (middle - margin) / scale)
    high = 1.0 if count == total else min(1.0, (middle + margin) / scale)
    return low, high


def quantile(steps: Sequence[tuple[int, int]], part: float) -> int:
    """The least value that ``part`` of all do not exceed; 0 gives the least, 1 the greatest.

    ``steps`` are values with their counts, the smallest first, at least one. It is a value that
    was really met: the inverse of the distribution function, type 1 of R. J. Hyndman and Y. Fan,
    *Sample quantiles in statistical packages*, The American Statistician 50 (1996).
    """
    total = sum(times for _, times in steps)
    below = 0
    for value, times in steps:
        below += times
        if below >= part * total:
            return value
    return steps[-1][0]
