"""The cases that go in one message to a teacher, each with its code and the three answers as mails ready to be sent."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa
from sqlmodel import Session

from crm.calendar.days import OnesDays
from crm.calendar.period_words import parts_of
from crm.calendar.reading import days_of
from crm.calendar.stretches import DUTCH_SORTS
from crm.case_words import OPEN_CASES, ProposalState
from crm.errors import RefusedError, TemplateError
from crm.language import _
from crm.matching.words import language_of
from crm.messages.templates import Template
from crm.offering import rules
from crm.services.offer_pace import next_offer
from crm.spoken import spoken_day
from crm.tables import Lead, Person, table_named
from crm.tables.core import COURSE
from crm.text import clean
from crm.views.agreements import agreements_of
from crm.views.proposals import ProposalLine, proposals
from crm.words import Level, SchoolTime

CASE, COMPANY = table_named("company_case"), table_named("company")

LONGEST_LINE = 120
"""Characters of a title in a message."""

_SENTENCE_END = re.compile(r"[.?!](?=\s|$)")

LONGEST_PART = 400
"""Characters of one part of a case in a message; the whole question is told once somebody says yes."""

ROOM_AHEAD = timedelta(days=21)
"""A block that must be arranged within so many days is no "later"."""


def ready_cases(session: Session, lead_id: int) -> list[ProposalLine]:
    """What is ready for the next message to a lead: chosen, not sent, case and place still free; oldest first."""
    return ready_of(session, [lead_id])[lead_id]


def ready_of(session: Session, lead_ids: Sequence[int]) -> dict[int, list[ProposalLine]]:
    """Of each of these leads its `ready_cases`."""
    chosen = proposals(session, lead_ids=lead_ids, states=[ProposalState.PREPARED])
    left = _places(session, lead_ids)
    ready: dict[int, list[ProposalLine]] = {lead: [] for lead in lead_ids}
    for one in reversed(chosen):
        if one.case_state not in OPEN_CASES:
            continue
        if one.agreement_id is not None:
            left[one.lead_id, one.agreement_id] -= 1
        if one.agreement_id is None or left[one.lead_id, one.agreement_id] >= 0:
            ready[one.lead_id].append(one)
    return {lead: found[: rules().in_a_message] for lead, found in ready.items()}


def _places(session: Session, lead_ids: Sequence[int]) -> Counter[tuple[int, int]]:
    """Lead and an agreement of theirs → its places that no case takes and no offer to them that went out."""
    sent = proposals(session, lead_ids=lead_ids, states=[ProposalState.SENT])
    out = Counter((one.lead_id, one.agreement_id) for one in sent)
    lines = agreements_of(session, lead_ids)
    return Counter({(line.lead_id, line.id): line.places_left - out[line.lead_id, line.id] for line in lines})


def case_facts(
    session: Session, lead: Lead, person: Person, language: str, office_email: str, today: date
) -> dict[str, Any]:
    """The cases of the next message to a lead, as the field `cases` of its template.

    Raises RefusedError where none is ready, or where it is too soon after the last such message.
    """
    assert lead.id is not None
    ready = ready_cases(session, lead.id)
    if not ready:
        raise RefusedError(_("No case is ready for {name}: c proposes one (`propose`).").format(name=person.name))
    refuse_too_soon(session, lead.id, person.name, today)
    theirs = days_of(session, lead.person_id)
    words = dict(rules().words[language])
    parts = _parts_of(session, [one.case_id for one in ready])
    level = _level(session, person)
    made = []
    for one in ready:
        period = later_period(theirs, _published(session, one.course_id), level, language, today)
        later = words["later"].format(period=period) if period else words["later_plain"]
        asked = {"yes": words["yes"], "no": words["no"], "later": later}
        made.append(
            {
                **parts[one.case_id],
                "code": one.code,
                "why": _why(one, language),
                "course": one.course_name or "",
                **{f"{key}_word": said for key, said in asked.items()},
                **{key: answer_link(office_email, one, said) for key, said in asked.items()},
            }
        )
    return {"cases": made}


def _why(one: ProposalLine, language: str) -> str:
    """Why it is thought to fit; left out where that was written down in another language than the message's."""
    return one.why if one.why and (one.why_language or language_of(one.why)) == language else ""


def refuse_too_soon(session: Session, lead_id: int, name: str, today: date) -> None:
    """Raises RefusedError where a teacher was sent cases so short a time ago that they agreed to none yet."""
    pace = next_offer(session, lead_id)
    if pace.on is not None and pace.on > today:
        raise RefusedError(
            _("{name} was sent cases on {sent}, and gets them once in {n} days: the next ones on {day}.").format(
                name=name, sent=spoken_day(pace.sent_on or today, today), n=pace.days, day=spoken_day(pace.on, today)
            )
        )


def refuse_unlisted(template: Template, body: str, facts: Mapping[str, Any]) -> None:
    """Raises TemplateError where a template of cases leaves one out: without its code no answer finds its way."""
    missing = [str(one["code"]) for one in facts["cases"] if str(one["code"]) not in body]
    if missing:
        raise TemplateError(
            _(
                "{file}: a message with cases lists each of them with its code; this one leaves out {n} of {all}."
            ).format(file=template.path, n=len(missing), all=len(facts["cases"]))
            + " ({% for case in cases %} … {{ case.code }} … {% endfor %})"
        )


def answer_link(office_email: str, line: ProposalLine, said: str) -> str:
    """A mail to the office whose subject is the answer and the code."""
    return f"mailto:{quote(office_email, safe='@')}?subject={quote(f'{said} [{line.code}] {clean(line.title, 60)}')}"


def later_period(theirs: OnesDays, published: str, level: Level | None, language: str, today: date) -> str:
    """The block after the one that is being planned now, in the school's word for it: "blok 3"; "" for none."""
    sorts = [part.sort for part in parts_of(published) if part.sort in DUTCH_SORTS]
    sort = sorts[0] if sorts else "period" if level is Level.MBO else "block"
    heads = {"block", "period"} if sort in {"block", "period"} else {sort}
    ahead = timedelta(weeks=theirs.calendar.pattern.fill_weeks)
    for one in theirs.calendar.around(today):
        head, _dash, number = one.key.rpartition("-")
        if one.kind is SchoolTime.PERIOD and head in heads and one.starts - ahead > today + ROOM_AHEAD:
            return f"{DUTCH_SORTS[sort] if language == 'nl' else sort} {number}"
    return ""


def _published(session: Session, course_id: int | None) -> str:
    return session.connection().scalar(sa.select(COURSE.c.period).where(COURSE.c.id == course_id)) or ""


def _level(session: Session, person: Person) -> Level | None:
    from crm.tables import Institution

    school = session.get(Institution, person.institution_id) if person.institution_id is not None else None
    return school.level if school is not None else None


def _parts_of(session: Session, case_ids: list[int]) -> dict[int, dict[str, str]]:
    """What a message tells of each case. Whose it is stays untold where that must stay between them."""
    chosen = (
        sa.select(CASE.c.id, CASE.c.title, CASE.c.question, CASE.c.has, CASE.c.wants, CASE.c.wanted, CASE.c.effort)
        .add_columns(CASE.c.sector, CASE.c.municipality, CASE.c.confidentiality, COMPANY.c.name.label("company"))
        .add_columns(COMPANY.c.sector.label("own_sector"), COMPANY.c.municipality.label("own_place"))
        .join(COMPANY, COMPANY.c.id == CASE.c.company_id)
        .where(CASE.c.id.in_(case_ids))
    )
    found = {}
    for row in session.connection().execute(chosen).mappings():
        long = {name: clean(row[name] or "", LONGEST_PART) for name in ("question", "has", "wants", "wanted", "effort")}
        title = _in_full(clean(row["title"], LONGEST_LINE), long["question"])
        long["question"] = _unsaid(long["question"], title)
        found[row["id"]] = {
            "title": title,
            "company": "" if row["confidentiality"] else clean(row["company"], 100),
            "sector": clean(row["sector"] or row["own_sector"] or "", 100),
            "place": clean(row["municipality"] or row["own_place"] or "", 100),
            **long,
        }
    return found


def _in_full(title: str, question: str) -> str:
    """A title that was cut off inside a sentence ("…") with the few words that it lacks, where a line holds them."""
    said = title.removesuffix("…")
    if said == title or not question.startswith(said):
        return title
    end = _SENTENCE_END.search(question, len(said))
    whole = question[: end.end() if end is not None else None].rstrip(" .;:!")
    return whole if len(whole) <= LONGEST_LINE else title


def _unsaid(question: str, title: str) -> str:
    """What a question says beyond the title above it; of a title that was cut off inside it ("…") how it goes on."""
    said = title.removesuffix("…")
    if not said or not question.startswith(said):
        return question
    rest = question[len(said) :].lstrip(" .,;")
    return f"… {rest}" if rest and said != title else rest
