"""What is offered for a diagnostic makes it go away, and changes nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.authoring.lsp.hut import HUT, compiled, hut
from ulysse_game.authoring.edits import by_file, edited
from ulysse_game.authoring.lint import check
from ulysse_game.authoring.lsp.mending import remedies

SCENES, THINGS = "1_part/scenes.yaml", "world/things.yaml"


@pytest.mark.parametrize(
    ("file", "right", "wrong"),
    [
        (SCENES, "at: galley", "at: gally"),
        (SCENES, "if: oil >= 1", "if: oyl >= 1"),
        (SCENES, "weather is storm}", "weather is strom}"),
        (SCENES, "tags: silence", "tags: silense"),
        (SCENES, "goto: night", "goto: nihgt"),
        (SCENES, "observe: obs_01", "obsrve: obs_01"),
        (SCENES, "    simon: Sit down.", "    simn: Sit down."),
    ],
)
def test_the_name_that_was_meant(tmp_path: Path, file: str, right: str, wrong: str) -> None:
    text = HUT[file].replace(right, wrong, 1)
    found = compiled(hut(tmp_path, **{file: text}))
    (trouble,) = [each for each in found.diagnostics if each.severity.value == "error"]
    first = remedies(trouble, found)[0]
    assert first.is_sure
    assert edited(text, by_file(first.edits)[file]) == HUT[file]


def test_a_ready_fix(tmp_path: Path) -> None:
    text = HUT[SCENES].replace("closed: No oil.", 'closed: He says "no".')
    found = compiled(hut(tmp_path, **{SCENES: text}))
    odd = [each for each in check(found).told if each.code in ("straight-quote", "typography")]
    mended = [remedy for each in odd for remedy in remedies(each, found) if remedy.is_sure]
    assert mended, odd
    assert "“no”" in edited(text, by_file(mended[0].edits)[SCENES])


def test_a_comment_that_allows_it(tmp_path: Path) -> None:
    folder = hut(tmp_path)
    found = compiled(folder)
    for odd in check(found).told:
        if not odd.span.file.endswith(".yaml") or odd.code == "untranslated":
            continue
        allow = next(each for each in remedies(odd, found) if each.title.startswith("Allow"))
        text = edited(found.sources[odd.span.file], allow.edits)
        (folder / odd.span.file).write_text(text, encoding="utf-8")
        left = check(compiled(folder)).told
        assert not [each for each in left if each.message == odd.message], (odd, text)
        assert "nothing-to-allow" not in [each.code for each in left]
        hut(tmp_path)


def test_an_error_cannot_be_allowed(tmp_path: Path) -> None:
    found = compiled(hut(tmp_path, **{SCENES: HUT[SCENES].replace("next: end", "nxt: end")}))
    offered = [remedy for each in found.diagnostics for remedy in remedies(each, found)]
    errors = [each for each in found.diagnostics if each.severity.value == "error"]
    assert not [
        remedy
        for each in errors
        for remedy in remedies(each, found)
        if remedy.title.startswith("Allow")
    ]
    assert offered
