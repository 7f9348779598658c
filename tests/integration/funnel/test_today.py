"""What now? Each line with its reason; a coordinator reads Dutch."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlmodel import Session, select

from crm.clock import FixedClock
from crm.language import language
from crm.services import leads, putting_off
from crm.tables import Change, CrawlRun, Programme
from crm.views.today import today, today_json
from crm.views.today_lines import TodayLine
from crm.words import ActivityKind, ChangeKind, Direction, EntityKind, RunState, Stage, Target


@pytest.fixture
def zoe(school: Any, session: Session) -> int:
    """Teaches Datavisualisatie in HBO-ICT."""
    course = school.course("Datavisualisatie", school.programme("HBO-ICT"))
    made: int = school.person("Zoë van 't Hek", teaches=course)
    session.commit()
    return made


@pytest.fixture
def lead(zoe: int, working: Any) -> int:
    """Called on 12 November, to be called again on the 19th."""
    with working() as work:
        made = leads.add(work, zoe).id or 0
        leads.advance(work, made, Stage.WARM)
        leads.log(work, made, ActivityKind.CALL, "wil voorbeelden zien", on=date(2026, 11, 12))
        leads.plan(work, made, date(2026, 11, 19), "Bellen over de casus")
    return made


def _only(session: Session, clock: FixedClock, day: date | None = None) -> TodayLine:
    (line,) = today(session, owner="noor", clock=clock, day=day)
    return line


def test_a_promise_that_is_late_says_so_with_what_was_said_last(session: Session, lead: int, clock: FixedClock) -> None:
    line = _only(session, clock)
    assert line.why == (
        "Afgesproken voor 19 nov, 4 dagen te laat: Bellen over de casus. Gebeld op 12 nov: “wil voorbeelden zien”."
    )
    assert (line.kind, line.on, line.lead, line.late, line.said) == (
        "call",
        date(2026, 11, 19),
        lead,
        4,
        "4 dagen te laat",
    )
    assert line.where == "Datavisualisatie · Hogeschool aan Zee"


def test_reasons_are_english_for_who_wants_that(session: Session, lead: int, clock: FixedClock) -> None:
    with language("en"):
        assert "4 days late" in _only(session, clock).why


def test_what_is_still_to_come_waits(session: Session, lead: int, clock: FixedClock) -> None:
    assert today(session, owner="noor", clock=clock, day=date(2026, 11, 18)) == []
    assert _only(session, clock, date(2026, 11, 19)).why.startswith("Afgesproken voor vandaag")


def test_ones_own_day_holds_ones_own_leads(session: Session, lead: int, clock: FixedClock) -> None:
    assert today(session, owner="sam", clock=clock) == []
    assert [line.lead for line in today(session, owner=None, clock=clock)] == [lead]
    assert [line.lead for line in today(session, owner="NOOR", clock=clock)] == [lead]


@pytest.mark.parametrize(
    ("what", "kind"),
    [
        ("bel terug", "call"),
        ("Mailen: programma", "mail"),
        ("bezoek aan de open dag", "visit"),
        ("appen", "message"),
        ("voorbereiden", "next"),
    ],
)
def test_the_first_word_says_what_kind_it_is(
    session: Session, lead: int, clock: FixedClock, working: Any, what: str, kind: str
) -> None:
    with working() as work:
        leads.plan(work, lead, date(2026, 11, 23), what)
    assert _only(session, clock).kind == kind


def test_a_lead_without_a_next_step_does_not_fall_silent(
    session: Session, lead: int, clock: FixedClock, working: Any
) -> None:
    with working() as work:
        leads.plan(work, lead, None, None)
    line = _only(session, clock)
    assert (line.kind, line.what, line.why) == (
        "second",
        "Zoë van 't Hek: tweede bericht",
        "Al 11 dagen geen antwoord. Gebeld op 12 nov: “wil voorbeelden zien”.",
    )


def test_an_answer_stops_the_cadence_at_once(session: Session, lead: int, clock: FixedClock, working: Any) -> None:
    with working() as work:
        leads.plan(work, lead, None, None)
        leads.log(work, lead, ActivityKind.MAIL, "graag!", on=date(2026, 11, 20), direction=Direction.IN)
    line = _only(session, clock)
    assert (line.kind, line.what) == ("no_next", "Zoë van 't Hek: volgende stap plannen")


def test_an_answer_is_told_as_theirs(session: Session, lead: int, clock: FixedClock, working: Any) -> None:
    with working() as work:
        leads.log(work, lead, ActivityKind.MAIL, "graag!", on=date(2026, 11, 20), direction=Direction.IN)
    assert _only(session, clock).why.endswith("Mailde op 20 nov: “graag!”.")


def test_a_rest_wakes_up_on_its_day(session: Session, lead: int, clock: FixedClock, working: Any) -> None:
    with working() as work:
        leads.advance(work, lead, Stage.RESTING, note="toetsweek", until=date(2026, 11, 30))
    assert today(session, owner="noor", clock=clock) == []
    line = _only(session, clock, date(2026, 11, 30))
    assert (line.kind, line.why.split(".")[0]) == ("wake", "Rustte tot 30 nov")


def test_a_rest_that_woke_up_is_put_off_like_any_line(
    session: Session, lead: int, clock: FixedClock, working: Any
) -> None:
    with working() as work:
        leads.advance(work, lead, Stage.RESTING, note="toetsweek", until=date(2026, 11, 30))
    line = _only(session, clock, date(2026, 11, 30))
    session.rollback()
    with working() as work:
        putting_off.later(work, line.about, date(2026, 12, 7), lead_id=lead)
    assert today(session, owner="noor", clock=clock, day=date(2026, 12, 4)) == []
    assert _only(session, clock, date(2026, 12, 7)).kind == "wake"


@pytest.mark.parametrize("stage", [Stage.DECLINED, Stage.DO_NOT_CONTACT])
def test_who_wants_nothing_is_asked_nothing(
    session: Session, lead: int, clock: FixedClock, working: Any, stage: Stage
) -> None:
    with working() as work:
        leads.advance(work, lead, stage, note="geen tijd")
    assert today(session, owner="noor", clock=clock) == []


def test_what_is_no_target_stays_out_and_a_target_comes_sooner(session: Session, lead: int, clock: FixedClock) -> None:
    undecided = _only(session, clock).score
    programme = session.exec(select(Programme)).one()
    programme.target = Target.YES
    session.commit()
    assert _only(session, clock).score > undecided
    programme.target = Target.NO
    session.commit()
    assert today(session, owner="noor", clock=clock) == []


def test_the_later_the_sooner(session: Session, lead: int, clock: FixedClock) -> None:
    scores = [_only(session, clock, date(2026, 11, day)).score for day in (19, 20, 23)]
    assert scores == sorted(set(scores))


class Crawled:
    """Adds lines to the change feed."""

    def __init__(self, session: Session, source_id: int) -> None:
        moment = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
        run = CrawlRun(source_id=source_id, state=RunState.FINISHED, started_at=moment, heard_at=moment)
        session.add(run)
        session.flush()
        self.session, self.run_id = session, run.id or 0

    def __call__(self, change: ChangeKind, kind: EntityKind, entity_id: int, name: str, **more: Any) -> None:
        values = {"on": date(2026, 11, 20), **more}
        self.session.add(Change(run_id=self.run_id, change=change, kind=kind, entity_id=entity_id, name=name, **values))
        self.session.commit()


@pytest.fixture
def crawled(school: Any, session: Session) -> Crawled:
    """The second crawl of the school."""
    return Crawled(session, school.source.id)


def _kinds(session: Session, clock: FixedClock) -> list[str]:
    return [line.kind for line in today(session, owner="noor", clock=clock)]


def test_a_replaced_teacher_is_told_at_the_lead_it_touches(
    session: Session, school: Any, lead: int, clock: FixedClock, crawled: Crawled
) -> None:
    course = school.course("UX-onderzoek")
    school.role(_only(session, clock).person, "teacher", course, EntityKind.COURSE)
    crawled(
        ChangeKind.CHANGED,
        EntityKind.COURSE,
        course,
        "UX-onderzoek",
        field="teacher",
        old="Zoë van 't Hek",
        new="B. de Wit",
    )
    (line,) = [line for line in today(session, owner="noor", clock=clock) if line.kind == "change"]
    assert (line.what, line.why) == (
        "Zoë van 't Hek → B. de Wit: docent van UX-onderzoek",
        (
            "B. de Wit heeft UX-onderzoek overgenomen van Zoë van 't Hek, gezien op 20 nov. "
            "Spreek daar voortaan B. de Wit over; Zoë van 't Hek kan je voorstellen."
        ),
    )
    assert line.lead == lead


def test_a_replaced_teacher_stands_at_their_own_lead_else_at_a_colleagues_who_can_introduce_us(
    session: Session, school: Any, lead: int, clock: FixedClock, crawled: Crawled, working: Any
) -> None:
    course = school.course("UX-onderzoek")
    school.role(_only(session, clock).person, "teacher", course, EntityKind.COURSE)
    smit = school.person("A. Smit", teaches=course)
    session.commit()
    replaced = {"field": "teacher", "old": "A. Smit", "new": "B. de Wit"}
    crawled(ChangeKind.CHANGED, EntityKind.COURSE, course, "UX-onderzoek", **replaced)
    (line,) = [line for line in today(session, owner="noor", clock=clock) if line.kind == "change"]
    assert line.lead == lead
    assert line.why.endswith("Zoë van 't Hek heeft er ook mee te maken en kan je aan B. de Wit voorstellen.")
    session.rollback()
    with working() as work:
        leads.add(work, smit)
    (line,) = [line for line in today(session, owner="noor", clock=clock) if line.kind == "change"]
    assert (line.name, line.person) == ("A. Smit", smit)


@pytest.mark.parametrize(
    ("change", "said"), [(ChangeKind.GONE, "niet meer"), (ChangeKind.BACK, "weer"), (ChangeKind.CHANGED, "iets anders")]
)
def test_a_change_of_the_person_is_told(
    session: Session, lead: int, clock: FixedClock, crawled: Crawled, change: ChangeKind, said: str
) -> None:
    person = _only(session, clock).person or 0
    crawled(change, EntityKind.PERSON, person, "Zoë van 't Hek", field="phone", old="020 555 01 23")
    (line,) = [line for line in today(session, owner="noor", clock=clock) if line.kind == "change"]
    assert said in line.why


def test_what_was_spoken_about_since_is_no_news(
    session: Session, lead: int, clock: FixedClock, crawled: Crawled, working: Any
) -> None:
    person = _only(session, clock).person or 0
    crawled(ChangeKind.CHANGED, EntityKind.PERSON, person, "Zoë van 't Hek", field="phone")
    assert "change" in _kinds(session, clock)
    session.rollback()
    with working() as work:
        leads.log(work, lead, ActivityKind.CALL, "nieuw nummer genoteerd")
    assert "change" not in _kinds(session, clock)


def test_old_changes_and_those_of_others_are_no_news(
    session: Session, school: Any, lead: int, clock: FixedClock, crawled: Crawled
) -> None:
    person = _only(session, clock).person or 0
    crawled(ChangeKind.CHANGED, EntityKind.PERSON, person, "Zoë", field="phone", on=date(2026, 10, 1))
    other = school.person("A. Smit")
    crawled(ChangeKind.CHANGED, EntityKind.PERSON, other, "A. Smit", field="phone")
    assert "change" not in _kinds(session, clock)


def test_who_is_newly_found_is_told_until_they_are_a_lead(
    session: Session, school: Any, zoe: int, clock: FixedClock, crawled: Crawled, working: Any
) -> None:
    crawled(ChangeKind.NEW, EntityKind.PERSON, zoe, "Zoë van 't Hek")
    line = _only(session, clock)
    assert (line.kind, line.lead, line.why) == ("new_person", None, "Nieuw gevonden op 22 nov: docent.")
    session.exec(select(Programme)).one().target = Target.YES
    session.commit()
    wanted = _only(session, clock)
    assert wanted.score > line.score
    assert wanted.why.endswith("Dit is een doel.")
    session.rollback()
    with working() as work:
        leads.add(work, zoe)
    assert _kinds(session, clock) == ["first"]


def test_a_first_crawl_makes_nobody_new(session: Session, zoe: int, clock: FixedClock) -> None:
    assert today(session, owner="noor", clock=clock) == []


def test_today_in_json_has_the_keys_that_others_rely_on(session: Session, lead: int, clock: FixedClock) -> None:
    (line,) = today_json(today(session, owner="noor", clock=clock))
    assert line["score"] > 0
    assert {key: line[key] for key in ("on", "kind", "what", "lead")} == {
        "on": "2026-11-19",
        "kind": "call",
        "what": "Zoë van 't Hek: Bellen over de casus",
        "lead": lead,
    }
    assert set(line) >= {"on", "kind", "what", "why", "lead", "score"}
    assert round(sum(one["points"] for one in line["addends"]), 1) == line["score"]
