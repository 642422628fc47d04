"""What the facts mean: for each, whether it is well, and if not what is wrong and how to mend it.

Pure: facts go in, findings come out, in the order in which they are told. A finding is English
sentences of the interface's catalogue, with the values that fill them in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain

from ulysse_game.cli.doctor.disks import names
from ulysse_game.cli.doctor.facts import Facts, Folder, Package, Saves, Told
from ulysse_game.cli.doctor.finding import Finding, Level
from ulysse_game.cli.doctor.judge_terminal import of_terminal
from ulysse_game.view.settings import SETTINGS, settings_of
from ulysse_game.view.words import marked

_LEAST_FREE, _LITTLE_FREE = 1 << 20, 50 << 20
_SLOW = 3.0  # seconds to load the screen that are worth a word

PARTS = {
    "terminal": marked("Terminal"),
    "folders": marked("Folders"),
    "saves": marked("Saved games"),
    "story": marked("Story"),
    "libraries": marked("Versions"),
    "variables": marked("Environment"),
    "settings": marked("Settings"),
    "start": marked("Start"),
}


def findings(facts: Facts) -> list[Finding]:
    """Everything, part by part as in ``PARTS``."""
    found = chain(
        of_terminal(facts.terminal),
        chain.from_iterable(map(_folder, facts.folders)),
        _saves(facts.saves),
        _story(facts.story) if "story" not in dict(facts.unseen) else (),
        _libraries(facts),
        _variables(dict(facts.variables)),
        _settings(facts),
        _start(facts.seconds),
        (_unseen(part, error) for part, error in facts.unseen),
    )
    order = [*PARTS]
    return sorted(found, key=lambda each: order.index(each.part))


def _unseen(part: str, error: str) -> Finding:
    part = part if part in PARTS else "libraries"
    sentence = marked("This could not be looked at: {error}.")
    return Finding(part, "note", sentence, values={"error": error})


# What is on the disk.


def _folder(folder: Folder) -> Iterator[Finding]:
    values: dict[str, object] = {"path": folder.path, "reason": folder.trouble}

    def found(level: Level, sentence: str, mend: str = "") -> Finding:
        return Finding("folders", level, sentence, mend, values)

    is_saves = folder.what == "saves"
    serious: Level = "wrong" if is_saves else "note"
    if not folder.path:
        yield found(
            serious,
            marked("The system names no folder of yours: nothing can be kept."),
            marked("Set HOME, or name a folder with --save-dir or ULYSSE_SAVE_DIR."),
        )
        return
    if folder.trouble:
        yield found(serious, *_unwritable(folder.what))
        return
    if is_saves and 0 <= folder.free < _LEAST_FREE:
        values["size"] = _megabytes(folder.free)
        yield found(
            "wrong",
            marked("{path}: the disk is full ({size} MB free)."),
            marked("Make room on it, or name a folder on another with --save-dir."),
        )
    elif is_saves and 0 <= folder.free < _LITTLE_FREE:
        values["size"] = _megabytes(folder.free)
        yield found(
            "note",
            marked("{path}: the disk is nearly full ({size} MB free)."),
            marked("Make room on it before it is full; the game says so when it is."),
        )
    else:
        yield found("ok", _well(folder))
    if not folder.has_locks:
        yield found(
            "note",
            marked("{path}: this disk knows no locks, so that two games at once may collide."),
            marked("Play one game at a time there, or keep saves on a disk of this machine."),
        )
    if folder.leads_to:
        values["target"] = folder.leads_to
        yield found("ok", marked("{path} is a link to {target}."))


def _unwritable(what: str) -> tuple[str, str]:
    match what:
        case "saves":
            return (
                marked("{path} cannot be written ({reason}): games are kept in memory only."),
                marked("Let yourself write there, or name another folder with --save-dir."),
            )
        case "settings":
            return (
                marked("{path} cannot be written ({reason}): settings are forgotten."),
                marked("Let yourself write there, or play with --save-dir."),
            )
        case _:
            return (
                marked("{path} cannot be written ({reason}): every start takes seconds."),
                marked("Let yourself write there, or name a folder in ULYSSE_CACHE_DIR."),
            )


def _well(folder: Folder) -> str:
    match folder.what, folder.is_there:
        case "saves", True:
            return marked("{path}: saved games; it can be written.")
        case "saves", False:
            return marked("{path}: saved games; it is made at the first choice.")
        case "settings", True:
            return marked("{path}: settings; it can be written.")
        case "settings", False:
            return marked("{path}: settings; it is made at the first of them.")
        case _, True:
            return marked("{path}: the compiled story; it can be written.")
        case _:
            return marked("{path}: the compiled story; it is made at the first start.")


def _megabytes(free: int) -> float:
    return free / (1 << 20)


def _saves(saves: Saves) -> Iterator[Finding]:
    def found(level: Level, sentence: str, mend: str, which: tuple[str, ...]) -> Finding:
        values = {"count": len(which), "names": names(which)}
        return Finding("saves", level, sentence, mend, values)

    sound = saves.known - len(saves.older) - len(saves.lost)
    yield Finding("saves", "ok", marked("Sound: {count}."), values={"count": sound})
    if saves.lost:
        yield found(
            "wrong",
            marked("Cannot be read, nor can what was saved before it: {names}."),
            marked("Opening it sets it aside; the playthrough’s other saves may still open."),
            saves.lost,
        )
    if saves.older:
        yield found(
            "note",
            marked("Damaged, and the one before it is sound: {names}."),
            marked("Load it: the game opens the sound one and keeps the damaged one aside."),
            saves.older,
        )
    if saves.odd:
        yield found(
            "wrong",
            marked("A link, a pipe or a folder stands where a file should be: {names}."),
            marked("Move it out of the folder; the game does not follow it."),
            saves.odd,
        )
    if saves.aside:
        yield found(
            "note",
            marked("Set aside because it was damaged: {names}."),
            marked("Delete it once you miss nothing."),
            saves.aside,
        )
    if saves.left:
        yield found(
            "ok", marked("Left by games that were killed: {count}; the next sweeps it out."), "",
            saves.left,
        )  # fmt: skip
    if saves.reports:
        yield found(
            "note",
            marked("Reports of mistakes of ours: {count}, the newest {names}."),
            marked("Send it to us; “ulysse replay” and its path says whether it happens again."),
            saves.reports,
        )._replace(values={"count": len(saves.reports), "names": saves.reports[-1]})


# The story, the libraries.


def _story(story: Told) -> Iterator[Finding]:
    values = {**story._asdict(), "digest": story.digest[:8]}
    if story.trouble or not story.path:
        yield Finding(
            "story",
            "wrong",
            marked("This copy of the game carries no story."),
            marked("Install the game again, or name a story with --story DIR."),
        )
    elif story.errors:
        yield Finding(
            "story",
            "wrong",
            marked("The story in {path} has mistakes: {errors}."),
            marked("“ulysse check” names them; if it is the game’s own, install the game again."),
            values,
        )
    elif story.id:
        compiled = marked("{path}: {id}, version {version} ({digest}), scenes: {scenes}.")
        yield Finding("story", "ok", compiled, values=values)
        if story.cache == "missing":
            kept = marked("It is compiled at the next start, and kept compiled from then on.")
            yield Finding("story", "ok", kept)


def _libraries(facts: Facts) -> Iterator[Finding]:
    about = {"ulysse": facts.ulysse, "python": facts.python, "system": facts.system}
    told = marked("ulysse {ulysse}, Python {python}, {system}.")
    yield Finding("libraries", "ok", told, values=about)
    if not facts.is_installed:
        yield Finding(
            "libraries",
            "note",
            marked("The game was not installed as a package: the libraries’ bounds are unknown."),
            marked("Install it: pip install -e . in its folder."),
        )
    for package in facts.packages:
        yield _library(package)
    if not facts.has_libyaml:
        yield Finding(
            "libraries",
            "note",
            marked("PyYAML came without libyaml: compiling a story takes twenty times as long."),
            marked("Install a wheel of it: {command}"),
            {"command": "pip install --force-reinstall --only-binary :all: pyyaml"},
        )


def _library(package: Package) -> Finding:
    wanted = f"{package.name}{package.wanted}"
    if package.extra and not package.found:
        wanted = f"ulysse-game[{package.extra}]"
    values: dict[str, object] = {**package._asdict(), "command": f"pip install '{wanted}'"}

    def found(level: Level, sentence: str, mend: str = "") -> Finding:
        return Finding("libraries", level, sentence, mend, values)

    if not package.found and package.extra == "web":
        return found("ok", marked("Playing in a browser is not installed: {command}"))
    if not package.found and package.extra:
        return found("ok", marked("Help in an editor is not installed: {command}"))
    if not package.found:
        return found("wrong", marked("{name} is not installed."), marked("Install it: {command}"))
    if not package.loads:
        values["command"] = f"{values['command']} --force-reinstall"
        return found(
            "wrong",
            marked("{name} {found} is installed, and cannot be loaded."),
            marked("Install it again: {command}"),
        )
    match fits(package.found, package.wanted):
        case "old":
            return found(
                "wrong",
                marked("{name} {found} is too old; wanted is {wanted}."),
                marked("Install another: {command}"),
            )
        case "new":
            return found(
                "note",
                marked("{name} {found} is newer than the game knows; wanted is {wanted}."),
                marked("If anything looks wrong: {command}"),
            )
    return found("ok", marked("{name} {found}."))


def fits(version: str, wanted: str) -> str:
    """Whether a version is ``old``, ``new`` or ``right`` for bounds such as ``<9,>=8.2``."""
    have = _numbers(version)
    for bound in wanted.replace(" ", "").split(","):
        match = re.fullmatch(r"(>=|<=|<|>|==|~=|!=)([0-9.]+).*", bound)
        if match is None:
            continue
        limit = _numbers(match[2])
        if match[1] in (">=", "~=", "==", ">") and have < limit:
            return "old"
        if (match[1] == "<" and have >= limit) or (match[1] in ("<=", "==") and have > limit):
            return "new"
    return "right"


def _numbers(version: str) -> tuple[int, ...]:
    """The numbers a version begins with, without noughts at its end: 8.2.0 is 8.2."""
    match = re.match(r"[0-9]+(?:\.[0-9]+)*", version)
    found = [int(each[:9]) for each in match[0].split(".")] if match else []
    while found and not found[-1]:
        found.pop()
    return tuple(found)


# What the player set.


def _variables(set_to: Mapping[str, str]) -> Iterator[Finding]:
    told = ", ".join(f"{name}={value}" if value else name for name, value in set_to.items())
    if told:
        yield Finding("variables", "ok", marked("Set: {names}."), values={"names": told})
    for name, sentence, mend in (
        ("ULYSSE_PLAIN", marked("ULYSSE_PLAIN=1: the game always plays in line mode."),
         marked("For the full screen, unset it.")),
        ("ULYSSE_SPEECH", marked("ULYSSE_SPEECH=1: the game always speaks as to a screen reader."),
         marked("For the full screen, unset it.")),
        ("PYTHONDONTWRITEBYTECODE",
         marked("PYTHONDONTWRITEBYTECODE is set: Python may compile the libraries at each start."),
         marked("Unset it: with it a start can take three times as long.")),
    ):  # fmt: skip
        value = set_to.get(name, "")
        if value and (value == "1" or not name.startswith("ULYSSE_")):
            yield Finding("variables", "note", sentence, mend)
    foreign = [each for each in set_to if each.startswith("TEXTUAL")]
    if foreign:
        yield Finding(
            "variables",
            "note",
            marked("These change how the screen is drawn: {names}."),
            marked("Unset them if anything looks wrong."),
            {"names": ", ".join(foreign)},
        )


def _settings(facts: Facts) -> Iterator[Finding]:
    kept = dict(facts.settings)
    if facts.settings_trouble:
        yield Finding(
            "settings",
            "note",
            marked("The file of settings cannot be read: everything is as usual."),
            marked("Choose your settings again; the file is then written anew."),
        )
    now = settings_of(kept)._asdict()
    for setting in SETTINGS:
        given = kept.get(setting.id)
        if given is not None and given != now[setting.id]:
            yield Finding(
                "settings",
                "note",
                marked("“{setting}” is set to “{value}”, which is none of its values."),
                marked("Choose it again in the settings (key o)."),
                {"setting": setting.id, "value": given},
            )
    chosen = [f"{name}={value}" for name, value in now.items() if kept.get(name) == value and value]
    language = kept.get("language")
    listed = ", ".join(([f"language={language}"] if language else []) + chosen)
    if listed:
        yield Finding("settings", "ok", marked("Chosen: {names}."), values={"names": listed})
    elif not facts.settings_trouble:
        yield Finding("settings", "ok", marked("All are as usual."))


def _start(seconds: float) -> Iterator[Finding]:
    if seconds < 0:
        return
    values = {"seconds": seconds}
    if seconds < _SLOW:
        yield Finding("start", "ok", marked("Loading the screen takes {seconds} s."), values=values)
        return
    yield Finding(
        "start",
        "note",
        marked("Loading the screen takes {seconds} s, which is slow."),
        marked("The second time is faster; a busy machine or a network disk is slower."),
        values,
    )
