"""How one likes to read: what of the settings means anything in line mode, told and changed.

The same settings are kept under the same names as those of the full screen; two are of line mode
alone. A name or a value may be typed in either language.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ulysse_game.ui.plain.commands import fold, meant
from ulysse_game.ui.plain.talk import Talk
from ulysse_game.view.settings import PICTURES, THIN, WIDTH
from ulysse_game.view.words import LANGUAGES, marked, words

ON_OFF = (("on", marked("on")), ("off", marked("off")))


class Wish(NamedTuple):
    """One setting: the names it is typed by, what it is called, its values and their words."""

    id: str
    names: tuple[str, str]
    label: str
    values: tuple[tuple[str, str], ...]


WISHES = (
    Wish("language", ("language", "langue"), marked("Language"),
         tuple((each, "") for each in LANGUAGES)),
    Wish("pictures", ("pictures", "images"), PICTURES.label,
         tuple(each for each in PICTURES.values if each[0] != "on")),
    Wish("skip", ("skip", "passer"), marked("Leave out what was read before"), ON_OFF),
    Wish("speech", ("speech", "voix"), marked("For a voice"), ON_OFF),
    Wish("width", ("width", "largeur"), WIDTH.label, WIDTH.values),
    Wish("thin_spaces", ("spaces", "espaces"), THIN.label, THIN.values),
)  # fmt: skip

_MEANT = {"on": ("on", "yes", "oui"), "off": ("off", "no", "non"), "words": ("words", "mots")}
_LANGUAGE_NAMES = {
    "en": "en", "english": "en", "anglais": "en", "fr": "fr", "french": "fr", "francais": "fr"
}  # fmt: skip


def settings(talk: Talk, argument: str) -> Iterator[str]:
    """All settings; with a name that one and its values; with a value, it holds from now on."""
    name, _, value = argument.partition(" ")
    if not name:
        for wish in WISHES:
            yield from talk.say(_told(talk, wish))
        yield from talk.say(talk.words("Type “settings”, a name and a value to change one."))
        return
    found = meant(name, ((each.id, (*each.names, each.id)) for each in WISHES))
    if len(found) != 1:
        yield from talk.say(talk.words("There is no such setting; “settings” lists them."))
        return
    wish = next(each for each in WISHES if each.id == found[0])
    if not value.strip():
        yield from talk.say(talk.named(talk.words(wish.label), _now(talk, wish)) + ".")
        yield from _values(talk, wish)
        return
    yield from _change(talk, wish, value)


def skip(talk: Talk, argument: str) -> Iterator[str]:
    """Whether what was read before is left out; without a value, the other way round."""
    wish = next(each for each in WISHES if each.id == "skip")
    yield from _change(talk, wish, argument or ("off" if talk.skips else "on"))


def language(talk: Talk, argument: str) -> Iterator[str]:
    """Another language, and the page in it."""
    chosen = _LANGUAGE_NAMES.get(fold(argument))
    if chosen is None:
        names = ", ".join(LANGUAGES)
        yield from talk.say(
            talk.words("The languages are: {names}. Type “language” and one.", names=names)
        )
        return
    talk.layout = talk.laid_out(chosen, talk.layout.width, talk.layout.manner.is_heard)
    talk.playing.language = chosen
    talk.take_as_told()
    yield from talk.everything()
    yield from talk.keep("language", chosen)


def _change(talk: Talk, wish: Wish, typed: str) -> Iterator[str]:
    """Has another value hold from now on, and keeps it."""
    if wish.id == "language":
        yield from language(talk, typed)
        return
    value = _value(wish, typed)
    if not value:
        yield from _values(talk, wish)
        return
    manner, width = talk.layout.manner, talk.layout.width
    is_heard = manner.is_heard
    if wish.id == "skip":
        talk.skips = value == "on"
    elif wish.id == "speech":
        is_heard = value == "on"
    else:
        talk.settings = talk.settings._replace(**{wish.id: value})
        width = talk.settings.columns if wish.id == "width" else width
    talk.layout = talk.laid_out(talk.words.language, width, is_heard)
    yield from talk.say(_told(talk, wish))
    yield from talk.keep(wish.id, value)


def _value(wish: Wish, typed: str) -> str:
    """The value that was typed, by its name or its words in either language."""
    plain = fold(typed).strip()
    if wish.id == "pictures" and plain in _MEANT["on"]:
        return "on"
    for value, label in wish.values:
        named = (fold(words(each)(label, number=value)) for each in LANGUAGES if label)
        if plain in (*_MEANT.get(value, (value,)), *named):
            return value
    return ""


def _told(talk: Talk, wish: Wish) -> str:
    """A setting by the name it is typed by, with its value."""
    name = wish.names[1 if talk.words.language == "fr" else 0]
    return talk.named(name[:1].upper() + name[1:], _now(talk, wish)) + "."


def _now(talk: Talk, wish: Wish) -> str:
    """The words for the value that holds."""
    say = talk.words
    match wish.id:
        case "language":
            return say("English")
        case "skip":
            value = "on" if talk.skips else "off"
        case "speech":
            value = "on" if talk.layout.manner.is_heard else "off"
        case "width":
            return say("{number} columns", number=talk.layout.width)
        case "pictures":
            value = "off" if talk.settings.pictures == "off" else "words"
        case _:
            value = str(getattr(talk.settings, wish.id))
    return say(dict(wish.values)[value])


def _values(talk: Talk, wish: Wish) -> Iterator[str]:
    """What may be typed for a setting."""
    names = ", ".join(value for value, _ in wish.values)
    yield from talk.say(talk.words("It may be: {names}.", names=names))
