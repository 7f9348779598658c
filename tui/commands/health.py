"""What `doctor` looks at, and what to do about what is not well."""

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
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
    from crm.database.soundness import problems

    where = run.engine.url.render_as_string(hide_password=True)
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
    if line.last_run is None:
        return Finding(line.name, well=False, what=_("never crawled"), advice=f"werkplaats crawl {line.name}")
    days = (run.clock.today() - line.last_run.date()).days
    late = line.next_due is not None and line.next_due < run.clock.today() - timedelta(days=1)
    failed = line.state == "failed"
    return Finding(
        line.name,
        well=not late and not failed,
        what=_("last crawled {n} days ago, {state}").format(n=days, state=state_word(line.state)),
        advice=f"werkplaats crawl {line.name}" if late or failed else "",
    )
