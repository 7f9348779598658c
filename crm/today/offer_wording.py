"""The lines about cases that lie with teachers in words: what, and why now."""

from datetime import date

from crm.language import _, ngettext
from crm.spoken import spoken_day
from crm.today.candidate import Candidate


def offer_said(one: Candidate, on: date) -> tuple[str, str]:
    """A case that lies with a teacher."""
    about = f"{one.extra['title']} · {one.extra['company']}"
    if one.kind == "offer_start":
        what = _("{name}: start the sprint of {what}")
        why = _("Said yes on {day}: a sprint with its dates makes it stand, ‹y› starts it.").format(
            day=spoken_day(one.on, on)
        )
    elif one.kind == "offer_again":
        what = _("{name}: ask again about {what}")
        why = _("Said maybe, and to be asked again on {day}.").format(day=spoken_day(one.on, on))
    else:
        what = _("{name}: no answer yet on {what}")
        why = _("Put to them on {day}.").format(day=spoken_day(one.extra["since"], on))
    note = one.extra.get("note")
    return what.format(name=one.name, what=about), f"{why} “{note}”" if note else why


def digest_said(one: Candidate, _on: date) -> tuple[str, str]:
    """Which cases may be sent, and to whom: to those of them whom one fits, which `y` finds out."""
    teachers, cases, ready = one.extra["teachers"], one.extra["cases"], one.extra["ready"]
    free = ngettext("{n} waits for a teacher", "{n} wait for a teacher", cases).format(n=cases)
    chosen = ngettext("{n} was chosen already", "{n} were chosen already", ready).format(n=ready)
    what = _("Send cases: {what}").format(what=", ".join(said for n, said in ((cases, free), (ready, chosen)) if n))
    why = ngettext(
        "{n} teacher may be written to: {names}. ‹y› goes through the messages to whom one fits.",
        "{n} teachers may be written to: {names}. ‹y› goes through the messages to whom one fits.",
        teachers,
    )
    names = ", ".join(one.extra["names"])
    more = teachers - len(one.extra["names"])
    return what, why.format(n=teachers, names=f"{names} …" if more > 0 else names)
