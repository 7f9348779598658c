"""What the app proposes of itself: to go higher up with a lead, for a reason."""

from collections.abc import Iterator

from crm.going_up import rules
from crm.today.candidate import Candidate
from crm.today.facts import Facts
from crm.today.upward import reasons
from crm.today.weighing import addends, total


def upward_lines(facts: Facts) -> Iterator[Candidate]:
    """Of each lead the strongest reason to go higher up with it, on a day on which its person may be approached.

    It may wait for a day with room.
    """
    told: set[int] = set()
    for one in reasons(facts.ask, facts.on, facts.programmes):
        lead = facts.leads.get(one.lead_id)
        if (
            lead is None
            or lead.school is None
            or lead.id in told
            or one.about in facts.put_off
            or len(told) >= rules().most
        ):
            continue
        if not facts.days_of(lead).is_sensible(facts.works):
            continue
        told.add(lead.id)
        target = facts.target_of(lead)
        weighed = addends(facts, lead, "go_up", target)
        extra = {"why": one.why}
        yield Candidate(
            "go_up", one.about, facts.works, lead, weighed, total(weighed), waits=True, name=lead.name, extra=extra
        )
