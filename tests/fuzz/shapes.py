"""Inputs that are nearly right, built as their formats are: where bytes alone get nowhere.

Each strategy gives the bytes of one target: trees printed and then mangled, saves with one thing
changed, catalogues of entries. What is generated is never needed to be valid, only close to it.
"""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

from tests.fuzz.driving import WORDS, seeds

Text = st.SearchStrategy[str]


def pieces(text: str) -> st.SearchStrategy[str]:
    """Any of these words."""
    return st.sampled_from(text.split())


NAMES = pieces(
    """
    n low flag_one weather opener where_to air sol ann bob p crew people ours trust stress calm wind
    held raw obs_01 start nobody x n.trust ann.trust p.trust opener.stress 0 1 7 -3 99
    """
)
SIGNS = st.sampled_from([" and ", " or ", " is ", " is not ", " in ", " >= ", " < ", " + ", " * "])
FUNCTIONS = pieces("count any first sum most min max half close visits taken heard")


def expressions() -> Text:
    """Conditions and effects as trees, printed."""

    def grown(inner: Text) -> Text:
        return st.one_of(
            st.tuples(inner, SIGNS, inner).map("".join),
            inner.map("({})".format),
            inner.map("not {}".format),
            st.tuples(FUNCTIONS, inner).map(lambda each: "{}({})".format(*each)),
            st.tuples(FUNCTIONS, NAMES, NAMES, inner).map(
                lambda each: "{}({} in {} if {})".format(*each)
            ),
            st.tuples(inner, inner).map(lambda each: "{} in {}..3".format(*each)),
            st.tuples(NAMES, st.sampled_from(["=", "+=", "-="]), inner).map(" ".join),
            st.tuples(inner, inner).map(", ".join),
        )

    return st.recursive(NAMES, grown, max_leaves=12)


def prose() -> Text:
    """Blocks of prose: words, braces in braces, speech, branches."""
    words = st.sampled_from(
        ["The table.", "ann: ", "bob (radio): ", "again: hi", "> ", "*so*", "\\{", "// x", ":", "|",
         "“A”", "…", " ", "\n", "\n\n", "é", "{page}", "{end}", "{else}", "the voice"]
    )  # fmt: skip
    asked = expressions()

    def grown(inner: Text) -> Text:
        bars = st.lists(inner, min_size=1, max_size=4).map("|".join)
        return st.one_of(
            st.lists(inner, min_size=2, max_size=5).map("".join),
            st.tuples(asked, bars).map(lambda each: "{{{}: {}}}".format(*each)),
            st.tuples(st.sampled_from("&~! "), bars).map(lambda each: "{{{}{}}}".format(*each)),
            inner.map("{{echo hi: {}}}".format),
            asked.map("{{{}}}".format),
            st.tuples(asked, inner).map(lambda each: "\n{{if {}}}\n{}\n{{end}}\n".format(*each)),
            st.tuples(asked, inner, inner).map(
                lambda each: "\n{{if {}}}\n{}\n{{else}}\n{}\n{{end}}\n".format(*each)
            ),
        )

    return st.recursive(words, grown, max_leaves=15)


def yaml() -> Text:
    """Maps and lists in one another, printed in YAML's ways with the step of two spaces."""
    plain = st.one_of(expressions(), st.sampled_from(["", "a", "'b'", '"c\\n"', "&x d", "!e f"]))

    def indented(text: str) -> str:
        return "".join(f"\n  {line}" for line in text.split("\n"))

    def grown(inner: Text) -> Text:
        keys = st.sampled_from(["start", "text", "choices", "next", "goto", "a", "<<", "? b"])
        pairs = st.lists(st.tuples(keys, inner), min_size=1, max_size=4)
        return st.one_of(
            pairs.map(lambda each: "\n".join(f"{key}:{indented(value)}" for key, value in each)),
            st.lists(inner, min_size=1, max_size=3).map(
                lambda each: "\n".join("- " + value.replace("\n", "\n  ") for value in each)
            ),
            st.lists(inner, max_size=3).map(lambda each: "[" + ", ".join(each) + "]"),
            inner.map(lambda text: "|" + indented(text)),
        )

    return st.recursive(plain, grown, max_leaves=15)


def catalogues() -> Text:
    """PO catalogues: entries with notes, whose words are prose."""
    ids = st.sampled_from(["start", "start.go", "aside", "start.tell", "person.ann.name", "x", ""])

    def quoted(text: str) -> str:
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", '\\n"\n"') + '"'

    notes = st.sampled_from(["", "#, fuzzy\n", '#| msgid "x"\n', "# a\n#. b\n", "\n\n", "#~ "])
    entry = st.tuples(notes, ids, prose(), prose()).map(
        lambda each: (
            f"{each[0]}msgctxt {quoted(each[1])}\n"
            f"msgid {quoted(each[2])}\nmsgstr {quoted(each[3])}\n"
        )
    )
    return st.lists(entry, max_size=4).map("\n".join)


def walkthroughs() -> Text:
    """Scripts: steps that are scenes and choices, and things looked at."""
    choices = st.sampled_from(["go", "tell/bob", "look", "leave", "“Leave.”", "x", "- go"])
    steps = st.one_of(
        st.tuples(st.sampled_from(["start", "aside", "the_end", "start/x"]), choices).map(
            ": ".join
        ),
        expressions().map("expect: {}".format),
        st.tuples(
            st.sampled_from(["reads", "lacks", "open", "closed", "at", "ending"]), choices
        ).map(": ".join),
    )
    return st.lists(steps, max_size=8).map(
        lambda each: "walkthrough: x\nplay:" + "".join(f"\n- {step}" for step in each) + "\n"
    )


@st.composite
def saves(draw: st.DrawFn) -> str:
    """A game that was saved, with a few things in it changed."""
    bodies = [path for path in seeds("save") if path.name.startswith(("small", "rewound"))]
    found: Any = json.loads(b"{" + draw(st.sampled_from(bodies)).read_bytes())
    values = st.one_of(
        st.integers(-(2**65), 2**65), st.text(max_size=4), st.none(), st.booleans(), st.floats(),
        st.lists(st.integers(0, 3), max_size=3), st.sampled_from(["start", "ann", "go", "calm"]),
    )  # fmt: skip
    for _ in range(draw(st.integers(1, 4))):
        inner, way = found, draw(st.lists(st.integers(0, 20), min_size=1, max_size=5))
        for step in way:
            keys = list(inner) if isinstance(inner, dict) else list(range(len(inner)))
            if not keys:
                break
            key = keys[step % len(keys)]
            if not isinstance(inner[key], dict | list) or step is way[-1]:
                inner[key] = draw(values)
                break
            inner = inner[key]
    summary = {key: found.pop(key) for key in list(found)[:8]}
    lines = [json.dumps(summary)[1:-1] + ",", json.dumps(found)[1:]]
    return "\n".join(lines)


@st.composite
def mangled(draw: st.DrawFn, whole: Text) -> bytes:
    """What a hand does to a text: something taken out, doubled, put in."""
    text = draw(whole)
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(text)))
        end = min(at + draw(st.integers(0, 6)), len(text))
        text = text[:at] + draw(st.sampled_from(["", text[at:end] * 2, *WORDS])) + text[end:]
    return text.encode("utf-8", "replace")


SHAPES: dict[str, st.SearchStrategy[bytes]] = {
    "expression": mangled(expressions()),
    "prose": mangled(prose()),
    "yaml": mangled(yaml()),
    "po": mangled(catalogues()),
    "walkthrough": mangled(walkthroughs()),
    "save": mangled(saves()),
    "pack": mangled(prose()).map(
        lambda text: (
            b"=== 1_part/scenes.yaml\nstart:\n  text: |\n    "
            + text.replace(b"\n", b"\n    ")
            + b"\n  next: the_end\n"
        )
    ),
}
