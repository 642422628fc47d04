"""The page of coverage: a story's own text, scene by scene, with what was never shown marked.

One file of HTML that needs nothing else, no script and no network, and can be read by ear: what
colour says, a sign says too. Sums stand first, then what was never shown, then the files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby
from typing import Protocol, TypeVar

from ulysse_game.compiler import Compiled
from ulysse_game.explore.items import Item
from ulysse_game.playtest.cover.count import (
    KINDS,
    NO_CHAPTER,
    Coverage,
    Share,
    by_chapter,
    by_kind,
    key_of,
    total,
)
from ulysse_game.playtest.cover.report import SINGULAR, heads, percent, quoted
from ulysse_game.playtest.cover.rows import NEVER, SILENCE, Sheet
from ulysse_game.playtest.cover.style import STYLE
from ulysse_game.playtest.cover.within import outermost
from ulysse_game.playtest.cover.written import Excerpts, texts_of
from ulysse_game.story import Scene, Story

_COLUMNS = "<colgroup><col><col><col><col></colgroup>"
_HEAD = "<tr><th scope=col>line<th scope=col>shown<th scope=col>as written<th scope=col>also"


def page(coverage: Coverage, compiled: Compiled) -> Iterator[str]:
    """The page, line by line; the story must have been compiled afresh, for its sources."""
    story = compiled.story
    assert story is not None, "a story with errors has no coverage"
    title = f"Coverage of {escape(story.world.title)}"
    yield "<!doctype html>"
    yield f'<html lang="{escape(story.world.language)}">'
    yield '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    yield f"<title>{title}</title>"
    yield f"<style>\n{STYLE}</style>"
    yield f'<body><header lang="en"><h1>{title}</h1>'
    yield from _summary(coverage, story)
    yield "</header>"
    yield from _missing(coverage, story)
    yield "<main>"
    yield from _files(coverage, compiled, story)
    yield "</main></body></html>"


# -- what stands first ----------------------------------------------------------------------------


def _summary(coverage: Coverage, story: Story) -> Iterator[str]:
    for line in heads(coverage):
        yield f"<p>{escape(line.strip())}"
    yield (
        "<p>The number beside a line, or raised behind words that are one of several, says how "
        f"many walkthroughs show them. <b>{NEVER}</b> is never; {SILENCE} stands for no words "
        "where there might have been some."
    )
    yield "<div>"
    kinds = [(KINDS[share.label], share) for share in by_kind(coverage)]
    yield from _sums("What there is", [*kinds, ("everything", total(coverage))])
    chapters = by_chapter(coverage, story)
    yield from _sums("Chapters", [(_chapter(story, share.label), share) for share in chapters])
    yield "</div>"


def _sums(caption: str, rows: list[tuple[str, Share]]) -> Iterator[str]:
    yield f"<table class=sums><caption>{caption}</caption>"
    yield "<tr><th scope=col><th scope=col>shown<th scope=col>of<th scope=col>"
    for label, share in rows:
        numbers = f"<td>{share.shown}<td>{share.all}<td>{percent(share)}"
        yield f"<tr><th scope=row>{escape(label)}{numbers}"
    yield "</table>"


def _chapter(story: Story, id: str) -> str:
    block = story.text(f"chapter.{id}.title", story.world.language)
    parts = getattr(block.items[0], "parts", ()) if block is not None and block.items else ()
    title = "".join(part for part in parts if isinstance(part, str))
    return f"{id}: {title}" if title else id


def _missing(coverage: Coverage, story: Story) -> Iterator[str]:
    """What was never shown, a list for each chapter that leads to its scenes."""
    missing = outermost(coverage.never)
    if not missing:
        return
    excerpt = Excerpts(story)
    yield '<nav lang="en" aria-label="never shown"><h2>Never shown</h2>'
    order = [chapter.id for chapter in story.world.chapters] + [NO_CHAPTER]
    missing.sort(key=lambda each: order.index(coverage.chapters[key_of(each.item)]))
    for chapter, group in groupby(missing, lambda each: coverage.chapters[key_of(each.item)]):
        found = list(group)
        yield f"<details><summary>{escape(_chapter(story, chapter))}: {len(found)}</summary><ul>"
        for each in found:
            item = each.item
            said = escape(quoted(item, excerpt))
            more = f" <span class=dim>and {each.within} in it</span>" if each.within else ""
            link = f'<a href="#{_anchor(item)}">{escape(item.name)}</a>'
            yield f"<li>{SINGULAR[item.kind]} {link} {said}{more}"
        yield "</ul></details>"
    yield "</nav>"


def _anchor(item: Item) -> str:
    """Where an item is found on the page."""
    return escape(f"{item.file}:{item.line}")


# -- the files ------------------------------------------------------------------------------------


def _files(coverage: Coverage, compiled: Compiled, story: Story) -> Iterator[str]:
    """Every file that has something to be seen in it, those of scenes first."""
    texts = _by_file(texts_of(compiled))
    items = _by_file(coverage.items)
    scenes = _by_file(story.scenes.values())
    files = sorted(items, key=lambda file: file not in scenes)
    for file in filter(compiled.sources.__contains__, files):
        lines = compiled.sources[file].split("\n")
        sheet = Sheet(lines, texts.get(file, []), items[file], coverage.counts)
        targets = {item.line for item in items[file] if not coverage.counts[key_of(item)]}
        yield f'<section><h2 id="{escape(file)}">{escape(file)}</h2>'
        for start, end, scene in _stretches(scenes.get(file, []), len(lines) + 1):
            if scene is None and not any(line.strip() for line in lines[start - 1 : end - 1]):
                continue
            yield from _stretch(coverage, scene, file)
            for number, row in enumerate(sheet.rows(start, end), start):
                mark = f'<td id="{escape(file)}:{number}">'
                yield row.replace("<td>", mark, 1) if number in targets else row
            yield "</table>"
        yield "</section>"


def _stretches(scenes: list[Scene], end: int) -> Iterator[tuple[int, int, Scene | None]]:
    """The lines of a file in stretches: what stands before its first scene, then each scene."""
    starts = sorted(scenes, key=lambda scene: scene.line)
    first = starts[0].line if starts else end
    if first > 1:
        yield 1, first, None
    for number, scene in enumerate(starts):
        yield scene.line, starts[number + 1].line if number + 1 < len(starts) else end, scene


def _stretch(coverage: Coverage, scene: Scene | None, file: str) -> Iterator[str]:
    """The heading of a stretch and of its table."""
    if scene is not None:
        count = coverage.counts.get(("scene", scene.id), 0)
        of = f"{count} of {len(coverage.walked)}" if count else f"<b>{NEVER} never</b>"
        yield f'<h3>{escape(scene.id)} <small lang="en">{of}</small></h3>'
    yield f'<table class=page aria-label="{escape(scene.id if scene else file)}">{_COLUMNS}{_HEAD}'


class _Filed(Protocol):
    """What stands in a file."""

    @property
    def file(self) -> str: ...


_Thing = TypeVar("_Thing", bound=_Filed)


def _by_file(things: Iterable[_Thing]) -> dict[str, list[_Thing]]:
    found: dict[str, list[_Thing]] = {}
    for thing in things:
        found.setdefault(thing.file, []).append(thing)
    return found
