"""The texts that matching reads, out of the database: courses that stand, examples, agreements, and cases."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from crm.matching.texts import CaseText, CourseText, without_repeated
from crm.matching.words import language_of
from crm.tables import table_named
from crm.tables.core import COURSE, ENTITY, IN_PROGRAMME, LEAD, PROGRAMME, STANDS
from crm.views.matching.own_programmes import OwnProgramme, programmes_of

CASE, EXAMPLE, AGREEMENT = table_named("company_case"), table_named("example"), table_named("agreement")


class Of(NamedTuple):
    """Whose text it is: `sort` is `course`, `example`, `agreement` or `case`."""

    sort: str
    id: int


@dataclass(frozen=True, slots=True)
class Offered:
    """What is offered: courses, and what teachers told of them. `of[i]` says whose text `texts[i]` is."""

    of: tuple[Of, ...]
    texts: tuple[CourseText, ...]


def offered(session: Session) -> Offered:
    """The courses that stand, without what their guides repeat, then the examples and agreements of teachers."""
    courses = without_repeated(_courses(session))
    told = _told(session)
    return Offered(
        (*(Of("course", int(course.id)) for course in courses), *(of for of, _text in told)),
        (*courses, *(text for _of, text in told)),
    )


def _courses(session: Session) -> list[CourseText]:
    programmes: dict[int, list[str]] = defaultdict(list)
    connection = session.connection()
    belongs = sa.select(IN_PROGRAMME.c.course_id, PROGRAMME.c.name).join(
        PROGRAMME, PROGRAMME.c.id == IN_PROGRAMME.c.programme_id
    )
    for course, name in connection.execute(belongs.order_by(PROGRAMME.c.sort_key, PROGRAMME.c.id)):
        programmes[course].append(name)
    standing = (
        sa.select(COURSE.c.id, COURSE.c.name, COURSE.c.language, COURSE.c.description)
        .join(ENTITY, ENTITY.c.id == COURSE.c.id)
        .where(STANDS)
        .order_by(COURSE.c.id)
    )
    return [
        CourseText(
            id=id_,
            name=name,
            language=language_of(f"{name} {description or ''}") if description else language or language_of(name),
            description=description or "",
            programme=", ".join(dict.fromkeys(programmes[id_])),
        )
        for id_, name, language, description in connection.execute(standing)
    ]


def _told(session: Session) -> list[tuple[Of, CourseText]]:
    """What teachers told: the work of their students, and the assignments that were agreed."""
    examples = sa.select(
        EXAMPLE.c.id, EXAMPLE.c.text, EXAMPLE.c.helps, EXAMPLE.c.skills, EXAMPLE.c.tools, EXAMPLE.c.sector
    ).order_by(EXAMPLE.c.id)
    agreements = (
        sa.select(AGREEMENT.c.id, AGREEMENT.c.type, AGREEMENT.c.needs, AGREEMENT.c.course_id, LEAD.c.person_id)
        .join(LEAD, LEAD.c.id == AGREEMENT.c.lead_id)
        .where(AGREEMENT.c.ended_on.is_(None))
        .order_by(AGREEMENT.c.id)
    )
    connection = session.connection()
    agreed = connection.execute(agreements).all()
    of_whom = programmes_of(connection, {row.person_id for row in agreed if row.course_id is None})
    return [
        *((Of("example", row[0]), _text(row[0], row[1], row[2:])) for row in connection.execute(examples)),
        *((Of("agreement", row.id), _agreed(row, of_whom)) for row in agreed),
    ]


def _agreed(row: Any, of_whom: Mapping[int, Sequence[OwnProgramme]]) -> CourseText:  # noqa: ANN401 - a row
    """An agreed assignment; in no course the programmes of its teacher say more of it."""
    text = _text(row.id, row.type, (row.needs,))
    theirs = of_whom.get(row.person_id, ()) if row.course_id is None else ()
    return replace(text, programme=", ".join(one.name for one in theirs))


def _text(id_: int, first: str, more: Any) -> CourseText:  # noqa: ANN401 - the rest of a row
    rest = ". ".join(part for part in more if part)
    return CourseText(id=id_, name=first, language=language_of(f"{first} {rest}"), description=rest)


def case_texts(session: Session) -> list[CaseText]:
    """All cases, whatever their state: those of before say what cases share, and how they were answered."""
    asked = sa.select(CASE.c.id, CASE.c.question, CASE.c.has, CASE.c.wants, CASE.c.sector).order_by(CASE.c.id)
    return [case_text(*row) for row in session.connection().execute(asked)]


def case_text(id_: int, question: str, has: str | None, wants: str | None, sector: str | None) -> CaseText:
    """What is read of a case: the question, what they have and what they want."""
    text = " ".join(part for part in (question, wants, has) if part)
    return CaseText(id=id_, text=text, language=language_of(text), sector=sector or "")
