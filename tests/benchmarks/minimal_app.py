"""The least a Textual app can be: the peer of our first frame."""

from textual.app import App, ComposeResult
from textual.widgets import Static

WORDS = "The curtain rises."


class MinimalApp(App[None]):
    """One line of text."""

    def compose(self) -> ComposeResult:
        """The line."""
        yield Static(WORDS)


if __name__ == "__main__":
    MinimalApp().run()
