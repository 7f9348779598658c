"""Whatever is offered, sent, answered and taken back, in whatever order: never over capacity, twice or too often."""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine
from sqlmodel import Session, select

from crm.case_words import ProposalState
from crm.clock import FixedClock
from crm.errors import NotFoundError, RefusedError, UsageError
from crm.imports.plan import Outcome
from crm.messages.facts import Office
from crm.messages.sending import sent
from crm.offering import rules
from crm.services import agreements, digest_making, journal, leads, proposals
from crm.services.agreements import AgreementParts
from crm.services.answers_taken import take
from crm.services.proposal_answers import ANSWERS, Answer, answer
from crm.tables import Agreement, Course, Digest, Lead, Message, Proposal
from crm.unit_of_work import Work, unit_of_work
from crm.views.agreements import agreements_of
from crm.views.digest_plan import digest_plans
from crm.views.matching import index
from crm.words import MessageState, Stage

OFFICE = Office("Bureau Zeewind", "bureau@zeewind.example", "Kade 1, Zeestad", "Eva de Boer")
SUBJECTS = {
    "Datavisualisatie": "dashboard van verkoopcijfers in Excel en Power BI",
    "Online marketing": "klanten naar de webwinkel met website en sociale media",
    "Procesautomatisering": "facturen, planning en voorraad automatisch verwerken",
    "UX-ontwerp": "website en app die bezoekers begrijpen, getest met klanten",
}
STEPS = 30


@pytest.fixture(params=["sqlite"])
def database(request: pytest.FixtureRequest) -> str:
    """What each service does is told on both kinds elsewhere; here it is the order that differs."""
    url: str = request.getfixturevalue(f"{request.param}_database")
    return url


class History:
    """A random history of two people who offer cases, send, and take in answers."""

    def __init__(self, engine: Engine, clock: FixedClock, seed: int) -> None:
        self.engine, self.clock, self.random = engine, clock, Random(seed)
        self.done: Counter[str] = Counter()

    def act(self, deed: Callable[[Work], object]) -> None:
        """Does something as one of the two; what a rule refuses is as good as not done."""
        by = self.random.choice(["noor", "sam"])
        try:
            with unit_of_work(self.engine, by=by, clock=self.clock) as work:
                deed(work)
        except (RefusedError, UsageError, NotFoundError) as error:
            self.done[f"refused: {type(error).__name__}"] += 1

    def some(self, work: Work, table: type[Any]) -> int:
        """The number of some row."""
        found: int = self.random.choice(list(work.session.exec(select(table.id))) or [0])
        return found

    # What can happen

    def propose(self, work: Work) -> None:
        case = self.random.choice(list(work.session.connection().scalars(sa.text("SELECT id FROM company_case"))))
        proposals.propose(work, case, self.some(work, Lead))

    def digest(self, work: Work) -> None:
        index.forget()
        going = [one for one in digest_plans(work.session, self.clock.today()) if not one.why_not]
        if going:
            digest_making.make(work, self.random.choice(going), OFFICE)

    def send(self, work: Work) -> None:
        waiting = list(work.session.exec(select(Message.id).where(Message.state == MessageState.HANDED_OVER)))
        if waiting:
            sent(work, self.random.choice(waiting) or 0)

    def answer(self, work: Work) -> None:
        answer(work, self.some(work, Proposal), Answer(self.random.choice(ANSWERS), self.random.choice([None, "past"])))

    def answer_from_outside(self, work: Work) -> None:
        code = self.random.choice(list(work.session.exec(select(Proposal.code))) or ["222-222"])
        state = self.random.choice(ANSWERS)
        key = f"row:{code}:{state}:{self.random.randrange(2)}"
        first = take(work, code, Answer(state), key)
        again = take(work, code, Answer(state), key)
        assert first.outcome is Outcome.REFUSED or again.outcome in {Outcome.SAME, Outcome.LEFT_OUT}

    def withdraw(self, work: Work) -> None:
        proposals.withdraw(work, self.some(work, Proposal), "wacht liever")

    def agree(self, work: Work) -> None:
        parts = AgreementParts("advies", self.random.randint(1, 3), "blok 3", "intake", "docent")
        agreements.make(work, self.some(work, Lead), parts)

    def end(self, work: Work) -> None:
        agreements.end(work, self.some(work, Agreement), "het vak vervalt")

    def undo(self, work: Work) -> None:
        journal.undo(work)

    def wait(self, _work: Work) -> None:
        self.clock.moment += timedelta(days=self.random.randint(1, 9))

    def step(self) -> None:
        """One thing that happens, likelier ones more often."""
        weights = {
            self.propose: 5,
            self.digest: 6,
            self.send: 5,
            self.answer: 6,
            self.answer_from_outside: 3,
            self.withdraw: 1,
            self.agree: 2,
            self.end: 1,
            self.undo: 3,
            self.wait: 5,
        }
        (deed,) = self.random.choices(list(weights), list(weights.values()))
        self.done[deed.__name__] += 1
        self.act(deed)


def over_capacity(session: Session) -> int:
    lines = agreements_of(session, list(session.exec(select(Lead.id))))  # type: ignore[arg-type]  # they have numbers
    return sum(max(line.placed - line.number, 0) for line in lines if line.ended_on is None)


def twice(session: Session) -> int:
    pairs = Counter(session.exec(select(Proposal.case_id, Proposal.lead_id)).all())
    taken = Counter(session.exec(select(Proposal.case_id).where(Proposal.state == ProposalState.ACCEPTED)).all())
    return sum(count - 1 for count in (*pairs.values(), *taken.values()))


def too_often(session: Session) -> int:
    days: dict[int, list[date]] = {}
    for one in session.exec(select(Digest)):
        if one.sent_on is not None:
            days.setdefault(one.lead_id or 0, []).append(one.sent_on)
    least = timedelta(days=rules().pace_days)
    return sum(later - earlier < least for sent_on in days.values() for earlier, later in pairwise(sorted(sent_on)))


@pytest.mark.parametrize("seed", range(20))
def test_never_over_capacity_twice_or_too_often(
    session: Session, engine: Engine, clock: FixedClock, school: Any, make_case: Any, working: Any, seed: int
) -> None:
    people = []
    for number, (name, text) in enumerate(SUBJECTS.items()):
        course = school.course(name)
        session.get_one(Course, course).description = f"Studenten maken {text}."
        people.append(school.person(f"D. Docent-{number}", email=f"d{number}@haz.example", teaches=course))
    for number in range(2):
        for name, text in SUBJECTS.items():
            make_case(f"{name} {number}", f"Wij zoeken hulp bij {text}, vraag {number}.", company=f"{name} {number} BV")
    session.commit()
    for person in people:
        with working("noor") as work:
            lead = leads.add(work, person).id or 0
            leads.advance(work, lead, Stage.WARM)
    history = History(engine, clock, seed)
    for _step in range(STEPS):
        history.step()
        session.expire_all()
        session.rollback()
        found = over_capacity(session), twice(session), too_often(session)
        assert found == (0, 0, 0), (seed, history.done)
    assert history.done["digest"] + history.done["propose"] > 0
