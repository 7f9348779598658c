"""Every sentence of the app has its Dutch, and the Dutch has no sentence too many."""

import ast
from collections.abc import Iterator
from inspect import cleandoc
from pathlib import Path
from string import Formatter

import tui
from crm.language import read_catalogue
from crm.resources import data_path
from tests.unit.written import written
from tui.actions import ACTIONS

ROOT = Path(tui.__file__).parent
FOLDER = data_path("locale/nl/LC_MESSAGES")
DUTCH = {english: forms for path in FOLDER.glob("tui*.po") for english, forms in read_catalogue(path).items()}


def _sentences() -> Iterator[str]:
    for path in ROOT.rglob("*.py"):
        if "commands" in path.relative_to(ROOT).parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"_", "ngettext"}:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield first.value
                else:
                    assert ast.unparse(first).endswith((".label", ".says")), f"{path}: {ast.unparse(node)}"
    for action in ACTIONS:
        yield action.label
        yield action.says


def _gaps(text: str) -> set[str]:
    return {name for _literal, name, _spec, _conversion in Formatter().parse(text) if name is not None}


def test_every_sentence_has_its_dutch() -> None:
    known = {english for path in FOLDER.glob("*.po") for english in read_catalogue(path)}
    assert not set(_sentences()) - known


def _written() -> Iterator[str]:
    """Every text that stands in the code of any package: an area's catalogue goes through all its layers."""
    for package in ("crm", "crawler", "tui"):
        for text in written(package).texts:
            yield cleandoc(text) if "\n" in text else text


def test_no_dutch_stands_idle() -> None:
    assert sorted(set(DUTCH) - set(_written())) == []


def test_the_dutch_leaves_the_same_gaps() -> None:
    for english, forms in DUTCH.items():
        for form in forms:
            assert _gaps(form) == _gaps(english), english


def test_no_sentence_has_two_translations() -> None:
    found: dict[str, tuple[str, ...]] = {}
    for path in sorted(FOLDER.glob("*.po")):
        for english, forms in read_catalogue(path).items():
            assert found.setdefault(english, forms) == forms, f"{english!r} in {path.name}"
