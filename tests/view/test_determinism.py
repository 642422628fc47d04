"""Two fresh interpreters, two orders of hashing: the same states, the same pages."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.engine.plays import ROOT

PROGRAM = """
import sys
from hashlib import sha256
from tests.engine.plays import named, play
from ulysse_game import engine, view
from ulysse_game.engine import Machine

total = sha256()
machine = Machine(named(sys.argv[1]))
for seed in (1, 2**63):
    state, events = engine.begin(machine, seed)
    total.update(repr((state, events)).encode())
    for moment in play(machine, seed, 40):
        total.update(repr(moment).encode())
        total.update(repr(engine.to_plain(machine, moment.after)).encode())
        for language in ("en", "fr"):
            page = view.present(
                machine, moment.before, moment.choice, moment.after, moment.events, language
            )
            total.update(repr(page).encode())
print(machine.story.digest, total.hexdigest())
"""


@pytest.mark.parametrize("name", ["everything", "samples", "shipped"])
def test_it_is_the_same_whatever_the_hashes_are(name: str) -> None:
    running = [
        subprocess.Popen(
            [sys.executable, "-c", PROGRAM, name],
            cwd=ROOT,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
        )
        for seed in ("1", "4242")
    ]
    told = []
    for process in running:
        output, trouble = process.communicate(timeout=60)
        assert process.returncode == 0, trouble
        told.append(output)
    assert told[0] == told[1]
    assert len(told[0].split()) == 2
