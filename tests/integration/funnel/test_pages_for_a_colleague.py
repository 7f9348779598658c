"""Pages to take along: a lead or school to take over, a day at a school, and what falls when somebody leaves."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, select

from crm.clock import FixedClock
from crm.errors import NotFoundError, RefusedError, UsageError, WerkplaatsError
from crm.markdown import plain
from crm.services import agreements, examples, journal, leads, scouts, steps_up, visits
from crm.services.agreements import AgreementParts
from crm.services.place_names import person_called, school_called
from crm.tables import Activity, Manner, Person, Promise, Visit, VisitActivity
from crm.views.agreements import one_agreement
from crm.views.confirmation import as_html, as_markdown, as_text, write_confirmation
from crm.views.handover import handover_page
from crm.views.leaving import leaving, leaving_json
from crm.views.visit_page import visit_page
from crm.words import ActivityKind, Direction, RoleKind, Stage, Target, Whose

PARTS = AgreementParts("adviesrapport", 4, "blok 3", "intake, eind", "docent", wish="kleinere teams")


@pytest.fixture
def team(school: Any, session: Session, working: Any, clock: FixedClock) -> dict[str, int]:
    """Zoë has an agreement and knows Bakker; Smit and De Wit are unknown; K. Jansen leads the programme."""
    ict = school.programme("HBO-ICT", Target.YES)
    data = school.course("Databases", ict)
    made = {"zoe": school.person("Zoë Hek", email="z.hek@haz.example", teaches=data)}
    made |= {"bakker": school.person("P. Bakker", teaches=data), "smit": school.person("A. [Smit]", teaches=data)}
    made["director"] = school.person("K. Jansen", of=ict, role=RoleKind.PROGRAMME_DIRECTOR)
    made |= {"school": school.id, "ict": ict}
    session.commit()
    with working() as work:
        lead = leads.add(work, made["zoe"]).id or 0
        leads.log(work, lead, ActivityKind.CALL, "wil *graag*", on=date(2026, 11, 12), direction=Direction.IN)
        leads.advance(work, lead, Stage.INFORMED, note="gebeld")
        examples.add(work, lead, "dashboards")
        agreements.make(work, lead, PARTS)
        leads.advance(work, lead, Stage.AGREEMENT, note="afgesproken")
        steps_up.take_up(work, lead, "moet vragen")
        now = work.clock
        work.session.add(
            Promise(
                lead_id=lead, whose=Whose.OURS, what="folder sturen", due=date(2026, 11, 27), by="noor", at=now.now()
            )
        )
        work.session.add(Manner(person_id=made["zoe"], works_on=[1, 3], on=now.today(), by="noor"))
        bakker = leads.add(work, made["bakker"]).id or 0
        leads.log(work, bakker, ActivityKind.CALL, "kent ons", direction=Direction.IN)
    return made | {"lead": lead, "second": bakker}


def test_a_lead_is_handed_over_on_one_page(session: Session, team: Any, clock: FixedClock) -> None:
    page, document = handover_page(session, str(team["lead"]), clock)
    for words in (
        "# Zoë Hek",
        "docent Databases",
        "wij beloofden: folder sturen, vóór 27 nov",
        "nog niets gehoord van: naar K. Jansen (opleidingsmanager): moet vragen",
        "dashboards",
        "wenst volgende keer: kleinere teams",
        "wil \\*graag\\*",
    ):
        assert words in page, words
    assert document["lead"]["id"] == team["lead"]
    assert document["promises"][0]["what"] == "folder sturen"


def test_a_school_is_handed_over_with_all_that_is_open(session: Session, team: Any, clock: FixedClock) -> None:
    page, document = handover_page(session, "hogeschool aan zee", clock)
    for words in ("# Hogeschool aan Zee", "HBO-ICT: rust op 1 docent", "Zoë Hek: wij beloofden", "P. Bakker"):
        assert words in page, words
    assert document["leads"][0]["person"]["name"] == "Zoë Hek", "the furthest along stands first"
    assert len(document["leads"]) == 3
    with pytest.raises(NotFoundError, match="Nergens"):
        handover_page(session, "Nergens", clock)


def test_a_day_at_a_school_says_whom_what_to_ask_and_whom_we_have_not_met(
    session: Session, team: Any, clock: FixedClock
) -> None:
    page, document = visit_page(session, team["school"], date(2026, 12, 2), clock)
    zoe = next(one for one in document["people"] if one["person"]["name"] == "Zoë Hek")
    assert "er zijn nog 4 plaatsen; vorige keer wensten ze: kleinere teams" in zoe["ask"]
    assert zoe["works"] is False, "she works on Tuesday and Thursday"
    assert "werkt die dag niet" in page
    assert [one["note"] for one in zoe["history"]] == ["wil *graag*"]
    assert "A. \\[Smit\\]" in page
    assert "P. Bakker" not in [one["name"] for one in document["not_met"]]
    thursday = visit_page(session, team["school"], date(2026, 12, 3), clock)[1]
    assert all(one["works"] for one in thursday["people"])
    with pytest.raises(NotFoundError, match="geen school 4711"):
        visit_page(session, 4711, date(2026, 12, 2), clock)


def test_a_visit_is_one_with_everybody_who_was_met_and_one_undo(session: Session, team: Any, working: Any) -> None:
    session.rollback()
    with working() as work:
        visits.keep(work, team["school"], [team["lead"], team["second"], team["lead"]], "koffie op de kamer")
    met = session.exec(select(Activity).where(Activity.kind == ActivityKind.VISIT)).all()
    assert {one.lead_id for one in met} == {team["lead"], team["second"]}
    assert len(session.exec(select(Visit)).all()) == 1
    session.rollback()
    with working() as work:
        assert journal.undo(work).what.startswith("Bezoek aan Hogeschool aan Zee: 2 mensen")
    assert session.exec(select(Visit)).all() == []
    session.rollback()
    with working() as work:
        for lead in (team["lead"], team["second"]):
            leads.log(work, lead, ActivityKind.VISIT, "apart gelogd")
        visits.gather(work, [team["lead"], team["second"]], work.clock.today())
    assert len(session.exec(select(VisitActivity)).all()) == 2, "what is logged for several at once is one visit"
    session.rollback()
    with pytest.raises(UsageError, match="Wie sprak je"), working() as work:
        visits.keep(work, team["school"], [])
    with pytest.raises(UsageError, match="nog"), working() as work:
        visits.keep(work, team["school"], [team["lead"]], on=date(2026, 12, 24))


def test_what_falls_when_somebody_leaves_and_who_mends_it(
    session: Session, team: Any, working: Any, clock: FixedClock
) -> None:
    told = leaving_json(leaving(session, person_called(session, "Zoë Hek"), clock.today()))
    [falls] = told["falls"]["programmes"]
    assert (falls["name"], falls["left"], falls["agreements"]) == ("HBO-ICT", [], 1)
    assert [one["why"] for one in told["falls"]["escalations"]] == ["moet vragen"]
    assert [one["course"] for one in told["falls"]["agreements"]] == ["Databases"]
    names = [one["person"]["name"] for one in told["introductions"]]
    assert names[0] == "P. Bakker", "known already"
    assert set(names) == {"P. Bakker", "A. [Smit]", "K. Jansen"}
    smit = next(one for one in told["introductions"] if one["person"]["name"] == "A. [Smit]")
    assert smit["via"] == "P. Bakker", "through who stays, and not through her who goes"
    session.rollback()
    with working() as work:
        scouts.introduce(work, team["smit"], team["zoe"])
    assert leaving(session, person_called(session, "z.hek@haz.example"), clock.today()).named == ("A. [Smit]",)


def test_a_name_is_found_or_asked_for(session: Session, school: Any, team: Any, new_school: Any) -> None:
    assert person_called(session, str(team["zoe"])).name == "Zoë Hek"
    new_school(session, "ROC Zeewijk").person("zoe hek")
    session.commit()
    with pytest.raises(RefusedError, match=str(team["zoe"])):
        person_called(session, "Zoë Hek")
    with pytest.raises(NotFoundError, match="Niemand heet"):
        person_called(session, "Nobody")
    assert school_called(session, school.domain) == team["school"]
    assert isinstance(session.get(Person, team["zoe"]), Person)


def test_a_confirmation_is_one_page_in_three_forms(session: Session, team: Any, working: Any, tmp_path: Path) -> None:
    session.rollback()
    with working() as work:
        number = (
            agreements.make(work, team["second"], replace(PARTS, needs="<b>data</b> | tijd", contact="P. Bakker")).id
            or 0
        )
    line = one_agreement(session, number)
    text, markdown, html = as_text(line, "Bureau Zeewind"), as_markdown(line), as_html(line, "Bureau Zeewind")
    assert "Bedrijf geeft: <b>data</b> | tijd" in text
    assert "kleinere teams" not in text, "a wish is ours"
    assert "| Bedrijf geeft | \\<b\\>data\\</b\\> \\| tijd |" in markdown
    assert "&lt;b&gt;data&lt;/b&gt; | tijd" in html
    assert "Bureau Zeewind" in html
    assert "Afgesproken op: 29 feb 2028" in as_text(replace(line, agreed_on=date(2028, 2, 29)))
    files = write_confirmation(line, tmp_path)
    assert [path.suffix for path in files] == [".md", ".html"]
    with pytest.raises(WerkplaatsError, match="nergens"):
        write_confirmation(line, tmp_path / "nergens")


@pytest.mark.parametrize(
    ("text", "shown"), [("1. een", "1\\. een"), ("- een", "\\- een"), ("a_b", "a\\_b"), ("[x](y)", "\\[x\\](y)")]
)
def test_text_from_outside_is_no_markdown(text: str, shown: str) -> None:
    assert plain(text) == shown
