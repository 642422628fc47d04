"""What variables cost, where they are read, and what is offered to make them cheaper."""

from __future__ import annotations

from functools import cache

import pytest

from tests.compiler.small import machine
from tests.engine.plays import named
from ulysse_game.engine import Machine
from ulysse_game.explore.cartesian import cartesian
from ulysse_game.explore.flow import Flow
from ulysse_game.explore.live import live_partitions
from ulysse_game.explore.offers import Offer, _over
from ulysse_game.explore.phrase import Phrases
from ulysse_game.explore.price import ChapterPrice, Price, PriceList, price_list, told
from ulysse_game.explore.skeleton import skeleton
from ulysse_game.story import (
    YES,
    And,
    Arithmetic,
    Choose,
    Compare,
    Expression,
    Not,
    Number,
    Read,
    Within,
)

HUB = """
start:
  text: Begin.
  choices:
    - up: Up.
      do: n += 1
      goto: start
    - on: On.
      goto: gate
gate:
  text: Gate.
  choices:
    - far: Far.
      if: n >= 46
      goto: the_end
    - near: Near.
      if: n < 60
      goto: the_end
    - home: Home.
      goto: start
"""


def prices_of(machine: Machine) -> PriceList:
    reach = cartesian(Flow(machine))
    return price_list(live_partitions(reach), skeleton(reach))


@cache
def of(scenes: str, later: str = "", endings: str = "", ends: str = "") -> PriceList:
    files = {"1_part/scenes.yaml": scenes}
    more = {"2_part/scenes.yaml": later, "world/endings.yaml": endings, "common/end.yaml": ends}
    return prices_of(machine({**files, **{file: text for file, text in more.items() if text}}))


def chapter(prices: PriceList, id: str) -> ChapterPrice:
    return next(each for each in prices.chapters if each.chapter == id)


def price(prices: PriceList, id: str, name: str) -> Price:
    return next(each for each in chapter(prices, id).prices if each.name == name)


def offers(prices: PriceList, code: str) -> list[Offer]:
    return [each for each in prices.offers if each.code == code]


def test_a_price_is_the_most_classes_at_one_page_and_says_where_it_is_read() -> None:
    prices = of(HUB)
    found = price(prices, "part", "n")
    assert (found.times, found.values, found.at) == (61, 101, "start")
    assert [(each.where, each.asked) for each in found.readings] == [
        ("gate.far", "n >= 46"),
        ("gate.near", "n < 60"),
    ]
    assert (found.readings[0].file, found.readings[0].line) == ("1_part/scenes.yaml", 13)
    assert chapter(prices, "part").at == "start"
    assert "weather" in prices.free
    assert "n" not in prices.free


def test_the_list_is_told_in_the_words_of_the_writer() -> None:
    text = told(of(HUB))
    assert (
        "  × 61 of 101  n, at start; read twice, first `n >= 46` at gate.far "
        "(1_part/scenes.yaml:13)\n"
    ) in text
    assert "part: 2 pages, at most 61 states at one (start)\n" in text
    assert "free, because no decision depends on them" in text


def test_what_only_text_reads_is_free() -> None:
    words = HUB.replace("Gate.", "|\n    Gate {n < 3: low|high}.").replace(
        "      if: n >= 46\n", ""
    )
    prices = of(words.replace("      if: n < 60\n", ""))
    assert "n" in prices.free
    assert not chapter(prices, "part").prices


def test_a_range_wider_than_read_is_offered_with_its_price() -> None:
    (offer,) = offers(of(HUB), "range-wider-than-read")
    assert (offer.about, offer.file, offer.figure) == ("n", "world/variables.yaml", 61)
    assert "`n >= 46`, `n < 60`" in offer.says
    assert "asked for 3 parts" in offer.says


@pytest.mark.parametrize(
    "edited",
    [
        HUB.replace("Begin.", "Begin {n}."),
        HUB.replace("n += 1", "n += 20"),
        HUB.replace("if: n >= 46", "if: n + low >= 46"),
    ],
)
def test_a_range_that_is_printed_or_stepped_or_added_up_is_not_too_wide(edited: str) -> None:
    assert not offers(of(edited), "range-wider-than-read")


SCOPED = """
start:
  text: Begin.
  choices:
    - so: So.
      do: flag_one
      goto: then
    - not_so: Not so.
      goto: then
then:
  text: Then.
  choices:
    - yes_to: Yes.
      if: flag_one
      goto: later
    - no_to: No.
      goto: later
"""
LATER = "later:\n  text: Later.\n  next: the_end\n"


def test_what_one_chapter_alone_has_to_do_with_could_be_declared_there() -> None:
    (offer,) = offers(of(SCOPED, LATER), "chapter-scope-would-do")
    assert (offer.about, offer.file) == ("flag_one", "world/variables.yaml")
    assert "outside part" in offer.says
    reads = LATER.replace("Later.", "|\n    Later {flag_one: so|not so}.")
    assert not offers(of(SCOPED, reads), "chapter-scope-would-do")


PEOPLE = ("ann", "bob", "cal", "eve")
TRUSTS = "".join(
    f"    - {person}_up: Up.\n      do: {person}.trust += 1\n      goto: start\n"
    for person in PEOPLE
)
TRUSTING = f"start:\n  text: Begin.\n  choices:\n{TRUSTS}    - on: On.\n      goto: later\n"
SUM = " + ".join(f"{person}.trust" for person in PEOPLE)
TWO_ENDINGS = f"""
endings:
  loved:
    title: Loved
    when: {SUM} >= 30
  curtain:
    title: Curtain
"""
TWO_ENDS = (
    "the_loved:\n  text: Loved.\n  ending: loved\nthe_end:\n  text: The end.\n  ending: curtain\n"
)


def test_an_ending_that_reads_many_stats_could_read_one_word() -> None:
    ended = "later:\n  text: Later.\n  next: endings\n"
    (offer,) = offers(of(TRUSTING, ended, TWO_ENDINGS, TWO_ENDS), "settle-at-a-hinge")
    assert offer.about == "ending.loved"
    assert offer.file == "world/endings.yaml"
    assert offer.figure == 6**4
    two = TWO_ENDINGS.replace(SUM, "ann.trust + bob.trust")
    assert not offers(of(TRUSTING, ended, two, TWO_ENDS), "settle-at-a-hinge")


def test_what_is_asked_of_many_values_later_could_be_stored() -> None:
    choices = "".join(
        f"    - {person}: Go.\n      if: {person}.trust >= 8\n      goto: the_end\n"
        for person in PEOPLE
    )
    later = f"later:\n  text: Later.\n  choices:\n{choices}    - on: On.\n      goto: the_end\n"
    (offer,) = offers(of(TRUSTING, later), "store-a-digest")
    assert (offer.about, offer.figure) == ("*.trust", 6**4)
    assert "1,296 combinations, of which decisions tell 16 apart" in offer.says


GATED = TRUSTING.replace("goto: later", "goto: hall") + (
    f"hall:\n  text: Hall.\n  next:\n    - liked if {SUM} + n >= 30\n    - later\n"
    "liked:\n  text: Liked.\n  do: flag_one\n  choices:\n    - on: On.\n      goto: later\n"
    "      if: flag_one\n    - off: Off.\n      goto: later\n"
)


def test_a_gate_on_every_way_that_reads_many_variables_is_named() -> None:
    gated = GATED.replace("ann_up: Up.\n      do: ", "ann_up: Up.\n      do: n += 1, ")
    (offer,) = offers(of(gated), "gate-reads-many")
    assert offer.about == "hall.next[1]"
    assert (offer.file, offer.line) == ("1_part/scenes.yaml", 18)
    assert "reads 5 variables" in offer.says
    aside = gated.replace(
        "    - on: On.\n      goto: hall",
        "    - on: On.\n      goto: hall\n    - by: By.\n      goto: later",
    )
    assert not offers(of(aside), "gate-reads-many"), "one may go by another way"


BRANCHES = """
start:
  text: Begin.
  choices:
    - up: Up.
      do: n += 1
      goto: start
    - on: On.
      goto: hall
hall:
  text: Hall.
  next:
    - cold if n < 3
    - warm
cold:
  text: Cold.
  next: after
warm:
  text: Warm.
  next: after
after:
  text: After.
  choices:
    - end: End.
      goto: the_end
"""


def test_a_branch_between_mere_words_is_named_with_what_it_costs() -> None:
    (offer,) = offers(of(BRANCHES), "branch-of-words")
    assert (offer.about, offer.figure) == ("hall.next[1]", 4)
    assert "makes n matter: × 4 at start" in offer.says
    does = BRANCHES.replace("text: Cold.", "text: Cold.\n  do: flag_one").replace(
        "text: After.\n  choices:\n",
        "text: After.\n  choices:\n    - x: X.\n      if: flag_one\n      goto: the_end\n",
    )
    assert not offers(of(does), "branch-of-words")


def test_a_page_of_which_only_a_search_knows_the_way_on_is_named() -> None:
    stays = HUB.replace("    - on: On.\n", "    - on: On.\n      if: n >= 7\n")
    (offer,) = offers(of(stays), "no-unconditional-way-on")
    assert (offer.about, offer.file, offer.line, offer.figure) == (
        "start",
        "1_part/scenes.yaml",
        2,
        101,
    )
    assert "no way from start towards an ending is always open" in offer.says
    assert offer.says.endswith(" takes a search over 1 variable with 101 combinations")
    assert not offers(of(HUB), "no-unconditional-way-on")


@pytest.mark.parametrize(
    ("variables", "combinations", "said"),
    [
        (0, 1, ""),
        (1, 1, " over 1 variable with 1 combination"),
        (2, 1200, " over 2 variables with 1,200 combinations"),
    ],
)
def test_how_far_a_search_goes_is_said_in_plain_words(
    variables: int, combinations: int, said: str
) -> None:
    assert _over(variables, combinations) == said


def test_conditions_are_written_as_a_writer_would() -> None:
    phrases = Phrases(machine(HUB))
    n, stress, weather = Read("n"), Read("bob.stress"), Read("weather")
    visits = Read("@visits:gate")
    cases: list[tuple[Expression, str]] = [
        (Compare(">=", n, Number(3)), "n >= 3"),
        (Compare(">=", stress, Number(7)), "bob.stress >= raw"),
        (Compare("is", weather, Number(2)), "weather is storm"),
        (Not(Compare("is", weather, Number(1))), "weather is not wind"),
        (Within(weather, (Number(0), Number(2))), "weather in (calm, storm)"),
        (Compare(">", visits, Number(0)), "seen(gate)"),
        (Compare("is", visits, Number(0)), "not seen(gate)"),
        (Compare(">=", visits, Number(2)), "visits(gate) >= 2"),
        (Not(Read("flag_one")), "not flag_one"),
        (And((Read("flag_one"), Compare("<", n, Number(5)))), "flag_one and n < 5"),
        (Read("@heard:words"), "heard(words)"),
        (YES, "1"),
    ]
    for expression, words in cases:
        assert phrases.condition(expression) == words
    added = Choose(Read("flag_one"), Arithmetic("+", n, Number(2)), n)
    assert phrases.effect("n", added) == "n += 2 if flag_one"
    assert phrases.effect("n", Read("low")) == "n = low"


@pytest.mark.parametrize("name", ["samples", "shipped", "everything"])
def test_whole_stories_have_a_price_list(name: str) -> None:
    prices = prices_of(Machine(named(name)))
    text = told(prices)
    assert len(text.splitlines()) > 5
    for each in prices.chapters:
        for found in each.prices:
            assert 2 <= found.times <= found.values
            assert f"{found.name}, at {found.at}" in text or found not in each.prices[:12]
    for offer in prices.offers:
        assert offer.file.endswith(".yaml")
        assert offer.figure > 0
