from __future__ import annotations

from pathlib import Path

import pytest

from ulysse_game.compiler import Compiled, compile_folder
from ulysse_game.engine import Machine

SAMPLES = Path(__file__).parent.parent / "samples"


@pytest.fixture(scope="session")
def compiled() -> Compiled:
    """The sample story."""
    found = compile_folder(SAMPLES / "story")
    assert found.story is not None
    return found


@pytest.fixture(scope="session")
def machine(compiled: Compiled) -> Machine:
    assert compiled.story is not None
    return Machine(compiled.story)
