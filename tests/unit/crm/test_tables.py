"""A table can be written to by itself: what it points at has been made as well, whichever was asked for first."""

import re
from pathlib import Path

import pytest
import sqlalchemy as sa

import crm.tables
from crm.tables import all_tables, table_named

MODULES = {file.stem: file.read_text("utf-8") for file in Path(crm.tables.__file__).parent.glob("*.py")}
OF_TABLE = {
    name: module
    for module, text in MODULES.items()
    for pattern in (r'__tablename__ = "(\w+)"', r"^class (\w+)\(")
    for name in map(str.lower, re.findall(pattern, text, re.MULTILINE))
}


def _makes(module: str) -> set[str]:
    """The modules that importing `module` imports, itself and the package's own among them."""
    made: set[str] = set()
    todo = {module, "__init__"}
    while todo:
        one = todo.pop()
        made.add(one)
        at_once = "\n".join(line for line in MODULES[one].splitlines() if line[:1] not in {" ", "\t"})
        todo |= set(re.findall(r"^(?:from|import) crm\.tables\.(\w+)", at_once, re.MULTILINE)) - made
    return made


@pytest.mark.parametrize("table", all_tables(), ids=lambda table: table.name)
def test_what_a_table_points_at_is_made_with_it(table: sa.Table) -> None:
    made = _makes(OF_TABLE[table.name])
    missing = {key.column.table.name for key in table.foreign_keys if OF_TABLE[key.column.table.name] not in made}
    assert not missing


@pytest.mark.parametrize("table", all_tables(), ids=lambda table: table.name)
def test_a_table_is_found_by_its_name(table: sa.Table) -> None:
    assert table_named(table.name) is table


def test_a_table_that_is_none_is_told() -> None:
    with pytest.raises(KeyError):
        table_named("no_such_table")
