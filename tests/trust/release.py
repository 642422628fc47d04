"""A release, made and looked at: wheel, sdist, and the whole game as one file.

Each is built by the command that stands in the README, held against the repository, installed by
itself away from it, and played to an ending. Building again must give the same bytes. Needs the
extra ``release`` in the environment that runs this; the one file is built in one of its own, so
that nothing else which happens to be installed gets into it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from time import monotonic
from typing import NamedTuple

from tests.trust.bounds import ROOT
from tests.trust.figure import Figure
from tests.trust.package import wrong_in_folder

README = ROOT / "README.md"
_SINGLE = "-m PyInstaller "
_LONG_ENOUGH = 900  # seconds for any one program


class Look(NamedTuple):
    """Something to look at in a release; ``look`` gives what is wrong, a sentence each."""

    threat: str
    done: str
    times: int
    bound: str
    look: Callable[[], Sequence[str]]


def full() -> Iterator[Figure]:
    """Builds, checks and plays everything that a release hands out."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        once, again = _built(folder / "once"), _built(folder / "again")
        for each in _looks(once, again, folder):
            began = monotonic()
            found = each.look()
            sys.stderr.write("".join(f"{line}\n" for line in found))
            yield Figure(*each[:3], len(found), each.bound, monotonic() - began)


def _looks(once: Path, again: Path, folder: Path) -> Iterator[Look]:
    yield Look(
        "a release with something missing or too much", "archives held against the repository", 2,
        "files, list, metadata, licences", lambda: list(wrong_in_folder(once)),
    )  # fmt: skip
    yield Look(
        "a release that others cannot build again", "archives built twice", 2,
        "the same bytes", lambda: _differing(once, again),
    )  # fmt: skip
    yield Look(
        "a release that an index refuses", "archives shown to twine and check-wheel-contents", 2,
        "neither complains", lambda: _refused(once),
    )  # fmt: skip
    for kind in ("*.whl", "*.tar.gz"):
        (archive,) = once.glob(kind)
        yield Look(
            "a release that does not play", f"installs of {kind[2:]} by itself", 1,
            "plays to an ending", partial(_installed, archive, folder),
        )  # fmt: skip
    yield Look(
        "a release that does not play", "builds of the one file", 1,
        "plays to an ending; one compiled story kept", lambda: _one_file(folder),
    )  # fmt: skip


def single_file_command(readme: str) -> list[str]:
    """The words after ``python`` of the README's command that builds the one file."""
    (line,) = (each for each in readme.splitlines() if _SINGLE in each)
    return line.split()[1:]


def _built(folder: Path) -> Path:
    """A folder with a wheel and an sdist in it, built from the repository's committed files."""
    clone = folder.with_name(f"{folder.name}-sources")
    _run(["git", "clone", "--quiet", str(ROOT), str(clone)])
    _run([sys.executable, "-m", "build", "--outdir", str(folder), str(clone)])
    return folder


def _differing(one: Path, other: Path) -> list[str]:
    return [
        f"{path.name} differs when it is built again"
        for path in sorted(one.iterdir())
        if path.read_bytes() != (other / path.name).read_bytes()
    ]


def _refused(folder: Path) -> list[str]:
    archives = [str(each) for each in sorted(folder.iterdir())]
    wheels = [each for each in archives if each.endswith(".whl")]
    asked = (
        [sys.executable, "-m", "twine", "check", "--strict", *archives],
        # W002: the story's licence stands beside the story and among the licences, as it should.
        [sys.executable, "-m", "check_wheel_contents", "--ignore", "W002", *wheels],
    )
    answers = [subprocess.run(each, text=True, capture_output=True) for each in asked]
    return [each.stdout + each.stderr for each in answers if each.returncode]


def _installed(archive: Path, folder: Path) -> list[str]:
    """Installs an archive in an environment of its own, and plays it."""
    place = folder / f"installed-{archive.suffix[1:]}"
    venv.create(place, with_pip=True)
    programs = place / ("Scripts" if sys.platform == "win32" else "bin")
    _run([str(programs / "python"), "-m", "pip", "install", "-q", str(archive)])
    return _unplayable(programs / "ulysse", folder)


def _one_file(folder: Path) -> list[str]:
    """Builds the one file as the README says, in an environment with nothing else in it."""
    sources, place = folder / "one-file", folder / "one-file-environment"
    _run(["git", "clone", "--quiet", str(ROOT), str(sources)])
    venv.create(place, with_pip=True)
    python = str(place / ("Scripts" if sys.platform == "win32" else "bin") / "python")
    _run([python, "-m", "pip", "install", "-q", "-e", f"{sources}[release]"])
    _run(
        [python, *single_file_command(README.read_text(encoding="utf-8"))],
        cwd=sources,
    )
    program = sources / "dist" / ("ulysse.exe" if sys.platform == "win32" else "ulysse")
    return [*_unplayable(program, folder), *_not_kept(program, folder)]


def _unplayable(program: Path, folder: Path) -> list[str]:
    """What a program cannot do away from the repository: tell itself, check, play to an end."""
    wrong = []
    for words in (["--version"], ["check"]):
        done = _tried([str(program), *words], folder)
        if done.returncode or done.stderr:
            wrong.append(f"{program.name} {words[0]}: {done.stdout}{done.stderr}")
    saves = tempfile.mkdtemp(dir=folder)
    words = ["play", "--plain", "--new", "--seed", "7", "--save-dir", saves]
    played = _tried([str(program), *words], folder, "1\n" * 2_000)
    if played.returncode or "The end: " not in played.stdout:
        wrong.append(f"{program.name} does not play to an end: {played.stdout[-500:]}")
    return wrong


def _not_kept(program: Path, folder: Path) -> list[str]:
    """The compiled story must be found again although the file unpacks to another place."""
    cache = folder / "cache"
    for _ in range(2):
        _tried([str(program), "play", "--plain", "--new"], folder, "quit\n", cache)
    kept = sorted(cache.glob("*.story"))
    return [] if len(kept) == 1 else [f"two starts left {len(kept)} compiled stories, not one"]


def _tried(
    words: list[str], folder: Path, typed: str = "", cache: Path | None = None
) -> subprocess.CompletedProcess[str]:
    home = folder / "home"
    home.mkdir(exist_ok=True)
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    surroundings = {**kept, "HOME": str(home), "LANG": "C.UTF-8"}
    if cache is not None:
        surroundings["ULYSSE_CACHE_DIR"] = str(cache)
    return subprocess.run(
        words, cwd=home, env=surroundings, input=typed, text=True, encoding="utf-8",
        capture_output=True, timeout=_LONG_ENOUGH,
    )  # fmt: skip


def _run(words: list[str], cwd: Path | None = None) -> None:
    """Runs a program that must not fail; what it says goes to standard error."""
    subprocess.run(words, cwd=cwd, check=True, stdout=sys.stderr, timeout=_LONG_ENOUGH)
