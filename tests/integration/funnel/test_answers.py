"""Answers that come in by table, pasted or by mail: applied once, refused with line and reason, the former kept."""

from dataclasses import replace
from datetime import UTC, date, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from crm.case_words import CaseState, ProposalState
from crm.clock import FixedClock
from crm.codes import SIGNS, code_of
from crm.errors import FileError, UsageError
from crm.imports.answers import import_answers, import_reply, open_answers
from crm.imports.importing import Imported
from crm.mail.known import Ours
from crm.mail.taking_in import Taken, held_mails, import_mail, settle_held
from crm.messages.drafting import drafted
from crm.messages.facts import Office
from crm.messages.sending import hand_over, sent
from crm.services import journal, leads, logbook, proposals
from crm.services.logbook import Entry
from crm.services.proposal_answers import Answer, answer
from crm.tables import Activity, AnswerTaken, Case, Lead, Proposal
from crm.understanding.case_answers import read_answer, read_answers
from crm.words import ActivityKind, Direction, Stage

OFFICE = Office("Bureau Zeewind", "bureau@zeewind.example", "Kade 1, Zeestad", "Eva de Boer")
OURS = Ours.of("bureau@zeewind.example")
ZOE = "z.vanthek@haz.example"
DAY = date(2026, 11, 23)
YES, NO, MAYBE = ProposalState.ACCEPTED, ProposalState.DECLINED, ProposalState.MAYBE
SENT = ProposalState.SENT


@pytest.fixture
def lead(school: Any, session: Session, working: Any) -> int:
    zoe = school.person("Zoë van 't Hek", email=ZOE, teaches=school.course("Datavisualisatie"))
    session.commit()
    with working() as work:
        made = leads.add(work, zoe).id or 0
        leads.advance(work, made, Stage.WARM)
    return made


@pytest.fixture
def put(session: Session, lead: int, make_case: Any, working: Any) -> dict[str, int]:
    """Two cases that were put to Zoë: code → number."""
    made = [make_case("Webwinkel"), make_case("Kassa")]
    session.commit()
    found = {}
    for case in made:
        with working() as work:
            one = proposals.propose(work, case, lead)
            proposals.tell(work, one.id or 0, ActivityKind.CALL)
            found[one.code] = one.id or 0
    return found


@pytest.mark.parametrize("direction", [Direction.IN, Direction.OUT])
def test_a_reply_pasted_where_one_logs_answers_the_cases_of_its_codes(
    session: Session, lead: int, put: dict[str, int], working: Any, direction: Direction
) -> None:
    first, second = put
    person = session.get_one(Lead, lead).person_id
    note = f"Hoi Noor,\n{first}: ja, graag twee teams\n{second} nee, geen tijd dit jaar\n\n> {second}: ja"
    entry = Entry(ActivityKind.MAIL, direction, note, DAY)
    with working() as work:
        told = logbook.write(work, person, entry).answered
    if direction is Direction.OUT:
        assert (told, states(session)) == ([], [SENT, SENT])
        return
    assert told == [f"{first}: ja", f"{second}: nee"]
    assert states(session) == [YES, NO]
    assert session.get_one(Proposal, put[first]).note == "graag twee teams"
    with working() as work:
        again = logbook.write(work, person, entry).answered
        assert again == [f"{first}: telde al mee", f"{second}: telde al mee"]
        unclear = replace(entry, note=f"{first}? en wat is TTT-TTT")
        [said] = logbook.write(work, person, unclear).answered
        assert "geen ja, nee of later" in said
    assert states(session) == [YES, NO]


@pytest.fixture
def take(engine: Engine, clock: FixedClock, tmp_path: Path) -> Any:
    """Takes in a table of answers."""

    def taken(text: str, name: str = "antwoorden.csv", **more: Any) -> Imported:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        if name.endswith(".txt"):
            return import_reply(engine, path, by="noor", clock=clock, **more)
        return import_answers(engine, open_answers(path), by="noor", clock=clock, **more)

    return taken


def states(session: Session) -> list[ProposalState]:
    session.expire_all()
    return [one.state for one in session.exec(select(Proposal).order_by(col(Proposal.id))).all()]


@pytest.mark.parametrize(
    ("said", "state", "note"),
    [
        ("ja", YES, None),
        ("Ja, graag twee teams", YES, "graag twee teams"),
        ("Nee: geen tijd dit jaar", NO, "geen tijd dit jaar"),
        ("later in blok 3", MAYBE, "later in blok 3"),
        ("Nee, misschien in maart nog eens", MAYBE, "Nee, misschien in maart nog eens"),
        ("accepted", YES, None),
        ("Unfortunately not", NO, "not"),
        ("hoe groot is het team?", None, None),
        ("Leuk, maar hoeveel uur kost dat?", None, None),
        ("blauw", None, None),
        ("", None, None),
    ],
)
def test_an_answer_is_told_by_how_it_begins(said: str, state: ProposalState | None, note: str | None) -> None:
    found = read_answer(said, DAY)
    assert (found.state if found else None, found.note if found else None) == (state, note)


def test_each_code_has_the_answer_on_its_line_or_in_the_subject() -> None:
    body = "Ha Eva,\n\n4KT-9RM ja, mooi\n[CXX-XXX]: nee\n"
    codes = {code: said.state if said else None for code, said in read_answers("Re: casussen", body, DAY).items()}
    assert set(codes.values()) <= {YES, NO, None}
    [(code, said)] = read_answers("Re: nee [WNG-PMC] Ja, wij bakken", "te druk", DAY).items()
    assert (code, said.state if said else None, said.note if said else None) == ("WNG-PMC", NO, "te druk")


@pytest.mark.parametrize(
    "line",
    [
        "Hoi Eva, WNG-PMC ja graag, twee teams. CXXXXF: nee, te druk. Groet",
        "ja WNG-PMC en nee CXXXXF",
        "Ja [WNG-PMC], nee [CXXXXF].",
    ],
)
def test_a_line_with_several_codes_answers_each(line: str) -> None:
    second = next(code for last in SIGNS if (code := code_of(f"CXXXX{last}")) is not None)
    found = read_answers("", line.replace("CXXXXF", second), DAY)
    assert {code: said.state if said else None for code, said in found.items()} == {"WNG-PMC": YES, second: NO}


def test_one_code_behind_a_greeting_is_answered_by_what_stands_behind_it() -> None:
    [(code, said)] = read_answers("", "Hoi Eva, WNG-PMC ja, graag", DAY).items()
    assert (code, said and said.state) == ("WNG-PMC", YES)


def test_a_reply_with_a_slip_in_a_code_says_so_and_shows_what_is_answered(
    put: dict[str, int], take: Any, session: Session
) -> None:
    first, second = put
    slip = second[:-1] + ("2" if second[-1] != "2" else "3")
    done = take(f"{first} ja, graag\n{slip} nee\n", "antwoord.txt")
    good, bad = done.plan.lines
    assert (good.outcome.value, good.shows) == ("added", "ja: graag")
    assert good.name
    assert (bad.outcome.value, bad.name) == ("refused", slip)


def test_good_rows_are_taken_and_bad_ones_said(session: Session, put: dict[str, int], take: Any, working: Any) -> None:
    first, second = put
    table = (
        "Code;Antwoord;Toelichting;Datum\n"
        f"{first.lower().replace('-', '')};ja;graag;23-11-2026\n"
        "4KT-999;ja;;\n"
        f"{second};blauw;;\n"
        f"{second};nee;geen kassa;\n"
        f"{second};nee;geen kassa;\n"
        f"{second};ja;;31-12-2026\n"
        ";;los;\n"
    )
    done = take(table)
    assert done.plan.counts() == {"read": 7, "added": 2, "updated": 0, "same": 1, "merged": 0, "left_out": 0}
    refused = [(one.line, one.reason) for one in done.plan.refused()]
    assert refused == [
        (3, "geen voorstel heeft de code 4KT-999"),
        (4, "het antwoord is ja, nee of misschien, niet blauw"),
        (7, "de datum moet nog komen: 2026-12-31"),
        (8, "er staat geen code van een casus en geen gebeurtenis van een mailing"),
    ]
    assert states(session) == [YES, NO]
    again = take(table)
    assert (again.action, again.plan.counts()["same"]) == (None, 3)
    with working() as work:
        assert "antwoorden.csv" in journal.undo(work).what
    assert states(session) == [SENT, SENT]
    assert session.exec(select(AnswerTaken)).all() == []


def test_a_later_answer_wins_an_older_one_does_not(session: Session, lead: int, put: dict[str, int], take: Any) -> None:
    code = next(iter(put))
    take(f"code,answer,date\n{code},nee,2026-11-23\n")
    late = take(f"code,answer,date\n{code},ja,2026-11-22\n")
    assert [line.reason for line in late.plan.lines] == ["ouder dan het antwoord van 2026-11-23: nee"]
    turned = take(f"code,answer,note\n{code},ja,toch wel\n")
    assert [(line.outcome.value, line.reason) for line in turned.plan.lines] == [("updated", "eerst nee")]
    notes = session.exec(select(Activity.note).where(Activity.lead_id == lead)).all()
    assert any(note and note.startswith("nee: ") for note in notes)
    assert any(note and "(eerst nee, 2026-11-23): toch wel" in note for note in notes)


def test_a_case_withdrawn_meanwhile_is_refused_and_the_rest_is_kept(
    session: Session, put: dict[str, int], take: Any
) -> None:
    first, second = put
    case = session.get_one(Case, session.get_one(Proposal, put[first]).case_id)
    case.state, case.state_why = CaseState.WITHDRAWN, "het bedrijf stopt"
    session.commit()
    done = take(f"code,answer\n{first},ja\n{second},later in blok 3\n")
    [refused] = done.plan.refused()
    assert (refused.line, "ingetrokken op 2026-11-23: het bedrijf stopt" in refused.reason) == (2, True)
    assert states(session) == [SENT, MAYBE]
    assert session.get_one(Proposal, put[second]).again_on == date(2027, 1, 11)


def test_a_dry_run_and_all_or_nothing_write_nothing(session: Session, put: dict[str, int], take: Any) -> None:
    code = next(iter(put))
    assert take(f"code,answer\n{code},ja\n", dry_run=True).plan.counts()["added"] == 1
    with pytest.raises(FileError, match="regel 3"):
        take(f"code,answer\n{code},ja\nXXX-XXX,ja\n", all_or_nothing=True)
    assert states(session) == [SENT, SENT]
    with pytest.raises(UsageError, match="kleur, maat"):
        take("kleur,maat\nrood,xl\n")


def test_a_pasted_reply_answers_by_its_codes(session: Session, put: dict[str, int], take: Any) -> None:
    first, second = put
    reply = f"Hoi Eva,\n{first}: ja, leuk\n{second}: later in blok 3\n\nOp 23 nov schreef Eva:\n> {first} Webwinkel\n"
    done = take(reply, "antwoord.txt")
    assert [line.line for line in done.plan.lines] == [2, 3]
    assert states(session) == [YES, MAYBE]
    assert [session.get_one(Proposal, put[code]).note for code in put] == ["leuk", "later in blok 3"]
    with pytest.raises(UsageError, match="geen code"):
        take("Hoi, geen idee.", "leeg.txt")


# Mail


def mail(subject: str, body: str = "", sender: str = ZOE, **headers: str) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, "bureau@zeewind.example", subject
    made["Date"] = "Mon, 23 Nov 2026 08:30:00 +0100"
    made["Message-ID"] = f"<{abs(hash((sender, subject, body)))}@haz.example>"
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content(body)
    return made


@pytest.fixture
def box(engine: Engine, clock: FixedClock, tmp_path: Path) -> Any:
    def taken(*mails: EmailMessage) -> Taken:
        folder = tmp_path / "mail"
        folder.mkdir(exist_ok=True)
        for number, one in enumerate(mails):
            (folder / f"{len(list(folder.iterdir()))}-{number}.eml").write_bytes(one.as_bytes())
        return import_mail(engine, folder, ours=OURS, by="noor", clock=clock, progress=lambda *_told: None)

    return taken


def test_a_button_that_was_pressed_answers_once(session: Session, lead: int, put: dict[str, int], box: Any) -> None:
    first, second = put
    done = box(mail(f"ja [{first}] Webwinkel", "Graag met twee teams."), mail(f"later in blok 3 [{second}] Kassa"))
    assert [line.outcome.value for line in done.plan.lines] == ["added", "added"]
    assert states(session) == [YES, MAYBE]
    assert session.get_one(Proposal, put[first]).note == "Graag met twee teams."
    assert session.get_one(Lead, lead).next_what != "antwoorden op mail"
    assert {line.outcome.value for line in box().plan.lines} == {"same"}
    kinds = [one.kind for one in session.exec(select(Activity).where(Activity.lead_id == lead)).all()]
    assert kinds.count(ActivityKind.MAIL) == 2, "the mail is logged once, its meaning beside it"


def test_a_code_of_somebody_else_and_a_question_are_said(
    session: Session, put: dict[str, int], box: Any, school: Any
) -> None:
    first, second = put
    school.person("P. Bakker", email="p.bakker@haz.example")
    session.commit()
    done = box(
        mail(f"ja [{first}]", sender="p.bakker@haz.example"), mail(f"Re: [{second}] Kassa", "Hoe groot is het bedrijf?")
    )
    reasons = sorted(line.reason for line in done.plan.lines)
    assert any("van een casus die iemand anders kreeg" in one for one in reasons)
    assert any("er staat geen ja, nee of later" in one for one in reasons)
    assert states(session) == [SENT, SENT]


def test_an_answer_from_another_address_waits_until_it_is_believed(
    session: Session, put: dict[str, int], box: Any, working: Any
) -> None:
    first = next(iter(put))
    box(mail(f"ja [{first}] Webwinkel", sender="zoe@prive.example"))
    assert states(session) == [SENT, SENT]
    [held] = held_mails(session)
    with working() as work:
        settle_held(work, held.message_id, believed=True)
    assert states(session) == [YES, SENT]


def test_a_plain_yes_to_a_message_with_one_case_is_its_answer(
    session: Session, lead: int, make_case: Any, working: Any, box: Any, clock: FixedClock
) -> None:
    case = make_case("Webwinkel")
    session.commit()
    with working() as work:
        proposals.propose(work, case, lead)
    draft = drafted(session, lead, "cases", office=OFFICE, clock=clock)
    with working() as work:
        message = hand_over(work, draft, "<ours@zeewind.example>")
    with working() as work:
        sent(work, message.id or 0)
    box(mail(f"Re: {draft.subject}", "Ja, heel leuk!\n\nZoë", In_Reply_To="<ours@zeewind.example>"))
    assert states(session) == [YES]
    clock.moment = datetime(2026, 11, 24, 9, tzinfo=UTC)
    with working() as work:
        answer(work, 1, Answer(NO, "toch niet"))
    assert states(session) == [NO]
