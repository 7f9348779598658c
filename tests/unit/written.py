"""What is written in the code of a package, read once for all tests that ask."""

import ast
import inspect
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]


class Written(NamedTuple):
    """What one package holds."""

    sentences: frozenset[str]
    """What a person may see: what is handed to be said in their language, and the help of commands."""
    texts: frozenset[str]
    """Every text in the code."""


@cache
def written(package: str) -> Written:
    """What stands in the code of `package`."""
    sentences: set[str] = set()
    texts: set[str] = set()
    for path in (ROOT / package).rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        nodes = list(ast.walk(tree))
        texts |= {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
        calls = [node for node in nodes if isinstance(node, ast.Call)]
        sentences |= _said(calls) | _helps(tree, calls)
    return Written(frozenset(sentences), frozenset(texts))


def _said(calls: list[ast.Call]) -> set[str]:
    firsts = [
        call.args[0]
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id in {"_", "ngettext"} and call.args
    ]
    return {first.value for first in firsts if isinstance(first, ast.Constant) and isinstance(first.value, str)}


def _helps(tree: ast.Module, calls: list[ast.Call]) -> set[str]:
    """The docstrings that become the help of commands."""
    registered = {
        argument.id
        for call in calls
        if isinstance(call.func, ast.Call) and isinstance(call.func.func, ast.Name) and call.func.func.id == "command"
        for argument in call.args
        if isinstance(argument, ast.Name)
    }
    functions = (node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name in registered)
    return {inspect.cleandoc(ast.get_docstring(function) or "") for function in functions}
