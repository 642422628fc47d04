"""Signs and phrases that stand too often: dashes, semicolons, comparisons.

How often is too often stands in ``house-style.yaml`` under ``densities``. What is counted together
is one scene with all it gives, or one observation, one person: whatever shares its name.
"""

from __future__ import annotations

from collections.abc import Iterator

from ulysse_game.authoring.lint.material import Material, Text
from ulysse_game.authoring.lint.search import Found, Search, search_of
from ulysse_game.compiler.house_style import Density
from ulysse_game.diagnostics import Diagnostic, Label, Severity
from ulysse_game.story.words import words_in

CODES = ("too-dense",)


def look(material: Material) -> Iterator[Diagnostic]:
    """Each sign or phrase that stands too often in one place, at the first one too many."""
    for language in material.story.world.languages:
        densities = material.style.of(language).densities
        if not densities:
            continue
        search = search_of(material, language)
        for density in densities:
            yield from _dense(search, density)


def _dense(search: Search, density: Density) -> Iterator[Diagnostic]:
    together: dict[str, list[Found]] = {}
    for found in search.find(density.find, density.but, density.where):
        together.setdefault(_owner(found.text), []).append(found)
    for owner, found_here in together.items():
        if len(found_here) <= density.most:
            continue
        most = density.most
        if density.words:
            words = sum(words_in(each.words) for each in search.texts if _owner(each) == owner)
            most = max(most, words * density.most // density.words)
        if len(found_here) > most:
            yield _too_many(owner, found_here, most, density)


def _owner(text: Text) -> str:
    """What a text is counted with: its scene, else the thing it belongs to."""
    return text.scene or ".".join(text.line_id.split(".")[:2])


def _too_many(owner: str, found: list[Found], most: int, density: Density) -> Diagnostic:
    first = found[most]
    limit = f"{density.most} in {density.words} words" if density.words else f"{most} in a scene"
    why = f" {density.why}" if density.why else ""
    return Diagnostic(
        "too-dense",
        f"{density.name.replace('_', ' ')}: “{first.words}” stands {len(found)} times "
        f"in `{owner}`; the most is {limit}.{why}",
        first.text.span(first.start, first.end - first.start),
        density.instead or "say some of them otherwise.",
        Severity.WARNING,
        tuple(
            Label(each.text.span(each.start, each.end - each.start), "another")
            for each in found
            if each is not first
        )[:5],
    )
