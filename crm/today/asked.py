"""What businesses asked: new cases nobody looked at, those that wait long, next actions, receipts not sent."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from crm.case_rules import rules
from crm.today.asking import day_of
from crm.today.candidate import Candidate
from crm.today.facts import Facts
from crm.today.weighing import basic, total
from crm.words import Target

_CASES = """
    SELECT company_case.id, company_case.code, company_case.title, company_case.state, company_case.received_on,
        company_case.owner, company.name,
        (SELECT count(*) FROM proposal WHERE proposal.case_id = company_case.id AND proposal.state <> 'withdrawn')
    FROM company_case JOIN company ON company.id = company_case.company_id
    WHERE company_case.state IN ('new', 'fit', 'offered') ORDER BY company_case.received_on, company_case.id
"""

_NEXT = """
    SELECT company.id, company.name, company.next_on, company.next_what, company.owner,
        (SELECT max(company_case.id) FROM company_case WHERE company_case.company_id = company.id)
    FROM company WHERE company.next_on <= ? ORDER BY company.next_on, company.id
"""

_RECEIPTS = """
    SELECT outside_message.id, coalesce(company.name, partner.name), outside_message.by FROM outside_message
    LEFT JOIN company ON company.id = outside_message.company_id
    LEFT JOIN partner ON partner.id = outside_message.partner_id
    WHERE outside_message.state IN ('draft', 'handed_over')
    AND outside_message.template IN ('receipt-company', 'receipt-partner')
    ORDER BY outside_message.id
"""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A case that waits. `proposed`: to how many teachers it was put."""

    id: int
    code: str
    title: str
    state: str
    received_on: date
    owner: str
    company: str
    proposed: int


def asked_lines(facts: Facts) -> Iterator[Candidate]:
    """The lines about cases and companies of whose work it is."""
    waiting = [one for one in _waiting(facts) if facts.of.has(one.owner)]
    for found in (*_new(facts, waiting), *_old(facts, waiting), *_next(facts), *_receipts(facts)):
        if found.about not in facts.put_off:
            yield found


def _waiting(facts: Facts) -> Iterator[Waiting]:
    for id_, code, title, state, received, owner, company, proposed in facts.ask(_CASES):
        yield Waiting(id_, code, title, state, day_of(received) or facts.on, owner, company, proposed)


def _line(facts: Facts, kind: str, about: str, on: date, name: str, **extra: object) -> Candidate:
    late = max((facts.on - on).days, 0) if kind == "company_next" else 0
    weighed = basic(kind, None, Target.UNDECIDED, late=late)
    return Candidate(kind, about, on, None, weighed, total(weighed), late, name=name, extra=extra)


def _new(facts: Facts, waiting: list[Waiting]) -> Iterator[Candidate]:
    """Cases that nobody looked at yet, as one line: a partner may well send twenty."""
    last = facts.on - timedelta(days=rules()["age"]["look"])
    new = [one for one in waiting if one.state == "new" and one.received_on <= last and not _is_old(facts, one)]
    if new:
        newest = max(one.id for one in new)
        names = [one.company for one in new[:3]]
        case = new[0].id if len(new) == 1 else None
        yield _line(
            facts, "case_new", f"case_new:{newest}", facts.on, new[0].company, count=len(new), names=names, case=case
        )


def _old(facts: Facts, waiting: list[Waiting]) -> Iterator[Candidate]:
    """Those that wait longest, each as a line: a business is a customer too."""
    old = [one for one in waiting if _is_old(facts, one)]
    for one in old[: rules()["age"]["most"]]:
        yield _line(
            facts,
            "case_old",
            f"case_old:{one.id}",
            facts.on,
            one.company,
            waiting=one,
            case=one.id,
            more=len(old) - rules()["age"]["most"],
        )


def _is_old(facts: Facts, one: Waiting) -> bool:
    return (facts.on - one.received_on).days >= int(rules()["age"]["old"])


def _next(facts: Facts) -> Iterator[Candidate]:
    """What was planned with a company, on its day and after it."""
    for id_, name, on, what, owner, case in facts.ask(_NEXT, (facts.on,)):
        if facts.of.has(owner):
            day = day_of(on) or facts.on
            yield _line(facts, "company_next", f"company_next:{id_}:{day}", day, name, what=what, case=case)


def _receipts(facts: Facts) -> Iterator[Candidate]:
    """Receipts that were drafted and that nobody said were sent, as one line."""
    mine = {id_: name for id_, name, by in facts.ask(_RECEIPTS) if facts.of.has(by)}
    if mine:
        names = list(mine.values())[:3]
        yield _line(facts, "receipt", f"receipt:{max(mine)}", facts.on, names[0], count=len(mine), names=names)
