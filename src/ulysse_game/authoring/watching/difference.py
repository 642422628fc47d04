"""How one page of a playthrough differs between two versions of a story, and the sentence for it.

One difference a page is told, the one that explains the others: a choice that cannot be made any
more before another place, another place before another value, a value before a text, a text before
what is offered. A renamed thing (``was``) is the same thing. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ulysse_game import view
from ulysse_game.authoring.watching.names import Names
from ulysse_game.authoring.watching.track import Step
from ulysse_game.engine import FIRST, MINUTE, Machine, Shown, State
from ulysse_game.play.history import Moment, renamed
from ulysse_game.view.page import Line, Option, Page
from ulysse_game.view.words import Words, marked


class Difference(NamedTuple):
    """What differs: a ``kind`` of ``SENTENCES``, and the values that its sentence asks for.

    ``file`` and ``line`` say where in the new story to look for it: of the scene, if of nothing
    narrower; empty and 0 where there is no such place.
    """

    kind: str
    values: tuple[tuple[str, str], ...]
    file: str = ""
    line: int = 0


SENTENCES = {
    "choice-gone": marked("the choice {choice} of {scene} no longer exists"),
    "choice-closed": marked("the choice {choice} of {scene} can no longer be made there"),
    "place-gone": marked("{scene} no longer exists"),
    "leads": marked("{choice} of {before} now leads to {now}, not to {was}"),
    "begins": marked("the story now begins with {now}, not with {was}"),
    "value": marked("{name} is now {now}, was {was}"),
    "text": marked("the text {text} has changed"),
    "text-here": marked("this text has changed"),
    "text-new": marked("the text {text} is now read here"),
    "text-gone": marked("the text {text} is no longer read here"),
    "label": marked("the label of {choice} of {scene} has changed"),
    "reason": marked("the reason why {choice} of {scene} is closed has changed"),
    "choice-new": marked("{scene} now offers {choice}"),
    "choice-away": marked("{scene} no longer offers {choice}"),
    "choice-opened": marked("the choice {choice} of {scene} is now open"),
    "choice-shut": marked("the choice {choice} of {scene} is now closed"),
    "order": marked("the choices of {scene} stand in another order"),
    "page": marked("the page of {scene} looks different"),
}


def told(found: Difference, back: int, say: Words) -> str:
    """The difference as a sentence without its stop; ``back`` choices lie after it."""
    kind = "text-here" if found.kind == "text" and not back else found.kind
    what = say(SENTENCES[kind], **dict(found.values))
    if back == 1:
        return say("{what} (one choice back)", what=what)
    return say("{what} ({count} choices back)", what=what, count=back) if back else what


Left = tuple[Step | None, Step]
"""A page, after the one it was left from; nothing comes before the first."""


def difference(
    names: Names, old: Machine, new: Machine, was: Left, now: Left, language: str
) -> Difference | None:
    """What differs in a page; each version of it comes with the page it was left from.

    Where a choice can be made no more that is told once, of the first page not led to any more.
    """
    (_, before), (left, after) = was, now
    breaks_off = before.holds and not after.holds and left is not None and left.holds
    if breaks_off and left is not None and left.moment is not None:
        return _not_made(new, left.moment.after, after)
    if before.moment is None:
        return None
    if after.moment is None:
        gone = names.place(before.moment.after.location)
        return _about(new, "place-gone", gone, scene=gone)
    if before.holds != after.holds:
        return None  # one of them is only remembered, and has none of the texts on the way
    return (
        _led_elsewhere(names, new, before.moment, after.moment, left)
        or _other_value(names, old, new, before.moment.after, after.moment.after)
        or _other_page(names, old, new, before.moment, after.moment, language)
    )


def _about(machine: Machine, kind: str, where: str, **values: str) -> Difference:
    """A difference in this scene of the new story."""
    scene = machine.story.scenes.get(where)
    shown = tuple((key, f"`{value}`" if key in _NAMES else value) for key, value in values.items())
    return Difference(kind, shown, scene.file if scene else "", scene.line if scene else 0)


_NAMES = {"choice", "scene", "before", "text", "name"}


def _scene(state: State) -> str:
    return state.location.partition("/")[0]


# ── Choices that cannot be made ──────────────────────────────────────────────────────────────────


def _not_made(machine: Machine, state: State, step: Step) -> Difference:
    """Why a choice cannot be made again in this state."""
    names = (step.choice, renamed(machine, state.location, step.choice))
    spot = machine.spot(state.location)
    kind = "choice-closed" if any(name in spot.by_id for name in names) else "choice-gone"
    scene = _scene(state)
    found = _about(machine, kind, scene, choice=step.choice, scene=scene)
    return _at_choice(machine, found, scene, names[1])


def _at_choice(machine: Machine, found: Difference, scene: str, choice: str) -> Difference:
    """The same, with the line of the choice where it is written."""
    written = choice.partition("/")[0]
    for each in machine.story.scene(scene).choices:
        if getattr(each, "id", "") == written:
            return found._replace(line=each.line)
    return found


# ── Places and values ────────────────────────────────────────────────────────────────────────────


def _led_elsewhere(
    names: Names, new: Machine, was: Moment, now: Moment, left: Step | None
) -> Difference | None:
    here = now.after.location
    there = names.place(was.after.location)
    if here == there:
        return None
    if left is None or left.moment is None:
        return _about(new, "begins", here.partition("/")[0], now=f"`{here}`", was=f"`{there}`")
    scene, choice = _scene(left.moment.after), now.choice
    found = _about(
        new, "leads", scene, choice=choice, before=scene, now=f"`{here}`", was=f"`{there}`"
    )
    return _at_choice(new, found, scene, choice)


def _other_value(
    names: Names, old: Machine, new: Machine, was: State, now: State
) -> Difference | None:
    """The first variable, in declared order, that both stories know and hold otherwise."""
    if old.layout.variables == new.layout.variables and was.values == now.values:
        return None
    scene = _scene(now)
    for name, slot in new.layout.slots.items():
        before = next(
            (old.layout.slots[n] for n in names.variables_before(name) if n in old.layout.slots), -1
        )
        if before < 0:
            continue
        here, there = _value(new, slot, now), _value(old, before, was)
        if here != names.value(name, there):
            return _about(new, "value", scene, name=name, now=here, was=there)
    clocks = now.values[MINUTE], was.values[MINUTE]
    if clocks[0] != clocks[1]:
        here, there = (f"{minute // 60:02}:{minute % 60:02}" for minute in clocks)
        return _about(new, "value", scene, name="clock", now=here, was=there)
    return None


def _value(machine: Machine, slot: int, state: State) -> str:
    variable, value = machine.layout.variables[slot - FIRST], state.values[slot]
    if variable.kind == "flag":
        return "yes" if value else "no"
    return variable.values[value] if variable.values else str(value)


# ── Pages ────────────────────────────────────────────────────────────────────────────────────────


def _other_page(
    names: Names, old: Machine, new: Machine, was: Moment, now: Moment, language: str
) -> Difference | None:
    before = view.present(old, *was, language)
    after = view.present(new, *now, language)
    if _read_aloud(before) != _read_aloud(after):
        return _other_text(names, old, new, was, now, language)
    place = was.after.location
    options = tuple(each._replace(id=names.choice(place, each.id)) for each in before.options)
    if options != after.options:
        return _other_options(new, now.after, options, after.options)
    if _around(before) != _around(after):
        return _about(new, "page", _scene(now.after), scene=_scene(now.after))
    return None


def _read_aloud(page: Page) -> list[Line]:
    """What is read, by whatever names its texts go."""
    return [line._replace(line_id="") for line in page.lines]


def _around(page: Page) -> tuple[object, ...]:
    return page.place, page.chapter, page.status, page.ending and page.ending.title


def _other_text(
    names: Names, old: Machine, new: Machine, was: Moment, now: Moment, language: str
) -> Difference:
    """Which of the texts of a page made it differ."""
    before, after = list(_read(was)), list(_read(now))
    renames = {id: names.line(id) for id in before}
    scene = _scene(now.after)
    for id in before:
        if renames[id] not in after:
            return _about(new, "text-gone", scene, text=id)
        if old.story.text(id, language) != new.story.text(renames[id], language):
            return _about(new, "text", renames[id].partition(".")[0], text=renames[id])
    known = set(renames.values())
    for id in after:
        if id not in known:
            return _about(new, "text-new", id.partition(".")[0], text=id)
    return _about(new, "page", scene, scene=scene)


def _read(moment: Moment) -> Iterator[str]:
    """The line ids of what was read on the way to a page."""
    return (event.line_id for event in moment.events if isinstance(event, Shown))


def _other_options(
    new: Machine, state: State, was: tuple[Option, ...], now: tuple[Option, ...]
) -> Difference:
    scene = _scene(state)
    before = {option.id: option for option in was}
    after = {option.id: option for option in now}
    for id, option in after.items():
        known = before.get(id)
        kind = _option_kind(known, option)
        if kind:
            found = _about(new, kind, scene, choice=id, scene=scene)
            return _at_choice(new, found, scene, id)
    for id in before:
        if id not in after:
            found = _about(new, "choice-away", scene, choice=id, scene=scene)
            return _at_choice(new, found, scene, id)
    return _about(new, "order", scene, scene=scene)


def _option_kind(was: Option | None, now: Option) -> str:
    """How a choice differs from what it was; nothing where it does not."""
    if was is None:
        return "choice-new"
    if was.is_open != now.is_open:
        return "choice-opened" if now.is_open else "choice-shut"
    if was.label != now.label:
        return "label"
    return "reason" if was.reason != now.reason else ""
