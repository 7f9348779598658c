"""Who of the office may take contact lists out, and who may erase somebody.

Nobody named: everybody may, as in an office of one. Once somebody is said to have a right, it is theirs alone, and only
they give it on. It guards against mistakes of colleagues; whoever can reach the database itself is kept out by its
passwords.
"""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from crm.errors import NotFoundError, RefusedError, UsageError
from crm.language import _
from crm.tables import OfficeRole
from crm.text import clean
from crm.unit_of_work import Work
from crm.words import Right

LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Colleague:
    """What was said of somebody; None: nothing, so it follows from what was said of others."""

    name: str
    may_export: bool | None
    may_erase: bool | None


def team(session: Session) -> list[Colleague]:
    """Everybody of whom something was said, by name."""
    rows = session.exec(select(OfficeRole).order_by(col(OfficeRole.name)))
    return [Colleague(row.name, row.may_export, row.may_erase) for row in rows]


def may(session: Session, name: str, right: Right) -> bool:
    """Whether `name` (as they act, capitals aside) has the right."""
    said = {one.name: _said(one, right) for one in team(session)}
    own = said.get(_key(name))
    return own if own is not None else True not in said.values()


def require(work: Work, right: Right) -> None:
    """Raises RefusedError, naming who may, when who acts has not the right."""
    if may(work.session, work.by, right):
        return
    who = ", ".join(_holders(work.session, right)) or "–"
    sentence = {
        Right.EXPORT: _("{name} may not take contact lists out. Who may: {who}."),
        Right.ERASE: _("{name} may not erase anybody. Who may: {who}."),
    }[right]
    raise RefusedError(sentence.format(name=clean(work.by, LONGEST_NAME), who=who))


def allow(work: Work, name: str, right: Right) -> Colleague:
    """Gives `name` the right. Raises RefusedError when who acts has it not; UsageError without a name."""
    require(work, right)
    made = _set(work, name, right, allowed=True)
    work.say(_("{name} may: {right}").format(name=made.name, right=right_name(right)))
    return made


def forbid(work: Work, name: str, right: Right) -> Colleague:
    """Takes the right from `name`.

    Raises RefusedError when who acts has it not, and for the last who has it: then everybody else would.
    """
    require(work, right)
    if _holders(work.session, right) == [_key(name)]:
        raise RefusedError(
            _("{name} is the only one named: without them everybody could. First allow somebody else.").format(
                name=_key(name)
            )
        )
    made = _set(work, name, right, allowed=False)
    work.say(_("{name} may no longer: {right}").format(name=made.name, right=right_name(right)))
    return made


def forget(work: Work, name: str) -> None:
    """Says nothing of `name` any more. Raises NotFoundError when nothing was said; RefusedError as `forbid` does."""
    row = work.session.get(OfficeRole, _key(name))
    if row is None:
        raise NotFoundError(
            _("Nothing was said of {name}: `werkplaats team list` shows who is known.").format(name=name)
        )
    for right in Right:
        if _said(row, right) is not None:
            require(work, right)
    work.session.delete(row)
    work.session.flush()
    work.say(_("Nothing is said of {name} any more").format(name=row.name))


def right_name(right: Right) -> str:
    """The right as it is said on screen."""
    return {Right.EXPORT: _("take contact lists out"), Right.ERASE: _("erase somebody")}[right]


def _set(work: Work, name: str, right: Right, *, allowed: bool) -> Colleague:
    key = _key(name)
    if not key:
        raise UsageError(_("Who? Name somebody as they act (--as)."))
    row = work.session.get(OfficeRole, key)
    if row is None:
        row = OfficeRole(name=key, by=work.by, at=work.clock.now())
        work.session.add(row)
    if right is Right.EXPORT:
        row.may_export = allowed
    else:
        row.may_erase = allowed
    row.by, row.at = work.by, work.clock.now()
    work.session.flush()
    return Colleague(row.name, row.may_export, row.may_erase)


def _said(row: Colleague | OfficeRole, right: Right) -> bool | None:
    return row.may_export if right is Right.EXPORT else row.may_erase


def _holders(session: Session, right: Right) -> list[str]:
    return [one.name for one in team(session) if _said(one, right)]


def _key(name: str) -> str:
    return clean(name, LONGEST_NAME).lower()
