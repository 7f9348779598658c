"""What `doctor` looks at, and what to do about what is not well."""

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crm.errors import WerkplaatsError
from crm.language import _
from tui.commands.invocation import Invocation
from tui.wording import state_word

if TYPE_CHECKING:
    from crm.views.sources import SourceLine


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: whether it is well, what was seen, and what to do."""

    about: str
    well: bool
    what: str
    advice: str = ""


def findings(run: Invocation) -> list[Finding]:
    """Everything that was looked at, in the order in which trouble should be mended."""
    found = list(_program())
    try:
        found += _settings(run)
        found += _database(run)
        found += _crawls(run)
    except WerkplaatsError as error:
        found.append(Finding(_("database"), well=False, what=str(error)))
    return found


def _program() -> Iterator[Finding]:
    from crm import __version__

    python = ".".join(str(part) for part in sys.version_info[:3])
    yield Finding(_("program"), well=True, what=f"werkplaats {__version__}, Python {python}")
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    yield Finding(
        _("terminal"),
        well=encoding == "utf8",
        what=f"{os.environ.get('TERM') or _('no TERM')}, {sys.stdout.encoding}",
        advice="" if encoding == "utf8" else _("Set a UTF-8 locale, such as LANG=nl_NL.UTF-8."),
    )


def _settings(run: Invocation) -> Iterator[Finding]:
    from crm.settings_file import settings_path

    contact = run.settings.crawl_contact
    yield Finding(
        _("contact address"),
        well=contact is not None,
        what=contact or _("missing: schools cannot reach you about the crawler"),
        advice="" if contact else "werkplaats settings set contact YOU@OFFICE.EXAMPLE",
    )
    yield Finding(_("settings"), well=True, what=str(settings_path()))


def _database(run: Invocation) -> Iterator[Finding]:
    from crm.database.problems import shown_place
    from crm.database.soundness import problems

    where = shown_place(run.engine)
    found = problems(run.engine)
    yield Finding(
        _("database"),
        well=not found,
        what=f"{where}: {found[0]}" if found else where,
        advice=_("Put a copy back with `werkplaats database restore FILE`.") if found else "",
    )


def _crawls(run: Invocation) -> Iterator[Finding]:
    from crm.views.sources import sources

    with run.reading() as session:
        lines = sources(session, run.clock)
    if not lines:
        yield Finding(
            _("schools"), well=True, what=_("none yet"), advice="werkplaats source add https://www.school.example"
        )
    for line in lines:
        yield _crawled(run, line)


def _crawled(run: Invocation, line: "SourceLine") -> Finding:
    if line.last_run is None or line.run is None:
        return Finding(line.name, well=False, what=_("never crawled"), advice=f"werkplaats crawl {line.name}")
    days = (run.clock.today() - line.last_run.date()).days
    if line.state == "held":
        advice = f"werkplaats run accept {line.run.id} · werkplaats run discard {line.run.id}"
        return Finding(
            line.name,
            well=False,
            what=_("run {n} is held: {why}").format(n=line.run.id, why=line.run.message),
            advice=advice,
        )
    if line.failing_since is not None:
        what = _("fails since {day}: {why}").format(day=line.failing_since, why=line.run.message or "")
        return Finding(line.name, well=False, what=what, advice=f"werkplaats crawl {line.name}")
    if line.days_late > 1:
        what = _("last crawled {n} days ago, which is longer than {every}: nothing crawls by itself here").format(
            n=days, every=line.every
        )
        return Finding(line.name, well=False, what=what, advice="werkplaats schedule print · werkplaats crawl --due")
    return Finding(
        line.name, well=True, what=_("last crawled {n} days ago, {state}").format(n=days, state=state_word(line.state))
    )
