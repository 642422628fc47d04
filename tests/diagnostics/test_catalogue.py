from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.diagnostics.stories import FIXTURE, lay
from ulysse_game.diagnostics.catalogue import (
    SCENES_FILE,
    Example,
    codes,
    files_of,
    page,
    place_of,
    read_page,
)
from ulysse_game.diagnostics.explain import explain, nearest_code

PAGE = """\
---
at: 3:9, 2:3
severity: warning
---
# some-code

One sentence
over two lines.

Why it is so.

And what to do.

## Wrong

```yaml
kitchen:
  at: galley
  next: super
```

or:

```yaml latin-1
café:
  on: galley
```

## Right

```yaml
kitchen:
  next: supper
```
"""


def test_a_page_is_read() -> None:
    found = read_page(PAGE)
    assert (found.code, found.severity) == ("some-code", "warning")
    assert found.summary == "One sentence over two lines."
    assert found.why == "Why it is so.\n\nAnd what to do."
    assert found.wrong == (
        Example("kitchen:\n  at: galley\n  next: super\n", 3, 9),
        Example("café:\n  on: galley\n", 2, 3, "latin-1"),
    )
    assert found.right == (Example("kitchen:\n  next: supper\n"),)


@pytest.mark.parametrize(
    "broken",
    [
        PAGE.replace("## Right", "## Mended"),
        PAGE.replace("# some-code\n", ""),
        PAGE.replace("at: 3:9, 2:3", "at: 3:9"),
        PAGE.replace("---\n", "", 1),
    ],
)
def test_a_page_in_another_form_is_refused(broken: str) -> None:
    with pytest.raises(ValueError, match=r"not a page|wrong examples"):
        read_page(broken)


@pytest.mark.parametrize("code", codes())
def test_every_page(code: str) -> None:
    found = page(code)
    assert found is not None
    assert found.code == code, "the heading is the file's name"
    assert found.severity in ("error", "warning", "hint")
    assert found.summary.endswith(".")
    assert "\n\n" not in found.summary
    assert found.why
    assert found.wrong
    assert found.right
    for example in found.wrong:
        lines = example.text.split("\n")
        assert 1 <= example.line <= len(lines), "the place is in the example"
        assert (
            1 <= example.column <= len(lines[example.line - 1]) + 1
        )  # at its end, if nothing is there
    assert all(len(each.text.splitlines()) <= 24 for each in found.wrong + found.right)


def test_there_is_a_page_for_each_of_the_ten_mistakes() -> None:
    assert {
        "key-in-prose", "label-runs-on", "prose-needs-a-bar", "unknown-name", "asks-with-is",
        "not-yes-or-no", "may-be-absent", "next-may-fail", "speech-runs-on", "bands-and-texts",
    } <= set(codes())  # fmt: skip


@pytest.mark.parametrize("code", ["no-such-code", "", "../catalogue", "tag.md", "Tag", "tag\n"])
def test_no_page(code: str) -> None:
    assert page(code) is None


@pytest.mark.parametrize("code", ["no-such-code", "", "../catalogue", "tag.md", "[]", "\n"])
def test_nothing_to_explain(code: str) -> None:
    assert explain(code) is None


@pytest.mark.parametrize(
    "typed",
    ["Tag", "tag\n", " tag ", "error[tag]", "error[tag]: `!` gives a value a type", "`tag`"],
)
def test_a_code_is_known_however_it_was_copied(typed: str) -> None:
    assert explain(typed) == explain("tag")


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("unknwon-scene", "unknown-scene"),
        ("UNKNOWN SCENES", "unknown-scene"),
        ("error[sets-with-equal]", "sets-with-equals"),
        ("bom", ""),
        ("", ""),
        ("emphasis", "open-emphasis"),
    ],
)
def test_the_nearest_code(typed: str, near: str) -> None:
    assert nearest_code(typed) == near


@pytest.mark.parametrize("code", codes())
def test_a_page_fits_a_terminal(code: str) -> None:
    for width in (40, 79, 200):
        text = explain(code, width) or ""
        words = [line for line in text.split("\n") if not line.startswith("    ")]
        assert all(len(line) <= min(width, 80) or " " not in line for line in words), code
        assert "\x1b" not in text


def test_a_page_in_colour_says_the_same() -> None:
    painted = explain("unknown-room", color=True) or ""
    assert painted.startswith("\x1b[1;31munknown-room\x1b[0m (error)\n")
    assert re.sub(r"\x1b\[[0-9;]*m", "", painted) == explain("unknown-room")


def test_an_example_may_hold_several_files() -> None:
    example = Example("# file: a.yaml\nx: 1\n# file: b/c.yaml\n\ny: 2\n", 5, 4)
    assert files_of(example) == {"a.yaml": b"x: 1\n", "b/c.yaml": b"\ny: 2\n"}
    assert place_of(example) == ("b/c.yaml", 2, 4)


def test_an_example_may_be_saved_in_another_encoding() -> None:
    assert files_of(Example("é: 1\n", encoding="latin-1")) == {SCENES_FILE: b"\xe9: 1\n"}


def test_a_sign_stands_for_what_no_page_can_show() -> None:
    example = Example("a⟨U+202E⟩b⟨TAB⟩c⟨U+1F600⟩d\n", 1, 17)
    assert files_of(example) == {SCENES_FILE: "a\u202eb\tc\U0001f600d\n".encode()}
    assert place_of(example) == (SCENES_FILE, 1, 6)
    assert len(files_of(Example("⟨2 MB of text⟩\n"))[SCENES_FILE]) > 2 * 1024 * 1024


def test_an_example_is_laid_over_the_fixture(tmp_path: Path) -> None:
    story = lay(Example("kitchen:\n  next: supper\n"), tmp_path)
    assert (story / SCENES_FILE).read_bytes() == b"kitchen:\n  next: supper\n"
    assert (story / "story.yaml").read_bytes() == (FIXTURE / "story.yaml").read_bytes()


def test_explain() -> None:
    assert (
        explain("unknown-room")
        == """\
unknown-room (error)

There is no room of this name.

`at` names a room of `world/places.yaml`. A zone, such as a whole ship, is where
people are; a scene happens in one of its rooms.

Wrong:

    kitchen:
      at: gally
          ^
      text: |
        The table is set.
      next: supper

Right:

    kitchen:
      at: galley
      text: |
        The table is set.
      next: supper
"""
    )
