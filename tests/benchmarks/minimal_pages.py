"""The least a Textual app can be that turns the pages of the generated story: the peer of ours.

python minimal_pages.py SCENES     each key shows the next page, in one widget, over all cells
"""

import sys
from pathlib import Path

from textual.app import App, ComposeResult
from textual.content import Content
from textual.events import Key
from textual.widgets import Static

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks import generate

BELOW = "\n\n" + " · ".join(["A status line"] * 4) + "\n" + "   ".join(["k Key"] * 8)
"""As much as ours has below the text, so that both draw as many cells."""


def page(turn: int, scenes: int) -> Content:
    """The words of a page of ours: the choice that was taken, its answer, the text, the choices."""
    scene = generate.scene(turn % scenes, scenes)
    taken = generate.scene((turn - 1) % scenes, scenes).choices[0]
    answer = [taken.label, taken.answer] if turn else []
    labels = [f"{number}  {choice.label}" for number, choice in enumerate(scene.choices, 1)]
    return Content("\n\n".join([*answer, *scene.paragraphs, "\n".join(labels), BELOW]))


class MinimalPages(App[None]):
    """One widget as large as the screen, filled anew at every key."""

    CSS = "Static { width: 100%; height: 100%; padding: 2 14; }"

    def __init__(self, scenes: int) -> None:
        super().__init__()
        self.scenes = scenes
        self.turn = 0

    def compose(self) -> ComposeResult:
        """The first page."""
        yield Static(page(0, self.scenes))

    def on_key(self, event: Key) -> None:
        """The next one."""
        self.turn += 1
        self.query_one(Static).update(page(self.turn, self.scenes))


if __name__ == "__main__":
    MinimalPages(int(sys.argv[1])).run()
