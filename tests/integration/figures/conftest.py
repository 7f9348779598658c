"""An office with a short history, put straight into the tables: figures are about what stands there."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlmodel import Session

from crm.case_words import CaseState, Party, ProposalState, SprintState
from crm.tables import (
    Activity,
    Agreement,
    Case,
    Company,
    Entity,
    Evaluation,
    Institution,
    Introduction,
    Lead,
    Message,
    Partner,
    Person,
    Proposal,
    Sprint,
)
from crm.words import ActivityKind, Basis, Direction, EntityKind, Level, MessageState, Stage

MOMENT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
SEEN = date(2026, 11, 22)


class Office:
    """Adds one thing at a time, and gives its number back."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.count = 0

    def put(self, row: Any) -> int:
        self.session.add(row)
        self.session.flush()
        number: int = row.id
        return number

    def entity(self, kind: EntityKind) -> int:
        self.count += 1
        return self.put(Entity(kind=kind, identity=f"{kind}:{self.count}", first_seen=SEEN, last_seen=SEEN))

    def school(self, name: str, level: Level = Level.HBO) -> int:
        number = self.entity(EntityKind.INSTITUTION)
        return self.put(
            Institution(id=number, name=name, sort_key=name.lower(), level=level, domain=f"s{number}.example")
        )

    def partner(self, name: str) -> int:
        return self.put(Partner(name=name, sort_key=name.lower(), by="eva", at=MOMENT))

    def company(self, name: str, **more: Any) -> int:
        return self.put(Company(name=name, sort_key=name.lower(), owner="eva", by="eva", at=MOMENT, **more))

    def case(self, company: int, received: date, state: CaseState = CaseState.NEW, **more: Any) -> int:
        self.count += 1
        return self.put(
            Case(
                code=f"C{self.count}",
                company_id=company,
                title="Webwinkel",
                question="Hoe dan?",
                state=state,
                state_since=received,
                state_why="geen tijd" if state is CaseState.WITHDRAWN else None,
                received_on=received,
                source="by hand",
                owner="eva",
                by="eva",
                at=MOMENT,
                **more,
            )
        )

    def sprint(self, company: int, year: str, state: SprintState = SprintState.DONE, **more: Any) -> int:
        why = "gestopt" if state is SprintState.STOPPED else None
        given = {"school_year": year, "state": state, "ended_why": why, "source": "lijst", "by": "eva", "at": MOMENT}
        return self.put(Sprint(company_id=company, **given | more))

    def mark(self, sprint: int, party: Party, mark: int | None, words: str | None = None, **more: Any) -> int:
        return self.put(
            Evaluation(
                sprint_id=sprint, party=party, question="mark", mark=mark, words=words, on=SEEN, by="eva", **more
            )
        )

    def lead(self, school: int, *steps: tuple[Stage, date]) -> int:
        """A lead that went through these stages; every day is that of the change."""
        person = self.entity(EntityKind.PERSON)
        self.put(Person(id=person, institution_id=school, name=f"Docent {person}", sort_key=f"docent {person}"))
        first, begun = steps[0]
        lead = Lead(person_id=person, owner="eva", stage=first, stage_since=begun, stage_activity_id=0, made_at=MOMENT)
        self.session.add(lead)
        with self.session.no_autoflush:
            self.session.connection().exec_driver_sql(
                "PRAGMA defer_foreign_keys = ON"
                if self.session.connection().dialect.name == "sqlite"
                else "SET CONSTRAINTS ALL DEFERRED"
            )
        self.session.flush()
        assert lead.id is not None
        lead.wakes_on = SEEN
        for stage, on in steps:
            made = self.happened(lead.id, ActivityKind.STAGE, on, to_stage=stage)
            lead.stage, lead.stage_since, lead.stage_activity_id = stage, on, made
        self.session.flush()
        return lead.id

    def happened(self, lead: int, kind: ActivityKind, on: date, way: Direction | None = None, **more: Any) -> int:
        return self.put(Activity(lead_id=lead, kind=kind, on=on, at=MOMENT, by="eva", direction=way, **more))

    def message(self, lead: int, template: str, on: date) -> int:
        self.count += 1
        return self.put(
            Message(
                lead_id=lead,
                template=template,
                language="nl",
                subject="Vraag",
                message_id=f"<{self.count}@office.example>",
                basis=Basis.RELATION,
                state=MessageState.SENT,
                sent_on=on,
                activity_id=self.happened(lead, ActivityKind.MAIL, on, Direction.OUT),
                by="eva",
                at=MOMENT,
            )
        )

    def introduced(self, lead: int, via: int) -> None:
        person = self.session.get(Lead, via)
        assert person is not None
        self.session.add(Introduction(lead_id=lead, via_person_id=person.person_id, on=SEEN, by="eva"))
        self.session.flush()

    def agreed(self, lead: int, year: str) -> int:
        return self.put(
            Agreement(
                lead_id=lead,
                course_name="Project",
                school_year=year,
                type="advies",
                number=2,
                planning="blok 3",
                process="wekelijks",
                supervision="docent",
                agreed_on=SEEN,
                by="eva",
                at=MOMENT,
            )
        )

    def accepted(self, case: int, lead: int, sent: date, answered: date) -> int:
        self.count += 1
        return self.put(
            Proposal(
                code=f"P{self.count}",
                case_id=case,
                lead_id=lead,
                state=ProposalState.ACCEPTED,
                made_on=sent,
                sent_on=sent,
                answered_on=answered,
                by="eva",
                at=MOMENT,
            )
        )


@pytest.fixture
def office(session: Session) -> Office:
    """An office with nothing yet."""
    return Office(session)
