"""French speech that says *tu* where the table of the house style says *vous*, or the reverse.

Only what is sure is reported: who speaks stands before the colon (or is the player, in the words
of a choice), and whom they speak to must follow from who is in the scene. *Vous* may mean several
people, so it is only wrong where one alone is there to be meant, and nobody else is named.
Narration is not looked at: there *vous* is the crew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ulysse_game.authoring.lint.material import Material, Text
from ulysse_game.authoring.prose_map import ProseMap, Stretch, map_of
from ulysse_game.compiler.house_style import LanguageStyle
from ulysse_game.diagnostics import Diagnostic, Severity
from ulysse_game.story import Paragraph, Scene

CODES = ("wrong-address",)

_TU = re.compile(
    r"(?<!\w)(?:[Tt](?:u|e|oi|a|es)(?!\w)|[Tt]’(?=\w))"
    r"|(?<=\b[Ll]e )tien(?!\w)|(?<=\b[Ll]a )tienne(?!\w)"
    # « le ton », « changer de ton » are no possessives: a noun must follow, no article go before.
    r"|(?<!\w)(?<!\b(?:[Ll]e|[Cc]e|[Uu]n|[DdAa]u) )(?<!\b(?:[MmSs]on|bon) )(?<!\b(?:quel|même) )"
    r"[Tt]on(?= (?!(?:et|ou|de|du|est|sur|qui|que|plus|à|trop|monte|baisse)(?!\w))[a-zà-ÿœ])"
)
_SILENT = re.compile(r"(?:est|suis|es|sont|a|as|ai|ont|avait)[ \xa0]$")  # « il s’est tu »
_VOUS = re.compile(
    r"(?<!\w)(?<!endez-)(?<!à-)[Vv](?:ous|otre|os|ôtres?)(?!\w)"
    # « Allez, viens » is said to one as to many.
    r"|(?<!\w)(?!(?:[Cc]h|[Aa]ss|[Nn]|[Rr]|[Rr]end)ez)(?![Aa]llez\s*[,.!…])\w+ez(?!\w)"
)
_SEVERAL = re.compile(
    r"vous,? (?:(?:êtes|étiez|serez) )?(?:autres|deux|trois|quatre|cinq|six|sept|huit|les)(?!\w)"
    r"|vous-mêmes"
    r"|(?<!\w)(?:tous(?! les)|toutes(?! les)|ensemble|les autres|l’équipage|chacune?)(?!\w)"
    r"|(?<!\w)(?:toi|lui|elle|eux|moi) et |(?<!\w)et (?:toi|lui|elle|eux|elles)(?!\w)"
    r"|, ici (?-i:[A-ZÀ-Þ])",  # a call on the radio, to whom it names
    re.I,
)
_LIKELY = re.compile(
    r"(?<!\w)[TtVv](?:u|e|oi|a|es|on|ienn?e?|’|ous|otre|os|ôtres?)(?!\w)|\w’|ez(?!\w)"
).search


class _Table(NamedTuple):
    """What decides who is meant: the table, the player, the names that may be called."""

    style: LanguageStyle
    you: str
    names: tuple[tuple[str, str], ...]


def look(material: Material) -> Iterator[Diagnostic]:
    """Each speech in which the form of address is surely not the one of the table."""
    for language in material.story.world.languages:
        style = material.style.of(language)
        if language.partition("_")[0] != "fr" or not style.address:
            continue
        table = _Table(style, material.style.you, tuple(_names(material, language)))
        for text in material.texts:
            if text.language == language and text.scene and _LIKELY(text.words):
                yield from _in_text(text, material.story.scenes[text.scene], table)


def _names(material: Material, language: str) -> Iterator[tuple[str, str]]:
    """How people and voices are called, with their ids."""
    world = material.story.world
    line_ids = [(each.id, f"person.{each.id}.called") for each in world.people]
    line_ids += [(each.id, f"voice.{each.id}") for each in world.voices]
    for id, line_id in line_ids:
        block = material.story.text(line_id, language)
        for item in block.items if block is not None else ():
            parts = item.parts if isinstance(item, Paragraph) else ()
            if parts and isinstance(parts[0], str) and parts[0]:  # a voice may have no name
                yield id, parts[0]


def _in_text(text: Text, scene: Scene, table: _Table) -> Iterator[Diagnostic]:
    mapped = map_of(text.words, text.is_line)
    for stretch in mapped.stretches:
        speaker = _speaker(mapped, stretch, table.you)
        if speaker:
            found = _in_speech(mapped, stretch, speaker, scene, table)
            if found is not None:
                yield _wrong(text, *found)


def _speaker(mapped: ProseMap, stretch: Stretch, you: str) -> str:
    """Who says this, or nothing: a label in quotation marks is said by the player."""
    if stretch.part == "speech":
        return stretch.speaker
    if stretch.part == "choices" and mapped.words[stretch.start : stretch.end].startswith("«"):
        return you
    return ""


def _in_speech(
    mapped: ProseMap, stretch: Stretch, speaker: str, scene: Scene, table: _Table
) -> tuple[int, int, str, str, str] | None:
    """The first wrong word of a speech: start, end, who says what to whom; or nothing."""
    hearers = _hearers(scene, speaker, table.you)
    forms = {
        each: table.style.form(speaker, each, scene.id, scene.chapter) for each in sorted(hearers)
    }
    if not forms:
        return None
    words = mapped.words
    if set(forms.values()) == {"vous"}:
        wrong, form = _TU, "vous"
    elif len(forms) == 1 and set(forms.values()) == {"tu"}:
        said = words[stretch.start : stretch.end]
        if any(name in said for id, name in table.names if id not in (speaker, *forms)):
            return None  # two may be meant, or somebody else
        if _SEVERAL.search(said):
            return None
        wrong, form = _VOUS, "tu"
    else:
        return None
    for match in wrong.finditer(words, stretch.start, stretch.end):
        if _is_said(mapped, stretch, match.start()):
            return match.start(), match.end(), speaker, form, " or ".join(forms)
    return None


def _hearers(scene: Scene, speaker: str, you: str) -> set[str]:
    """Who may be meant; nobody where that is not sure."""
    here = {each.person for each in scene.cast}
    if scene.session:
        here.add(scene.session)
        if speaker == you:
            return {scene.session}
        if speaker == scene.session and here == {speaker}:
            return {you} - {""}
    if you:
        here.add(you)
    if speaker not in here and not (scene.cast or scene.session):
        return set()  # they are where the scene before has left them
    return here - {speaker}


def _is_said(mapped: ProseMap, stretch: Stretch, at: int) -> bool:
    """Whether a word is this speaker’s own: no mark, no quotation, no past participle."""
    before = mapped.words[stretch.start : at]
    is_participle = mapped.words.startswith("tu", at) and _SILENT.search(before)
    if mapped.is_margin(at) or before.count("*") % 2 or is_participle:
        return False
    return stretch.part == "choices" or not mapped.is_quoted(at)


def _wrong(text: Text, start: int, end: int, speaker: str, form: str, hearers: str) -> Diagnostic:
    other = "tu" if form == "vous" else "vous"
    return Diagnostic(
        "wrong-address",
        f"`{speaker}` says *{form}* to `{hearers}`, and here `{text.words[start:end]}`.",
        text.span(start, end - start),
        f"say it with *{form}*; if they have turned to *{other}* here, write in house-style.yaml: "
        f"`… say {form}, {other} in {text.scene}`.",
        Severity.WARNING,
    )
