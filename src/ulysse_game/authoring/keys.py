"""What each key of the format means, in one line: for editors, wherever a key is pointed at.

One table for all who ask. It is by kind of thing, named as the compiler's messages name it, and
in the order of the compiler's own tables of keys; a test keeps the two alike.
"""

from __future__ import annotations

from collections.abc import Mapping

_WAS = "The id it had before, or a list: saves, walkthroughs and translations follow it."
_NOTE = "A word to translators; the player never reads it."

SCENE: Mapping[str, str] = {
    "title": "A heading over the scene; the player reads it.",
    "plate": "The picture above its text: `plates/NAME.png`, declared in `world/plates.yaml`.",
    "paper": "What its `>` lines stand on: `form`, or `hand` for Jeanne’s; without it a screen.",
    "at": "The room where it plays. Without it, where the story already is.",
    "clock": "Time that passes or comes: `+15m`, `+1h20m`, `sol 4 21:40`, `next sol 06:30`. "
    "`next sol` runs the rules of each sol.",
    "with": "Who is here: `simon, eva?, martin (radio)`. With `?` the person may be absent.",
    "session": "A session with this person, who is here and reacts to the tags of the choices.",
    "when": "The condition on which the scene may be entered. If it fails, `else` comes instead.",
    "else": "The scene that comes instead if `when` fails or somebody in `with` is not here.",
    "observe": "An observation that can be reported tonight, if it was not seen before; "
    "it may have an `if`.",
    "do": "Effects on entering, before the text is read: `gap_log = filled, ethics -= 1`.",
    "each": "The scene is played once for each: `o in observations if o is seen`.",
    "pick": "So many of its choices are taken, each once; then `next`.",
    "text": "The prose of the scene, behind a bar. It only reads, and never changes anything.",
    "detour": "A scene to go to after the text; its `return` comes back here.",
    "choices": "A list of choices: `- its_name: what the player picks`.",
    "next": "Where a choice leads that says nothing, and where the scene leads when no choice is "
    "open: a scene, a list with `if` or `odds`, `draw deck else scene`, `return`, `endings`.",
    "ending": "The story ends here, with this ending.",
    "offer": "The words that offer this scene as a card of a deck.",
    "salience": "How much a card stands out: the more, the earlier it is offered.",
    "again": "yes: the card may be drawn again.",
    "variables": "Variables that are alive in this scene only.",
    "was": _WAS,
    "note": _NOTE,
}
CHOICE: Mapping[str, str] = {
    "each": "One choice for each: `p in companions if p.here`.",
    "if": "The condition on which it is open. With `closed` it is shown closed, else not at all.",
    "closed": "Why it is closed, when its `if` fails; the player reads it.",
    "tags": "What kind of choice it is: `silence, keen`. People react to tags.",
    "once": "yes: once taken, it never comes back.",
    "observe": "An observation that is seen by taking it, if it was not before.",
    "do": "Effects of taking it, before its answer is read.",
    "clock": "Time that passes by taking it: `+15m`, `sol 4 21:40`, `next sol 06:30`.",
    "goto": "The scene it leads to; `here`, `return` or `endings`. Without it, the scene's `next`.",
    "detour": "A scene to go to first; its `return` comes back.",
    "was": "The id it had before; from another scene, `scene.choice`.",
    "note": _NOTE,
    "draw": "Offers the cards of a deck as choices.",
    "limit": "At most so many cards are offered; 0 is all.",
}
STORY: Mapping[str, str] = {
    "story": "The id of the story, in small letters.",
    "title": "What the story is called.",
    "version": "The number of this version of the story.",
    "language": "The language the story is written in, such as `en`.",
    "begins": "The scene it begins with.",
    "chapters": "The folders of the chapters, in order.",
    "licence": "Under which terms the words may be used.",
    "about": "What the game tells of itself.",
    "disclaimer": "What it is not.",
    "content_note": "What a player may wish to know before.",
    "note": _NOTE,
}
CHAPTER: Mapping[str, str] = {
    "chapter": "The id of the chapter, in small letters.",
    "title": "What the chapter is called.",
    "second_title": "A second line under the title.",
    "plate": "The picture with which it opens: `plates/NAME.png`, declared in `world/plates.yaml`.",
    "begins": "The scene the chapter begins with.",
    "variables": "Variables that are alive in this chapter only.",
    "stats": "Stats that everybody has in this chapter only.",
    "decks": "Decks: piles of cards, a card being a scene with an `offer`.",
    "rules": "Rules that are looked at in this chapter only, in order.",
    "was": _WAS,
    "note": _NOTE,
}
WORLD: Mapping[str, str] = {
    "stats": "What everybody has: `stress: 0..10 from 2, meaning`.",
    "people": "The people, in groups.",
    "sets": "Named sets of people: `companions: simon, eva`.",
    "voices": "Who may speak without being a person: `irene: ship, Irène`.",
    "places": "Zones, and in each its rooms with the names the player reads.",
    "words": "Words that the player chooses, with their forms.",
    "tags": "Kinds of choices; a tag may close choices.",
    "variables": "Variables of the whole story: `cohesion: 0..100 from 55, meaning`.",
    "define": "Named expressions: `tired(p): p.fatigue >= 8`.",
    "observations": "What can be reported, each with seven texts.",
    "rules": "What happens by itself when something becomes so, in order.",
    "endings": "The endings, the first that holds being taken; the last has no `when`.",
    "invariants": "What must hold always, or never; the explorer tries to prove it.",
    "names": "Left as written everywhere, right as shown.",
    "status": "The gauges of the status line, from left to right.",
    "crew": "The crew page: one entry for each person.",
    "instruments": "The figures of the instrument panel, in the order in which they stand.",
    "notebook": "What the notebook holds beside the crew and the log: sections with entries.",
    "echoes": "What echoes were called before.",
    "plates": "The pictures: `wreck: |` and what one sees, in words, for `plates/wreck.png`.",
    "charts": "Plans of the places, maps and the light between planets, in order.",
}
PERSON: Mapping[str, str] = {
    "name": "The full name.",
    "called": "What the person is called; without it, the first word of the name.",
    "gender": "f or m, for texts that choose by it.",
    "start": "Stats the person starts with otherwise: `stress 4, trust 1`.",
    "reacts": "What a tag in a session does to the person's own stats: `silence: trust += 1`.",
    "stats": "Stats that only this person has.",
    "was": _WAS,
    "note": _NOTE,
}
VOICE: Mapping[str, str] = {
    "kind": "ship, radio, inner, or repeats (words that were read before).",
    "name": "What the page calls the voice; it may be empty.",
    "if": "The condition on which the voice speaks.",
    "note": _NOTE,
}
VARIABLE: Mapping[str, str] = {
    "is": "Kind and start: `0..10 from 2`, `flag`, `none | worn | filled`, `person`, `zone`, "
    "`timer 0..31`.",
    "bands": "Parts of the range, each with its lowest number: `held 0, taut 4, raw 7`.",
    "values": "What values of today were called before.",
    "means": "What it stands for, in one line; *never shown* keeps it from being printed.",
    "was": _WAS,
    "note": _NOTE,
}
WORD: Mapping[str, str] = {
    "means": "What the word is for, in one line.",
    "forms": "The names of its forms, with bars between: `plain | the | of | to`.",
    "was": _WAS,
    "note": _NOTE,
}
DEFINE: Mapping[str, str] = {
    "is": "The expression.",
    "unit": "How its number is printed: `seconds`.",
    "means": "What it stands for, in one line.",
    "note": _NOTE,
}
TAG: Mapping[str, str] = {
    "means": "What the tag stands for, in one line.",
    "closes": "The condition that closes every choice with this tag.",
    "least": "Only where so many choices or more are written.",
    "shows": "What is read in place of a closed choice.",
    "note": _NOTE,
}
OBSERVATION: Mapping[str, str] = {
    "in": "The chapter in which it can be made.",
    "of": "The person it is about.",
    "to": "The person it concerns; without it, the one it is about.",
    "was": _WAS,
    "note": _NOTE,
    "notebook": "As she writes it down for herself.",
    "recorded": "As the report says it.",
    "softened": "As the report says it, softened.",
    "earth": "What Earth answers.",
    "lever": "How it comes back later, if it was recorded.",
    "lever_softened": "How it comes back later, if it was softened.",
    "left_out": "What it comes to if it was left out.",
}
RULE: Mapping[str, str] = {
    "when": "The rule acts when this becomes so.",
    "each": "`sol`: the rule acts once each sol.",
    "once": "yes: it acts once in a playthrough.",
    "do": "What it does.",
    "text": "What is read when it acts.",
    "goto": "The scene it leads to; the first such rule wins.",
    "note": _NOTE,
}
ENDING: Mapping[str, str] = {
    "number": "Its number among the endings.",
    "title": "What it is called.",
    "when": "The condition on which it is this ending; the last has none.",
    "note": _NOTE,
}
INVARIANT: Mapping[str, str] = {
    "always": "A condition that holds in every state.",
    "never": "A condition that holds in no state.",
    "at": "Only in these scenes; `endings` are all scenes that end the story.",
    "means": "What it stands for, in one line.",
    "note": _NOTE,
}
GAUGE: Mapping[str, str] = {
    "text": "What the status line shows.",
    "if": "The condition on which it is shown.",
    "highlight": "yes: it stands out.",
    "note": _NOTE,
}
CREW: Mapping[str, str] = {
    "each": "Whom the page lists: `p in people if p.alive`.",
    "text": "What it says of each.",
    "note": _NOTE,
}
INSTRUMENT: Mapping[str, str] = {
    "name": "What the figure is called.",
    "reads": "How it is read, in one line: `{o2} person-sols`.",
    "shows": "A number with a declared range: how full it stands.",
    "draws": "`bar`, how full it stands, or `trace`, the beats of a heart; without it, a bar.",
    "rate": "Beats a minute of a trace, a number or what comes to one.",
    "if": "The condition on which it is on the panel.",
    "highlight": "yes: it stands out.",
    "note": _NOTE,
}
SECTION: Mapping[str, str] = {
    "title": "What stands above its entries.",
    "entries": "The entries; each stands in the notebook from the moment its `if` holds.",
    "note": _NOTE,
}
ENTRY: Mapping[str, str] = {
    "name": "Of whom or what it is, in a word or two.",
    "if": "It is in the notebook from the moment this first holds; without it, from the beginning.",
    "done": "While this holds the entry is crossed out as done, and stays.",
    "broken": "While this holds the entry is crossed out as broken, and stays.",
    "text": "What is written there; it may read the state.",
    "note": _NOTE,
}
CHART: Mapping[str, str] = {
    "title": "What stands above it.",
    "if": "The condition on which it is there.",
    "you": "The person the player is.",
    "also": "What is told below it; it may read the state.",
    "plan": "It is a drawing of this zone.",
    "outside": "The zone of those who are near and not aboard.",
    "drawing": "A block of lines drawn with signs, with `{room   }` where a room’s name stands; "
    "those who are there stand below it.",
    "map": "It is a map around this zone.",
    "centre": "What stands in the middle of the map.",
    "walk_back": "How far one may walk and still come home: `10 km`.",
    "points": "What is on the map, by distance and bearing.",
    "ways": "Lines on the ground: valleys, tracks.",
    "light": "It shows Earth, Mars and the light between them; the delay, one way, in seconds.",
    "calendar": "The date of the first sol on Earth: `sol 0 is 2027-10-04`.",
    "note": _NOTE,
}
POINT: Mapping[str, str] = {
    "name": "What it is called on the map.",
    "at": "Where it is: `6.2 km west`, `1.4 km 20°`.",
    "if": "It is on the map while this holds.",
    "room": "The room of the scenes that happen there.",
    "zone": "Where people are when they are there.",
    "note": _NOTE,
}
WAY: Mapping[str, str] = {
    "name": "What it is called on the map.",
    "through": "The places it passes: `9 km north, 2 km 300°, 8 km west`.",
    "if": "It is on the map while this holds.",
    "note": _NOTE,
}
ECHO: Mapping[str, str] = {"was": _WAS, "note": _NOTE}
WALKTHROUGH: Mapping[str, str] = {
    "walkthrough": "The name of the walkthrough.",
    "means": "What it shows, in one line.",
    "seed": "The number that chance begins with.",
    "language": "The language of the words it expects.",
    "from": "A made-up start, for tests of one rule.",
    "play": "The steps: `- scene: choice`, and between them what is expected.",
}
START: Mapping[str, str] = {
    "scene": "The scene it starts in.",
    "given": "Effects that come before: `co2 = 5`.",
}
CHECK: Mapping[str, str] = {
    "expect": "Conditions that hold now, with commas between.",
    "at": "The scene the story is at.",
    "reads": "Words that stand on the page.",
    "lacks": "Words that do not stand on the page.",
    "open": "Choices that are open.",
    "closed": "Choices that are shown closed.",
    "absent": "Choices that are not shown.",
    "ending": "The ending the story has come to.",
}
HOUSE_STYLE: Mapping[str, str] = {
    "you": "Whom the narrator calls you.",
    "sizes": "How long texts may be.",
    "languages": "What holds for each language.",
    "techniques": "How much of all choices a tag is to be: `silence: 10..20 %`.",
    "chapters": "What the chapters are to come to.",
}
SIZES: Mapping[str, str] = {
    "scene": "Words that one scene shows before its choices; 0 means that nobody asks.",
    "way": "Words between two choices, over every scene passed by `next`.",
    "way_with_page": "Either where a {page} divides them.",
    "speech": "Words that one person says in a row.",
    "label": "Words of what the player picks.",
    "label_columns": "Cells of a line of what the player picks.",
    "label_lines": "Lines of what the player picks.",
}
TARGET: Mapping[str, str] = {
    "scenes": "Scenes that the chapter is to have.",
    "words": "Words that are to be written.",
    "seen": "Words met in one run.",
    "choices": "Choices met in one run.",
}
LANGUAGE: Mapping[str, str] = {
    "typography": "The families of signs looked after: quotes, dashes, dots, spaces, figures, "
    "letters; or `none`.",
    "banned": "A list of phrases that are not written.",
    "densities": "Signs and phrases that may stand so often.",
    "address": "Who says tu and who vous: `ann and bob say tu, vous in supper`.",
}
PHRASE: Mapping[str, str] = {
    "find": "Words, or a list: `a|b` one or the other, `*` any ending, `…` up to five words.",
    "but": "What is allowed all the same.",
    "where": "narration, speech, screens or choices; without it, everywhere.",
    "why": "Why it is not written, in a sentence.",
    "instead": "What to write instead.",
}
DENSITY: Mapping[str, str] = {
    "find": PHRASE["find"],
    "but": PHRASE["but"],
    "most": "How often: `1 per scene`, `2 per 150 words`.",
    "where": PHRASE["where"],
    "why": PHRASE["why"],
    "instead": PHRASE["instead"],
}

MEANINGS: Mapping[str, Mapping[str, str]] = {
    "a story": STORY,
    "a chapter": CHAPTER,
    "the world": WORLD,
    "a scene": SCENE,
    "a choice": CHOICE,
    "a draw": {key: CHOICE[key] for key in ("draw", "limit", "note")},
    "a person": PERSON,
    "a voice": VOICE,
    "a variable": VARIABLE,
    "a word": WORD,
    "a named expression": DEFINE,
    "a tag": TAG,
    "an observation": OBSERVATION,
    "a rule": RULE,
    "an ending": ENDING,
    "an invariant": INVARIANT,
    "a gauge": GAUGE,
    "the crew page": CREW,
    "an instrument": INSTRUMENT,
    "a section of the notebook": SECTION,
    "an entry of the notebook": ENTRY,
    "a chart": CHART,
    "a point": POINT,
    "a way": WAY,
    "an echo": ECHO,
    "a walkthrough": WALKTHROUGH,
    "a start": START,
    "a check": CHECK,
    "a house style": HOUSE_STYLE,
    "`sizes`": SIZES,
    "a chapter’s target": TARGET,
    "a language": LANGUAGE,
    "a banned phrase": PHRASE,
    "a density": DENSITY,
}
"""By what the compiler's messages call the thing, then by key: one line each."""
