"""Lists that somebody keeps under a name: a query, read anew each time."""

from typing import Any

from sqlmodel import Session, col, select

from crm.errors import NotFoundError, UsageError
from crm.language import _
from crm.query import parse
from crm.tables import SavedList
from crm.text import clean
from crm.unit_of_work import Work

LONGEST_NAME = 60


def keep(work: Work, name: str, query: str) -> SavedList:
    """Keeps a query under a name, for who acts; one of that name is replaced.

    Raises UsageError without a name or query, QueryError for a query that cannot be understood.
    """
    words, asked = clean(name, LONGEST_NAME), clean(query)
    if not words:
        raise UsageError(_("What shall the list be called?"))
    if not asked:
        raise UsageError(_("There is no filter to keep: ‹f› types one first."))
    parse(asked)
    row = _find(work.session, work.by, words)
    if row is None:
        row = SavedList(name=words, query=asked, by=work.by)
        work.session.add(row)
    row.query = asked
    work.session.flush()
    work.say(_("List “{name}” kept").format(name=words))
    return row


def drop(work: Work, name: str) -> None:
    """Throws a list of who acts away.

    Raises NotFoundError.
    """
    row = find(work.session, work.by, name)
    work.session.delete(row)
    work.session.flush()
    work.say(_("List “{name}” thrown away").format(name=row.name))


def find(session: Session, by: str, name: str) -> SavedList:
    """The list of `by` with that name, capitals aside.

    Raises NotFoundError that names the lists there are.
    """
    row = _find(session, by, name)
    if row is None:
        known = ", ".join(one["name"] for one in lists_json(session, by)) or "–"
        raise NotFoundError(_("There is no list “{name}”. There are: {known}.").format(name=name, known=known))
    return row


def _find(session: Session, by: str, name: str) -> SavedList | None:
    rows = session.exec(select(SavedList).where(SavedList.by == by))
    return next((row for row in rows if row.name.casefold() == name.casefold()), None)


def lists_json(session: Session, by: str) -> list[dict[str, Any]]:
    """The lists of `by`, by name."""
    rows = session.exec(select(SavedList).where(SavedList.by == by).order_by(col(SavedList.name)))
    return [{"name": row.name, "query": row.query} for row in rows]
