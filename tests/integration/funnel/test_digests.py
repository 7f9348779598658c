"""Messages with cases: the best fits, once each, within the places, no more often than agreed; sent and undone."""

from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from typing import Any

import pytest
from sqlmodel import Session, select

from crm.case_words import CaseState, ProposalState
from crm.clock import FixedClock
from crm.errors import MissingFactsError, RefusedError, TemplateError, UsageError
from crm.language import language
from crm.messages.drafting import drafted
from crm.messages.facts import Office
from crm.messages.mail_file import mail_bytes
from crm.messages.sending import hand_over, sent
from crm.messages.templates import own_folder
from crm.services import cases as case_service
from crm.services import digest_making, journal, leads, mail_stops, offer_pace, partner_news, proposals
from crm.services.agreements import AgreementParts
from crm.services.proposal_answers import Answer, answer
from crm.tables import Course, Digest, Lead, Manner, OutsideContact, Partner, Proposal
from crm.views.digest_plan import DigestPlan, digest_plans
from crm.views.fits import unmarked
from crm.views.matching import index
from crm.views.partner_news import partner_news as read_news
from crm.words import ActivityKind, Stage, StopKind

OFFICE = Office("Bureau Zeewind", "bureau@zeewind.example", "Kade 1, Zeestad", "Eva de Boer")
PARTS = AgreementParts("adviesrapport", 2, "blok 3", "intake, eind", "docent")
SHOP = "Onze webwinkel verkoopt weinig; hoe brengen wij klanten via onze website en sociale media naar de winkel?"
DATA = "Wij hebben jaren verkoopcijfers in Excel en willen een dashboard dat laat zien wat er per week verkoopt."


@pytest.fixture
def people(school: Any, session: Session, working: Any) -> dict[str, int]:
    """Zoë teaches dashboards, Bakker online marketing; both leads at warm."""
    seeing, selling = school.course("Datavisualisatie"), school.course("Online marketing")
    texts = {
        seeing: "Studenten maken dashboards van gegevens: verkoopcijfers in Excel en Power BI per week zichtbaar.",
        selling: "Studenten brengen klanten naar een webwinkel: website, sociale media en zoekmachines.",
    }
    for course, text in texts.items():
        session.get_one(Course, course).description = text
    zoe = school.person("Zoë van 't Hek", email="z.vanthek@haz.example", teaches=seeing)
    bakker = school.person("P. Bakker", email="p.bakker@haz.example", teaches=selling)
    session.commit()
    with working() as work:
        made = [leads.add(work, one).id or 0 for one in (zoe, bakker)]
        for lead in made:
            leads.advance(work, lead, Stage.WARM)
    return {"zoe": made[0], "bakker": made[1]}


@pytest.fixture(autouse=True)
def _nothing_held() -> None:
    """What these tests put straight in the tables is no action, by which matching knows that texts changed."""
    index.forget()


@pytest.fixture
def cases(make_case: Any, session: Session) -> dict[str, int]:
    made = {"shop": make_case("Webwinkel", SHOP), "data": make_case("Dashboard", DATA)}
    session.commit()
    return made


def plans(session: Session, clock: FixedClock) -> dict[int, DigestPlan]:
    session.expire_all()
    index.forget()
    return {one.lead_id: one for one in digest_plans(session, clock.today())}


def make_all(session: Session, working: Any, clock: FixedClock) -> list[digest_making.Made]:
    made = []
    for plan in plans(session, clock).values():
        if not plan.why_not:
            with working() as work:
                made.append(digest_making.make(work, plan, OFFICE))
    return made


def say_sent(working: Any, made: list[digest_making.Made]) -> None:
    for one in made:
        with working() as work:
            sent(work, one.message)


def test_each_case_goes_to_whom_it_fits_best(session: Session, people: Any, cases: Any, clock: FixedClock) -> None:
    found = plans(session, clock)
    assert [one.fit.case_id for one in found[people["zoe"]].chosen] == [cases["data"]]
    assert [one.fit.case_id for one in found[people["bakker"]].chosen] == [cases["shop"]]
    assert found[people["zoe"]].chosen[0].fit.why


def test_a_case_that_nobody_said_to_be_fit_goes_to_nobody(
    session: Session, people: Any, cases: Any, working: Any, clock: FixedClock
) -> None:
    with working() as work:
        case_service.find(work, cases["data"]).state = CaseState.NEW
    found = plans(session, clock)
    assert found[people["zoe"]].chosen == []
    assert [one.fit.case_id for one in found[people["bakker"]].chosen] == [cases["shop"]]
    assert [one.id for one in unmarked(session)] == [cases["data"]]
    session.rollback()
    with working() as work:
        assert [one.id for one in case_service.mark_fit(work, [cases["data"], cases["shop"]])] == [
            cases["data"],
            cases["shop"],
        ]
    assert [one.fit.case_id for one in plans(session, clock)[people["zoe"]].chosen] == [cases["data"]]
    assert unmarked(session) == []


def test_from_fit_to_message_to_answer_on_one_message_and_undo(
    session: Session, people: Any, cases: Any, working: Any, clock: FixedClock
) -> None:
    made = make_all(session, working, clock)
    assert len(made) == 2
    zoe = next(one for one in made if one.plan.lead_id == people["zoe"])
    kept = session.get_one(Proposal, zoe.proposals[0])
    assert kept.code in zoe.draft.body
    assert zoe.draft.noticed, "the first message to somebody a crawl found says so"
    mail = message_from_bytes(
        mail_bytes(zoe.draft, zoe.message_id, office=OFFICE.name, office_email=OFFICE.email), policy=default
    )
    page = mail.get_body(("html",))
    assert page is not None
    link = f'href="mailto:bureau@zeewind.example?subject=ja%20%5B{kept.code}%5D%20Dashboard"'
    assert link in page.get_content()
    assert ">later in blok 3</a>" in page.get_content()
    assert plans(session, clock)[people["zoe"]].size == 1, "made and not sent: it can be made anew"
    say_sent(working, made)
    session.expire_all()
    assert session.get_one(Proposal, kept.id).state is ProposalState.SENT
    lead = session.get_one(Lead, people["zoe"])
    assert (lead.next_what, lead.next_on) == ("herinnering mailen over de casussen", date(2026, 11, 30))
    with working() as work:
        answer(work, kept.id or 0, Answer(ProposalState.ACCEPTED, "graag"))
    session.expire_all()
    assert session.get_one(Lead, people["zoe"]).next_what is None, "an answer stops the cadence"
    for _again in range(2):
        with working() as work:
            journal.undo(work)
    session.expire_all()
    assert session.get_one(Proposal, kept.id).state in {ProposalState.PREPARED, ProposalState.SENT}


def test_no_teacher_is_written_to_more_often_than_agreed(
    session: Session, people: Any, cases: Any, make_case: Any, working: Any, clock: FixedClock
) -> None:
    say_sent(working, make_all(session, working, clock))
    more = make_case("Nog een dashboard", f"{DATA} En ook per filiaal.")
    session.commit()
    clock.moment += timedelta(days=13)
    assert "eens in 14 dagen: het volgende op 7 dec" in plans(session, clock)[people["zoe"]].why_not
    clock.moment += timedelta(days=1)
    assert more in {one.fit.case_id for one in plans(session, clock)[people["zoe"]].chosen}
    with working() as work:
        offer_pace.agree_pace(work, people["zoe"], 30)
    assert plans(session, clock)[people["zoe"]].why_not
    with working() as work, pytest.raises(UsageError):
        offer_pace.agree_pace(work, people["zoe"], 0)


def test_what_is_chosen_by_hand_waits_for_its_turn(
    session: Session, people: Any, cases: Any, make_case: Any, working: Any, clock: FixedClock
) -> None:
    say_sent(working, make_all(session, working, clock))
    more = make_case("Iets anders")
    session.commit()
    with working() as work:
        proposals.propose(work, more, people["zoe"])
    with pytest.raises(RefusedError, match="kreeg casussen op 23 nov"):
        drafted(session, people["zoe"], "cases", office=OFFICE, clock=clock)
    clock.moment += timedelta(days=14)
    assert [one.case_id for one in plans(session, clock)[people["zoe"]].ready] == [more]


def test_a_case_taken_out_of_the_words_stays_for_the_next_message(
    session: Session, people: Any, cases: Any, working: Any, clock: FixedClock
) -> None:
    with working() as work:
        first = proposals.propose(work, cases["data"], people["zoe"])
        second = proposals.propose(work, cases["shop"], people["zoe"])
        codes = {one.id or 0: one.code for one in (first, second)}
    draft = drafted(session, people["zoe"], "cases", office=OFFICE, clock=clock)
    assert all(code in draft.body for code in codes.values())
    changed = draft.edited(draft.subject, draft.body.replace(codes[second.id or 0], ""))
    with working() as work:
        message = hand_over(work, changed, "<one@zeewind.example>")
    with working() as work:
        sent(work, message.id or 0)
    session.expire_all()
    states = {one.id: one.state for one in session.exec(select(Proposal)).all()}
    assert states == {first.id: ProposalState.SENT, second.id: ProposalState.PREPARED}
    with working() as work, pytest.raises(RefusedError, match="Er staat geen casus in dit bericht"):
        hand_over(work, draft.edited("x", "niets"), "<two@zeewind.example>")


def test_a_template_that_lists_no_case_is_refused(
    session: Session, people: Any, cases: Any, working: Any, clock: FixedClock
) -> None:
    own_folder().mkdir(parents=True)
    words = "Step: cases\nLanguage: nl\nTitle: Leeg\nSubject: Casussen\n\n{{ greeting }},\n\n{{ signature }}\n"
    (own_folder() / "leeg.txt").write_text(words, encoding="utf-8")
    with working() as work:
        proposals.propose(work, cases["data"], people["zoe"])
    with pytest.raises(TemplateError, match=r"leeg\.txt: .* laat er 1 van 1 weg"):
        drafted(session, people["zoe"], "leeg", office=OFFICE, clock=clock)


def test_nothing_ready_and_no_office_are_said(
    session: Session, people: Any, cases: Any, working: Any, clock: FixedClock
) -> None:
    with pytest.raises(RefusedError, match="geen casus klaar"):
        drafted(session, people["zoe"], "cases", office=OFFICE, clock=clock)
    with working() as work:
        proposals.propose(work, cases["data"], people["zoe"])
    with pytest.raises(MissingFactsError, match="office_email"):
        drafted(session, people["zoe"], "cases", office=Office(), clock=clock)


def test_a_confidential_case_does_not_say_whose_it_is(
    session: Session, people: Any, make_case: Any, working: Any, clock: FixedClock
) -> None:
    secret = make_case("Dashboard", DATA, company="Geheim BV", confidentiality="naam niet noemen", sector="zorg")
    session.commit()
    with working() as work:
        proposals.propose(work, secret, people["zoe"])
    body = drafted(session, people["zoe"], "cases", office=OFFICE, clock=clock).body
    assert "Geheim" not in body
    assert "Een bedrijf, zorg" in body


def test_a_message_says_a_question_once_and_why_in_the_language_it_is_in(
    session: Session, people: Any, make_case: Any, working: Any, clock: FixedClock
) -> None:
    question = "Welke dag verkopen wij het meest? Wij hebben cijfers in Excel."
    make_case("Welke dag verkopen wij het meest?", question, company="Korenmolen")
    session.commit()
    with working() as work, language("en"):
        plan = next(one for one in digest_plans(work.session, clock.today()) if one.lead_id == people["zoe"])
        assert plan.chosen[0].fit.why["en"].startswith("it is about")
        digest_making.choose(work, plan)
    session.expire_all()
    dutch = drafted(session, people["zoe"], "cases", office=OFFICE, clock=clock)
    assert dutch.body.count("Welke dag verkopen wij het meest?") == 1
    assert "Waarom bij jou: het gaat over" in dutch.body
    english = drafted(session, people["zoe"], "cases", office=OFFICE, clock=clock, language="en")
    assert "het gaat over" not in english.body


def test_why_a_case_fits_is_kept_with_the_language_it_is_said_in(
    session: Session, people: Any, make_case: Any, working: Any, clock: FixedClock
) -> None:
    case = make_case("Dashboard", DATA)
    person = session.get_one(Lead, people["zoe"]).person_id
    session.add(Manner(person_id=person, language="en", on=clock.today(), by="noor"))
    session.commit()
    with working() as work:
        offer = proposals.Offer(why={"nl": "kassa", "en": "webshop analytics"})
        made = proposals.propose(work, case, people["zoe"], offer)
        assert (made.why, made.why_language) == ("webshop analytics", "en")
    session.expire_all()
    english = drafted(session, people["zoe"], "cases", office=OFFICE, clock=clock, language="en")
    dutch = drafted(session, people["zoe"], "cases", office=OFFICE, clock=clock, language="nl")
    assert "webshop analytics" in english.body
    assert "webshop analytics" not in dutch.body


def test_a_long_question_stands_in_a_message_once(
    session: Session, people: Any, make_case: Any, working: Any, clock: FixedClock
) -> None:
    said = "sociale media en een nieuwsbrief voor vaste kopers en wie hier ooit iets bestelde"
    question = SHOP.partition("; ")[2].replace("sociale media", said)
    case = make_case(case_service.title_of(question), question, company="Korenmolen")
    session.commit()
    assert len(question) > 120
    with working() as work:
        proposals.propose(work, case, people["bakker"])
    body = drafted(session, people["bakker"], "cases", office=OFFICE, clock=clock).body
    words = question.split()
    assert [part for at in range(len(words) - 3) if body.count(part := " ".join(words[at : at + 4])) > 1] == []
    assert "naar de winkel?" in body
    assert "… " in body


def test_a_title_that_was_cut_before_its_last_words_stands_in_full(
    session: Session, people: Any, make_case: Any, working: Any, clock: FixedClock
) -> None:
    question = f"{SHOP.partition('; ')[2].rstrip('?')[:70]} en wat leren we van al die cijfers? Wij weten het niet."
    title = case_service.title_of(question)
    case = make_case(title, question, company="Korenmolen")
    session.commit()
    assert title.endswith("…")
    with working() as work:
        proposals.propose(work, case, people["bakker"])
    body = drafted(session, people["bakker"], "cases", office=OFFICE, clock=clock).body
    assert "en wat leren we van al die cijfers? (" in body
    assert "Wij weten het niet" in body
    assert "…" not in body


def test_while_a_message_lies_in_the_mail_program_no_more_is_chosen(
    session: Session, people: Any, cases: Any, working: Any, clock: FixedClock, make_case: Any
) -> None:
    make_all(session, working, clock)
    make_case("Nog een dashboard", DATA.replace("week", "maand"))
    session.commit()
    assert [plan.chosen for plan in plans(session, clock).values() if plan.lead_id == people["zoe"]] == [[]]


def test_a_case_lies_with_one_teacher_until_it_has_lain_too_long(
    session: Session, people: Any, cases: Any, working: Any, clock: FixedClock, school: Any
) -> None:
    second = school.person("A. Smit", email="a.smit@haz.example")
    school.role(
        second, "teacher", session.exec(select(Course.id).where(Course.name == "Datavisualisatie")).one(), "course"
    )
    session.commit()
    with working() as work:
        lead = leads.add(work, second).id or 0
        leads.advance(work, lead, Stage.WARM)
    say_sent(working, make_all(session, working, clock))
    with_data = select(Proposal).where(Proposal.case_id == cases["data"])
    assert len(session.exec(with_data).all()) == 1
    clock.moment += timedelta(days=15)
    assert sum(one.size for one in plans(session, clock).values()) >= 1


def test_a_partner_hears_what_became_of_each_question(
    session: Session, school: Any, make_case: Any, working: Any, clock: FixedClock
) -> None:
    partner = Partner(name="Zeebank", sort_key="zeebank", by="noor", at=clock.now())
    session.add(partner)
    session.flush()
    person = school.person("T. Bankier", email="t@zeebank.example")
    session.add(OutsideContact(person_id=person, partner_id=partner.id, on=clock.today(), by="noor"))
    make_case("Webwinkel", partner_id=partner.id, their_number="Z-7")
    make_case("Kassa", partner_id=partner.id, state=CaseState.WITHDRAWN, state_why="zelf opgelost")
    session.commit()
    news = read_news(session, "ZEEBANK", clock.today())
    letter = partner_news.letter(news, OFFICE)
    assert letter.to == "t@zeebank.example"
    assert "Bedrijf van Webwinkel (Z-7), “Webwinkel”: klaar om aan opleidingen voor te leggen" in letter.body
    assert "“Kassa”: gestopt: zelf opgelost" in letter.body
    assert b"X-Unsent: 1" in partner_news.mail(letter, OFFICE)
    with working() as work:
        partner_news.was_sent(work, partner.id or 0)
    clock.moment = datetime(2026, 12, 7, 9, tzinfo=UTC)
    session.expire_all()
    later = partner_news.letter(read_news(session, "zeebank", clock.today()), OFFICE)
    assert later.body.index("Nieuw sinds 23 november:") < later.body.index("Webwinkel")
    assert [one.sent_on for one in session.exec(select(Digest)).all()] == [date(2026, 11, 23)]


def test_a_partner_is_told_of_a_programme_once_it_was_asked(
    session: Session, people: Any, make_case: Any, working: Any, clock: FixedClock
) -> None:
    partner = Partner(name="Zeebank", sort_key="zeebank", by="noor", at=clock.now())
    session.add(partner)
    session.flush()
    case = make_case("Webwinkel", partner_id=partner.id)
    session.commit()
    with working() as work:
        made = proposals.propose(work, case, people["zoe"]).id or 0
    assert "past bij een opleiding" in partner_news.letter(read_news(session, "zeebank", clock.today()), OFFICE).body
    with working() as work:
        proposals.tell(work, made, ActivityKind.CALL)
    session.expire_all()
    told = partner_news.letter(read_news(session, "zeebank", clock.today()), OFFICE).body
    assert "voorgelegd aan een opleiding" in told


def test_a_case_is_not_kept_for_who_wants_no_mail(
    session: Session, people: Any, cases: Any, working: Any, clock: FixedClock
) -> None:
    assert [one.fit.case_id for one in plans(session, clock)[people["zoe"]].chosen] == [cases["data"]]
    with working() as work:
        mail_stops.stop(work, "Z.vanthek@haz.example", StopKind.UNSUBSCRIBED, on=clock.today(), source="lijst.csv:2")
    found = plans(session, clock)[people["zoe"]]
    assert (found.size, found.why_not) == (0, "meldde zich af voor mail")
    assert people["zoe"] not in {one.plan.lead_id for one in make_all(session, working, clock)}


def test_no_news_goes_to_a_contact_of_a_partner_who_wants_no_mail(
    session: Session, school: Any, working: Any, clock: FixedClock
) -> None:
    partner = Partner(name="Zeebank", sort_key="zeebank", by="noor", at=clock.now())
    session.add(partner)
    session.flush()
    for name, email in (("T. Bankier", "t@zeebank.example"), ("O. Loket", "loket"), ("S. Kluis", "s@zeebank.example")):
        person = school.person(name, email=email)
        session.add(OutsideContact(person_id=person, partner_id=partner.id, on=clock.today(), by="noor"))
    session.commit()
    whom = ["S. Kluis s@zeebank.example", "T. Bankier t@zeebank.example", "S. Kluis None"]
    for stops in ("s@zeebank.example", "t@zeebank.example", ""):
        news = read_news(session, "zeebank", clock.today())
        assert f"{news.to_name} {news.to_email}" == whom.pop(0)
        if stops:
            with working() as work:
                mail_stops.stop(work, stops, StopKind.UNSUBSCRIBED, on=clock.today(), source="lijst.csv:2")
            session.expire_all()


def test_a_case_that_is_withdrawn_takes_its_offers_along(
    session: Session, people: Any, cases: Any, working: Any, clock: FixedClock
) -> None:
    say_sent(working, make_all(session, working, clock))
    with working() as work:
        case_service.move(work, cases["data"], CaseState.WITHDRAWN, why="zelf opgelost")
    session.expire_all()
    offered = session.exec(select(Proposal).where(Proposal.case_id == cases["data"])).one()
    assert (offered.state, offered.note) == (ProposalState.WITHDRAWN, "zelf opgelost")
    with working() as work:
        journal.undo(work)
    session.expire_all()
    assert session.get_one(Proposal, offered.id).state is ProposalState.SENT
