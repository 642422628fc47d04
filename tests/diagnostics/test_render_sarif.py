"""The SARIF log: in the shape that the standard has, and saying what the diagnostics say."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ulysse_game.diagnostics import Allowed, Diagnostic, Label, Severity, Span, render
from ulysse_game.diagnostics.catalogue import codes, page

SCENE = Diagnostic(
    "unknown-scene",
    "there is no scene `kichen`.",
    Span("1_part/nächte 1.yaml", 5, 9, 6),
    "did you mean `kitchen`?",
)
TWICE = Diagnostic(
    "duplicate-scene",
    "`kitchen` stands twice.",
    Span("a.yaml", 9, 1, 7),
    labels=(Label(Span("b.yaml", 1, 1, 7), "the first"), Label(Span("a.yaml", 2, 3), "another")),
)
HINT = Diagnostic("reads-after", "reads what it sets.", Span("a.yaml", 2, 3), "", Severity.HINT)
IDLE = Diagnostic("idle-choice", "nothing comes of it.", Span("a.yaml", 4, 7), "", Severity.WARNING)
ALLOWED = [Allowed(IDLE, "she only looks"), Allowed(HINT, "")]


def log(*found: Diagnostic, allowed: list[Allowed] | None = None, folder: str = "") -> Any:
    return json.loads(render(found, {}, "sarif", folder=folder, allowed=allowed or []))


def run(*found: Diagnostic, allowed: list[Allowed] | None = None) -> Any:
    (only,) = log(*found, allowed=allowed)["runs"]
    return only


# -- the shape ------------------------------------------------------------------------------------

SHAPE: Any = {
    "$schema": str,
    "version": str,
    "runs": [
        {
            "tool": {
                "driver": {
                    "name": str,
                    "rules?": [
                        {
                            "id": str,
                            "shortDescription?": {"text": str},
                            "fullDescription?": {"text": str},
                            "defaultConfiguration?": {"level": str},
                            "help?": {"text": str, "markdown": str},
                        }
                    ],
                }
            },
            "columnKind": str,
            "results": [
                {
                    "ruleId": str,
                    "ruleIndex": int,
                    "level": str,
                    "message": {"text": str},
                    "locations": [
                        PLACE := {
                            "physicalLocation": {
                                "artifactLocation": {"uri": str},
                                "region": {"startLine": int, "startColumn": int, "endColumn": int},
                            }
                        }
                    ],
                    "relatedLocations?": [{"id": int, "message": {"text": str}, **PLACE}],
                    "suppressions?": [{"kind": str, "justification?": str}],
                }
            ],
        }
    ],
}
"""What the standard (SARIF 2.1.0, §§ 3.13 to 3.35) has of what is written here; `?`: optional."""


def conforms(value: Any, shape: Any, where: str = "log") -> None:
    """Every key is one of the shape's, those without `?` are there, every value is of its kind."""
    if isinstance(shape, dict):
        assert isinstance(value, dict), where
        known = {name.rstrip("?"): inner for name, inner in shape.items()}
        assert value.keys() <= known.keys(), where
        assert {name for name in shape if not name.endswith("?")} <= value.keys(), where
        for name, inner in value.items():
            conforms(inner, known[name], f"{where}.{name}")
    elif isinstance(shape, list):
        assert isinstance(value, list), where
        for number, inner in enumerate(value):
            conforms(inner, shape[0], f"{where}[{number}]")
    else:
        assert type(value) is shape, where


@pytest.mark.parametrize("found", [(), (SCENE,), (SCENE, TWICE, HINT)])
@pytest.mark.parametrize("allowed", [[], ALLOWED])
def test_the_shape(found: tuple[Diagnostic, ...], allowed: list[Allowed]) -> None:
    whole = log(*found, allowed=allowed)
    conforms(whole, SHAPE)
    assert whole["version"] == "2.1.0"
    (only,) = whole["runs"]
    assert only["columnKind"] == "unicodeCodePoints"
    rules = only["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    assert len(only["results"]) == len(found) + len(allowed)
    for result in only["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        for place in (*result["locations"], *result.get("relatedLocations", ())):
            region = place["physicalLocation"]["region"]
            assert region["startLine"] >= 1
            assert 1 <= region["startColumn"] < region["endColumn"]


# -- what it says ---------------------------------------------------------------------------------


def test_a_result() -> None:
    (result,) = run(SCENE)["results"]
    assert result == {
        "ruleId": "unknown-scene",
        "ruleIndex": 0,
        "level": "error",
        "message": {"text": "there is no scene `kichen`.\ndid you mean `kitchen`?"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "1_part/n%C3%A4chte%201.yaml"},
                    "region": {"startLine": 5, "startColumn": 9, "endColumn": 15},
                }
            }
        ],
    }


def test_labels_are_related_places() -> None:
    (result,) = run(TWICE)["results"]
    told = [
        (each["id"], each["physicalLocation"]["artifactLocation"]["uri"], each["message"]["text"])
        for each in result["relatedLocations"]
    ]
    assert told == [(0, "b.yaml", "the first"), (1, "a.yaml", "another")]


def test_the_folder_stands_before_every_file() -> None:
    (only,) = log(TWICE, allowed=ALLOWED, folder="story")["runs"]
    uris = [
        place["physicalLocation"]["artifactLocation"]["uri"]
        for result in only["results"]
        for place in (*result["locations"], *result.get("relatedLocations", ()))
    ]
    assert {uri.partition("/")[0] for uri in uris} == {"story"}


def test_what_is_allowed_is_suppressed_in_the_source() -> None:
    results = run(SCENE, allowed=ALLOWED)["results"]
    assert [each.get("suppressions") for each in results] == [
        None,
        [{"kind": "inSource"}],
        [{"kind": "inSource", "justification": "she only looks"}],
    ]
    assert [each["level"] for each in results] == ["error", "note", "warning"]


def test_a_rule_is_its_page() -> None:
    (rule,) = run(IDLE)["tool"]["driver"]["rules"]
    known = page("idle-choice")
    assert known is not None
    assert rule["shortDescription"]["text"] == known.summary
    assert rule["defaultConfiguration"]["level"] == "warning"
    assert "\n" not in rule["fullDescription"]["text"].replace("\n\n", "")
    assert known.wrong[0].text in rule["help"]["markdown"]
    assert rule["help"]["markdown"].count("```yaml") == len(known.wrong) + len(known.right)


@pytest.mark.parametrize("code", codes())
def test_every_page_makes_a_rule(code: str) -> None:
    rule = run(Diagnostic(code, "m", Span("a", 1, 1)))["tool"]["driver"]["rules"][0]
    assert all(rule[key] for key in ("shortDescription", "fullDescription", "help"))


def test_a_code_without_a_page_is_told_all_the_same() -> None:
    (rule,) = run(Diagnostic("no-such-code", "m", Span("a", 1, 1)))["tool"]["driver"]["rules"]
    assert rule == {"id": "no-such-code", "shortDescription": {"text": "no-such-code"}}


def test_it_is_ascii_and_ends_with_a_line_break() -> None:
    text = render([SCENE._replace(message="“\x1b\ud83d🚀")], {}, "sarif")
    assert text.isascii()
    assert text.endswith("}\n")
    assert json.loads(text)
