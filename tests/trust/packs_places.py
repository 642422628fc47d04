"""Things that are no files where a pack's files should be, and links to what is none of its.

Beside the folder of the pack lies ``secret``, with a file in each of the languages that a pack's
files are written in; nothing of it may be read, told or changed. No link leads to a file of the
machine that could be written to: a game that fails here may do so.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from tests.trust.packs_pack import laid

SECRET = {
    "scenes.yaml": "SECRET: password\nother_SECRET:\n  text: |\n    SECRET\n",
    "sound.yaml": "spare:\n  at: room\n  text: |\n    SECRET words.\n  next: the_end\n",
    "fr.po": 'msgctxt "SECRET"\nmsgid "SECRET"\nmsgstr "SECRET"\n',
    "empty.po": "",
    "through.yaml": "walkthrough: SECRET\nSECRET: password\n",
    "style.yaml": "languages:\n  en:\n    SECRET: x\n",
    "passwd": "root:SECRET:0:0\n",
    "schema.json": '{"SECRET": 1}\n',
}
Plant = Callable[[Path, Path], None]


def planted(name: str, pack: Path) -> None:
    """A sound pack in ``pack`` with this plant in it, and the secret beside it."""
    secret = pack.parent / "secret"
    for file, text in SECRET.items():
        (secret / file).write_text(text, encoding="utf-8")
    for file, text in laid({}).items():
        path = pack / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    PLANTS[name](pack, secret)


def _link(place: str, target: str) -> Plant:
    def plant(pack: Path, secret: Path) -> None:
        path = pack / place
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_file():
            path.unlink()
        path.symlink_to(secret / target if target in SECRET else target or secret)

    return plant


def _link_folder(place: str) -> Plant:
    def plant(pack: Path, secret: Path) -> None:
        path = pack / place
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            shutil.rmtree(path)
        path.symlink_to(secret)

    return plant


def _pipe(place: str) -> Plant:
    def plant(pack: Path, secret: Path) -> None:
        (pack / place).unlink(missing_ok=True)
        (pack / place).parent.mkdir(parents=True, exist_ok=True)
        os.mkfifo(pack / place)

    return plant


def _sparse(place: str) -> Plant:
    def plant(pack: Path, secret: Path) -> None:
        (pack / place).parent.mkdir(parents=True, exist_ok=True)
        with open(pack / place, "wb") as file:
            file.truncate(10_000_000_000)

    return plant


def _rings(pack: Path, secret: Path) -> None:
    (pack / "story" / "ring").symlink_to(pack / "story")
    (pack / "story" / "1_part" / "up").symlink_to("..")
    (pack / "story" / "self.yaml").symlink_to("self.yaml")
    (pack / "walkthroughs" / "ring").symlink_to(pack)


def _deep(pack: Path, secret: Path) -> None:
    here = pack / "story"
    for _ in range(300):
        here = here / "deep"
        here.mkdir()
    (here / "more.yaml").write_text("deep_one:\n  at: room\n  next: the_end\n", encoding="utf-8")


def _many(pack: Path, secret: Path) -> None:
    folder = pack / "story" / "many"
    folder.mkdir()
    for number in range(3_000):
        (folder / f"{number}.txt").touch()
        (folder / f"{number}.yml").touch()


def _unreadable(pack: Path, secret: Path) -> None:
    for place in ("story/locked.yaml", "walkthroughs/locked.yaml"):
        (pack / place).touch()
        (pack / place).chmod(0)


def _python(pack: Path, secret: Path) -> None:
    """Modules of the game's own and of Python, where the present folder would be searched."""
    for name in (
        "yaml",
        "json",
        "textual",
        "conftest",
        "sitecustomize",
        "ulysse_game",
        "encodings",
    ):
        for folder in (pack, pack / "story", pack.parent / "out"):
            (folder / f"{name}.py").write_text(
                f"open({str(secret / 'OWNED')!r}, 'w')\n", encoding="utf-8"
            )


def _cache(pack: Path, secret: Path) -> None:
    """A compiled story that the pack brings along, for whoever would believe it."""
    for name in (".cache", ".ulysse", "cache"):
        folder = pack / "story" / name
        folder.mkdir()
        (folder / "0000000000000000.story").write_text('1 {"format":1}\n', encoding="utf-8")


PLANTS: dict[str, Plant] = {
    "scenes linked away": _link("story/1_part/more.yaml", "scenes.yaml"),
    "sound scenes linked away": _link("story/1_part/more.yaml", "sound.yaml"),
    "world linked away": _link("story/world/more.yaml", "passwd"),
    "file of the system linked away": _link("story/1_part/more.yaml", "passwd"),
    "process": _link("story/1_part/more.yaml", "/proc/self/environ"),
    "endless device": _link("story/1_part/more.yaml", "/dev/zero"),
    "terminal": _link("story/1_part/more.yaml", "/dev/tty"),
    "story linked away": _link("story/story.yaml", "scenes.yaml"),
    "catalogue linked away": _link("story/languages/fr/more.po", "fr.po"),
    "empty catalogue linked away": _link("story/languages/fr/part.po", "empty.po"),
    "catalogue to nowhere": _link("story/languages/fr/part.po", "../../../../secret/new.po"),
    "catalogues linked away": _link_folder("story/languages/fr"),
    "languages linked away": _link_folder("story/languages"),
    "style linked away": _link("story/house-style.yaml", "style.yaml"),
    "walkthrough linked away": _link("walkthroughs/more.yaml", "through.yaml"),
    "saved game linked away": _link("walkthroughs/more.json", "passwd"),
    "walkthroughs linked away": _link_folder("walkthroughs/more"),
    "plate linked away": _link("story/plates/view.png", "passwd"),
    "plates linked away": _link_folder("story/plates"),
    "schemas linked away": _link_folder("story/.schema"),
    "schema linked away": _link("story/.schema/story.json", "schema.json"),
    "schema to nowhere": _link("story/.schema/world.json", "../../../secret/new.json"),
    "witness linked away": _link("walkthroughs/explore_the_end.yaml", "through.yaml"),
    "pipe for scenes": _pipe("story/1_part/more.yaml"),
    "pipe for the story": _pipe("story/story.yaml"),
    "pipe for a catalogue": _pipe("story/languages/fr/more.po"),
    "pipe for a walkthrough": _pipe("walkthroughs/more.yaml"),
    "pipe for a saved game": _pipe("walkthroughs/more.json"),
    "pipe for a plate": _pipe("story/plates/view.png"),
    "pipe for a style": _pipe("story/house-style.yaml"),
    "ten gigabytes of scenes": _sparse("story/1_part/more.yaml"),
    "ten gigabytes of catalogue": _sparse("story/languages/fr/more.po"),
    "ten gigabytes of walkthrough": _sparse("walkthroughs/more.yaml"),
    "ten gigabytes of plate": _sparse("story/plates/view.png"),
    "rings of links": _rings,
    "three hundred folders deep": _deep,
    "six thousand other files": _many,
    "files that are locked": _unreadable,
    "modules of Python": _python,
    "a cache of its own": _cache,
}
