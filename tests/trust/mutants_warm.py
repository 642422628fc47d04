"""What is made once for all mutants of the engine: compiled stories, which none of them changes."""

from __future__ import annotations

from tests.engine import plays
from tests.language import test_language, test_samples, tiny


def stories() -> None:
    """Compile the stories that the engine's tests play; each keeps them for itself."""
    for name in plays.NAMES:
        plays.named(name)
    for path in tiny.STORIES:
        test_language.compiled(path)
    test_samples.compiled()
