"""Reading a walkthrough: what its steps become, and what is said of its mistakes."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.playtest.conftest import SAMPLES
from ulysse_game.compiler import Compiled, compile_folder
from ulysse_game.compiler.walkthroughs import (
    Choose,
    Ends,
    Expect,
    IsAt,
    Offered,
    Reads,
    Walkthrough,
    read_walkthrough,
)


def read(text: str, compiled: Compiled) -> Walkthrough:
    found, diagnostics = read_walkthrough("w.yaml", text.encode(), compiled)
    assert found is not None, diagnostics
    assert diagnostics == ()
    return found


def wrong(text: str, compiled: Compiled) -> list[str]:
    found, diagnostics = read_walkthrough("w.yaml", text.encode(), compiled)
    assert found is None
    return [f"{each.span.line}:{each.span.column} {each.code}" for each in diagnostics]


def test_every_step(compiled: Compiled) -> None:
    found = read(
        """\
walkthrough: all
means: One of each.
seed: 18446744073709551615
language: fr
from:
  scene: drift
  given: signed_martin = signed, p.stress = 5 for p in ours
play:
  - sleep_traces: fill
  - sleep_traces: “Say nothing.”
  - sleep_traces: "fill"
  - report_lines: { obs_01: soften, obs_02: record }
  - report_lines/obs_03: leave
  - wreck_roster: sign/eva
  - last_sessions: eva_1_drawer
  - expect: co2 >= 5, opener in (simon, eva) and seats > 0
  - at: report_lines/obs_01
  - reads: |
      irene: Shall I send it?
  - lacks: Nothing
  - open: wait, ten
  - closed: straight
  - absent: other
    ending: last_watch
""",
        compiled,
    )
    assert found.name == "all"
    assert found.means == "One of each."
    assert found.seed == 2**64 - 1
    assert found.language == "fr"
    assert found.scene == "drift"
    assert len(found.given) == 9
    assert found.steps[:9] == (
        Choose(9, "sleep_traces", "fill", ""),
        Choose(10, "sleep_traces", "", "“Say nothing.”"),
        Choose(11, "sleep_traces", "", "fill"),
        Choose(12, "report_lines/obs_01", "soften", ""),
        Choose(12, "report_lines/obs_02", "record", ""),
        Choose(13, "report_lines/obs_03", "leave", ""),
        Choose(14, "wreck_roster", "sign/eva", ""),
        Choose(15, "last_sessions", "eva_1_drawer", ""),
        found.steps[8],
    )
    expect = found.steps[8]
    assert isinstance(expect, Expect)
    sources = [each.source for each in expect.asked]
    assert sources == ["co2 >= 5", "opener in (simon, eva) and seats > 0"]
    assert found.steps[9:] == (
        IsAt(17, "report_lines/obs_01"),
        Reads(18, "irene: Shall I send it?\n", False),
        Reads(20, "Nothing", True),
        Offered(21, "open", ("wait", "ten")),
        Offered(22, "closed", ("straight",)),
        Offered(23, "absent", ("other",)),
        Ends(24, "last_watch"),
    )


HEAD = "walkthrough: w\nplay:\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("play: []\n", ["1:1 missing-key"]),
        ("walkthrough: w\n", ["1:1 missing-key"]),
        ("walkthrough: w\nsed: 7\nplay: []\n", ["2:1 unknown-key"]),
        ("walkthrough: w\nseed: seven\nplay: []\n", ["2:7 wants-a-number"]),
        ("walkthrough: w\nseed: 18446744073709551616\nplay: []\n", ["2:7 wants-a-number"]),
        ("walkthrough: w\nlanguage: de\nplay: []\n", ["2:11 unknown-value"]),
        ("walkthrough: w\nplay: fill\n", ["2:7 wants-a-list"]),
        ("walkthrough: w\nfrom: drift\nplay: []\n", ["2:7 wants-names"]),
        ("walkthrough: w\nfrom:\n  scene: drif\nplay: []\n", ["3:10 unknown-scene"]),
        ("walkthrough: w\nfrom:\n  given: co2 = 5\nplay: []\n", ["3:3 missing-key"]),
        ("walkthrough: w\nfrom: {scene: drift, given: co2 is 5}\nplay: []\n",
         ["2:33 sets-with-equals"]),
        ("walkthrough: w\nfrom: {scene: sleep_traces, given: question = how_many}\nplay: []\n",
         ["2:36 out-of-scope"]),
        (HEAD + "  - fill\n", ["3:5 wants-names"]),
        (HEAD + "  - sleep_trace: fill\n", ["3:5 unknown-scene"]),
        (HEAD + "  - sleep_traces: fil\n", ["3:19 unknown-choice"]),
        (HEAD + "  - sleep_traces: [fill]\n", ["3:19 wants-a-text"]),
        (HEAD + "  - report_lines: {obs_99: soften}\n", ["3:20 unknown-scene"]),
        (HEAD + "  - report_lines: {obs_01: softly}\n", ["3:28 unknown-choice"]),
        (HEAD + "  - report_lines/obs_99: soften\n", ["3:5 unknown-scene"]),
        (HEAD + "  - at: report_lines/obs_99\n", ["3:9 unknown-scene"]),
        (HEAD + "  - expect: simon.turst is 1\n", ["3:19 unknown-name"]),
        (HEAD + "  - expect: co2 is 1, co2 = 2\n", ["3:27 asks-with-is"]),
        (HEAD + "  - expect: co2 is 1,\n", ["3:22 unfinished-expression"]),
        (HEAD + "  - expect: co2\n", ["3:13 not-yes-or-no"]),
        (HEAD + "  - ending: no_such\n", ["3:13 unknown-ending"]),
        (HEAD + "  - open:\n", ["3:10 wants-a-text"]),
        (HEAD + "  - reads: He said: no\n", ["3:12 prose-needs-a-bar"]),
        (HEAD + "  - sleep_trace: fill\n  - expect: nobody_such\n",
         ["3:5 unknown-scene", "4:13 unknown-name"]),
        ("- a\n- b\n", ["1:1 top-level-not-a-mapping"]),
    ],
)  # fmt: skip
def test_mistakes(text: str, expected: list[str], compiled: Compiled) -> None:
    assert wrong(text, compiled) == expected


_WORDS = """
walkthrough play from scene given expect at reads open closed ending seed language drift
sleep_traces fill report_lines obs_01 soften co2 is 5 = p for in ours , . ( ) - : | “ ” # { } [ ]
"""
_PIECES = st.sampled_from([*_WORDS.split(), "\n", "\n  - ", "\n"])


@cache
def samples() -> Compiled:
    return compile_folder(SAMPLES / "story")


@settings(max_examples=150, deadline=None)
@given(pieces=st.lists(_PIECES, max_size=40), data=st.binary(max_size=30))
def test_reading_never_raises(pieces: list[str], data: bytes) -> None:
    for text in (" ".join(pieces).encode(), HEAD.encode() + "  - ".join(pieces).encode(), data):
        found, diagnostics = read_walkthrough("w.yaml", text, samples())
        assert found is not None or diagnostics
