"""Names that are declared and that nobody uses: people, places, voices, sets, tags, decks, echoes,
plates.

So are a form of a word that no text prints, an observation that no scene makes, one of its seven
texts that is never shown, an offer of a scene that is in no deck. Variables are looked at by
``variables``, scenes that nothing leads to by the compiler.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ulysse_game.authoring.lint.declared import chapter_file, key_span, world_files
from ulysse_game.authoring.lint.margin import Margin
from ulysse_game.authoring.lint.material import Material
from ulysse_game.compiler.block_names import OBSERVATION_TEXTS
from ulysse_game.compiler.echo_marks import echo_marks
from ulysse_game.diagnostics import Diagnostic, Severity, Span

CODES = ("unused-name", "unused-text", "unused-offer")


def look(material: Material) -> Iterator[Diagnostic]:
    """Each name and text that is of no use."""
    for what, name, span in _unused(material):
        told = f"nobody uses the {what} `{name}`."
        yield Diagnostic("unused-name", told, span, "take it out, or use it.", Severity.WARNING)
    yield from _texts(material)
    yield from _offers(material)


def _unused(material: Material) -> Iterator[tuple[str, str, Span]]:
    world, found = material.story.world, material.uses.found
    margin = Margin(material.sources, material.texts)
    yield from _people(material, margin)
    for voice in world.voices:
        if voice.id not in found.speakers:
            yield "voice", voice.id, _key(material, ("voices", voice.id))
    for room in world.rooms:
        if room.id not in found.rooms and not _stands_for_its_zone(material, room.zone):
            yield "room", room.id, _key(material, ("places", room.zone, room.id))
    for plate in world.plates:
        if plate not in found.plates:
            yield "plate", plate, _key(material, ("plates", plate))
    for tag in world.tags:
        if tag not in found.tags:
            yield "tag", tag, _key(material, ("tags", tag))
    for name, _ in world.sets:  # those that people stand under are passed over
        yield from _written(material, margin, "set", name, ("sets", name))
    declarations = material.compiled.declared
    for name in declarations.defined if declarations is not None else ():
        yield from _written(material, margin, "named expression", name, ("define", name))
    yield from _decks(material)
    yield from _echoes(material)
    for word in world.words:
        used = {form for name, form in found.forms if name == word.name}
        if word.name in found.asked or word.name in found.set:
            for form in word.forms:
                if form not in used:
                    yield "form", form, _key(material, ("words", word.name, "forms"))
    for observation in world.observations:
        if observation.id not in found.observed and observation.id not in found.set:
            yield "observation", observation.id, _key(material, ("observations", observation.id))


def _people(material: Material, margin: Margin) -> Iterator[tuple[str, str, Span]]:
    """People who are in no ``with``, say nothing, and whom nothing else names."""
    found = material.uses.found
    seen = found.on_stage | found.speakers | found.constants
    seen |= {name.partition(".")[0] for name in (*found.asked, *found.set)}
    for person in material.story.world.people:
        if person.id not in seen:
            span = _key(material, ("people", "*", person.id))
            if not margin.names(person.id, span):
                yield "person", person.id, span


def _written(
    material: Material, margin: Margin, what: str, name: str, path: tuple[str, ...]
) -> Iterator[tuple[str, str, Span]]:
    """A name that the compiler writes out wherever it is used."""
    span = _place(material, path)
    if span is not None and not margin.names(name, span):
        yield what, name, span


def _stands_for_its_zone(material: Material, zone: str) -> bool:
    """Whether a zone has but one room, and somebody may be in the zone."""
    world = material.story.world
    if sum(room.zone == zone for room in world.rooms) > 1:
        return False
    starts = {each.values[each.start] for each in world.variables if each.kind == "zone"}
    return zone in starts or zone in material.uses.found.constants


def _decks(material: Material) -> Iterator[tuple[str, str, Span]]:
    drawn = material.uses.found.decks
    anywhere = {deck for chapter, deck in drawn if not chapter}
    for deck in material.story.world.decks:
        if (deck.chapter, deck.id) not in drawn and deck.id not in anywhere:
            file = chapter_file(material.sources, deck.chapter)
            span = key_span(material.sources, (file,), ("decks", deck.id))
            yield "deck", deck.id, span or Span(file, 1, 1)


def _echoes(material: Material) -> Iterator[tuple[str, str, Span]]:
    """Echoes that nobody hears; where a voice waits to repeat them, that voice is told of alone."""
    found = material.uses.found
    waiting = [each for each in material.story.world.voices if each.kind == "repeats"]
    if any(voice.id not in found.speakers for voice in waiting):
        return
    for echo, line_id in material.story.world.echoes:
        if echo not in found.echoes:
            yield "echo", echo, _echo(material, echo, line_id)


def _echo(material: Material, echo: str, line_id: str) -> Span:
    unit = material.compiled.units[line_id]
    offset = next((mark.at for mark in echo_marks(unit.text) if mark.id == echo), 0)
    return material.sources.in_yaml(unit.at, unit.text, offset, len(echo))


def _texts(material: Material) -> Iterator[Diagnostic]:
    """Texts of observations that nothing shows, whichever observation it is: said at the first."""
    shown = material.uses.found.texts
    first = next(iter(material.story.world.observations), None)
    for text in OBSERVATION_TEXTS if first is not None else ():
        if text not in shown and first is not None:
            yield Diagnostic(
                "unused-text",
                f"no text shows the `{text}` of any observation.",
                _key(material, ("observations", first.id, text)),
                f"show it somewhere: `{{o.{text}}}`.",
                Severity.HINT,
            )


def _offers(material: Material) -> Iterator[Diagnostic]:
    """Offers of scenes that no deck holds."""
    cards = {card for deck in material.story.world.decks for _, pile in deck.piles for card in pile}
    for id, scene in material.story.scenes.items():
        if "offer" in scene.blocks and id not in cards:
            at = material.compiled.units[f"{id}.offer"].at
            yield Diagnostic(
                "unused-offer",
                f"`{id}` has an offer and is in no deck, so nobody reads it.",
                Span(at.file, at.line, at.column),
                "put the scene into a deck of its chapter, or take the offer out.",
                Severity.WARNING,
            )


def _key(material: Material, path: tuple[str, ...]) -> Span:
    return _place(material, path) or Span("story.yaml", 1, 1)


def _place(material: Material, path: tuple[str, ...]) -> Span | None:
    files: Iterable[str] = world_files(material.sources)
    return key_span(material.sources, files, path)
