"""Chance as a function: the n-th draw of a seed is the same number on every machine.

SplitMix64 (Steele, Lea, Flood, *Fast splittable pseudorandom number generators*, 2014).
"""

from __future__ import annotations

from zlib import crc32

MASK = (1 << 64) - 1
GOLDEN = 0x9E3779B97F4A7C15


def mix(number: int) -> int:
    """64 well-mixed bits of ``number``."""
    z = number & MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def draw(seed: int, count: int, sides: int) -> int:
    """Draw number ``count`` of ``seed``: a whole number from 0 to ``sides`` - 1."""
    return mix(seed + (count + 1) * GOLDEN) % sides


def shuffled(seed: int, line_id: str, salt: int, visit: int, sides: int) -> int:
    """Which of ``sides`` texts a shuffle shows at this visit: a function, never a draw."""
    name = crc32(line_id.encode()) << 16 | (salt & 0xFFFF)
    return mix(mix(seed ^ name) + visit * GOLDEN) % sides
