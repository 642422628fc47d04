"""What may follow in a condition, an effect or a walk, from the words before the cursor.

The expression is not parsed: half of one has no tree. The last few tokens say what is wanted: a
member after a dot, a value after ``is``, a set after ``in``, a scene in ``seen(``, else a name or,
after a whole operand, the words that join.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ulysse_game.authoring.lsp.about import kind_in_words
from ulysse_game.authoring.lsp.suggestion import (
    FAR,
    LAST,
    NEAR,
    NEAREST,
    USUAL,
    Asked,
    Suggestion,
    ranked,
)
from ulysse_game.story import Variable

_TOKEN = re.compile(r"[a-z_A-Z]\w*|[0-9]+|\.\.|<=|>=|\+=|-=|[^\s\w]")
_WORD = re.compile(r"\w*$")
_JOINING = ("and", "or", "not", "if", "for", "in", "is")
_FUNCTIONS = {
    "count": "how many: count(p in crew if p.here)",
    "any": "whether one is so: any(p in crew if p.stress is raw)",
    "first": "the first who is so, or nobody: first(p in crew if p.here)",
    "sum": "sum(p.fatigue for p in crew)",
    "most": "who has most of it: most(p.trust for p in crew)",
    "max": "the larger: max(seats, 2)",
    "min": "the smaller: min(seats, 2)",
    "visits": "how often a scene was entered: visits(kitchen)",
    "seen": "whether a scene was entered: seen(kitchen)",
    "taken": "whether a choice was taken: taken(kitchen.wait)",
    "heard": "whether marked words were printed: heard(heard_it)",
}
_WALKS: tuple[list[str], ...] = ([], ["("], ["for"])  # what may stand before the name of a walk
_LEVELS = ("unseen", "seen", "recorded", "softened", "left_out")
_CONSTANTS = {
    "here": "alive, and in this scene’s zone",
    "f": "is a woman",
    "m": "is a man",
    "vowel": "a word before the name elides",
}
OBSERVATION_TEXTS = (
    "notebook", "recorded", "softened", "earth", "lever", "lever_softened", "left_out",
)  # fmt: skip


class _Left(NamedTuple):
    """What stands left of ``is``: its kind, and the variable if it is one."""

    kind: str
    variable: Variable | None = None


def condition(before: str, asked: Asked) -> list[Suggestion]:
    """What may follow ``before`` in a condition."""
    return _after(before, asked)


def walk(before: str, asked: Asked) -> list[Suggestion]:
    """What may follow in ``p in crew if …``."""
    tokens = _tokens(before)
    if len(tokens) == 2 and tokens[1] == "in":
        return _sets(asked)
    if tokens[1:3] == ["in", "("] and ")" not in tokens:
        return ranked([*asked.names.people, *asked.names.observations], "person")
    if tokens and "if" not in tokens and before.endswith(" "):
        return ranked(["in"] if len(tokens) == 1 else ["if"] if len(tokens) > 2 else [], "keyword")
    return condition(before, asked) if "if" in tokens else []


def effects(before: str, asked: Asked) -> list[Suggestion]:
    """What may follow in ``cohesion += 1, door_open if …``."""
    part = _last_part(before)
    tokens = _tokens(part)
    if not tokens or tokens == ["not"]:
        known = [each for each in _names(asked) if each.kind in ("variable", "person", "bound")]
        observed = ranked(asked.names.observations, "observation", FAR)
        return [*known, *observed, *([] if tokens else ranked(["not"], "keyword", LAST))]
    if "=" not in part and "if" not in tokens and "for" not in tokens and _is_whole(part, tokens):
        signs = ("+=", "-=") if _left(tokens, len(tokens), asked).kind == "number" else ()
        return [*ranked((*signs, "="), "sign"), *ranked(("if", "for"), "keyword", FAR)]
    return _after(part, asked)


def reference(before: str, asked: Asked) -> list[Suggestion]:
    """What may follow in ``{…``: something that is printed, or that chooses a text."""
    tokens = _tokens(before)
    found = _after(before, asked)
    if not tokens:
        found += [
            Suggestion("clock", "keyword", "the time of day", USUAL),
            Suggestion("words", "function", "a number in words: {words(n)}", FAR, "words("),
        ]
    return found


def members(path: str, asked: Asked) -> list[Suggestion]:
    """What may follow ``path.``."""
    names, person = asked.names, ""
    if path == "observations":
        return ranked(dict.fromkeys(names.observations.values()), "chapter")
    kind = asked.bound.get(path, "person" if path in names.people else "")
    left = _Left("") if kind else _left(path.split("."), len(path.split(".")), asked)
    if kind == "person" and path in names.people:
        person = f"{path}."
    if kind == "person" or left.kind == "person":
        own = [n.removeprefix(person) for n in names.variables if person and n.startswith(person)]
        stats = dict.fromkeys((*own, *names.person_stats))
        found = [_stat(name, person, asked) for name in stats]
        found += [Suggestion(name, "member", told, USUAL) for name, told in _CONSTANTS.items()]
        shown = [Suggestion("name", "member", "in full", NEAR)] if asked.is_prose else []
        return found + shown
    if kind == "observation" or path in names.observations:
        texts = ranked(OBSERVATION_TEXTS, "member", NEAR) if asked.is_prose else []
        return [*texts, *ranked(("of", "to"), "member")]
    if path.lower() in names.forms:
        forms = names.forms[path.lower()] if asked.is_prose else ()
        return [*ranked(forms, "member", NEAR), *ranked(("f", "m"), "member")]
    return []


def _stat(name: str, person: str, asked: Asked) -> Suggestion:
    variable = asked.names.variables.get(person + name) or asked.names.person_stats.get(name)
    detail = "" if variable is None else kind_in_words(variable)
    return Suggestion(name, "variable", detail, NEAR, "", person + name)


def _after(before: str, asked: Asked) -> list[Suggestion]:
    tokens = _tokens(before)
    last = tokens[-1] if tokens else ""
    opened = _opened_by(tokens)
    if last == "." and opened == "taken":
        scene = asked.names.scenes.get(_path(tokens, len(tokens) - 1))
        return ranked(scene.choices if scene is not None else (), "choice")
    if last == ".":
        return members(_path(tokens, len(tokens) - 1), asked)
    if opened in ("visits", "seen", "taken", "heard"):
        return _about_scene(opened, tokens, asked)
    if opened == "in":
        at = len(tokens) - 1 - tokens[::-1].index("(")
        left = at - 2 if tokens[at - 2] == "not" else at - 1
        is_walk = _path(tokens, left) in asked.bound and tokens[left - 2 : left - 1] in _WALKS
        listed = [] if is_walk else _values(_left(tokens, left, asked), asked)
        return listed or ranked([*asked.names.people, *asked.names.observations], "person")
    if last == "in":
        is_walk = len(tokens) > 2 and tokens[-3] in ("(", "for")
        left_of_in = len(tokens) - (2 if tokens[-2:-1] == ["not"] else 1)
        kind = _left(tokens, left_of_in, asked).kind
        return _sets(asked) if is_walk or kind in ("person", "observation") else []
    sign = len(tokens) - (2 if tokens[-2:] == ["is", "not"] else 1)
    if last in ("is", "=", "<", ">", "<=", ">=") or tokens[-2:] == ["is", "not"]:
        wanted = _values(_left(tokens, sign, asked), asked)
        others = ["not"] if last == "is" else []
        return [*wanted, *ranked(others, "keyword", FAR), *(_names(asked) if last != "is" else [])]
    if _is_whole(before, tokens):
        return ranked(("and", "or", "is", "in"), "keyword") + ranked(("if", "for"), "keyword", LAST)
    return [*_names(asked), *_calls(asked)]


def _about_scene(function: str, tokens: list[str], asked: Asked) -> list[Suggestion]:
    names = asked.names
    if function == "heard":
        return ranked(names.echoes, "echo")
    return ranked(names.scenes, "scene") if tokens[-1] == "(" else []


def _calls(asked: Asked) -> list[Suggestion]:
    found = [
        Suggestion(name, "function", told, FAR, f"{name}(") for name, told in _FUNCTIONS.items()
    ]
    for name, (parameter, source) in asked.names.defined.items():
        insert = f"{name}(" if parameter else ""
        found.append(Suggestion(name, "define", source, USUAL, insert))
    return [*found, Suggestion("not", "keyword", "", LAST)]


def _names(asked: Asked) -> list[Suggestion]:
    """Every name an expression can begin with here; the nearer its scope, the earlier."""
    names = asked.names
    found = [Suggestion(name, "bound", kind, NEAREST) for name, kind in asked.bound.items()]
    for name, variable in names.variables.items():
        person, _, stat = name.rpartition(".")
        if person and person != asked.owner:
            continue
        if name in names.observations or not _lives(variable, asked):
            continue
        rank = (
            NEAREST if person else {"scene": NEAREST, "chapter": NEAR, "": USUAL}[_scope(variable)]
        )
        found.append(Suggestion(stat, "variable", kind_in_words(variable), rank, "", name))
    present = {name for name, _, _ in asked.cast}
    found += [
        Suggestion(name, "person", names.texts.get(f"person.{name}.name", ""),
                   NEAR if name in present else FAR)
        for name in names.people
    ]  # fmt: skip
    if asked.scene is not None and "pick" in asked.scene.values:
        found.append(Suggestion("picked", "keyword", "how many were taken", NEAR))
    return found + ranked(names.observations, "observation", LAST)


def _scope(variable: Variable) -> str:
    return variable.scope.partition(":")[0]


def _lives(variable: Variable, asked: Asked) -> bool:
    kind, _, where = variable.scope.partition(":")
    if not kind or asked.scene is None:
        return True
    return where == (asked.scene.chapter if kind == "chapter" else asked.scene.id)


def _sets(asked: Asked) -> list[Suggestion]:
    names = asked.names
    chapters = [f"observations.{each}" for each in dict.fromkeys(names.observations.values())]
    return [
        *ranked(names.groups, "set", NEAR),
        *ranked(("people", "observations"), "set"),
        *ranked(chapters, "set", FAR),
    ]


def _values(left: _Left, asked: Asked) -> list[Suggestion]:
    names, variable = asked.names, left.variable
    if left.kind == "ending":
        return ranked(names.endings, "ending", NEAREST)
    if left.kind == "person":
        people = [name for name, kind in asked.bound.items() if kind == "person"]
        return ranked((*people, *names.people), "person", NEAREST) + ranked(("nobody",), "value")
    if left.kind == "zone":
        return ranked(names.zones, "zone", NEAREST)
    if left.kind == "observation":
        return ranked(_LEVELS, "value", NEAREST)
    if variable is None:
        return []
    bands = [Suggestion(name, "value", f"from {low}", NEAREST) for name, low in variable.bands]
    return [*ranked(variable.values, "value", NEAREST), *bands]


def _left(tokens: list[str], end: int, asked: Asked) -> _Left:
    """What the path, or the call, that ends before token ``end`` is."""
    if tokens[end - 1 : end] == [")"]:
        called = _opened_by(tokens[: end - 1])
        return _Left({"first": "person", "most": "person"}.get(called, "number"))
    path, names = _path(tokens, end), asked.names
    head, _, last = path.rpartition(".")
    if path == "ending":
        return _Left("ending")
    if not head and path in asked.bound:
        return _Left(asked.bound[path])
    if head and (last in ("of", "to") and head not in names.people):
        return _Left("person")
    if path in names.observations:
        return _Left("observation")
    own = f"{asked.owner}.{path}" if asked.owner else path
    variable = names.variables.get(own) or names.variables.get(path)
    if variable is None and head:
        variable = names.person_stats.get(last)
    if variable is None:
        return _Left("person" if path in names.people else "")
    is_number = variable.kind in ("stat", "timer")
    return _Left("number" if is_number else variable.kind, variable)


def _path(tokens: list[str], end: int) -> str:
    """The names with dots between that end before token ``end``."""
    start = end
    while start > 0 and (tokens[start - 1].replace("_", "a").isalnum()):
        start -= 1
        if start > 0 and tokens[start - 1] == ".":
            start -= 1
        else:
            break
    return "".join(tokens[start:end])


def _opened_by(tokens: list[str]) -> str:
    """The word before the innermost bracket that is open; ``taken`` for one that asks a choice."""
    depth = 0
    for at in range(len(tokens) - 1, -1, -1):
        if tokens[at] == ")":
            depth += 1
        elif tokens[at] == "(":
            if not depth:
                return tokens[at - 1] if at else ""
            depth -= 1
    return ""


def _is_whole(before: str, tokens: list[str]) -> bool:
    """Whether an operand has just been written and a space after it."""
    last = tokens[-1] if tokens else ""
    is_operand = last == ")" or (last.replace("_", "a").isalnum() and last not in _JOINING)
    return is_operand and _WORD.sub("", before).endswith(" ")


def _tokens(before: str) -> list[str]:
    """The pieces before the name that is being written."""
    return _TOKEN.findall(_WORD.sub("", before))


def _last_part(before: str) -> str:
    depth = 0
    for at in range(len(before) - 1, -1, -1):
        sign = before[at]
        if sign in "()":
            depth += 1 if sign == ")" else -1
        elif sign in ",\n" and depth == 0:
            return before[at + 1 :]
    return before
