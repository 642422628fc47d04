"""A library and a session of three scenes, with the interface of ``play``'s, in memory.

The doors: `knock`, `wait` (closed) and `shout`; then the hall, `sit`; then the end.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import NamedTuple

from ulysse_game.play.evidence import Evidence
from ulysse_game.storage import StorageTrouble
from ulysse_game.view.charts import Chart, PlanDrawing
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

TEXTS = {
    "en": {
        "door": "You stand before a door.",
        "wait": "Wait.",
        "why": "There is no time left.",
        "hall": "The hall is cold.",
        "end": "You sit. It is over.",
        "title": "A Chair",
    },
    "fr": {
        "door": "Tu es devant une porte.",
        "wait": "Attendre.",
        "why": "Le temps manque.",
        "hall": "Le hall est froid.",
        "end": "Tu t’assieds. C’est fini.",
        "title": "Une chaise",
    },
}


class Card(NamedTuple):
    id: str
    kind: str = "auto"
    name: str = ""
    chapter: str = "One"
    place: str = "Door"
    clock: str = "20:00"
    date: str = "2040-01-01"
    language: str = "en"
    turn: int = 1
    alive: int = 7
    damaged: bool = False
    who: str = ""
    ending: str = ""
    played: int = 0


class FakeSession:
    def __init__(self, library: FakeLibrary, path: list[str], language: str, seed: int) -> None:
        self.library = library
        self.path = path
        self.language = language
        self.seed = seed
        self.playthrough = "p"
        self.notices: list[str] = []
        self.closed = False
        self.gone_back = 0

    @property
    def ended(self) -> bool:
        return len(self.path) == 2

    @property
    def can_rewind(self) -> bool:
        return bool(self.path)

    def page(self) -> Page:
        return self._page(len(self.path))

    def _page(self, turn: int) -> Page:
        text = TEXTS[self.language]
        name = {"en": "seats", "fr": "places"}[self.language]
        seats = Gauge("seats", f"{7 - turn // 2} {name}", highlight=True)
        base = Page(turn, "door", "Door", "One", (), (), (Gauge("clock", f"20:0{turn}"), seats))
        lines: tuple[Line, ...]
        if turn == 0:
            lines = (
                Line("chapter", (Run("Chapter One"),), manner="Second title"),
                Line("narration", (Run(text["door"]), Run(" Now."))),
                Line("speech", (Run("Open."),), speaker="eva", name="Eva", voice="person"),
                Line("screen", (Run("LOCKED"),)),
                Line("screen", (Run("TRY AGAIN"),)),
            )
            options = (
                Option("knock", (Run("Knock."),)),
                Option("wait", (Run(text["wait"]),), is_open=False, reason=(Run(text["why"]),)),
                Option("shout", (Run("Shout."),)),
            )
            return base._replace(lines=lines, options=options)
        label = "Knock." if self.path[0] == "knock" else "Shout."
        if turn == 1:
            lines = (
                Line("picked", (Run(label),)),
                Line("narration", (Run(text["hall"]),), line_id="hall"),
            )
            return base._replace(
                scene="hall", lines=lines, options=(Option("sit", (Run("Sit."),)),)
            )
        return base._replace(
            scene="chair",
            lines=(Line("narration", (Run(text["end"]),)),),
            ending=Ending("chair", text["title"]),
        )

    def choose(self, option: str) -> Page:
        assert option in [each.id for each in self.page().open_options]
        if self.library.broken:
            raise RuntimeError("a mistake of ours")
        self.path.append(option)
        self.library.autosave(self)
        return self.page()

    def rewind(self, turns: int = 1) -> Page:
        self.gone_back += turns
        del self.path[-turns:]
        return self.page()

    def transcript(self) -> list[Page]:
        return [self._page(turn) for turn in range(len(self.path) + 1)]

    def charts(self) -> tuple[Chart, ...]:
        words = ("Galley: Jeanne, Simon.", "Elsewhere aboard: Eva.")
        return (Chart("ulysse", "Ulysse", "plan", words, words[1:], PlanDrawing((), ())),)

    def notebook(self) -> Notebook:
        lines = (Line("hand", (Run("He counts under his breath."),)),)
        crew = Section("crew", "Crew", (Entry("simon", "Simon", lines, person="simon"),))
        kept = Entry("soup", "The soup", lines, "SOL 1", "done")
        return Notebook((crew, Section("promises", "Promises", (kept,))))

    def instruments(self) -> tuple[Instrument, ...]:
        seats = f"{7 - len(self.path) // 2} for 8"
        return (
            Instrument("air", "Air", "12 mmHg", 0.5),
            Instrument("seats", "Seats", seats, highlight=True),
            Instrument("heart", "A heart", "51", form="trace", rate=51),
        )

    def crew(self) -> tuple[CrewEntry, ...]:
        return (CrewEntry("eva", (Line("narration", (Run("Eva is calm."),)),)),)

    def quick_save(self) -> Card | None:
        return self.library.put("quick", "quick", "", self.path)

    def save_as(self, name: str) -> Card | None:
        if self.library.full:
            self.notices.append("The disk is full.")
            return None
        return self.library.put(f"named-{name}", "named", name, self.path)

    def evidence(self) -> Evidence:
        choices = tuple(("door", choice) for choice in self.path)
        return Evidence(seed=self.seed, choices=choices)

    def close(self) -> None:
        self.closed = True


class FakeLibrary:
    """Saves in memory, and the two doors that ``play`` has as functions."""

    def __init__(self) -> None:
        self.kept: dict[str, tuple[Card, list[str]]] = {}
        self.sessions: list[FakeSession] = []
        self.shelf = SimpleNamespace(trouble=None)
        self.keeps = True
        world = SimpleNamespace(chapters=(), charts=("ulysse",))
        self.machine = SimpleNamespace(story=SimpleNamespace(world=world))
        self.read: set[str] = set()
        self.marks = SimpleNamespace(has=self.read.__contains__)
        self.full = False
        self.broken = False
        self.unreadable: set[str] = set()

    def put(self, id: str, kind: str, name: str, path: list[str]) -> Card:
        self.kept.pop(id, None)
        card = Card(id, kind, name, turn=len(path))
        self.kept[id] = (card, list(path))
        return card

    def newest(self, kind: str, playthrough: str) -> Card | None:
        return next((card for card in self.saves() if card.kind == kind), None)

    def autosave(self, session: FakeSession) -> None:
        if not self.full:
            self.put("auto", "auto", "", session.path)

    def saves(self) -> list[Card]:
        return [card for card, _ in reversed(self.kept.values())]

    def delete(self, id: str) -> None:
        del self.kept[id]

    @staticmethod
    def start(library: FakeLibrary, seed: int | None, language: str) -> FakeSession:
        session = FakeSession(library, [], language, seed or 0)
        library.sessions.append(session)
        return session

    @staticmethod
    def retold(library: FakeLibrary, card: Card, language: str) -> Card:
        return card

    @staticmethod
    def resume(library: FakeLibrary, save: str, language: str = "en") -> FakeSession:
        if save in library.unreadable:
            raise StorageTrouble("This saved game is damaged.")
        session = FakeSession(library, list(library.kept[save][1]), language, 0)
        library.sessions.append(session)
        return session


def title(language: str) -> Title:
    return Title(
        TEXTS[language]["title"],
        (),
        (Line("narration", (Run("Not the real thing."),)),),
        (Line("narration", (Run("Doors."),)),),
        "Free",
    )
