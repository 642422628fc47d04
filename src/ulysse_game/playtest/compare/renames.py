"""What a name of the old story is called in the new one, by the new one's ``was``."""

from __future__ import annotations

from ulysse_game.story import Story


class Renames:
    """The renames of a story: what old names are called in it. Without ``was`` a name stays."""

    def __init__(self, story: Story) -> None:
        """The renames that this story declares."""
        self._now = {(kind, old): now for kind, old, now in story.world.was}

    def of(self, kind: str, name: str) -> str:
        """The name of today of a thing of this kind; see ``names.KINDS``."""
        match kind:
            case "choice":
                return self._choice(name)
            case "variable":
                return self._variable(name)
            case _:
                return self._now.get((kind, name), name)

    def line(self, line_id: str) -> str:
        """The line id of today: that of the scene or choice that owns the text."""
        scene, dot, rest = line_id.partition(".")
        now = f"{self._now.get(('scene', scene), scene)}{dot}{rest}"
        for whole in (line_id, now):
            for part in (whole, whole.rpartition(".")[0]):
                moved = self._now.get(("choice", part))
                if moved is not None:
                    return moved + whole[len(part) :]
        return now

    def _choice(self, address: str) -> str:
        scene, _, choice = address.partition(".")
        now = self._now.get(("scene", scene), scene)
        for before in (scene, now):
            moved = self._now.get(("choice", f"{before}.{choice}"))
            if moved is not None:
                return moved
        return f"{now}.{choice}"

    def _variable(self, name: str) -> str:
        owner, dot, stat = name.partition(".")
        if not dot:
            name = self._now.get(("observation", name), name)
            return self._now.get(("variable", name), name)
        owner = self._now.get(("person", owner), owner)
        return f"{owner}.{self._now.get(('stat', stat), stat)}"
