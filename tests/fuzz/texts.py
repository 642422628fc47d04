"""What writers write: YAML, prose, expressions, catalogues, walkthroughs, a house style."""

from __future__ import annotations

from tests.fuzz.ground import check, compiled_with, desk, ground, machine
from ulysse_game import engine
from ulysse_game.authoring.arriving import aimed
from ulysse_game.compiler.expressions import Parser, Refused, Scope
from ulysse_game.compiler.po import fields_of, flags_of, plain_lines, previous_of, read_po
from ulysse_game.compiler.prose import At, split_choice
from ulysse_game.compiler.read_house_style import read_house_style
from ulysse_game.compiler.read_yaml import read_yaml
from ulysse_game.compiler.walkthroughs import read_walkthrough
from ulysse_game.diagnostics import Diagnostic
from ulysse_game.play import try_begin
from ulysse_game.playtest import replay
from ulysse_game.playtest.asked import asked

HERE = At("1_part/scenes.yaml", 1, 1, 1)
HOUSE_STYLE = "house-style.yaml"
MOST_STEPS = 200


def text_of(data: bytes) -> str:
    """Text as a reader gets it: what is not UTF-8 is refused before."""
    return data.decode("utf-8", "replace").replace("\r\n", "\n")


def yaml(data: bytes) -> None:
    """A file's top-level mapping."""
    found: list[Diagnostic] = []
    read_yaml("a.yaml", data, found.append)
    check(found, {"a.yaml": text_of(data).removeprefix("\ufeff")})


def prose(data: bytes) -> None:
    """A block, a line and a choice of these words."""
    text = text_of(data)
    found: list[Diagnostic] = []
    here = desk(found)
    scope = Scope(here.declared, "part", "start")
    here.block("start.x", text, HERE, scope)
    here.line("start.y", text, HERE, scope)
    split_choice(text, HERE, found.append)
    check(found, {})


def expression(data: bytes) -> None:
    """A condition, a value, effects; what is sound is asked of a state, and done."""
    text = text_of(data)
    found: list[Diagnostic] = []
    here = desk(found)
    scope = Scope(here.declared, "part", "start")
    here.condition(text, HERE, scope)
    here.value(text, HERE, scope)
    here.effects(text, HERE, scope)
    check(found, {HERE.file: text})
    condition, told = asked(ground(), text, "--until")
    check(told, {"--until": text})
    begun = try_begin(machine(), 7)
    assert begun is not None
    if condition is not None:
        play = machine()
        reader = play.code.reader(play.grounded(condition))
        reader(begun.after.values, begun.after)
    _do(text, begun.after)


def _do(text: str, state: engine.State) -> None:
    """What the effects change, if they are sound."""
    here = desk([])
    try:
        parser = Parser(text, Scope(here.declared, "part", scene="start"), lambda *_: None)
        effects = parser.effects()
    except Refused:
        return
    play = machine()
    writer = play.code.writer(play._ground_effects(effects))
    if writer is not None:
        writer(list(state.values), state)


def po(data: bytes) -> None:
    """A catalogue: its entries, their notes, and the story with it."""
    text = plain_lines(text_of(data))
    found = read_po(text)
    for entry in found.entries:
        for offset in (0, len(entry.words) // 2, len(entry.words)):
            entry.place(offset)
        flags_of(entry.notes)
        previous_of(entry.notes)
        if entry.is_header:
            list(fields_of(entry))
    if not found.bad_line:
        joined = "".join(each.notes + each.head + each.rest for each in found.entries)
        assert joined + found.tail == text
    compiled = compiled_with({"languages/fr/part.po": data})
    check(compiled.diagnostics, dict(compiled.sources))


def walkthrough(data: bytes) -> None:
    """A walkthrough; a sound one is played."""
    read = read_walkthrough("walk.yaml", data, ground())
    check(read.diagnostics, {"walk.yaml": text_of(data).removeprefix("\ufeff")})
    script = read.walkthrough
    if script is not None and len(script.steps) <= MOST_STEPS:
        result = replay(machine(), script)
        assert not any(each.kind == "crash" for each in result.failures), result.failures


def where(data: bytes) -> None:
    """The name of a place, and a condition, as they are typed behind a command."""
    name, _, condition = text_of(data).partition("\n")
    aimed(machine(), name)
    tree, told = asked(ground(), condition, "--where")
    check(told, {"--where": condition})
    if tree is not None:
        machine().grounded(tree)


def house_style(data: bytes) -> None:
    """The file with the writers' own rules."""
    whole = compiled_with({HOUSE_STYLE: data})
    _, found = read_house_style(whole)
    check(found, dict(whole.sources))
