"""Who is away, and who covers for them: the work that is due shows with the cover meanwhile."""

from datetime import date

from sqlmodel import col, select

from crm.errors import RefusedError, UsageError
from crm.language import _
from crm.spoken import spoken_day
from crm.tables import Away
from crm.text import clean
from crm.unit_of_work import Work

LONGEST_NAME = 100


def go_away(work: Work, starts: date, ends: date, cover: str, *, who: str | None = None) -> Away:
    """Says that somebody (`who`; default who acts) is away from `starts` to `ends`, both included, and who covers.

    Raises UsageError for days that have passed or run backwards, or a cover without a name; RefusedError where they
    are away already then, or the cover is.
    """
    person, name = clean(who or work.by, LONGEST_NAME), clean(cover, LONGEST_NAME)
    today = work.clock.today()
    if not name or name.casefold() == person.casefold():
        raise UsageError(_("Who covers? Name a colleague (--cover NAME)."))
    if ends < starts:
        raise UsageError(_("{until} lies before {since}.").format(until=ends.isoformat(), since=starts.isoformat()))
    if ends < today:
        raise UsageError(_("{until} has passed already.").format(until=ends.isoformat()))
    for other in work.session.exec(select(Away).where(col(Away.starts) <= ends, col(Away.ends) >= starts)):
        if other.who.casefold() in {person.casefold(), name.casefold()}:
            span = {"since": spoken_day(other.starts, today), "until": spoken_day(other.ends, today)}
            raise RefusedError(_("{who} is away already from {since} to {until}.").format(who=other.who, **span))
    row = Away(who=person, cover=name, starts=starts, ends=ends, by=work.by)
    work.session.add(row)
    work.session.flush()
    said = _("{who} away from {since} to {until}, {cover} covers")
    span = {"since": spoken_day(starts, today), "until": spoken_day(ends, today)}
    work.say(said.format(who=person, cover=name, **span))
    return row
