"""The lines about cases and companies in words: what, and why now."""

from datetime import date

from crm.language import _, ngettext
from crm.spoken import as_sentence, spoken_day
from crm.today.asked import Waiting
from crm.today.candidate import Candidate


def new_said(one: Candidate, _on: date) -> tuple[str, str]:
    """Cases that nobody looked at."""
    count, names = one.extra["count"], ", ".join(one.extra["names"])
    what = _("{name}: a new question") if count == 1 else _("{n} new questions: {names}")
    why = _("Nobody looked at it yet: is it fit to offer to a teacher? ‹s› says so, enter opens it.")
    return what.format(name=one.name, n=count, names=names), why


def old_said(one: Candidate, on: date) -> tuple[str, str]:
    """A case that waits long."""
    case = one.extra["waiting"]
    assert isinstance(case, Waiting)
    day, days = spoken_day(case.received_on, on), (on - case.received_on).days
    if case.proposed:
        said = ngettext(
            "question of {day}, put to {n} teacher", "question of {day}, put to {n} teachers", case.proposed
        ).format(day=day, n=case.proposed)
    else:
        said = _("question of {day}, nobody found yet").format(day=day)
    waits = _("It waits {n} days: a business is a customer too.").format(n=days)
    why = f"{as_sentence(case.title)} {waits}"
    more = one.extra["more"]
    if more > 0:
        why += " " + ngettext("And {n} more waits that long.", "And {n} more wait that long.", more).format(n=more)
    return f"{case.company}: {said}", why


def next_said(one: Candidate, on: date) -> tuple[str, str]:
    """What was planned with a company."""
    why = _("Planned for {day} with this business.").format(day=spoken_day(one.on, on))
    return f"{one.name}: {one.extra['what']}", why


def receipt_said(one: Candidate, _on: date) -> tuple[str, str]:
    """Receipts that were not sent."""
    count, names = one.extra["count"], ", ".join(one.extra["names"])
    what = _("{name}: the receipt was not sent") if count == 1 else _("{n} receipts were not sent: {names}")
    why = _("Who asks something wants to know that it came across: ‹y› goes through them.")
    return what.format(name=one.name, n=count, names=names), why
