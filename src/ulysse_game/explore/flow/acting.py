"""What happens by itself: effects, time that passes, rules that act.

As ``engine.step`` and ``engine.rules`` have it. What waits to go on after it is a phase, ``cont``,
to which the scene that a rule's ``goto`` named (or nothing) is added.
"""

from __future__ import annotations

from collections.abc import Iterable

from ulysse_game.engine import Binding, Watched
from ulysse_game.explore.flow.cells import SOL_MINUTES
from ulysse_game.explore.flow.context import Here, Next, Phase, Turning, Way, straight
from ulysse_game.explore.flow.graph import Ask, Note, Op, Set
from ulysse_game.explore.flow.lower import compare, reckon
from ulysse_game.explore.flow.setting import Setting
from ulysse_game.story import (
    LEVEL_SEEN,
    NO,
    YES,
    Change,
    Clock,
    Effect,
    Expression,
    Hear,
    Number,
    Observe,
    Read,
    Rule,
    choose,
    conjunction,
    disjunction,
    ground,
    ground_effects,
    negate,
)


class Acting(Setting):
    """The phases in which nobody chooses."""

    # -- effects ----------------------------------------------------------------------------------

    def _effects(
        self,
        effects: tuple[Effect, ...],
        binding: Binding,
        address: str,
        room: int,
        observe: Observe | None,
    ) -> list[Op]:
        """Written effects, each watched for how its condition comes out and where it saturates.

        What ``observe`` does is among them. That it asks whether the observation is unseen is
        nobody's condition; the ``if`` behind it is.
        """
        ops: list[Op] = []
        number = 0
        for effect in effects:
            if observe is not None and _is_observing(effect, observe):
                ops += self._observing(effect, observe, binding, f"{address}.observe", room)
                continue
            number += 1
            asked = effect.condition is not None
            walked = isinstance(effect, Change) and effect.walk is not None
            for each in ground_effects((effect,), dict(binding), self.layout.facts):
                name = f"{address}.do[{number}]"
                ops += self._effect(each, name, asked or walked, room)
        return ops

    def _observing(
        self, effect: Effect, observe: Observe, binding: Binding, name: str, room: int
    ) -> list[Op]:
        ops: list[Op] = []
        if observe.condition is not None:
            written = ground(observe.condition, dict(binding), self.layout.facts)
            ops.append(Ask("outcome", f"{name}.if", self.lower(written, room)))
        for each in ground_effects((effect,), dict(binding), self.layout.facts):
            ops += self._effect(each, name, False, room)
        return ops

    def _effect(self, effect: Effect, name: str, is_asked: bool, room: int) -> Iterable[Op]:
        condition = YES if effect.condition is None else self.lower(effect.condition, room)
        if is_asked:
            yield Ask("outcome", f"{name}.if", condition)
        if isinstance(effect, Hear):
            heard = f"@heard:{effect.echo}"
            if heard in self.cells.by_name and condition != NO:
                yield Set(self.cells.by_name[heard], choose(condition, YES, Read(heard)))
            return
        assert isinstance(effect.target, Read)
        target = effect.target
        cell = self.cells.every[self.cells.by_name[target.variable]]
        value = self.lower(effect.value, room)
        if effect.sign != "=":
            value = reckon(effect.sign[0], target, value)
            over = disjunction(
                (compare(">", value, Number(cell.high)), compare("<", value, Number(cell.low)))
            )
            yield Ask("saturates", name, conjunction((condition, over)))
        if condition != NO:
            changed = choose(condition, value, target)
            yield Set(self.cells.by_name[target.variable], changed)

    def _hears(self, hears: tuple[Effect, ...], room: int) -> list[Op]:
        return [op for each in hears for op in self._effect(each, "", False, room)]

    # -- rules ------------------------------------------------------------------------------------

    def _before(self, watch: tuple[Watched, ...], here: Here) -> list[Op]:
        """Remember which of these rules hold already."""
        ops: list[Op] = []
        for rule in watch:
            if rule.chapter in (0, here.chapter):
                when, _ = self._rule(rule.id, here.room)
                ops.append(Set(self.cells.by_name[f"@was:{rule.id}"], choose(when, YES, NO)))
        return ops

    def _rule(self, id: str, room: int) -> tuple[Expression, tuple[Op, ...]]:
        """A rule's condition in a room, and what it does there."""
        key = f"{id}@{room}"
        if key not in self._ground:
            rule: Rule = self._written[id]
            when = self.lower(self.machine.grounded(rule.when), room)
            ops: list[Op] = []
            if rule.once:
                ops.append(Set(self.cells.by_name[f"@fired:{id}"], YES))
            ops += self._effects(rule.effects, (), f"rule.{id}", room, None)
            ops.append(Note("rule", id))
            if rule.gives:
                ops += self.words.read(f"rule.{id}", (), room)
            self._ground[key] = (when, tuple(ops))
        return self._ground[key]

    def _let_act(
        self,
        watch: tuple[Watched, ...],
        here: Here,
        goto: str,
        cont: Phase,
        ops: list[Op],
    ) -> Turning:
        """Let the rules act that have become true, then go on."""
        waiting = tuple(rule.id for rule in watch if rule.chapter in (0, here.chapter))
        if not waiting:
            return straight(tuple(ops), ((*cont, goto), here))
        return straight(tuple(ops), (("rules", waiting, waiting, goto, cont), here))

    def _rules(
        self, here: Here, watched: tuple[str, ...], waiting: tuple[str, ...], goto: str, cont: Phase
    ) -> Turning:
        """The first waiting rule that has become true acts, then those that remain."""
        ways: list[Way] = []
        by_name = self.cells.by_name
        for id in waiting:
            when, ops = self._rule(id, here.room)
            asked = [negate(Read(f"@was:{id}")), when]
            if f"@fired:{id}" in by_name:
                asked.append(negate(Read(f"@fired:{id}")))
            guard = conjunction(tuple(asked))
            if guard != NO:
                left = tuple(each for each in waiting if each != id)
                then = goto or self._written[id].goto
                after: Next = (("rules", watched, left, then, cont), here)
                ways.append(Way(guard, (*ops, *self._clash(id, goto)), after))
        forgotten = tuple(Set(by_name[f"@was:{id}"], NO) for id in watched)
        return Turning("ask", (*ways, Way(YES, forgotten, ((*cont, goto), here))))

    def _clash(self, id: str, goto: str) -> tuple[Op, ...]:
        """That this rule wants to go somewhere when another has already said where."""
        other = self._written[id].goto
        return (Note("clash", f"rule.{id} {goto}"),) if goto and other and other != goto else ()

    # -- time -------------------------------------------------------------------------------------

    def _pass_time(self, clock: Clock, here: Here, ops: tuple[Op, ...], cont: Phase) -> Turning:
        """Time moves on; then ``cont``, with the scene that a rule of a new sol leads to."""
        minute = Read("@minute")
        if clock.kind == "after":
            return self._after(clock.minutes, here, ops, cont)
        to = Number(clock.minutes % SOL_MINUTES)
        if clock.kind == "next":
            passed = reckon("-", Number(SOL_MINUTES + clock.minutes), minute)
            more = (*ops, *self._run_down(passed), self._set("@minute", to))
            sols = 1 + clock.minutes // SOL_MINUTES
            return straight(more, (("sols", sols, "", cont), here))
        return self._until(clock, here, ops, cont)

    def _after(self, minutes: int, here: Here, ops: tuple[Op, ...], cont: Phase) -> Turning:
        """So many minutes from now, over midnight or not."""
        minute = Read("@minute")
        ops = (*ops, *self._run_down(Number(minutes)))
        sols = minutes // SOL_MINUTES

        def at(crossed: int) -> tuple[tuple[Op, ...], Next]:
            then = reckon("+", minute, Number(minutes - crossed * SOL_MINUTES))
            return (*ops, self._set("@minute", then)), (("sols", crossed, "", cont), here)

        if minutes % SOL_MINUTES == 0:
            return straight(*at(sols))
        crosses = compare(">=", minute, Number((sols + 1) * SOL_MINUTES - minutes))
        return Turning("ask", (Way(crosses, *at(sols + 1)), Way(YES, *at(sols))))

    def _until(self, clock: Clock, here: Here, ops: tuple[Op, ...], cont: Phase) -> Turning:
        """Until a time of a sol; nothing happens if it is past."""
        minute, end = Read("@minute"), clock.sol * SOL_MINUTES + clock.minutes
        sol = Read("sol") if self.layout.sol >= 0 else NO
        now = reckon("+", reckon("*", sol, Number(SOL_MINUTES)), minute)
        past: Next = ((*cont, ""), here)
        ways = [Way(compare(">=", now, Number(end)), ops, past)]
        more = (
            *ops,
            *self._run_down(reckon("-", Number(end), now)),
            self._set("@minute", Number(clock.minutes % SOL_MINUTES)),
        )
        last = clock.sol + clock.minutes // SOL_MINUTES
        for sols in range(1, last + 1) if self.layout.sol >= 0 else ():
            is_then = compare("is", sol, Number(last - sols))
            ways.append(Way(is_then, more, (("sols", sols, "", cont), here)))
        return Turning("ask", (*ways, Way(YES, more, past)))

    def _run_down(self, minutes: Expression) -> list[Op]:
        """Timers run down by so many minutes."""
        variables = self.layout.variables
        names = [variables[slot - 3].name for slot, _ in self.layout.timers]
        return [self._set(name, reckon("-", Read(name), minutes)) for name in names]

    def _sols(self, here: Here, left: int, goto: str, cont: Phase) -> Turning:
        """So many new sols, one by one, each with its rules."""
        done: Next = ((*cont, goto), here)
        if not left or self.layout.sol < 0:
            return straight((), done)
        sol = Read("sol")
        new: Next = (("solrules", 0, left - 1, goto, cont), here)
        more = (self._set("sol", reckon("+", sol, YES)),)
        before_last = compare("<", sol, Number(self._highest_sol))
        return Turning("ask", (Way(before_last, more, new), Way(YES, (), done)))

    def _solrules(self, here: Here, number: int, left: int, goto: str, cont: Phase) -> Turning:
        """The rules of a new sol from this one on, each asked once, in order."""
        rules = [rule for rule in self.machine.sol_rules if rule.chapter in (0, here.chapter)]
        if number == len(rules):
            return straight((), (("sols", left, goto, cont), here))
        id = rules[number].id
        when, ops = self._rule(id, here.room)
        fired = f"@fired:{id}"
        if fired in self.cells.by_name:
            when = conjunction((when, negate(Read(fired))))
        then = goto or self._written[id].goto
        acts: Next = (("solrules", number + 1, left, then, cont), here)
        rests: Next = (("solrules", number + 1, left, goto, cont), here)
        if when == YES:
            return straight((*ops, *self._clash(id, goto)), acts)
        more = (*ops, *self._clash(id, goto))
        return Turning("ask", (Way(when, more, acts), Way(YES, (), rests)))


def _is_observing(effect: Effect, observe: Observe) -> bool:
    """Whether this is the effect that an ``observe`` stands for."""
    return (
        isinstance(effect, Change)
        and effect.target == Read(observe.observation)
        and effect.value == LEVEL_SEEN
    )
