"""A scene as it is read beside the map: what its margin says, its text, its choices, its ways.

The text is marked up from the compiled story, conditions in the format's own notation. Whatever
comes from the story is escaped; links lead to other scenes of the same page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape

from ulysse_game.authoring.map.graph import Edge, Graph, Node
from ulysse_game.authoring.map.shade import VERDICTS
from ulysse_game.authoring.map.wording import counted
from ulysse_game.authoring.margins import choice_margin, scene_margin
from ulysse_game.authoring.written import Notation
from ulysse_game.story import (
    Block,
    Branch,
    Choice,
    Draw,
    Echo,
    Emphasis,
    Expression,
    Inline,
    Item,
    PageBreak,
    Paragraph,
    Repeat,
    Scene,
    Select,
    Sequence,
    Show,
    Splice,
    Story,
)


class Reader:
    """Reads out scenes of one story. ``verdicts`` are the explorer's, of ``SCENE.CHOICE`` too."""

    def __init__(
        self,
        story: Story,
        graph: Graph,
        verdicts: Mapping[str, str],
        defined: Mapping[Expression, str] | None = None,
    ) -> None:
        """For this story and its map; ``defined`` are its named expressions."""
        self.story = story
        self.notation = Notation(story.world, defined)
        self.verdicts = verdicts
        self.shown = {node.id for node in graph.nodes}
        self.out: dict[str, list[Edge]] = {}
        self.into: dict[str, list[Edge]] = {}
        for edge in graph.edges:
            self.out.setdefault(edge.source, []).append(edge)
            self.into.setdefault(edge.target, []).append(edge)

    def article(self, node: Node) -> Iterator[str]:
        """A node, in lines of HTML."""
        yield f"<h2 tabindex=-1>{escape(node.name)}</h2>"
        where = [f"<code>{escape(node.file)}:{node.line}</code>"] if node.file else []
        where += [escape(mark) for mark in node.marks]
        where += [counted(node.words)] if node.words else []
        where += [VERDICTS[self.verdicts[node.id]]] if node.id in self.verdicts else []
        yield f"<p class=where>{' · '.join(where)}"
        scene = self.story.scenes.get(node.id)
        if scene is not None:
            yield from self._scene(scene)
        yield from self._ways("Leads to", self.out.get(node.id, ()), "target")
        yield from self._ways("Ways in", self.into.get(node.id, ()), "source")

    # -- the margin -----------------------------------------------------------------------------

    def _scene(self, scene: Scene) -> Iterator[str]:
        rows = [*scene_margin(self.notation, scene)]
        if rows:
            yield "<dl>"
            for key, value in rows:
                yield f"<dt>{key}<dd><code>{escape(value)}</code>"
            yield "</dl>"
        language = escape(self.story.world.language, quote=True)
        yield f'<div class=prose lang="{language}">'
        for name in ("title", "offer"):
            if name in scene.blocks:
                yield f"<p class={name}>{self._line(f'{scene.id}.{name}')}"
        yield from self._block(scene.id)
        yield "</div>"
        if scene.choices:
            yield "<h3>Choices</h3><ol class=choices>"
            for choice in scene.choices:
                yield from self._choice(scene, choice)
            yield "</ol>"

    def _choice(self, scene: Scene, choice: Choice | Draw) -> Iterator[str]:
        if isinstance(choice, Draw):
            limit = f", limit {choice.limit}" if choice.limit else ""
            yield f"<li><b>draw</b> {escape(choice.deck)}{limit}"
            return
        address = f"{scene.id}.{choice.id}"
        verdict = self.verdicts.get(address, "")
        told = f" <i>{VERDICTS[verdict]}</i>" if verdict not in ("", "reached") else ""
        yield f"<li><b>{escape(choice.id)}</b> {self._line(address)}{told}"
        for key, value in choice_margin(self.notation, choice):
            yield f"<p class=row>{key} <code>{escape(value)}</code>"
        for lock in choice.locks:
            shows = "shows" if lock.instead else "closed"
            asked = escape(self._asked(lock.condition))
            yield f"<p class=row>{shows} {self._line(lock.line_id)} <code>if {asked}</code>"
        for key, name in (("detour", choice.detour), ("goto", choice.goto)):
            if name:
                yield f"<p class=row>{key} {self._link(name)}"
        if choice.gives:
            language = escape(self.story.world.language, quote=True)
            yield f'<div class="prose then" lang="{language}">'
            yield from self._block(f"{address}.then")
            yield "</div>"

    def _asked(self, condition: Expression | None) -> str:
        return "" if condition is None else self.notation.expression(condition)

    def _ways(self, title: str, edges: Iterable[Edge], end: str) -> Iterator[str]:
        found = list(edges)
        if not found:
            return
        yield f"<h3>{title}</h3><ul class=ways>"
        for edge in found:
            name = edge.target if end == "target" else edge.source
            yield f"<li>{self._link(name)} <span class=manner>{edge.kind}</span>"
            for way in edge.ways:
                asked = f" <code>{escape(way.asks)}</code>" if way.asks else ""
                if way.id or asked:
                    yield f"<p class=row>{escape(way.id)}{asked}"
        yield "</ul>"

    def _link(self, name: str) -> str:
        if name in self.shown:
            shown = escape(name.rpartition(".")[2])
            return f'<a href="#scene={escape(name, quote=True)}">{shown}</a>'
        return f"<code>{escape(name)}</code>"

    # -- prose ----------------------------------------------------------------------------------

    def _found(self, line_id: str) -> Block | None:
        return self.story.text(line_id, self.story.world.language)

    def _line(self, line_id: str) -> str:
        block = self._found(line_id)
        paragraphs = (item for item in block.items if isinstance(item, Paragraph)) if block else ()
        return " ".join(self._inline(each.parts) for each in paragraphs)

    def _block(self, line_id: str) -> Iterator[str]:
        block = self._found(line_id)
        if block is not None:
            yield from self._items(block.items)

    def _items(self, items: Iterable[Item]) -> Iterator[str]:
        for item in items:
            match item:
                case Paragraph("speech", parts, speaker, manner, maybe):
                    how = f" <i>({escape(manner)})</i>" if manner else ""
                    who = f"{escape(speaker)}{'?' if maybe else ''}"
                    yield f"<p class=speech><b>{who}</b>{how} {self._inline(parts)}"
                case Paragraph(kind, parts):
                    yield f'<p class="{kind}">{self._inline(parts)}'
                case Branch(arms):
                    yield from self._branch(arms)
                case PageBreak():
                    yield "<hr>"
                case Splice(observation, text):
                    value = f"{self.notation.expression(observation)}.{text}"
                    yield f"<p><code>{{{escape(value)}}}</code>"
                case Repeat(speaker, echoes, condition):
                    asked = f" if {self._asked(condition)}" if condition is not None else ""
                    said = escape(f"says again: {', '.join(echoes)}{asked}")
                    yield f"<p class=speech><b>{escape(speaker)}</b> <i>{said}</i>"

    def _branch(self, arms: Iterable[tuple[Expression | None, tuple[Item, ...]]]) -> Iterator[str]:
        yield "<div class=branch>"
        for number, (condition, items) in enumerate(arms):
            word = "else" if condition is None else "else if" if number else "if"
            asked = f" {self._asked(condition)}" if condition is not None else ""
            yield f"<p class=asks><code>{word}{escape(asked)}</code>"
            yield "<div class=arm>"
            yield from self._items(items)
            yield "</div>"
        yield "</div>"

    def _inline(self, parts: Iterable[Inline]) -> str:
        return "".join(map(self._part, parts))

    def _part(self, part: Inline) -> str:
        match part:
            case str():
                return escape(part)
            case Emphasis(inner):
                return f"<em>{self._inline(inner)}</em>"
            case Echo(id, inner):
                return f'<span class=echo title="echo {escape(id)}">{self._inline(inner)}</span>'
            case Show(value, _, detail, _):
                name = self.notation.expression(value) + (f".{detail}" if detail else "")
                return f"<code>{{{escape(name)}}}</code>"
            case Select(selector, cuts, values, texts):
                asked = escape(self.notation.expression(selector))
                names = [*map(str, cuts)] if cuts else [*values]
                told = f' title="{escape(", ".join(names))}"' if names else ""
                return self._varied(f"<code{told}>{asked}:</code> ", texts)
            case Sequence(mark, texts, _):
                return self._varied(f"<code>{escape(mark)}</code>" if mark.strip() else "", texts)

    def _varied(self, head: str, texts: Iterable[tuple[Inline, ...]]) -> str:
        inner = "<b> | </b>".join(map(self._inline, texts))
        return f"<span class=varied>{head}{inner}</span>"
