"""Scenes with too many words, and ways with too many words between two choices.

Counted in the source language, by the longest reading: a translation may be longer, and cannot be
divided otherwise. How long is too long stands in ``house-style.yaml`` under ``sizes``.
"""

from __future__ import annotations

from collections.abc import Iterator

from ulysse_game.authoring.lint.longest import Reader
from ulysse_game.authoring.lint.material import Material
from ulysse_game.authoring.lint.ways import Way, Ways
from ulysse_game.diagnostics import Diagnostic, Severity, Span
from ulysse_game.story import Scene

CODES = ("long-scene", "long-way")


def look(material: Material) -> Iterator[Diagnostic]:
    """Each scene and each way that is too long."""
    ways = Ways(material.story, Reader(material.story, material.story.world.language))
    if material.style.sizes.scene:
        for scene in material.story.scenes.values():
            yield from _scene(material, ways, scene)
    if material.style.sizes.way:
        yield from _ways(material, ways)


def _scene(material: Material, ways: Ways, scene: Scene) -> Iterator[Diagnostic]:
    """`long-scene`, by the words it shows before its choices."""
    most = material.style.sizes.scene
    length = ways.own(scene)
    most_paged = max(most, material.style.sizes.way_with_page)
    if not length.exceeds(most, most_paged):
        return
    way = ways.exact(Way(scene.id, None, (scene.id,), length), most, most_paged, as_it_is=True)
    if way is not None:
        if way.length.plain <= most:
            most = most_paged
        yield Diagnostic(
            "long-scene",
            f"`{scene.id}` comes to {way.length.words} words before its choices; "
            f"the most is {most}.",
            material.sources.word(scene.file, scene.line, scene.id),
            "cut it, or let a choice stand where it turns.",
            Severity.WARNING,
        )


def _ways(material: Material, ways: Ways) -> Iterator[Diagnostic]:
    """`long-way`, once for each scene that it leads to: at the choice that makes it longest."""
    sizes = material.style.sizes
    longest: dict[str, Way] = {}
    others: dict[str, int] = {}
    for way in ways.too_long(sizes.way, sizes.way_with_page):
        exact = ways.exact(way, sizes.way, sizes.way_with_page)
        if exact is None:
            continue
        first = exact.passed[0]
        others[first] = others.get(first, 0) + 1
        if first not in longest or exact.length.words > longest[first].length.words:
            longest[first] = exact
    for first, way in longest.items():
        yield _too_long(material, ways, way, others[first] - 1)


def _too_long(material: Material, ways: Ways, way: Way, others: int) -> Diagnostic:
    sizes = material.style.sizes
    is_paged = way.length.plain <= sizes.way
    most = sizes.way_with_page if is_paged else sizes.way
    words = int(way.length.paged if is_paged else way.length.plain)
    from_ = f"`{way.scene}.{way.choice.id}`" if way.choice else "where the story begins"
    more = f" (and from {others} more choice{'s'[: others > 1]})" if others else ""
    return Diagnostic(
        "long-way",
        f"from {from_}{more} to the next choice the player reads up to {words} words; "
        f"the most is {most}.",
        _begin(material, way),
        f"the way: {_told(ways, way)}. Let the player choose something on it"
        + ("." if is_paged else ", or divide it with `{page}`."),
        Severity.WARNING,
    )


def _begin(material: Material, way: Way) -> Span:
    scene = material.story.scenes[way.scene]
    if way.choice is None:
        return material.sources.word(scene.file, scene.line, scene.id)
    return material.sources.word(scene.file, way.choice.line, way.choice.id)


def _told(ways: Ways, way: Way) -> str:
    """`wrist 20, before_four 130, kitchen 200`: the pieces with their words."""
    pieces = []
    if way.choice is not None and way.choice.gives:
        pieces.append(f"`{way.choice.id}` {ways.reader.text(way.begins).words}")
    pieces += [f"`{id}` {ways.own(ways.story.scenes[id]).words}" for id in way.passed]
    return ", ".join(pieces)
