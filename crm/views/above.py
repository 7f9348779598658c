"""What stands beside the ladder of somebody: the side doors, and who decides in their setting."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from crm.deciders import who_decides
from crm.tables import Institution, Person
from crm.views.ladder import Someone, side_doors
from crm.views.milestones import LeadWork
from crm.words import RoleKind, Setting


@dataclass(frozen=True, slots=True)
class Above:
    """The side doors, and who decides in the setting of the newest agreement (else a course): as roles and in words."""

    doors: tuple[Someone, ...] = ()
    setting: Setting = Setting.COURSE
    roles: tuple[RoleKind, ...] = ()
    said: str | None = None


def above(session: Session, person_id: int, done: LeadWork) -> Above:
    """What stands beside the ladder of a person."""
    setting = done.agreements[0].setting if done.agreements else Setting.COURSE
    person = session.get_one(Person, person_id)
    school = session.get(Institution, person.institution_id) if person.institution_id is not None else None
    decider = None if school is None else who_decides(setting, school.level, school.domain)
    return Above(
        doors=tuple(side_doors(session, person_id)),
        setting=setting,
        roles=decider.roles if decider is not None else (),
        said=decider.said if decider is not None else None,
    )


def door_json(door: Someone) -> dict[str, Any]:
    """A side door as commands give it."""
    return {"person": {"id": door.id, "name": door.name}, "of": door.of, "words": door.words}
