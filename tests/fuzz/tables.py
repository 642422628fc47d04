"""The tables of a story's world: charts, the panel, the notebook, plates, rules, people.

The first byte says which file of the world the rest stands for.
"""

from __future__ import annotations

from tests.fuzz.ground import check, compiled_with
from tests.fuzz.packs import played

FILES = (
    "world/charts.yaml", "world/panels.yaml", "world/notebook.yaml", "world/rules.yaml",
    "world/people.yaml", "world/variables.yaml", "world/observations.yaml", "world/more.yaml",
    "1_part/chapter.yaml", "story.yaml", "world/words.yaml", "world/places.yaml",
)  # fmt: skip
CHOICES = 5


def tables(data: bytes) -> None:
    """A file of the world, with the rest of it; a sound world is played."""
    file = FILES[(data[:1] or b"\0")[0] % len(FILES)]
    found = compiled_with({file: data[1:]})
    check(found.diagnostics, dict(found.sources))
    played(found, data, CHOICES)
