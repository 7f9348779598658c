"""Who stands in a list and who is found on a page meet: one person at once, offered, or two."""

from typing import Any

import pytest
from sqlmodel import select

from crm.identity import people
from crm.services import edits, mapping, meeting, merges
from crm.statements import PersonSaid, SchoolSaid
from crm.tables import CrawlRun, Person, Source
from crm.unit_of_work import Work, reading, unit_of_work
from crm.views.duplicates import duplicates
from crm.words import Level, Method, RunState

Office = Any

LIST = """Naam;E-mail;School;Functie
Wietske Oudejans;;Hogeschool aan Zee;docent
Jelle Terpstra;j.terpstra@haz.example;Hogeschool aan Zee;docent
Femke Dekker;f.dekker@elders.example;Hogeschool aan Zee;docent
"""


@pytest.fixture
def crawled(office: Office) -> Any:
    """Reads the school's page of staff, which has these people."""
    office.map_school()

    def crawl(*staff: tuple[str, str | None]) -> int:
        page, clock = "https://haz.example/team", office.clock
        said = SchoolSaid(
            domain="haz.example", name="Hogeschool aan Zee", url=page, page=page, on=clock.today(), level=Level.HBO
        )
        said.people = [
            PersonSaid(page=page, on=clock.today(), method=Method.LABEL, name=name, email=email)
            for name, email in staff
        ]
        with unit_of_work(office.engine, by="crawl", clock=clock, journalled=False) as work:
            source = work.session.exec(select(Source)).first() or Source(
                name="haz", url="https://haz.example/", added_at=clock.now()
            )
            work.session.add(source)
            work.session.flush()
            assert source.id is not None
            run = CrawlRun(source_id=source.id, state=RunState.FOLDING, started_at=clock.now(), heard_at=clock.now())
            work.session.add(run)
            work.session.flush()
            newest = meeting.newest(work.session)
            mapping.refresh(work.session, source=source, run=run, said=said, clock=clock)
            source_id = source.id
        return meeting.meet(office.engine, source_id=source_id, after=newest, by="crawl", clock=clock)

    return crawl


def test_somebody_of_a_list_is_who_the_page_names(office: Office, crawled: Any) -> None:
    office.contacts(LIST)
    crawled(("Wietske Oudejans", "w.oudejans@haz.example"), ("Jelle Terpstra", "j.terpstra@haz.example"))
    assert sorted(office.people()) == ["Femke Dekker", "Jelle Terpstra", "Wietske Oudejans"]
    said = {each["method"] for each in office.why("Wietske Oudejans")["name"]}
    assert said == {"import", "label"}


def test_two_with_an_address_each_wait_for_somebody_to_decide(office: Office, crawled: Any) -> None:
    office.contacts(LIST)
    crawled(("Femke Dekker", "f.dekker2@haz.example"))
    with reading(office.engine) as session:
        assert len(session.exec(select(Person.id).where(Person.name == "Femke Dekker")).all()) == 2


def test_many_at_once_meet_as_a_few_do(office: Office, crawled: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meeting, "FEW", 0)
    office.contacts(LIST)
    crawled(("Wietske Oudejans", "w.oudejans@haz.example"), ("Jelle Terpstra", "j.terpstra@haz.example"))
    assert len(office.people()) == 3


def test_who_was_taken_apart_is_offered_and_not_merged_again(office: Office) -> None:
    office.map_school()
    one = office.work(lambda work: edits.add_person(work, "Wietske Oudejans", at="haz.example").person_id)
    other = office.work(lambda work: edits.add_person(work, "W. Oudejans", email="w.oudejans@elders.example").person_id)
    office.work(lambda work: merges.merge(work, one, other))
    office.undo()
    with reading(office.engine) as session:
        connection = session.connection()
        assert (min(one, other), max(one, other)) in people.apart_at_once(connection)
        assert (min(one, other), max(one, other)) not in people.apart(connection)
        assert [(pair.a, pair.b) for pair in duplicates(session, threshold=0.01)] == [(one, other)]


def test_whoever_is_added_by_hand_and_is_known_for_certain_is_completed(office: Office) -> None:
    office.contacts(LIST)

    def add(work: Work) -> Any:
        return edits.add_person(work, "J. Terpstra", email="J.Terpstra@haz.example")

    assert office.work(add).was_known
    assert len(office.people()) == 3
