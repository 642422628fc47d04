"""A small story on a disk, for whoever needs files, and a way to point into a text."""

from __future__ import annotations

from pathlib import Path

from ulysse_game.authoring.lsp.known import Names, names_of
from ulysse_game.authoring.lsp.place import Sheet, sheet_of
from ulysse_game.authoring.lsp.positions import lines_of
from ulysse_game.compiler import Compiled, compile_folder

CURSOR = "¦"

HUT = {
    "story.yaml": "story: hut\ntitle: The Hut\nversion: 1\nbegins: morning\nchapters: 1_part\n",
    "1_part/chapter.yaml": """\
chapter: part
title: Part
begins: morning
variables:
  tide: 0..9, how high
decks:
  visits: card
""",
    "1_part/scenes.yaml": """\
morning:
  at: galley
  with: simon, eva?
  text: |
    Été 🚀: {simon.stress: calm|taut|raw}, {oil} cans.

    simon: Sit down. {echo heard_it: I heard it.}

    eva?: {Boat.the}.
  choices:
    - fill: |
        Fill it.

        {if lit and weather is storm}
        simon: Not now.
        {end}
      if: oil >= 1 and not seen(night)
      closed: No oil.
      tags: silence
      do: oil -= 1, lit, simon.stress += 1
      goto: night
    - talk: Talk to him.
      do: weather = haze, boat = tub
    - draw: visits
  next: night

night:
  at: cabin
  observe: obs_01
  each: p in keepers if p.here and p.stress is not raw
  text: |
    {P}. {taken(morning.fill): Full.|Not full.} {heard(heard_it): Again.|}
  next:
    - early if tide > 5
    - end if weather is storm
    - end

early:
  text: |
    It stops in the middle of
  ending: early_asleep

end:
  text: |
    > {obs_01.notebook}
  ending: dark

card:
  session: eva
  offer: Eva.
  text: |
    eva: Yes?
  choices:
    - ask: Ask.
      tags: silence
  next: return
""",
    "world/people.yaml": """\
stats:
  alive: flag from yes, breathing
  place: zone from hut, where they are
  stress:
    is: 0..10 from 2
    bands: held 0, taut 4, raw 7
    means: never shown
people:
  keepers:
    simon:
      name: Simon Gramat
      gender: m
      reacts:
        silence: stress -= 1
    eva:
      name: Eva Müller
      gender: f
""",
    "world/things.yaml": """\
places:
  hut:
    galley: The galley
    cabin: The cabin
variables:
  oil: 0..2 from 1, cans in the store
  lit: flag, the lamp is burning
  weather: calm | haze | storm, the sky
words:
  boat:
    means: what she calls it
    forms: plain | the
    punt: punt | the punt
    tub: tub | the tub
tags:
  silence: technique
observations:
  obs_01:
    in: part
    of: simon
    notebook: He counts.
    recorded: He counts.
    softened: He counts.
    earth: Thank him.
    lever: He counts.
    lever_softened: He counts.
    left_out: He counts.
rules:
  flood:
    when: oil is 0
    do: not lit
endings:
  dark:
    title: Dark
""",
    "languages/fr/part.po": r"""msgid ""
msgstr ""
"Language: fr\n"
"Content-Type: text/plain; charset=UTF-8\n"

msgctxt "morning"
msgid ""
"Été 🚀: {simon.stress: calm|taut|raw}, {oil} cans.\n"
"\n"
"simon: Sit down. {echo heard_it: I heard it.}\n"
"\n"
"eva?: {Boat.the}."
msgstr ""
"Été 🚀 : {simon.stress: calme|tendu|à vif}, {oil} bidons.\n"
"\n"
"simon: Assieds-toi. {echo heard_it: Je l’ai entendu.}\n"
"\n"
"eva?: {Boat.the}."

msgctxt "morning.fill"
msgid "Fill it."
msgstr "Le remplir."

msgctxt "morning.fill.then"
msgid ""
"{if lit and weather is storm}\n"
"simon: Not now.\n"
"{end}"
msgstr ""
"{if lit and weather is storm}\n"
"simon: Pas maintenant.\n"
"{end}"

msgctxt "night"
msgid ""
"{P}. {taken(morning.fill): Full.|Not full.} {heard(heard_it): Again.|}"
msgstr "{P}. {taken(morning.fill): Plein.|Pas plein.} {heard(heard_it): Encore.|}"
""",
}


def hut(folder: Path, **changed: str) -> Path:
    """The story written to ``folder``, with other texts for some files."""
    for file, text in {**HUT, **changed}.items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def compiled(folder: Path) -> Compiled:
    return compile_folder(folder)


def known(found: Compiled) -> Names:
    sheets = {
        file: sheet_of(file, lines_of(text))
        for file, text in found.sources.items()
        if file.endswith(".yaml")
    }
    return names_of(found, sheets)


def pointed(text: str, file: str = "1_part/scenes.yaml") -> tuple[Sheet, int, int]:
    """The sheet of a text without its cursor, and the line and column where that stood."""
    before, found, _ = text.partition(CURSOR)
    assert found
    line = before.count("\n") + 1
    column = len(before) - before.rfind("\n")
    return sheet_of(file, lines_of(text.replace(CURSOR, "", 1))), line, column
