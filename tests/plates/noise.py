"""Value noise on a lattice of hashed integers: the dust, the cloud and the grain of the plates.

It must be the same everywhere and for ever: integers are hashed (no `random`, no seeds of the
machine), and the lattice is blended by a polynomial (value noise, with Perlin's smoothstep).
"""

from __future__ import annotations


def hashed(x: int, y: int, seed: int) -> float:
    """A number from 0 to 1 that belongs to a lattice point, as good as chance."""
    h = (x * 374761393 + y * 668265263 + seed * 974634777) & 0xFFFFFFFF
    h = ((h ^ (h >> 13)) * 1274126177) & 0xFFFFFFFF
    h = ((h ^ (h >> 16)) * 2246822519) & 0xFFFFFFFF
    return ((h ^ (h >> 15)) & 0xFFFF) / 65535


class Noise:
    """A field of smooth noise; points of the lattice are hashed once."""

    def __init__(self, seed: int) -> None:
        """`seed` tells one field from another."""
        self._seed = seed
        self._points: dict[tuple[int, int], float] = {}

    def _point(self, x: int, y: int) -> float:
        key = (x, y)
        found = self._points.get(key)
        if found is None:
            found = self._points[key] = hashed(x, y, self._seed)
        return found

    def at(self, x: float, y: float) -> float:
        """The field at a place, 0 to 1; the lattice is one unit wide."""
        left, top = int(x // 1), int(y // 1)
        u, v = x - left, y - top
        u = u * u * (3 - 2 * u)
        v = v * v * (3 - 2 * v)
        upper = self._point(left, top) * (1 - u) + self._point(left + 1, top) * u
        lower = self._point(left, top + 1) * (1 - u) + self._point(left + 1, top + 1) * u
        return upper * (1 - v) + lower * v

    def cloud(self, x: float, y: float, octaves: int = 4) -> float:
        """Several sizes of noise laid on one another, 0 to 1, 0.5 on the whole."""
        total, weight, sum_of_weights = 0.0, 1.0, 0.0
        for _ in range(octaves):
            total += self.at(x, y) * weight
            sum_of_weights += weight
            weight *= 0.5
            x, y = x * 2.03 + 17.1, y * 2.03 + 9.7
        return total / sum_of_weights
