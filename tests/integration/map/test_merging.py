"""Two who are one become one, stay one through the next crawl, and come apart again with all that was theirs."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine
from sqlmodel import Session, select

from crm.clock import FixedClock
from crm.errors import NotFoundError, RefusedError, UndoError
from crm.identity import bearer, people
from crm.services import agreements, basis, edits, examples, leads, merges
from crm.services.journal import undo
from crm.tables import (
    Activity,
    ContactBasis,
    Escalation,
    Introduction,
    Lead,
    Person,
    Promise,
    Role,
    Scouting,
    Sighting,
    all_tables,
    table_named,
)
from crm.unit_of_work import Work, unit_of_work
from crm.views.duplicates import duplicates, merged_into
from crm.words import ActivityKind, Basis, EntityKind, RoleKind, Setting, Stage, Whose

Begin = Callable[[], AbstractContextManager[Work]]

_NOT_COMPARED = {"journal_entry", "journal_row", "search_text"}


@pytest.fixture
def work(engine: Engine, clock: FixedClock) -> Begin:
    """Begins an action."""
    return lambda: unit_of_work(engine, by="zoe", clock=clock)


@pytest.fixture
def both(school: Any) -> tuple[int, int]:
    """Jan Smit of the directory, and J.P. Smit of a course page, whom the crawl takes for another."""
    school.crawl(
        school.course("DB-1", "Databases"),
        school.teacher("Jan Smit", "team", email="jan.smit@haz.example"),
        school.teacher("Johan Smit", "vak/DB-1", "DB-1", email="j.smit@haz.example"),
    )
    found = school.person("Jan Smit").id, school.person("Johan Smit").id
    school.session.commit()
    return found


def _rows(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of the database but the journal's."""
    with engine.connect() as connection:
        return {
            table.name: sorted(tuple(map(str, row)) for row in connection.execute(sa.select(table)))
            for table in all_tables()
            if table.name not in _NOT_COMPARED
        }


def test_one_person_has_what_both_had_and_undo_gives_each_their_own_back(
    engine: Engine, work: Begin, both: tuple[int, int]
) -> None:
    jan, johan = both
    with work() as deed:
        leads.add(deed, johan)
        basis.set_basis(deed, johan, Basis.CONSENT, "mail of 12 November")
    before = _rows(engine)
    with work() as deed:
        assert merges.merge(deed, jan, johan).id == johan  # who has a lead stays
    with Session(engine) as session:
        person = session.exec(select(Person)).one()
        assert {role.person_id for role in session.exec(select(Role))} == {person.id}
        assert len(session.exec(select(Role)).all()) == 2
        assert [m.name for m in merged_into(session, johan)] == ["Jan Smit"]
    with work() as deed:
        undo(deed)
    assert _rows(engine) == before


def test_of_two_leads_the_further_stays_and_the_timeline_joins_it(
    engine: Engine, work: Begin, both: tuple[int, int]
) -> None:
    jan, johan = both
    with work() as deed:
        first, second = leads.add(deed, jan), leads.add(deed, johan)
        assert first.id is not None
        assert second.id is not None
        leads.advance(deed, second.id, Stage.WARM)
        leads.log(deed, first.id, ActivityKind.CALL, note="gebeld")
        leads.plan(deed, first.id, on=deed.clock.today(), what="mailen")
    before = _rows(engine)
    with work() as deed:
        merges.merge(deed, jan, johan)
    with Session(engine) as session:
        lead = session.exec(select(Lead)).one()
        assert (lead.person_id, lead.stage, lead.next_what) == (johan, Stage.WARM, "mailen")
        assert lead.last_activity_on is not None
        assert "gebeld" in [activity.note for activity in session.exec(select(Activity))]
    with work() as deed:
        undo(deed)
    assert _rows(engine) == before


def test_what_came_of_both_leads_is_kept_and_nobody_goes_higher_up_to_themselves(
    engine: Engine, work: Begin, both: tuple[int, int]
) -> None:
    jan, johan = both
    with work() as deed:
        first, second = leads.add(deed, jan).id or 0, leads.add(deed, johan).id or 0
        deed.session.flush()
    with work() as deed:
        examples.add(deed, first, "dashboards")
        agreements.make(
            deed,
            first,
            agreements.AgreementParts("advies", 2, "blok 1", "intake", "docent", setting=Setting.GRADUATION),
        )
        now = deed.clock
        deed.session.add(
            Escalation(
                lead_id=first,
                to_lead_id=second,
                from_rung=RoleKind.TEACHER,
                to_rung=RoleKind.DEAN,
                why="moet vragen",
                on=now.today(),
                by="noor",
                at=now.now(),
            )
        )
        deed.session.add(Introduction(lead_id=second, via_person_id=jan, on=now.today(), by="noor"))
        deed.session.add(Scouting(lead_id=first, due=now.today(), on=now.today(), by="noor", at=now.now()))
        deed.session.add(
            Promise(lead_id=first, whose=Whose.OURS, what="sturen", due=now.today(), by="noor", at=now.now())
        )
        leads.advance(deed, second, Stage.WARM)
    before = _rows(engine)
    with work() as deed:
        merges.merge(deed, jan, johan)
    with Session(engine) as session:
        kept = session.exec(select(Lead)).one().id
        for table in ("example", "agreement", "escalation", "scouting", "promise"):
            assert list(session.exec(select(table_named(table).c.lead_id))) == [kept], table
        assert session.exec(select(Escalation)).one().to_lead_id is None
        assert session.exec(select(Introduction)).all() == []
    with work() as deed:
        undo(deed)
    assert _rows(engine) == before


def test_who_asked_not_to_be_contacted_stays_so(engine: Engine, work: Begin, both: tuple[int, int]) -> None:
    jan, johan = both
    with work() as deed:
        first, second = leads.add(deed, jan), leads.add(deed, johan)
        assert first.id is not None
        assert second.id is not None
        leads.advance(deed, second.id, Stage.INFORMED, note="kwam langs")
        leads.advance(deed, first.id, Stage.DO_NOT_CONTACT, note="wil niet")
    with work() as deed:
        merges.merge(deed, johan, jan)
    with Session(engine) as session:
        assert session.exec(select(Lead.stage)).one() is Stage.DO_NOT_CONTACT


def test_a_merge_survives_the_next_crawl(school: Any, work: Begin, engine: Engine, both: tuple[int, int]) -> None:
    jan, johan = both
    with work() as deed:
        merges.merge(deed, jan, johan)
    school.session.expire_all()
    school.later()
    school.crawl(
        school.course("DB-1", "Databases"),
        school.teacher("Jan Smit", "team", email="jan.smit@haz.example"),
        school.teacher("Johan Smit", "vak/DB-1", "DB-1", email="j.smit@haz.example"),
    )
    assert [person["id"] for person in school.map()["people"]] == [jan]


def test_a_merge_is_taken_back_after_a_crawl_and_the_new_words_of_a_page_follow_whom_they_are_about(
    school: Any, work: Begin, engine: Engine, clock: FixedClock, both: tuple[int, int]
) -> None:
    jan, johan = both
    with work() as deed:
        merges.merge(deed, jan, johan)
    action = deed.entry_id
    school.session.expire_all()
    school.later(21)
    school.crawl(
        school.course("DB-1", "Databases"),
        school.teacher("Jan Smit", "team", email="jan.smit@haz.example"),
        school.teacher("Johan Smit", "vak/DB-1", "DB-1", email="j.smit@haz.example", phone="020 555 01 23"),
    )
    school.session.commit()
    with work() as deed:
        edits.set_values(deed, EntityKind.PERSON, jan, {"phone": "020 555 99 99"})
    with work() as deed:
        undo(deed, action)
    with Session(engine) as session:
        assert sorted(person.name for person in session.exec(select(Person))) == ["Jan Smit", "Johan Smit"]
        assert session.get_one(Person, johan).phone == "020 555 01 23"
        assert session.get_one(Person, jan).phone == "020 555 99 99"
        assert {s.entity_id for s in session.exec(select(Sighting).where(Sighting.page == school.page("vak/DB-1")))} > {
            johan
        }


def test_two_schools_of_one_person_stay_two_roles_of_theirs_through_crawls_of_either(
    make_school: Any, work: Begin, session: Session
) -> None:
    haz, roc = make_school(), make_school(domain="roczeewijk.example", name="ROC Zeewijk")

    def crawl() -> None:
        haz.crawl(haz.teacher("Wietske Oudejans", "team", email="w.oudejans@haz.example"))
        roc.crawl(roc.teacher("Wietske Oudejans", "team", email="oudw@roczeewijk.example"))

    crawl()
    session.commit()
    first, second = (person.id for person in session.exec(select(Person).order_by(Person.id)))  # type: ignore[arg-type] # a column
    assert first is not None
    assert second is not None
    with work() as deed:
        merges.merge(deed, first, second)
    session.expire_all()
    haz.later()
    crawl()
    assert len(session.exec(select(Person)).all()) == 1
    assert len(session.exec(select(Role)).all()) == 2


def test_a_merge_that_was_built_upon_by_another_says_which_to_take_back_first(
    engine: Engine, work: Begin, both: tuple[int, int]
) -> None:
    with work() as deed:
        third = edits.add_person(deed, "Joris Kok", at="Hogeschool aan Zee").person_id
    with work() as deed:
        merges.merge(deed, *both)
    action = deed.entry_id
    with work() as deed:
        merges.merge(deed, third, both[0])
    with pytest.raises(UndoError, match="één persoon"), work() as deed:
        undo(deed, action)


def test_who_was_kept_apart_is_in_no_list_of_duplicates_and_in_no_match(
    engine: Engine, work: Begin, school: Any
) -> None:
    school.crawl(
        school.teacher("Wietske Oudejans", "team/a", url=school.page("team/a"), phone="06 12 34 56 78"),
        school.teacher("Wietske Oudejans", "team/b", url=school.page("team/b"), phone="06 12 34 56 78"),
    )
    school.session.commit()
    with Session(engine) as session:
        found = duplicates(session, 0.01)
        assert len(found) == 1
        assert any("Hogeschool aan Zee" in reason for reason in found[0].reasons)
    with work() as deed:
        merges.keep_apart(deed, found[0].b, found[0].a)
    with Session(engine) as session:
        assert duplicates(session, 0.01) == []
        known = people.bearers(session.connection(), [found[0].a])[0]
        assert people.matches(session.connection(), known, threshold=0.01) == []
    with work() as deed:
        undo(deed)
    with Session(engine) as session:
        assert len(duplicates(session, 0.01)) == 1


def test_one_more_person_is_found_in_the_database(engine: Engine, school: Any) -> None:
    school.crawl(school.teacher("Wietske Oudejans", "team", email="w.oudejans@haz.example"))
    school.session.commit()
    with Session(engine) as session:
        asked = bearer(-1, "W. Oudejans", schools=("haz.example",), emails=("w.oudejans@haz.example",))
        (match,) = people.matches(session.connection(), asked)
    assert match.certain
    assert match.id == school.person("Wietske Oudejans").id


def test_one_person_twice_is_refused_and_who_is_gone_is_told(work: Begin, both: tuple[int, int]) -> None:
    jan, johan = both
    with pytest.raises(RefusedError), work() as deed:
        merges.merge(deed, jan, jan)
    with work() as deed:
        merges.merge(deed, jan, johan)
    with pytest.raises(NotFoundError, match=str(jan)), work() as deed:
        merges.keep_apart(deed, johan, jan)


def test_of_two_grounds_for_mailing_the_one_that_says_something_stays(
    engine: Engine, work: Begin, both: tuple[int, int]
) -> None:
    jan, johan = both
    with work() as deed:
        basis.set_basis(deed, jan, Basis.NONE, "")
        basis.set_basis(deed, johan, Basis.CONSENT, "mail of 12 November")
    with work() as deed:
        merges.merge(deed, jan, johan)
    with Session(engine) as session:
        held = session.exec(select(ContactBasis)).one()
        assert (held.person_id, held.basis) == (jan, Basis.CONSENT)
