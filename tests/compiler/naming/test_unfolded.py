"""Names in texts that YAML folds, quotes or escapes: each is told where it really stands."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.compiler.naming.test_wrapped import misplaced, sources
from tests.compiler.small import SCENES
from ulysse_game.compiler.naming import occurrences_of
from ulysse_game.compiler.naming.unfolded import Unfolding
from ulysse_game.compiler.sources import Source
from ulysse_game.diagnostics import Span

FOLDED = """\
start:
  at: "deck"
  with: "ann,
    bob?"
  when: "flag_one or
    n > 3"
  else: 'later'
  observe: "obs_01 if
    n > 3"
  text: |
    Words.
  choices:
    - go: 'It''s {flag_one: a|b} and ''tis {n}.'
      tags: listen,
        press
      if: n > 2 and
          sol < 3
      do:
        n += 1,
        sol += 1 if flag_two
      closed: "\\u201cNo\\u201d and \\x41 {half(n)} \\
        {sol}."
      goto: "the_end"
    - stay: Stay {words(
        n)} and {sol
        }.
      tags: |
        listen,
        press
      do: ["n += 1", sol += 1
       if flag_one]
      goto: later
  next:
    - "later if
       n > 3"
    - the_end
"""


def test_every_span_is_the_name() -> None:
    named, wrong = misplaced(sources({SCENES: FOLDED}), SCENES)
    assert wrong == []
    assert named["variable", "n", "asked"] == 7
    assert named["variable", "n", "set"] == 2
    assert named["variable", "sol", "asked"] == 3
    assert named["variable", "sol", "set"] == 2
    assert named["tag", "press", "named"] == named["tag", "listen", "named"] == 2
    assert named["person", "bob", "named"] == named["scene", "the_end", "named"] - 1 == 1


def test_what_such_a_name_stands_in() -> None:
    found = occurrences_of(sources({SCENES: FOLDED}))
    within = [each.within for each in found if each[:3] == ("variable", "sol", "asked")]
    assert within == ["start.go", "start.go.closed", "start.stay"]


CONDITION = "n > 2 and (sol < 3 or flag_one) and not seen(later) and weather is calm"


@given(
    st.dictionaries(
        st.sampled_from([n for n, sign in enumerate(CONDITION) if sign == " "]),
        st.sampled_from(["\n       ", " \n\n         ", "   "]),
    ),
    st.sampled_from(["", "'", '"']),
)
@settings(max_examples=15, deadline=None)
def test_a_condition_wrapped_anywhere(breaks: dict[int, str], quote: str) -> None:
    condition = "".join(breaks.get(n, sign) for n, sign in enumerate(CONDITION))
    text = "start:\n  text: A.\n  next:\n    - later if {}\n    - the_end\n"
    text += "two:\n  when: {}\n  else: later\n  next: the_end\n"
    named = misplaced(sources({SCENES: text.replace("{}", CONDITION)}), SCENES)
    wrapped = text.replace("later if {}", "{}").replace("{}", quote + "later if {}" + quote, 1)
    wrapped = wrapped.replace("when: {}", "when: " + quote + "{}" + quote)
    assert misplaced(sources({SCENES: wrapped.replace("{}", condition)}), SCENES) == named
    assert named[1] == []


@pytest.mark.parametrize(
    ("value", "span", "place"),
    [
        ("'a''b cd'", (0, 6, 2), (1, 10, 2)),
        ("'a''b cd'", (0, 4, 1), (1, 8, 1)),
        ('"\\x41b\\U00000041c"', (0, 3, 1), (1, 9, 1)),
        ('"\\x41b\\U00000041c"', (0, 5, 1), (1, 20, 1)),
        ('"a\\\n   b  \n\n  c"', (0, 2, 1), (1, 5, 1)),
        ('"a\\\n   b  \n\n  c"', (0, 3, 1), (2, 4, 1)),
        ('"a\\\n   b  \n\n  c"', (1, 1, 1), (4, 3, 1)),
        ("a\n  b", (0, 3, 1), (2, 3, 1)),
    ],
)
def test_where_a_sign_stands(
    value: str, span: tuple[int, int, int], place: tuple[int, int, int]
) -> None:
    """``span`` is in the text as it is read: row, column (that of a quote is 1), length."""
    memory = Unfolding()
    node = memory.nodes(Source("a.yaml", f"k: {value}\n".encode()), lambda _: None)
    assert node is not None
    line = node.entries[0].value.line
    assert line > value.count("\n") + 1
    found = memory.place(Span("a.yaml", line + span[0], *span[1:]))
    assert found == Span("a.yaml", *place)


def test_a_name_in_two_parts_is_nowhere() -> None:
    memory = Unfolding()
    memory.nodes(Source("a.yaml", b'k: "ab\\\n cd"\n'), lambda _: None)
    assert memory.place(Span("a.yaml", 4, 3, 2)) is None
    assert memory.place(Span("a.yaml", 4, 40, 2)) is None
    assert memory.place(Span("a.yaml", 1, 1, 1)) == Span("a.yaml", 1, 1, 1)
    assert memory.place(Span("b.yaml", 9, 1, 1)) == Span("b.yaml", 9, 1, 1)
