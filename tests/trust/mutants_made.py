"""The mutants of a module: its source with one small mistake each, as a tired person makes them.

A mutant is known by its module, the function it stands in and the line before and after, written
as the standard library writes a tree back: it keeps its name when lines move. Sentences for
people, annotations, docstrings, assertions and the words of exceptions of ours are left as they
are: a mistake in those is found by reading, or not at all.
"""

from __future__ import annotations

import ast
import copy
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

_COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_RECKONED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.BitXor: ast.BitOr,
}
_SWAPPED = {"min": "max", "max": "min", "any": "all", "all": "any"}
LONG = 100
"""Of a line with more letters only a part is shown."""

_TOLD = (ast.expr, ast.keyword, ast.comprehension, ast.stmt, ast.match_case, ast.ExceptHandler)
_UNASKED = (ast.Assert, ast.Raise)


class Mutant(NamedTuple):
    """One mistake. ``function`` is empty, or a class, for what is made when the module is loaded.

    ``nth`` tells apart the mutants of a function that read alike, counted from 1.
    """

    function: str
    before: str
    after: str
    nth: int
    is_loaded: bool
    node: ast.AST
    instead: ast.AST

    def of(self, module: ast.Module) -> ast.Module:
        """The module with this mistake; ``module`` is the tree that it was made of."""
        found = copy.deepcopy(module, {id(self.node): self.instead})
        return ast.fix_missing_locations(found)


class _Where(NamedTuple):
    """Where a node stands: in which function, on which line, within what on that line."""

    function: str
    line: tuple[ast.AST, ...]
    is_loaded: bool


def mutants(module: ast.Module) -> list[Mutant]:
    """Every mutant of a module, in the order of its lines."""
    counted: Counter[tuple[str, str, str]] = Counter()
    found = []
    for where, node, instead in _walked(module, _Where("", (), True)):
        ast.copy_location(instead, node)
        shown = _shown(where.line)
        before = _line(shown)
        after = _line(instead if shown is node else copy.deepcopy(shown, {id(node): instead}))
        if before == after:
            continue
        name = (where.function, before, after)
        counted[name] += 1
        found.append(Mutant(*name, counted[name], where.is_loaded, node, instead))
    return found


def _shown(line: tuple[ast.AST, ...]) -> ast.AST:
    """The whole line where it is short, else as much of it round its last part as is short."""
    for each in line:
        if isinstance(each, _TOLD) and len(_line(each)) <= LONG:
            return each
    return line[0]


def _line(node: ast.AST) -> str:
    """What stands on the line of a statement, without what stands below it."""
    if isinstance(node, ast.Try):
        kept = [ast.unparse(each.type) if each.type else "" for each in node.handlers]
        parts = [f"except {each}:" for each in kept] + ["finally:"] * bool(node.finalbody)
        return " ".join(["try:", *parts])
    head = copy.copy(node)
    for name in ("body", "orelse", "finalbody"):
        if isinstance(getattr(head, name, None), list):
            setattr(head, name, [])
    if isinstance(head, ast.Match):
        head.cases = []
    if hasattr(head, "decorator_list"):
        head.decorator_list = []
    return ast.unparse(ast.fix_missing_locations(head)).strip().replace("\n", " ")


def _walked(node: ast.AST, where: _Where) -> Iterator[tuple[_Where, ast.AST, ast.AST]]:
    """Every place of a tree where a mistake can be made, with what stands there then."""
    is_line = isinstance(node, ast.stmt | ast.match_case | ast.ExceptHandler)
    where = where._replace(line=(node,) if is_line else (*where.line, node))
    if _is_for_types(node):
        return
    if isinstance(node, _UNASKED):
        if isinstance(node, ast.Raise) and not _is_unwritten(node):
            yield where, node, ast.Pass()
        return
    for instead in _instead(node, where):
        yield where, node, instead
    for below, inner in _below(node, where):
        yield from _walked(below, inner)


def _is_for_types(node: ast.AST) -> bool:
    """Whether it is there for the checker of types alone: a union, or `assert_never`."""
    return (
        isinstance(node, ast.AnnAssign)
        and isinstance(node.annotation, ast.Name)
        and node.annotation.id == "TypeAlias"
    ) or (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Name)
        and node.value.func.id == "assert_never"
    )


def _is_unwritten(node: ast.Raise) -> bool:
    return isinstance(node.exc, ast.Name) and node.exc.id == "NotImplementedError"


def _below(node: ast.AST, where: _Where) -> Iterator[tuple[ast.AST, _Where]]:
    """What stands below a node and may be mistaken."""
    inner = where
    if isinstance(node, ast.ClassDef) and where.is_loaded:
        inner = where._replace(function=f"{where.function}.{node.name}".lstrip("."))
    if isinstance(node, ast.FunctionDef) and where.is_loaded:
        inner = where._replace(function=f"{where.function}.{node.name}".lstrip("."))
        for default in (*node.args.defaults, *filter(None, node.args.kw_defaults)):
            yield default, inner
        inner = inner._replace(is_loaded=False)
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "bases", "args") and not isinstance(
            node, ast.Call
        ):
            continue
        if _is_plain_name(node, name) or (isinstance(node, ast.keyword) and node.arg == "strict"):
            continue
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, ast.AST) and not (_is_sentence(node) and _is_text(each)):
                yield each, inner


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _is_sentence(node: ast.AST) -> bool:
    """Whether it is a text of several words with something put in."""
    return isinstance(node, ast.JoinedStr) and any(
        _is_text(each) and " " in ast.literal_eval(each) for each in node.values
    )


def _is_plain_name(node: ast.AST, field: str) -> bool:
    """Whether it is a list of names for tools: of what a module or a class has."""
    return (
        isinstance(node, ast.Assign)
        and field == "value"
        and isinstance(node.targets[0], ast.Name)
        and node.targets[0].id in ("__all__", "__slots__")
    )


def _instead(node: ast.AST, where: _Where) -> Iterator[ast.AST]:
    """What may stand by mistake in the place of a node."""
    match node:
        case ast.Compare():
            yield from _compared(node)
        case ast.BoolOp():
            yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
            for n in range(len(node.values)):
                rest = [*node.values[:n], *node.values[n + 1 :]]
                yield rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)
        case ast.UnaryOp(ast.Not() | ast.USub() | ast.Invert(), operand):
            yield operand
        case ast.BinOp():
            if type(node.op) in _RECKONED:
                yield ast.BinOp(node.left, _RECKONED[type(node.op)](), node.right)
        case ast.IfExp(_, body, orelse):
            yield from (body, orelse)
        case ast.Constant():
            yield from _constants(node)
        case ast.Call():
            yield from _called(node)
        case ast.comprehension() if node.ifs:
            yield ast.comprehension(node.target, node.iter, [], node.is_async)
        case ast.Slice(lower, upper, step):
            if lower is not None:
                yield ast.Slice(None, upper, step)
            if upper is not None:
                yield ast.Slice(lower, None, step)
        case ast.match_case(pattern, guard, body) if guard is not None:
            yield ast.match_case(pattern, None, body)
        case ast.stmt() if not where.is_loaded:
            yield from _done(node)


def _compared(node: ast.Compare) -> Iterator[ast.AST]:
    for n, sign in enumerate(node.ops):
        signs = [*node.ops[:n], _COMPARED[type(sign)](), *node.ops[n + 1 :]]
        yield ast.Compare(node.left, signs, node.comparators)


def _constants(node: ast.Constant) -> Iterator[ast.AST]:
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int):
        yield ast.Constant(value + 1)
        if value:
            yield ast.Constant(value - 1)
    elif isinstance(value, str) and " " not in value:
        yield ast.Constant("" if value else "x")
    elif isinstance(value, bytes):
        yield ast.Constant(b"" if value else b"x")


def _called(node: ast.Call) -> Iterator[ast.AST]:
    name = node.func
    if isinstance(name, ast.Name) and name.id in _SWAPPED:
        yield ast.Call(ast.Name(_SWAPPED[name.id], ast.Load()), node.args, node.keywords)
    for n, keyword in enumerate(node.keywords):
        if keyword.arg == "strict":
            continue  # as good as an assertion
        rest = [*node.keywords[:n], *node.keywords[n + 1 :]]
        yield ast.Call(name, node.args, rest)
    if len(node.args) > 1 and not (isinstance(name, ast.Name) and name.id == "isinstance"):
        yield ast.Call(name, node.args[:-1], node.keywords)


def _done(node: ast.stmt) -> Iterator[ast.AST]:
    """A statement forgotten, a branch always or never taken, a result left out."""
    match node:
        case ast.Expr(ast.Constant()):
            return
        case ast.Expr() | ast.Break() | ast.Delete():
            yield ast.Pass()
        case ast.Continue():
            yield ast.Pass()
            yield ast.Break()
        case ast.AugAssign(target, sign, value):
            yield ast.Pass()
            yield ast.AugAssign(target, _RECKONED[type(sign)](), value)
        case ast.Assign([ast.Attribute() | ast.Subscript()], _):
            yield ast.Pass()
        case ast.Return(value) if not isinstance(value, ast.Constant | None):
            yield ast.Return(ast.Constant(None))
        case ast.If(_, body, orelse):
            for sure in (True, False):
                yield ast.If(ast.Constant(sure), body, orelse)
        case ast.While(_, body, orelse):
            yield ast.While(ast.Constant(False), body, orelse)
        case ast.With(items, body) if "suppress" in ast.unparse(items[0]):
            yield ast.With([ast.withitem(_no_suppress())], body)
        case ast.Try(body, handlers, orelse, finalbody):
            for n in range(len(handlers)):
                rest = [*handlers[:n], *handlers[n + 1 :]]
                if rest or finalbody:
                    yield ast.Try(body, rest, orelse, finalbody)
                else:
                    yield ast.If(ast.Constant(True), [*body, *orelse], [])
            if finalbody:
                yield ast.Try(body, handlers or [_raised()], orelse, [])


def _no_suppress() -> ast.expr:
    return ast.parse("contextlib.suppress()", mode="eval").body


def _raised() -> ast.ExceptHandler:
    return ast.ExceptHandler(None, None, [ast.Raise(None, None)])
