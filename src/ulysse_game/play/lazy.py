"""A sequence whose items are made when they are read, and kept then."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar, overload

T = TypeVar("T")


class Lazy(Sequence[T]):
    """``length`` items, each made by ``make`` from its number, once."""

    def __init__(self, length: int, make: Callable[[int], T]) -> None:
        """No item is made yet."""
        self._numbers = range(length)
        self._make = make
        self._made: dict[int, T] = {}

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, index: int) -> T: ...

    @overload
    def __getitem__(self, index: slice) -> list[T]: ...

    def __getitem__(self, index: int | slice) -> T | list[T]:
        if isinstance(index, slice):
            return [self[number] for number in self._numbers[index]]
        number = self._numbers[index]
        if number not in self._made:
            self._made[number] = self._make(number)
        return self._made[number]
