"""What the crawls found that asks for attention: changes that touch a lead, and people nobody works with yet."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from crm.today.aims import read_aims
from crm.today.asking import Ask, day_of, marks
from crm.today.candidate import Candidate
from crm.today.contacts import read_ties
from crm.today.courses import Held
from crm.today.facts import Facts
from crm.today.leads import LeadFact
from crm.today.weighing import Addend, addends, basic, total
from crm.views.scores import rules
from crm.warmth.rules import rules as warmth_rules
from crm.warmth.scoring import score
from crm.words import RUNGS, ChangeKind, EntityKind, RoleKind, Stage, Target

ROLES = frozenset(kind.value for kind in RoleKind)

READ_MOST = 200
"""New people that are weighed, the newest: of them the heaviest are shown."""

_CHANGES = """
    SELECT change.id, change.change, change.kind, change.entity_id, change.name, change.field, change.old, change.new,
        change."on" FROM change WHERE change."on" > ? AND change."on" <= ? AND change.entity_id IS NOT NULL
    ORDER BY change."on" DESC, change.id
"""

_NEW_PEOPLE = """
    SELECT DISTINCT person.id, person.name, person.institution_id, person.unit_id, entity.first_seen, person.sort_key
    FROM change JOIN entity ON entity.id = change.entity_id JOIN person ON person.id = entity.id
    WHERE change.change = 'new' AND change.kind = 'person' AND change."on" > ? AND change."on" <= ?
        AND entity.gone_on IS NULL AND NOT entity.in_review
        AND NOT EXISTS (SELECT 1 FROM lead WHERE lead.person_id = person.id)
    ORDER BY entity.first_seen DESC, person.sort_key LIMIT ?
"""

_THEIR_ROLES = """
    SELECT role.person_id, role.id, role.kind, role.of_kind, role.of_id FROM role JOIN entity ON entity.id = role.id
    WHERE entity.gone_on IS NULL AND NOT entity.in_review AND role.person_id IN ({})
"""


@dataclass(slots=True)
class News:
    """A line of the change feed that touches a lead; `fields` has several where one passed two roles to another."""

    id: int
    change: ChangeKind
    kind: EntityKind
    entity: int
    name: str
    what: str | None
    old: str | None
    new: str | None
    on: date
    fields: list[str] = field(default_factory=list)


def change_lines(facts: Facts) -> Iterator[Candidate]:
    """The changes of the last weeks that touch one of the leads; what was spoken about since is no news."""
    first = facts.on - timedelta(days=rules().spans["changes_days"])
    rows = facts.ask(_CHANGES, (first, facts.on))
    if not rows:
        return
    touched = _touched(facts, {row[3] for row in rows})
    for news in _together([_news(row) for row in rows]):
        leads = [lead for lead in touched.get(news.entity, ()) if lead.last_on is None or lead.last_on < news.on]
        newly_found = news.change is ChangeKind.NEW and news.kind is EntityKind.PERSON
        about = f"change:{news.id}"
        if leads and not newly_found and about not in facts.put_off:
            yield _change(facts, news, _nearest(leads, news), about)


def _news(row: Sequence[Any]) -> News:
    id_, change, kind, entity, name, field_, old, new, on = row
    day = day_of(on) or date.min
    return News(
        id_, ChangeKind(change), EntityKind(kind), entity, name, field_, old, new, day, [field_] if field_ else []
    )


def _together(news: Sequence[News]) -> list[News]:
    """The news, those of which one passed several roles of one thing to the same other taken together."""
    found: dict[object, News] = {}
    for one in news:
        passed = one.change is ChangeKind.CHANGED and one.what in ROLES
        key: object = (one.entity, one.old, one.new) if passed else one.id
        if key in found:
            found[key].fields += one.fields
        else:
            found[key] = one
    return list(found.values())


def _touched(facts: Facts, things: set[int]) -> dict[int, list[LeadFact]]:
    """Thing of a change → the leads it is about: themselves, by their role, or by a course they have a role in."""
    touched: dict[int, list[LeadFact]] = defaultdict(list)
    for lead in facts.leads.values():
        if lead.person_id in things:
            touched[lead.person_id].append(lead)
        for role in facts.taught.roles.get(lead.person_id, ()):
            if role.in_review:
                continue
            if role.id in things:
                touched[role.id].append(lead)
            if role.of_kind is EntityKind.COURSE and role.of_id in things:
                touched[role.of_id].append(lead)
    return touched


def _nearest(leads: Sequence[LeadFact], news: News) -> LeadFact:
    """The lead at whom a change stands: who passed a role on, who has it now, else the first who has to do with it."""
    passed = (news.old, news.new) if news.what in ROLES and news.kind is not EntityKind.ROLE else ()
    rank = {name: number for number, name in enumerate(passed) if name}
    return min(leads, key=lambda lead: (rank.get(lead.name, len(rank)), lead.id))


def _change(facts: Facts, news: News, lead: LeadFact, about: str) -> Candidate:
    kind = _kind(facts, news, lead)
    target = facts.target_of(lead)
    weighed = addends(facts, lead, kind, target)
    return Candidate(kind, about, news.on, lead, weighed, total(weighed), name=lead.name, extra={"news": news})


def _kind(facts: Facts, news: News, lead: LeadFact) -> str:
    if news.change is ChangeKind.GONE and news.kind in {EntityKind.COURSE, EntityKind.ROLE}:
        left = facts.taught.courses_of(lead.person_id)
        return "change" if any(course.id != news.entity for course in left) else "course_gone"
    if news.kind is EntityKind.ROLE and news.change in {ChangeKind.NEW, ChangeKind.BACK} and news.what in ROLES:
        higher = _rung(RoleKind(news.what))
        others = [
            _rung(role.kind)
            for role in facts.taught.roles.get(lead.person_id, ())
            if role.stands and role.id != news.entity
        ]
        warm = facts.warm.get(lead.person_id, 0) >= warmth_rules().known
        if warm and higher > max([1, *others]):
            return "higher"
    return "change"


def _rung(kind: RoleKind) -> int:
    return RUNGS.index(kind) if kind in RUNGS else -1


def new_people_lines(facts: Facts) -> Iterator[Candidate]:
    """People newly found where the office is at work, who are no lead yet.

    A school's very first crawl makes nobody new: the change feed begins with the second.
    """
    first = facts.on - timedelta(days=rules().spans["new_people_days"])
    rows = facts.ask(_NEW_PEOPLE, (first, facts.on, READ_MOST))
    if not rows:
        return
    people = [row[0] for row in rows]
    roles = _roles(facts.ask, people)
    aims, ties = read_aims(facts.ask, roles), read_ties(facts.ask, people)
    found = []
    for person, name, school, unit, first_seen, _key in rows:
        held = roles.get(person, [])
        target = aims.of_person(held, unit, school)
        about = f"new_person:{person}"
        if target is Target.NO or about in facts.put_off or not facts.days(school).is_sensible(facts.works):
            continue
        weighed = basic("new_person", Stage.MAPPED, target)
        warm = score(ties.get(person, ()), facts.on)
        if warm:
            weighed.append(Addend("warmth", round(rules().warmth["a_degree"] * warm, 1), warm))
        kinds = tuple(dict.fromkeys(role.kind for role in held))
        extra = {"person": person, "school": school, "roles": kinds, "wanted": target is Target.YES, "warm": warm}
        day = day_of(first_seen) or facts.on
        found.append(
            Candidate("new_person", about, day, None, weighed, total(weighed), waits=True, name=name, extra=extra)
        )
    yield from sorted(found, key=lambda one: one.order)[: rules().spans["new_people_most"]]


def _roles(ask: Ask, people: Sequence[int]) -> dict[int, list[Held]]:
    found: dict[int, list[Held]] = defaultdict(list)
    for person, role, kind, of_kind, of_id in ask(_THEIR_ROLES.format(marks(people)), people):
        found[person].append(Held(role, RoleKind(kind), EntityKind(of_kind), of_id, stands=True, in_review=False))
    return found
