"""What a text can show: every kind of choice in a text, and the teller as the judge of it all."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.compiler.small import machine
from tests.engine.plays import named, play
from ulysse_game import engine
from ulysse_game.engine import MINUTE, Machine, Shown
from ulysse_game.explore.content import GAP, NOTHING, AlternativeReader, Seen, seen_of
from ulysse_game.story import (
    NO,
    YES,
    Block,
    Branch,
    Emphasis,
    Expression,
    Inline,
    Item,
    Paragraph,
    Select,
    Sequence,
    Show,
    ground,
)
from ulysse_game.story import Echo as EchoWords
from ulysse_game.view.tell import Teller

STORIES = ("rich", "everything", "samples", "shipped")

RICH = """
start:
  at: deck
  with: ann?, bob?
  text: |
    {One|Two {flag_one: a|b}|Three {&x|y|z}.|More} and {~heads|tails|edge} and {!first|then {n}}.

    {if n >= 4}
    Much. {n >= 6: Very.}

    ann?: Hm {weather: calm|windy|*wild {~yes|no}*}.
    {else if n >= 2}
    Some. {ann.stress: held|taut|raw}
    {end}

    {if flag_one}
    {obs_01.lever}
    {else}
    He {echo what: says it {flag_two: twice|once}}. {echo how: How}. Again {obs_02.recorded}.
    {end}

    again: how, what
  choices:
    - more: More{!.| of it.}
      do: n += 1, flag_one = n >= 3, ann.stress += 1
      goto: start
    - less: Less {&up|down}.
      do: n -= 1, weather = wind if n >= 2, weather = storm if n >= 5
      goto: start
    - away: Away with {p}.
      each: p in ours
      do: p.place = mars, flag_two = not flag_two
      goto: start
    - back: |
        Back.

        {any(p in ours if p.place is mars): Still one away|All here}.
      do: ann.place = ship, bob.place = ship
      goto: start
    - end: The end.
      if: n >= 30
      goto: the_end
"""


def tree(text: str, keys: str = "", each: str = "") -> dict[str, Seen]:
    """The alternatives of the first scene's text, by path."""
    body = "\n".join(f"    {line}" for line in text.split("\n"))
    made = machine(f"start:\n{keys}  text: |\n{body}\n  next: the_end\n")
    block = made.story.text("start", "en")
    assert block is not None
    place = made.places_of("start")[0]
    return {
        one.name.removeprefix("start#"): one
        for one in flat(seen_of(block, dict(place.binding), made.layout.facts, made.story))
    }


def flat(seen: tuple[Seen, ...]) -> Iterator[Seen]:
    for one in seen:
        yield one
        yield from flat(one.parts)


def said(tree_of: dict[str, Seen]) -> dict[str, str]:
    return {name: one.excerpt for name, one in tree_of.items()}


# -- names and excerpts ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Nothing to choose, {n} of *them*.", {}),
        ("{flag_one: yes|no}", {"1.1": "yes", "1.2": "no"}),
        ("{flag_one: yes}.", {"1.1": "yes", "1.none": NOTHING}),
        ("{weather: still||wild}", {"1.1": "still", "1.2": NOTHING, "1.3": "wild"}),
        ("{ann.stress: calm|tense|raw}", {"1.1": "calm", "1.2": "tense", "1.3": "raw"}),
        ("{a|b} *{&c|d}*", {"1.1": "a", "1.2": "b", "2.1": "c", "2.2": "d"}),
        ("{!a|b}", {"1.1": "a", "1.2": "b", "1.none": NOTHING}),
        ("{~a|b}", {"1.1": "a", "1.2": "b"}),
        (
            "{flag_one: so {n >= 5: many|few} of us|no}",
            {"1.1": "so…", "1.1.1.1": "many", "1.1.1.2": "few", "1.2": "no"},
        ),
        (
            "{if n >= 1}\nOne.\n{else if n >= 5}\nFive.\n{end}\n\nOn.",
            {"1.1": "One.", "1.2": "Five.", "1.none": NOTHING},
        ),
        ("{if n >= 1}\nOne.\n\nTwo.\n{else}\n{n} now.\n{end}", {"1.1": "One.…", "1.2": "…now."}),
        ("So: {obs_01.recorded}", {"observation.obs_01.recorded": "obs_01 as recorded."}),
        ("{obs_01.lever}", {"observation.obs_01.lever": "obs_01 as lever."}),
    ],
)
def test_alternatives(text: str, found: dict[str, str]) -> None:
    assert said(tree(text)) == found


def test_who_may_be_away_speaks_or_not() -> None:
    found = tree("ann?: I am {flag_one: here|there}.\nbob: So.", "  at: deck\n  with: ann?, bob\n")
    assert said(found) == {
        "1.said": "I am…",
        "1.said.1.1": "here",
        "1.said.1.2": "there",
        "1.unsaid": NOTHING,
    }


def test_an_echo_is_one_of_those_heard_or_silence() -> None:
    found = tree("{echo one: Said {flag_one: once|twice}} and {echo two: two}.\n\nagain: one, two")
    assert said(found) == {
        "1.1": "once",
        "1.2": "twice",
        "2.one": "Said…",
        "2.one.1.1": "once",
        "2.one.1.2": "twice",
        "2.two": "two",
        "2.none": NOTHING,
    }


def test_a_name_stays_when_something_else_is_edited() -> None:
    before = tree("One.\n\n{if n >= 1}\n{flag_one: a|b}\n{else}\n{flag_two: c|d}\n{end}")
    after = tree(
        "One.\n\nAnd more.\n\n{if n >= 1}\n{flag_one: a|b} {low >= 1: e|f}\n{else}\n"
        "More. {flag_two: c|d}\n{end}"
    )
    assert {name: one for name, one in before.items() if name.startswith("1.2.")} == {
        name: one for name, one in after.items() if name.startswith("1.2.")
    }


def test_excerpts_are_short_and_end_with_a_word() -> None:
    found = tree("{flag_one: " + "many words " * 20 + "|" + "x" * 100 + "}")
    assert all(len(one.excerpt) <= 60 for one in found.values())
    assert found["1.1"].excerpt == "many words many words many words many words many words…"
    assert found["1.2"].excerpt == "x" * 59 + GAP


def test_what_a_binding_rules_out_is_told_as_such() -> None:
    found = tree("{p.f: she|he}", "  each: p in ours\n")
    assert (found["1.1"].condition, found["1.2"].condition) == (YES, NO)


# -- the teller as judge --------------------------------------------------------------------------


class Told:
    """A story with its teller and its reader of alternatives."""

    def __init__(self, made: Machine) -> None:
        self.machine = made
        self.teller = Teller(made, made.story.world.language)
        self.reader = AlternativeReader(made)
        self.excerpts: dict[str, set[str]] = {}

    def words(self, shown: Shown, seed: int) -> tuple[str, ...]:
        return tuple(line.text for line in self.teller.lines(shown, seed))

    def values(self, shown: Shown) -> tuple[int, ...]:
        """Every value that the text might print, as it stands."""
        block = self.machine.story.text(shown.line_id, "")
        assert block is not None
        code, facts = self.machine.code, self.machine.layout.facts
        asked = [ground(each, dict(shown.binding), facts) for each in self.printed(block)]
        found = [code.reader(each)(shown.values, shown) for each in asked]
        return (shown.values[MINUTE], *found)

    def printed(self, block: Block) -> Iterator[Expression]:
        for part in parts_of(block.items):
            if isinstance(part, Show) and part.form not in ("clock", "text"):
                yield part.value

    def excerpts_of(self, shown: Shown) -> dict[str, str]:
        block = self.machine.story.text(shown.line_id, "")
        assert block is not None
        seen = seen_of(block, dict(shown.binding), self.machine.layout.facts, self.machine.story)
        return {one.name: one.excerpt for one in flat(seen)}


def parts_of(content: tuple[Item | Inline, ...]) -> Iterator[Item | Inline]:
    for each in content:
        yield each
        match each:
            case Paragraph(_, parts) | Emphasis(parts) | EchoWords(_, parts):
                yield from parts_of(parts)
            case Select() | Sequence():
                for text in each.texts:
                    yield from parts_of(text)
            case Branch(arms):
                for _, items in arms:
                    yield from parts_of(items)


def moments(made: Machine, plays: int, steps: int) -> Iterator[tuple[Shown, int]]:
    """The texts of random plays, and the labels and reasons on offer at each of their turns."""
    for seed in range(plays):
        for moment in play(made, seed, steps):
            for event in moment.events:
                if isinstance(event, Shown):
                    yield event, seed
            state = moment.after
            for offer in engine.offers(made, state):
                for line_id in filter(None, (offer.option.label, offer.lock)):
                    yield (
                        Shown(
                            line_id,
                            offer.option.binding,
                            state.values,
                            state.visits,
                            state.marks,
                            state.heard,
                        ),
                        seed,
                    )


def machine_of(name: str) -> Machine:
    return machine(RICH) if name == "rich" else Machine(named(name))


@pytest.mark.parametrize("name", STORIES)
def test_what_holds_settles_what_the_teller_tells(name: str) -> None:
    made = machine_of(name)
    told = Told(made)
    known: dict[object, tuple[str, ...]] = {}
    for shown, seed in moments(made, 40, 60):
        holds = told.reader.read(shown, seed)
        words = told.words(shown, seed)
        key = (shown.line_id, shown.binding, holds, told.values(shown))
        assert known.setdefault(key, words) == words, key[:3]
        whole = " ".join(" ".join(words).split())
        excerpts = told.excerpts_of(shown)
        for one in holds:
            said_of = excerpts[one]
            assert said_of == NOTHING or said_of.strip(GAP) in whole, (one, said_of, words)
    assert len(known) > 100


@pytest.mark.parametrize("name", STORIES)
def test_exactly_one_of_each_choice_is_shown(name: str) -> None:
    made = machine_of(name)
    told = Told(made)
    for shown, seed in moments(made, 20, 60):
        holds = told.reader.read(shown, seed)
        choosing = [one.rpartition(".")[0] for one in holds if "#" in one]
        assert len(choosing) == len(set(choosing)), holds
        block = made.story.text(shown.line_id, "")
        assert block is not None
        expected = {
            one.name.rpartition(".")[0]
            for one in seen_of(block, dict(shown.binding), made.layout.facts, made.story)
            if "#" in one.name
        }
        assert expected <= set(choosing), (shown.line_id, holds)
