"""Whether an mbo student may do an internship at a company: only where SBB recognises it for their qualification."""

from sqlmodel import Session, select

from crm.language import _
from crm.tables import Recognition
from crm.words import Level, Setting


def obstacle_of_recognition(
    session: Session, company_id: int, *, level: Level | None, setting: Setting | None, crebo: str | None
) -> str | None:
    """What stands in the way of an mbo internship at a company, in a sentence; None where nothing does.

    `crebo`: the national code of the programme, None where the map does not hold it. An obstacle until it is known that
    the company is recognised (erkend leerbedrijf, WEB art. 7.2.10); of other levels and settings there is none.
    """
    if level is not Level.MBO or setting is not Setting.INTERNSHIP:
        return None
    if crebo is None:
        return _("no crebo code is known: is the company recognised (SBB)?")
    kept = session.exec(
        select(Recognition).where(Recognition.company_id == company_id, Recognition.crebo == crebo)
    ).first()
    if kept is None:
        return _("not known whether SBB recognises the company for {crebo}").format(crebo=crebo)
    return None if kept.recognised else _("SBB does not recognise the company for {crebo}").format(crebo=crebo)
