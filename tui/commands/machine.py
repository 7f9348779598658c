"""What `doctor` says of the machine: program, terminal, encoders, disk and clock."""

import os
import shutil
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from crm.language import _
from tui.commands.finding import Finding
from tui.commands.invocation import Invocation

if TYPE_CHECKING:
    from sqlalchemy import Engine

COLUMNS, LINES = 80, 24
"""The smallest window that the app is made for."""

LEAST_FREE = 200_000_000
"""Bytes: below it a crawl may fill the disk while it runs."""

ROOM = 2
"""Times the database: a copy of it, and the upgrade of that copy."""

EARLIEST = 2026
"""This program is of that year: a clock that says less is wrong."""

SLACK = timedelta(hours=1)


def program() -> Iterator[Finding]:
    """Which program, on which Python."""
    from crm import __version__

    python = ".".join(str(part) for part in sys.version_info[:3])
    yield Finding("program", _("program"), well=True, what=f"werkplaats {__version__}, Python {python}")


def terminal() -> Iterator[Finding]:
    """Whether what is shown can be read: encoding, and where there is a terminal, its size and colours."""
    said = f"{os.environ.get('TERM') or _('no TERM')}, {sys.stdout.encoding}"
    trouble = list(_terminal_trouble())
    what = f"{said}: {trouble[0][0]}" if trouble else said
    yield Finding("terminal", _("terminal"), well=not trouble, what=what, advice=trouble[0][1] if trouble else "")


def _terminal_trouble() -> Iterator[tuple[str, str]]:
    """What is wrong with it and what to do, the worst first."""
    if (sys.stdout.encoding or "").lower().replace("-", "") != "utf8":
        yield _("letters with accents do not show"), _("Set a UTF-8 locale, such as LANG=nl_NL.UTF-8.")
    if not sys.stdout.isatty():
        return
    if os.environ.get("TERM", "") in {"", "dumb", "unknown"}:
        yield _("the app cannot draw in it"), _("Use another terminal, or: export TERM=xterm-256color")
    size = shutil.get_terminal_size()
    if size.columns < COLUMNS or size.lines < LINES:
        told = _("a window of {columns} by {lines}").format(columns=size.columns, lines=size.lines)
        yield told, _("Make it at least {columns} by {lines}.").format(columns=COLUMNS, lines=LINES)
    if _colours() < 16 and "NO_COLOR" not in os.environ:
        yield _("fewer than 16 colours"), "export TERM=xterm-256color"


def _colours() -> int:
    """How many colours the terminal says it can show."""
    from rich.console import Console

    return {"truecolor": 1 << 24, "256": 256, "standard": 16, "windows": 16}.get(Console().color_system or "", 0)


def encoders() -> Iterator[Finding]:
    """The optional sentence encoders. Without them matching goes by words alone, which is no trouble."""
    from crm.matching.encoders import available

    names = available()
    if names:
        yield Finding(
            "encoders", _("matching"), well=True, what=_("by words and meaning: {names}").format(names=", ".join(names))
        )
        return
    what = _("by words alone: no sentence encoder is installed")
    yield Finding("encoders", _("matching"), well=True, what=what, advice="pip install 'werkplaats[meaning]'")


def disk(engine: "Engine") -> Iterator[Finding]:
    """Room beside an SQLite database for a copy of it, and for what a crawl keeps; a server sees to its own."""
    if engine.dialect.name != "sqlite" or not engine.url.database:
        return
    path = Path(engine.url.database).absolute()
    folder = next((one for one in path.parents if one.is_dir()), None)
    if folder is None:
        return
    free, size = shutil.disk_usage(folder).free, path.stat().st_size if path.exists() else 0
    wanted = max(LEAST_FREE, ROOM * size)
    told = _("{free} MB free, the database is {size} MB")
    yield Finding(
        "disk",
        _("disk"),
        well=free >= wanted,
        what=told.format(free=free // 1_000_000, size=size // 1_000_000),
        advice=""
        if free >= wanted
        else _("Make room in {folder}: at least {n} MB.").format(folder=folder, n=wanted // 1_000_000),
    )


def clock(run: Invocation) -> Iterator[Finding]:
    """Whether the clock can be right: not before the program, nor before what was written down already."""
    now, newest = run.clock.now(), _newest(run)
    shown = f"{now:%Y-%m-%d %H:%M} UTC, {_('days are those of Amsterdam')}"
    behind = newest is not None and newest > now + SLACK
    if behind and newest is not None:
        shown = _("{now} UTC, but something was written down at {newest}").format(
            now=f"{now:%Y-%m-%d %H:%M}", newest=f"{newest:%Y-%m-%d %H:%M}"
        )
    well = not behind and now.year >= EARLIEST
    yield Finding("clock", _("clock"), well=well, what=shown, advice="" if well else "timedatectl set-ntp true")


def _newest(run: Invocation) -> datetime | None:
    """The latest moment at which anything was written down."""
    import sqlalchemy as sa

    from crm.tables import table_named
    from crm.tables.core import ACTIVITY
    from crm.tables.crawled import CRAWL_RUN

    columns = (ACTIVITY.c.at, CRAWL_RUN.c.heard_at, table_named("journal_entry").c.at)
    with run.reading() as session:
        found = [session.connection().scalar(sa.select(sa.func.max(column))) for column in columns]
    return max((moment for moment in found if moment is not None), default=None)
