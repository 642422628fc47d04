"""Printer’s signs: which characters of a text a careful printer would set otherwise.

``corrected`` is the one truth for the rule that reports them and the tool that mends them. It
looks at a text as it is written in a story file or a catalogue, and never touches its marks
(selectors, names before a colon, directives) nor notes. Only what is certain is corrected; what
needs a reader’s judgement is left alone. English and French have rules of their own; of another
language only dots, dashes and apostrophes are known.

The French rules are those of the Imprimerie nationale as the house has settled them: U+202F
before ``; ! ?`` and between thousands, U+00A0 before ``:``, within « » and between a figure and
its unit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from ulysse_game.authoring.prose_map import ProseMap, map_of

NO_BREAK = "\xa0"
THIN = "\u202f"
_SPACES = " \xa0\u202f"
_SPACE = f"[{_SPACES}]"
_SCREENS, _NOTES = "screens", "notes"


class Correction(NamedTuple):
    """``text[start:end]`` is better written ``new``; ``habit`` is the family it belongs to."""

    start: int
    end: int
    new: str
    habit: str


class Sign(NamedTuple):
    """One thing to look for, and what is written instead of the whole match.

    ``needs`` says fast whether a text may hold it: most texts need not be looked at.
    ``new`` gives None where all is well after all. ``spared`` are parts it is not looked for in.
    """

    habit: str
    needs: Callable[[str], object]
    find: re.Pattern[str]
    new: Callable[[re.Match[str], str], str | None]
    spared: tuple[str, ...] = (_NOTES,)


def corrected(text: str, language: str, is_line: bool = False) -> list[tuple[int, int, str]]:
    """What to replace in ``text``: (start, end, new words), in order, none over another.

    Offsets are in characters. ``language`` is a code such as ``en`` or ``fr_CA``. ``is_line`` is
    set for labels and other texts of one line.
    """
    return [each[:3] for each in corrections(text, language, is_line)]


def signs_for(language: str, texts: Iterable[str]) -> tuple[Sign, ...]:
    """The signs of a language that any of these texts may hold: mostly few, for a whole story."""
    whole = "\n\n".join(texts)
    signs = _SIGNS.get(language.partition("_")[0], _COMMON)
    return tuple(each for each in signs if each.needs(whole))


def corrections(
    text: str, language: str, is_line: bool = False, signs: tuple[Sign, ...] | None = None
) -> tuple[Correction, ...]:
    """The same, each with the family of signs it belongs to.

    ``signs`` are those to look for, as :func:`signs_for` gives them; else all of the language.
    """
    if signs is None:
        signs = _SIGNS.get(language.partition("_")[0], _COMMON)
    wanted = [(sign, match, new) for sign in signs for match, new in _matches(sign, text)]
    if not wanted and not _DASHED(text):
        return ()
    mapped = map_of(text, is_line)
    found: list[Correction] = []
    taken = 0
    both = (*_read(mapped, wanted), *_speech_dashes(mapped))
    for each in sorted(both, key=lambda each: (each.start, -each.end)):
        if each.start >= taken:
            found.append(each)
            taken = max(each.end, each.start + (each.end == each.start))
    return tuple(found)


def _matches(sign: Sign, text: str) -> Iterator[tuple[re.Match[str], str]]:
    """Where a sign would be set otherwise, marks and notes not yet left out."""
    if not sign.needs(text):
        return
    for match in sign.find.finditer(text):
        new = sign.new(match, text)
        if new is not None and new != match[0]:
            yield match, new


def _read(
    mapped: ProseMap, wanted: Iterable[tuple[Sign, re.Match[str], str]]
) -> Iterator[Correction]:
    """Those of them that the player reads."""
    for sign, match, new in wanted:
        start, end = match.span()
        stretch = mapped.at(start)
        if stretch is None or stretch.part in sign.spared:
            continue
        if end == start or mapped.at(end - 1) is stretch:
            yield Correction(start, end, new, sign.habit)


def _speech_dashes(mapped: ProseMap) -> Iterator[Correction]:
    """A dash before a speech: the page puts it there itself."""
    for each in mapped.stretches:
        if each.part == "speech":
            dash = _DASH.match(mapped.words, each.start, each.end)
            if dash is not None:
                yield Correction(*dash.span(), "", "dashes")


_DASHED = re.compile(": [—–-]").search
_DASH = re.compile(r"[—–-]+[ \xa0\u202f]+")


def _has(*signs: str) -> Callable[[str], object]:
    """Whether one of these stands in a text."""
    if len(signs) == 1:
        return lambda text: signs[0] in text
    return re.compile("|".join(map(re.escape, signs))).search


def _always(new: str) -> Callable[[re.Match[str], str], str | None]:
    return lambda match, text: new


# -- every language -------------------------------------------------------------------------------


def _opens(match: re.Match[str], text: str) -> bool:
    """Whether a quote stands where one opens: behind a space or an opening sign."""
    before = text[match.start() - 1 : match.start()]
    return not before or before in " \n\xa0\u202f([{—–“«‘|:*>-"


def _single(match: re.Match[str], text: str) -> str | None:
    """An apostrophe, or the opening one of two single quotes."""
    rest = text[match.end() :]
    if _opens(match, text) and re.match(r"\w[^'’\n]*[\w.,!?…]['’](?!\w)", rest):
        return "‘"
    return "’"


_COMMON: tuple[Sign, ...] = (
    Sign("quotes", _has("'"), re.compile("'"), _single),
    Sign("dots", _has("..."), re.compile(r"(?<!\.)\.{3,}"), _always("…")),
    Sign(
        "dashes",
        _has("--"),
        re.compile(r"(?<![-<!])-{2,3}(?![->])"),
        _always("—"),
        (_SCREENS, _NOTES),
    ),
    Sign("spaces", _has("  "), re.compile(r"(?<=\S)  +(?=\S)"), _always(" "), (_SCREENS, _NOTES)),
)

# -- English --------------------------------------------------------------------------------------


def _english_quote(match: re.Match[str], text: str) -> str:
    return "“" if _opens(match, text) else "”"


_ENGLISH: tuple[Sign, ...] = (
    *_COMMON,
    Sign("quotes", _has('"'), re.compile('"'), _english_quote),
    Sign(
        "spaces",
        re.compile(rf"{_SPACE}[;:!?,.]").search,
        re.compile(rf"""(?<=[\w”’"')*}}]){_SPACE}+(?=[;:!?,.](?![\w.…)]))"""),
        _always(""),
        (_SCREENS, _NOTES),
    ),
    Sign(
        "spaces",
        re.compile(rf"“{_SPACE}|{_SPACE}”").search,
        re.compile(rf"(?<=“){_SPACE}+|{_SPACE}+(?=”)"),
        _always(""),
    ),
)

# -- French ---------------------------------------------------------------------------------------


def _french_quote(match: re.Match[str], text: str) -> str:
    """« and », with their spaces."""
    is_first = _opens(match, text) and text[match.end() : match.end() + 1] not in ("", " ", "\n")
    return "«" + NO_BREAK if is_first else NO_BREAK + "»"


def _before_colon(match: re.Match[str], text: str) -> str | None:
    r"""A no-break space, but where `\simon: ` keeps a name from being a speaker’s."""
    return None if _ESCAPED_NAME(text, 0, match.start()) else NO_BREAK


def _hours(match: re.Match[str], text: str) -> str:
    return f"{int(match[1])}{NO_BREAK}h{NO_BREAK}{match[2]}"


def _thousands(match: re.Match[str], text: str) -> str:
    return re.sub("[ \xa0]", THIN, match[0])


def _decimals(match: re.Match[str], text: str) -> str:
    return match[0].replace(".", ",")


def _ligature(match: re.Match[str], text: str) -> str:
    return match[0].replace("oe", "œ").replace("OE", "Œ").replace("Oe", "Œ")


_UNITS = "min|s|h|km|cm|mm|m|kg|g|t|kWh|kW|W|V|Hz|mmHg|hPa|kPa|Pa|L|l|°C|sols?|€"
_TITLES = "|".join(rf"(?<=(?<!\w){title}) (?=[A-ZÀ-Þ])" for title in (r"M\.", "Mme", "Mlle", "Dr"))
_LIGATURES = (
    r"(?<!\w)(?:(?:c|s|ch|n|v|b)?oe(?:ur|ud|u|uf|uvre)[xs]?|oeuvr\w*|oeil|moeurs|manoeuvr\w*)(?!\w)"
)
_WITH_ACUTE = (
    "tats?|crans?|quipes?|quipages?|videmment|toiles?|tages?|coutez?|teins|teinte?s?|clairs?|"
    "chelles?|checs?|coles?"
)
_ESCAPED_NAME = re.compile(r"\\[a-z][a-z0-9_]*\Z").search
_FRENCH: tuple[Sign, ...] = (
    *(each for each in _COMMON if each.habit != "dots"),
    Sign(
        "dots",
        _has("..."),
        re.compile(rf"(?:(?<=\w){_SPACE}+)?(?<!\.)\.{{3,}}"),
        _always("…"),
    ),
    Sign("quotes", _has('"'), re.compile('"'), _french_quote),
    Sign(
        "quotes",
        re.compile(r"«(?!\xa0\S)").search,
        re.compile(r"(?<=«)[ \xa0\u202f]*(?=[^\s\xa0])"),
        _always(NO_BREAK),
    ),
    Sign(
        "quotes",
        re.compile(r"»(?<!\xa0.)").search,
        re.compile(r"(?<=[^\s«])[ \xa0\u202f]*(?=»)"),
        _always(NO_BREAK),
    ),
    Sign(
        "spaces",
        re.compile(r"[;!?](?<!\u202f.)|[ \xa0\u202f]{2}").search,
        re.compile(r"(?<=[^\s;!?…«(\[\\])(?:[ \xa0\u202f]{2,}|[ \xa0]|)(?=[;!?])"),
        _always(THIN),
    ),
    Sign(
        "spaces",
        re.compile(r":(?<!\xa0.)(?:[\s*]|$)|[ \xa0\u202f]{2}").search,
        re.compile(r"(?<=[^\s:«(\[\\])(?:[ \xa0\u202f]{2,}|[ \u202f]|)(?=:(?:[\s*]|$))"),
        _before_colon,
        (_SCREENS, _NOTES),
    ),
    Sign(
        "spaces",
        re.compile(rf"{_SPACE}[,.…]").search,
        re.compile(rf"(?<=\w){_SPACE}+(?=[,.](?![\w.…])|…(?:[\s»]|$))"),
        _always(""),
        (_SCREENS, _NOTES),
    ),
    Sign(
        "figures",
        re.compile(rf"\d{_SPACE}?h").search,
        re.compile(rf"(?<![\d:.,])([01]?\d|2[0-3]){_SPACE}?h{_SPACE}?([0-5]\d)(?!\w)"),
        _hours,
    ),
    Sign(
        "figures",
        re.compile(r"\d:\d").search,
        re.compile(r"(?<![\d:.,])([01]?\d|2[0-3]):([0-5]\d)(?![\d:])"),
        _hours,
        (_SCREENS, _NOTES),
    ),
    Sign(
        "figures",
        re.compile(r"\d[ \xa0]\d").search,
        re.compile(r"(?<![\d.,\xa0\u202f])[1-9]\d{0,2}(?:[ \xa0]\d{3})+(?!\d)"),
        _thousands,
    ),
    Sign(
        "figures",
        re.compile(r"\d\.\d").search,
        re.compile(r"(?<![\d.,])(?<![A-Z] )\d+\.\d+(?![\d.])"),
        _decimals,
    ),
    Sign(
        "figures",
        re.compile(r"\d ").search,
        re.compile(rf"(?<=\d) (?=(?:{_UNITS})(?![\w’']))"),
        _always(NO_BREAK),
    ),
    Sign("figures", _has("%"), re.compile(r"(?<=\d)[ \u202f]?(?=%)"), _always(NO_BREAK)),
    Sign("figures", _has("ol "), re.compile(r"(?<=\b[Ss]ol) (?=\d)"), _always(NO_BREAK)),
    Sign("letters", _has("M. ", "Mme ", "Mlle ", "Dr "), re.compile(_TITLES), _always(NO_BREAK)),
    Sign("letters", _has("oe", "Oe", "OE"), re.compile(_LIGATURES, re.IGNORECASE), _ligature),
    Sign(
        "letters",
        _has("A "),
        re.compile(r"(?<!\w)A(?= (?:quoi|peine|travers|gauche|droite|propos|moins|bord)(?!\w))"),
        _always("À"),
    ),
    Sign("letters", _has("Ca"), re.compile(r"(?<!\w)C(?=a(?!\w))"), _always("Ç")),
    Sign(
        "letters",
        re.compile(rf"E(?:{_WITH_ACUTE})").search,
        re.compile(rf"(?<!\w)E(?=(?:{_WITH_ACUTE})(?!\w))"),
        _always("É"),
    ),
    Sign("letters", _has("Et"), re.compile(r"(?<!\w)E(?=t(?:re|es)(?!\w))"), _always("Ê")),
)

_SIGNS = {"en": _ENGLISH, "fr": _FRENCH}
