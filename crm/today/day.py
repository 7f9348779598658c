"""A day, read at once: what is due, in order; the first of it in words, the rest when it comes into view."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from crm.today.again import Mark, facts_again, read_mark, touched_since
from crm.today.agreed import agreed_lines
from crm.today.asked import asked_lines
from crm.today.asking import Ask
from crm.today.candidate import Candidate
from crm.today.facts import Facts, read_facts
from crm.today.leads import LeadFact
from crm.today.news import change_lines, new_people_lines
from crm.today.offers import NUDGES, lies_with, offer_lines, read_open
from crm.today.owed import owed_lines
from crm.today.own import own_lines
from crm.today.proposed import upward_lines
from crm.today.spreading import spread
from crm.today.sprints import sprint_lines
from crm.today.wording import told_lines
from crm.views.today_lines import TodayLine


@dataclass(slots=True)
class Day:
    """The lines of a day, heaviest first, by number; `waiting` is how many wait for a day with room."""

    candidates: Sequence[Candidate]
    waiting: int
    facts: Facts
    mark: Mark
    own: Mapping[int, Candidate]
    """Lead → the line about itself, whether it stands or waits."""

    @property
    def late(self) -> int:
        """How many are late."""
        return sum(1 for one in self.candidates if one.late > 0)

    def lines(self, first: int = 0, last: int | None = None) -> list[TodayLine]:
        """The lines from number `first` up to `last`, in words."""
        return told_lines(self.facts, self.candidates[first:last])


def read_day(ask: Ask, owner: str | None, on: date, before: Day | None = None) -> Day:
    """What stands for `owner` (None: everybody) on the day `on`.

    With the same day as it was read `before`, only the leads are read again that an action touched since.
    """
    mark = read_mark(ask)
    if before is not None and (before.facts.of.me, before.facts.on) == (owner, on):
        touched = touched_since(ask, before.mark, mark)
        if touched is not None:
            facts, differ = facts_again(ask, before.facts, sorted(touched))
            return _day(facts, mark, _own_again(before, facts, touched | {lead.id for lead in differ}, differ))
    facts = read_facts(ask, owner, on)
    return _day(facts, mark, _own(facts, facts.leads.values()))


def _own(facts: Facts, leads: Iterable[LeadFact]) -> dict[int, Candidate]:
    return {one.lead.id: one for one in own_lines(facts, leads) if one.lead is not None}


def _own_again(before: Day, facts: Facts, gone: Iterable[int], differ: Sequence[LeadFact]) -> dict[int, Candidate]:
    """The lines of the leads as they were, those of `differ` weighed anew, without what was put off since."""
    own = {**before.own}
    for id_ in gone:
        own.pop(id_, None)
    refused = facts.put_off - before.facts.put_off
    if refused:
        own = {id_: one for id_, one in own.items() if one.about not in refused}
    return own | _own(facts, differ)


def _day(facts: Facts, mark: Mark, own: Mapping[int, Candidate]) -> Day:
    own = dict(sorted(own.items(), key=lambda line: line[1].order))  # kept so: the next time it is nearly in order
    lying = read_open(facts.ask)
    others = [
        *agreed_lines(facts),
        *owed_lines(facts),
        *sprint_lines(facts),
        *asked_lines(facts),
        *offer_lines(facts, lying),
        *upward_lines(facts),
        *change_lines(facts),
        *new_people_lines(facts),
    ]
    lies = lies_with(lying)
    mine = [one for id_, one in own.items() if one.kind not in NUDGES or id_ not in lies] if lies else own.values()
    shown, waiting = spread(facts, [*mine, *_once(others)])
    return Day(shown, waiting, facts, mark, own)


def _once(found: Sequence[Candidate]) -> list[Candidate]:
    """The lines, without the change of a teacher where taking the agreement or sprint over says it already."""
    taken = {one.lead.id for one in found if one.kind in {"take_over", "sprint_teacher"} and one.lead is not None}
    return [one for one in found if not (one.kind == "change" and _passes(one) and one.lead and one.lead.id in taken)]


def _passes(one: Candidate) -> bool:
    return bool(one.extra["news"].fields) and one.extra["news"].old is not None
