"""From a story to its map: nodes for scenes, edges for ways, clusters for chapters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ulysse_game.authoring.map.graph import EARLY, ENDINGS, RULE, Cluster, Edge, Graph, Node, Way
from ulysse_game.authoring.map.ways import ways_of
from ulysse_game.authoring.map.wording import label, words_of
from ulysse_game.authoring.written import Notation
from ulysse_game.story import Choice, Expression, Go, Scene, Story


def graph_of(story: Story, defined: Mapping[Expression, str] | None = None) -> Graph:
    """The map of a whole story; ``defined`` are its named expressions, for what ways ask."""
    notation = Notation(story.world, defined)
    ways: dict[tuple[str, str, str], dict[Way, None]] = {}
    for source, target, kind, way in ways_of(story, notation):
        ways.setdefault((source, target, kind), {})[way] = None
    edges = tuple(Edge(*key, tuple(found)) for key, found in ways.items())
    nodes = tuple(_nodes(story, edges, notation))
    return Graph(story.world.title, nodes, edges, _clusters(story, nodes))


def _clusters(story: Story, nodes: Iterable[Node]) -> tuple[Cluster, ...]:
    """The chapters that these nodes lie in, in the story's order; what belongs to none is last."""
    members: dict[str, list[str]] = {}
    for node in nodes:
        members.setdefault(node.chapter, []).append(node.id)
    language = story.world.language
    order = [chapter.id for chapter in story.world.chapters if chapter.id in members]
    found = [
        Cluster(id, label(story.text(f"chapter.{id}.title", language)) or id, tuple(members[id]))
        for id in order
    ]
    if "" in members:
        found.append(Cluster("", "in no chapter", tuple(members[""])))
    return tuple(found)


def _nodes(story: Story, edges: tuple[Edge, ...], notation: Notation) -> Iterator[Node]:
    language = story.world.language
    begins = {story.world.begins, *(chapter.begins for chapter in story.world.chapters)}
    decks = {card: deck.id for deck in story.world.decks for _, pile in deck.piles for card in pile}
    for scene in story.scenes.values():
        kind = "card" if scene.id in decks else "scene"
        if scene.ending:
            kind = "early" if scene.ending.startswith(EARLY) else "ending"
        yield Node(
            scene.id,
            scene.id,
            kind,
            scene.chapter,
            label(story.text(f"{scene.id}.title", language)),
            tuple(_marks(scene, notation, begins, decks.get(scene.id, ""))),
            words_of(scene, story),
            scene.file,
            scene.line,
        )
    sources = {edge.source for edge in edges}
    for rule in story.world.rules:
        if RULE + rule.id in sources:
            yield Node(RULE + rule.id, rule.id, "rule", rule.chapter, marks=("rule",))
    around = {edge.source for edge in edges if edge.target == ENDINGS}
    if around:
        around |= {edge.target for edge in edges if edge.source == ENDINGS}
        chapters = {story.scenes[id].chapter for id in around}
        chapter = chapters.pop() if len(chapters) == 1 else ""
        marks = ("the first ending that holds",)
        yield Node(ENDINGS, "endings", "endings", chapter, marks=marks)


def _marks(scene: Scene, notation: Notation, begins: set[str], deck: str) -> Iterator[str]:
    if scene.id in begins:
        yield "begins"
    if deck:
        yield f"card of {deck}"
    if scene.each is not None:
        yield f"each {notation.walk(scene.each)}"
    if scene.pick:
        yield f"pick {scene.pick}"
    if scene.ending:
        early = scene.ending.startswith(EARLY)
        yield f"{'premature end' if early else 'ending'} {scene.ending}"
    leads = [choice.goto for choice in scene.choices if isinstance(choice, Choice)]
    leads += [target.scene for target in scene.next if isinstance(target, Go)]
    if "return" in leads:
        yield "returns"
