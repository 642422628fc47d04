"""What the things of one version of a story are called in the next.

The next version's ``was`` says so; and where a rename has been taken back, the ``was`` of the
version before, read the other way round. Pure.
"""

from __future__ import annotations

from ulysse_game.engine import Machine


class Names:
    """The names of ``old`` as ``new`` has them; a name that was not changed is its own."""

    def __init__(self, old: Machine, new: Machine) -> None:
        """The names of these two versions."""
        taken_back = {
            (kind, now): before
            for (kind, before), now in old.renames.items()
            if (kind, before) not in new.renames
        }
        self._renames: dict[tuple[str, str], str] = {**taken_back, **new.renames}
        self._before = {(kind, now): before for (kind, before), now in self._renames.items()}

    def place(self, location: str) -> str:
        """A scene, or the place of one of its items."""
        scene, slash, item = location.partition("/")
        return f"{self._of('scene', scene)}{slash}{self._item(item)}"

    def choice(self, location: str, choice: str) -> str:
        """A choice of the place that was at ``location``, by its id there."""
        scene = location.partition("/")[0]
        name, slash, item = choice.partition("/")
        moved = self._moved(scene, name)
        name = self._of("scene", name) if moved is None else moved.partition(".")[2]
        return f"{name}{slash}{self._item(item)}"

    def line(self, id: str) -> str:
        """The text of a line id."""
        scene, dot, rest = id.partition(".")
        choice, dot_two, part = rest.partition(".")
        moved = self._moved(scene, choice)
        return f"{self._of('scene', scene)}{dot}{rest}" if moved is None else moved + dot_two + part

    def value(self, variable: str, value: str) -> str:
        """A value of the variable that is now called ``variable``."""
        for kind in ("person", f"value:{variable}", f"value:*.{variable.partition('.')[2]}"):
            value = self._of(kind, value)
        return value

    def variables_before(self, name: str) -> tuple[str, ...]:
        """What the variable now called ``name`` may have been called."""
        owner, dot, stat = name.partition(".")
        kinds = ("variable", "observation")
        if not dot:
            return (name, *(self._before[k, name] for k in kinds if (k, name) in self._before))
        person = self._before.get(("person", owner), owner)
        old_stat = self._before.get(("stat", stat), stat)
        return name, f"{person}.{stat}", f"{owner}.{old_stat}", f"{person}.{old_stat}"

    def _of(self, kind: str, name: str) -> str:
        return self._renames.get((kind, name), name)

    def _item(self, item: str) -> str:
        return self._of("observation", self._of("person", item))

    def _moved(self, scene: str, choice: str) -> str | None:
        """The new address of a choice, by its scene's old name or its new one."""
        for each in (scene, self._of("scene", scene)):
            found = self._renames.get(("choice", f"{each}.{choice}"))
            if found is not None:
                return found
        return None
