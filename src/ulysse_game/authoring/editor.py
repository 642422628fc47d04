"""Opening a story file in the writer's own editor, at the line it is about.

``$VISUAL``, else ``$EDITOR``, else one that every system has. Each editor is told the line in its
own way, from one table; one that is not in it is given the file alone. No shell ever reads a name
of ours, nothing is raised for an editor that is not there: it is one sentence to the writer.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import NamedTuple

from ulysse_game.view.words import marked


class Editor(NamedTuple):
    """An editor about to be started: the words of its command, and whether it has a window.

    One with a window of its own leaves the terminal to the game and is not waited for.
    """

    words: tuple[str, ...]
    has_window: bool = False


class Unopened(NamedTuple):
    """Why no editor was opened: a sentence of the interface's catalogue, and what fills it in."""

    sentence: str
    values: Mapping[str, object]


_PLUS_LINE = (
    "vi", "vim", "nvim", "view", "gvim", "mvim", "nano", "pico", "emacs", "emacsclient", "kak",
    "joe", "jed", "ne", "mg", "zile", "mcedit", "micro", "gedit", "xed", "pluma", "kwrite",
)  # fmt: skip
_GOTO = ("code", "code-insiders", "codium", "vscodium", "cursor", "windsurf")
_COLONS = ("hx", "helix", "subl", "sublime_text", "zed", "zeditor")
_LINE_OPTION = ("kate", "mate", "idea", "pycharm", "webstorm", "rubymine")
_WITH_A_WINDOW = {
    *_GOTO, *_LINE_OPTION, "gvim", "mvim", "gedit", "xed", "pluma", "kwrite", "subl",
    "sublime_text", "zed", "zeditor", "notepad", "notepad++",
}  # fmt: skip
_WAITS = {"--wait", "-w"}
"""With a window of its own an editor is not waited for, whatever other programs ask of it."""

_BY_THEMSELVES = ("nano", "vim", "vi") if os.name == "posix" else ("notepad",)


def editor_for(
    file: Path, line: int, column: int = 1, environment: Mapping[str, str] = os.environ
) -> Editor | Unopened:
    """The editor to start for this line (from 1) of a file; 0 is the file as a whole."""
    chosen = environment.get("VISUAL") or environment.get("EDITOR") or ""
    try:
        words = shlex.split(chosen, posix=os.name == "posix")
    except ValueError:
        words = chosen.split()
    if not words:
        words = [name for name in _BY_THEMSELVES if shutil.which(name)][:1]
    if not words:
        return Unopened(
            marked("Set EDITOR to the name of your editor to open {place} from here."),
            {"place": f"{file}:{line}"},
        )
    if shutil.which(words[0]) is None:
        return Unopened(
            marked("There is no editor {name} here; EDITOR says which one to use."),
            {"name": words[0]},
        )
    name = Path(words[0]).name.lower().removesuffix(".exe").removesuffix(".cmd")
    has_window = name in _WITH_A_WINDOW
    own = [word for word in words if not (has_window and word in _WAITS)]
    return Editor((*own, *_placed(name, str(file), line, column)), has_window)


def open_in_editor(
    file: Path,
    line: int,
    column: int = 1,
    aside: Callable[[], AbstractContextManager[object]] = nullcontext,
) -> Unopened | None:
    """Open a file at a line in the writer's editor; nothing where that went well.

    An editor in the terminal is waited for, within what ``aside`` gives: a full screen gives the
    terminal up there and takes it back afterwards.
    """
    editor = editor_for(file, line, column)
    if isinstance(editor, Unopened):
        return editor
    try:
        if editor.has_window:
            _start(editor)
        else:
            with aside():
                subprocess.run(editor.words, check=False)  # noqa: S603 - the writer's own choice
    except OSError as error:
        return Unopened(
            marked("{name} could not be started: {reason}."),
            {"name": editor.words[0], "reason": error.strerror or str(error)},
        )
    return None


def _placed(name: str, file: str, line: int, column: int) -> tuple[str, ...]:
    """How this editor is told a file and a place in it."""
    if line < 1:
        return (file,)
    if name in _PLUS_LINE:
        return (f"+{line}", file)
    if name in _GOTO:
        return ("-g", f"{file}:{line}:{column}")
    if name in _COLONS:
        return (f"{file}:{line}:{column}",)
    if name in _LINE_OPTION:
        return ("--line", str(line), file)
    if name == "notepad++":
        return (f"-n{line}", file)
    return (file,)


_OPEN: list[subprocess.Popen[bytes]] = []
"""Editors with a window that may still be open; those that have been closed are let go."""


def _start(editor: Editor) -> None:
    _OPEN[:] = [each for each in _OPEN if each.poll() is None]
    nowhere = subprocess.DEVNULL
    _OPEN.append(
        subprocess.Popen(  # noqa: S603 - the writer's own choice
            editor.words, stdin=nowhere, stdout=nowhere, stderr=nowhere, start_new_session=True
        )
    )


__all__ = ["Editor", "Unopened", "editor_for", "open_in_editor"]
