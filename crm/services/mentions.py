"""What a source says, one mention a thing a page: the form in which the map takes statements in."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from crm.services.addresses import code_key, email_key, url_key
from crm.services.person_names import full_key
from crm.services.unit_words import is_called, says_unit
from crm.statements import CourseSaid, PersonSaid, ProgrammeSaid, RoleSaid, SchoolSaid, Statement, UnitSaid
from crm.text import LONGEST, LONGEST_DESCRIPTION, clean, fold
from crm.words import EntityKind, Method, RoleKind

UNSURE = 0.5
"""Below this confidence a thing waits in review."""

DOUBTED = 0.4
"""Confidence of a mention that is doubtful as a whole: of whom it speaks, or whether they are a contact at all."""


@dataclass(slots=True, kw_only=True)
class RoleMention:
    """A role that a mention of a person carries."""

    kind: str
    of: EntityKind
    says: dict[str, Any]
    """`name`, `code`, `url` of what it is of; `school_year`, `setting`, `words`, `doubtful`."""


@dataclass(slots=True, kw_only=True)
class Mention:
    """One page names one thing. `name` tells it from the others on that page; `entity_id` is found by resolution."""

    kind: EntityKind
    page: str
    method: Method
    name: str
    on: date
    confidence: float
    says: dict[str, Any]
    evidence: dict[str, str] = field(default_factory=dict)
    roles: list[RoleMention] = field(default_factory=list)
    entity_id: int | None = None

    @property
    def key(self) -> tuple[str, str, str, str]:
        """Page, kind, name, method: there is one such live sighting of a source."""
        return self.page, str(self.kind), self.name, str(self.method)

    @property
    def order(self) -> str:
        """Sorts mentions the same way in whatever order they came."""
        return "\x00".join([*self.key, json.dumps(self.says, sort_keys=True, ensure_ascii=False)])


def mentions_of(said: SchoolSaid) -> list[Mention]:
    """Every mention of what `said` states, texts cleaned, several on one page under one name taken together.

    Units that only a programme, course or role names are mentioned too. The order does not depend on that of `said`.
    """
    found = [
        *(_of_unit(u) for u in said.units),
        *(_of_programme(p) for p in said.programmes),
        *map(_of_course, _with_own_address(said.courses)),
        *_of_people(said.people, said.domain),
    ]
    units = [mention.says["name"] for mention in found if mention.kind is EntityKind.UNIT]
    found += [unit for mention in found for unit in _units_named_by(mention) if not _is_short(unit, units)]
    together: dict[tuple[str, str, str, str], list[Mention]] = defaultdict(list)
    for mention in found:
        if mention.name:
            together[mention.key].append(mention)
    merged = [_merged(group) for group in together.values()]
    return sorted(merged, key=lambda m: m.order)


def _said(**values: Any) -> dict[str, Any]:  # noqa: ANN401 - the values of a JSON object
    """The values that are there, texts cleaned."""
    cleaned: dict[str, Any] = {}
    for name, value in values.items():
        bare = _clean(value, LONGEST_DESCRIPTION if name == "description" else LONGEST)
        if bare is not None and bare not in ("", [], False):
            cleaned[name] = bare
    return cleaned


def _clean(value: Any, longest: int) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(value, str):
        return clean(str(value), longest)
    if isinstance(value, list):
        return [clean(str(v), longest) for v in value[:50]]
    return value


def _mention(statement: Statement, kind: EntityKind, name: str, says: dict[str, Any]) -> Mention:
    return Mention(
        kind=kind,
        page=statement.page,
        method=statement.method,
        name=name[:LONGEST],
        on=statement.on,
        confidence=statement.confidence,
        says=says,
        evidence={k: clean(v) for k, v in statement.evidence.items()},
    )


def _of_unit(unit: UnitSaid) -> Mention:
    says = _said(name=unit.name, parent=unit.parent, url=unit.url)
    return _mention(unit, EntityKind.UNIT, fold(unit.name), says)


def _of_programme(programme: ProgrammeSaid) -> Mention:
    says = _said(
        name=programme.name,
        level=programme.level and str(programme.level),
        degree=programme.degree,
        code=programme.code,
        url=programme.url,
        unit=programme.unit,
        sprint_quote=programme.sprint_quote,
        translation=programme.translation or None,
    )
    return _mention(programme, EntityKind.PROGRAMME, _thing_name(says, says.get("degree")), says)


def _with_own_address(courses: list[CourseSaid]) -> Iterator[CourseSaid]:
    """The courses; an address that a page gives to several of them is a list's, and left out."""
    given: dict[tuple[str, str], set[str]] = defaultdict(set)
    for course in courses:
        if course.url:
            given[course.page, url_key(course.url)].add(code_key(course.code or "") or fold(course.name or ""))
    for course in courses:
        key = url_key(course.url) if course.url else ""
        most = 2 if key == url_key(course.page) else 1
        yield replace(course, url=None) if key and len(given[course.page, key]) > most else course


def _of_course(course: CourseSaid) -> Mention:
    says = _said(
        name=course.name,
        code=course.code,
        credits=course.credits,
        credits_text=course.credits_text,
        period=", ".join(course.periods),
        school_year=course.school_year,
        language=course.language,
        url=course.url,
        description=course.description,
        programmes=[course.programme] if course.programme else None,
        unit=course.unit,
        sprint_quote=course.sprint_quote,
        translation=course.translation or None,
    )
    if course.credits is not None:
        says["credits"] = float(course.credits)
    return _mention(course, EntityKind.COURSE, _thing_name(says, says.get("school_year")), says)


def _thing_name(says: dict[str, Any], besides: str | None) -> str:
    """By code, else by own address, else by name: the words by which a page tells one course from another."""
    if says.get("code"):
        name = f"code {code_key(says['code'])}"
    elif says.get("url"):
        name = f"url {url_key(says['url'])}"
    elif says.get("name"):
        name = f"name {fold(says['name'])}"
    else:
        return ""
    return f"{name} | {fold(besides)}" if besides else name


def _of_people(people: Iterable[PersonSaid], domain: str) -> Iterator[Mention]:
    same_name: dict[tuple[str, str], list[PersonSaid]] = defaultdict(list)
    for person in people:
        same_name[person.page, full_key(clean(person.name))].append(person)
    for (_page, key), group in same_name.items():
        emails = {email_key(p.email, domain) for p in group if p.email}
        addresses = {url_key(p.url) for p in group if p.url}
        namesakes = len(emails) > 1 or len(addresses) > 1
        for person in group:
            mark = person.email or person.url or person.unit or ""
            yield _of_person(person, f"{key} · {mark.lower()}" if namesakes and key else key)


def _of_person(person: PersonSaid, name: str) -> Mention:
    says = _said(
        name=person.name,
        titles=person.titles,
        email=person.email,
        phone=person.phone,
        url=person.url,
        unit=person.unit,
        designated_quote=person.designated_quote,
    )
    mention = _mention(person, EntityKind.PERSON, name, says)
    mention.roles = [_of_role(role) for role in person.roles]
    if mention.roles and all(role.says.get("doubtful") for role in mention.roles):
        mention.confidence = min(mention.confidence, DOUBTED)
    return mention


def _of_role(role: RoleSaid) -> RoleMention:
    says = _said(
        name=role.name,
        code=role.code,
        url=role.url,
        school_year=role.school_year,
        setting=role.setting,
        words=role.words,
        doubtful=role.doubtful,
    )
    return RoleMention(kind=str(role.kind), of=EntityKind(role.of), says=says)


def _units_named_by(mention: Mention) -> Iterator[Mention]:
    """The units that a programme or course says it belongs to, and those of which somebody certainly is something.

    "Docent Databases" makes no unit of Databases: what a teacher or staff member is of must say itself that it is one.
    """
    names: list[str | None] = []
    if mention.kind in {EntityKind.PROGRAMME, EntityKind.COURSE}:
        names = [mention.says.get("unit")]
    if mention.kind is EntityKind.UNIT:
        names = [mention.says.get("parent")]
    names += [role.says.get("name") for role in mention.roles if _makes_unit(role)]
    for name in names:
        if name and fold(name) != mention.name:
            yield Mention(
                kind=EntityKind.UNIT,
                page=mention.page,
                method=mention.method,
                name=fold(name),
                on=mention.on,
                confidence=mention.confidence,
                says={"name": name},
            )


def _is_short(unit: Mention, units: list[str]) -> bool:
    """Whether what a role names is but short for one of `units` ("ICT" for "Faculteit ICT")."""
    name = unit.says["name"]
    return not says_unit(name) and any(is_called(name, other) for other in units)


def _makes_unit(role: RoleMention) -> bool:
    name = role.says.get("name")
    if role.of is not EntityKind.UNIT or not name or role.says.get("doubtful"):
        return False
    return role.kind in _LEADING or says_unit(name)


_LEADING = {RoleKind.PROGRAMME_DIRECTOR, RoleKind.DEAN, RoleKind.BOARD}


def _merged(group: list[Mention]) -> Mention:
    """Several statements of one page under one name as one: the fullest first, the others fill in what it lacks."""
    if len(group) == 1:
        return group[0]
    ordered = sorted(group, key=lambda m: (-len(m.says), m.order))
    first = ordered[0]
    for other in ordered[1:]:
        first.evidence = {**other.evidence, **first.evidence}
        first.says = _filled(first.says, other.says)
        first.roles += other.roles
    first.confidence = max(m.confidence for m in group)
    first.on = max(m.on for m in group)
    return first


def _filled(says: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    filled = {**other, **says}
    if says.get("period") and other.get("period"):
        both = {*says["period"].split(", "), *other["period"].split(", ")}
        filled["period"] = clean(", ".join(sorted(both, key=lambda text: (len(text), text))))
    if says.get("programmes") and other.get("programmes"):
        filled["programmes"] = sorted({*says["programmes"], *other["programmes"]})
    return filled
