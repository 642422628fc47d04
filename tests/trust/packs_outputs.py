"""Every command that a stranger's pack may be given to, run in this process, and what it said.

``commands`` are the ways in; ``said`` runs one; ``trouble`` finds in what came out whatever would
steer a terminal, run in a page or command a build server.
"""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from tests.trust.packs_words import steering
from ulysse_game.cli.dispatch import dispatch

TYPED = (
    (
        "1 again status crew instruments notebook plan map light past find!words 1 transcript back "
        "1 endings saves settings tour help language!fr again notebook quit "
    )
    .replace(" ", "\n")
    .replace("!", " ")
)


class Way(NamedTuple):
    """A command with its words, and what is typed to it; ``{p}`` is the pack, ``{o}`` a folder."""

    words: str
    typed: str = ""


WAYS = (
    Way("play --plain --new --story {p} --save-dir {o}/saves", TYPED),
    Way("play --plain --speech --new --story {p} --save-dir {o}/saves", TYPED),
    Way("play --plain --language fr --new --story {p} --save-dir {o}/saves", "1\n1\nquit\n"),
    Way(
        "play --plain --write --new --story {p} --save-dir {o}/w", "values\nwhy\ncards\n1\nrules\n"
    ),
    Way("play --plain --story {p} --save-dir {o}/saves", "transcript\nback\nquit\n"),
    Way("play --plain --story {p} --save-dir {o}/x --from {w}/through.yaml", "1\nquit\n"),
    Way("play --plain --story {p} --at second --budget 1", "1\nquit\n"),
    *(
        Way(f"check {{p}} --format {form}")
        for form in ("human", "short", "json", "github", "sarif")
    ),
    Way("check {p} --explore --budget 1"),
    Way("fix --diff {p}"),
    Way("fix --check --order --guess {p}"),
    *(Way(f"graph {{p}} --no-explore --format {form}") for form in ("dot", "mermaid", "svg")),
    Way("graph {p} --runs 5 --cores 1 -o {o}/map.html"),
    Way("stats {p} --runs 3 --cores 1"),
    Way("stats {p} --runs 0 --format json"),
    Way("script {p} --languages en,fr"),
    Way("script {p} --format html -o {o}/script"),
    Way("script {p} --format md -o {o}/script"),
    Way("translate update {p} --language fr --check"),
    Way("translate update {p} --pot {o}/pot"),
    Way("translate check {p}"),
    Way("translate check {p} --format github"),
    Way("translate stats {p}"),
    Way("translate diff --story {p}"),
    Way("schema {p} -o {o}/schema"),
    Way("replay {w} --story {p} --transcript --cores 1"),
    Way("replay {w} --story {p} --language all --transcript -o {o}/transcripts --cores 1"),
    Way("replay {w} --story {p} --tap --junit {o}/junit.xml --cores 1"),
    Way("replay {w} --story {p} --format json --cores 1"),
    Way("shrink {w}/through.yaml --story {p} --budget 20"),
    Way("explore {p} --budget 1 --cores 1 --verbose --no-shortest -o {o}/failures"),
    Way("explore {p} --to the_end --budget 1 --cores 1"),
    Way("wander --story {p} --runs 5 --cores 1 -o {o}/wandered"),
    Way("cover {w} --story {p}"),
    Way("cover {w} --story {p} --format html -o {o}/cover.html"),
    Way("saves check --story {p} --verbose {o}/saves"),
    Way("compare {p} {p} --runs 3 --cores 1"),
)


class Said(NamedTuple):
    """What came of a command: the exit code, and everything it printed."""

    code: int
    out: str
    err: str


def said(way: Way, pack: Path, out: Path) -> Said:
    """Runs a command on the pack in ``pack``; what it writes goes into ``out``."""
    places = {"p": pack / "story", "w": pack / "walkthroughs", "o": out}
    words = [each.format(**places) for each in way.words.split()]
    streams, here = (sys.stdin, sys.stdout, sys.stderr), os.getcwd()
    heard = [io.TextIOWrapper(io.BytesIO(each), "utf-8") for each in (way.typed.encode(), b"", b"")]
    sys.stdin, sys.stdout, sys.stderr = heard
    os.chdir(out)
    try:
        code = dispatch(words)
    finally:
        os.chdir(here)
        sys.stdin, sys.stdout, sys.stderr = streams
    printed = []
    for each in heard[1:]:
        each.flush()
        raw = each.buffer
        assert isinstance(raw, io.BytesIO)
        printed.append(raw.getvalue().decode("utf-8", "surrogatepass"))
    return Said(code, *printed)


def trouble(way: Way, found: Said, out: Path, since: int = 0) -> Iterator[str]:
    """What of a command's output a stranger would have liked.

    Of the files in ``out``, those changed ``since`` (nanoseconds of the clock) are looked at.
    """
    for name, text in (("stdout", found.out), ("stderr", found.err)):
        if steers := steering(text):
            yield f"{name} steers: {steers}"
    if found.code not in (0, 1, 2, 3) or "error of ours" in found.err:
        yield f"exit code {found.code}: {found.err[-300:]}"
    elif "Traceback" in found.err:
        yield found.err[-300:]
    if "--format github" in way.words:
        commands = re.findall(r"(?m)^\s*(?:::|##\[)(.{,30})", found.out)
        yield from (f"command: {each}" for each in commands if not _IS_OURS.match(each))
    if "--format dot" in way.words:
        bare = re.sub(r'"(?:[^"\\]|\\.)*"', '""', found.out)
        yield from (f"dot: {each}" for each in re.findall(r"evil|URL|href|<", bare))
    if "--format mermaid" in way.words:
        yield from (f"mermaid: {each}" for each in re.findall(r"(?m)^\s*click.*", found.out))
    if "--format svg" in way.words and found.code == 0:
        yield from _in_xml("svg", found.out)
    for path in sorted(out.rglob("*")):
        is_meant = path.suffix in _KINDS and "saves" not in path.parts
        if is_meant and path.is_file() and path.stat().st_mtime_ns >= since:
            yield from _in_file(path)


_IS_OURS = re.compile("(?:error|warning|notice) file=")
_KINDS = (".html", ".xml", ".md", ".txt", ".pot", ".yaml")


def _in_file(path: Path) -> Iterator[str]:
    text = path.read_bytes().decode("utf-8", "surrogatepass")
    if steers := steering(text):
        yield f"{path.name} steers: {steers}"
    if path.suffix == ".html":
        yield from in_page(path.name, text)
    if path.suffix == ".xml":
        yield from _in_xml(path.name, text)
    if path.suffix == ".md":
        bare = re.sub(r"(`+).*?\1|<br>", "", text, flags=re.DOTALL)  # code is only shown
        for each in re.findall(r"(?<!\\)(?:\]\(javascript.*|<[a-z!/])", bare):
            yield f"{path.name}: {each}"


def _in_xml(name: str, text: str) -> Iterator[str]:
    try:
        tree = ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        yield f"{name} is no XML: {error}"
        return
    for node in tree.iter():
        tag = str(node.tag).rpartition("}")[2]
        if tag in ("script", "image", "img", "foreignObject", "b"):
            yield f"{name}: <{tag}>"
        yield from (f"{name}: {each}" for each in node.attrib if each.startswith("on"))


def in_page(name: str, text: str) -> Iterator[str]:
    """What a page would run, load or lead to that the page of a harmless pack has not."""
    page = _Page()
    page.feed(text)
    page.close()
    if page.scripts > 2:
        yield f"{name}: {page.scripts} scripts"
    yield from (f"{name}: {each}" for each in page.found)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.scripts = 0
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.scripts += tag == "script"
        if tag in ("img", "iframe", "object", "embed", "base", "link", "form"):
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            if name.startswith("on"):
                self.found.append(f"{tag} {name}={value}")
            leads = name in ("href", "src", "action", "xlink:href") and (value or "").strip()
            if leads and not re.fullmatch(r"#.*|[0-9]{2}_\w+\.html", leads, re.DOTALL):
                self.found.append(f"{tag} {name}={value}")
