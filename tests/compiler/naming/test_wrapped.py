"""Names whose braces run over line ends, in YAML and catalogues: each span is exactly the name."""

from __future__ import annotations

from collections import Counter

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.compiler.small import SCENES, WORLD
from ulysse_game.compiler.naming import Occurrence, occurrences_of
from ulysse_game.compiler.sources import Source

PROSE = """\
It was {seen(later) or flag_one: dark|light} and {weather is calm: still|{n + sol > 3: not|so}}.

ann (radio): {echo lamp: I see} a {flag_one and not (flag_two or n is 2): lamp|{sol}} {half(n)}.

{Presence.the} is {words(n + 2 * sol)}, {ann.stress: held|taut|{close(bob): raw|rawer}}.

again: lamp"""
PO = "languages/fr/part.po"


def sources(texts: dict[str, str]) -> list[Source]:
    whole = {**WORLD, **texts}
    return [Source(file, whole[file].encode()) for file in sorted(whole)]


def misplaced(found: list[Source], file: str) -> tuple[Counter[tuple[str, ...]], list[Occurrence]]:
    """What is named in a file, how often, and those whose span is something else."""
    lines = next(each.text for each in found if each.file == file).split("\n")
    here = [each for each in occurrences_of(found) if each.span.file == file]
    wrong = []
    for each in here:
        _, line, column, length = each.span
        written = lines[line - 1][column - 1 : column - 1 + length]
        if written.lower() != each.name.rpartition(".")[2]:
            wrong.append(each)
    return Counter(each[:3] for each in here), wrong


def gaps_in_braces(text: str) -> list[int]:
    """The spaces within braces at which a line may end; before `>` there would be a screen."""
    found, depth = [], 0
    for offset, sign in enumerate(text):
        depth += (sign == "{") - (sign == "}")
        if sign == " " and depth and text[offset + 1] != ">":
            found.append(offset)
    return found


GAPS = gaps_in_braces(PROSE)


def wrapped(breaks: dict[int, str]) -> str:
    return "".join(breaks.get(offset, sign) for offset, sign in enumerate(PROSE))


def scenes(prose: str) -> str:
    lines = "".join(f"    {line}\n" if line else "\n" for line in prose.split("\n"))
    given = "".join(f"        {line}\n" if line else "\n" for line in prose.split("\n"))
    return (
        f"start:\n  with: ann\n  text: |\n{lines}  choices:\n    - go: |\n        Go.\n\n"
        f"{given.replace('lamp', 'light')}      goto: the_end\n"
    )


BREAKS = st.sampled_from(["\n", "\n  ", "  \n", "\n // {n} lamp:\n "])


@given(st.dictionaries(st.sampled_from(GAPS), BREAKS))
@example(dict.fromkeys(GAPS, "\n"))
@settings(max_examples=10, deadline=None)
def test_prose_wrapped_anywhere_within_braces(breaks: dict[int, str]) -> None:
    named, _ = misplaced(sources({SCENES: scenes(PROSE)}), SCENES)
    assert sum(named.values()) > 40
    assert misplaced(sources({SCENES: scenes(wrapped(breaks))}), SCENES) == (named, [])


def catalogue(words: str, cuts: list[int]) -> str:
    parts = [words[a:b] for a, b in zip([0, *cuts], [*cuts, len(words)], strict=True)]
    strings = "\n".join('"' + part.replace("\n", "\\n") + '"' for part in parts)
    return f'msgctxt "start"\nmsgid "x"\nmsgstr ""\n{strings}\n'


@given(
    st.dictionaries(st.sampled_from(GAPS), st.just("\n")),
    st.sets(st.integers(1, len(PROSE) - 1), max_size=12),
)
@settings(max_examples=10, deadline=None)
def test_catalogues_wrapped_anywhere(breaks: dict[int, str], cuts: set[int]) -> None:
    """In the words, and by the strings of the file; a name that a string cuts is left out."""
    text = wrapped(breaks)
    told = sources({SCENES: scenes(PROSE), PO: catalogue(text, [])})
    named, wrong = misplaced(told, PO)
    assert sum(named.values()) > 20 and not wrong
    between = sorted(cut for cut in cuts if not (text[cut - 1] + text[cut]).isalnum())
    told = sources({SCENES: scenes(PROSE), PO: catalogue(text, between)})
    cut = Counter(dict(misplaced(told, PO)[0]))
    assert misplaced(told, PO)[1] == []
    assert not cut - named
    assert all("_" in name or "." in name for _, name, _ in named - cut)  # cut at a `_`


def test_a_name_cut_by_the_end_of_a_string_is_nowhere() -> None:
    text = {SCENES: scenes("Words.")}
    whole = sources({**text, PO: catalogue("{flag_one: a|b}", [])})
    assert misplaced(whole, PO)[0]["variable", "flag_one", "asked"] == 1
    cut = sources({**text, PO: catalogue("{flag_one: a|b}", [4])})
    assert not misplaced(cut, PO)[0]["variable", "flag_one", "asked"]


def test_a_name_shown_otherwise_moves_no_other() -> None:
    text = "start:\n  text: |\n    Ann and {flag_one: so|no}.\n  next: the_end\n"
    named, wrong = misplaced(
        sources({SCENES: text, "world/names.yaml": "names:\n  Ann: Anastasia\n"}), SCENES
    )
    assert named["variable", "flag_one", "asked"] == 1
    assert wrong == []
