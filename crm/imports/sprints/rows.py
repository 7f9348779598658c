"""A row of a list of sprints: what its cells say, with what of them cannot be taken."""

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from typing import TypeVar

from crm.case_words import SprintState
from crm.clock import school_year
from crm.errors import WerkplaatsError
from crm.imports.contact import RowRefusedError
from crm.imports.days import day_in
from crm.imports.files import SheetRow
from crm.imports.vocabulary import Columns, Vocabulary
from crm.language import _
from crm.resources import data_path
from crm.services.companies import CompanyParts, told_of
from crm.services.examples import web_link
from crm.services.sprints import MOST_HOURS, MOST_STUDENTS, check_days
from crm.services.years import year_said
from crm.text import clean, fold
from crm.words import Level, Setting, SheetKind


class SprintField(StrEnum):
    """What a column of a list of sprints can hold."""

    COMPANY = "company"
    REGISTER_NUMBER = "register_number"
    WEBSITE = "website"
    MUNICIPALITY = "municipality"
    SECTOR = "sector"
    COURSE = "course"
    PROGRAMME = "programme"
    TEACHER = "teacher"
    EMAIL = "email"
    SCHOOL = "school"
    LEVEL = "level"
    SETTING = "setting"
    SCHOOL_YEAR = "school_year"
    STARTS = "starts"
    ENDS = "ends"
    TEAM = "team"
    STUDENTS = "students"
    RESULT = "result"
    LINK = "link"
    HOURS = "hours"
    STATE = "state"
    WHY = "why"


SPRINTS = Vocabulary(SheetKind.SPRINTS, SprintField, "imports/sprints.toml")
"""What the columns of a list of sprints are called."""


def field_word(field: SprintField) -> str:
    """What a column holds, as it is said on screen."""
    return {
        SprintField.COMPANY: _("company"),
        SprintField.REGISTER_NUMBER: _("trade register number"),
        SprintField.WEBSITE: _("web page"),
        SprintField.MUNICIPALITY: _("municipality"),
        SprintField.SECTOR: _("sector"),
        SprintField.COURSE: _("course"),
        SprintField.PROGRAMME: _("programme"),
        SprintField.TEACHER: _("teacher"),
        SprintField.EMAIL: _("e-mail"),
        SprintField.SCHOOL: _("school"),
        SprintField.LEVEL: _("level"),
        SprintField.SETTING: _("setting"),
        SprintField.SCHOOL_YEAR: _("school year"),
        SprintField.STARTS: _("first day"),
        SprintField.ENDS: _("last day"),
        SprintField.TEAM: _("team"),
        SprintField.STUDENTS: _("students"),
        SprintField.RESULT: _("result"),
        SprintField.LINK: _("link"),
        SprintField.HOURS: _("hours"),
        SprintField.STATE: _("state"),
        SprintField.WHY: _("reason"),
    }[field]


T = TypeVar("T")
W = TypeVar("W", bound=StrEnum)

_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


@dataclass(slots=True)
class SprintRow:
    """What a row says. `refused`: values that are left out of it, and why.

    `course`: what it was done in; of a row that names none its programme.
    """

    company: CompanyParts
    course: str | None
    programme: str | None
    teacher: str
    email: str
    school: str
    level: Level | None
    setting: Setting
    school_year: str
    starts: date | None
    ends: date | None
    team: str | None
    students: int | None
    result: str | None
    link: str | None
    hours: float | None
    state: SprintState
    why: str | None
    refused: list[str] = field(default_factory=list)


def read_row(row: SheetRow, columns: Columns[SprintField], today: date) -> SprintRow:
    """What a row says of a sprint. Raises RowRefusedError for one of which nobody can tell whose it is, or when."""

    def cell(wanted: SprintField) -> str:
        return columns.cell(row.cells, wanted)

    refused: list[str] = []
    company = _company(cell, refused)
    starts, ends = _days(cell, refused)
    year = _year(cell(SprintField.SCHOOL_YEAR), starts or ends, today)
    result, why = cell(SprintField.RESULT) or None, cell(SprintField.WHY) or None
    said = _word_of(_states(), cell(SprintField.STATE), _("state of a sprint"), refused)
    state = said or _state(result, year, starts, ends, today)
    if state is SprintState.RUNNING and starts is not None and starts > today:
        state = SprintState.PLANNED
    return SprintRow(
        company=company,
        course=clean(cell(SprintField.COURSE), 200) or clean(cell(SprintField.PROGRAMME), 200) or None,
        programme=clean(cell(SprintField.PROGRAMME), 200) or None,
        teacher=clean(cell(SprintField.TEACHER), 200),
        email=clean(cell(SprintField.EMAIL), 200).lower(),
        school=clean(cell(SprintField.SCHOOL), 200),
        level=_word_of(_levels(), cell(SprintField.LEVEL), _("level"), refused),
        setting=_word_of(_settings(), cell(SprintField.SETTING), _("form"), refused) or Setting.COURSE,
        school_year=year,
        starts=starts,
        ends=ends,
        team=clean(cell(SprintField.TEAM), 200) or None,
        students=_students(cell(SprintField.STUDENTS), refused),
        result=result,
        link=_kept(lambda: web_link(cell(SprintField.LINK) or None), refused),
        hours=_hours(cell(SprintField.HOURS), refused),
        state=state,
        why=(why or _("stopped, as the list says")) if state is SprintState.STOPPED else None,
        refused=refused,
    )


def _company(cell: Callable[[SprintField], str], refused: list[str]) -> CompanyParts:
    name = clean(cell(SprintField.COMPANY), 200)
    if not name:
        raise RowRefusedError(_("no business is named"))
    number, website = cell(SprintField.REGISTER_NUMBER), cell(SprintField.WEBSITE)
    number = number if number and _tells(CompanyParts(name, register_number=number), refused) else ""
    website = website if website and _tells(CompanyParts(name, website=website), refused) else ""
    return CompanyParts(
        name,
        register_number=number or None,
        website=website or None,
        municipality=cell(SprintField.MUNICIPALITY) or None,
        sector=cell(SprintField.SECTOR) or None,
    )


def _tells(parts: CompanyParts, refused: list[str]) -> bool:
    """Whether a number or address of a company is one; it is left out where it is none."""
    return _kept(lambda: told_of(parts), refused) is not None


def _days(cell: Callable[[SprintField], str], refused: list[str]) -> tuple[date | None, date | None]:
    found: list[date | None] = []
    for wanted in (SprintField.STARTS, SprintField.ENDS):
        text = cell(wanted)
        day = day_in(text) if text else None
        if text and day is None:
            refused.append(_("“{text}” is no day").format(text=clean(text, 60)))
        found.append(day)
    starts, ends = found
    if starts is not None and ends is not None:
        try:
            check_days(starts, ends)
        except WerkplaatsError as error:
            raise RowRefusedError(str(error).partition(" (--")[0]) from error
    return starts, ends


def _year(text: str, day: date | None, today: date) -> str:
    """The school year, as the row says or as its day has it."""
    if text:
        try:
            return year_said(text, today)
        except WerkplaatsError as error:
            if day is None:
                raise RowRefusedError(str(error)) from error
    if day is None:
        raise RowRefusedError(_("neither a school year nor a day says when it was"))
    return school_year(day)


def _state(result: str | None, year: str, starts: date | None, ends: date | None, today: date) -> SprintState:
    """How it stands where no column says so: by its days, its result, or a school year that is over."""
    if starts is not None and starts > today:
        return SprintState.PLANNED
    if result or (ends is not None and ends < today) or (ends is None and year < school_year(today)):
        return SprintState.DONE
    return SprintState.RUNNING if year <= school_year(today) else SprintState.PLANNED


def _students(text: str, refused: list[str]) -> int | None:
    found = _NUMBER.search(text)
    number = int(float(found[0].replace(",", "."))) if found else 0
    if text and not 1 <= number <= MOST_STUDENTS:
        refused.append(_("“{text}” is no number of students").format(text=clean(text, 60)))
    return number if 1 <= number <= MOST_STUDENTS else None


def _hours(text: str, refused: list[str]) -> float | None:
    found = _NUMBER.search(text)
    number = float(found[0].replace(",", ".")) if found else -1.0
    if text and not 0 <= number <= MOST_HOURS:
        refused.append(_("“{text}” is no number of hours").format(text=clean(text, 60)))
    return number if 0 <= number <= MOST_HOURS else None


def _kept(value: Callable[[], T], refused: list[str]) -> T | None:
    try:
        return value()
    except WerkplaatsError as error:
        refused.append(str(error).partition(" (--")[0])
        return None


def _word_of(words: dict[str, W], text: str, what: str, refused: list[str]) -> W | None:
    if not text:
        return None
    found = words.get(fold(text))
    if found is None:
        said = _("“{text}” is no {what}: left out")
        refused.append(said.format(text=clean(text, 60), what=what))
    return found


@cache
def _states() -> dict[str, SprintState]:
    return _called(SprintState, "states")


@cache
def _settings() -> dict[str, Setting]:
    return _called(Setting, "settings")


@cache
def _levels() -> dict[str, Level]:
    return {level.value: level for level in Level}


def _called(words: type[W], part: str) -> dict[str, W]:
    said = tomllib.loads(data_path("imports/sprints.toml").read_text(encoding="utf-8"))[part]
    return {fold(word): one for one in words for word in (one.value, *said[one.value])}
