"""Looks at everything the game needs here, says what is wrong and how to mend it.

The terminal, the folders of saves, settings and cache, saved games, the story, the libraries, what
is set in the environment. It changes nothing, sends nothing anywhere, and prints nothing private:
your own folder is written as ~. The exit code is 1 if something keeps the game from working well.
"""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator
from textwrap import wrap
from typing import Any

from ulysse_game.cli.arguments import add_language, add_width, line_width
from ulysse_game.cli.doctor.facts import Facts
from ulysse_game.cli.doctor.finding import Finding
from ulysse_game.cli.doctor.gather import gathered
from ulysse_game.cli.doctor.judge import PARTS, findings
from ulysse_game.cli.exit_codes import ERRORS, FINE
from ulysse_game.cli.language import language
from ulysse_game.view.words import Words, marked, words

_LEVELS = {"ok": marked("fine"), "note": marked("note"), "wrong": marked("wrong")}
_NARROW = 60  # columns, below which words stand in no column of their own, and paths are broken


def options(parser: ArgumentParser) -> None:
    """What may follow ``doctor``."""
    parser.add_argument(
        "--save-dir", metavar="DIR", help=marked("where saves and settings are kept")
    )
    parser.add_argument(
        "--json", action="store_true", help=marked("for a bug report: facts and findings")
    )
    add_language(parser)
    add_width(parser)


def run(arguments: Namespace) -> int:
    """Looks, and tells; 1 if anything is wrong."""
    facts = gathered(arguments.save_dir, os.environ, measures=True)
    found = findings(facts)
    kept = dict(facts.settings).get("language", "")
    say = words(language(arguments.language, kept, os.environ))
    if arguments.json:
        import json

        text = json.dumps(as_data(facts, found, say), ensure_ascii=False, indent=1) + "\n"
    else:
        text = "".join(
            f"{line}\n" for line in told(found, line_width(arguments.width, sys.stdout), say)
        )
    sys.stdout.write(text)
    return ERRORS if any(each.level == "wrong" for each in found) else FINE


def told(found: Iterable[Finding], width: int, say: Words) -> Iterator[str]:
    """The findings as lines of at most so many cells, a heading above each part."""
    listed = list(found)
    room = max(len(say(each)) for each in _LEVELS.values()) + 2
    for part, title in PARTS.items():
        here = [each for each in listed if each.part == part]
        if here:
            yield say(title)
        for each in here:
            lead = f"  {say(_LEVELS[each.level]):<{room}}"
            rest = " " * (len(lead) if width >= _NARROW else 4)
            yield from _set(_filled(say, each.sentence, each), lead, rest, width)
            if each.mend:
                yield from _set(_filled(say, each.mend, each), f"{rest}→ ", f"{rest}  ", width)
        if here:
            yield ""
    wrong = sum(each.level == "wrong" for each in listed)
    end = say("Things that are wrong: {count}.", count=wrong) if wrong else say("Nothing is wrong.")
    yield from _set(end, "", "", width)


def as_data(facts: Facts, found: Iterable[Finding], say: Words) -> dict[str, Any]:
    """The same for programs: what was found out, and what it means."""
    return {
        "kind": "ulysse-doctor",
        "form": 1,
        "facts": _plain(facts),
        "findings": [
            {
                "part": each.part,
                "level": each.level,
                "sentence": _filled(say, each.sentence, each),
                "mend": _filled(say, each.mend, each) if each.mend else "",
            }
            for each in found
        ],
    }


def _plain(value: Any) -> Any:
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {name: _plain(each) for name, each in value._asdict().items()}
    return [_plain(each) for each in value] if isinstance(value, tuple) else value


def _filled(say: Words, sentence: str, found: Finding) -> str:
    return say(sentence, **{name: _value(each, say) for name, each in found.values.items()})


def _value(value: object, say: Words) -> object:
    """A value as one reads it; a length of time or a size to a tenth."""
    if not isinstance(value, float):
        return value
    return f"{value:.1f}".replace(".", "," if say.language == "fr" else ".")


def _set(text: str, lead: str, rest: str, width: int) -> Iterator[str]:
    """A sentence in lines; what is longer than a line, such as a path, is left whole if it can."""
    yield from wrap(
        text,
        width,
        initial_indent=lead,
        subsequent_indent=rest,
        break_long_words=width < _NARROW,
        break_on_hyphens=False,
    )
