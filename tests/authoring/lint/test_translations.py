"""What is not yet translated, catalogue by catalogue."""

from __future__ import annotations

from tests.authoring.lint.looking import found

ENTRY = 'msgctxt "{0}"\nmsgid "{1}"\nmsgstr "{2}"\n\n'
PART = "languages/fr/part.po"


def test_nothing_is_said_of_a_story_in_one_language() -> None:
    assert found("translations") == []


def test_nothing_is_said_of_a_language_without_a_word() -> None:
    assert found("translations", {PART: ENTRY.format("start", "Begin.", "")}) == []


def test_each_catalogue_is_told_of_once_with_counts() -> None:
    po = ENTRY.format("start", "Begin.", "Début.")
    told = found("translations", {PART: po, "languages/fr/world.po": "#\n"})
    assert [(each.span.file, each.message) for each in told] == [
        (
            "2_part/chapter.yaml",
            "none of the 2 texts of `second` has words in `fr`.",
        ),
        (PART, "2 of 3 texts have no words in `fr`: `start.go`, `chapter.part.title`."),
        (
            "languages/fr/world.po",
            told[2].message,
        ),
    ]
    assert told[2].message.startswith("none of the ")
    assert "translate update --language fr" in told[0].help
    assert "translate update" not in told[1].help


def test_many_gaps_are_named_by_the_first_few() -> None:
    po = ENTRY.format("person.ann.name", "Ann Moe", "Anne Moe")
    (world,) = [each for each in found("translations", {"languages/fr/world.po": po})
                if each.span.file.endswith("world.po")]  # fmt: skip
    assert world.message.endswith("` …")
    assert world.message.count("`") == 8
