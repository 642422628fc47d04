"""A made-up game with the interface of the real one: sixty pages in English and French."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from ulysse_game.play import SaveCard, Turn
from ulysse_game.play.comparison import Comparison, Side
from ulysse_game.play.evidence import Evidence
from ulysse_game.play.reached import Goal, Reached
from ulysse_game.play.timeline import begun, chosen, moved, path
from ulysse_game.play.tree import Moment, Stamp, Tree
from ulysse_game.view.charts import Chart, LightDrawing, Mark, PlanDrawing, SiteDrawing, Someone
from ulysse_game.view.notebook import Entry, Notebook, Section
from ulysse_game.view.page import (
    CrewEntry,
    Ending,
    Gauge,
    Instrument,
    Line,
    Option,
    Page,
    Run,
    Title,
)

LAST = 60

_PROSE = {
    "en": (
        """Seven sleep traces on the screen, green on black, one under the other. Eva turns over at
        03:12, 03:19, 03:31. Yann does not move at all, which in ten months has never meant that
        Yann was asleep.""",
        """The eighth line is flat. It isn’t a fault. The bracelet is on your shelf, face down, and
        its owner is behind you with one arm through the bunk strap.""",
        "In nineteen hours he is to put eight people on Mars.",
    ),
    "fr": (
        """Sept tracés de sommeil sur l’écran, vert sur noir, l’un sous l’autre. Eva se retourne à
        3_h_12, 3_h_19, 3_h_31. Yann ne bouge pas du tout~; en dix mois, ça n’a jamais voulu dire
        que Yann dormait.""",
        """La huitième ligne est plate. Aucune panne. Le bracelet est sur ton étagère, cadran
        contre le métal, et son propriétaire derrière toi, un bras passé dans la sangle.""",
        "Dans dix-neuf heures, il doit poser huit personnes sur Mars.",
    ),
}
PROSE = {
    language: tuple(
        re.sub("\n +", " ", text).replace("_", "\xa0").replace("~", "\u202f") for text in texts
    )
    for language, texts in _PROSE.items()
}
SPEECH = {
    "en": ("Latch three. Forty newton-metres. Again. … Forty.", "Sign it.", "Count the cups."),
    "fr": (
        "Verrou trois. Quarante newtons-mètres. On reprend… Quarante.",
        "Signe.",
        "Compte les tasses.",
    ),
}
CHOICES = {
    "en": ("Put the bracelet back on his wrist.", "Leave the hole in the log.", "Ask Simon."),
    "fr": ("Lui remettre le bracelet au poignet.", "Laisser le vide dans le journal.", "Simon."),
}
WHY = {"en": "he is outside", "fr": "il est dehors"}


def lines(turn: int, language: str, picked: str = "") -> tuple[Line, ...]:
    """The lines of page ``turn``; every fifth is long, every twentieth opens a chapter."""
    made: list[Line] = []
    if picked:
        made.append(Line("picked", (Run(picked),)))
    if turn % 20 == 0:
        names = {"en": ("Ulysses", "Night of 3 October"), "fr": ("Ulysse", "Nuit du 3 octobre")}
        title, second = names[language]
        made.append(Line("chapter", (Run(f"{turn // 20 + 1}. {title}"),), manner=second))
    one, two, three = PROSE[language]
    latch, sign, count = SPEECH[language]
    made.append(Line("narration", (Run(f"({turn}) {one}"),)))
    made.append(Line("speech", (Run(latch),), "simon", "Simon", "", "person"))
    if turn % 5 == 1:
        made += [Line("narration", (Run(two), Run(" " + three, True))) for _ in range(8)]
    if turn % 3 == 0:
        made.append(Line("speech", (Run(sign),), "martin", "Martin", "radio", "person"))
        made.append(Line("speech", (Run(count),), "clinician", "the Clinician", "", "inner"))
    if turn % 4 == 0:
        made.append(Line("screen", (Run(f"REPORT · SOL {turn}"),)))
        made.append(Line("screen", (Run("O₂   188   nominal"),)))
    made.append(Line("narration", (Run(three),)))
    return tuple(made)


def notebook(turn: int, language: str) -> Notebook:
    """Seven sections; after the first turn there are sentences in most of them."""
    titles = {
        "en": ("Crew", "Report log", "People", "Places", "Words", "Promises", "Questions"),
        "fr": ("Équipage", "Rapports", "Personnes", "Lieux", "Mots", "Promesses", "Questions"),
    }[language]
    latch, sign, count = SPEECH[language]
    hand = tuple(Line("hand", (Run(words),)) for words in (latch, sign))
    seen = Line("speech", (Run(count),), "earth", "Earth", "", "radio")
    written = (
        (Entry("simon", "Simon Gramat", (*hand, seen), person="simon"),),
        (Entry("sent_1", "To Earth", hand, "SOL 1 · 20:30 · 17 min 20"),),
        tuple(Entry(f"p{n}", f"Person {n}", hand[:1], f"SOL {n}") for n in range(30)),
        (),
        (Entry("sol", "A sol", hand[1:], "SOL 0"),),
        (
            Entry("one", "Kept", hand[:1], "SOL 1", "done"),
            Entry("two", "Not kept", hand[:1], "SOL 2", "broken"),
        ),
        (Entry("who", "Who it was", hand[:1], "SOL 3"),),
    )
    ids = ("crew", "log", "people", "places", "words", "promises", "questions")
    entries = written if turn else ((),) * len(ids)
    return Notebook(tuple(map(Section, ids, titles, entries)))


class Trouble(Exception):  # noqa: N818 - it is nobody's error
    """Something of the machine's."""


Change = Callable[[Page], Page]

CHARTS = (
    Chart(
        "ship",
        "The ship",
        "plan",
        ("Aboard: Simon.",),
        ("Aboard: Simon.",),
        PlanDrawing(("╭──────╮", "│      │", "╰──────╯"), (), "", (Someone("simon", "Simon"),)),
    ),
    Chart(
        "ground",
        "The ground",
        "map",
        ("The wreck: 6.2 km to the west.",),
        ("The wreck: 6.2 km to the west.",),
        SiteDrawing(
            "The ship", 10_000, "walk-back line", (Mark("The wreck", 6200, 270, "6.2 km"),), (),
            ((1000, "1 km"), (5000, "5 km")), "N",
        ),
    ),
    Chart(
        "light",
        "The light",
        "light",
        ("Light takes 17 min 20.",),
        ("Light takes 17 min 20.",),
        LightDrawing(2_461_682.5, 1040, "17 min 20", "Sun", "Earth", "Mars"),
    ),
)  # fmt: skip


class FakeSession:
    """A playthrough of sixty pages; the first choice leads on, so does every other."""

    def __init__(self, game: FakeGame, taken: Sequence[str] = ()) -> None:
        self.game = game
        self.language = "en"
        self.notices: list[str] = []
        self.is_unsaved = False
        self.taken = list(taken)
        self.timeline = begun({})
        for option in taken:
            self._grow(option)
        self.closed = 0
        self.left: list[list[str]] = []

    def _page(self, turn: int) -> Page:
        language = self.language
        labels = dict(zip(("wrist", "hole", "ask"), CHOICES[language], strict=True))
        picked = labels.get(self.taken[turn - 1], "") if turn else ""
        ending = Ending("over", "A seat / Une place") if turn >= self.game.last else None
        options = (
            ()
            if ending
            else (
                Option("wrist", (Run(labels["wrist"]),)),
                Option("ask", (Run(labels["ask"]),), turn % 2 == 1, (Run(WHY[language]),)),
                Option("hole", (Run(labels["hole"]),)),
            )
        )
        status = (
            Gauge("sol", f"SOL {turn:02}"),
            Gauge("clock", "14:20"),
            Gauge("o2", "O₂ 188"),
            Gauge("co2", "CO₂ 3,1"),
            Gauge("kwh", "27 kWh"),
            Gauge("seats", "Seats 2/8", True),
        )
        page = Page(
            turn,
            f"scene_{turn}",
            "Galley",
            f"{turn // 20 + 1}. Ulysses",
            lines(turn, language, picked),
            options,
            status,
            ending,
        )
        return self.game.change(page)

    def page(self) -> Page:
        return self._page(len(self.taken))

    def choose(self, option: str, /) -> Page:
        if self.game.breaks_at == len(self.taken):
            secret = "LOCAL-SECRET"
            raise ZeroDivisionError(f"broken {len(secret)}")
        assert option in [o.id for o in self.page().open_options], option
        self.game.marks.lines |= {line.line_id for line in self.page().lines if line.line_id}
        self.taken.append(option)
        self._grow(option)
        return self.page()

    def _grow(self, option: str) -> None:
        self.timeline = chosen(self.timeline, option, None, {"turn": self.timeline.depth})

    @property
    def can_rewind(self) -> bool:
        return bool(self.taken)

    def rewind(self, turns: int = 1) -> Page:
        return self.rewind_to(max(0, len(self.taken) - turns))

    def rewind_to(self, turn: int, /) -> Page:
        return self.go_to(path(self.timeline)[turn])

    def go_to(self, node: int, /) -> Page:
        self.left.append(list(self.taken))
        self.timeline = moved(self.timeline, node)
        nodes = self.timeline.nodes
        self.taken = [nodes[each].choice for each in path(self.timeline)[1:]]
        return self.page()

    @property
    def has_past(self) -> bool:
        return len(self.timeline.nodes) > 1

    def tree(self) -> Tree:
        return Tree(self.timeline, self)

    def stamp(self, node: int) -> Stamp:
        return Stamp(self.timeline.nodes[node].depth // 20 + 1, 1)

    def moment(self, node: int, after: int) -> Moment:
        nodes = self.timeline.nodes
        labels = dict(zip(("wrist", "hole", "ask"), CHOICES[self.language], strict=True))
        chosen_there = labels[nodes[after].choice] if after >= 0 else ""
        turn = nodes[node].depth
        ending = "A seat / Une place" if turn >= self.game.last else ""
        chapter = f"{turn // 20 + 1}. Ulysses"
        return Moment(node, turn, chapter, "Galley", f"SOL {turn}", chosen_there, ending)

    def compared(self, one: int, other: int, /) -> Comparison:
        ways = [path(self.timeline, node) for node in (one, other)]
        shared = sum(a == b for a, b in zip(*ways, strict=False))
        sides = [
            Side(
                self.moment(way[-1], -1),
                [
                    self.moment(a, b).chosen
                    for a, b in zip(way[shared - 1 :], way[shared:], strict=False)
                ],
            )
            for way in ways
        ]
        return Comparison(self.moment(ways[0][shared - 1], -1), sides[0], sides[1], ())

    @property
    def turns(self) -> list[Turn]:
        return [Turn(at, "Galley", label) for at, label in enumerate(self.taken)]

    def transcript(self) -> list[Page]:
        self.game.transcripts += 1
        return [self._page(turn) for turn in range(len(self.taken) + 1)]

    def charts(self) -> tuple[Chart, ...]:
        return CHARTS

    def notebook(self) -> Notebook:
        return notebook(len(self.taken), self.language)

    def crew(self) -> tuple[CrewEntry, ...]:
        who = (("simon", "Simon Gramat"), ("eva", "Eva Müller"))
        return tuple(
            CrewEntry(p, (Line("narration", (Run(n),)), Line("narration", (Run("held"),))))
            for p, n in who
        )

    def instruments(self) -> tuple[Instrument, ...]:
        oxygen = Instrument("oxygen", "Oxygen", "188 person-sols", 0.6)
        seats = Instrument("seats", "Seats", "2 for 8", highlight=True)
        heart = Instrument("heart", "Martin", "51", form="trace", rate=51)
        return (oxygen, seats, *((heart,) if self.game.beats else ()))

    @property
    def ended(self) -> bool:
        return self.page().ending is not None

    def quick_save(self) -> None:
        self.game.keep("quick", "", self)

    def save_as(self, name: str, /) -> None:
        if name == "full":
            raise Trouble("The disk is full.")
        self.game.keep("named", name, self)

    def evidence(self) -> Evidence:
        return Evidence(seed=1)

    def close(self) -> None:
        self.closed += 1
        self.game.keep("auto", "", self)


class FakeMarks:
    """Nothing has been read but what a test says."""

    def __init__(self) -> None:
        self.lines: set[str] = set()

    def has(self, line_id: str, /) -> bool:
        return line_id in self.lines


class FakeGame:
    """The made-up story. ``change`` may alter every page before it is shown."""

    troubles: tuple[type[Exception], ...] = (Trouble,)
    keeps = True
    has_charts = True

    def __init__(self, change: Change = lambda page: page, last: int = LAST) -> None:
        self.change = change
        self.last = last
        self.breaks_at = -1
        self.transcripts = 0
        self.beats = False  # is there a heart among the instruments
        self.cards: list[SaveCard] = []
        self.kept: dict[str, list[str]] = {}
        self.sessions: list[FakeSession] = []
        self.text = "Text"
        self.marks = FakeMarks()

    def words(self, language: str) -> Callable[..., str]:
        def words(sentence: str, **values: Any) -> str:
            said = sentence.format(**values) if values else sentence
            return said if language == "en" else f"fr:{said}"

        return words

    def title(self, language: str) -> Title:
        about = Line("narration", (Run("Eight people, seven seats."),))
        note = Line("narration", (Run("Death, grief, confinement."),))
        free = Line("narration", (Run("Free, unofficial fan work. " * 12),))
        name = {"en": "One Seat Short", "fr": "Une place de moins"}[language]
        return Title(name, (about,), (free,), (note,), "CC BY-NC-SA 4.0")

    def start(self, language: str, seed: int | None) -> FakeSession:
        return self._play(FakeSession(self), language)

    def _play(self, session: FakeSession, language: str) -> FakeSession:
        session.language = language
        self.sessions.append(session)
        return session

    def resume(self, save: str, language: str = "") -> FakeSession:
        card = next(card for card in self.cards if card.id == save)
        if card.damaged:
            raise Trouble("This save is damaged.")
        return self._play(FakeSession(self, self.kept[save]), language or "en")

    def saves(self, language: str = "") -> list[SaveCard]:
        return self.cards

    def delete(self, save: str) -> None:
        self.cards = [card for card in self.cards if card.id != save]

    def reached(self, language: str) -> Reached:
        return Reached(
            (Goal("over", "A seat / Une place"), Goal("other")),
            (Goal("early"),),
            (Goal("one", "Ulysses", "Night of 3 October"), Goal("two")),
        )

    def keep(self, kind: str, name: str, session: FakeSession) -> None:
        save = f"{kind}-{name}"
        self.delete(save)
        page = session.page()
        card = SaveCard(
            save,
            kind,
            name,
            page.chapter,
            page.place,
            "SOL 04",
            "2026-11-22 12:40",
            session.language,
            page.turn,
            8,
            False,
        )
        self.cards.insert(0, card)
        self.kept[save] = list(session.taken)
