"""The page of the map: one file that asks for nothing, lets any words pass, and works."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from tests.authoring.map.maps import graph, story
from tests.authoring.map.test_forms import NASTY, nasty
from tests.compiler.small import story as story_of
from ulysse_game.authoring.map import (
    Graph,
    Shading,
    by_chapter,
    by_plays,
    by_verdict,
    by_words,
    graph_of,
    none,
    page,
)
from ulysse_game.authoring.map.lettering import LARGE
from ulysse_game.story import Paragraph, Story

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
VERDICTS = {
    "start": "reached",
    "side": "impossible",
    "start.go": "impossible",
    "start.stay": "open",
}


def written(found: Graph, of: Story, *shadings: Shading) -> str:
    lines = page(found, of, shadings or (none(found),), VERDICTS)
    return "".join(f"{line}\n" for line in lines)


def whole() -> str:
    found = graph()
    colours = (by_verdict(found, VERDICTS), by_words(found), by_plays(found, {"start": 9}, 9))
    return written(found, story(), *colours, by_chapter(found), none(found))


def data(text: str) -> dict[str, Any]:
    match = re.search('<script id=data type="application/json">(.*?)</script>', text, re.DOTALL)
    assert match is not None
    found: dict[str, Any] = json.loads(match[1])
    return found


# -- the file --------------------------------------------------------------------------------------


def test_it_asks_for_nothing_and_forbids_it() -> None:
    text = whole()
    style = re.search("<style>(.*?)</style>", text, re.DOTALL)
    scripts = re.findall("<script>(.*?)</script>", text, re.DOTALL)
    policy = re.search('http-equiv="Content-Security-Policy" content="(.*?)"', text)
    assert style is not None
    assert policy is not None
    assert len(scripts) == 1
    assert policy[1].startswith("default-src 'none'; ")
    for kind, content in (("style", style[1]), ("script", scripts[0])):
        digest = b64encode(sha256(content.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}';" in policy[1]
    assert "unsafe" not in policy[1]
    assert text.index("Content-Security-Policy") < text.index("<style>")
    for asking in (" src=", "@import", "url(", "fetch(", "XMLHttp", "innerHTML", "eval("):
        assert asking not in text.replace('"url(#tip)"', "")
    assert not re.search(r' (style|on[a-z]+)="', text)


def test_everything_on_the_map_is_on_the_page() -> None:
    found = data(whole())
    nodes = {node["id"] for sheet in found["sheets"] for node in sheet["nodes"]}
    edges = sorted((edge["s"], edge["t"]) for sheet in found["sheets"] for edge in sheet["edges"])
    assert nodes == {node.id for node in graph().nodes}
    assert edges == sorted((edge.source, edge.target) for edge in graph().edges)
    ids = set(re.findall('<template data-id="(.*?)">', whole()))
    assert ids == nodes == set(re.findall('<li data-id="(.*?)">', whole()))
    assert [each["by"] for each in found["shadings"]] == [
        "verdict", "words", "plays", "chapter", "none",
    ]  # fmt: skip
    assert not found["folded"]


class Tags(HTMLParser):
    """What a browser would see: tags outside scripts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)


def test_no_words_of_a_story_become_anything_else() -> None:
    text = written(nasty(), story(), by_words(nasty()))
    tags = Tags(text).seen
    assert tags.count("script") == 2
    assert "</svg> style" not in text
    assert "\u2028" not in text[text.index("<script id=data") :]
    nodes = [node for sheet in data(text)["sheets"] for node in sheet["nodes"]]
    assert NASTY in nodes[0]["tip"]
    told = article_of(hostile_story())
    assert Tags(told).seen.count("script") == 2
    assert "&lt;/template&gt;&lt;/script&gt;&lt;script&gt;x()&lt;/script&gt;" in told


def hostile_story() -> Story:
    """The story, all its words those that would end a template and begin a script.

    The compiler refuses them; the page does not rely on that.
    """
    bad = "</template></script><script>x()</script>\u2028"
    tale = story()
    texts = {
        id: block._replace(items=(Paragraph("speech", (bad,), bad, bad), Paragraph(bad, (bad,))))
        for id, block in tale.texts("en").items()
    }
    return Story(tale.world, tale.scenes, {"en": texts}, tale.digest)


def article_of(tale: Story) -> str:
    return written(graph_of(tale), tale)


def large() -> str:
    """The page of a story so large that it begins folded."""
    scenes = "".join(f"s{n}:\n  text: |\n    Words.\n  next: s{n + 1}\n" for n in range(LARGE + 5))
    tale = story_of(
        f"start:\n  text: |\n    Begin.\n  next: s0\n{scenes}"
        f"s{LARGE + 5}:\n  text: |\n    Last.\n  next: the_end\n"
    )
    return written(graph_of(tale), tale)


def test_large_stories_begin_folded() -> None:
    assert data(large())["folded"]


# -- what is read beside the map -------------------------------------------------------------------


def article(id: str) -> str:
    match = re.search(f'<template data-id="{id}">\n(.*?)</template>', whole(), re.DOTALL)
    assert match is not None
    return match[1]


def test_a_scene_is_read_as_it_is_written() -> None:
    text = article("start")
    for wanted in (
        "<h2 tabindex=-1>start</h2>",
        "<code>1_part/scenes.yaml:2</code> · begins · 36 words · reached",
        "<dt>at<dd><code>deck</code>",
        "<dt>clock<dd><code>sol 1 06:30</code>",
        "<dt>with<dd><code>ann, bob?</code>",
        "<dt>do<dd><code>flag_one, n += 2 if weather is calm</code>",
        "<dt>next<dd><code>loop if flag_two\ndrawn</code>",
        "<p class=title>The start",
        "Begin <em>here</em>, on the <span class=varied><code title=",
        "weather:</code> quiet<b> | </b>windy<b> | </b>wild</span> deck.",
        "<p class=speech><b>ann</b> <i>(radio)</i> Go on.",
        '<p class="screen">REPORT',
        "<p class=asks><code>if n &gt;= 3</code>",
        "One <code>{n}</code> more.",
        "<p class=asks><code>else</code>",
        "<li><b>go</b> Go on, “now” [really]. <i>impossible</i>",
        "<p class=row>closed Not in this weather. <code>if not (n &gt;= 3",
        "<p class=row>do <code>n -= 1</code>",
        'goto <a href="#scene=loop">loop</a>',
        "You go.",
        "<li><b>stay</b> Stay where you are. <i>not decided</i>",
        'detour <a href="#scene=side">side</a>',
        "<li><b>draw</b> cards",
        "<h3>Leads to</h3>",
        '<li><a href="#scene=card_one">card_one</a> <span class=manner>draw</span>',
    ):
        assert wanted in text, wanted


def test_ways_in_and_loops() -> None:
    assert "<h3>Ways in</h3>" in article("drawn")
    assert '<a href="#scene=loop">loop</a>' in article("drawn")
    assert "<dt>each<dd><code>p in ours if p.here</code>" in article("loop")
    assert "<dt>when<dd><code>flag_one</code>" in article("loop")
    assert "<dt>pick<dd><code>1</code>" in article("drawn")
    assert "<p class=offer>The first card." in article("card_one")
    assert '<a href="#scene=early">early</a>' in article("rule.storm")


# -- in a browser ----------------------------------------------------------------------------------


def seen(tmp_path: Path, text: str, address: str = "") -> str:
    """The page after its script has run, as a browser has it then."""
    assert CHROMIUM is not None
    file = tmp_path / "map.html"
    file.write_text(text, encoding="utf-8")
    found = subprocess.run(
        [
            CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
            "--no-first-run", "--disable-background-networking", "--disable-component-update",
            "--disable-sync", f"--user-data-dir={tmp_path / 'browser'}", "--dump-dom",
            f"{file.as_uri()}{address}",
        ],
        capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    return found.stdout


def outside(text: str) -> str:
    """Without what only templates and scripts hold."""
    return re.sub("<(template|script)[ >].*?</\\1>", "", text, flags=re.DOTALL)


@needs_chromium
def test_the_script_draws_the_map(tmp_path: Path) -> None:
    text = outside(seen(tmp_path, whole()))
    assert 'data-ready="yes"' in text
    drawn = set(re.findall('<g class="node [^"]*" data-id="(.*?)">', text))
    assert drawn == {node.id for node in graph().nodes}
    edges = re.findall('data-source="(.*?)" data-target="(.*?)"', text)
    assert sorted(edges) == sorted((edge.source, edge.target) for edge in graph().edges)
    assert '<g class="node scene impossible" data-id="side">' in text
    assert ">not decided</li>" in text
    assert 'id="panel" aria-label="scene" hidden' in text


@needs_chromium
def test_an_address_opens_a_scene_and_chooses_colours(tmp_path: Path) -> None:
    text = outside(seen(tmp_path, whole(), "#scene=loop&color=words"))
    assert '<h2 tabindex="-1">loop</h2>' in text
    assert 'id="panel" aria-label="scene">' in text
    assert re.search('<g class="node scene step-[0-4] current" data-id="loop">', text)
    assert 'href="#scene=loop" aria-current="true"' in text
    assert ">36 words</text>" in text
    assert re.search('<g class="edge choice hot" data-source="loop" data-target="drawn">', text)


@needs_chromium
def test_chapters_fold_and_a_search_finds(tmp_path: Path) -> None:
    text = outside(seen(tmp_path, whole(), "#open=0&search=BESIDE"))
    assert 'data-id="side" class="node' not in text
    assert not re.findall('<g class="node [^"]*" data-id', text)
    assert text.count('class="fold whole"') == 3
    assert "+ Part one</text>" in text
    assert ">9 scenes</text>" in text
    assert ">1 found</output>" in text
    assert re.search('<li data-id="side">', text)
    assert re.search('<li data-id="start" class="miss">', text)


@needs_chromium
def test_nasty_words_are_words_in_a_browser(tmp_path: Path) -> None:
    text = outside(seen(tmp_path, written(nasty(), story(), by_words(nasty())), "#scene=end"))
    assert 'data-ready="yes"' in text
    assert "&lt;b&gt;" in text
    assert "<b>&amp;" not in text


@needs_chromium
def test_a_folded_story_unfolds(tmp_path: Path) -> None:
    text = outside(seen(tmp_path, large()))
    assert text.count('class="fold whole"') == 3
    assert 'data-id="s3"><title>' not in text
    text = outside(seen(tmp_path, large(), "#open=1"))
    assert 'class="fold whole"' not in text
    assert 'data-id="s3"><title>' in text


@needs_chromium
def test_a_scene_that_is_asked_for_unfolds_its_chapter_alone(tmp_path: Path) -> None:
    text = outside(seen(tmp_path, large(), "#scene=s3"))
    assert text.count('class="fold whole"') == 2
    assert 'data-id="s3"><title>' in text


HANDS = """<script>
const press = (key, on = document.body) =>
  on.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
const point = (type, x, y) => map.dispatchEvent(
  new PointerEvent(type, { clientX: x, clientY: y, pointerId: 1, bubbles: true }));
const where = () => map.querySelector("g").getAttribute("transform");
const told = [];
const tell = (what) => told.push(what);
const map = document.getElementById("map"), box = document.getElementById("search");
map.setPointerCapture = () => {};
let before = where();
press("+"); tell(`larger ${before !== where()}`);
press("0"); tell(`fit ${before === where()}`);
press("ArrowLeft", map); tell(`moved ${before !== where()}`);
press("0");
point("pointerdown", 10, 10); point("pointermove", 60, 40); point("pointerup", 60, 40);
tell(`dragged ${before !== where()}`);
map.querySelector("[data-fold=part]").dispatchEvent(new MouseEvent("click", { bubbles: true }));
tell(`not folded ${map.querySelectorAll(".whole").length}`);
press("/"); tell(`search ${document.activeElement === box}`);
box.value = "card"; box.dispatchEvent(new Event("input"));
press("Enter", box); tell(document.getElementById("hits").textContent);
tell(document.querySelector("#panel h2").textContent);
press("Enter", box); tell(document.querySelector("#panel h2").textContent);
press("Escape"); tell(`closed ${document.getElementById("panel").hidden}`);
map.querySelector("[data-fold=part]").dispatchEvent(new MouseEvent("click", { bubbles: true }));
tell(`folded ${map.querySelectorAll(".whole").length}`);
document.querySelector("#list [data-id=start] a").click();
tell(`${location.hash} ${map.querySelectorAll(".whole").length} ${document.activeElement.tagName}`);
document.getElementById("colors").value = "words";
document.getElementById("colors").dispatchEvent(new Event("change"));
tell(location.hash);
document.title = told.join("; ");
</script>"""


@needs_chromium
def test_hands_and_keys(tmp_path: Path) -> None:
    text = re.sub('<meta http-equiv="Content-Security-Policy"[^>]*>', "", whole())
    found = seen(tmp_path, text.replace("</body>", f"{HANDS}</body>"))
    title = re.search("<title>(.*?)</title>", found)
    assert title is not None
    assert title[1].split("; ") == [
        "larger true",
        "fit true",
        "moved true",
        "dragged true",
        "not folded 0",
        "search true",
        "1 of 6",
        "card_one",
        "card_two",
        "closed true",
        "folded 1",
        "#search=card&amp;scene=start 0 H2",
        "#search=card&amp;scene=start&amp;color=words",
    ]
