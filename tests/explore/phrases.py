"""Random pieces of a story: conditions, effects, prose, over the names that are in scope.

Every choice is asked of a ``Pick``, so that a plain seed and Hypothesis can both be the chance. The
first of any list is the plainest, which is what Hypothesis shrinks to. Numbers are small and
visits are compared with at most ``MOST_ASKED``, so that state spaces stay small enough to
enumerate.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

Pick = Callable[[int], int]
"""A number from 0 to below the one given."""

MOST_ASKED = 2
"""No condition asks for more visits than this."""

T = TypeVar("T")


class Names(NamedTuple):
    """What a condition, an effect or prose may name where it stands.

    ``stats`` run from 0 to 3 or below. ``bound`` is what a loop binds to a person, if it does.
    ``choices`` are ``scene.choice`` addresses; ``in_pick`` is so in a choice of a ``pick``.
    """

    flags: tuple[str, ...] = ()
    stats: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    timers: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    has_life: bool = False
    has_mood: bool = False
    has_sol: bool = False
    scenes: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    echoes: tuple[str, ...] = ()
    has_defined: bool = False
    bound: str = ""
    in_pick: bool = False


def one_of(pick: Pick, options: Sequence[T]) -> T:
    return options[pick(len(options))]


def by_chance(pick: Pick, of: int, times: int = 1) -> bool:
    """So many times of so many; never is the plainest."""
    return pick(of) >= of - times


# ── Conditions ──────────────────────────────────────────────────────────────────────────────────


def condition(pick: Pick, names: Names) -> str:
    """A test, or two of them, or the contrary of one."""
    kind = pick(6)
    if kind < 3:
        return test(pick, names)
    if kind == 3:
        return f"not ({test(pick, names)})"
    joint = "and" if kind == 4 else "or"
    first, second = test(pick, names), test(pick, names)
    return f"{first} {joint} {second}"


def test(pick: Pick, names: Names) -> str:
    kinds: list[Callable[[Pick, Names], str]] = []
    kinds += [_of_flag] * 3 * bool(names.flags)
    kinds += [_of_stat] * 3 * bool(names.stats)
    kinds += [_of_word] * 2 * bool(names.words)
    kinds += [_of_person] * 2 * bool(names.persons)
    kinds += [_of_mood] * 2 * names.has_mood
    kinds += [_of_life] * 2 * names.has_life
    kinds += [_of_sol] * names.has_sol
    kinds += [_of_timer] * bool(names.timers)
    kinds += [_of_scene] * 2 * bool(names.scenes)
    kinds += [_of_choice] * 2 * bool(names.choices)
    kinds += [_of_echo] * 2 * bool(names.echoes)
    kinds += [_of_defined] * names.has_defined
    kinds += [_of_pick] * 3 * names.in_pick
    return one_of(pick, kinds)(pick, names)


def _of_flag(pick: Pick, names: Names) -> str:
    flag = one_of(pick, names.flags)
    return one_of(pick, (flag, f"not {flag}"))


def _of_stat(pick: Pick, names: Names) -> str:
    stat = one_of(pick, names.stats)
    other = one_of(pick, names.stats)
    number = pick(3)
    return one_of(
        pick,
        (
            f"{stat} >= {number + 1}",
            f"{stat} < {number + 1}",
            f"{stat} is {number}",
            f"{stat} is not {number}",
            f"{stat} in 1..{number + 1}",
            f"{stat} + {other} >= {number + 2}",
            f"max({stat}, {other}) > {number}",
            f"2 * {stat} > {other} + {number}",
            f"({stat} + 1) / 2 is {number}",
            f"{stat} - {other} < {number}",
            f"{stat} is {other}",
        ),
    )


def _of_word(pick: Pick, names: Names) -> str:
    word, value = one_of(pick, names.words), one_of(pick, ("hot", "cold", "mild"))
    return one_of(
        pick, (f"{word} is {value}", f"{word} is not {value}", f"{word} in (mild, {value})")
    )


def _of_person(pick: Pick, names: Names) -> str:
    who, one = one_of(pick, names.persons), one_of(pick, names.people)
    options = [f"{who} is {one}", f"{who} is nobody", f"{who} in crew", f"{who} is not {one}"]
    if names.has_mood:
        options.append(f"{who} is first(p in crew if p.mood >= 1)")
        options.append(f"{who}.mood >= 1")
    return one_of(pick, options)


def _of_mood(pick: Pick, names: Names) -> str:
    one, number = one_of(pick, names.people), pick(3)
    if names.bound and pick(2) == 0:
        return f"{names.bound}.mood >= {number}"
    return one_of(
        pick,
        (
            f"{one}.mood >= {number}",
            f"{one}.mood is tense",
            f"{one}.mood < tense",
            f"count(p in crew if p.mood >= {number}) >= 1",
            f"sum(p.mood for p in crew) > {number}",
            f"most(p.mood for p in crew) is {one}",
            "any(p in crew if p.mood is tense)",
        ),
    )


def _of_life(pick: Pick, names: Names) -> str:
    one = names.bound if names.bound and pick(2) == 0 else one_of(pick, names.people)
    return one_of(
        pick,
        (
            f"{one}.alive",
            f"{one}.here",
            f"{one}.place is shore",
            f"not {one}.here",
            "count(p in crew if p.here) >= 1",
        ),
    )


def _of_sol(pick: Pick, _: Names) -> str:
    return one_of(pick, ("sol >= 1", "sol is 0", "sol is 2"))


def _of_timer(pick: Pick, names: Names) -> str:
    timer = one_of(pick, names.timers)
    return one_of(pick, (f"{timer} is 0", f"{timer} >= 361", f"{timer} < 720"))


def _of_scene(pick: Pick, names: Names) -> str:
    scene, number = one_of(pick, names.scenes), 1 + pick(MOST_ASKED)
    return one_of(
        pick,
        (
            f"seen({scene})",
            f"visits({scene}) >= {number}",
            f"visits({scene}) < {number}",
            f"visits({scene}) is {number}",
            f"not seen({scene})",
        ),
    )


def _of_choice(pick: Pick, names: Names) -> str:
    choice = one_of(pick, names.choices)
    return one_of(pick, (f"taken({choice})", f"not taken({choice})"))


def _of_echo(pick: Pick, names: Names) -> str:
    echo = one_of(pick, names.echoes)
    return one_of(pick, (f"heard({echo})", f"not heard({echo})"))


def _of_defined(pick: Pick, names: Names) -> str:
    one = one_of(pick, names.people)
    return one_of(pick, (f"edgy({one})", f"not edgy({one})"))


def _of_pick(pick: Pick, _: Names) -> str:
    return one_of(pick, ("picked >= 1", "picked is 0"))


# ── Effects ─────────────────────────────────────────────────────────────────────────────────────


def effects(pick: Pick, names: Names) -> str:
    """One or two effects, each perhaps on a condition."""
    asked = [one_effect(pick, names) for _ in range(1 + by_chance(pick, 3))]
    return ", ".join(_perhaps(pick, names, each) for each in asked)


def _perhaps(pick: Pick, names: Names, effect: str) -> str:
    if " if " in effect or not by_chance(pick, 5):
        return effect
    return f"{effect} if {test(pick, names)}"


def one_effect(pick: Pick, names: Names) -> str:
    kinds: list[Callable[[Pick, Names], str]] = []
    kinds += [_set_flag] * 3 * bool(names.flags)
    kinds += [_move_stat] * 3 * bool(names.stats)
    kinds += [_set_word] * 2 * bool(names.words)
    kinds += [_set_person] * 2 * bool(names.persons)
    kinds += [_move_mood] * 2 * names.has_mood
    kinds += [_end_life] * names.has_life
    kinds += [_wind_timer] * bool(names.timers)
    return one_of(pick, kinds)(pick, names)


def _set_flag(pick: Pick, names: Names) -> str:
    flag = one_of(pick, names.flags)
    return one_of(pick, (flag, f"not {flag}", f"{flag} = {test(pick, names)}"))


def _move_stat(pick: Pick, names: Names) -> str:
    stat, other = one_of(pick, names.stats), one_of(pick, names.stats)
    number = 1 + pick(2)
    return one_of(
        pick,
        (
            f"{stat} += {number}",
            f"{stat} -= {number}",
            f"{stat} = {number}",
            f"{stat} = {other}",
            f"{stat} += {other}",
            f"{stat} = 3 - {stat}",
        ),
    )


def _set_word(pick: Pick, names: Names) -> str:
    return f"{one_of(pick, names.words)} = {one_of(pick, ('mild', 'hot', 'cold'))}"


def _set_person(pick: Pick, names: Names) -> str:
    who = one_of(pick, names.persons)
    if names.bound and pick(2) == 0:
        return f"{who} = {names.bound}"
    options = [f"{who} = {one_of(pick, names.people)}", f"{who} = nobody"]
    if names.has_mood:
        options.append(f"{who} = most(p.mood for p in crew)")
    return f"{one_of(pick, options)}"


def _move_mood(pick: Pick, names: Names) -> str:
    one = names.bound if names.bound and pick(2) == 0 else one_of(pick, names.people)
    return one_of(
        pick,
        (
            f"{one}.mood += 1",
            f"{one}.mood -= 1",
            f"{one}.mood = tense",
            "p.mood += 1 for p in crew if p.mood >= 1",
        ),
    )


def _end_life(pick: Pick, names: Names) -> str:
    one = one_of(pick, names.people)
    return one_of(pick, (f"{one}.place = shore", f"{one}.place = ship", f"not {one}.alive"))


def _wind_timer(pick: Pick, names: Names) -> str:
    return f"{one_of(pick, names.timers)} = {one_of(pick, (0, 360, 720))}"


# ── Prose ───────────────────────────────────────────────────────────────────────────────────────


def paragraphs(
    pick: Pick, names: Names, words: str, speaker: str = "", echo: str = ""
) -> list[str]:
    """A few lines of prose, perhaps with conditions and variations; ``speaker`` may be absent."""
    lines = [f"{words} {_variation(pick, names)}"]
    if by_chance(pick, 4):
        lines += ["", f"{{if {condition(pick, names)}}}", f"So it is with {words}."]
        if by_chance(pick, 2):
            lines += [f"{{else if {condition(pick, names)}}}", "Or so it was."]
        if by_chance(pick, 2):
            lines += ["{else}", "It is not so."]
        lines.append("{end}")
    if speaker:
        lines += ["", f"{speaker}: I was there."]
    if echo:
        said = f"{{echo {echo}: Nobody laughed at {words}.}}"
        asked = f"{{if {condition(pick, names)}}}"
        lines += ["", *([asked, said, "{end}"] if by_chance(pick, 2) else [said])]
    return lines


def _variation(pick: Pick, names: Names) -> str:
    options = ["It is quiet."]
    options += ["{Once|Twice|Again}.", "{&Left|Right}.", "{~Rain|Hail|Snow}.", "{!First|Second}."]
    options += [f"{{{flag}: Yes|No}}." for flag in names.flags]
    options += [f"{{{word}: Mild|Hot|Cold}}." for word in names.words]
    options += [f"{{{stat} >= 1: Some}} of {{{stat}}}." for stat in names.stats]
    if names.has_mood:
        options += [f"{{{one}.mood: Calm|Tense}}." for one in names.people]
    return one_of(pick, options)
