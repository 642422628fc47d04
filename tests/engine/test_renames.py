"""Values, echoes and chapters that were renamed: old saves follow."""

from __future__ import annotations

from pathlib import Path

from ulysse_game.compiler import compile_folder
from ulysse_game.engine import Machine, begin, from_plain, step, to_plain

OLD = {
    "story.yaml": "story: small\ntitle: Small\nversion: 1\nbegins: dawn\nchapters: 1_part\n",
    "world/endings.yaml": "endings:\n  over:\n    title: Over\n",
    "world/variables.yaml": "variables:\n  mood: calm | angry, how it is\n",
    "1_part/chapter.yaml": (
        "chapter: part\ntitle: Part\nbegins: dawn\nvariables:\n  cups: 0..5, on the table\n"
    ),
    "1_part/scenes.yaml": """\
dawn:
  text: |
    The light {echo grey: is grey}.
  choices:
    - shout: Shout.
      do: mood = angry, cups += 2
    - wait: Wait.
  next: noon

noon:
  text: |
    {if heard(grey)}
    Grey still.
    {end}
  choices:
    - leave: Leave.
  next: endings

last:
  text: |
    Over.
  ending: over
""",
}


def written(folder: Path, files: dict[str, str]) -> Machine:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    compiled = compile_folder(folder)
    assert compiled.story is not None, compiled.diagnostics
    return Machine(compiled.story)


def renamed() -> dict[str, str]:
    files = dict(OLD)
    files["world/variables.yaml"] = (
        "variables:\n  mood:\n    is: calm | furious\n    means: how it is\n"
        "    values:\n      furious: angry\n"
    )
    files["world/echoes.yaml"] = "echoes:\n  ashen:\n    was: grey\n"
    files["1_part/chapter.yaml"] = OLD["1_part/chapter.yaml"].replace(
        "chapter: part\n", "chapter: whole\nwas: part\n"
    )
    scenes = OLD["1_part/scenes.yaml"].replace("echo grey", "echo ashen")
    files["1_part/scenes.yaml"] = scenes.replace("heard(grey)", "heard(ashen)").replace(
        "mood = angry", "mood = furious"
    )
    return files


def test_values_echoes_and_chapters_follow_their_renames(tmp_path: Path) -> None:
    old = written(tmp_path / "old", OLD)
    state, _ = step(old, begin(old, 1)[0], "shout")
    plain = to_plain(old, state)
    assert plain["variables"] == {"mood": "angry", "cups": 2}
    new = written(tmp_path / "new", renamed())
    found, losses = from_plain(new, plain)
    assert losses == []
    again = to_plain(new, found)
    assert again["variables"] == {"mood": "furious", "cups": 2}
    assert again["heard"] == ["ashen"]
    assert again["chapter"] == "whole"
    assert step(new, found, "leave")[0].ending == "over"
