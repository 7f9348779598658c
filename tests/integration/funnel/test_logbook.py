"""What happened and what follows from it is one entry: all of it or nothing, and one undo."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlmodel import Session, select

from crm.clock import FixedClock
from crm.errors import RefusedError, UsageError
from crm.services import drafts, journal, leads, logbook
from crm.services.logbook import Entry
from crm.tables import Activity, ContactBasis, Introduction, Lead, Promise
from crm.views.today import today as lines_of
from crm.words import ActivityKind, Basis, Channel, Direction, PromiseState, Stage, Whose


@pytest.fixture
def zoe(school: Any, session: Session) -> int:
    made: int = school.person("Zoë van 't Hek", teaches=school.course("Datavisualisatie", school.programme("HBO-ICT")))
    session.commit()
    return made


@pytest.fixture
def entry(clock: FixedClock) -> Entry:
    note = "Niet ik maar Karim Bakkali; stuur de nieuwsbrief maar, ik mail do"
    return Entry(
        ActivityKind.CALL,
        Direction.IN,
        note,
        clock.today(),
        what="mailen",
        next_on=date(2027, 1, 14),
        consent="stuur de nieuwsbrief maar",
        named="Karim Bakkali",
        promise=(Whose.OURS, "mailen", date(2027, 1, 14)),
        draft="person:1:log",
    )


def test_all_that_was_said_is_one_entry_and_one_undo(session: Session, zoe: int, working: Any, entry: Entry) -> None:
    with working() as work:
        drafts.keep(work, "person:1:log", "Niet ik maar")
    with working() as work:
        written = logbook.write(work, zoe, entry)
    lead = session.get_one(Lead, written.lead_id)
    assert (lead.next_what, lead.next_on) == ("mailen", date(2027, 1, 14))
    basis = session.get_one(ContactBasis, (zoe, Channel.EMAIL))
    assert (basis.basis, "stuur de nieuwsbrief maar" in basis.evidence) == (Basis.CONSENT, True)
    via = session.get_one(Introduction, written.named_lead_id)
    assert via.via_person_id == zoe
    promise = session.exec(select(Promise)).one()
    assert (promise.whose, promise.what, promise.state) == (Whose.OURS, "mailen", PromiseState.OPEN)
    assert drafts.kept(session, "noor", "person:1:log") == ""
    session.rollback()
    with working() as work:
        journal.undo(work)
    for table in (Lead, Activity, Promise, Introduction, ContactBasis):
        assert session.exec(select(table)).all() == []


def test_nothing_is_written_where_one_part_cannot_be(session: Session, zoe: int, working: Any, entry: Entry) -> None:
    for wrong, error in (
        (replace(entry, next_on=date(2020, 1, 1)), UsageError),
        (replace(entry, next_on=None), UsageError),
        (replace(entry, promise=(Whose.OURS, "mailen", date(2020, 1, 1))), UsageError),
        (replace(entry, named="Zoë van 't Hek"), RefusedError),
    ):
        with pytest.raises(error), working() as work:
            logbook.write(work, zoe, wrong)
    assert session.exec(select(Activity)).all() == []


def test_what_carries_out_the_next_step_keeps_our_promise_of_it(
    session: Session, zoe: int, working: Any, clock: FixedClock
) -> None:
    today = clock.today()
    sent = Entry(ActivityKind.MAIL, Direction.OUT, "gestuurd", today)
    said = Entry(
        ActivityKind.CALL, Direction.IN, "ik mail", today, "mailen", today, promise=(Whose.OURS, "mailen", today)
    )
    with working() as work:
        logbook.write(work, zoe, said)
    kinds = [line.kind for line in lines_of(session, owner="noor", clock=clock, day=today)]
    assert kinds == ["mail"], "the promise is the next step: one line"
    session.rollback()
    with working() as work:
        assert logbook.write(work, zoe, sent).carried == ["mailen"]
    promise = session.exec(select(Promise)).one()
    assert (promise.state, promise.closed_on) == (PromiseState.KEPT, today)


def test_who_objects_is_not_contacted_any_more(session: Session, zoe: int, working: Any, clock: FixedClock) -> None:
    note = "wil niet meer gemaild worden"
    with working() as work:
        lead_id = leads.add(work, zoe).id or 0
        leads.plan(work, lead_id, date(2027, 1, 14), "mailen")
    with working() as work:
        logbook.write(
            work, zoe, Entry(ActivityKind.MAIL, Direction.IN, note, clock.today(), stage=Stage.DO_NOT_CONTACT)
        )
    lead = session.get_one(Lead, lead_id)
    assert (lead.stage, lead.next_on) == (Stage.DO_NOT_CONTACT, None)
