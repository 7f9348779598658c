"""What puts a line in Today: windows of courses, agreements, promises, scouts, news, and a day that is too full."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from crm.clock import FixedClock
from crm.errors import RefusedError, UsageError
from crm.messages import sending
from crm.services import agreements, leads, meanwhile, putting_off
from crm.services.agreements import AgreementParts
from crm.services.journal import undo
from crm.tables import (
    Change,
    Course,
    CourseDates,
    CrawlRun,
    Entity,
    Escalation,
    Lead,
    Manner,
    Message,
    Person,
    Promise,
    PutOff,
    Role,
    Scouting,
    Sighting,
    Unit,
)
from crm.today.asking import of_session
from crm.today.day import Day, read_day
from crm.today.rules import day_rules
from crm.today.untold import MANY
from crm.unit_of_work import Work
from crm.views.today import today
from crm.views.today_lines import TodayLine
from crm.words import (
    ActivityKind,
    Basis,
    ChangeKind,
    Direction,
    EntityKind,
    MessageState,
    Method,
    PromiseState,
    RoleKind,
    RunState,
    Stage,
    Whose,
)

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
Lines = Callable[[date], list[TodayLine]]


@pytest.fixture
def lines(session: Session, clock: FixedClock) -> Lines:
    """The lines of a day of "noor"."""

    def on(day: date) -> list[TodayLine]:
        session.rollback()
        return today(session, owner="noor", clock=clock, day=day)

    return on


@pytest.fixture
def course(school: Any, session: Session) -> int:
    """Datavisualisatie, in block 3, of HBO-ICT."""
    made: int = school.course("Datavisualisatie", school.programme("HBO-ICT"))
    found = session.get(Course, made)
    assert found is not None
    found.period = "blok 3"
    session.commit()
    return made


@pytest.fixture
def zoe(school: Any, session: Session, course: int, working: Any) -> int:
    """The lead of who teaches it, told and informed, who answered on 2 November, to be called on 1 March."""
    person = school.person("Zoë van 't Hek", email="z.vanthek@haz.example", teaches=course)
    session.commit()
    with working() as work:
        made = leads.add(work, person).id or 0
        leads.advance(work, made, Stage.WARM)
        leads.advance(work, made, Stage.INFORMED)
        leads.log(work, made, ActivityKind.MAIL, "klinkt goed", on=date(2026, 11, 2), direction=Direction.IN)
        leads.plan(work, made, date(2027, 3, 1), "bellen")
        told = {"noticed": True, "state": MessageState.SENT, "sent_on": date(2026, 11, 1)}
        work.session.add(_message(work, made, **told))
    return made


def _message(work: Work, lead: int, **how: Any) -> Message:
    about: dict[str, Any] = {"template": "first_cold", "language": "nl", "subject": "Dag", "basis": Basis.NONE}
    return Message(lead_id=lead, **about, **how, message_id=f"<{lead}@b>", by="noor", at=work.clock.now())


def kinds(found: list[TodayLine]) -> list[str]:
    return [line.kind for line in found]


def test_a_place_is_looked_for_as_the_window_opens_and_again_as_it_closes(lines: Lines, zoe: int) -> None:
    (line,) = lines(date(2026, 11, 23))
    assert (line.kind, line.what) == ("fill", "Zoë van 't Hek: plek in Datavisualisatie")
    assert "Datavisualisatie (blok 3) wordt nu gepland: een plek kan tot en met 11 jan 2027." in line.why
    assert lines(date(2026, 12, 24)) == [], "in the Christmas holiday nobody is there"
    assert kinds(lines(date(2027, 1, 8))) == ["fill"]
    assert lines(date(2027, 1, 12)) == [], "the last sensible day has passed"


def test_the_schools_own_date_and_ones_own_working_days_count(
    lines: Lines, session: Session, zoe: int, course: int
) -> None:
    session.add(CourseDates(course_id=course, fill_by=date(2026, 12, 4), by="noor", on=date(2026, 11, 1)))
    person = session.exec(select(Person)).one()
    assert person.id is not None
    session.add(Manner(person_id=person.id, works_on=[2], on=date(2026, 11, 1), by="noor"))
    session.commit()
    assert lines(date(2026, 11, 30)) == [], "a Monday: they work on Wednesdays"
    (line,) = lines(date(2026, 12, 2))
    assert "tot en met 4 dec. Dat is de datum van de school zelf." in line.why


def test_an_agreement_for_that_year_needs_no_place_and_is_renewed_in_may_not_in_july(
    lines: Lines, session: Session, zoe: int, course: int, working: Any
) -> None:
    with working() as work:
        made = agreements.make(work, zoe, AgreementParts("sprint", 2, "jan", "wekelijks", "docent", course_id=course))
        leads.plan(work, zoe, date(2027, 9, 1), "bellen")
    (line,) = lines(date(2026, 12, 1))
    assert (line.kind, line.what) == ("places", "Zoë van 't Hek: 2 plekken vrij in Datavisualisatie")
    assert "renew" not in kinds(lines(date(2027, 4, 30)))
    renew = next(line for line in lines(date(2027, 5, 10)) if line.kind == "renew")
    assert renew.agreement == made.id
    assert "renew" not in kinds(lines(date(2027, 7, 1)))
    session.rollback()
    with working() as work:
        agreements.renew(work, made.id or 0)
    assert "renew" not in kinds(lines(date(2027, 5, 10)))


def test_a_new_teacher_takes_the_agreement_over_in_one_line(
    lines: Lines, session: Session, school: Any, zoe: int, course: int, working: Any, clock: FixedClock
) -> None:
    with working() as work:
        agreements.make(work, zoe, AgreementParts("sprint", 2, "jan", "wekelijks", "docent", course_id=course))
    new = school.person("B. de Wit", teaches=course)
    role = session.exec(select(Role).where(Role.person_id != new)).one()
    gone = session.get(Entity, role.id)
    assert gone is not None
    gone.gone_on = date(2026, 11, 20)
    run = CrawlRun(source_id=school.source.id, state=RunState.FINISHED, started_at=NOW, heard_at=NOW)
    session.add(run)
    session.flush()
    for field in ("teacher", "course_coordinator"):
        told: dict[str, Any] = {"old": "Zoë van 't Hek", "new": "B. de Wit", "on": date(2026, 11, 20), "run_id": run.id}
        change = Change(
            change=ChangeKind.CHANGED, kind=EntityKind.COURSE, entity_id=course, name="X", field=field, **told
        )
        session.add(change)
    session.commit()
    found = [line for line in lines(date(2026, 11, 23)) if line.kind in {"take_over", "change"}]
    assert [(line.kind, line.what, line.takes_over) for line in found] == [
        ("take_over", "Zoë van 't Hek → B. de Wit: de afspraak voor Datavisualisatie", new)
    ]
    assert "y" in found[0].why


def test_two_roles_that_pass_to_the_same_other_are_one_line(
    lines: Lines, session: Session, school: Any, zoe: int, course: int
) -> None:
    run = CrawlRun(source_id=school.source.id, state=RunState.FINISHED, started_at=NOW, heard_at=NOW)
    session.add(run)
    session.flush()
    for field in ("teacher", "course_coordinator"):
        told: dict[str, Any] = {"old": "A. Smit", "new": "B. de Wit", "on": date(2026, 11, 20), "run_id": run.id}
        session.add(
            Change(change=ChangeKind.CHANGED, kind=EntityKind.COURSE, entity_id=course, name="UX", field=field, **told)
        )
    session.commit()
    found = [line.what for line in lines(date(2026, 11, 23)) if line.kind == "change"]
    assert found == ["A. Smit → B. de Wit: docent en vakcoördinator van UX"]


def test_who_is_known_and_turns_up_higher_is_told_so(
    lines: Lines, session: Session, school: Any, zoe: int, working: Any
) -> None:
    person = session.exec(select(Person)).one()
    role = school.role(person.id, RoleKind.DEAN, school.id, EntityKind.INSTITUTION)
    run = CrawlRun(source_id=school.source.id, state=RunState.FINISHED, started_at=NOW, heard_at=NOW)
    session.add(run)
    session.flush()
    told: dict[str, Any] = {"field": "dean", "new": "Faculteit ICT", "on": date(2026, 11, 20), "run_id": run.id}
    session.add(Change(change=ChangeKind.NEW, kind=EntityKind.ROLE, entity_id=role, name=person.name, **told))
    session.commit()
    (line,) = [line for line in lines(date(2026, 11, 23)) if line.kind == "higher"]
    assert line.what == "Zoë van 't Hek is nu decaan of directeur van Faculteit ICT"


def test_promises_scouts_and_steps_up_come_due(lines: Lines, session: Session, zoe: int, working: Any) -> None:
    common: dict[str, Any] = {"lead_id": zoe, "by": "noor", "at": NOW}
    promise = Promise(whose=Whose.OURS, what="voorbeelden sturen", due=date(2026, 11, 20), **common)
    session.add(promise)
    session.add(Promise(whose=Whose.THEIRS, what="namen van collega's", due=date(2026, 11, 24), **common))
    session.add(Scouting(whom="drie collega's", due=date(2026, 11, 23), on=date(2026, 11, 1), **common))
    step: dict[str, Any] = {"from_rung": RoleKind.TEACHER, "to_rung": RoleKind.DEAN, "why": "moet het vragen"}
    session.add(Escalation(on=date(2026, 11, 2), **step, **common))
    session.commit()
    found = {line.kind: line for line in lines(date(2026, 11, 23))}
    assert {"promise", "scout", "step_up"} <= set(found)
    assert (found["promise"].late, found["promise"].what) == (3, "Zoë van 't Hek: voorbeelden sturen")
    assert "promised" in kinds(lines(date(2026, 11, 24)))
    session.rollback()
    with working() as work:
        putting_off.close_promise(work, promise.id or 0, PromiseState.KEPT)
    assert "promise" not in kinds(lines(date(2026, 11, 23)))
    with pytest.raises(RefusedError), working() as work:
        putting_off.close_promise(work, promise.id or 0, PromiseState.BROKEN)


@pytest.fixture
def team(school: Any, session: Session, working: Any) -> list[int]:
    """Forty leads nobody has spoken to yet, all of one team."""
    unit = school.entity(EntityKind.UNIT, "team")
    session.add(Unit(id=unit, institution_id=school.id, name="Team Data", sort_key="team data"))
    people = [school.person(f"Docent {chr(65 + n // 26)}{chr(97 + n % 26)}") for n in range(40)]
    for person in session.exec(select(Person)):
        person.unit_id = unit
    session.commit()
    with working() as work:
        return [leads.add(work, person).id or 0 for person in people]


def test_a_team_gets_so_many_first_messages_a_week(
    lines: Lines, session: Session, team: list[int], working: Any
) -> None:
    assert kinds(lines(date(2026, 11, 23))) == ["first"] * day_rules().first_a_week
    session.rollback()
    with working() as work:
        for lead in team[:2]:
            leads.log(work, lead, ActivityKind.MAIL, "eerste bericht")
    assert "first" not in kinds(lines(date(2026, 11, 24)))
    assert kinds(lines(date(2026, 11, 30))).count("first") == day_rules().first_a_week


def test_a_day_that_is_too_full_is_spread_out(lines: Lines, session: Session, team: list[int]) -> None:
    for person in session.exec(select(Person)):
        person.unit_id = None
    session.commit()
    assert len(lines(date(2026, 11, 23))) == day_rules().most


def test_in_a_weekend_the_day_is_that_of_monday(lines: Lines, team: list[int]) -> None:
    assert {line.on for line in lines(date(2026, 11, 28))} == {date(2026, 11, 30)}


@pytest.mark.parametrize("day", [date(2026, 10, 14), date(2027, 1, 27), date(2026, 12, 25), date(2027, 7, 20)])
def test_nobody_is_approached_in_a_holiday_or_an_exam_week(lines: Lines, team: list[int], day: date) -> None:
    assert [line for line in lines(day) if line.kind in day_rules().approach] == []


def test_what_is_put_off_waits_and_what_is_refused_stays_away(
    lines: Lines, session: Session, team: list[int], working: Any
) -> None:
    first, second = lines(date(2026, 11, 23))[:2]
    session.rollback()
    with working() as work:
        putting_off.later(work, first.about, date(2026, 12, 1), lead_id=first.lead)
        putting_off.refuse(work, second.about, "gaat met pensioen", lead_id=second.lead)
    assert first.lead not in {line.lead for line in lines(date(2026, 11, 24))}
    assert first.lead in {line.lead for line in lines(date(2026, 12, 1))}
    assert second.lead not in {line.lead for line in lines(date(2026, 12, 1))}
    assert {row.why for row in session.exec(select(PutOff))} == {"", "gaat met pensioen"}


def test_a_planned_action_is_put_off_itself(session: Session, zoe: int, working: Any) -> None:
    with working() as work:
        putting_off.later(work, f"next:lead:{zoe}", date(2027, 3, 8), lead_id=zoe)
    lead = session.get(Lead, zoe)
    assert lead is not None
    assert (lead.next_on, lead.next_what) == (date(2027, 3, 8), "bellen")


@pytest.mark.parametrize("day", [date(2026, 11, 23), date(2026, 1, 1)])
def test_nothing_is_put_off_to_the_past(working: Any, day: date) -> None:
    with pytest.raises(UsageError, match="later"), working() as work:
        putting_off.later(work, "first:lead:1:0", day)


def test_a_refusal_needs_words(working: Any) -> None:
    with pytest.raises(UsageError), working() as work:
        putting_off.refuse(work, "first:lead:1:0", "  ")


def test_what_a_colleague_changed_meanwhile_is_told_with_who_and_what(lines: Lines, zoe: int, working: Any) -> None:
    (line,) = lines(date(2026, 11, 23))
    with working("sam") as work:
        leads.plan(work, zoe, date(2026, 11, 30), "langsgaan")
    with pytest.raises(RefusedError) as told, working() as work:
        putting_off.check_unchanged(work, line.lead, line.seen)
    assert "sam" in str(told.value)
    assert "langsgaan" in str(told.value)


def test_what_a_colleague_did_with_anything_of_a_lead_is_told_to_who_is_typing(
    session: Session, zoe: int, working: Any
) -> None:
    promise = Promise(whose=Whose.OURS, what="voorbeelden", due=date(2026, 11, 20), lead_id=zoe, by="noor", at=NOW)
    session.add(promise)
    session.commit()
    with working("sam") as work:
        putting_off.close_promise(work, promise.id or 0, PromiseState.KEPT)
    before = NOW - timedelta(days=1)
    with pytest.raises(RefusedError, match="sam"), working() as work:
        meanwhile.check_nobody_else(work, {zoe}, before)
    with working() as work:
        meanwhile.check_nobody_else(work, {zoe + 1}, before)


def test_after_an_action_the_day_is_as_if_it_were_read_whole(session: Session, team: list[int], working: Any) -> None:
    def read(before: Day | None = None) -> Day:
        session.rollback()
        return read_day(of_session(session), "noor", date(2026, 11, 23), before)

    day = read()
    for number, lead in enumerate(team[:6]):
        session.rollback()
        with working() as work:
            if number % 3 == 0:
                leads.log(work, lead, ActivityKind.CALL, "sprak haar", direction=Direction.IN)
                leads.advance(work, lead, Stage.WARM)
            elif number % 3 == 1:
                leads.plan(work, lead, date(2026, 11, 20), "bellen")
            else:
                putting_off.refuse(work, f"first:lead:{lead}:0", "met pensioen", lead_id=lead)
        again, whole = read(day), read()
        assert again.facts.taught is day.facts.taught, "what no action touched is not read again"
        assert [(one.about, one.score, one.waits) for one in again.candidates] == [
            (one.about, one.score, one.waits) for one in whole.candidates
        ]
        assert again.waiting == whole.waiting
        day = again
    session.rollback()
    with working() as work:
        undo(work)
    assert [one.about for one in read(day).candidates] == [one.about for one in read().candidates]


def test_a_colleague_who_convinces_a_second_teacher_changes_what_ones_own_line_weighs(
    session: Session, school: Any, zoe: int, course: int, working: Any
) -> None:
    def read(before: Day | None = None) -> Day:
        session.rollback()
        return read_day(of_session(session), "noor", date(2026, 11, 23), before)

    def weighs(day: Day) -> list[tuple[int, list[str]]]:
        return [(one.lead.id, [addend.what for addend in one.addends]) for one in day.candidates if one.lead]

    karim = school.person("Karim Bakkali", teaches=course)
    session.commit()
    with working("sam") as work:
        of_sam = leads.add(work, karim).id or 0
    alone = read()
    assert [lead for lead, why in weighs(alone) if "fragile" in why] == [zoe]
    with working("sam") as work:
        leads.advance(work, of_sam, Stage.WARM)
        leads.advance(work, of_sam, Stage.INFORMED)
    again = read(alone)
    assert again.facts.taught is not alone.facts.taught
    assert weighs(again) == weighs(read())
    assert again.facts.programmes == read().facts.programmes
    assert not any("fragile" in why for _lead, why in weighs(again))


def test_of_very_many_who_have_to_be_told_the_line_says_no_more_than_that_they_are_many(
    lines: Lines, session: Session, school: Any, zoe: int, working: Any
) -> None:
    found = date(2026, 10, 1)
    about = {"kind": "person", "source_id": school.source.id, "page": "https://haz.example/team", "says": {}}
    things = [
        Entity(kind=EntityKind.PERSON, identity=f"haz.example:{n}", first_seen=found, last_seen=found)
        for n in range(MANY)
    ]
    session.add_all(things)
    session.flush()
    for number, thing in enumerate(things):
        session.add(Person(id=thing.id, institution_id=school.id, name=f"Docent {number}", sort_key=f"docent {number}"))
        session.add(
            Sighting(
                entity_id=thing.id or 0,
                mention=f"docent {number}",
                method=Method.LABEL,
                first_seen=found,
                last_seen=found,
                **about,
            )
        )
    session.commit()

    def told() -> str:
        (line,) = [line for line in lines(date(2026, 11, 23)) if line.kind == "notice"]
        return line.what

    assert told().startswith(f"{MANY} personen: privacybericht")
    session.rollback()
    last = school.person("Docent te veel", seen=date(2026, 10, 2))
    session.commit()
    assert told().startswith(f"meer dan {MANY} personen: privacybericht")
    session.rollback()
    before = read_day(of_session(session), "noor", date(2026, 11, 23))
    session.rollback()
    with working() as work:
        lead = leads.add(work, last).id or 0
        sent = _message(work, lead, noticed=True)
        work.session.add(sent)
        work.session.flush()
        sending.sent(work, sent.id or 0)
    again = read_day(of_session(session), "noor", date(2026, 11, 23), before)
    assert len(before.facts.untold) == MANY + 1
    assert [one.person for one in again.facts.untold] == [
        one.person for one in read_day(of_session(session), "noor", date(2026, 11, 23)).facts.untold
    ]
    assert len(again.facts.untold) == MANY
