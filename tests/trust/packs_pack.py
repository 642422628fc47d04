"""A small story with a mark wherever a stranger could put words, and the words that are put there.

``laid`` gives the files with one mark, several or all of them replaced; what is not replaced says
something harmless. Nothing here knows what the game makes of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

STORY = """\
# «c:comment»
story: «k:story_id»
title: "«q:story_title»"
version: 1
language: en
begins: start
chapters: 1_part
licence: "«q:licence»"
note: "«q:note»"
about: |
  «b:about»
disclaimer: |
  «b:disclaimer»
content_note: |
  «b:content_note»
"""
CHAPTER = """\
chapter: «k:chapter_id»
title: "«q:chapter_title»"
second_title: "«q:second_title»"
plate: «k:plate»
begins: start
variables:
  nearby: flag, «b:variable_means»
"""
WORLD = """\
places:
  «k:zone»:
    room: "«q:room»"
    other: Other room
stats:
  alive: flag from yes
  place: zone
  trust: 0..4 from 2, «b:stat_means»
people:
  «k:group»:
    ann: { name: "«q:person»", gender: f, start: place ship }
    bob: { name: Bob Noe, gender: m, start: place ship }
voices:
  radio_one: radio, «b:voice»
  ghost: inner, The ghost
words:
  thing:
    means: "«q:word_means»"
    forms: plain | the
    one: «b:word_form» | the other
tags:
  «k:tag»: "«q:tag_means»"
variables:
  level: 0..9 from 1, «b:level_means»
  mode: calm | «k:value», how it is
names:
  Left: "«q:spelling»"
define:
  «k:define»: level > 2
endings:
  «k:ending»:
    title: "«q:ending_title»"
invariants:
  «k:invariant»:
    always: level >= 0
    means: "«q:invariant_means»"
rules:
  «k:rule»:
    when: level is 9
    do: level = 1
status:
  «k:status»: "«q:status_text»"
instruments:
  gauge:
    name: "«q:instrument_name»"
    reads: "«q:instrument_reads» {level}"
    shows: level
crew:
  each: p in people
  text: |
    {p.name} «b:crew_text»
notebook:
  people:
    title: "«q:section_title»"
    entries:
      first:
        name: "«q:entry_name»"
        text: |
          «b:entry_text»
plates:
  «k:plate»: |
    «b:plate_words»
charts:
  ship_plan:
    title: "«q:chart_title»"
    you: ann
    plan: «k:zone»
    drawing: |
      +-------------------------------+
      | {room                       } |
      |                               |
      | «b:drawing»
      | {other                      } |
      |                               |
      +-------------------------------+
    also: |
      «b:chart_also»
  ground:
    title: "«q:map_title»"
    map: «k:zone»
    centre: "«q:map_centre»"
    points:
      far: { name: "«q:point_name»", at: 6.2 km west }
"""
SCENES = """\
start:
  title: "«q:scene_title»"
  at: room
  with: ann, bob
  text: |
    // «b:scene_note»
    «b:scene_text»

    Left *«b:emphasis»* and {mode is calm: «b:selected»|other}.

    ann: «b:speech»

    radio_one (far): «b:radio_speech»

    > «b:screen»

    ghost: «b:inner»
  choices:
    - «k:choice»: |
        «b:label»

        «b:gives»
      do: level += 1
      tags: «k:tag»
      goto: second
    - shut: |
        Shut.
      if: level > 8
      closed: "«q:closed»"
  next: second
second:
  at: room
  text: |
    «b:second_text»
  choices:
    - on: |
        On.
      goto: the_end
    - back: |
        Back.
      goto: start
the_end:
  at: room
  text: |
    «b:end_text»
  ending: «k:ending»
"""
STYLE = """\
languages:
  en:
    banned:
      - find: "«q:banned»"
        why: "«q:banned_why»"
"""
CATALOGUE = """\
# «c:po_comment»
msgid ""
msgstr ""
"Project-Id-Version: «p:po_header»\\n"
"Language: fr\\n"
"Content-Type: text/plain; charset=UTF-8\\n"

#. «c:po_note»
msgctxt "«p:po_context»"
msgid "«p:po_source»"
msgstr "«p:po_stray»"

msgctxt "second.on"
msgid "On."
msgstr "«p:po_label»"

msgctxt "start.shut"
msgid "Shut."
msgstr "Fermer «p:po_words»"
"""
WALKTHROUGH = """\
# «c:walk_comment»
walkthrough: «k:walkthrough»
means: "«q:walk_means»"
play:
  - start: «k:choice»
  - reads: "«q:walk_reads»"
  - second: on
  - ending: «k:ending»
"""
FILES = {
    "story/story.yaml": STORY,
    "story/house-style.yaml": STYLE,
    "story/1_part/chapter.yaml": CHAPTER,
    "story/1_part/scenes.yaml": SCENES,
    "story/world/world.yaml": WORLD,
    "story/languages/fr/world.po": CATALOGUE,
    "walkthroughs/through.yaml": WALKTHROUGH,
}
_MARK = re.compile("«([bckpq]):([a-z_]+)»")
FIELDS = tuple(dict.fromkeys(name for text in FILES.values() for _, name in _MARK.findall(text)))
"""Every field that a stranger fills in, in the order of the files."""

KINDS = {name: kind for text in FILES.values() for kind, name in _MARK.findall(text)}
NAMES = tuple(name for name in FIELDS if KINDS[name] == "k")
"""The fields that are names of the story's own: most words are refused there."""

_HARMLESS = {
    "zone": "ship", "plate": "view", "story_id": "hostile", "chapter_id": "part",
    "walkthrough": "through", "walk_reads": "Words of second text", "po_context": "gone.text",
    "po_source": "Gone.", "drawing": "                              |",
}  # fmt: skip


def laid(words: Mapping[str, str]) -> dict[str, str]:
    """The files of the pack with these words in these fields."""

    def placed(mark: re.Match[str]) -> str:
        kind, name = mark.groups()
        return _written(kind, words[name]) if name in words else _said(kind, name)

    return {file: _MARK.sub(placed, text) for file, text in FILES.items()}


def _said(kind: str, name: str) -> str:
    if name in _HARMLESS:
        return _HARMLESS[name]
    return f"the_{name}" if kind == "k" else f"Words of {name.replace('_', ' ')}"


def _written(kind: str, words: str) -> str:
    """Words as a stranger writes them there: they mean to stay one scalar."""
    match kind:
        case "q" | "p":
            return words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        case "b":
            return words.replace("\n", "\n    ")
        case _:
            return words
