"""Whose a mail is, and what it is: by our own message's id first, then the thread, then the address."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from crm.clock import OFFICE_ZONE
from crm.language import _
from crm.mail.known import Known, Ours
from crm.mail.parsing import Mail
from crm.text import fold


class Sort(StrEnum):
    """What a mail is to the office."""

    SENT = "sent"
    ANSWER = "answer"
    AUTOMATIC = "automatic"
    BOUNCE = "bounce"
    HELD = "held"
    LEFT_OUT = "left_out"
    SAME = "same"
    TWICE = "twice"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Sorted:
    """A mail with what it is, the people it is of, and why where it is not simply taken in."""

    sort: Sort
    people: tuple[int, ...] = ()
    why: str = ""


def day_of(mail: Mail) -> date:
    """The day on which it was written, as the office's clock has it."""
    return mail.at.astimezone(OFFICE_ZONE).date()


def sorted_mail(mail: Mail, known: Known, ours: Ours, today: date) -> Sorted:
    """What a mail is. Of a mail that is nobody's whom we know, nothing is looked at but its addresses."""
    if mail.id in known.counted:
        return Sorted(Sort.SAME, why=_("taken in earlier"))
    if mail.id in known.waiting:
        return Sorted(Sort.SAME, why=_("waits to be believed"))
    if day_of(mail) > today:
        return Sorted(Sort.REFUSED, why=_("its date is still to come: {day}").format(day=day_of(mail).isoformat()))
    if mail.failed:
        return _bounce(mail, known)
    if ours.holds(mail.sender):
        return _sent(mail, known)
    return _received(mail, known)


def _sent(mail: Mail, known: Known) -> Sorted:
    """A mail of ours: of each it went to whom we know."""
    own = known.lead_of_mail.get(mail.id)
    named = {person for address in mail.recipients for person in _only(known.people.get(address, ()))}
    if own is not None:
        named.add(known.person_of_lead[own])
    if not named:
        return Sorted(Sort.LEFT_OUT, why=_("sent to nobody we know"))
    return Sorted(Sort.SENT, tuple(sorted(named)))


def _received(mail: Mail, known: Known) -> Sorted:
    lead = known.lead_of_thread(mail.thread)
    of_thread = known.person_of_lead.get(lead) if lead is not None else None
    people = known.people.get(mail.sender, [])
    if not people:
        return _from_elsewhere(of_thread) if of_thread is not None else _by_code(mail, known)
    person = of_thread if of_thread in people else next(iter(_only(people)), None)
    if person is None:
        return Sorted(Sort.LEFT_OUT, why=_("several people have this address"))
    if mail.doubt:
        return Sorted(Sort.HELD, (person,), mail.doubt)
    if lead is None and mail.strange:
        return Sorted(Sort.HELD, (person,), _("it answers nothing of ours, and another domain stands behind it"))
    return Sorted(Sort.AUTOMATIC if mail.automatic else Sort.ANSWER, (person,))


def _from_elsewhere(of_thread: int) -> Sorted:
    """A mail from an address we do not know in a thread of ours: it waits."""
    return Sorted(Sort.HELD, (of_thread,), _("it answers our message from an address that is not theirs as we know it"))


def _by_code(mail: Mail, known: Known) -> Sorted:
    """A mail from an address we do not know that answers a case by its code: it may be theirs, and waits."""
    lead = known.lead_of_subject(mail.subject)
    if lead is None:
        return Sorted(Sort.LEFT_OUT, why=_("from nobody we know"))
    said = _("it answers a case by its code, from an address that is not theirs as we know it")
    return Sorted(Sort.HELD, (known.person_of_lead[lead],), said)


def _bounce(mail: Mail, known: Known) -> Sorted:
    """A report that a mail of ours did not arrive; of a mail we know nothing of it is not believed."""
    lead = known.lead_of_mail.get(mail.failed_id) or known.lead_of_thread(mail.thread)
    lost = [one for one in mail.failed if one.for_good]
    people = {person for one in lost for person in _only(known.people.get(one.email, ()))}
    if not lost:
        return Sorted(Sort.LEFT_OUT, why=_("a mail is late; its server still tries"))
    if not people:
        return Sorted(Sort.LEFT_OUT, why=_("from nobody we know"))
    if lead is None:
        return Sorted(Sort.HELD, tuple(sorted(people)), _("it says that a mail came back of which we know nothing"))
    return Sorted(Sort.BOUNCE, tuple(sorted(people)))


def _only(people: "list[int] | tuple[int, ...]") -> tuple[int, ...]:
    """Somebody whose address is theirs alone."""
    return tuple(people) if len(people) == 1 else ()


def same_subject(one: str, other: str) -> bool:
    """Whether two subjects are one, whatever answers and forwards put before it."""
    return _bare(one) == _bare(other)


def _bare(subject: str) -> str:
    words = fold(subject).split()
    while words and words[0] in {"re", "fw", "fwd", "antw", "aw", "tr"}:
        words = words[1:]
    return " ".join(words)
