"""A story that uses each kind of name wherever the format lets it stand, written in every style.

Each thing has a name that is no other word of the story: where a renamed story still has the old
one, other than under `was` and `values`, a place was forgotten.
"""

from __future__ import annotations

EVERYWHERE = {
    "story.yaml": (
        "story: everywhere\ntitle: Everywhere\nversion: 1\nbegins: zscene\nchapters: 1_part\n"
    ),
    "house-style.yaml": """\
you: zann
chapters:
  part: {scenes: 9}
languages:
  fr:
    address:
      - zann and zben say vous, tu in zother   # in the dark
      - zvoice says tu to zben
techniques:
  ztag: 3
""",
    "1_part/chapter.yaml": """\
chapter: part
title: Part
plate: zplate
begins: zscene
variables: {zheld: "zred | zblue from zblue, held"}
stats:
  zowed: "0..4 from 1, what they owe"
decks:
  zdeck:
    ztop: zcard
  zlower: [zdealt]
rules:
  zchapter_rule: {when: zheld is zred and not seen(zcard), do: zcount += 1}
""",
    "1_part/scenes.yaml": """\
zscene:
  at: zroom
  with: zann, zben?
  plate: zplate
  when: not zquiet and zann.ztrust is not zwarm
  else: zother
  observe: zobs
  each: p in zset if p.here and p.ztrust in (zcold, zwarm) and p.zmood is zlow
  variables:
    zlocal: ziron | zgold from zgold, here
    zwho: {is: person from zben, means: whose turn}
  text: |
    {P} {p.ztrust: cold|warm|hot} {zann.ztrust is zwarm: A.|B.} {zfar(zann): C.|} {zquiet: D.|}

    zann: {Zword.the}, {zword}. {echo zecho: I said it.}

    zben?: {zlocal is zgold: Gold.|Iron.} {zwho.name} {zheld: red|blue}.

    {if zann.zmood is zlow and zcount is zmany}
    zvoice: Here. {heard(zecho): Again.|} {ztimes: one|two}
    {else if zobs is recorded or zobs.of is zann}
    {P}. {any(q in zmembers if q.place is zzone): Some.|None.}
    {end}
  choices:
    - zgive: |
        Give it.

        zvoice: Given. {zcount: few|many}
      each: o in observations.part if zsent(o)
      if: zcount >= 1 and seen(zother) and taken(zscene.zkeep) and visits(zcard) < 3
      closed: "No. {zann.ztrust: C|W|H}"
      tags: ztag
      do: zcount -= 1, zann.ztrust = zwarm, zann.place = zzone, zword = zpunt, zheld = zred
      goto: zother
    - zkeep: "Keep it."
      do:
        - p.ztrust += 1 for p in zset if p.ztrust is zcold
        - zlocal = ziron if zwho is zben
        - zben.zmood = zlow, zwho = zann
      detour: zside
    - draw: zdeck
      limit: 2
  next:
    - zlast if zcount is zmany and zann.ztrust is zwarm
    - endings

zother:
  at: zroom
  text: |
    {zann.here: Here.|} {zfar(zben): Far.|} {zben.zown is zmine: Own.|}
  next: draw zlower else zlast

zside:
  text: |
    Aside.
  next: return

zcard:
  session: zben
  offer: A card of {zben.name}.
  text: |
    zben: Yes?
  choices:
    - zask: Ask.
  next: return

zdealt: {offer: Dealt., text: Dealt., next: zlast}

zlast:
  text: |
    {zobs.notebook}
  ending: zending

zsleep:
  text: |
    It stops.
  ending: early_zsleep

zquit: {text: Quit., ending: zelse}

zgone: { text: Gone., next: zsleep }
""",
    "world/people.yaml": """\
stats:
  alive: flag from yes, breathing
  place: zone from zzone, where they are
  ztrust:
    is: 0..9 from zwarm
    bands: zcold 0, zwarm 4, zhot 7
  zmood: {is: zlow | zhigh from zhigh, means: hers}
people:
  zset:
    zann: { name: Ann, gender: f, start: [ztrust zhot, place zaway], reacts: { ztag: ztrust -= 1 } }
    zben:
      name: Ben
      gender: m
      start: 'ztrust zcold, zmood zlow, place zzone,
        zown zmine'
      stats:
        zown: znobodys | zmine from znobodys
        zlent: {is: 0..9, bands: [zpoor 0, zrich 5]}
      reacts:
        ztag: zmood = zlow, ztrust += 1 if ztrust is zcold
sets:
  zmembers: zann, zben
  zall: zset
voices:
  zvoice: {kind: radio, name: Voice, if: zcount > 0}
echoes: {zecho: {note: in the first scene}}
""",
    "world/things.yaml": """\
places:
  zzone:
    zroom: The room
    zden: The den
  zaway: {zfield: The field}
variables:
  zcount:
    is: 0..9 from zmany
    bands:
      - zfew 0
      - zmany 4
    means: cans
  zquiet: flag, the lamp
  ztimes: zonce | ztwice, how often
  zwhose: person from zann, hers
  zwhere: {is: zone from zaway, means: where it is}
words:
  zword:
    means: what she calls it
    forms: plain | the
    zpunt: punt | the punt
    ztub: tub | the tub
tags:
  ztag: technique
  zkeen: {means: keen, closes: zann.ztrust is zcold or zwhose is zben, least: 1, shows: No.}
define:
  zfar(p): p.place is zaway and p.ztrust is not zhot
  zsent(o): o is recorded
  zmuch: zcount is zmany and zwhere is zaway
observations:
  zobs:
    in: part
    of: zann
    to: zben
    notebook: She counts {zcount}.
    recorded: She counts.
    softened: She counts.
    earth: Thank {zann.name}.
    lever: She counts.
    lever_softened: She counts.
    left_out: She counts.
rules:
  zrule:
    when: zcount is zfew and zmuch and zben.zlent is zrich
    do: not zquiet, zben.zlent = zpoor
    text: "{zann.ztrust: a|b|c}"
  zgoing: {when: zann.place is zaway, goto: zlast}
endings:
  zending: {title: Dark, when: zcount is zmany and zann.ztrust is zhot}
  zelse: {title: Other}
invariants:
  zalways: { at: [zscene, zother], always: zann.ztrust is not zhot or zquiet }
  znever: { never: zcount is zfew and ztimes is ztwice }
status:
  zgauge: {text: "{zcount} {zann.ztrust is zhot: hot|}", if: zquiet}
  zplain: "{zcount: few|many}"
crew:
  each: p in zset if not zfar(p)
  text: |
    {P.name} {p.ztrust: c|w|h} {p is zann: A|B}
instruments:
  zinstrument: {name: Cans, reads: "{zcount: few|many}", shows: zcount, if: zcount is zmany}
notebook:
  zsection:
    title: Section
    entries:
      zentry: {name: Entry, if: seen(zother), done: taken(zscene.zgive), text: "{zword}"}
charts:
  zplan:
    title: Plan
    if: zann.place is zzone
    you: zann
    plan: zzone
    outside: zaway
    drawing: |
      ╭──────────────────╮
      │ {zroom         } │
      │                  │
      │                  │
      ├──────────────────┤
      │ {zden          } │
      │                  │
      ╰──────────────────╯
    also: |
      {zann.ztrust: a|b|c} {zquiet: d|}
  zmap:
    title: Map
    map: zaway
    centre: Camp
    points:
      zpoint: {name: Field, at: 1 km east, room: zfield, zone: zaway, if: seen(zother)}
    ways:
      zway: {name: Way, through: "1 km north, 2 km 300°", if: zcount is zmany}
plates:
  zplate: |
    A picture.
""",
}
