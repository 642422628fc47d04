"""Whole stories in a few lines: a world that is always there, compiled without a disk."""

from __future__ import annotations

from ulysse_game.compiler import Compiled
from ulysse_game.compiler.compile import compile_sources
from ulysse_game.compiler.sources import Source
from ulysse_game.diagnostics import Severity, render
from ulysse_game.engine import Machine
from ulysse_game.story import Story

SCENES = "1_part/scenes.yaml"
NEXT_SCENES = "2_part/scenes.yaml"

WORLD = {
    "story.yaml": (
        "story: small\ntitle: Small\nversion: 1\nbegins: start\nchapters: 1_part, 2_part\n"
    ),
    "1_part/chapter.yaml": "chapter: part\ntitle: Part one\nbegins: start\n",
    "2_part/chapter.yaml": "chapter: second\ntitle: Part two\nbegins: later\n",
    NEXT_SCENES: "later:\n  text: Later.\n  next: the_end\n",
    "common/end.yaml": "the_end:\n  text: The end.\n  ending: curtain\n",
    "world/endings.yaml": "endings:\n  curtain:\n    title: Curtain\n",
    "world/people.yaml": """
stats:
  alive: flag from yes
  place: zone
  trust: 0..10 from 5
  stress:
    is: 0..10
    bands: held 0, taut 4, raw 7
people:
  crew:
    ann: { name: Ann Moe, gender: f, stats: { debts: "0..9, owed" } }
    bob: { name: Bob Noe, gender: m }
    cal: { name: Cal Poe, gender: m }
  earth:
    eve: { name: Eve Quy, gender: f }
sets:
  ours: ann, bob
""",
    "world/places.yaml": """
places:
  ship:
    deck: Deck
    cabin: Cabin
  mars:
    dome: Dome
""",
    "world/variables.yaml": """
variables:
  sol: 0..9, the day
  n: 0..100, a number
  low: -5..5, one that goes below nought
  flag_one: flag, so or not
  flag_two: flag from yes, so or not
  weather: calm | wind | storm, how it is
  opener: person, who opened
  where_to: zone, where one goes
  air: timer 0..90 from 90, what is left
define:
  half(x): x / 2
  close(p): p.trust >= 6
  delay: { is: n * 7, unit: seconds }
""",
    "world/voices.yaml": """
voices:
  ship_voice: ship, The Ship
  again: { kind: repeats, name: Again, if: n >= 1 }
""",
    "world/words.yaml": """
words:
  presence:
    means: what she calls it
    forms: plain | the
    voice: voice | the voice
    signal: signal | the signal
""",
    "world/tags.yaml": "tags:\n  listen: mild\n  press: hard\n",
    "world/observations.yaml": "\n".join(
        [
            "observations:",
            *(
                line
                for id, of, to in (("obs_01", "ann", "bob"), ("obs_02", "bob", "bob"))
                for line in (
                    f"  {id}:",
                    "    in: part",
                    f"    of: {of}",
                    f"    to: {to}",
                    *(
                        f"    {text}: {id} as {text}."
                        for text in (
                            "notebook",
                            "recorded",
                            "softened",
                            "earth",
                            "lever",
                            "lever_softened",
                            "left_out",
                        )
                    ),
                )
            ),
            "",
        ]
    ),
}
START = "start:\n  text: Begin.\n  choices:\n    - go: Go on.\n      goto: the_end\n"


def compiled(files: dict[str, str] | str = "", **more: str) -> Compiled:
    """The world with these files in it; a bare text is the scenes of the first chapter.

    Of ``more``, ``world_rules`` is the file ``world/rules.yaml``.
    """
    given = {SCENES: files} if isinstance(files, str) else files
    named = {name.replace("_", "/", 1) + ".yaml": text for name, text in more.items()}
    whole = {**WORLD, SCENES: START, **{k: v for k, v in {**given, **named}.items() if v}}
    sources = [Source(file, text.encode()) for file, text in sorted(whole.items())]
    return compile_sources(sources, [])


def story(files: dict[str, str] | str = "", **more: str) -> Story:
    """The story of these files, which must have no errors and no warnings."""
    found = compiled(files, **more)
    told = [each for each in found.diagnostics if each.severity is not Severity.HINT]
    assert found.story is not None, render(found.diagnostics, found.sources, "human")
    unwanted = [each for each in told if each.code not in ("unreachable-scene", "untranslated")]
    assert not unwanted, render(tuple(unwanted), found.sources, "human")
    return found.story


def machine(files: dict[str, str] | str = "", **more: str) -> Machine:
    """The machine of that story."""
    return Machine(story(files, **more))


def codes(files: dict[str, str] | str = "", **more: str) -> list[str]:
    """What is wrong with that story, by code, in the order of the files; hints left out."""
    found = compiled(files, **more).diagnostics
    return [
        each.code
        for each in found
        if each.severity is not Severity.HINT and each.code != "unreachable-scene"
    ]
