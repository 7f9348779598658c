"""Two people who are one, and two who are not: merged by hand or at once, kept apart for ever, and taken back."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlmodel import col, select

from crm.errors import NotFoundError, RefusedError
from crm.language import _
from crm.services import folding
from crm.services.leads import CONTACT
from crm.tables import Activity, KeptApart, Lead, Merge, Person, all_tables, table_named
from crm.tables.core import CONTACT_BASIS, ENTITY, LEAD, PERSON, ROLE, SEARCH_TEXT
from crm.tables.crawled import CHANGE, SIGHTING
from crm.tables.who_is_who import KEPT_APART, MERGE
from crm.unit_of_work import Work
from crm.words import FUNNEL, Basis, EntityKind, Stage

_OWN = {"person", "entity", "search_text", "change", "merge", "kept_apart", "role", "contact_basis", "lead"}
"""Tables that merging treats each in its own way; every other that points at a person is pointed at who is kept."""

Values = dict[str, Any]


def merge(work: Work, a: int, b: int) -> Person:
    """Makes one person of two. Everything that was attached to the one is attached to the other; undo puts it back.

    Who has the lead that is further along stays (do not contact before all), else who has a lead, else `a`. Of two
    leads the one stays, and the timeline of the other joins it.

    Raises NotFoundError for an unknown person, RefusedError for one person twice.
    """
    if a == b:
        raise RefusedError(_("{id} is one person already: give two numbers.").format(id=a))
    one, other = (_person(work, id_) for id_ in (a, b))
    kept, gone = (one, other) if _rank(work, a) >= _rank(work, b) else (other, one)
    assert kept.id is not None
    assert gone.id is not None
    name, was_called = kept.name, gone.name
    work.session.flush()
    _join(work, kept.id, gone.id, was_called)
    work.session.expire_all()
    said = _("{name} and {other} are one person").format(name=name, other=was_called)
    work.say(said if name != was_called else _("{name}, twice, is one person").format(name=name))
    return _person(work, kept.id)


def keep_apart(work: Work, a: int, b: int) -> None:
    """Remembers that two are not the same: no crawl, import or list of duplicates takes them for one again.

    Raises NotFoundError for an unknown person, RefusedError for one person twice.
    """
    if a == b:
        raise RefusedError(_("{id} is one person already: give two numbers.").format(id=a))
    one, other = (_person(work, id_) for id_ in sorted((a, b)))
    assert one.id is not None
    assert other.id is not None
    if work.session.get(KeptApart, (one.id, other.id)) is None:
        work.session.add(KeptApart(a_id=one.id, b_id=other.id, by=work.by, at=work.clock.now()))
        work.session.flush()
    work.say(_("{name} and {other} are two people").format(name=one.name, other=other.name))


def _person(work: Work, id_: int) -> Person:
    person = work.session.get(Person, id_)
    if person is not None:
        return person
    merged = work.session.get(Merge, id_)
    if merged is not None:
        raise NotFoundError(
            _("Person {id} ({name}) was found to be person {kept}.").format(
                id=id_, name=merged.name, kept=merged.kept_id
            )
        )
    raise NotFoundError(_("There is no person {id}: `werkplaats search NAME` finds them.").format(id=id_))


def _rank(work: Work, person_id: int) -> tuple[bool, int, int]:
    """The higher, the more there is to keep: an objection, how far the lead is, how often there was contact."""
    lead = work.session.exec(select(Lead).where(Lead.person_id == person_id)).first()
    if lead is None:
        return False, -1, 0
    in_touch = sa.or_(col(Activity.kind).in_(CONTACT), col(Activity.direction).is_not(None))
    contacts = select(sa.func.count()).where(Activity.lead_id == lead.id, in_touch)
    furthest = select(Activity.to_stage).where(Activity.lead_id == lead.id, col(Activity.to_stage).in_(FUNNEL))
    reached = max((FUNNEL.index(Stage(stage)) for stage in work.session.exec(furthest) if stage), default=0)
    return lead.stage is Stage.DO_NOT_CONTACT, reached, work.session.exec(contacts).one()


def _join(work: Work, kept: int, gone: int, name: str) -> None:
    connection = work.session.connection()
    changes = list(connection.scalars(sa.select(CHANGE.c.id).where(CHANGE.c.entity_id == gone)))
    connection.execute(sa.update(CHANGE).where(CHANGE.c.id.in_(changes)).values(entity_id=kept))
    _choose_school(work, kept, gone)
    _join_leads(work, kept, gone)
    _join_bases(work, kept, gone)
    _join_apart(work, kept, gone)
    roles = _join_roles(work, kept, gone)
    for table, column in _pointing(("person", "entity")):
        _repoint(work, table, column, gone, kept)
    _untie(work, kept)
    for row in _rows(connection, MERGE, MERGE.c.kept_id == gone):
        _update(work, MERGE, row, {"kept_id": kept})
    connection.execute(sa.delete(SEARCH_TEXT).where(SEARCH_TEXT.c.id == gone))
    for table in (PERSON, ENTITY):
        _delete(work, table, *_rows(connection, table, table.c.id == gone))
    work.session.expire_all()
    work.session.add(Merge(gone_id=gone, kept_id=kept, name=name, by=work.by, at=work.clock.now(), changes=changes))
    work.session.flush()
    folding.refold(work.session, [kept, *roles])


def _choose_school(work: Work, kept: int, gone: int) -> None:
    """Whoever changed schools is where they were seen last; the role at the other school stays, with its days."""
    connection = work.session.connection()
    rows = {row["id"]: row for row in _rows(connection, PERSON, PERSON.c.id.in_((kept, gone)))}
    last = (
        sa.select(SIGHTING.c.entity_id, sa.func.max(SIGHTING.c.last_seen))
        .where(SIGHTING.c.entity_id.in_((kept, gone)), SIGHTING.c.ended_on.is_(None))
        .group_by(SIGHTING.c.entity_id)
    )
    seen = {id_: day for id_, day in connection.execute(last)}  # noqa: C416 - rows are no pairs to mypy
    theirs = rows[gone]["institution_id"]
    mine = rows[kept]["institution_id"]
    later = seen.get(gone) is not None and (seen.get(kept) is None or seen[gone] > seen[kept])
    if theirs is not None and theirs != mine and (mine is None or later):
        _update(work, PERSON, rows[kept], {"institution_id": theirs})


def _join_leads(work: Work, kept: int, gone: int) -> None:
    connection = work.session.connection()
    held = {row["person_id"]: row for row in _rows(connection, LEAD, LEAD.c.person_id.in_((kept, gone)))}
    if gone not in held:
        return
    if kept not in held:
        _update(work, LEAD, held[gone], {"person_id": kept})
        return
    mine, theirs = held[kept], held[gone]
    for table, column in _pointing(("lead",)):
        _repoint(work, table, column, theirs["id"], mine["id"])
    if mine["next_on"] is None and theirs["next_on"] is not None:
        _update(work, LEAD, mine, {"next_on": theirs["next_on"], "next_what": theirs["next_what"]})
    contact = [day for day in (mine["last_activity_on"], theirs["last_activity_on"]) if day is not None]
    if contact:
        connection.execute(sa.update(LEAD).where(LEAD.c.id == mine["id"]).values(last_activity_on=max(contact)))
    _delete(work, LEAD, theirs)


def _untie(work: Work, kept: int) -> None:
    """Nobody goes higher up to themselves, or came in through themselves: what said so of the two says it no more."""
    connection = work.session.connection()
    step, introduction = table_named("escalation"), table_named("introduction")
    mine = sa.select(LEAD.c.id).where(LEAD.c.person_id == kept).scalar_subquery()
    for row in _rows(connection, step, sa.and_(step.c.lead_id == mine, step.c.to_lead_id == mine)):
        _update(work, step, row, {"to_lead_id": None})
    named = sa.and_(introduction.c.lead_id == mine, introduction.c.via_person_id == kept)
    for row in _rows(connection, introduction, named):
        _delete(work, introduction, row)


def _join_bases(work: Work, kept: int, gone: int) -> None:
    """Of two grounds for a channel the one that says something stays; an objection before either."""
    connection = work.session.connection()
    rows = _rows(connection, CONTACT_BASIS, CONTACT_BASIS.c.person_id.in_((kept, gone)))
    held = {(row["person_id"], row["channel"]): row for row in rows}
    for (person, channel), theirs in held.items():
        if person == kept:
            continue
        mine = held.get((kept, channel))
        _delete(work, CONTACT_BASIS, theirs)
        if mine is None or _says_more(theirs, mine):
            if mine is not None:
                _delete(work, CONTACT_BASIS, mine)
            _insert(work, CONTACT_BASIS, {**theirs, "person_id": kept})


def _says_more(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    if one["objected"] or other["objected"]:
        return bool(one["objected"] and not other["objected"])
    return bool(one["basis"] != Basis.NONE and other["basis"] == Basis.NONE)


def _join_apart(work: Work, kept: int, gone: int) -> None:
    """Who was kept apart from the one is kept apart from both as one; the two themselves no longer are."""
    connection = work.session.connection()
    either = sa.or_(KEPT_APART.c.a_id.in_((kept, gone)), KEPT_APART.c.b_id.in_((kept, gone)))
    rows = _rows(connection, KEPT_APART, either)
    others = {row["a_id"] if row["b_id"] == kept else row["b_id"] for row in rows if kept in {row["a_id"], row["b_id"]}}
    for row in rows:
        if gone not in {row["a_id"], row["b_id"]}:
            continue
        third = row["a_id"] if row["b_id"] == gone else row["b_id"]
        _delete(work, KEPT_APART, row)
        if third not in {kept, *others}:
            _insert(work, KEPT_APART, {**row, "a_id": min(kept, third), "b_id": max(kept, third)})


def _join_roles(work: Work, kept: int, gone: int) -> list[int]:
    """The roles of both; what both are said to be is one role. Returns the roles to be folded."""
    connection = work.session.connection()
    rows = sorted(_rows(connection, ROLE, ROLE.c.person_id.in_((kept, gone))), key=lambda row: int(row["id"]))
    held = {_role_key(row): row["id"] for row in rows if row["person_id"] == kept}
    touched = []
    for row in rows:
        if row["person_id"] != gone:
            continue
        same = held.get(_role_key(row))
        if same is None:
            touched.append(row["id"])
            _update(work, ROLE, row, {"person_id": kept})
            continue
        touched.append(same)
        _repoint(work, SIGHTING, SIGHTING.c.entity_id, row["id"], same)
        connection.execute(sa.delete(SEARCH_TEXT).where(SEARCH_TEXT.c.id == row["id"]))
        for table in (ROLE, ENTITY):
            _delete(work, table, *_rows(connection, table, table.c.id == row["id"]))
    return touched


def _role_key(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return str(row["kind"]), row["of_id"], row["school_year"]


# Rows, written past the session and journalled


def _pointing(at: Sequence[str]) -> Iterator[tuple[sa.Table, sa.Column[Any]]]:
    """The columns that point at one of these tables, in tables that merging does not treat in a way of its own."""
    for table in all_tables():
        if table.name in _OWN or table.name in {kind.value for kind in EntityKind}:
            continue
        for column in table.columns:
            if any(
                key.column.table.name in at and key.constraint is not None and len(key.constraint.columns) == 1
                for key in column.foreign_keys
            ):
                yield table, column


def _repoint(work: Work, table: sa.Table, column: sa.Column[Any], gone: int, kept: int) -> None:
    """Points the rows that point at `gone` at `kept`; a row of which `kept` has its like already is dropped."""
    connection = work.session.connection()
    for row in _rows(connection, table, column == gone):
        if _has_like(connection, table, column.name, row, kept):
            _delete(work, table, row)
        elif column.primary_key:
            _delete(work, table, row)
            _insert(work, table, {**row, column.name: kept})
        else:
            _update(work, table, row, {column.name: kept})


def _has_like(connection: Connection, table: sa.Table, column: str, row: Mapping[str, Any], kept: int) -> bool:
    for constraint in table.constraints:
        names = [c.name for c in constraint.columns] if isinstance(constraint, _SINGLE) else []
        if column in names:
            wanted = {**{name: row[name] for name in names}, column: kept}
            same = sa.and_(*(table.c[name] == value for name, value in wanted.items()))
            if connection.execute(sa.select(sa.literal(1)).select_from(table).where(same)).first() is not None:
                return True
    return False


_SINGLE = (sa.UniqueConstraint, sa.PrimaryKeyConstraint)


def _rows(connection: Connection, table: sa.Table, where: sa.ColumnElement[bool]) -> list[Values]:
    return [dict(row) for row in connection.execute(sa.select(table).where(where)).mappings()]


def _where(table: sa.Table, row: Mapping[str, Any]) -> sa.ColumnElement[bool]:
    return sa.and_(*(key == row[key.name] for key in table.primary_key))


def _update(work: Work, table: sa.Table, row: Mapping[str, Any], values: Values) -> None:
    work.session.connection().execute(sa.update(table).where(_where(table, row)).values(**values))
    work.note_rows(table.name, [(dict(row), {**row, **values})])


def _delete(work: Work, table: sa.Table, row: Mapping[str, Any]) -> None:
    work.session.connection().execute(sa.delete(table).where(_where(table, row)))
    work.note_rows(table.name, [(dict(row), None)])


def _insert(work: Work, table: sa.Table, row: Mapping[str, Any]) -> None:
    work.session.connection().execute(sa.insert(table).values(**row))
    work.note_rows(table.name, [(None, dict(row))])


def came_apart(work: Work, gone: int, kept: int, changes: Sequence[int]) -> list[int]:
    """After a merge was taken back: what the feed and the pages said since of who was gone follows them.

    A page that says something else since keeps its mention, and the mention is theirs. Returns who is to be folded.
    """
    connection = work.session.connection()
    connection.execute(
        sa.update(CHANGE).where(CHANGE.c.id.in_(list(changes)), CHANGE.c.entity_id == kept).values(entity_id=gone)
    )
    theirs = sa.select(SIGHTING.c.source_id, SIGHTING.c.page, SIGHTING.c.mention).where(
        SIGHTING.c.entity_id == gone, SIGHTING.c.source_id.is_not(None)
    )
    for source_id, page, mention in connection.execute(theirs.distinct()).all():
        since = (
            SIGHTING.c.entity_id == kept,
            SIGHTING.c.source_id == source_id,
            SIGHTING.c.page == page,
            SIGHTING.c.mention == mention,
        )
        connection.execute(sa.update(SIGHTING).where(*since).values(entity_id=gone))
    return [gone, kept]
