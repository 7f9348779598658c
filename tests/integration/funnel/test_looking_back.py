"""What is said of a sprint afterwards: three questions each, asked by message, told in later ones and in warmth."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlmodel import Session, select

from crm.case_words import Party, SprintState, SprintStepKind
from crm.clock import FixedClock
from crm.errors import RefusedError, UsageError
from crm.language import language
from crm.messages.drafting import drafted
from crm.messages.facts import Office
from crm.messages.sprint_asking import asking, unsent_mail
from crm.messages.sprint_facts import quotes, results
from crm.services import evaluations, leads, mail_stops, sprints
from crm.services.evaluations import Answer
from crm.tables import Company, Evaluation, OutsideContact, Sprint, SprintStep
from crm.today.asking import of_session
from crm.today.facts import read_facts
from crm.views.sprints import one_sprint
from crm.warmth import scores, warmth_of
from crm.words import Stage, StopKind

OFFICE = Office("Bureau Sprint", "noor@bureau.example", "Dam 1, Zeestad", "Noor\nBureau Sprint")
TODAY = date(2026, 11, 23)


@pytest.fixture
def made(school: Any, session: Session, working: Any, clock: FixedClock) -> dict[str, int]:
    """Zoë's students did a sprint for a bakery, of which Joost is the owner."""
    zoe = school.person("Zoë van 't Hek", email="zoe@haz.example", teaches=school.course("Databases"))
    joost = school.person("Joost Korenaar", email="joost@korenmolen.example")
    session.commit()
    with working() as work:
        lead = leads.add(work, zoe).id or 0
        leads.advance(work, lead, Stage.INFORMED, note="kent ons")
        bakery = Company(
            name="Bakkerij Korenmolen", sort_key="bakkerij korenmolen", owner="noor", by="noor", at=clock.now()
        )
        work.session.add(bakery)
        work.session.flush()
        work.session.add(OutsideContact(person_id=joost, company_id=bakery.id, on=TODAY, by="noor"))
        sprint = Sprint(
            company_id=bakery.id or 0,
            lead_id=lead,
            person_id=zoe,
            course_name="Databases",
            school_year="2025-2026",
            state=SprintState.RUNNING,
            source="x",
            by="noor",
            at=clock.now(),
            ends=date(2026, 6, 1),
        )
        work.session.add(sprint)
        work.session.flush()
        step = SprintStep(sprint_id=sprint.id or 0, kind=SprintStepKind.EVALUATION, party=Party.OFFICE, on=TODAY)
        work.session.add(step)
        return {"lead": lead, "zoe": zoe, "sprint": sprint.id or 0}


@pytest.fixture
def keep(working: Any, made: dict[str, int]) -> Callable[..., None]:
    def kept(party: Party, key: str, **answer: Any) -> None:
        with working() as work:
            evaluations.keep(work, made["sprint"], party, key, Answer(**answer))

    return kept


def test_three_questions_go_to_each_in_both_languages() -> None:
    for party in evaluations.ASKED:
        asked = evaluations.questions_to(party)
        assert len(asked) == 3
        assert all(one.words["nl"] != one.words["en"] for one in asked)


def test_an_answer_gives_way_to_a_later_one_and_all_three_complete_the_step(
    session: Session, keep: Any, made: dict[str, int]
) -> None:
    keep(Party.COMPANY, "useful", mark=6)
    keep(Party.COMPANY, "useful", mark=8, words="We verkopen nu online.", may_quote=True)
    keep(Party.TEACHER, "again", words="Eerder beginnen.")
    step = session.exec(select(SprintStep)).one()
    assert step.done_on is None
    keep(Party.TEAM, "learnt", mark=9)
    session.refresh(step)
    assert step.done_on == TODAY
    line = one_sprint(session, made["sprint"])
    assert (len(line.answers), line.mark) == (3, 8.5)


@pytest.mark.parametrize(
    ("party", "key", "answer", "words"),
    [
        (Party.COMPANY, "useful", {"mark": 11}, "1 tot 10"),
        (Party.COMPANY, "useful", {}, "cijfer, woorden"),
        (Party.COMPANY, "again", {"mark": 8}, "geen cijfer"),
        (Party.COMPANY, "useful", {"mark": 8, "may_quote": True}, "citeren"),
        (Party.TEACHER, "useful", {"mark": 8}, "kies uit"),
        (Party.OFFICE, "useful", {"mark": 8}, "niet office"),
    ],
    ids=["no such mark", "nothing said", "a mark where words are asked", "nothing to quote", "not asked", "of us"],
)
def test_an_answer_that_cannot_be_is_refused(
    session: Session, keep: Any, party: Party, key: str, answer: Any, words: str
) -> None:
    with pytest.raises(UsageError, match=words):
        keep(party, key, **answer)
    assert session.exec(select(Evaluation)).all() == []


def test_before_it_begins_there_is_nothing_to_look_back_on(
    session: Session, keep: Any, made: dict[str, int], clock: FixedClock
) -> None:
    session.get_one(Sprint, made["sprint"]).state = SprintState.PLANNED
    session.commit()
    with pytest.raises(RefusedError, match="nog niet begonnen"):
        keep(Party.TEAM, "learnt", mark=8)
    with pytest.raises(RefusedError, match="nog niet begonnen"):
        asking(session, one_sprint(session, made["sprint"]), Party.TEAM, office=OFFICE, clock=clock)


def test_each_is_asked_by_a_message_with_their_three_questions(
    session: Session, made: dict[str, int], clock: FixedClock
) -> None:
    line = one_sprint(session, made["sprint"])
    for party, to in (
        (Party.COMPANY, "Joost Korenaar"),
        (Party.TEACHER, "Zoë van 't Hek"),
        (Party.TEAM, "Zoë van 't Hek"),
    ):
        asked = asking(session, line, party, office=OFFICE, clock=clock)
        assert (asked.name, "Bakkerij Korenmolen" in asked.body) == (to, True)
        assert all(one.words["nl"] in asked.body for one in evaluations.questions_to(party))
        assert "\nBureau Sprint" in asked.body
        mail = unsent_mail(asked, "<1@bureau.example>", office=OFFICE.name, office_email=OFFICE.email)
        assert b"X-Unsent: 1" in mail


def test_the_offices_own_words_are_asked_whatever_step_they_are_of(
    session: Session, made: dict[str, int], clock: FixedClock
) -> None:
    from crm.messages.templates import own_folder

    own_folder().mkdir(parents=True)
    head = "Step: information\nLanguage: nl\nTitle: Vragen\nSubject: Onze vragen\n\n"
    for name in ("sprint-company-nl", "sprint-team-nl"):
        (own_folder() / f"{name}.txt").write_text(f"{head}Hoe was het?\n", encoding="utf-8")
    line = one_sprint(session, made["sprint"])
    for party in (Party.COMPANY, Party.TEAM):
        assert asking(session, line, party, office=OFFICE, clock=clock).subject == "Onze vragen"


def test_a_business_that_wants_no_mail_is_not_asked_by_mail(
    session: Session, made: dict[str, int], working: Any, clock: FixedClock
) -> None:
    with working() as work:
        mail_stops.stop(work, "joost@korenmolen.example", StopKind.UNSUBSCRIBED, on=TODAY, source="lijst.csv:2")
    line = one_sprint(session, made["sprint"])
    with pytest.raises(RefusedError, match="Joost Korenaar"):
        asking(session, line, Party.COMPANY, office=OFFICE, clock=clock)


def test_nobody_is_asked_where_nobody_is_known(session: Session, made: dict[str, int], clock: FixedClock) -> None:
    session.delete(session.exec(select(OutsideContact)).one())
    session.get_one(Sprint, made["sprint"]).lead_id = None
    session.commit()
    line = one_sprint(session, made["sprint"])
    with pytest.raises(RefusedError, match="niemand bekend"):
        asking(session, line, Party.COMPANY, office=OFFICE, clock=clock)
    with pytest.raises(RefusedError, match="geen docent"):
        asking(session, line, Party.TEACHER, office=OFFICE, clock=clock)


def test_results_and_what_may_be_quoted_are_told_in_later_messages(
    session: Session, keep: Any, made: dict[str, int], clock: FixedClock
) -> None:
    keep(Party.COMPANY, "useful", mark=8, words="We verkopen nu online.", may_quote=True)
    keep(Party.TEACHER, "again", words="Dit mag niemand lezen.")
    session.rollback()
    assert results(session, "nl", TODAY) == ""
    _another(session, made)
    assert results(session, "nl", TODAY) == "Tot nu toe werkten studenten voor 2 bedrijven."
    assert quotes(session, "nl", TODAY) == ["“We verkopen nu online.” (een ondernemer, 2025-2026)"]
    assert quotes(session, "en", date(2031, 1, 1)) == []
    body = drafted(session, made["lead"], "information", office=OFFICE, clock=clock).body
    assert "We verkopen nu online." in body
    assert "niemand lezen" not in body
    own = Office("Bureau", "noor@bureau.example", "Dam 1", "Noor", "Al veertig bedrijven.")
    assert "Al veertig bedrijven." in drafted(session, made["lead"], "information", office=own, clock=clock).body


def _another(session: Session, made: dict[str, int]) -> None:
    """A garage had a sprint too."""
    sprint = session.get_one(Sprint, made["sprint"])
    garage = Company(name="Garage Zuid", sort_key="garage zuid", owner="noor", by="noor", at=sprint.at)
    session.add(garage)
    session.flush()
    kept = sprint.model_dump() | {"id": None, "company_id": garage.id}
    session.add(Sprint(**kept))
    session.commit()


def test_a_mean_mark_is_told_once_enough_businesses_gave_one(session: Session, made: dict[str, int]) -> None:
    _another(session, made)
    sprint = session.get_one(Sprint, made["sprint"])
    for number, mark in enumerate((8, 8, 8, 8, 9)):
        assert "gemiddeld" not in results(session, "nl", TODAY)
        more = Sprint(**(sprint.model_dump() | {"id": None, "proposal_id": None, "source": f"x{number}"}))
        session.add(more)
        session.flush()
        session.add(
            Evaluation(sprint_id=more.id or 0, party=Party.COMPANY, question="useful", mark=mark, on=TODAY, by="noor")
        )
        session.flush()
    assert "gemiddeld een 8,2" in results(session, "nl", TODAY)
    assert "8.2 out of 10" in results(session, "en", TODAY)


def test_a_sprint_done_together_warms_as_much_here_as_on_today(
    session: Session, working: Any, made: dict[str, int], clock: FixedClock
) -> None:
    before = scores(session, TODAY).get(made["zoe"], 0)
    session.rollback()
    with working() as work:
        sprints.finish(work, made["sprint"], "een webwinkel")
    warm = warmth_of(session, [made["zoe"]], TODAY)[made["zoe"]]
    assert warm.score > before
    assert "deed een sprint met noor, 23 nov" in warm.texts
    with language("en"):
        assert "did a sprint with noor, 23 Nov" in warmth_of(session, [made["zoe"]], TODAY)[made["zoe"]].texts
    assert read_facts(of_session(session), "noor", TODAY).warm[made["zoe"]] == warm.score
