"""What stands between the key and the first frame: nothing heavy is imported for it."""

import subprocess
import sys

import pytest

HEAVY = ("sqlalchemy", "sqlmodel", "pydantic", "alembic", "scrapy", "twisted", "lxml", "bs4", "typer", "rapidfuzz")


@pytest.mark.parametrize("module", ["tui.app", "tui.screens.today", "tui.screens.leads", "tui.screens.lead"])
def test_a_screen_imports_nothing_heavy(module: str) -> None:
    script = f"import sys, {module}; print(*[name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_the_first_rows_are_read_without_the_database_library() -> None:
    modules = "crm.views.glance, crm.database.embedded, tui.screens.lead_list, crm.today.day, crm.today.asking"
    script = f"import sys, {modules}; print(*[name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_the_packages_themselves_import_nothing() -> None:
    script = "import sys, tui, crm, crawler; print(len([m for m in sys.modules if m.startswith(('textual', 'rich'))]))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"


def test_help_imports_neither_the_words_of_the_domain_nor_json() -> None:
    script = "import sys, tui.commands; sys.argv[1:] = ['--help']; tui.commands.main()"
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", script], capture_output=True, text=True, check=True
    )
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "tui.commands.tree" in imported
    assert imported & {"crm.words", "crm.spoken", "tui.wording", "json", *HEAVY} == {"typer"}


def test_a_command_ends_without_a_search_for_garbage_among_all_that_it_imported() -> None:
    script = """
import gc, sys, tui.commands
sys.argv[1:] = ["--help"]
try:
    tui.commands.main()
finally:
    print(len(gc.get_objects()), file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert int(done.stderr) < 1_000
