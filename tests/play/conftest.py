"""Sessions over the fake story show the fake pages."""

from __future__ import annotations

import pytest

from tests.play import fake_story
from ulysse_game import view


@pytest.fixture(autouse=True)
def fake_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view, "present", fake_story.present, raising=False)
    monkeypatch.setattr(view, "crew", fake_story.crew, raising=False)
