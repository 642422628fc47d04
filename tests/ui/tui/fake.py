"""A made-up game with the interface of the real one: sixty pages in English and French."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from ulysse_game.play import SaveCard, Turn
from ulysse_game.view.page import (
    CrewEntry,
    Ending,
    Gauge,
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


class Trouble(Exception):  # noqa: N818 - it is nobody's error
    """Something of the machine's."""


Change = Callable[[Page], Page]


class FakeSession:
    """A playthrough of sixty pages; the first choice leads on, so does every other."""

    def __init__(self, game: FakeGame, taken: Sequence[str] = ()) -> None:
        self.game = game
        self.language = "en"
        self.notices: list[str] = []
        self.taken = list(taken)
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
        self.taken.append(option)
        return self.page()

    @property
    def can_rewind(self) -> bool:
        return bool(self.taken)

    def rewind(self, turns: int = 1) -> Page:
        self.left.append(list(self.taken))
        del self.taken[-turns:]
        return self.page()

    def rewind_to(self, turn: int, /) -> Page:
        self.left.append(list(self.taken))
        del self.taken[turn:]
        return self.page()

    @property
    def turns(self) -> list[Turn]:
        return [Turn(at, "Galley", label) for at, label in enumerate(self.taken)]

    def transcript(self) -> list[Page]:
        self.game.transcripts += 1
        return [self._page(turn) for turn in range(len(self.taken) + 1)]

    def crew(self) -> tuple[CrewEntry, ...]:
        who = (("simon", "Simon Gramat"), ("eva", "Eva Müller"))
        return tuple(
            CrewEntry(p, (Line("narration", (Run(n),)), Line("narration", (Run("held"),))))
            for p, n in who
        )

    @property
    def ended(self) -> bool:
        return self.page().ending is not None

    def quick_save(self) -> None:
        self.game.keep("quick", "", self)

    def save_as(self, name: str, /) -> None:
        if name == "full":
            raise Trouble("The disk is full.")
        self.game.keep("named", name, self)

    def walkthrough(self) -> list[str]:
        return ["seed: 1", *self.taken]

    def close(self) -> None:
        self.closed += 1
        self.game.keep("auto", "", self)


class FakeGame:
    """The made-up story. ``change`` may alter every page before it is shown."""

    troubles: tuple[type[Exception], ...] = (Trouble,)
    keeps = True

    def __init__(self, change: Change = lambda page: page, last: int = LAST) -> None:
        self.change = change
        self.last = last
        self.breaks_at = -1
        self.transcripts = 0
        self.cards: list[SaveCard] = []
        self.kept: dict[str, list[str]] = {}
        self.sessions: list[FakeSession] = []
        self.text = "Text"

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
