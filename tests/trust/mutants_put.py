"""Puts a mutant's code in the place of a function's, in the process that calls it."""

from __future__ import annotations

import ast
import copy
import importlib
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any, NamedTuple

from tests.trust.mutants_made import Mutant, mutants


class Module(NamedTuple):
    """A module under mutation: its dotted name, its tree, its mutants."""

    name: str
    tree: ast.Module
    mutants: list[Mutant]


def module_of(name: str, path: Path) -> Module:
    """The module with all its mutants."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return Module(name, tree, mutants(tree))


def put(module: Module, mutant: Mutant) -> None:
    """From now on the function has this mistake, for whoever has imported it, too."""
    alone, _ = _alone(module.tree, mutant.function)
    _give(module, mutant.function, _with(alone, mutant.node, mutant.instead))


def note_calls(module: Module) -> None:
    """From now on each function with mutants calls ``_come_to`` with ``module:function``."""
    for name in {each.function for each in module.mutants if not each.is_loaded}:
        alone, function = _alone(module.tree, name)
        note = ast.parse(f"_come_to({f'{module.name}:{name}'!r})").body[0]
        noting = copy.copy(function)
        noting.body = [note, *function.body]
        _give(module, name, _with(alone, function, noting))


def _give(module: Module, name: str, changed: ast.Module) -> None:
    function = function_of(importlib.import_module(module.name), name)
    function.__code__ = _code(changed, name)


def function_of(module: ModuleType, name: str) -> FunctionType:
    """The function of this name, whatever is wrapped round it."""
    found: Any = module
    for part in name.split("."):
        found = vars(found)[part]
    found = getattr(found, "fget", None) or getattr(found, "__func__", None) or found
    found = getattr(found, "__wrapped__", found)
    assert isinstance(found, FunctionType), name
    return found


def _alone(module: ast.Module, name: str) -> tuple[ast.Module, ast.FunctionDef]:
    """A module with nothing in it but one function, in its class if it has one."""
    futures: list[ast.stmt] = [
        each
        for each in module.body
        if isinstance(each, ast.ImportFrom) and each.module == "__future__"
    ]
    first, _, rest = name.partition(".")
    for each in reversed(module.body):
        if isinstance(each, ast.FunctionDef) and each.name == first and not rest:
            return ast.Module([*futures, each], []), each
        if isinstance(each, ast.ClassDef) and each.name == first:
            for method in reversed(each.body):  # the last, where others are overloads
                if isinstance(method, ast.FunctionDef) and method.name == rest:
                    bare = copy.copy(each)
                    bare.body = [method]
                    return ast.Module([*futures, bare], []), method
    raise LookupError(name)


def _with(module: ast.Module, node: ast.AST, instead: ast.AST) -> ast.Module:
    return ast.fix_missing_locations(copy.deepcopy(module, {id(node): instead}))


def _code(module: ast.Module, name: str) -> CodeType:
    found = compile(module, "<mutant>", "exec", dont_inherit=True)
    for part in name.split("."):
        inner = (each for each in found.co_consts if isinstance(each, CodeType))
        found = next(each for each in inner if each.co_name == part)
    return found
