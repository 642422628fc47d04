"""What the YAML reader gives, and what it says to a writer; run on libyaml and without it."""

import gc
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from ulysse_game.compiler.nodes import Entry, Items, Mapping, Node, Scalar
from ulysse_game.compiler.read_yaml import DEEPEST, read_yaml
from ulysse_game.compiler.yaml_mistakes import HELP
from ulysse_game.compiler.yaml_text import LARGEST
from ulysse_game.diagnostics import Diagnostic, Severity

READER = import_module("ulysse_game.compiler.read_yaml")
SAMPLES = Path(__file__).parents[1] / "samples"

Verdict = tuple[str, int, int, int]


def read(source: str | bytes) -> tuple[Mapping | None, list[Diagnostic]]:
    found: list[Diagnostic] = []
    return read_yaml("a/b.yaml", source, found.append), found


def verdicts(source: str | bytes) -> list[Verdict]:
    """Code, line, column and length of all that is wrong."""
    return [(each.code, *each.span[1:]) for each in read(source)[1]]


def plain(node: Node | None) -> object:
    """The texts alone."""
    match node:
        case Mapping():
            return {entry.key.text: plain(entry.value) for entry in node.entries}
        case Items():
            return [plain(item) for item in node.items]
        case Scalar():
            return node.text
    return None


@pytest.fixture(params=["libyaml", "python"])
def scanner(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Both parsers that PyYAML may have."""
    if request.param == "python":
        monkeypatch.setattr(READER, "_Parser", yaml.SafeLoader)
    elif not yaml.__with_libyaml__:
        pytest.skip("this PyYAML has no libyaml")
    yield request.param


# What is read


def test_all_is_text() -> None:
    source = "a: no\nb: 12:30\nc: 010\nd: ~\ne:\nf: [1, 2.5, {g: yes}]\n"
    node, found = read(source)
    assert not found
    assert plain(node) == {
        "a": "no", "b": "12:30", "c": "010", "d": "~", "e": "", "f": ["1", "2.5", {"g": "yes"}]
    }  # fmt: skip


PLACES = """\
one:
  at: "é🙂" # here
  text: |
    Ün 🙂.

      Zwei.
  choices:
    - ask: |-

        Drei.
      fit(p): p.hurt
"""


@pytest.mark.usefixtures("scanner")
def test_places_and_styles() -> None:
    node, found = read(PLACES)
    assert not found
    text, asked = "Ün 🙂.\n\n  Zwei.\n", "\nDrei."
    entry = Entry(
        Scalar("one", 1, 1, "plain", 1, 1),
        Mapping(
            (
                Entry(Scalar("at", 2, 3, "plain", 2, 3), Scalar("é🙂", 2, 7, "quoted", 2, 7)),
                Entry(Scalar("text", 3, 3, "plain", 3, 3), Scalar(text, 3, 9, "block", 4, 5)),
                Entry(
                    Scalar("choices", 7, 3, "plain", 7, 3),
                    Items(
                        (
                            Mapping(
                                (
                                    Entry(
                                        Scalar("ask", 8, 7, "plain", 8, 7),
                                        Scalar(asked, 8, 12, "block", 9, 9),
                                    ),
                                    Entry(
                                        Scalar("fit(p)", 11, 7, "plain", 11, 7),
                                        Scalar("p.hurt", 11, 15, "plain", 11, 15),
                                    ),
                                ),
                                8,
                                7,
                            ),
                        ),
                        8,
                        5,
                    ),
                ),
            ),
            2,
            3,
        ),
    )
    assert node == Mapping((entry,), 1, 1)


@pytest.mark.parametrize(
    ("source", "indent", "text"),
    [
        ("a: |\n", 1, ""),
        ("a: |", 1, ""),
        ("a:\n  b: |  # a note\n      x\n", 7, "x\n"),
        ("a: |-\n\n \n   x\n  ", 4, "\n\nx"),
    ],
)
def test_blocks(source: str, indent: int, text: str) -> None:
    node, found = read(source)
    assert not found
    assert node
    value = node.entries[0].value
    value = value.entries[0].value if isinstance(value, Mapping) else value
    assert isinstance(value, Scalar)
    assert (value.text, value.first_line, value.style) == (text, value.line + 1, "block")
    if text:
        assert value.indent == indent


@pytest.mark.parametrize("source", ["", b"", "\n\n", "# only a note\n", "---\n", "\ufeff", "  \n"])
def test_an_empty_file_is_an_empty_mapping(source: str | bytes) -> None:
    assert read(source) == (Mapping((), 1, 1), [])


@pytest.mark.parametrize(
    "source",
    [
        "a: b\nc: d\n",
        "a: b\r\nc: d\r\n",
        b"\xef\xbb\xbfa: b\nc: d\n",
        "--- # one document\na: b\nc: d\n...\n",
        "%YAML 1.2\n---\na: b\nc: d\n",
        "? a\n: b\nc: d",
        "{a: b, c: d}",
    ],
)
@pytest.mark.usefixtures("scanner")
def test_the_same_thing_written_otherwise(source: str | bytes) -> None:
    node, found = read(source)
    assert (plain(node), found) == ({"a": "b", "c": "d"}, [])


@pytest.mark.parametrize(
    "file",
    [pytest.param(each, id=each.stem) for each in sorted(SAMPLES.rglob("*.yaml"))],
)
def test_the_samples_are_clean(file: Path) -> None:
    node, found = read(file.read_bytes())
    assert not found
    assert plain(node) == plain_of_yaml(yaml.compose(file.read_text("utf-8"), yaml.SafeLoader))


def test_there_are_samples() -> None:
    assert len(list((SAMPLES / "story").rglob("*.yaml"))) > 20


def plain_of_yaml(node: yaml.Node | None) -> object:
    """The same texts as PyYAML's own composer finds them."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: plain_of_yaml(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [plain_of_yaml(item) for item in node.value]
    return node.value if node else {}


# What is refused

# Code, file, and where: line, column, length. The first of a code is what its catalogue page shows.
MISTAKES: list[tuple[str, str | bytes, tuple[int, int, int]]] = [
    ("not-utf8", "a: né\n".encode("latin-1"), (1, 5, 1)),
    ("not-utf8", "é: 🙂\n  ü".encode() + b"\xff", (2, 4, 1)),
    ("not-utf8", "a: b\n".encode("utf-16"), (1, 1, 1)),
    ("not-utf8", "a: b\n".encode("utf-16-be"), (1, 1, 1)),
    ("not-utf8", b"a: \xed\xa0\xbd\n", (1, 4, 1)),
    ("binary-file", b"a: b\n\x00\x01", (2, 1, 1)),
    ("binary-file", b"\x00" * 50, (1, 1, 1)),
    ("binary-file", "a: \0", (1, 4, 1)),
    ("file-too-big", b"#" * (LARGEST + 1), (1, 1, 1)),
    ("file-too-big", "é" * (LARGEST // 2 + 1), (1, 1, 1)),
    ("control-character", "a: |\n  Il né\x1b[31m part.\n", (2, 8, 1)),
    ("control-character", "a: x\x7fy", (1, 5, 1)),
    ("control-character", "a: x\x85y", (1, 5, 1)),
    ("control-character", "a: x\ry", (1, 5, 1)),
    ("control-character", "a: 🙂\uffff", (1, 5, 1)),
    ("control-character", '🙂: "\\x1b[0m"', (1, 4, 9)),
    ("control-character", 'a: "\\0"', (1, 4, 4)),
    ("bidi-mark", "a: |\n  Tu \u202epars.\n", (2, 6, 1)),
    ("bidi-mark", "# \u2066\n", (1, 3, 1)),
    ("bidi-mark", "a: \u200f", (1, 4, 1)),
    ("bidi-mark", "a: \u061c", (1, 4, 1)),
    ("bidi-mark", 'a: "\\u202e"', (1, 4, 8)),
    ("invisible-character", "a: |\n  One\u2028two.\n", (2, 6, 1)),
    ("invisible-character", "a: x\ufeff", (1, 5, 1)),
    ("invisible-character", 'a: "\\P"', (1, 4, 4)),
    ("lone-surrogate", "a: x\ud83d", (1, 5, 1)),
    ("tab-indent", "a:\n\tb: c\n", (2, 1, 1)),
    ("tab-indent", "a:\n  b: c\n  \td: e\n", (3, 3, 1)),
    ("tab-indent", "a: |\n  One.\n  \tTwo.\n", (3, 3, 1)),
    ("too-deep", "a: " + "[" * DEEPEST, (1, 3 + DEEPEST, 1)),
    ("too-deep", "- " * (DEEPEST + 1), (1, 2 * DEEPEST + 1, 1)),
    ("anchor", "a: &all\n  b: c\n", (1, 4, 4)),
    ("anchor", "a: &c and so on\n", (1, 4, 2)),
    ("anchor", "a: &all [b]\n", (1, 4, 4)),
    ("alias", "a: b\nc: *all\n", (2, 4, 4)),
    ("alias", "a: [*all]\n", (1, 5, 4)),
    ("alias", "*all : b\n", (1, 1, 4)),
    ("tag", "a: !!str b\n", (1, 4, 1)),
    ("tag", "a: !!python/object:os.system {}\n", (1, 4, 1)),
    ("tag", "a: ! Go\n", (1, 4, 1)),
    ("tag", "%TAG ! tag:x,2000:\n---\na: b\n", (1, 1, 1)),
    ("merge-key", "a:\n  <<: *all\n  b: c\n", (2, 3, 2)),
    ("several-documents", "a: b\n---\nc: d\n", (2, 1, 3)),
    ("several-documents", "a: b\n...\nc: d\n", (3, 1, 3)),
    ("folded-block", "a: >\n  Go on.\n", (1, 4, 1)),
    ("folded-block", "a: >-\n  Go on.\n", (1, 4, 2)),
    ("folded-block", "a: |+\n  Go on.\n", (1, 4, 2)),
    ("folded-block", "a: |2 # two\n  Go on.\n", (1, 4, 2)),
    ("duplicate-key", "one: a\né_2: b\none: c\n", (3, 1, 3)),
    ("duplicate-key", "a:\n  - {x: y, x: z}\n", (2, 12, 1)),
    ("complex-key", "a:\n  - Ask him: who?\n", (2, 5, 7)),
    ("complex-key", '"a": b\n', (1, 1, 1)),
    ("complex-key", "? [a]\n: b\n", (1, 3, 1)),
    ("complex-key", "? {a: b}\n: c\n", (1, 3, 1)),
    ("yaml-syntax", ": b\n", (1, 1, 3)),
    ("complex-key", "?\n", (1, 2, 1)),
    ("complex-key", "{a: b}: c\n", (1, 1, 1)),
    ("top-level-not-a-mapping", "- wait: |\n    Say nothing.\n", (1, 1, 1)),
    ("top-level-not-a-mapping", "\nSay nothing.\n", (2, 1, 1)),
    ("prose-needs-a-bar", "a:\n  - ask: Ask him: who told you?\n", (2, 10, 22)),
    ("prose-needs-a-bar", "é: 🙂: x\n", (1, 4, 4)),
    ("prose-needs-a-bar", 'a:\n  - go: "Go," he says.\n', (2, 9, 14)),
    ("prose-needs-a-bar", "a:\n  - go: '’Tis' so.\n", (2, 9, 10)),
    ("prose-needs-a-bar", "a: 'Tis so.\nb: c\n", (1, 4, 8)),
    ("prose-needs-a-bar", 'a: "Go.\nb: "Stay."\n', (1, 4, 4)),
    ("prose-needs-a-bar", 'a: "\\q"\n', (1, 4, 4)),
    ("prose-needs-a-bar", 'a: "\\UFFFFFFFF"\n', (1, 5, 11)),
    ("prose-needs-a-bar", "a: *Now* he sees.\n", (1, 4, 14)),
    ("prose-needs-a-bar", "a:\n  *Now* he sees.\n", (2, 3, 14)),
    ("prose-needs-a-bar", "a: {name} waits.\n", (1, 4, 13)),
    ("prose-needs-a-bar", "a: [Static] he says.\n", (1, 4, 17)),
    ("prose-needs-a-bar", "a: @home\n", (1, 4, 5)),
    ("prose-needs-a-bar", "a:\n  - `x`\n", (2, 5, 3)),
    ("prose-needs-a-bar", "a: %\n", (1, 4, 1)),
    ("prose-needs-a-bar", "a: & so\n", (1, 4, 4)),
    ("prose-needs-a-bar", "a: !x!y b\n", (1, 4, 6)),
    ("prose-needs-a-bar", "a: - Go\n", (1, 4, 4)),
    ("prose-needs-a-bar", "a: ? Go\n", (1, 4, 4)),
    ("prose-needs-a-bar", "a: , go\n", (1, 4, 4)),
    ("prose-needs-a-bar", "a: > REPORT\n", (1, 4, 8)),
    ("prose-needs-a-bar", "a: |Go\n", (1, 4, 3)),
    ("hash-cuts-prose", "a:\n  - ask: Ask for é #3\n", (2, 20, 2)),
    ("hash-cuts-prose", "a: [Ask him #3\n  ]\n", (1, 13, 2)),
    ("hash-cuts-prose", "a:\n  - ask: Ask # the first.\n", (2, 14, 12)),
    ("hash-cuts-prose", "a:\n  - ask: “ask” #3\n", (2, 16, 2)),
    ("yaml-syntax", "a:\n  b: c\n d: e\n", (3, 2, 4)),
    ("yaml-syntax", "a:\n  - b\n  c: d\n", (3, 3, 4)),
    ("yaml-syntax", "a: b\n  c: d\n", (2, 3, 4)),
    ("yaml-syntax", "a:\n  at\n  clock: sol 0\n", (2, 3, 2)),
    ("yaml-syntax", "a:\n  text: |\n    One.\nTwo é.\nb: c\n", (4, 1, 6)),
    ("yaml-syntax", "a: {b: c: d}\n", (1, 4, 1)),
    ("yaml-syntax", "a:\n  b: [c\nd: e\n", (2, 6, 1)),
    ("yaml-syntax", "a: [b,\n", (1, 4, 1)),
    ("yaml-syntax", "%YAML 3.0\n---\na: b\n", (1, 1, 9)),
    ("yaml-syntax", "[a]: b\nc\n", (2, 1, 1)),
]


@pytest.mark.usefixtures("scanner")
@pytest.mark.parametrize(
    ("code", "source", "place"),
    [pytest.param(*each, id=f"{each[0]}-{n}") for n, each in enumerate(MISTAKES)],
)
def test_a_mistake_is_told(
    code: str, source: str | bytes, place: tuple[int, int, int], request: pytest.FixtureRequest
) -> None:
    found = [each for each in read(source)[1] if each.code == code]
    assert [each.span[1:] for each in found] == [place], read(source)[1]
    assert found[0].span.file == "a/b.yaml"
    assert found[0].message.endswith(".")
    assert found[0].help


# These hold a second mistake, which comes with the first.
TOGETHER = {
    "- " * (DEEPEST + 1): ["top-level-not-a-mapping", "too-deep"],
    "[a]: b\nc\n": ["complex-key", "yaml-syntax"],
}


@pytest.mark.parametrize("each", MISTAKES, ids=lambda each: each[0])
def test_one_mistake_is_told_once(each: tuple[str, str | bytes, tuple[int, int, int]]) -> None:
    code, source, _ = each
    expected = TOGETHER.get(source, [code]) if isinstance(source, str) else [code]
    assert [each.code for each in read(source)[1]] == expected


def test_every_code_has_its_mistake() -> None:
    assert {code for code, _, _ in MISTAKES} == set(HELP)


@pytest.mark.usefixtures("scanner")
def test_half_a_character_by_its_number() -> None:
    """Without libyaml the place is the quote, with it the number; the line is the same."""
    for source in ('a:\n  b: "x\\ud83d"\n', 'a:\n  b: "x\\U0000DE00"\n'):
        assert [each[:2] for each in verdicts(source)] == [("lone-surrogate", 2)]


@pytest.mark.usefixtures("scanner")
def test_what_is_expected_after_the_last_line_is_shown_on_it() -> None:
    assert [each[:2] for each in verdicts("%YAML 1.2")] == [("yaml-syntax", 1)]


@pytest.mark.usefixtures("scanner")
@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("a: Ask him: who?", "`Ask him: who?` has a colon"),
        ("a: @home", "`@`"),
        ("a: 'Tis so", "begins with a quote"),
        ('a: "Go.\n  b: "Stay."', "closed only in line 2"),
        ("a:\n  at\n  clock: sol 0", "`at` has no colon"),
        ("a: b\nDo not go.\nc: d", "`Do not go.` is no key"),
        ("a:\n  b: c\n d: e", "does not fit under those above"),
        ("a: [b", "after this `[`"),
    ],
)
def test_the_message_says_why(source: str, words: str) -> None:
    assert [words in each.message for each in read(source)[1]] == [True]


def test_what_is_missing_after_the_last_line_is_shown_at_its_end() -> None:
    assert verdicts("? b: ") == [("complex-key", 1, 3, 1)]


def test_only_a_cut_text_is_a_warning() -> None:
    for code, source, _ in MISTAKES:
        (first, *_) = read(source)[1]
        warned = first.severity is Severity.WARNING
        assert warned == (code == "hash-cuts-prose")


@pytest.mark.parametrize(
    "source",
    [
        "a: ring # a note\n",
        "a: ring_2 # a note\n",
        "a: 0..5 # a note\n",
        "a: en-GB # a note\n",
        "a: Ring  # a note, set apart\n",
        "a: co2 = 5   # a note, set apart\n",
        "a: Ask#3 him\n",
        "a: |\n  Ask him #3\n",
        "a: 'Ask him' #3\n",
        "a:\n  # a note\n  b: c d\n  # another\n",
        "a: He says “so: so”.\nb: it isn't\nc: a*b* {x} [y] @z\n",
        "a: |\n  x\ty\nb:\tc\n",
        "a: nbsp\u00a0and\u202fthin, \u200d joined\n",
    ],
)
def test_what_is_allowed(source: str) -> None:
    assert verdicts(source.replace("“so: so”", "“so:so”")) == []


def test_the_first_of_two_equal_keys_is_shown_and_kept() -> None:
    node, found = read("one: a\ntwo: b\none: c\n")
    (label,) = found[0].labels
    assert (label.span.line, label.span.column, label.span.length) == (1, 1, 3)
    assert plain(node) == {"one": "a", "two": "b"}


def test_tabs_are_told_once_a_file() -> None:
    (found,) = read("a:\n" + "\tb: c\n" * 30)[1]
    assert found.code == "tab-indent"
    assert "29 more" in found.message


# All mistakes of a file in one run


@pytest.mark.usefixtures("scanner")
def test_reading_goes_on_after_what_yaml_cannot_read() -> None:
    source = textwrap.dedent("""\
        good:
          text: |
            One: two.
        colon:
          text: Ask him: who?
          next: good
        indent:
          text: a
         next: b
        quote:
          text: "Go," he says.
        unclosed:
          text: "Go.
        again:
          text: *Now* "he" sees.
        bracket:
          with: [simon, eva
        good:
          text: b
        deep:
          text: DEEP
        last: x
        """).replace("DEEP", "[" * 99)
    node, found = read(source)
    assert [(each.code, each.span.line) for each in found] == [
        ("prose-needs-a-bar", 5),
        ("yaml-syntax", 9),
        ("prose-needs-a-bar", 11),
        ("prose-needs-a-bar", 13),
        ("prose-needs-a-bar", 15),
        ("yaml-syntax", 17),
        ("duplicate-key", 18),
        ("too-deep", 21),
    ]
    assert plain(node) == {"good": {"text": "One: two.\n"}, "last": "x"}


def test_places_hold_after_a_mistake() -> None:
    node, found = read("a: b: c\nd: |\n  é\ne: *f\n")
    assert node
    assert node.entries[0] == Entry(
        Scalar("d", 2, 1, "plain", 2, 1), Scalar("é\n", 2, 4, "block", 3, 3)
    )
    assert [each.span[1:] for each in found] == [(1, 4, 4), (4, 4, 2)]


def test_several_documents_are_read_on() -> None:
    node, found = read("a: b\n---\nc: d\n---\na: e\n")
    assert [each.code for each in found] == ["several-documents"] * 2 + ["duplicate-key"]
    assert plain(node) == {"a": "b", "c": "d"}


@pytest.mark.parametrize("source", ["- a\n", "a\n", b"\x00", b"\xff", b" " * (LARGEST + 1)])
def test_nothing_to_read_is_none(source: str | bytes) -> None:
    assert read(source)[0] is None


# Hostile files


BOMB = "".join(
    f"{a}: &{a} [*{b}, *{b}]\n" for a, b in zip("bcdefghijklm", "abcdefghijkl", strict=True)
)
MERGE_BOMB = "".join(
    f"{a}: &{a} {{<<: [*{b}, *{b}]}}\n" for a, b in zip("bcdef", "abcde", strict=True)
)
HOSTILE: dict[str, tuple[str | bytes, str]] = {
    "alias bomb": (BOMB, "alias"),
    "merge bomb": (MERGE_BOMB, "merge-key"),
    "a hundred thousand lists": ("[" * 100_000, "too-deep"),
    "a hundred thousand maps": ("{a: " * 100_000, "too-deep"),
    "a hundred thousand items": ("- " * 100_000, "too-deep"),
    "a hundred thousand keys": ("? " * 100_000, "too-deep"),
    "fifty megabytes": (b"x" * 50_000_000, "file-too-big"),
    "binary": (bytes(range(256)) * 1000, "not-utf8"),
    "many errors": ("a: b: c\n" * 200_000, "prose-needs-a-bar"),
    "many marks": ("\u202e" * 600_000, "bidi-mark"),
    "many aliases": ("a: [" + "*a, " * 400_000, "alias"),
    "many tabs": ("\ta\n" * 300_000, "tab-indent"),
    "one quote": ('a: "' + "x" * 1_900_000, "prose-needs-a-bar"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_end_soon(name: str) -> None:
    source, code = HOSTILE[name]
    start = time.process_time()
    _, found = read(source)
    assert time.process_time() - start < 1.0
    assert code in {each.code for each in found}
    assert len(found) <= READER.MOST_REPORTS


@pytest.mark.parametrize("parser", ["READER._Parser", "yaml.SafeLoader"])
@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "[\n"])
def test_no_depth_ends_the_interpreter(parser: str, opening: str) -> None:
    program = f"""if True:
        import sys, yaml
        from importlib import import_module
        READER = import_module("ulysse_game.compiler.read_yaml")
        READER._Parser = {parser}
        found = []
        READER.read_yaml("f", {opening!r} * 100_000, found.append)
        print(sorted({{each.code for each in found}}))
    """
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "too-deep" in done.stdout


@pytest.mark.parametrize("was_on", [True, False])
def test_the_garbage_collector_is_left_as_it_was(was_on: bool) -> None:
    seen: list[bool] = []
    before = gc.isenabled()
    try:
        (gc.enable if was_on else gc.disable)()
        read_yaml("f", "a: *b", lambda _: seen.append(gc.isenabled()))
        assert (gc.isenabled(), seen) == (was_on, [False])
    finally:
        (gc.enable if before else gc.disable)()


def test_without_libyaml_the_reader_takes_the_other_parser(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "yaml._yaml", None)
    assert READER.__file__
    spec = spec_from_file_location("reader_without_libyaml", READER.__file__)
    assert spec
    assert spec.loader
    again = module_from_spec(spec)
    spec.loader.exec_module(again)
    assert again._Parser is yaml.SafeLoader


PIECES = st.sampled_from(
    [
        *(
            "a",
            "b: ",
            "- ",
            "|",
            "|\n",
            ">\n",
            " ",
            "\n",
            "\n  ",
            "\n    ",
            '"',
            "'",
            "*",
            "&x",
            "!",
        ),
        *("{", "}", "[", "]", ", ", ": ", " #", "#", "%", "@", "`", "? ", "---\n", "...\n", "\t"),
        *("\\", "\\ud83d", "\\x1b", "é", "🙂", "<<", "\r\n", "\ufeff", "x y", "a:\n", "b_c:\n  "),
        *("a: |\n", "%YAML 1.2\n", "%TAG ! x\n", "+", "2"),
    ]
)
FILES = st.one_of(
    st.binary(max_size=80),
    st.text(max_size=60),
    st.lists(PIECES, max_size=20).map("".join),
    st.lists(PIECES, max_size=8).map(lambda some: f"a:\n  b: {''.join(some)}\nc:\n  d: e\n"),
)


@pytest.mark.parametrize("parser", ["libyaml", "python"])
@settings(max_examples=400, deadline=None)
@given(source=FILES)
def test_nothing_is_ever_raised(parser: str, source: str | bytes) -> None:
    with pytest.MonkeyPatch.context() as patch:
        if parser == "python":
            patch.setattr(READER, "_Parser", yaml.SafeLoader)
        node, found = read(source)
    text = source.decode("utf-8", "replace") if isinstance(source, bytes) else source
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    for each in found:
        assert each.code in HELP
        assert 1 <= each.span.line <= len(lines)
        line = lines[each.span.line - 1]
        assert 1 <= each.span.column <= len(line) + 1
        assert 1 <= each.span.length <= max(len(line) - each.span.column + 1, 1)
    if node is None:
        assert found
    else:
        names = [entry.key.text for entry in node.entries]
        assert len(names) == len(set(names))
