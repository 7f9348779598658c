"""What `doctor` looks at, and what to type about what is not well."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from crm.errors import WerkplaatsError
from crm.language import _, ngettext
from tui.commands import machine
from tui.commands.finding import Finding
from tui.commands.invocation import Invocation
from tui.wording import state_word

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from crm.views.sources import SourceLine


Look = Callable[[Invocation], Iterator[Finding]]


def findings(run: Invocation, engine: "Engine") -> list[Finding]:
    """Everything that was looked at, in the order in which trouble should be mended.

    `engine` is on the database as it is: looking changes nothing. What needs a database of this version is left out
    where there is none.
    """
    found = [*machine.program(), *machine.terminal(), *machine.encoders(), *_settings(run), *machine.disk(engine)]
    try:
        state = _database(engine)
        found.append(state)
        if state.well:
            looks: tuple[Look, ...] = (_soundness, machine.clock, _crawls, _notices)
            found += [one for look in looks for one in look(run)]
    except WerkplaatsError as error:
        found.append(Finding("database", _("database"), well=False, what=str(error)))
    return found


def _settings(run: Invocation) -> Iterator[Finding]:
    from crm.settings_file import settings_path

    settings = run.settings
    yield Finding(
        "contact",
        _("contact address"),
        well=settings.crawl_contact is not None,
        what=settings.crawl_contact or _("missing: schools cannot reach you about the crawler"),
        advice="" if settings.crawl_contact else "werkplaats settings set contact YOU@OFFICE.EXAMPLE",
    )
    wanted = ("office_name", "office_email", "office_address", "signature")
    missing = [name for name in wanted if not getattr(settings, name)]
    told = _("missing: {names}; messages and pages lack them").format(names=", ".join(missing))
    yield Finding(
        "settings",
        _("settings"),
        well=not missing,
        what=f"{settings_path()}: {told}" if missing else str(settings_path()),
        advice=f"werkplaats settings set {missing[0]} …" if missing else "",
    )


def _database(engine: "Engine") -> Finding:
    """Whether there is a database, and one of this version."""
    from crm.database import schema
    from crm.database.problems import shown_place, told

    where, about = shown_place(engine), _("database")
    if engine.dialect.name == "sqlite" and not _is_there(engine):
        return Finding(
            "database",
            about,
            well=False,
            what=_("{where}: not made yet").format(where=where),
            advice="werkplaats crawl https://www.school.example · werkplaats demo",
        )
    with told(engine.url.render_as_string(hide_password=False)), engine.connect() as connection:
        form = schema.form_of(connection)
    trouble = {
        schema.Form.EMPTY: (_("empty"), "werkplaats database upgrade"),
        schema.Form.OLDER: (_("of an older version of werkplaats"), "werkplaats database upgrade"),
        schema.Form.NEWER: (_("of a newer version of werkplaats"), _("Install that version.")),
        schema.Form.FOREIGN: (_("of another program"), _("Name another database with --database.")),
    }.get(form)
    if trouble is not None:
        return Finding("database", about, well=False, what=f"{where}: {trouble[0]}", advice=trouble[1])
    return Finding("database", about, well=True, what=_("{where}: version {n}").format(where=where, n=schema.HEAD))


def _is_there(engine: "Engine") -> bool:
    from pathlib import Path

    return bool(engine.url.database) and Path(str(engine.url.database)).exists()


def _soundness(run: Invocation) -> Iterator[Finding]:
    from crm.database.backup import left_behind
    from crm.database.soundness import problems

    found = problems(run.engine)
    advice = _("Put a copy back with `werkplaats database restore FILE`.") if found else ""
    yield Finding("rows", _("rows"), well=not found, what=found[0] if found else _("sound"), advice=advice)
    left = left_behind(run.engine)
    if left:
        told = _("left by a copying or restoring that was cut off: {names}")
        names = ", ".join(path.name for path in left)
        yield Finding("left", _("files"), well=False, what=told.format(names=names), advice=f"rm {left[0]}")
    if run.engine.dialect.name == "postgresql":
        yield _trigrams(run)


def _trigrams(run: Invocation) -> Finding:
    """Search in PostgreSQL rests on an extension that an administrator may have to make."""
    from sqlalchemy import text

    with run.engine.connect() as connection:
        there = connection.scalar(text("SELECT count(*) FROM pg_extension WHERE extname = 'pg_trgm'"))
    what = _("there") if there else _("missing: searching is slow and finds no typing errors")
    return Finding(
        "pg_trgm", "pg_trgm", well=bool(there), what=what, advice="" if there else "CREATE EXTENSION pg_trgm;"
    )


def _crawls(run: Invocation) -> Iterator[Finding]:
    from crm.views.sources import sources

    with run.reading() as session:
        lines = sources(session, run.clock)
    if not lines:
        advice = "werkplaats source add https://www.school.example"
        yield Finding("schools", _("schools"), well=True, what=_("none yet"), advice=advice)
    for line in lines:
        yield _crawled(run, line)


def _crawled(run: Invocation, line: "SourceLine") -> Finding:
    key = "crawl"
    if line.last_run is None or line.run is None:
        return Finding(key, line.name, well=False, what=_("never crawled"), advice=f"werkplaats crawl {line.name}")
    days = (run.clock.today() - line.last_run.date()).days
    if line.state == "held":
        advice = f"werkplaats run accept {line.run.id} · werkplaats run discard {line.run.id}"
        what = _("run {n} is held: {why}").format(n=line.run.id, why=line.run.message)
        return Finding(key, line.name, well=False, what=what, advice=advice)
    if line.failing_since is not None:
        what = _("fails since {day}: {why}").format(day=line.failing_since, why=line.run.message or "")
        return Finding(key, line.name, well=False, what=what, advice=f"werkplaats crawl {line.name}")
    if line.days_late > 1:
        what = _("last crawled {n} days ago, which is longer than {every}: nothing crawls by itself here").format(
            n=days, every=line.every
        )
        advice = "werkplaats schedule print · werkplaats crawl --due"
        return Finding(key, line.name, well=False, what=what, advice=advice)
    when = ngettext("{n} day ago", "{n} days ago", days).format(n=days) if days > 0 else _("today")
    return Finding(key, line.name, well=True, what=f"{state_word(line.state)}, {when}")


def _notices(run: Invocation) -> Iterator[Finding]:
    """People who must be told that they are in here (GDPR art. 14(3)), whosever work they are, put off or not."""
    from crm.today.asking import of_session
    from crm.today.untold import read_untold

    today = run.clock.today()
    with run.reading() as session:
        due = read_untold(of_session(session), today)
    about = _("privacy notices")
    if not due:
        yield Finding("notices", about, well=True, what=_("none due"))
        return
    what = ngettext("{n} person is to be told", "{n} people are to be told", len(due)).format(n=len(due))
    late = (today - due[0].due).days
    if late > 0:
        what = _("{who} that they are in here, {n} days late").format(who=what, n=late)
    advice = "werkplaats privacy notices · werkplaats privacy sweep --dry-run"
    yield Finding("notices", about, well=late <= 0, what=what, advice=advice)
