"""What of all that a story declares is used anywhere: asked, set, said, shown, gone to.

One walk over the compiled trees, texts of all languages included. A stat that a loop asks of each
(``p.trust``) is kept as ``*.trust``, an observation that a loop sets as ``*``. Nothing here judges;
it only knows what occurs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from ulysse_game.story import (
    And,
    Arithmetic,
    Block,
    Bound,
    Branch,
    Call,
    Change,
    Chart,
    Choice,
    Choose,
    Compare,
    Constant,
    Draw,
    DrawBest,
    Echo,
    Effect,
    Emphasis,
    Expression,
    Field,
    Gather,
    Inline,
    Item,
    Light,
    Lock,
    Not,
    Number,
    Or,
    Paragraph,
    Plan,
    Read,
    Repeat,
    Scene,
    Select,
    Sequence,
    Show,
    Splice,
    Story,
    Walk,
    Within,
    World,
)

ANYTHING = "?"
"""Among values that are set: something that is worked out only in play."""


class Found:
    """Everything that occurs in a story, as sets of names.

    ``asked`` holds the variables that something reads, ``set`` those that an effect changes;
    ``asked_values`` and ``set_values`` the values and numbers they are compared with and set to.
    ``chosen_by`` are those whose every value or band has a text of its own somewhere.
    ``called`` are the functions with a name in them: ``("seen", SCENE)``. ``constants`` are the
    people and observations named in expressions, ``speakers`` who speaks, ``on_stage`` who stands
    in a ``with`` or a ``session``. ``texts`` are the texts of observations that are shown,
    ``forms`` the forms of words, ``echoes`` those that are heard or repeated, ``decks`` those that
    are drawn from, each with the chapter of the scene that does.
    """

    def __init__(self) -> None:
        self.asked: set[str] = set()
        self.set: set[str] = set()
        self.asked_values: defaultdict[str, set[str | int]] = defaultdict(set)
        self.set_values: defaultdict[str, set[str | int]] = defaultdict(set)
        self.chosen_by: set[str] = set()
        self.called: set[tuple[str, str]] = set()
        self.constants: set[str] = set()
        self.speakers: set[str] = set()
        self.on_stage: set[str] = set()
        self.rooms: set[str] = set()
        self.plates: set[str] = set()
        self.tags: set[str] = set()
        self.decks: set[tuple[str, str]] = set()
        self.observed: set[str] = set()
        self.texts: set[str] = set()
        self.forms: set[tuple[str, str]] = set()
        self.echoes: set[str] = set()


class Uses:
    """The uses within a story, worked out when they are first asked for."""

    def __init__(self, story: Story) -> None:
        """The uses within this story."""
        self._story = story

    @cached_property
    def found(self) -> Found:
        """Everything that occurs."""
        walk = _Walk()
        walk.world(self._story.world)
        for scene in self._story.scenes.values():
            walk.scene(scene)
        for language in self._story.world.languages:
            for block in self._story.texts(language).values():
                walk.block(block)
        return walk.found


class _Walk:
    """The walk: each method takes one kind of thing and notes what it names."""

    def __init__(self) -> None:
        self.found = Found()

    # -- the world ------------------------------------------------------------------------------

    def world(self, world: World) -> None:
        for rule in world.rules:
            self.asks(rule.when)
            self.effects(rule.effects)
        for ending in world.endings:
            self.asks(ending.when)
        for invariant in world.invariants:
            self.asks(invariant.holds)
        for item in world.status:
            self.asks(item.condition)
        for figure in world.instruments:
            for tree in (figure.condition, figure.shows, figure.rate):
                self.asks(tree)
        for section in world.notebook:
            for entry in section.entries:
                for tree in (entry.condition, entry.done, entry.broken):
                    self.asks(tree)
        for voice in world.voices:
            self.asks(voice.condition)
        for chart in world.charts:
            self.chart(chart)
        if world.crew is not None:
            self.walk(world.crew)
        self.found.plates.update(each.plate for each in world.chapters if each.plate)
        self.found.on_stage.update(who for each in world.observations for who in (each.of, each.to))

    def chart(self, chart: Chart) -> None:
        self.asks(chart.condition)
        of = chart.of
        if isinstance(of, Plan):
            self.found.rooms.update(anchor.room for anchor in of.anchors)
        elif isinstance(of, Light):
            self.asks(of.delay)
        else:
            for condition in (*(s.condition for s in of.spots), *(t.condition for t in of.tracks)):
                self.asks(condition)

    # -- scenes ---------------------------------------------------------------------------------

    def scene(self, scene: Scene) -> None:
        found = self.found
        if scene.room:
            found.rooms.add(scene.room)
        if scene.plate:
            found.plates.add(scene.plate)
        if scene.cast:
            found.on_stage.update(each.person for each in scene.cast)
        if scene.observe is not None:
            found.observed.add(scene.observe.observation)
        self.asks(scene.when)
        if scene.effects:
            self.effects(scene.effects)
        if scene.each is not None:
            self.walk(scene.each)
        for choice in scene.choices:
            if isinstance(choice, Draw):
                found.decks.add((scene.chapter, choice.deck))
            else:
                self.choice(choice)
        for target in scene.next:
            if isinstance(target, DrawBest):
                found.decks.add((scene.chapter, target.deck))
            else:
                self.asks(target.condition)

    def choice(self, choice: Choice) -> None:
        if choice.each is not None:
            self.walk(choice.each)
        self.asks(choice.condition)
        for lock in choice.locks:
            self.lock(lock)
        if choice.tags:
            self.found.tags.update(choice.tags)
        if choice.observe is not None:
            self.found.observed.add(choice.observe.observation)
        if choice.effects:
            self.effects(choice.effects)

    def lock(self, lock: Lock) -> None:
        self.asks(lock.condition)

    # -- effects --------------------------------------------------------------------------------

    def effects(self, effects: Iterable[Effect]) -> None:
        for effect in effects:
            if isinstance(effect, Change):
                self.change(effect)
            else:
                self.asks(effect.condition)

    def change(self, change: Change) -> None:
        name = name_of(change.target)
        self.found.set.add(name)
        if change.sign == "=":
            self.found.set_values[name].add(_settled(change.value))
        else:
            self.found.set_values[name].add(ANYTHING)
        if change.value != change.target:
            self.asks(change.value)
        self.asks(change.condition)
        if change.walk is not None:
            self.walk(change.walk)

    # -- expressions ----------------------------------------------------------------------------

    def walk(self, walk: Walk) -> None:
        self.asks(walk.condition)

    def asks(self, tree: Expression | None) -> None:
        """Note all that an expression reads."""
        match tree:
            case None | Number() | Bound():
                return
            case Read(name):
                self.found.asked.add(name)
            case Compare(_, left, right):
                self.asks(left)
                self.asks(right)
                self.compared(left, right)
            case And(parts, _) | Or(parts, _):
                for part in parts:
                    self.asks(part)
            case Not(part):
                self.asks(part)
            case Constant(_, value, _):
                self.found.constants.add(value)
            case Field(of, name):
                self.found.asked.add(f"*.{name.partition(':')[0]}")
                self.asks(of)
            case Within(item, options):
                self.asks(item)
                for option in options:
                    self.asks(option)
                    self.compared(item, option)
            case Arithmetic(_, left, right):
                self.asks(left)
                self.asks(right)
            case Call(function, name, arguments):
                self.call(function, name)
                for argument in arguments:
                    self.asks(argument)
            case Choose(condition, then, otherwise):
                self.asks(condition)
                self.asks(then)
                self.asks(otherwise)
            case Gather(_, value, walk):
                self.asks(value)
                self.walk(walk)

    def call(self, function: str, name: str) -> None:
        if function == "heard":
            self.found.echoes.add(name)
        elif name:
            self.found.called.add((function, name))

    def compared(self, left: Expression, right: Expression) -> None:
        """``left`` is compared with ``right``: with a value, with a number, or with anything."""
        values = self.found.asked_values[name_of(left)]
        match right:
            case Number(value):
                values.add(value)
            case Constant(_, value, _):
                values.add(value)
            case _:
                values.add(ANYTHING)
                self.found.asked_values[name_of(right)].add(ANYTHING)

    # -- prose ----------------------------------------------------------------------------------

    def block(self, block: Block) -> None:
        for item in block.items:
            # Most of all prose is narration without a brace.
            if not (isinstance(item, Paragraph) and _is_bare(item)):
                self.item(item)

    def item(self, item: Item) -> None:
        match item:
            case Paragraph(_, parts, speaker, _, _):
                if speaker:
                    self.found.speakers.add(speaker)
                for part in parts:
                    self.inline(part)
            case Branch(arms):
                for condition, items in arms:
                    self.asks(condition)
                    for inner in items:
                        self.item(inner)
            case Splice(observation, text):
                self.asks(observation)
                self.found.texts.add(text)
            case Repeat(speaker, echoes, condition):
                self.found.speakers.add(speaker)
                self.found.echoes.update(echoes)
                self.asks(condition)

    def inline(self, part: Inline) -> None:
        match part:
            case str():
                return
            case Emphasis(parts) | Echo(_, parts):
                for inner in parts:
                    self.inline(inner)
            case Show(value, form, detail, _):
                self.shown(value, form, detail)
            case Select(selector, cuts, values, texts):
                self.asks(selector)
                if cuts or values:
                    self.found.chosen_by.add(name_of(selector))
                for text in texts:
                    for inner in text:
                        self.inline(inner)
            case Sequence(_, texts, _):
                for text in texts:
                    for inner in text:
                        self.inline(inner)

    def shown(self, value: Expression, form: str, detail: str) -> None:
        self.asks(value)
        if form == "word":
            name = name_of(value)
            self.found.forms.add((name, detail))
            self.found.chosen_by.add(name)
        elif form == "text":
            self.found.texts.add(detail)


def name_of(tree: Expression) -> str:
    """The variable that an expression is: ``simon.trust``, ``*.trust``, ``obs_01``, ``*``."""
    match tree:
        case Read(name):
            return name
        case Field(Bound(), "level") | Bound():
            return "*"
        case Field(_, name):
            return f"*.{name}"
        case Constant(_, value, _):
            return value
        case _:
            return ""


def _settled(value: Expression) -> str | int:
    match value:
        case Number(number):
            return number
        case Constant(_, name, _):
            return name
        case _:
            return ANYTHING


def _is_bare(paragraph: Paragraph) -> bool:
    parts = paragraph.parts
    return not paragraph.speaker and len(parts) == 1 and type(parts[0]) is str
