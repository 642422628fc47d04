"""Pages of small stories, in the languages they are told in."""

from __future__ import annotations

from tests.compiler.small import SCENES, machine
from ulysse_game import engine, view
from ulysse_game.engine import Machine, State
from ulysse_game.view import Line, Page

HEAD = 'msgid ""\nmsgstr ""\n"Language: fr\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'


def french(*entries: tuple[str, str, str]) -> dict[str, str]:
    """The files of a French catalogue; an entry is a line id, the source and the translation."""
    return {"languages/fr/part.po": "\n".join([HEAD, *(entry(*each) for each in entries)])}


def entry(line_id: str, source: str, words: str) -> str:
    """One translation, as a catalogue has it."""

    def quoted(text: str) -> str:
        escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        return f'"{escaped}"'

    return f"msgctxt {quoted(line_id)}\nmsgid {quoted(source)}\nmsgstr {quoted(words)}\n"


def told(
    text: str,
    *choices: str,
    language: str = "en",
    seed: int = 1,
    files: dict[str, str] | None = None,
) -> list[str]:
    """The lines of the page after these choices: ``name (manner): words`` for speech."""
    played = machine({SCENES: text, **(files or {})})
    return [spoken(line) for line in page(played, *choices, language=language, seed=seed).lines]


def spoken(line: Line) -> str:
    """A line in one string, with a mark for its kind."""
    words = "".join(f"*{run.text}*" if run.emphasis else run.text for run in line.runs)
    manner = f" ({line.manner})" if line.manner else ""
    marks = {"screen": "> ", "title": "# ", "chapter": "## ", "break": "---", "picked": "- "}
    if line.kind == "speech":
        return f"{line.name}{manner}: {words}"
    return marks.get(line.kind, "") + words + manner


def page(played: Machine, *choices: str, language: str = "en", seed: int = 1) -> Page:
    """The page after these choices."""
    before: State | None = None
    choice = ""
    state, events = engine.begin(played, seed)
    for choice in choices:
        before = state
        state, events = engine.step(played, state, choice)
    return view.present(played, before, choice, state, events, language)
