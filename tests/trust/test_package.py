"""The check of a release finds what is missing, what is too much, and what is not what it says."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable

import pytest

from tests.trust.package import wrong_in_sdist, wrong_in_wheel

PYPROJECT = b"""
[project]
name = "game"
description = "A game."
requires-python = ">=3.11"
license = "MIT"
dependencies = ["textual>=8.2,<9"]
[project.optional-dependencies]
web = ["textual-serve>=1.1,<2"]
"""
OURS = {
    "pyproject.toml": PYPROJECT,
    "README.md": b"# A game\n",
    "LICENSE": b"MIT",
    "story/LICENSE": b"CC",
    "story/story.yaml": b"story: tale\n",
    "src/ulysse_game/__init__.py": b'__version__ = "1.2"\n',
    "tests/test_game.py": b"",
}
METADATA = """Metadata-Version: 2.4
Name: game
Version: 1.2
Summary: A game.
License-Expression: MIT
License-File: LICENSE
License-File: story/LICENSE
Requires-Python: >=3.11
Requires-Dist: textual<9,>=8.2
Requires-Dist: textual-serve<2,>=1.1; extra == 'web'

# A game
"""
INFO = "game-1.2.dist-info/"


def wheel() -> dict[str, bytes]:
    return recorded(
        {
            "ulysse_game/__init__.py": OURS["src/ulysse_game/__init__.py"],
            "ulysse_game/_story/story.yaml": OURS["story/story.yaml"],
            "ulysse_game/_story/LICENSE": OURS["story/LICENSE"],
            f"{INFO}licenses/LICENSE": OURS["LICENSE"],
            f"{INFO}licenses/story/LICENSE": OURS["story/LICENSE"],
            f"{INFO}METADATA": METADATA.encode(),
            f"{INFO}WHEEL": b"",
            f"{INFO}entry_points.txt": b"[console_scripts]\nulysse = ulysse_game.cli:main\n",
        }
    )


def recorded(files: dict[str, bytes]) -> dict[str, bytes]:
    """The files with the list of them that a wheel carries."""
    rows = [f"{INFO}RECORD,,"]
    for name, data in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).decode().rstrip("=")
        rows.append(f"{name},sha256={digest},{len(data)}")
    return {**files, f"{INFO}RECORD": "\n".join(rows).encode()}


def sdist() -> dict[str, bytes]:
    return {"game-1.2/PKG-INFO": b"", **{f"game-1.2/{name}": data for name, data in OURS.items()}}


def test_a_release_as_it_should_be() -> None:
    assert list(wrong_in_wheel(wheel(), OURS)) == []
    assert list(wrong_in_sdist(sdist(), OURS, "game-1.2")) == []


def without(name: str) -> Callable[[dict[str, bytes]], dict[str, bytes]]:
    return lambda files: recorded({each: files[each] for each in files if each != name})


def having(name: str, data: bytes) -> Callable[[dict[str, bytes]], dict[str, bytes]]:
    return lambda files: recorded({**files, name: data})


def saying(old: str, new: str) -> Callable[[dict[str, bytes]], dict[str, bytes]]:
    return having(f"{INFO}METADATA", METADATA.replace(old, new).encode())


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (without("ulysse_game/_story/story.yaml"), "lacks ulysse_game/_story/story.yaml"),
        (without(f"{INFO}licenses/LICENSE"), f"lacks {INFO}licenses/LICENSE"),
        (without(f"{INFO}METADATA"), "no metadata"),
        (having("ulysse_game/notes.txt", b""), "has ulysse_game/notes.txt, which git does not"),
        (having("../evil.pth", b"import os"), "outside its folder: ../evil.pth"),
        (having("ulysse_game/__init__.py", b"pass"), "has another ulysse_game/__init__.py"),
        (having(f"{INFO}entry_points.txt", b""), "does not bring the command"),
        (lambda files: {**files, "ulysse_game/x.py": b""}, "does not name ulysse_game/x.py"),
        (lambda files: {**files, f"{INFO}WHEEL": b"!"}, f"list is wrong about {INFO}WHEEL"),
        (saying("Version: 1.2\nS", "Version: 1.3\nS"), "Version: 1.3, not 1.2"),
        (saying("License-File: story/LICENSE\n", ""), "does not name both licences"),
        (saying("textual<9,", "textual"), "does not require textual>=8.2,<9"),
        (saying("textual-serve<2,>=1.1", "textual-serve>=1.1"), "require textual-serve>=1.1,<2"),
        (saying("# A game", "# Another"), "long description is not the README"),
    ],
)
def test_what_is_wrong_is_told(
    changed: Callable[[dict[str, bytes]], dict[str, bytes]], told: str
) -> None:
    assert told in "\n".join(wrong_in_wheel(changed(wheel()), OURS))


def test_an_sdist_carries_what_git_keeps() -> None:
    lacking = {name: data for name, data in sdist().items() if not name.endswith("test_game.py")}
    assert list(wrong_in_sdist(lacking, OURS, "game-1.2")) == [
        "the sdist lacks game-1.2/tests/test_game.py"
    ]
