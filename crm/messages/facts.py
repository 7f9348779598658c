"""What is known of a lead, as the fields of a template: nothing is guessed, and what is not known is not there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from crm import names
from crm.messages.phrases import day_said, greeting, listed, occasion_said, role_said
from crm.messages.sprint_facts import sprint_facts
from crm.messages.steps import rules
from crm.tables import Activity, Escalation, Example, Introduction, Lead, Manner, Person
from crm.tables.core import COURSE, PROGRAMME
from crm.text import fold
from crm.views.contacts import contact_rows
from crm.views.lead import HeldRole, held_roles
from crm.words import (
    FUNNEL,
    RUNGS,
    ActivityKind,
    Consent,
    Direction,
    EntityKind,
    Formality,
    RoleKind,
    Stage,
    Target,
)

MOST_EXAMPLES = 2
"""Examples of others that one message tells."""

_CONVINCED = frozenset(FUNNEL[FUNNEL.index(Stage.INFORMED) :])
_WROTE = (ActivityKind.MAIL, ActivityKind.MESSAGE)


@dataclass(frozen=True, slots=True)
class Office:
    """What the office tells of itself; None: nobody has said it yet."""

    name: str | None = None
    email: str | None = None
    address: str | None = None
    signature: str | None = None
    results: str | None = None

    def facts(self) -> dict[str, Any]:
        """As the fields of a template. `\\n` in a signature begins a new line."""
        signature = (self.signature or "").replace("\\n", "\n")
        told = {
            "office": self.name,
            "office_email": self.email,
            "office_address": self.address,
            "signature": signature,
            "results": self.results,
        }
        return {field: value for field, value in told.items() if value}


@dataclass(frozen=True, slots=True)
class Writing:
    """How a message is written: form, language and the day."""

    form: Formality
    language: str
    today: date


def manner_of(session: Session, person: Person, roles: tuple[HeldRole, ...]) -> tuple[Formality, str]:
    """How somebody is written to: as is kept of them, else by their role and title, in Dutch."""
    kept = session.get(Manner, person.id)
    told = rules()
    formal = any(role.kind in told.formal_roles and role.gone_on is None for role in roles) or bool(
        told.formal_titles & set((person.titles or "").casefold().split())
    )
    form = kept.form if kept is not None else None
    language = kept.language if kept is not None else None
    return form or (Formality.FORMAL if formal else Formality.INFORMAL), language or "nl"


def lead_facts(session: Session, lead: Lead, person: Person, how: Writing) -> dict[str, Any]:
    """The fields that the database knows of a lead."""
    roles = held_roles(session, lead.person_id, how.today)
    (contact,) = contact_rows(session, [lead.person_id])
    name = names.parse(person.name)
    taught = _taught(session, roles)
    facts: dict[str, Any] = {
        "name": person.name,
        "first_name": name.call_name if name is not None else "",
        "greeting": greeting(name, person.name, how.form, how.language),
        "formal": how.form is Formality.FORMAL,
        "school": contact.institution,
        "courses": [role.name for role in taught],
        "programme": _programme(session, contact.programmes),
        **_contact(session, lead, how),
        "via": _via(session, lead),
        "own_examples": _own_examples(session, lead),
        **_above(session, lead, roles, how),
    }
    facts |= sprint_facts(session, lead.person_id, how.language, how.today)
    if taught:
        facts |= {"course": taught[0].name, "period": taught[0].period}
    facts["examples"] = _examples_of_others(session, lead, taught)
    highest = highest_rung(roles)
    facts["role"] = role_said(highest, how.language) if highest is not None else ""
    return {field: value for field, value in facts.items() if value}


def highest_rung(roles: tuple[HeldRole, ...]) -> RoleKind | None:
    """The highest rung of the ladder on which somebody stands now; None for who stands on none."""
    rungs = [role.kind for role in roles if role.gone_on is None and role.kind in RUNGS]
    return max(rungs, key=RUNGS.index, default=None)


def _taught(session: Session, roles: tuple[HeldRole, ...]) -> list[HeldRole]:
    """The courses somebody gives or coordinates: those the office is after first, then those confirmed this year."""
    held = [role for role in roles if role.of_kind is EntityKind.COURSE and role.gone_on is None]
    wanted = sa.select(COURSE.c.id, COURSE.c.target).where(COURSE.c.id.in_([role.of_id for role in held]))
    target = {row.id: row.target for row in session.connection().execute(wanted)}
    order = {Target.YES: 0, Target.UNDECIDED: 1, Target.NO: 2}
    unique = {role.of_id: role for role in reversed(held)}
    return sorted(
        unique.values(),
        key=lambda role: (order[target.get(role.of_id) or Target.UNDECIDED], not role.confirmed, role.name.casefold()),
    )


def _programme(session: Session, programmes: tuple[str, ...]) -> str:
    """The programme to speak of: one the office is after before another."""
    if len(programmes) < 2:
        return "".join(programmes)
    aimed = sa.select(PROGRAMME.c.name).where(PROGRAMME.c.name.in_(programmes), PROGRAMME.c.target == Target.YES)
    return next(iter(sorted(session.connection().scalars(aimed))), programmes[0])


def _contact(session: Session, lead: Lead, how: Writing) -> dict[str, Any]:
    """When we wrote before, and what there is to thank for."""
    wrote = session.exec(
        select(sa.func.max(Activity.on)).where(
            Activity.lead_id == lead.id, col(Activity.kind).in_(_WROTE), Activity.direction == Direction.OUT
        )
    ).one()
    met = session.exec(
        select(Activity)
        .where(
            Activity.lead_id == lead.id,
            sa.or_(
                col(Activity.kind).in_((ActivityKind.CALL, ActivityKind.VISIT)),
                sa.and_(col(Activity.kind).in_(_WROTE), col(Activity.direction) == Direction.IN),
            ),
        )
        .order_by(col(Activity.on).desc(), col(Activity.id).desc())
    ).first()
    return {
        "written_on": day_said(wrote, how.today, how.language) if wrote is not None else "",
        "occasion": occasion_said(met.kind, met.on, how.today, how.form, how.language) if met is not None else "",
    }


def _via(session: Session, lead: Lead) -> str:
    """Who named them to us. A colleague whom we know is not told: they have not said that they may be named."""
    named = (
        select(Person.name)
        .join(Introduction, col(Introduction.via_person_id) == col(Person.id))
        .where(Introduction.lead_id == lead.id)
    )
    return session.exec(named).first() or ""


def _own_examples(session: Session, lead: Lead) -> list[str]:
    newest = select(Example.text).where(Example.lead_id == lead.id).order_by(col(Example.id).desc())
    return list(session.exec(newest.limit(5)))


def _examples_of_others(session: Session, lead: Lead, taught: list[HeldRole]) -> list[str]:
    """Examples of other teachers, those most like what this one gives first; of nobody the name."""
    own = {word for role in taught for word in fold(role.name).split() if len(word) > 3}
    statement = (
        sa.select(col(Example.text), col(Example.helps), col(Example.id), COURSE.c.name.label("course"))
        .outerjoin(COURSE, COURSE.c.id == col(Example.course_id))
        .where(col(Example.lead_id) != lead.id)
        .order_by(col(Example.id).desc())
        .limit(500)
    )
    ranked = sorted(
        session.connection().execute(statement), key=lambda row: (-_alike(own, row), not row.helps, -row.id)
    )
    return [_told(row.text, row.helps) for row in ranked[:MOST_EXAMPLES]]


def _alike(own: set[str], row: Any) -> int:  # noqa: ANN401 - a row of two tables
    return len(own & set(fold(f"{row.course or ''} {row.text}").split()))


def _told(text: str, helps: str | None) -> str:
    helps = (helps or "").strip()
    return " ".join(_closed(one) for one in (text.strip(), f"{helps[:1].upper()}{helps[1:]}") if one)


def _closed(sentence: str) -> str:
    """A sentence with the stop it may have been typed without."""
    return sentence if sentence.endswith((".", "!", "?", "…")) else f"{sentence}."


def agreed_facts(session: Session, person_id: int, today: date) -> dict[str, Any]:
    """The parts of the agreement whose words are likely to hold for a new one: their own newest, or their school's."""
    from crm.views.starting import agreement_start

    like = agreement_start(session, person_id, today).like
    if like is None:
        return {}
    facts: dict[str, Any] = {
        "assignment": like.type,
        "number": str(like.number),
        "planning": like.planning,
        "process": like.process,
        "supervision": like.supervision,
    }
    return {field: value for field, value in facts.items() if value}


def _above(session: Session, lead: Lead, roles: tuple[HeldRole, ...], how: Writing) -> Mapping[str, Any]:
    """For somebody above teachers: how many below them are informed or further, and who of those may be named."""
    from crm.views.card import card

    places = [role for role in roles if role.of_kind is not EntityKind.COURSE and role.confirmed]
    counts = [card(session, role.of_kind, role.of_id).stages for role in places[:5]]
    convinced = max((sum(n for stage, n in stages.items() if stage in _CONVINCED) for stages in counts), default=0)
    mine = _CONVINCED & {lead.stage}
    named = (
        select(Person.name)
        .join(Lead, col(Lead.person_id) == col(Person.id))
        .join(Escalation, col(Escalation.lead_id) == col(Lead.id))
        .where(Escalation.to_lead_id == lead.id, Escalation.consent == Consent.YES)
        .order_by(col(Person.sort_key))
    )
    found = dict.fromkeys(session.exec(named))
    return {
        "teacher_count": max(convinced - len(mine), 0) if places else 0,
        "teachers": listed(list(found), how.language),
    }


def office_of(settings: Any) -> Office:  # noqa: ANN401 - the settings object, which costs its import
    """The office's facts as its settings hold them."""
    return Office(
        settings.office_name,
        settings.office_email,
        settings.office_address,
        settings.signature,
        settings.office_results,
    )
