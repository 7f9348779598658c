"""What a person types: corrections and additions. They are sightings of their own, and no crawl overwrites them."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import col, select

from crm import names
from crm.errors import NotFoundError, RefusedError, UsageError
from crm.language import _
from crm.privacy.suppression import Candidate, Door, Verdict, places_of
from crm.schools import BY_NAME
from crm.services import folding, person_names
from crm.services.addresses import email_key, url_key
from crm.services.edit_fields import checked, column_of
from crm.services.known import ADDED
from crm.services.mentions import DOUBTED
from crm.services.place_names import place_called
from crm.services.role_words import role_kind
from crm.spoken import spoken_field, spoken_kind
from crm.tables import Entity, Institution, Person, Role, Sighting
from crm.tables.core import table_of
from crm.text import clean
from crm.unit_of_work import Work
from crm.words import BY_HAND, EntityKind, Method, RoleKind

EDITED = "edited"
"""Mention of a correction by hand."""


@dataclass(frozen=True, slots=True)
class Added:
    """The person that was added, or had been known already and is completed."""

    person_id: int
    was_known: bool


def set_values(work: Work, kind: EntityKind, id_: int, values: dict[str, str | None]) -> dict[str, Any]:
    """Corrects fields of a thing by hand; None or "" empties one. Returns the thing's values afterwards.

    Raises NotFoundError; UsageError for a field it has not (naming those it has) or a value that cannot be.
    """
    kind = EntityKind(kind)
    entity = _entity(work, kind, id_)
    says = {name: checked(work.session, kind, id_, name, value) for name, value in values.items()}
    refuse_erased(work, "", {name: value for name, value in says.items() if value}, None)
    if not says:
        raise UsageError(_("Nothing to correct: give FIELD=VALUE."))
    sight(work, entity, EDITED, says)
    folding.refold(work.session, [id_])
    row = _row(work, kind, id_)
    fields = ", ".join(spoken_field(name) for name in says)
    work.say(_("{name}: {fields} corrected").format(name=row.get("name") or row.get("words") or id_, fields=fields))
    return {"id": id_, **{name: row.get(column_of(kind, name)) for name in says}, "name": row.get("name")}


def add_person(
    work: Work,
    name: str,
    *,
    email: str | None = None,
    role: str | None = None,
    at: str | None = None,
    url: str | None = None,
) -> Added:
    """Adds a person by hand; somebody who is known already (mailbox, page, or name at that school) is completed.

    `at` is a school, unit, programme or course, by name, code or number. Without `role` somebody at a course or
    programme teaches there, elsewhere is staff.

    Raises UsageError for what is no name, address or role; NotFoundError for an unknown `at`; RefusedError where it
    could be several, and for who asked to be erased. Who has the name of somebody erased, and another address, waits
    in review.
    """
    parsed = names.parse(clean(name))
    if parsed is None:
        raise UsageError(_("{name} is no person's name.").format(name=clean(name, 100)))
    said: dict[str, Any] = {"name": parsed.natural}
    if parsed.titles:
        said["titles"] = list(parsed.titles)
    for field_name, value in (("email", email), ("url", url)):
        if value:
            said[field_name] = checked(work.session, EntityKind.PERSON, 0, field_name, value)
    kind = role_kind(role) if role else None
    if kind is None and role:
        raise UsageError(_("{role} is no role that is known: say for example docent.").format(role=clean(role, 100)))
    place = place_called(work.session, at) if at else None
    school = _school(work, place, said)
    doubtful = refuse_erased(work, parsed.natural, said, school)
    known = _known(work, parsed.natural, said, school) or _certain(work, parsed, said, school, role)
    person = known if known is not None else _new_person(work, said, school, doubtful=doubtful)
    assert person.id is not None
    if known is not None:
        more = {
            name: value for name, value in said.items() if name in {"email", "url"} and getattr(known, name) != value
        }
        if more:
            sight(work, _entity(work, EntityKind.PERSON, person.id), EDITED, more)
    touched = [person.id]
    if place is not None:
        touched += _add_role(work, person.id, kind or _usual_role(place), place, clean(role or ""))
    folding.refold(work.session, touched)
    work.session.refresh(person)
    said_so = _("{name} completed") if known is not None else _("{name} added")
    work.say(said_so.format(name=person.name))
    return Added(person.id, known is not None)


def _entity(work: Work, kind: EntityKind, id_: int) -> Entity:
    entity = work.session.get(Entity, id_)
    if entity is None or entity.kind is not kind:
        raise NotFoundError(
            _("There is no {kind} {id}: `werkplaats search` shows the numbers.").format(
                kind=spoken_kind(EntityKind(kind)), id=id_
            )
        )
    return entity


def _row(work: Work, kind: EntityKind, id_: int) -> dict[str, Any]:
    table = table_of(kind)
    return dict(work.session.connection().execute(sa.select(table).where(table.c.id == id_)).mappings().one())


def refuse_erased(
    work: Work, name: str, said: dict[str, Any], school: Institution | None, *, at: str | None = None
) -> bool:
    """Raises RefusedError for who asked to be erased; True for who may be called so by chance.

    `at`: the name of the company or partner they are at.
    """
    places = places_of(at) | (places_of(school.domain, school.name) if school is not None else frozenset())
    emails = (said["email"],) if "email" in said else ()
    who = Candidate(name, places, emails, said.get("profile"), said.get("url"))
    verdict = Door(work.session.connection()).verdict(who)
    if verdict is Verdict.AWAY:
        raise RefusedError(_("Somebody of this name or address asked to be erased: they are not added again."))
    return verdict is Verdict.NAMESAKE


def sight(
    work: Work, entity: Entity, mention: str, says: dict[str, Any], *, page: str = BY_HAND, confidence: float = 1.0
) -> None:
    """Keeps what a person says of a thing: typed by hand, or in a file or mail that they handed over (`page`)."""
    today = work.clock.today()
    assert entity.id is not None
    work.session.add(
        Sighting(
            entity_id=entity.id,
            kind=str(entity.kind),
            mention=mention,
            page=page,
            method=Method.MANUAL,
            says=says,
            confidence=confidence,
            first_seen=today,
            last_seen=today,
            by=work.by,
        )
    )
    work.session.flush()


def new_entity(work: Work, kind: EntityKind, identity: str) -> Entity:
    """An entity under that identity, numbered where another has it."""
    today = work.clock.today()
    stem, number = identity, 1
    while work.session.exec(select(Entity.id).where(Entity.identity == identity)).first() is not None:
        number += 1
        identity = f"{stem}#{number}"
    entity = Entity(kind=kind, identity=identity, first_seen=today, last_seen=today)
    work.session.add(entity)
    work.session.flush()
    return entity


def _new_person(work: Work, said: dict[str, Any], school: Institution | None, *, doubtful: bool = False) -> Person:
    domain = school.domain if school else "-"
    by = (
        f"email:{email_key(said['email'], domain)}"
        if "email" in said
        else f"name:{person_names.full_key(said['name'])}"
    )
    entity = new_entity(work, EntityKind.PERSON, f"person:{domain}:{by}")
    person = Person(
        id=entity.id,
        institution_id=school.id if school else None,
        name=said["name"],
        sort_key=person_names.sort_key(said["name"]),
    )
    work.session.add(person)
    work.session.flush()
    sight(work, entity, ADDED, said, confidence=DOUBTED if doubtful else 1.0)
    return person


def _add_role(work: Work, person_id: int, kind: RoleKind, place: Entity, words: str) -> list[int]:
    """The role, made where the person does not hold it yet; ids of what is to be folded."""
    held = select(Role).where(Role.person_id == person_id, Role.kind == kind, Role.of_id == place.id)
    role = work.session.exec(held.order_by(col(Role.id))).first()
    says: dict[str, Any] = {"kind": str(kind), "of": str(place.kind)}
    if words and words != str(kind):
        says["words"] = words
    if role is None:
        entity = new_entity(work, EntityKind.ROLE, f"role:{person_id}:{kind}:{place.id}:-")
        assert place.id is not None
        role = Role(id=entity.id, person_id=person_id, kind=kind, of_id=place.id, of_kind=place.kind)
        work.session.add(role)
        work.session.flush()
    assert role.id is not None
    sight(work, _entity(work, EntityKind.ROLE, role.id), ADDED, says)
    return [role.id]


def _usual_role(place: Entity) -> RoleKind:
    return RoleKind.TEACHER if place.kind in {EntityKind.COURSE, EntityKind.PROGRAMME} else RoleKind.STAFF


def _school(work: Work, place: Entity | None, said: dict[str, Any]) -> Institution | None:
    """The school of `place`; without one that of the mailbox or the page."""
    if place is not None:
        if place.kind is EntityKind.INSTITUTION:
            return work.session.get(Institution, place.id)
        assert place.id is not None
        return work.session.get(Institution, _row(work, place.kind, place.id)["institution_id"])
    hosts = [said[name] for name in ("email", "url") if name in said]
    for school in work.session.exec(select(Institution).order_by(col(Institution.id))):
        for host in hosts:
            bare = host.rpartition("@")[2] if "@" in host else url_key(host).partition("/")[0]
            if bare == school.domain or bare.endswith(f".{school.domain}"):
                return school
    return None


def _known(work: Work, name: str, said: dict[str, Any], school: Institution | None) -> Person | None:
    """Who this is already: by mailbox, by page, or as the only one at the school whose name it can be.

    Raises RefusedError where several could be meant.
    """
    candidates = []
    if "email" in said:
        same = select(Person).where(sa.func.lower(Person.email) == said["email"].lower()).order_by(col(Person.id))
        candidates = [p for p in work.session.exec(same) if person_names.compatible(p.name, name)]
    if not candidates and "url" in said:
        paged = select(Person).where(col(Person.url).is_not(None)).order_by(col(Person.id))
        wanted = url_key(said["url"])
        candidates = [p for p in work.session.exec(paged) if p.url and url_key(p.url) == wanted]
        candidates = [p for p in candidates if person_names.compatible(p.name, name)]
    if not candidates and school is not None:
        there = select(Person).where(Person.institution_id == school.id).order_by(col(Person.id))
        candidates = [p for p in work.session.exec(there) if person_names.compatible(p.name, name)]
        candidates = [
            p for p in candidates if not ("email" in said and p.email and p.email.lower() != said["email"].lower())
        ]
        alike = [p for p in candidates if person_names.full_key(p.name) == person_names.full_key(name)]
        candidates = alike or candidates
    if len(candidates) > 1:
        people = ", ".join(f"{p.id} {p.name}" for p in candidates[:5])
        raise RefusedError(
            _("{name} could be several people: {people}. Give an e-mail address.").format(name=name, people=people)
        )
    return candidates[0] if candidates else None


def _certain(
    work: Work, name: names.PersonName, said: dict[str, Any], school: Institution | None, role: str | None
) -> Person | None:
    """Who this is without asking, as the matcher of crawls and imports has it."""
    from crm.identity import bearer, people

    asked = bearer(
        -1,
        name,
        schools=(school.domain.removeprefix(BY_NAME),) if school is not None else (),
        roles=(role,) if role else (),
        emails=(said["email"],) if "email" in said else (),
        profiles=(said["url"],) if "url" in said else (),
    )
    work.session.flush()
    found = next((match for match in people.matches(work.session.connection(), asked) if match.certain), None)
    return work.session.get(Person, found.id) if found is not None else None
