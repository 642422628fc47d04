from types import SimpleNamespace

from ulysse_game.ui.plain.skipping import parted
from ulysse_game.view.page import Line, Run


def line(kind: str, id: str = "") -> Line:
    return Line(kind, (Run(id),), line_id=id)


MARKS = SimpleNamespace(has={"a", "b", "chapter.x.title"}.__contains__)


def test_what_was_read_is_counted_and_the_rest_is_left() -> None:
    picked, chapter = line("picked", "a"), line("chapter", "chapter.x.title")
    lines = [picked, chapter, line("narration", "a"), line("break"), line("speech", "c")]
    found = parted([*lines, line("screen", "b")], MARKS)
    assert found.opening == (picked, chapter)
    assert found.known == 2
    assert found.new == (lines[-1],)


def test_a_page_that_is_new_stays_as_it_is() -> None:
    lines = (line("narration", "c"), line("break"), line("narration", "d"))
    assert parted(lines, MARKS) == ((), 0, lines)
