import io
import os
import threading
from typing import Any

import pytest

from ulysse_game.play.evidence import Stopped
from ulysse_game.ui.plain import Options, run

from .fake import FakeLibrary


def held(library: FakeLibrary, typed: str, **options: Any) -> tuple[int, str]:
    stdout = io.StringIO()
    code = run(lambda: library, Options(**options), io.StringIO(typed), stdout)  # type: ignore[arg-type,return-value]
    return code, stdout.getvalue()


def test_to_the_end(library: FakeLibrary) -> None:
    code, text = held(library, "1\n" * 100)
    assert code == 0
    assert "The end: A Chair" in text
    assert text.count("\n> ") == 3  # two prompts and the label `Knock.`


def test_a_prompt_is_asked_and_a_pipe_shows_what_was_typed(library: FakeLibrary) -> None:
    _, text = held(library, "1\nxyzzy\x1b[2J\n")
    assert "\n> 1\n" in text
    assert "\n> xyzzy[2J\n" in text


@pytest.mark.parametrize("typed", ["1\n", "1"])
def test_the_end_of_the_input_saves_and_is_fine(library: FakeLibrary, typed: str) -> None:
    code, text = held(library, typed)
    assert code == 0
    assert text.endswith("Your playthrough is saved. Until next time.\n")
    assert library.sessions[0].closed


def raising(error: BaseException) -> io.StringIO:
    def readline(size: int = -1) -> str:
        raise error

    stdin = io.StringIO()
    stdin.readline = readline  # type: ignore[method-assign]
    return stdin


@pytest.mark.parametrize(
    "error", [KeyboardInterrupt(), OSError(5, "gone")], ids=["ctrl-c", "terminal-gone"]
)
def test_an_interruption_saves_and_ends_with_a_sentence(
    library: FakeLibrary, error: BaseException
) -> None:
    stdout = io.StringIO()
    assert run(lambda: library, Options(), raising(error), stdout) == 0  # type: ignore[arg-type,return-value]
    assert stdout.getvalue().endswith("\nUntil next time.\n")
    assert library.sessions[0].closed


def test_a_closed_output_saves_and_ends_calmly(library: FakeLibrary) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as stdout:
        assert run(lambda: library, Options(), io.StringIO("1\n"), stdout) == 0  # type: ignore[arg-type,return-value]
    assert library.sessions[0].closed


def test_bytes_that_are_not_utf_8_are_an_unknown_word(library: FakeLibrary) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(b"\xff\xfe\n1\n1\n"), encoding="ascii")
    out = io.BytesIO()
    stdout = io.TextIOWrapper(out, encoding="ascii")
    assert run(lambda: library, Options(language="fr"), stdin, stdout) == 0  # type: ignore[arg-type,return-value]
    assert "Fermé\xa0:" in out.getvalue().decode("utf-8")


def test_an_endless_line_is_read_in_parts(library: FakeLibrary) -> None:
    code, text = held(library, "1" * 100_000)
    assert code == 0
    assert text.count("There is no such choice.") == 100


def test_each_answer_is_written_before_the_next_line_is_read(library: FakeLibrary) -> None:
    """A reader at the other end of two pipes is never kept waiting."""
    in_read, in_write = os.pipe()
    out_read, out_write = os.pipe()
    with (
        os.fdopen(in_read, "r") as stdin,
        os.fdopen(out_write, "w") as stdout,
        os.fdopen(out_read, "rb", buffering=0) as answers,
        os.fdopen(in_write, "wb", buffering=0) as lines,
    ):
        game = threading.Thread(target=run, args=(lambda: library, Options(), stdin, stdout))
        game.start()
        for typed in (b"1\n", b"1\n"):
            seen = b""
            while not seen.endswith(b"\n> "):
                seen += answers.read(4096)
            lines.write(typed)
        game.join()
    assert library.sessions[0].ended


def test_a_mistake_of_ours_comes_out(library: FakeLibrary) -> None:
    library.broken = True
    with pytest.raises(Stopped) as caught:
        held(library, "1\n", seed=7)
    assert isinstance(caught.value.__cause__, RuntimeError)
    found = caught.value.evidence
    assert (found.seed, found.choices) == (7, ())
    assert found.surroundings == (("front end", "lines"), ("command", "number"))


def test_saved_is_never_just_hoped(library: FakeLibrary) -> None:
    library.full = True
    assert held(library, "1\n")[1].endswith("\nUntil next time.\n")
    assert "saved" not in held(library, "1\n1\n")[1]
