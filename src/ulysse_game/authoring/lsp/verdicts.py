"""The explorer's verdicts for hovers, asked for while the writer rests.

A process of its own explores one story with a small budget (``explored``); it begins when nothing
has changed for a while, is ended when something does, and what it found is kept by the story's
digest. Nothing waits for it, and whatever goes wrong with it only means that no verdict is shown.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Mapping
from pathlib import Path

from ulysse_game.authoring.lsp.explored import Wish
from ulysse_game.compiler import Compiled

REST = 2.0
"""Seconds without a change after which a story is explored."""
BUDGET = 10.0
"""Seconds an exploration may take."""
MOST_KEPT = 16


class Explorer:
    """Explores stories one at a time; knows the verdicts of the last few that it explored.

    It does nothing while ``is_on`` is not so.
    """

    def __init__(self, rest: float = REST, budget: float = BUDGET) -> None:
        """Nothing is known and nothing runs."""
        self.is_on = True
        self._rest, self._budget = rest, budget
        self._digests: dict[Path, str] = {}
        self._found: dict[str, Mapping[str, str]] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._task: asyncio.Task[None] | None = None
        self._process: asyncio.subprocess.Process | None = None

    def verdicts(self, folder: Path) -> Mapping[str, str]:
        """What is known of each scene of the story in this folder, as it stood when last read."""
        return self._found.get(self._digests.get(folder, ""), {})

    def wish(self, folder: Path, compiled: Compiled, unsaved: Mapping[str, str]) -> None:
        """This is how the story stands now; what runs for another version ends."""
        if not self.is_on:
            return
        digest = "" if compiled.story is None else compiled.story.digest
        if digest == self._digests.get(folder) and digest:
            return
        self._digests[folder] = digest
        self.close()
        if digest and digest not in self._found:
            asked = Wish(folder=str(folder), unsaved=dict(unsaved), budget=self._budget)
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(self._rest, self._begin, digest, asked)

    def close(self) -> None:
        """End whatever runs."""
        if self._timer is not None:
            self._timer.cancel()
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
        self._timer = None

    def _begin(self, digest: str, asked: Wish) -> None:
        self._task = asyncio.get_running_loop().create_task(self._explore(digest, asked))

    async def _explore(self, digest: str, asked: Wish) -> None:
        try:
            # Without -P Python would import what lies in the present folder: the story's, mostly.
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-P", "-m", "ulysse_game.authoring.lsp.explored",
                stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
            )  # fmt: skip
            self._process = process
            told, _ = await process.communicate(json.dumps(asked).encode())
            answer = json.loads(told)
        except (OSError, ValueError):
            return  # it was ended, or could not begin
        if answer["digest"] == digest:
            while len(self._found) >= MOST_KEPT:
                del self._found[next(iter(self._found))]
            self._found[digest] = answer["scenes"]
