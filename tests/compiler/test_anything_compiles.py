"""Whatever a story folder holds, compiling it ends in diagnostics and never in an exception.

The files are built from pieces that are nearly right, as a writer's slips are: real keys in wrong
places, half conditions, braces that do not close.
"""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.diagnostics.stories import FIXTURE
from ulysse_game.compiler.choices import CHOICE_KEYS
from ulysse_game.compiler.compile import compile_sources
from ulysse_game.compiler.scenes import SCENE_KEYS
from ulysse_game.compiler.sources import Source
from ulysse_game.compiler.world import CHAPTER_KEYS, STORY_KEYS, WORLD_KEYS
from ulysse_game.diagnostics import has_errors, render
from ulysse_game.diagnostics.catalogue import codes

KNOWN = frozenset(codes())
AROUND = {
    path.relative_to(FIXTURE).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted(FIXTURE.rglob("*.yaml"))
}


def pieces(text: str) -> list[str]:
    return text.split()


WORDS = st.sampled_from(
    pieces(
        r"""
        simon eva nobody p o companions people observations obs_01 cohesion seats gap_log
        filled opener presence door_open asked_who sol tired sent heard_it kitchen supper
        night here return endings stress trust alive place ship is not in and or if for
        count any first sum most max min visits taken heard picked ending draw else odds
        talks ( ) , . .. < >= = += - * / 0 1 2 200 == != ! true yes 0..3 flag person from |
        ? : { } \ * > # // …
        """
    )
)
PHRASE = st.lists(WORDS, max_size=9).map(" ".join)
PROSE = st.lists(
    st.one_of(
        st.sampled_from(
            pieces(
                r"""
                simon: eva?: echo: irene: {if {else {else} {end} {page} {echo {o.lever}
                {obs_01.earth} {Presence.the} {simon.name} {words(seats)} {clock} {&a|b} {~ {! }} }
                | || : > // # *word* ** _a_ \{ \ <b> Simon: wait: text:
                """
            )
        ),
        WORDS,
        st.sampled_from(["\n", "\n\n", "The table is set."]),
    ),
    max_size=14,
).map(" ".join)


def indented(text: str) -> str:
    return "|\n" + "\n".join(f"      {line}" for line in text.split("\n"))


VALUE = st.one_of(PHRASE, PHRASE, PROSE.map(indented), st.just(""), st.just("[a, b]"))
SCENE_KEY = st.sampled_from(SCENE_KEYS)


@st.composite
def choices(draw: st.DrawFn) -> str:
    lines = ["  choices:"]
    for number in range(draw(st.integers(0, 3))):
        lines.append(f"    - {draw(st.sampled_from([f'c{number}', 'c', 'draw', 'text', 'say']))}: ")
        lines[-1] += draw(VALUE)
        keys = draw(st.lists(st.sampled_from(CHOICE_KEYS), max_size=3, unique=True))
        lines += [f"      {key}: {draw(VALUE)}" for key in keys]
    return "\n".join(lines)


@st.composite
def scenes(draw: st.DrawFn) -> str:
    lines = []
    for name in draw(
        st.lists(st.sampled_from(["kitchen", "pantry", "a", "b", "here"]), max_size=4)
    ):
        lines.append(f"{name}:")
        for key in draw(st.lists(SCENE_KEY, max_size=5, unique=True)):
            if key == "choices":
                lines.append(draw(choices()))
            else:
                lines.append(f"  {key}: {draw(VALUE)}")
        if draw(st.booleans()):
            lines.append(f"  next: {draw(st.sampled_from(['supper', 'a', 'b', 'return', 'here']))}")
    return "\n".join(lines) + "\n"


@st.composite
def tables(draw: st.DrawFn) -> str:
    """A world file, a `chapter.yaml` or a `story.yaml`: names, with names under them."""
    lines = []
    keys = st.sampled_from([*WORLD_KEYS, *CHAPTER_KEYS, *STORY_KEYS])
    inner = st.sampled_from(
        pieces(
            r"""
            when each once do text goto is bands means name called gender start reacts stats
            kind if in of to lever number title closes least shows always never unit forms plain
            """
        )
    )
    for key in draw(st.lists(keys, max_size=4, unique=True)):
        lines.append(f"{key}: {draw(st.one_of(st.just(''), PHRASE))}")
        for name in draw(st.lists(WORDS, max_size=3)):
            lines.append(f"  {name}: {draw(st.one_of(st.just(''), PHRASE, PROSE.map(indented)))}")
            below = draw(st.lists(inner, max_size=3, unique=True))
            texts = st.one_of(PHRASE, PROSE.map(indented))
            lines += [f"    {key}: {draw(texts)}" for key in below]
    return "\n".join(lines) + "\n"


@st.composite
def catalogues(draw: st.DrawFn) -> str:
    ids = st.sampled_from(
        ["kitchen", "supper", "supper.stay", "simon_talk", "word.presence.thing", "x"]
    )
    entries = []
    for line_id in draw(st.lists(ids, max_size=4)):
        words = draw(PROSE).replace("\\", "\\\\").replace("\n", "\\n").replace('"', '\\"')
        entries.append(f'msgctxt "{line_id}"\nmsgid "{draw(PHRASE)}"\nmsgstr "{words}"\n')
    return "\n".join(entries).replace('"\\ ', '"')


def check(*files: tuple[str, str]) -> None:
    check_story({**AROUND, **dict(files)})


def check_story(files: dict[str, str]) -> None:
    found = compile_sources([Source(file, text.encode()) for file, text in files.items()], [])
    assert (found.story is None) == has_errors(found.diagnostics)
    assert {each.code for each in found.diagnostics} <= KNOWN
    for each in found.diagnostics:
        lines = found.sources.get(each.span.file, "").split("\n")
        assert 1 <= each.span.line <= max(len(lines), 1), each
        assert each.span.column >= 1
        assert each.message
    render(found.diagnostics, found.sources, "human", color=False, folder="")


@settings(deadline=None, max_examples=150)
@given(scenes())
def test_scenes(text: str) -> None:
    check(("1_part/scenes.yaml", text))


@settings(deadline=None, max_examples=100)
@given(scenes(), tables(), st.sampled_from(["world/people.yaml", "world/variables.yaml"]))
def test_scenes_and_a_world(text: str, world: str, file: str) -> None:
    check(("1_part/scenes.yaml", text), (file, world))


@settings(deadline=None, max_examples=100)
@given(tables(), st.sampled_from(["1_part/chapter.yaml", "story.yaml", "world/more.yaml"]))
def test_tables(text: str, file: str) -> None:
    check((file, text))


@settings(deadline=None, max_examples=60)
@given(catalogues())
def test_catalogues(text: str) -> None:
    check(("languages/fr/part.po", text))


@settings(deadline=None, max_examples=60)
@given(PHRASE, PHRASE)
def test_conditions_and_effects(condition: str, effect: str) -> None:
    choices = f"  choices:\n    - a: A.\n      if: {condition}\n    - b: B.\n"
    check(("1_part/scenes.yaml", f"kitchen:\n  do: {effect}\n{choices}  next: supper\n"))


SAMPLES = Path(__file__).parents[1] / "samples" / "story"
STORY = {
    path.relative_to(SAMPLES).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted(SAMPLES.rglob("*"))
    if path.suffix in (".yaml", ".po")
}
SLIPS = st.sampled_from(["delete", "double", "swap", "indent", "outdent", "word", "cut", "join"])


@st.composite
def slips(draw: st.DrawFn) -> tuple[str, str]:
    """A file of the samples, in which somebody's hand has slipped a few times."""
    file = draw(st.sampled_from(sorted(STORY)))
    lines = STORY[file].split("\n")
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(lines) - 1))
        match draw(SLIPS):
            case "delete":
                del lines[at : at + draw(st.integers(1, 3))]
            case "double":
                lines.insert(at, lines[at])
            case "swap":
                other = draw(st.integers(0, len(lines) - 1))
                lines[at], lines[other] = lines[other], lines[at]
            case "indent":
                lines[at] = "  " + lines[at]
            case "outdent":
                lines[at] = lines[at][2:]
            case "word":
                words = lines[at].split(" ")
                words[draw(st.integers(0, len(words) - 1))] = draw(WORDS)
                lines[at] = " ".join(words)
            case "cut":
                lines[at] = lines[at][: draw(st.integers(0, 40))]
            case _:
                lines[at : at + 2] = ["".join(lines[at : at + 2])]
        lines = lines or [""]
    return file, "\n".join(lines)


@settings(deadline=None, max_examples=60)
@given(slips())
def test_a_hand_that_slips(slipped: tuple[str, str]) -> None:
    check_story({**STORY, slipped[0]: slipped[1]})


def test_an_empty_folder(tmp_path: Path) -> None:
    found = compile_sources([], [])
    assert found.story is None
    assert "no-story-file" in {each.code for each in found.diagnostics}
