"""Which rows of a list speak of a sprint that is there: it is completed, never doubled, and what differs is said."""

from collections.abc import Iterator, Mapping, Sequence

from crm.case_words import SprintState
from crm.imports.plan import Outcome
from crm.imports.sprints.planned import Planned
from crm.imports.sprints.rows import SprintField, SprintRow, field_word
from crm.language import _
from crm.services import person_names
from crm.tables import Sprint
from crm.text import clean, fold

_LIKE = {"course": 8, "team": 4, "starts": 2, "teacher": 1, "result": 1}
"""How much a value says that is the same on both sides; as much against, where it differs."""


def recognise(rows: Sequence[Planned], names: Mapping[int, str]) -> None:
    """Says of each row which sprint that is there it is, and with what it completes that.

    A sprint is the same by its business, its school year, and its course or programme, where nothing says that it is of
    another course or school. Of several, those that say most alike go together first: two teams stay two. Where team,
    days or anything else differs, what is known stays, and the row says what differs. `names`: person → name, of who
    guided those that are there.
    """
    groups: dict[tuple[int, str], list[Planned]] = {}
    for row in rows:
        groups.setdefault((id(row.business), row.row.school_year), []).append(row)
    for (_business, year), group in groups.items():
        _pair(group, [one for one in group[0].business.sprints if one.school_year == year], names)


def _pair(rows: list[Planned], there: list[Sprint], names: Mapping[int, str]) -> None:
    """Puts each row with the sprint that is most like it, the likest first."""
    pairs = [(row, one) for row in rows for one in there if _may_be(row, one)]
    for row, one in sorted(pairs, key=lambda pair: -_alike(*pair)):
        if row.known is None and one in there:
            there.remove(one)
            row.known, row.fills = one.id, _fills(row, one)
            row.line.outcome = Outcome.UPDATED if row.fills else Outcome.SAME
            row.line.refuse_values(*_differs(row, one, names))


def _may_be(row: Planned, one: Sprint) -> bool:
    return _same_school(one, row) and _same_course(one, row) is not False


def _same_course(one: Sprint, row: Planned) -> bool | None:
    """Whether both were done in one course or programme; None where one of the two does not say."""
    if row.course_id is not None and one.course_id is not None:
        return row.course_id == one.course_id
    if not one.course_name or not row.row.course:
        return None
    return fold(one.course_name) in {fold(row.row.course), fold(row.row.programme or "")}


def _same_school(one: Sprint, row: Planned) -> bool:
    if one.institution_id is not None and row.place is not None and row.place.id is not None:
        return one.institution_id == row.place.id
    said = row.place.name if row.place is not None else row.row.school
    return not said or not one.institution_name or fold(one.institution_name) in {fold(said), fold(row.row.school)}


def _alike(row: Planned, one: Sprint) -> int:
    said = row.row
    both = {
        "team": (fold(said.team or ""), fold(one.team or "")),
        "starts": (said.starts, one.starts),
        "teacher": (fold(said.teacher), fold(one.teacher_name or "")),
        "result": (fold(said.result or ""), fold(one.result or "")),
    }
    found = _LIKE["course"] if _same_course(one, row) else 0
    for name, (here, there) in both.items():
        if here and there:
            found += _LIKE[name] if here == there else -_LIKE[name]
        elif bool(here) != bool(there) and name == "team":
            found -= 1
    return found


def _fills(row: Planned, one: Sprint) -> dict[str, object]:
    """What the row knows of a sprint that is there and lacks it; nothing that is known is changed."""
    said = row.row
    told: dict[str, object] = {
        "course_id": row.course_id,
        "course_name": said.course,
        "teacher_name": row.teacher if one.person_id is None else None,
        "person_id": row.person_id,
        "institution_id": row.place.id if row.place is not None else None,
        "institution_name": said.school or None,
        "level": row.level,
        "team": said.team,
        "students": said.students,
        "starts": said.starts,
        "ends": said.ends,
        "result": said.result,
        "link": said.link,
        "hours": said.hours,
    }
    found = {name: value for name, value in told.items() if value is not None and getattr(one, name) is None}
    if said.programme and said.course != said.programme and fold(one.course_name or "") == fold(said.programme):
        found["course_name"] = said.course
    if "person_id" in found and one.teacher_name is not None:
        found["teacher_name"] = None
    starts, ends = one.starts or said.starts, one.ends or said.ends
    if starts is not None and ends is not None and starts > ends:
        found = {name: value for name, value in found.items() if name not in {"starts", "ends"}}
    going = one.state in {SprintState.PLANNED, SprintState.RUNNING}
    if going and said.state in {SprintState.DONE, SprintState.STOPPED}:
        found |= {"state": said.state, "ended_why": said.why, "ended_on": said.ends}
    return found


def _differs(row: Planned, one: Sprint, names: Mapping[int, str]) -> Iterator[str]:
    """What the row says otherwise than is known, a sentence each: what is known stays."""
    for field, said, kept in _both(row.row, one):
        if said and kept and fold(str(said)) != fold(str(kept)):
            yield _kept(field, kept, said)
    teacher, said = one.teacher_name or names.get(one.person_id or 0, ""), row.row.teacher
    same_person = row.person_id is not None and row.person_id == one.person_id
    if teacher and said and not same_person and not person_names.compatible(teacher, said):
        yield _kept(SprintField.TEACHER, teacher, said)


def _kept(field: SprintField, kept: object, said: object) -> str:
    return _("{field}: {kept} stays, the list says {said}").format(
        field=field_word(field), kept=clean(str(kept), 60), said=clean(str(said), 60)
    )


def _both(said: SprintRow, one: Sprint) -> Iterator[tuple[SprintField, object, object]]:
    yield SprintField.TEAM, said.team, one.team
    yield SprintField.STUDENTS, said.students, one.students
    yield SprintField.STARTS, said.starts, one.starts
    yield SprintField.ENDS, said.ends, one.ends
    yield SprintField.RESULT, said.result, one.result
    yield SprintField.LINK, said.link, one.link
    yield SprintField.HOURS, said.hours, one.hours
