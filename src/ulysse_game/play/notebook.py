"""What a playthrough's way has brought to the notebook, found by walking the way again.

Nothing is added to a state or a save: choices and the story say it all. What each moment of the
timeline brought is remembered while the game runs, so that only the steps since the last look are
walked. Nothing here makes words or pages.
"""

from __future__ import annotations

from ulysse_game import engine
from ulysse_game.engine import State
from ulysse_game.play.history import History, Moment, try_begin, try_step
from ulysse_game.play.timeline import path
from ulysse_game.view.notebook import News, watch


class Way:
    """What each moment of one history brought, as far as it was walked."""

    def __init__(self, history: History) -> None:
        """The way through this history; nothing is walked yet."""
        self._history = history
        self._root = history.timeline.nodes[0]
        self._size = 0
        self._held: dict[int, int] = {}
        self._news: dict[int, News] = {}

    def news(self) -> list[News]:
        """What the way to the present brought, oldest first."""
        timeline = self._history.timeline
        if timeline.nodes[0] != self._root or len(timeline.nodes) < self._size:
            self._root = timeline.nodes[0]  # the older half was forgotten, and numbers moved
            self._held.clear()
            self._news.clear()
        self._size = len(timeline.nodes)
        way = path(timeline)
        known = len(way)
        while known and way[known - 1] not in self._held:
            known -= 1
        if known < len(way):
            self._walk(way, known)
        return [self._news[node] for node in way if node in self._news]

    def _walk(self, way: list[int], known: int) -> None:
        """Walk on from so many moments that are known."""
        history = self._history
        sees = watch(history.machine)
        before = history.state_at(way[known - 1]) if known else None
        held = self._held[way[known - 1]] if known else 0
        for node in way[known:]:
            moment = self._moment(node, before)
            if moment is not None:
                news, held = sees.news(before, moment.after, moment.events, held)
                if news is not None:
                    self._news[node] = news
            self._held[node] = held
            before = None if moment is None else moment.after

    def _moment(self, node: int, before: State | None) -> Moment | None:
        """The moment at a node, stepped to from the one before it where that still can be."""
        history = self._history
        parent, choice, depth = history.timeline.nodes[node][:3]
        if parent < 0 and depth == 0:
            begun = try_begin(history.machine, history.seed)
            if begun is not None:
                return begun
        stepped = try_step(history.machine, before, choice) if before is not None else None
        if stepped is not None:
            return stepped
        state = history.state_at(node)
        if state is None:
            return None
        return Moment(None, "", state, engine.look(history.machine, state))
