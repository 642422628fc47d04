"""What Jeanne knows: the crew, her notebook, the charts, all of it in words.

A part or an entry is asked for by a name or the beginning of one. Nothing is told of what is not
in the notebook yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ulysse_game.ui.plain.commands import meant
from ulysse_game.ui.plain.layout import sentence
from ulysse_game.ui.plain.talk import Talk
from ulysse_game.view.words import marked

if TYPE_CHECKING:
    from ulysse_game.view.notebook import Entry, Section

_STATES = {"done": marked("settled"), "broken": marked("broken")}


def crew(talk: Talk, argument: str) -> Iterator[str]:
    """Everybody in a paragraph; with a name, all that is known of one."""
    if argument:
        section = talk.playing.notebook().section("crew")
        entries = section.entries if section is not None else ()
        found = meant(argument, ((each.id, (each.name, each.id)) for each in entries))
        if not found:
            yield from talk.say(
                talk.words("You know nobody of that name; “crew” tells of everybody.")
            )
        yield from _told(talk, (each for each in entries if each.id in found))
        return
    people = talk.playing.crew()
    if people:
        yield from talk.layout.crew(people)
    else:
        yield from talk.say(talk.words("There is nothing to tell of the crew yet."))


def notebook(talk: Talk, argument: str) -> Iterator[str]:
    """What parts there are; with the name of a part or of an entry, what stands there."""
    sections = [each for each in talk.playing.notebook().sections if each.entries]
    if not sections:
        yield from talk.say(talk.words("Nothing yet."))
        return
    if not argument:
        for section in sections:
            yield from talk.say(talk.named(section.title, str(len(section.entries))) + ".")
        yield from talk.say(talk.words("Type “notebook” and the name of a part, or any name."))
        return
    parts = meant(argument, ((each.id, (each.title, each.id)) for each in sections))
    if len(parts) == 1:
        part = next(each for each in sections if each.id == parts[0])
        yield from talk.say(sentence(part.title))
        yield from _told(talk, part.entries)
        return
    found = list(_entries(sections, argument))
    if not found:
        yield from talk.say(talk.words("The notebook has nothing of that name."))
    yield from _told(talk, found)


def _entries(sections: Iterable[Section], name: str) -> Iterator[Entry]:
    """The entries that a name means, in whatever part."""
    for section in sections:
        ids = meant(name, ((each.id, (each.name, each.id)) for each in section.entries))
        yield from (each for each in section.entries if each.id in ids)


def _told(talk: Talk, entries: Iterable[Entry]) -> Iterator[str]:
    """Entries, each by its name, how it stands and when it was written, then its words."""
    layout = talk.layout
    for entry in entries:
        state = _STATES.get(entry.state, "")
        aside = (talk.words(state) if state else "", layout.figure(entry.stamp))
        head = ", ".join(part for part in (entry.name, *aside) if part)
        yield ""
        yield from talk.say(sentence(head))
        for line in entry.lines:
            if line.kind in ("speech", "picked"):
                yield from (row for row in layout.prose((line,)) if row)
            elif line.text.strip():
                yield from layout.wrapped(line.runs)


def charts(talk: Talk, argument: str) -> Iterator[str]:
    """Which charts there are, and the word that tells each."""
    found = talk.playing.charts()
    if not found:
        yield from talk.say(talk.words("There is no chart yet."))
        return
    for chart in found:
        command = next(each for each in talk.commands if each.id == chart.kind)
        name = command.named(talk.words.language)[0]
        yield from talk.say(
            talk.words("{title}: type “{command}”.", title=chart.title, command=name)
        )


def plan(talk: Talk, argument: str) -> Iterator[str]:
    """Who is where."""
    yield from _chart(talk, "plan")


def site(talk: Talk, argument: str) -> Iterator[str]:
    """What lies where."""
    yield from _chart(talk, "map")


def light(talk: Talk, argument: str) -> Iterator[str]:
    """How far Earth is."""
    yield from _chart(talk, "light")


def _chart(talk: Talk, kind: str) -> Iterator[str]:
    found = [each for each in talk.playing.charts() if each.kind == kind]
    if not found:
        yield from talk.say(talk.words("There is no such chart yet."))
    for chart in found:
        yield from talk.say(sentence(chart.title))
        for told in chart.words:
            yield from talk.say(talk.layout.figure(told) if kind != "plan" else told)
