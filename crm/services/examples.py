"""What the students of a teacher work on, and how that helps a business: kept in the teacher's own words."""

from dataclasses import dataclass
from datetime import date

from crm.errors import NotFoundError, UsageError
from crm.language import _
from crm.services import leads
from crm.services.own_courses import own_courses
from crm.services.years import year_said
from crm.tables import Course, Example
from crm.text import clean
from crm.unit_of_work import Work

LONGEST_TEXT = 2_000
"""Characters kept of an example."""


@dataclass(frozen=True, slots=True)
class ExampleParts:
    """The parts of an example beside its text; all may be left out.

    `helps`: how it helps a business, in lay words; `skills`: what they can do at that point; `tools`: names, separated
    by commas; `school_year`: in which they worked on it.
    """

    helps: str | None = None
    skills: str | None = None
    sector: str | None = None
    tools: str | None = None
    school_year: str | None = None
    link: str | None = None
    course_id: int | None = None


def add(work: Work, lead_id: int, text: str, parts: ExampleParts | None = None, *, on: date | None = None) -> Example:
    """Keeps an example told on the day `on` (default today), of the course given or else the only one they teach.

    Raises NotFoundError for an unknown lead or course; UsageError for an example without words, a link that is no web
    address, or a day still to come.
    """
    lead = leads.find(work, lead_id)
    given = parts or ExampleParts()
    words = clean(text, LONGEST_TEXT)
    if not words:
        raise UsageError(_("An example needs words: what do the students work on (--text)?"))
    example = Example(
        lead_id=lead_id,
        course_id=_course(work, lead.person_id, given.course_id),
        text=words,
        helps=bounded(given.helps),
        skills=bounded(given.skills),
        sector=bounded(given.sector),
        tools=_listed(given.tools),
        school_year=year_said(given.school_year, work.clock.today()) if given.school_year else None,
        link=web_link(given.link),
        on=leads.past_day(work, on),
        by=work.by,
        at=work.clock.now(),
    )
    work.session.add(example)
    work.session.flush()
    work.say(_("Example of {name} kept").format(name=leads.name_of(work, lead)))
    return example


def bounded(text: str | None) -> str | None:
    """A text as it is kept; None for one without words."""
    return clean(text, LONGEST_TEXT) or None if text else None


def _course(work: Work, person_id: int, course_id: int | None) -> int | None:
    if course_id is None:
        own = own_courses(work.session, person_id, work.clock.today())
        return own[0].id if len(own) == 1 else None
    if work.session.get(Course, course_id) is None:
        raise NotFoundError(_("There is no course {id}: `werkplaats search` shows the numbers.").format(id=course_id))
    return course_id


def _listed(tools: str | None) -> str | None:
    named = dict.fromkeys(clean(one, 80) for one in (tools or "").replace(";", ",").split(","))
    return ", ".join(one for one in named if one) or None


def web_link(link: str | None) -> str | None:
    address = clean(link, 500) if link else ""
    if address and not address.startswith(("https://", "http://")):
        raise UsageError(_("A link is a web address that begins with https://, not {link}.").format(link=address))
    return address or None
