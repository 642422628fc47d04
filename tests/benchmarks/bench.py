"""What the rows work on and with: stories written once, inkjs installed once, clean children.

Everything made lives under one folder outside the tree. Each measurement runs in a process of its
own, ours (`ours.py`) and the peer's (`peer.mjs`) alike, and prints one line of JSON.
"""

import functools
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from . import generate

HERE = Path(__file__).parent
INKJS = "2.4.0"


class Bench:
    """The folder of one run, and what is made in it when first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self.folder.mkdir(parents=True, exist_ok=True)

    def story(self, scenes: int, per_file: int = generate.SCENES_PER_FILE) -> Path:
        """The folder of the generated story's YAML; `ink` is the same story for the peer."""
        return self._generated(scenes, per_file) / "story"

    def ink(self, scenes: int) -> Path:
        """The ink file."""
        return self._generated(scenes) / "story.ink"

    def ink_json(self, scenes: int) -> Path:
        """The ink story as inkjs compiles it."""
        compiled = self.ink(scenes).with_suffix(".json")
        if not compiled.exists():
            unfinished = compiled.with_suffix(".unfinished")
            self.peer("compile", self.ink(scenes), unfinished)
            unfinished.rename(compiled)
        return compiled

    def _generated(self, scenes: int, per_file: int = generate.SCENES_PER_FILE) -> Path:
        """Written once for each version of the generator."""
        version = hashlib.sha256((HERE / "generate.py").read_bytes()).hexdigest()[:8]
        folder = self.folder / f"story-{version}-{scenes}-by-{per_file}"
        if not folder.exists():
            unfinished = folder.with_suffix(".unfinished")
            shutil.rmtree(unfinished, ignore_errors=True)
            generate.write(scenes, unfinished, per_file=per_file)
            unfinished.rename(folder)
        return folder

    @functools.cached_property
    def inkjs(self) -> Path:
        """The folder npm has installed inkjs under, at the version the bounds were set by."""
        home = self.folder / "inkjs"
        package = home / "node_modules" / "inkjs" / "package.json"
        if not package.exists() or json.loads(package.read_text())["version"] != INKJS:
            home.mkdir(exist_ok=True)
            quietly = ("--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--silent")
            wanted = f"inkjs@{INKJS}"
            subprocess.run(["npm", "install", *quietly, "--prefix", home, wanted], check=True)
        return home

    def peer(self, measure: str, *asked: object) -> dict[str, Any]:
        """What `peer.mjs` says of one measure."""
        return self.said(
            ["node", str(HERE / "peer.mjs"), measure, str(self.inkjs), *map(str, asked)]
        )

    def ours(self, measure: str, *asked: object) -> dict[str, Any]:
        """What `ours.py` says of one measure."""
        return self.said([sys.executable, "-P", str(HERE / "ours.py"), measure, *map(str, asked)])

    def said(self, command: list[str]) -> dict[str, Any]:
        """The line of JSON a child prints last."""
        done = subprocess.run(command, env=self.environment(), stdout=subprocess.PIPE, check=True)
        told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return told

    def environment(self, fresh: Path | None = None) -> dict[str, str]:
        """The environment of a child: its cache is the bench's, its saves go to `fresh`.

        Bytecode may be written, whatever this shell says: without it Textual alone takes four
        times as long to import, and no player starts like that twice.
        """
        home = fresh or self.folder / "home"
        inherited = {
            name: value
            for name, value in os.environ.items()
            if name not in ("PYTHONDONTWRITEBYTECODE", "NO_COLOR")
            and not name.startswith(("ULYSSE_", "XDG_"))
        }
        return inherited | {
            "HOME": str(home),
            "XDG_CACHE_HOME": str(self.folder / "cache"),
            "XDG_DATA_HOME": str(home / "data"),
            "XDG_STATE_HOME": str(home / "state"),
            "XDG_CONFIG_HOME": str(home / "config"),
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "LC_ALL": "C.UTF-8",
        }
