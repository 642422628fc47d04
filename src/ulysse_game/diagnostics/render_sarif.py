"""Diagnostics as SARIF 2.1.0 (OASIS, 2020), which code scanners of forges and editors read.

One run of one tool. Its rules are the codes that occur, each with its page of the catalogue as
help; a result has its place, the further places of its labels, and its help as part of the message.
What the writer allows is in it too, marked as suppressed in the source with the reason. Columns
count code points, as everywhere here, and the log says so. The text is ASCII only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote

from ulysse_game.diagnostics.catalogue import Example, Page, page
from ulysse_game.diagnostics.diagnostic import Allowed, Diagnostic, Severity
from ulysse_game.diagnostics.span import Span

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"}
_OF_PAGES = {severity.value: level for severity, level in _LEVELS.items()}


def render_sarif(diagnostics: Sequence[Diagnostic], allowed: Iterable[Allowed] = ()) -> str:
    """The log, indented by two: what is told in the order given, then what is allowed."""
    import json

    results: list[tuple[Diagnostic, str | None]] = [(each, None) for each in diagnostics]
    results += [(each.diagnostic, each.why) for each in allowed]
    rules = {each.code: number for number, each in enumerate(_first_of_each(results))}
    run = {
        "tool": {"driver": {"name": "ulysse", "rules": [_rule(code) for code in rules]}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(each, rules[each.code], why) for each, why in results],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _first_of_each(results: Iterable[tuple[Diagnostic, str | None]]) -> Iterable[Diagnostic]:
    return {each.code: each for each, _ in results}.values()


# -- rules ----------------------------------------------------------------------------------------


def _rule(code: str) -> dict[str, Any]:
    found = page(code)
    if found is None:  # a code without a page is a mistake of ours, and no reason to tell nothing
        return {"id": code, "shortDescription": {"text": code}}
    return {
        "id": code,
        "shortDescription": {"text": found.summary},
        "fullDescription": {"text": _unwrapped(found.why)},
        "defaultConfiguration": {"level": _OF_PAGES[found.severity]},
        "help": {"text": _unwrapped(f"{found.summary}\n\n{found.why}"), "markdown": _help(found)},
    }


def _help(found: Page) -> str:
    parts = [found.summary, found.why.strip()]
    for title, examples in (("Wrong", found.wrong), ("Right", found.right)):
        parts.append(f"## {title}")
        parts += [_fenced(each) for each in examples]
    return "\n\n".join(parts) + "\n"


def _fenced(example: Example) -> str:
    return f"```yaml\n{example.text.rstrip()}\n```"


def _unwrapped(text: str) -> str:
    """Paragraphs without their line breaks, which whoever shows them makes anew."""
    return "\n\n".join(" ".join(part.split("\n")) for part in text.strip().split("\n\n"))


# -- results --------------------------------------------------------------------------------------


def _result(each: Diagnostic, rule: int, why: str | None) -> dict[str, Any]:
    # The standard doubles braces in messages; what reads it replaces `{0}` alone, so they stay.
    text = f"{each.message}\n{each.help}" if each.help else each.message
    found: dict[str, Any] = {
        "ruleId": each.code,
        "ruleIndex": rule,
        "level": _LEVELS[each.severity],
        "message": {"text": text},
        "locations": [{"physicalLocation": _place(each.span)}],
    }
    if each.labels:
        found["relatedLocations"] = [
            {
                "id": number,
                "physicalLocation": _place(label.span),
                "message": {"text": label.text},
            }
            for number, label in enumerate(each.labels)
        ]
    if why is not None:
        reason = {"justification": why} if why else {}
        found["suppressions"] = [{"kind": "inSource", **reason}]
    return found


def _place(span: Span) -> dict[str, Any]:
    # A file's name is a URI there: whatever is no plain sign of a path is escaped.
    return {
        "artifactLocation": {"uri": quote(span.file, safe="/", errors="surrogatepass")},
        "region": {
            "startLine": span.line,
            "startColumn": span.column,
            "endColumn": span.column + max(1, span.length),
        },
    }
