"""A little of what ``python -m tests.trust --only packs`` does, and that its own eyes are open."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.trust.packs import compiled_of, everywhere
from tests.trust.packs_outputs import Said, Way, in_page, trouble
from tests.trust.packs_pack import FIELDS, NAMES, laid
from tests.trust.packs_words import ESCAPES, FLOODS, steering

HERE = Path(__file__).parents[2]


def in_a_process(code: str, cwd: Path = HERE, *options: str) -> str:
    """What a process prints that runs this: an audit hook stays for ever in one that has it."""
    found = subprocess.run(
        [sys.executable, *options, "-c", code],
        capture_output=True, encoding="utf-8", cwd=cwd, timeout=100, check=False,
    )  # fmt: skip
    assert found.returncode == 0, found.stderr[-2000:]
    return found.stdout


def test_a_little_of_everything() -> None:
    code = """if True:
        from tests.trust.packs import briefly
        done = briefly()
        print(done.tried, *map(ascii, done.wrong), sep="\\n")
    """
    count, *wrong = in_a_process(code).splitlines()
    assert wrong == []
    assert int(count) > 500


def test_the_pack_has_a_mark_in_every_field_and_takes_words_in_most() -> None:
    assert compiled_of(laid({})).story is not None
    assert len(FIELDS) > 70
    assert len(everywhere("style")) > len(FIELDS) - len(NAMES) - 5


@pytest.mark.parametrize("name", [*ESCAPES, "accents", "zero widths", "joiners", "variations"])
def test_words_that_steer_are_known_for_it_and_refused(name: str) -> None:
    words = (ESCAPES | FLOODS)[name]
    if name not in ("no character", "byte order"):  # which move nothing, and are refused too
        assert steering(words)
    assert compiled_of(laid({"scene_text": words})).story is None


def test_what_a_page_must_not_hold_is_found() -> None:
    for text in (
        "<script>1</script>" * 3, "<img src=x onerror=alert(1)>", "<a href='javascript:alert(1)'>",
        "<p onmouseover=x>", "<iframe>", "<base href='https://example.org'>",
    ):  # fmt: skip
        assert list(in_page("x", text)), text
    assert not list(in_page("x", "&lt;script&gt;<a href='#scene=a'>a</a><a href='01_x.html'>"))


def test_what_a_command_must_not_print_is_found(tmp_path: Path) -> None:
    for form, out in (
        ("", "a\x1b[2Jb"), ("--format github", "::set-env name=a::b"), ("", "a\u202eb"),
        ("--format dot", 'a "b" evil'), ("--format mermaid", "  click a b"),
        ("--format svg", "<svg><script/></svg>"), ("--format svg", "<svg onload='x'/>"),
    ):  # fmt: skip
        assert list(trouble(Way(form), Said(0, out, ""), tmp_path)), out
    assert list(trouble(Way(""), Said(3, "", "an error of ours"), tmp_path))
    (tmp_path / "index.md").write_text("- [x](javascript:1)", encoding="utf-8")
    assert list(trouble(Way(""), Said(0, "", ""), tmp_path))


def test_the_watch_sees_what_is_opened_changed_started_and_run(tmp_path: Path) -> None:
    code = f"""if True:
        import os, subprocess, sys
        from pathlib import Path
        from tests.trust.packs_watch import Watch
        root = Path({str(tmp_path)!r})
        for each in ("pack", "secret"):
            (root / each).mkdir()
        (root / "secret" / "a").write_text("x")
        (root / "pack" / "link").symlink_to(root / "secret")
        with Watch().over((root / "pack",), root / "secret") as caught:
            (root / "pack" / "fine").write_text("x")
            (root / "pack" / "link" / "a").read_text()
            (root / "pack" / "link" / "b").write_text("x")
            (root / "pack" / "link" / "b").unlink()
            exec("OWNED = 1")
            subprocess.run([sys.executable, "-c", "0"], check=False)
        print(*(each.split()[0] for each in caught))
    """
    seen = in_a_process(code).split()
    for each in ("opened", "wrote", "os.remove", "exec", "subprocess.Popen"):
        assert each in seen
    assert sum(each == "wrote" for each in seen) == 1


def test_an_editor_runs_no_module_of_the_folder_it_stands_in(tmp_path: Path) -> None:
    """``python -m`` imports what lies in the present folder: for an editor, the story's."""
    for name in ("json", "yaml", "ulysse_game", "asyncio"):
        text = f"open({str(tmp_path / 'OWNED')!r}, 'w')\n"
        (tmp_path / f"{name}.py").write_text(text, encoding="utf-8")
    story = tmp_path / "story"
    for file, text in laid({}).items():
        path = tmp_path / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    code = f"""if True:
        import asyncio
        from pathlib import Path
        from ulysse_game.authoring.lsp.verdicts import Explorer
        from ulysse_game.compiler import compile_folder

        async def look():
            explorer = Explorer(0, 1)
            explorer.wish(Path({str(story)!r}), compile_folder(Path({str(story)!r})), {{}})
            while explorer._task is None:
                await asyncio.sleep(0)
            await explorer._task
            print(len(explorer.verdicts(Path({str(story)!r}))))

        asyncio.run(look())
    """
    assert int(in_a_process(code, tmp_path, "-P")) == 3
    assert not (tmp_path / "OWNED").exists()
