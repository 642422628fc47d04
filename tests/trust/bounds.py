"""The bounds of every dependency, at both ends.

``pyproject.toml`` says from which version on a library is used and where we stop. The lowest is
installed as it stands there, in an environment of its own, and the suite runs on it; the newest
within the bounds is what a fresh environment gets, where the suite runs anyway, and here it is
only asked whether that is so. Needs what ``pip`` needs, and nothing else does.

``python -m tests.trust.bounds --short`` is the form of ``.ci/run``: at the lowest versions the
floors that lean on libraries are tested, at the newest nothing is run twice.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import tomllib
import venv
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from time import monotonic
from typing import NamedTuple

from tests.trust.figure import Figure

ROOT = Path(__file__).parents[2]
GROUPS = ("lsp", "web", "test")
LEANING = (
    "tests/architecture", "tests/compiler/test_read_yaml.py", "tests/compiler/test_po.py",
    "tests/compiler/test_compile.py", "tests/storage", "tests/view/test_wrap.py",
    "tests/cli/test_play.py", "tests/ui/tui/test_keys.py", "tests/ui/tui/test_screens.py",
    "tests/ui/tui/test_terminal.py", "tests/ui/web", "tests/authoring/lsp",
    "tests/playtest/test_plugin.py",
)  # fmt: skip
"""What asks most of the libraries: the screen, YAML, folders, widths, browser, editor, pytest."""

_BOUNDED = re.compile(
    r"(?P<name>[A-Za-z0-9._-]+)>=(?P<lowest>[0-9][0-9.]*),<(?P<stop>[0-9][0-9.]*)", re.ASCII
)


class Bounded(NamedTuple):
    """A library, the lowest version that is used and the first that is not."""

    name: str
    lowest: str
    stop: str


def bounded(pyproject: str) -> tuple[Bounded, ...]:
    """Every library that this text names, with its bounds; ``ValueError`` for one without."""
    project = tomllib.loads(pyproject)["project"]
    groups = (project["dependencies"], *project["optional-dependencies"].values())
    named = [each for group in groups for each in group if not each.startswith(project["name"])]
    return tuple(_bounds(each) for each in dict.fromkeys(named))


def _bounds(requirement: str) -> Bounded:
    match = _BOUNDED.fullmatch(requirement.replace(" ", ""))
    if match is None:
        raise ValueError(f"without a lower and an upper bound: {requirement}")
    return Bounded(match["name"], match["lowest"], match["stop"])


def release(text: str) -> tuple[int, ...]:
    """A version's numbers, to compare: 8.2 and 8.2.0 are one."""
    numbers = [int(each) for each in re.findall(r"\d+", text.partition("+")[0])]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


def lowest(pyproject: str) -> str:
    """The constraints by which ``pip`` installs each library as low as its bound."""
    return "".join(f"{each.name}=={each.lowest}\n" for each in bounded(pyproject))


def full() -> Iterator[Figure]:
    """The whole suite on the lowest versions; whether those used here are the newest."""
    yield _suite_on_lowest(("tests",))
    yield _newest_are_used()


def _suite_on_lowest(folders: tuple[str, ...]) -> Figure:
    began = monotonic()
    with tempfile.TemporaryDirectory() as scratch:
        python = _environment(Path(scratch))
        run = subprocess.run(
            [python, "-m", "pytest", "-q", "-n", "auto", "-p", "no:cacheprovider", *folders],
            cwd=ROOT, text=True, capture_output=True,
        )  # fmt: skip
    last = run.stdout.rstrip().splitlines()[-1:] or [run.stderr]
    counts = {word: int(number) for number, word in re.findall(r"(\d+) (\w+)", last[0])}
    wrong = counts.get("failed", 0) + counts.get("error", 0) + counts.get("errors", 0)
    if run.returncode:
        sys.stderr.write(run.stdout[-20_000:] + run.stderr[-5_000:])
        wrong = max(wrong, 1)
    return Figure(
        "a library as old as we allow", "tests on the lowest versions", counts.get("passed", 0),
        wrong, "all pass", monotonic() - began,
    )  # fmt: skip


def _environment(folder: Path) -> str:
    """The Python of a new environment with the lowest versions of everything."""
    environment, constraints = folder / "lowest", folder / "constraints.txt"
    pyproject = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    constraints.write_text(lowest(pyproject), encoding="utf-8")
    venv.create(environment, with_pip=True)
    python = str(environment / ("Scripts" if sys.platform == "win32" else "bin") / "python")
    wanted = f"{ROOT}[{','.join(GROUPS)}]"
    install = [python, "-m", "pip", "install", "-q", "-c", str(constraints), "-e", wanted]
    subprocess.run(install, check=True, stdout=sys.stderr)
    return python


def _newest_are_used() -> Figure:
    """Holds what is installed here against what ``pip`` would install anew within the bounds."""
    began = monotonic()
    pyproject = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    used = {each.name: found for each in bounded(pyproject) if (found := _installed(each.name))}
    old = []
    for name, found in sorted(used.items()):
        newest = _newest_within(name)
        if release(newest) > release(found):
            old.append(f"{name} {found}, and there is {newest}")
    sys.stderr.write("".join(f"{each}\n" for each in old))
    return Figure(
        "a library newer than we know", "libraries used at the newest that their bound admits",
        len(used), len(old), "none is older", monotonic() - began,
    )  # fmt: skip


def _installed(name: str) -> str:
    """The version that is used here; nothing where the library is not."""
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _newest_within(name: str) -> str:
    """The version that ``pip`` would install within the bounds, were nothing installed."""
    import json

    pyproject = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    bounds = next(each for each in bounded(pyproject) if each.name == name)
    wanted = f"{name}>={bounds.lowest},<{bounds.stop}"
    report = subprocess.run(
        [
            sys.executable, "-m", "pip", "install", "--dry-run", "--ignore-installed", "--no-deps",
            "--quiet", "--report", "-", wanted,
        ],
        check=True, text=True, stdout=subprocess.PIPE,
    )  # fmt: skip
    found: str = json.loads(report.stdout)["install"][0]["metadata"]["version"]
    return found


def main(arguments: list[str]) -> int:
    """The form of ``.ci/run``."""
    parser = argparse.ArgumentParser(prog="python -m tests.trust.bounds", description=__doc__)
    parser.add_argument("--short", action="store_true", help="only what leans on libraries")
    figure = _suite_on_lowest(LEANING if parser.parse_args(arguments).short else ("tests",))
    print(f"{figure.times:,} {figure.done}, {figure.went_wrong:,} failed, {figure.seconds:.0f} s")
    return 1 if figure.went_wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
