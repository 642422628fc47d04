"""What can change in a story, declared: variables and stats with their kinds, ranges and bands.

The lower floor of ``world.Declaring``. Here is the one name space, too: a name means one thing in
the whole story, and what it was called before is kept for saves.
"""

from __future__ import annotations

import re

from ulysse_game.compiler.desk import Desk
from ulysse_game.compiler.fields import Fields, list_of, span_of
from ulysse_game.compiler.nodes import Mapping, Node, Scalar
from ulysse_game.diagnostics import Diagnostic, Label, Span, did_you_mean
from ulysse_game.story import Person, Variable

RESERVED = frozenset(
    (
        "and",
        "or",
        "not",
        "is",
        "in",
        "if",
        "for",
        "else",
        "draw",
        "odds",
        "here",
        "return",
        "endings",
        "nobody",
        "count",
        "any",
        "first",
        "sum",
        "most",
        "max",
        "min",
        "words",
        "visits",
        "seen",
        "taken",
        "heard",
        "picked",
        "ending",
        "clock",
        "people",
        "observations",
        "yes",
        "no",
    )
)
NAME = re.compile(r"[a-z][a-z0-9_]*")
VARIABLE_KEYS = ("is", "bands", "values", "means", "was", "note")
ECHO_KEYS = ("was", "note")
LARGEST_RANGE = 1_000_000
MOST_VARIABLES = 20_000
"""Of a story: a stat counts once for everybody who has it, as each is kept in every state."""
MOST_VALUES = 500
"""Of a variable that is one of several words."""
MOST_BANDS = 12


class DeclaringVariables:
    """Names, and whatever is declared with a kind."""

    def __init__(self, desk: Desk) -> None:
        """Ready to declare."""
        self.desk = desk
        self.declared = desk.declared
        self.people: dict[str, Person] = {}
        self.was: list[tuple[str, str, str]] = []
        self._is_full = False
        self._is_full_of_variables = False

    # -- names ----------------------------------------------------------------------------------

    def name(self, key: Scalar, file: str, what: str) -> str | None:
        """A new name of the one name space; nothing if it cannot be one, which is reported."""
        name, span = key.text, span_of(file, key)
        if not NAME.fullmatch(name):
            self.desk.error(
                "bad-name",
                f"`{name}` cannot be a name.",
                span,
                "names are small letters a to z, figures and `_`, and begin with a letter.",
            )
            return None
        if name in RESERVED:
            self.desk.error(
                "reserved-name", f"`{name}` already means something.", span, "give it another name."
            )
            return None
        first = self.declared.places.get(name)
        if first is not None:
            self.desk.report(
                Diagnostic(
                    "duplicate-name",
                    f"`{name}` is already declared; every name is one thing.",
                    span,
                    "give one of them another name.",
                    labels=(Label(first, "the first stands here"),),
                )
            )
            return None
        self.declared.places[name] = span
        return name

    def _wants(self, node: Node, key: Scalar, file: str, told: str) -> None:
        """Something that has keys of its own has none, and so cannot be declared."""
        self.desk.lost.add(key.text)
        at = key if isinstance(node, Scalar) and not node.text else node
        self.desk.error("wants-names", told, span_of(file, at), "indent them under its name.")

    def has_room(self, span: Span, more: int = 1) -> bool:
        """Whether so many more variables may be declared; the first that may not is reported."""
        if len(self.declared.variables) + more <= MOST_VARIABLES:
            return True
        if not self._is_full_of_variables:
            self._is_full_of_variables = True
            self.desk.error(
                "too-many",
                f"a story has at most {MOST_VARIABLES:,} variables, and with this it has more.",
                span,
                "a stat counts once for each person; let fewer people have it.",
            )
        return False

    # -- variables ------------------------------------------------------------------------------

    def variable(self, name: str, node: Node, file: str, scope: str) -> Variable | None:
        """A declaration: ``0..10 from 3, meaning`` or a map with ``is``, ``bands``, ``means``."""
        if isinstance(node, Mapping):
            fields = Fields(self.desk, file, node, "a variable")
            fields.allow(VARIABLE_KEYS)
            scalar = fields.scalar("is") if fields.require("is") else None
            if scalar is None:
                return None
            self.follow("variable" if "." not in name else "stat", name.rpartition(".")[2], fields)
            found = self._declared(name, scalar, file, scope, fields.text("means"), fields)
            if found is not None and "values" in fields.nodes:
                self._values_were(fields, found)
            return found
        if not isinstance(node, Scalar):
            self.desk.error("wants-a-text", "a variable is one line.", span_of(file, node))
            return None
        return self._declared(name, node, file, scope, "")

    def _values_were(self, fields: Fields, variable: Variable) -> None:
        """``values``: what a value of today was called before."""
        node = fields.mapping("values")
        for entry in node.entries if node is not None else ():
            if entry.key.text not in variable.values:
                self.desk.error(
                    "unknown-value",
                    f"`{variable.name}` is never `{entry.key.text}`.",
                    span_of(fields.file, entry.key),
                    self.declared.near(entry.key.text, variable.values),
                )
                continue
            for old in list_of(entry.value, self.desk, fields.file):
                self.was.append((f"value:{variable.name}", old.text, entry.key.text))

    def echoes(self, node: Mapping, file: str) -> None:
        """What echoes of today were called before."""
        for entry in node.entries:
            if entry.key.text not in self.declared.echoes:
                self.desk.error(
                    "unknown-echo",
                    f"no text marks `{entry.key.text}`.",
                    span_of(file, entry.key),
                    self.declared.near(entry.key.text, self.declared.echoes),
                )
            elif not isinstance(entry.value, Mapping):
                self._wants(entry.value, entry.key, file, "an echo says what it `was`.")
            else:
                fields = Fields(self.desk, file, entry.value, "an echo")
                fields.allow(ECHO_KEYS)
                self.follow("echo", entry.key.text, fields)

    def _declared(
        self,
        name: str,
        node: Scalar,
        file: str,
        scope: str,
        means: str,
        fields: Fields | None = None,
    ) -> Variable | None:
        kind_text, _, meaning = node.text.partition(",")
        meaning = means or meaning.strip(" ")
        words, start_text = _start_of(kind_text.strip(" \n"))
        variable = self._of_kind(name, words, node, file, scope)
        if variable is None:
            return None
        if not meaning and "." not in name:
            self.desk.warn(
                "no-meaning",
                f"`{name}` has no line of meaning.",
                span_of(file, node),
                "write a comma and what it stands for.",
            )
        variable = variable._replace(meaning=meaning, hidden="never shown" in meaning)
        if fields is not None and "bands" in fields.nodes:
            variable = variable._replace(bands=self._bands(fields, variable))
        if start_text:
            return self.started(variable, start_text, span_of(file, node))
        return variable

    def _of_kind(
        self, name: str, words: str, node: Scalar, file: str, scope: str
    ) -> Variable | None:
        span = span_of(file, node)
        if words == "flag":
            return Variable(name, "flag", 0, 1, scope=scope)
        range_ = re.fullmatch(r"(timer +)?(-?[0-9]{1,7})\.\.(-?[0-9]{1,7})", words)
        if range_:
            low, high = int(range_[2]), int(range_[3])
            if low > high or high - low > LARGEST_RANGE:
                self.desk.error(
                    "bad-range",
                    f"`{low}..{high}` is no range.",
                    span,
                    "write the lower number first.",
                )
                return None
            start = 0 if low <= 0 <= high else low
            return Variable(
                name, "timer" if range_[1] else "stat", low, high, start=start, scope=scope
            )
        if words == "person":
            values = ("nobody", *self.declared.people)
            return Variable(name, "person", 0, len(values) - 1, values, scope=scope)
        if words == "zone":
            values = self.declared.zones
            return Variable(name, "zone", 0, max(len(values) - 1, 0), values, scope=scope)
        values = tuple(part.strip(" ") for part in words.split("|"))
        if len(values) > MOST_VALUES:
            told = f"a variable has at most {MOST_VALUES} values."
            self.desk.error("too-many", told, span, "for a number write its range: `0..1000`.")
            return None
        if len(values) > 1 and all(NAME.fullmatch(value) for value in values):
            if len(set(values)) < len(values):
                twice = next(each for n, each in enumerate(values) if each in values[:n])
                told = f"the value `{twice}` stands twice."
                self.desk.error("duplicate-value", told, span, "take one of them out.")
                return None
            return Variable(name, "word", 0, len(values) - 1, values, scope=scope)
        self.desk.error(
            "unknown-kind",
            f"`{words}` is no kind of variable." if words else f"`{name}` has no kind.",
            span,
            _meant_kind(words, node.text),
        )
        return None

    def started(self, variable: Variable, text: str, span: Span) -> Variable:
        """The variable with another start."""
        if variable.kind == "flag" and text in ("yes", "no"):
            return variable._replace(start=int(text == "yes"))
        if variable.values and text in variable.values:
            return variable._replace(start=variable.values.index(text))
        if not variable.values and re.fullmatch(r"-?[0-9]{1,7}", text):
            number = int(text)
            if variable.kind != "flag" and variable.low <= number <= variable.high:
                return variable._replace(start=number)
        bands = dict(variable.bands)
        if text in bands:
            return variable._replace(start=bands[text])
        self.desk.error(
            "bad-start",
            f"`{variable.name}` cannot start as `{text}`."
            if text
            else f"nothing says how `{variable.name}` starts.",
            span,
            _meant_start(variable)
            if not variable.values
            else self.declared.near(text, variable.values)
            or f"it is {', '.join(variable.values[:12])}.",
        )
        return variable

    def _bands(self, fields: Fields, variable: Variable) -> tuple[tuple[str, int], ...]:
        found: list[tuple[str, int]] = []
        parts = list_of(fields.nodes["bands"], self.desk, fields.file)
        if len(parts) > MOST_BANDS:
            self.desk.error(
                "too-many",
                f"a number has at most {MOST_BANDS} bands.",
                fields.span("bands"),
                "each band is a text in every brace that chooses by it.",
            )
        for part in parts[:MOST_BANDS]:
            match = re.fullmatch(r"([a-z][a-z0-9_]*) +(-?[0-9]{1,7})", part.text)
            span = span_of(fields.file, part)
            if match is None:
                self.desk.error(
                    "bad-bands",
                    "a band is a name and its lowest number.",
                    span,
                    "`held 0, taut 4`.",
                )
                if found and NAME.match(part.text):  # texts are counted by names alone
                    found.append((part.text.partition(" ")[0], found[-1][1] + 1))
                elif NAME.match(part.text):
                    found.append((part.text.partition(" ")[0], variable.low))
                continue
            low = int(match[2])
            if not variable.low <= low <= variable.high or (found and low <= found[-1][1]):
                self.desk.error(
                    "bad-bands",
                    f"bands rise, from {variable.low} to {variable.high}.",
                    span,
                    "write them in order, each with its lowest number.",
                )
            found.append((match[1], low))
        if found and found[0][1] != variable.low:
            self.desk.error(
                "bad-bands",
                f"the first band begins at {variable.low}, the lowest number.",
                fields.span("bands"),
                f"write `{found[0][0]} {variable.low}`.",
            )
        return tuple(found)

    def follow(self, kind: str, now: str, fields: Fields) -> None:
        """Keep what ``was:`` says of a rename."""
        for old in list_of(fields.nodes.get("was"), self.desk, fields.file):
            self.was.append((kind, old.text, now))

    def variables(self, node: Mapping | None, file: str, scope: str) -> list[str]:
        """Declare the variables of one place; their names."""
        names = []
        for entry in node.entries if node is not None else ():
            name = self.name(entry.key, file, "variable")
            if name is None:
                continue
            found = self.variable(name, entry.value, file, scope)
            if found is None or not self.has_room(span_of(file, entry.key)):
                self.desk.lost.add(name)
            else:
                self.declared.variables[name] = found
                names.append(name)
        return names

    def stats(self, node: Mapping | None, file: str, scope: str) -> None:
        """Declare stats that everybody has."""
        for entry in node.entries if node is not None else ():
            name = entry.key.text
            if not NAME.fullmatch(name) or name in ("here", "f", "m", "name", "vowel"):
                self.desk.error("bad-name", f"`{name}` cannot be a stat.", span_of(file, entry.key))
                continue
            if name in self.declared.person_stats:
                self.desk.error(
                    "duplicate-name", f"there is a stat `{name}` already.", span_of(file, entry.key)
                )
                continue
            found = self.variable(f"*.{name}", entry.value, file, scope)
            everybody = len(self.declared.people)
            if found is None or not self.has_room(span_of(file, entry.key), everybody):
                self.desk.lost.add(name)
                continue
            self.declared.person_stats[name] = found._replace(name=name)
            for person in self.declared.people:
                full = f"{person}.{name}"
                self.declared.variables[full] = found._replace(name=full)


def _meant_start(variable: Variable) -> str:
    if variable.kind == "flag":
        return "it is yes or no."
    return f"it goes from {variable.low} to {variable.high}."


_LONGEST_KIND = 200
_KINDS = "write `flag`, a range `0..10`, `timer 0..31`, values `a | b | c`, `person` or `zone`."
_OTHERS = {
    **dict.fromkeys(("bool", "boolean", "true", "false", "yes", "no"), "write `flag`."),
    **dict.fromkeys(
        ("int", "integer", "number", "stat", "counter"), "write a range, such as `0..10`."
    ),
    **dict.fromkeys(("string", "text", "word", "enum"), "write its values: `a | b | c`."),
    **dict.fromkeys(("place", "room"), "write `zone`."),
    **dict.fromkeys(("character", "crew"), "write `person`."),
}


def _meant_kind(words: str, whole: str) -> str:
    """What to write for a kind that is none."""
    words, whole = words[:_LONGEST_KIND], whole[:_LONGEST_KIND]  # no pattern takes long over these
    if words in _OTHERS:
        return _OTHERS[words]
    if found := re.fullmatch(r"(-?[0-9]+) *(?:-|–|\.{3,}|…|to) *(-?[0-9]+)", words):
        return f"write `{found[1]}..{found[2]}`."
    if found := re.fullmatch(r"(.*\S) *= *(\S+)", words):
        return f"write `{found[1]} from {found[2]}`."
    if re.fullmatch(r"-?[0-9]+", words):
        return f"write the range it has, and `from {words}` for its start: `0..10 from {words}`."
    values = [value.strip(" ") for value in words.split("|")]
    wrong = [value for value in values if not NAME.fullmatch(value)]
    if len(values) > 1 and wrong:
        return f"`{wrong[0]}` is no value: a value is one word of small letters, figures and `_`."
    if NAME.fullmatch(words) and re.match(rf"{words}(?:, *[a-z][a-z0-9_]*)+(?:,|$)", whole):
        listed = [part.strip(" ") for part in whole.split(",")]
        names = [each for each in listed if NAME.fullmatch(each)]
        return f"values have bars between them: `{' | '.join(names)}`."
    return did_you_mean(words, ("flag", "person", "zone")) or _KINDS


def _start_of(text: str) -> tuple[str, str]:
    kind, found, start = text.partition(" from ")
    return (kind.strip(" "), start.strip(" ")) if found else (text, "")
