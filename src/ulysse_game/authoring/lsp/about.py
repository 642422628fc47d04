"""What there is to say of a name: the sentences behind a completion and in a hover.

Markdown, in the words of the writers' manual, short. Each function is given the names of the
story and says nothing where it knows nothing.
"""

from __future__ import annotations

import re

from ulysse_game.authoring.lsp.known import Names, SceneNote
from ulysse_game.authoring.prose_map import word_count
from ulysse_game.story import Variable

FIRST_WORDS = 14
_CHOOSING = re.compile(r"\{(?:[&~!]|[^{}|:]*: ?)?([^{}|]*)\|?[^{}]*\}")


def kind_in_words(variable: Variable) -> str:
    """What a variable can hold, as it is declared: ``0..10``, ``calm | wind | storm``, ``flag``."""
    match variable.kind:
        case "stat":
            return f"{variable.low}..{variable.high}"
        case "timer":
            return f"timer {variable.low}..{variable.high}"
        case "word":
            return " | ".join(variable.values)
        case "observation":
            return "observation"
        case kind:
            return kind


def start_in_words(variable: Variable) -> str:
    """What a variable is at the start."""
    if variable.kind == "flag":
        return "yes" if variable.start else "no"
    if variable.values:
        return variable.values[variable.start] if variable.start < len(variable.values) else ""
    return str(variable.start)


def about_variable(variable: Variable) -> str:
    """Kind, start, bands, meaning, how long it lives."""
    kind, _, where = variable.scope.partition(":")
    parts = [f"`{variable.name}`: {kind_in_words(variable)} from {start_in_words(variable)}"]
    if variable.meaning:
        parts.append(variable.meaning)
    if variable.bands:
        parts.append("bands: " + ", ".join(f"{name} {low}" for name, low in variable.bands))
    if kind:
        parts.append(f"lives in the {kind} `{where}` only")
    return "\n\n".join(parts)


def first_words(text: str, most: int = FIRST_WORDS) -> str:
    """The beginning of a text on one line: no notes, no directives, of alternatives the first."""
    kept = [
        line.strip(" ")
        for line in text.split("\n")
        if line.strip(" ") and not re.match(r" *(//|\{(?:if |else|end|page))", line)
    ]
    words = _CHOOSING.sub(r"\1", " ".join(kept)).split(" ")
    return " ".join(words[:most]) + (" …" if len(words) > most else "")


def words_of_scene(names: Names, scene: SceneNote) -> int:
    """Words of all texts of a scene."""
    lines = [f"{scene.id}.title", f"{scene.id}.offer"]
    blocks = [scene.id]
    for choice in scene.choices:
        lines += [f"{scene.id}.{choice}", f"{scene.id}.{choice}.closed"]
        blocks.append(f"{scene.id}.{choice}.then")
    texts = names.texts
    return sum(word_count(texts[each], is_line=True) for each in lines if each in texts) + sum(
        word_count(texts[each]) for each in blocks if each in texts
    )


def about_scene(names: Names, scene: SceneNote) -> str:
    """Where it plays, who is there, how it begins."""
    values = scene.values
    facts = [f"chapter `{scene.chapter}`" if scene.chapter else "of no chapter"]
    if room := values.get("at"):
        facts.append(f"at {room_name(names, room)}")
    if cast := ", ".join(filter(None, (values.get("with", ""), values.get("session", "")))):
        facts.append(f"with {cast}")
    size = f"{words_of_scene(names, scene)} words, {counted(len(scene.choices), 'choice')}"
    parts = [f"`{scene.id}`: {', '.join(facts)}", size]
    if text := names.texts.get(scene.id):
        parts.append(f"> {first_words(text)}")
    return "\n\n".join(parts)


def counted(number: int, what: str) -> str:
    """``1 choice``, ``3 choices``."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def about_choice(names: Names, scene: str, choice: str) -> str:
    """What is picked, and how what it gives begins."""
    label = names.texts.get(f"{scene}.{choice}", "")
    then = names.texts.get(f"{scene}.{choice}.then", "")
    parts = [f"`{scene}.{choice}`: {label}" if label else f"`{scene}.{choice}`"]
    if then.strip():
        parts.append(f"> {first_words(then)}")
    return "\n\n".join(parts)


def about_person(names: Names, id: str) -> str:
    """Name, sets, and the stats with what they are at the start."""
    parts = [f"`{id}`: {names.texts.get(f'person.{id}.name', id)}"]
    sets = [name for name, members in names.groups.items() if id in members]
    if sets:
        parts.append("in " + ", ".join(f"`{name}`" for name in sets))
    stats = [
        f"{name.partition('.')[2]} {start_in_words(each)}"
        for name, each in names.variables.items()
        if name.startswith(f"{id}.")
    ]
    if stats:
        parts.append("at the start: " + ", ".join(stats))
    return "\n\n".join(parts)


def room_name(names: Names, room: str) -> str:
    """A room as the player reads it, and its zone."""
    shown, zone = names.texts.get(f"room.{room}", room), names.rooms.get(room, "")
    return f"{shown} (zone `{zone}`)" if zone else shown


def about_observation(names: Names, id: str) -> str:
    """An observation and its texts."""
    parts = [f"`{id}`: an observation of `{names.observations.get(id, '')}`"]
    parts += [
        f"{text}: {first_words(words, 30)}"
        for text in ("notebook", "recorded", "softened", "earth", "lever", "left_out")
        if (words := names.texts.get(f"observation.{id}.{text}"))
    ]
    return "\n\n".join(parts)


def about(names: Names, kind: str, name: str) -> str:
    """What there is to say of a name of this kind; nothing where it is not known."""
    match kind:
        case "scene" if name in names.scenes:
            return about_scene(names, names.scenes[name])
        case "choice":
            scene, _, choice = name.partition(".")
            return about_choice(names, scene, choice)
        case "variable" | "word" if name in names.variables:
            return about_variable(names.variables[name])
        case "variable" if name.rpartition(".")[2] in names.person_stats:
            return about_variable(names.person_stats[name.rpartition(".")[2]])
        case "person" if name in names.people:
            return about_person(names, name)
        case "observation" if name in names.observations:
            return about_observation(names, name)
        case "set" if name in names.groups:
            return f"`{name}`: {', '.join(names.groups[name])}"
        case "voice" if name in names.voices:
            shown = names.texts.get(f"voice.{name}", "")
            return f"`{name}`: a voice, {names.voices[name]}" + (f", {shown}" if shown else "")
        case "room" if name in names.rooms:
            return f"`{name}`: {room_name(names, name)}"
        case "zone" if name in names.zones:
            rooms = [room for room, zone in names.rooms.items() if zone == name]
            return f"`{name}`: a zone with {', '.join(rooms) or 'no rooms'}"
        case "tag" if name in names.tags:
            return f"`{name}`: {names.tags[name] or 'a tag that closes choices'}"
        case "define" if name in names.defined:
            parameter, source = names.defined[name]
            head = f"{name}({parameter})" if parameter else name
            return f"`{head}`: `{source}`"
        case "ending" if name in names.endings:
            return f"`{name}`: {names.texts.get(f'ending.{name}', 'an ending')}"
        case "echo" if name in names.echoes:
            return f"`{name}`: words marked in {names.echoes[name]}"
        case "chapter" if name in names.chapters:
            return f"`{name}`: {names.texts.get(f'chapter.{name}.title', 'a chapter')}"
        case _:
            return ""
