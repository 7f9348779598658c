"""What people do where, put together from their roles: their courses, programmes and foremost role."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from crm.words import EntityKind, RoleKind

_FOREMOST = {kind: number for number, kind in enumerate(RoleKind)}


@dataclass(frozen=True, slots=True)
class Teaching:
    """Names of the courses and programmes somebody has a role in now, and the kinds of role, lowest rung first."""

    courses: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    roles: tuple[RoleKind, ...] = ()


class Held(Protocol):
    """A role as it was read."""

    @property
    def person_id(self) -> int:
        """Who has it."""

    @property
    def kind(self) -> RoleKind:
        """What they are."""

    @property
    def of_id(self) -> int:
        """Of what."""

    @property
    def of_kind(self) -> EntityKind:
        """What sort of thing that is."""


def taught(
    roles: Iterable[Held],
    courses: Mapping[int, str],
    belonging: Mapping[int, Sequence[int]],
    programmes: Mapping[int, str],
) -> dict[int, Teaching]:
    """What each person with a role does. Names by id; `belonging` is course → the programmes it is in.

    Who leads a programme is shown with that one, and not with those their courses are in.
    """
    roles_of: dict[int, list[Held]] = {}
    for role in roles:
        roles_of.setdefault(role.person_id, []).append(role)
    found: dict[int, Teaching] = {}
    for person, own in roles_of.items():
        direct = [role.of_id for role in own if role.of_kind is EntityKind.PROGRAMME]
        through = [programme for role in own for programme in belonging.get(role.of_id, ())]
        found[person] = Teaching(
            courses=_sorted(courses, (role.of_id for role in own)),
            programmes=_sorted(programmes, direct or through),
            roles=tuple(sorted({role.kind for role in own}, key=_FOREMOST.__getitem__)),
        )
    return found


def _sorted(names: Mapping[int, str], ids: Iterable[int]) -> tuple[str, ...]:
    return tuple(sorted({names[known] for known in ids if known in names}, key=str.casefold))
