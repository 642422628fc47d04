"""The figures of a story as one tree of plain data, ready to be written as JSON.

The keys of the report, all figures being whole numbers unless a share (0 to 1) or minutes:

- ``story``: ``id``, ``version``, ``digest``, ``language`` in which words are counted.
- ``written``: ``words``, ``minutes``, ``texts``, ``scenes``, ``choices``,
  ``choices_per_1000_words``.
- ``chapters``: for each ``id``, the same, and ``target`` where the house style names one. What
  belongs to no chapter comes last, its ``id`` empty.
- ``speakers``: for each ``name`` its ``words`` and its ``share``; ``narration``, ``screens``,
  ``choices`` and ``titles`` are among them.
- ``exchanges``: pairs ``one``, ``other`` with ``turns``, ``words``, ``scenes``.
- ``kinds``: for each ``tag`` (empty: untagged) ``choices``, ``share``, ``chosen`` (share of what
  was chosen in the runs) and, where the house style wants one, ``least`` and ``most``.
- ``pages``: for each number of ``choices``, how many ``scenes`` write so many.
- ``labels``: ``mean`` words, the ``longest`` with its ``choice``.
- ``languages``: for each but the source's ``texts`` translated, ``words``, and their ``ratio``.
- ``runs``: ``runs``; the spreads of ``words``, ``choices`` and ``minutes``;
  ``words_between_choices`` on the average; ``seen``: the share of the pages' words that a run
  shows on the average; ``never``: line ids of texts no run showed; ``endings``. Missing without
  runs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, TypeAlias

from ulysse_game.authoring.prose_map import word_count
from ulysse_game.authoring.stats.choosing import by_chapter, choosing_of
from ulysse_game.authoring.stats.runs import Runs, minutes, spread
from ulysse_game.authoring.stats.written import (
    WORLD,
    TextFigures,
    by_speaker,
    exchanges,
    texts_of,
)
from ulysse_game.compiler import Compiled
from ulysse_game.compiler.house_style import HouseStyle
from ulysse_game.compiler.po import plain_lines, read_po
from ulysse_game.story import Choice, Scene, Story

Report: TypeAlias = dict[str, Any]


def report_of(
    compiled: Compiled, style: HouseStyle, runs: Runs | None = None, chapter: str = ""
) -> Report:
    """The figures of a story that compiled, or of one chapter of it.

    Raises ``ValueError`` for a story with errors.
    """
    story = compiled.story
    if story is None:
        raise ValueError("a story with errors has no figures")
    texts = [each for each in texts_of(compiled, story) if chapter in ("", each.chapter)]
    texts_by_chapter: dict[str, list[TextFigures]] = {}
    for text in texts:
        texts_by_chapter.setdefault(text.chapter, []).append(text)
    scenes = by_chapter(story)
    ours = [each for id, found in scenes.items() if chapter in ("", id) for each in found]
    world = story.world
    report: Report = {
        "story": {
            "id": world.id,
            "version": world.version,
            "digest": story.digest,
            "language": world.language,
            "chapter": chapter,
        },
        "written": _written(texts, ours),
        "chapters": [
            _chapter(id, texts_by_chapter.get(id, []), scenes.get(id, []), style)
            for id in _chapter_ids(story, texts_by_chapter)
            if chapter in ("", id)
        ],
        "speakers": _speakers(texts),
        "exchanges": [each._asdict() for each in exchanges(texts)],
        **_choices(ours, texts, style, runs),
        "languages": _languages(story, compiled, texts),
    }
    if runs is not None:
        report["runs"] = _runs(runs, texts)
    return report


def _chapter_ids(story: Story, of_texts: Iterable[str]) -> list[str]:
    """The chapters in their order, those that only texts name after them, ``WORLD`` last."""
    ids = dict.fromkeys((*(each.id for each in story.world.chapters), *of_texts))
    return [*(id for id in ids if id != WORLD), WORLD]


def _written(texts: list[TextFigures], scenes: list[Scene]) -> Report:
    words = sum(text.words for text in texts)
    choices = choosing_of(scenes, []).choices
    return {
        "words": words,
        "minutes": round(minutes(words), 1),
        "texts": len(texts),
        "scenes": len(scenes),
        "choices": choices,
        "choices_per_1000_words": round(1000 * choices / words, 1) if words else 0,
    }


def _chapter(id: str, texts: list[TextFigures], scenes: list[Scene], style: HouseStyle) -> Report:
    found = {"id": id, **_written(texts, scenes)}
    target = next((each for each in style.targets if each.chapter == id), None)
    if target is not None:
        wanted = target._asdict()
        del wanted["chapter"]
        found["target"] = wanted
    return found


def _speakers(texts: list[TextFigures]) -> list[Report]:
    words = by_speaker(texts)
    total = words.total() or 1
    return [
        {"name": name, "words": number, "share": round(number / total, 4)}
        for name, number in sorted(words.items(), key=lambda each: (-each[1], each[0]))
        if number
    ]


def _choices(
    scenes: list[Scene], texts: list[TextFigures], style: HouseStyle, runs: Runs | None
) -> Report:
    found = choosing_of(scenes, texts)
    wanted = {share.tag: share for share in style.shares}
    chosen = _chosen(scenes, runs)
    total, taken = found.kinds.total() or 1, chosen.total()
    kinds = []
    for tag in sorted({*found.kinds, *wanted}, key=lambda each: (-found.kinds[each], each)):
        kind: Report = {
            "tag": tag,
            "choices": found.kinds[tag],
            "share": round(found.kinds[tag] / total, 4),
        }
        if taken:
            kind["chosen"] = round(chosen[tag] / taken, 4)
        if tag in wanted:
            kind |= {"least": wanted[tag].least / 100, "most": wanted[tag].most / 100}
        kinds.append(kind)
    labels = found.labels
    longest = labels[-1] if labels else None
    return {
        "kinds": kinds,
        "pages": [
            {"choices": number, "scenes": times} for number, times in sorted(found.scenes.items())
        ],
        "labels": {
            "mean": round(sum(each.words for each in labels) / len(labels), 1) if labels else 0,
            "longest": None if longest is None else longest._asdict(),
        },
    }


def _chosen(scenes: list[Scene], runs: Runs | None) -> Counter[str]:
    """How often each kind of choice was taken."""
    found: Counter[str] = Counter()
    if runs is not None:
        taken: Counter[str] = Counter()
        for address, times in runs.chosen.items():
            place, _, choice = address.rpartition(".")
            taken[f"{place.partition('/')[0]}.{choice.partition('/')[0]}"] += times
        for scene in scenes:
            for each in scene.choices:
                if isinstance(each, Choice):
                    for tag in each.tags or ("",):
                        found[tag] += taken[f"{scene.id}.{each.id}"]
    return found


def _languages(story: Story, compiled: Compiled, texts: list[TextFigures]) -> Report:
    """How much of what is counted each other language has, and in how many words."""
    found: Report = {}
    ours = {text.line_id: text.words for text in texts}
    for language in story.world.languages:
        if language == story.world.language:
            continue
        words = {
            id: word_count(said)
            for id, said in _translated(compiled, language).items()
            if id in ours and story.is_translated(id, language)
        }
        source = sum(ours[id] for id in words)
        found[language] = {
            "texts": len(words),
            "words": sum(words.values()),
            "ratio": round(sum(words.values()) / source, 3) if source else 0,
        }
    return found


def _translated(compiled: Compiled, language: str) -> dict[str, str]:
    """The words of each translated text, without what is no word in them."""
    found: dict[str, str] = {}
    for file, text in compiled.sources.items():
        if file.startswith(f"languages/{language}/") and file.endswith(".po"):
            for entry in read_po(plain_lines(text)).entries:
                if entry.context and entry.words and not entry.is_obsolete:
                    found[entry.context] = entry.words
    return found


def _runs(runs: Runs, texts: list[TextFigures]) -> Report:
    texts = [text for text in texts if not text.is_furniture]
    total = sum(text.words for text in texts)
    shown = sum(text.words * runs.shown.get(text.line_id, 0) for text in texts)
    words, choices = sum(runs.words), sum(runs.choices)
    # Longer runs are those of more choices, so the two are paired by their rank.
    pairs = zip(sorted(runs.words), sorted(runs.choices), strict=False)
    took = [round(minutes(*each)) for each in pairs]
    return {
        "runs": runs.runs,
        "words": _spread(runs.words),
        "choices": _spread(runs.choices),
        "minutes": _spread(took),
        "words_between_choices": round(words / choices) if choices else 0,
        "seen": round(shown / (total * runs.runs), 4) if total and runs.runs else 0,
        "never": [text.line_id for text in texts if not runs.shown.get(text.line_id)],
        "endings": dict(sorted(runs.endings.items(), key=lambda each: (-each[1], each[0]))),
    }


def _spread(values: Any) -> Report | None:
    found = spread(values)
    return None if found is None else found._asdict()
