"""What a replay came to, as lines of text for a tester: failures, pages, transcripts."""

from __future__ import annotations

from collections.abc import Iterator

from ulysse_game.engine import Machine
from ulysse_game.playtest.replay import Failure, Result, page_of
from ulysse_game.view.export import plain
from ulysse_game.view.page import Line, Option, Page, Run
from ulysse_game.view.wrap import wrap

WIDTH = 80


def what_failed(
    machine: Machine, result: Result, story: str = "", language: str = ""
) -> Iterator[str]:
    """Every failure of a replay: the step, what was expected, what was there, the page.

    ``story`` is the folder to name in the command that shows it, if it is not the game's own.
    The page is shown where it is another than that of the failure before.
    """
    before = None
    for failure in result.failures:
        yield f"{result.file}:{failure.step}"
        yield f"  expected  {failure.wanted}"
        lead = "  found     "
        for found in failure.found:
            yield from _set(found, lead, " " * len(lead))
            lead = " " * len(lead)
        if failure.moment is not None and failure.moment is not before:
            before = failure.moment
            yield "  the page"
            for line in _page(machine, failure, language or result.language):
                yield f"    {line}" if line else ""
        yield f"  see it    {how_to_see(result, failure, story)}"
        yield ""


def _page(machine: Machine, failure: Failure, language: str) -> Iterator[str]:
    """The page of a failure; of one that cannot be made, nothing."""
    assert failure.moment is not None
    try:
        page = page_of(machine, failure.moment, language)
    except Exception:  # which is what failed, and has been told
        if failure.kind != "crash":
            raise
        return iter(())
    return page_lines(page, language, WIDTH - 4)


def how_to_see(result: Result, failure: Failure, story: str = "") -> str:
    """The command that plays from just before a failure."""
    name = f"{result.file}:{failure.step}"
    if not name.replace("/", "").replace(".", "").replace(":", "").replace("_", "").isalnum():
        name = "'" + name.replace("'", "'\\''") + "'"
    return f"ulysse play --from {name}" + (f" --story {story}" if story else "")


def transcript(machine: Machine, result: Result, language: str = "") -> Iterator[str]:
    """Every page of a replay, with what was chosen."""
    for moment in result.moments:
        page = page_of(machine, moment, language or result.language)
        yield from page_lines(page, language or result.language, WIDTH)


def page_lines(page: Page, language: str, width: int = WIDTH) -> Iterator[str]:
    """A page as text: what is read, then the choices by their ids."""
    for line in page.lines:
        yield ""
        yield from _paragraph(line, language, width)
    if page.ending is not None:
        yield ""
        yield from _set(f"— {page.ending.title or page.ending.id} —", "", "", width)
    if page.options:
        yield ""
    for option in page.options:
        yield from _option(option, width)
    yield ""


def _paragraph(line: Line, language: str, width: int) -> Iterator[str]:
    lead, rest, runs = plain(line, language)
    yield from _runs(runs, lead, rest, width)


def _option(option: Option, width: int) -> Iterator[str]:
    lead = f"[{option.id}] "
    if option.is_open:
        yield from _set(option.text, lead, "  ", width)
    else:
        words = " ".join(filter(None, (option.text, f"({option.why})")))
        yield from _set(words, f"{lead}closed: ", "  ", width)


def _set(text: str, first: str, rest: str, width: int = WIDTH) -> Iterator[str]:
    return _runs((Run(text),), first, rest, width)


def _runs(runs: tuple[Run, ...], first: str, rest: str, width: int) -> Iterator[str]:
    for line in wrap(runs, width, first, rest):
        yield "".join(run.text for run in line)
