"""The page of coverage: well formed, safe, and true to what was shown."""

from __future__ import annotations

from html.parser import HTMLParser

from tests.playtest.test_cover import ONCE, STORY, TWICE, covered
from ulysse_game.playtest.cover import page
from ulysse_game.playtest.cover.rows import NEVER, SILENCE

VOID = frozenset(("meta", "col", "link"))
OPEN_ENDED = frozenset(("p", "li", "td", "th", "tr"))
"""Elements whose end the language lets one leave out."""


class Reader(HTMLParser):
    """Reads a page: its rows as text, its ids and links, and whether every element ends."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.rows: list[list[str]] = []
        self.words = ""
        self.never: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append(tag)
        self.ids += [value for key, value in attrs if key == "id" and value]
        self.links += [value for key, value in attrs if key == "href" and value]
        if tag == "tr":
            self.rows.append([])
            self.never += ["row"] if given.get("class") == "x" else []
        elif tag in ("td", "th") and self.rows:
            self.rows[-1].append("")
        if tag not in VOID and tag not in OPEN_ENDED:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open[-1] == tag, (tag, self.open)
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if "sup" in self.open:
            return
        self.words += data
        if self.rows and self.rows[-1] and "table" in self.open:
            self.rows[-1][-1] += data


def pages(*plays: str, story: str = STORY) -> Reader:
    coverage, compiled = covered(story, *plays)
    return Reader("\n".join(page(coverage, compiled)))


def row_of(found: Reader, line: str) -> list[str]:
    (row,) = (row for row in found.rows if len(row) == 4 and row[2].strip() == line)
    return row


def test_every_element_ends_and_every_link_leads_somewhere() -> None:
    found = pages(ONCE)
    assert found.open == []
    assert len(found.ids) == len(set(found.ids))
    assert found.links
    assert {link.removeprefix("#") for link in found.links} <= set(found.ids)


def test_it_needs_nothing_else() -> None:
    coverage, compiled = covered(STORY, ONCE)
    text = "\n".join(page(coverage, compiled))
    found = Reader(text)
    assert not {"script", "link", "img", "iframe", "object"} & set(found.tags)
    assert "http" not in text
    assert "url(" not in text
    assert "@import" not in text
    assert "prefers-color-scheme: dark" in text


def test_the_story_stands_there_as_written() -> None:
    coverage, compiled = covered(STORY, ONCE)
    found = Reader("\n".join(page(coverage, compiled)))
    told = [row[0] for row in found.rows if len(row) == 4 and row[0].isdigit()]
    assert [str(number) for number in range(2, STORY.count("\n") + 1)] == told[
        : STORY.count("\n") - 1
    ]
    hidden = row_of(found, "- never: Never.")
    assert STORY.split("\n")[int(hidden[0]) - 1].strip() == "- never: Never."


def test_numbers_beside_lines() -> None:
    found = pages(ONCE, TWICE)
    assert row_of(found, "start:")[1] == "2"
    assert row_of(found, "- more: |")[1] == "1"
    assert row_of(found, "More.")[1] == "2"
    assert row_of(found, "Well.")[1] == "1"
    assert row_of(found, "Never.")[1] == NEVER
    assert row_of(found, "hidden:")[1] == NEVER
    assert row_of(found, "do: n += 1")[1] == ""
    assert row_of(found, "{if flag_one}")[1] == ""
    assert row_of(found, "closed: Not yet.")[1] == "2"
    assert "yes\N{NO-BREAK SPACE}✗, no\N{NO-BREAK SPACE}×2" in row_of(found, "if: flag_one")[3]


NESTED = """
start:
  text: |
    {if n is 0}
    Outer.

    {if flag_one}
    Inner never.
    {else}
    Inner always.
    {end}
    {end}
  choices:
    - more: More.
      do: n += 1
      goto: start
"""


def test_a_line_has_the_number_of_the_innermost_alternative_it_is_in() -> None:
    found = pages("  - at: start\n", story=NESTED)
    assert row_of(found, "Outer.")[1] == "1"
    assert row_of(found, "Inner never.")[1] == NEVER
    assert row_of(found, "Inner always.")[1] == "1"


def test_alternatives_have_numbers_of_their_own() -> None:
    coverage, compiled = covered(STORY, ONCE, TWICE)
    text = "\n".join(page(coverage, compiled))
    (line,) = (line for line in text.split("\n") if "First." in line)
    assert (
        "{n &gt;= 1: Again {n &gt;= 2: <mark>and again<sup>✗</sup></mark><sup>∅1</sup>}."
        "<sup>1</sup>|First.<sup>2</sup>}" in line
    )
    assert f"{{end}}<sup>{SILENCE}2</sup>" in text


def test_what_is_never_shown_has_a_sign_and_not_only_a_colour() -> None:
    coverage, compiled = covered(STORY, ONCE)
    text = "\n".join(page(coverage, compiled))
    never = [line for line in text.split("\n") if line.startswith("<tr class=x>")]
    assert len(never) > 5
    assert all(f"<td>{NEVER}<td>" in line for line in never)
    assert all(f"{NEVER}</sup></mark>" in part for part in text.split("<mark>")[1:])


HOSTILE = """
# </table><script>alert(1)</script>
start:
  note: <img src=x onerror=alert(1)>
  text: |
    Is 1 &lt; 2 & 3, {flag_one: “a”&gt;|&quot;b&amp;} and more?
  choices:
    - go: "Go & on: <3."  # <b>so</b>
      goto: the_end
"""


def test_a_story_can_say_anything() -> None:
    found = pages("  - start: go\n", story=HOSTILE)
    assert found.open == []
    assert not {"script", "img"} & set(found.tags)
    assert "# </table><script>alert(1)</script>" in found.words
    assert row_of(found, '- go: "Go & on: <3."  # <b>so</b>')[1] == "1"
    assert "<img src=x onerror=alert(1)>" in found.words
    assert "Is 1 &lt; 2 & 3, {flag_one: “a”&gt;|&quot;b&amp;} and more?" in found.words


def test_the_page_of_a_thousand_scenes_is_not_too_large() -> None:
    scenes = "".join(
        f"s_{number}:\n  text: |\n    Here is {{flag_one: number|the number}} {number}.\n"
        f"  choices:\n    - on: On.\n      goto: s_{(number + 1) % 100}\n    - end: End.\n"
        "      goto: the_end\n"
        for number in range(100)
    )
    story = f"start:\n  text: Begin.\n  choices:\n    - on: On.\n      goto: s_0\n{scenes}"
    coverage, compiled = covered(story, "  - start: on\n")
    size = sum(len(line) + 1 for line in page(coverage, compiled))
    assert size < 3 * len(story.encode()) + 250 * len(coverage.never) + 20_000
