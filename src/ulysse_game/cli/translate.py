"""Keeps translators' catalogues in step with the story, checks them and counts.

A catalogue is a PO file, as Poedit, Weblate and the like read it: one for each chapter and
language, in `languages/LANGUAGE/`. `ulysse play --language qps` plays in a made-up language a third
longer than the source, to see whether every screen has room.
"""

from __future__ import annotations

import re
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from ulysse_game.cli.arguments import add_folder, add_story
from ulysse_game.cli.exit_codes import ERRORS, FINE
from ulysse_game.cli.stories import fresh_story, from_here, sound, story_folder
from ulysse_game.cli.trouble import Misuse
from ulysse_game.diagnostics.render import FORMATS
from ulysse_game.view.words import marked

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ulysse_game.authoring.translating.held import Held
    from ulysse_game.authoring.translating.update import Written
    from ulysse_game.compiler import Compiled

_CODE = re.compile(r"[a-z]{2,3}(_[A-Z]{2})?")
_ACTIONS = "update | check | stats | diff | accept"


def options(parser: ArgumentParser) -> None:
    """What may follow ``translate``."""
    actions = parser.add_subparsers(dest="action", required=True, metavar=_ACTIONS)
    update = actions.add_parser(
        "update",
        help="bring the catalogues in step with the story",
        description="Writes the catalogues of a language: new texts come in empty, changed ones"
        " are marked fuzzy, vanished ones are commented out, renamed ones keep their words.",
    )
    add_folder(update)
    _language(update, "the language’s code, such as fr (default: those there are)")
    update.add_argument(
        "--pot", metavar="DIR", help="write templates without words there, and nothing else"
    )
    update.add_argument(
        "--check", action="store_true", help="write nothing; exit with 1 if there is work"
    )
    update.add_argument(
        "--interface", action="store_true",
        help="the words of the game itself instead of a story’s (in its own repository)",
    )  # fmt: skip
    check = actions.add_parser(
        "check",
        help="find what reads wrongly in translations",
        description="Looks at every translation beside its source, and in every value its braces"
        " can take. Errors make the exit code 1.",
    )
    add_folder(check)
    _language(check, "look at this language only")
    check.add_argument("--format", choices=FORMATS, default="human", help="how to print it")
    check.add_argument("--strict", action="store_true", help="warnings make the exit code 1, too")
    stats = actions.add_parser(
        "stats",
        help="count what is translated",
        description="For each language and catalogue: texts translated, to review and missing;"
        " words of both sides, their ratio, and the share of the words read that is translated.",
    )
    add_folder(stats)
    _language(stats, "count this language only")
    stats.add_argument("--format", choices=("table", "json"), default="table")
    for name, told in (
        ("diff", "Shows what became of the source of each text that is to be reviewed."),
        ("accept", "Says that translations hold although their source has changed."),
    ):
        action = actions.add_parser(
            name, help=told[0].lower() + told[1:].rstrip("."), description=told
        )
        action.add_argument(
            "ids", nargs="*", metavar="LINE_ID",
            help="texts by their line ids" + (" (default: all)" if name == "diff" else ""),
        )  # fmt: skip
        add_story(action)
        _language(action, "in this language only")
        action.add_argument(
            "--typo", action="store_true",
            help="those whose source differs in signs, capitals, spaces and misspelt words only",
        )  # fmt: skip


def _language(parser: ArgumentParser, help: str) -> None:
    parser.add_argument("--language", metavar="LANGUAGE", default="", help=help)


def run(arguments: Namespace) -> int:
    """Does what was asked for; 1 where the story has errors, or ``check`` finds some."""
    if arguments.language and not _CODE.fullmatch(arguments.language):
        raise Misuse(marked("{language} is no language code."), language=arguments.language)
    match arguments.action:
        case "update":
            return _interface(arguments) if arguments.interface else _update(arguments)
        case "check":
            return _check(arguments)
        case "stats":
            return _stats(arguments)
        case action:
            return _stale(arguments, is_accepted=action == "accept")


# -- update ---------------------------------------------------------------------------------------


def _update(arguments: Namespace) -> int:
    from ulysse_game.authoring.translating.update import Unreadable, templates, update
    from ulysse_game.compiler.read_house_style import read_house_style

    folder = story_folder(arguments.story)
    compiled = fresh_story(arguments.story)
    if compiled.story is None:
        return ERRORS
    style, _ = read_house_style(compiled)
    if arguments.pot:
        for name, text in templates(compiled, style).items():
            _template(Path(arguments.pot), name, text)
        return FINE
    is_behind = False
    try:
        for language in _languages(compiled, arguments.language, may_begin=True):
            for each in update(folder, compiled, style, language, _now(), arguments.check):
                _tell(f"languages/{language}/", each)
                is_behind = is_behind or each.is_changed
    except Unreadable as trouble:
        raise Misuse(
            marked("{path} is no catalogue of translations; line {line} cannot be read."),
            path=trouble.file, line=trouble.line,
        ) from None  # fmt: skip
    return ERRORS if arguments.check and is_behind else FINE


def _languages(compiled: Compiled, chosen: str, may_begin: bool = False) -> Sequence[str]:
    """The language asked for, else those of the catalogues; raises ``Misuse`` if there is none.

    One that has no catalogue yet is only taken where it ``may_begin``.
    """
    from ulysse_game.authoring.translating.held import languages_of

    assert compiled.story is not None
    if chosen == compiled.story.world.language:
        raise Misuse(marked("{language} is the story’s own language."), language=chosen)
    there = languages_of(compiled)
    if chosen and chosen not in there and not may_begin:
        raise Misuse(
            marked("The story has no words in {language}; it has {known}."),
            language=chosen, known=", ".join((compiled.story.world.language, *there)),
        )  # fmt: skip
    found = (chosen,) if chosen else there
    if not found:
        raise Misuse(marked("The story has no translation yet; name one with --language CODE."))
    return found


def _template(folder: Path, name: str, text: str) -> None:
    from ulysse_game.authoring.translating.files import written

    told = "written" if written(folder / name, text) else "as it was"
    sys.stdout.write(f"{folder / name}: {told}\n")


def _interface(arguments: Namespace) -> int:
    import ulysse_game
    from ulysse_game.authoring.translating.interface import update_interface
    from ulysse_game.view.words import LANGUAGES, SOURCE

    package = Path(ulysse_game.__file__).parent
    if not (package.parent.parent / "pyproject.toml").is_file():
        raise Misuse(marked("The words of the game are updated in its own repository."))
    is_behind = False
    for language in (arguments.language,) if arguments.language else LANGUAGES:
        if language != SOURCE:
            done = update_interface(package, language, _now(), arguments.check)
            _tell("view/languages/", done)
            is_behind = is_behind or done.is_changed
    return ERRORS if arguments.check and is_behind else FINE


def _tell(home: str, done: Written) -> None:
    """One line about a catalogue, what there is to do before what was done."""
    texts = f"{done.texts} text{'s'[: done.texts != 1]}"
    todo = f"{texts}, {done.missing} without words, {done.fuzzy} to review"
    counts = (
        (done.new, "new"), (done.stale, "changed"), (done.gone, "gone"), (done.back, "back"),
    )  # fmt: skip
    changes = ", ".join(f"{count} {what}" for count, what in counts if count)
    told = f"; {changes}" if changes else "" if done.is_changed else "; as it was"
    sys.stdout.write(f"{home}{done.file}: {todo}{told}\n")


def _now() -> str:
    from datetime import UTC, datetime

    return datetime.now(UTC).strftime("%Y-%m-%d %H:%M+0000")


# -- check, stats ---------------------------------------------------------------------------------


def _check(arguments: Namespace) -> int:
    from ulysse_game.authoring.lint.checking import check
    from ulysse_game.authoring.translating.check import RULES
    from ulysse_game.cli.check import wants_color
    from ulysse_game.compiler import compile_folder
    from ulysse_game.diagnostics import Severity, has_errors
    from ulysse_game.diagnostics.render import render

    folder = story_folder(arguments.story)
    compiled = compile_folder(folder)
    home = f"languages/{arguments.language}/" if arguments.language else "languages/"
    heard = check(compiled, RULES)
    told = [each for each in heard.told if each.span.file.startswith(home)]
    if compiled.story is None and not has_errors(told):
        sound(compiled, folder)  # it is not the translations that are wrong
        return ERRORS
    if compiled.story is not None and arguments.language:
        _languages(compiled, arguments.language)
    allowed = [each for each in heard.allowed if each.diagnostic.span.file.startswith(home)]
    sources = {file: text for file, text in compiled.sources.items() if file.startswith(home)}
    where = from_here(folder)
    sys.stdout.write(render(told, sources, arguments.format, wants_color(), where, allowed))
    worst = (Severity.ERROR, Severity.WARNING) if arguments.strict else (Severity.ERROR,)
    return ERRORS if any(each.severity in worst for each in told) else FINE


def _stats(arguments: Namespace) -> int:
    from ulysse_game.authoring.translating.stats import as_json, stats, table

    compiled = fresh_story(arguments.story)
    if compiled.story is None:
        return ERRORS
    found = stats(compiled, _languages(compiled, arguments.language))
    if arguments.format == "json":
        import json

        sys.stdout.write(json.dumps(as_json(found), ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.write(table(found))
    return FINE


# -- diff, accept ---------------------------------------------------------------------------------


def _stale(arguments: Namespace, is_accepted: bool) -> int:
    from ulysse_game.authoring.translating.accept import accept, holding, is_typo, stale
    from ulysse_game.diagnostics.render import render

    if is_accepted and not arguments.ids and not arguments.typo:
        raise Misuse(marked("Say which texts hold: by their line ids, or with --typo."))
    folder = story_folder(arguments.story)
    compiled = fresh_story(arguments.story)
    if compiled.story is None:
        return ERRORS
    chosen: list[Held] = []
    for language in _languages(compiled, arguments.language):
        chosen += stale(compiled, language)
    if arguments.ids:
        chosen = _named(chosen, arguments.ids, compiled)
    if arguments.typo:
        chosen = [each for each in chosen if is_typo(each.before, each.source)]
    if not is_accepted:
        _show(chosen)
        sys.stdout.write(f"{len(chosen)} to review\n")
        return FINE
    chosen, wrong = holding(compiled, chosen)
    _show(chosen)
    accept(folder, compiled, chosen)
    sys.stdout.write(f"{len(chosen)} accepted\n")
    if not wrong:
        return FINE
    sys.stderr.write(render(wrong, {}, "short", folder=from_here(folder)))
    return ERRORS


def _named(chosen: list[Held], ids: Sequence[str], compiled: Compiled) -> list[Held]:
    """Those with these line ids; raises ``Misuse`` for one that the story does not have."""
    for id in ids:
        if id not in compiled.units:
            raise Misuse(marked("The story has no text {name}."), name=id)
    return [each for each in chosen if each.unit.line_id in ids]


def _show(chosen: Iterable[Held]) -> None:
    """What became of each source, word by word, and its translation."""
    from ulysse_game.authoring.translating.accept import difference
    from ulysse_game.cli.check import wants_color

    marks = {"-": ("[-", "-]"), "+": ("{+", "+}")}
    if wants_color():
        marks = {"-": ("\x1b[31m[-", "-]\x1b[0m"), "+": ("\x1b[32m{+", "+}\x1b[0m")}
    for each in chosen:
        sys.stdout.write(f"{each.unit.line_id}  {each.file}:{each.entry.line}\n")
        if each.before:
            words = "".join(
                piece if kind == "=" else marks[kind][0] + piece + marks[kind][1]
                for kind, piece in difference(each.before, each.source)
            )
        else:
            words = each.source + "\n(nobody knows what the source was)"
        sys.stdout.write(_indented(words) + "  →\n" + _indented(each.words) + "\n")


def _indented(text: str) -> str:
    return "".join(f"    {line}".rstrip(" ") + "\n" for line in text.split("\n") if line)
