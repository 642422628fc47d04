from types import SimpleNamespace

import pytest

from .fake import FakeLibrary


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> FakeLibrary:
    """An empty library; line mode begins and goes on through it."""
    doors = SimpleNamespace(
        start=FakeLibrary.start, resume=FakeLibrary.resume, retold=FakeLibrary.retold
    )
    monkeypatch.setattr("ulysse_game.ui.plain.talk.play", doors)
    monkeypatch.setattr("ulysse_game.ui.plain.answers.keeping.play", doors)
    return FakeLibrary()
