"""A list of past sprints: each business once, counted from the first day, the same list writes nothing, one undo."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import select

from crm.case_words import SprintState
from crm.errors import FileError, RefusedError, UsageError
from crm.imports.importing import Imported
from crm.imports.sprints.importing import import_sprints, open_sprints
from crm.services.companies import CompanyParts, take_in
from crm.services.leads import add
from crm.services.sprints import take_over
from crm.tables import Company, Course, Entity, Lead, Sprint, SprintStep
from crm.unit_of_work import reading
from crm.views.coupled import coupled
from crm.views.sprint_teachers import who_may
from crm.views.sprint_told import facts_told
from crm.views.sprints import SprintLine, sprint_json, sprints
from crm.words import EntityKind, Level, Setting, Stage

Office = Any
TODAY = date(2026, 11, 23)

LIST = """Bedrijf;KvK;Vak;Docent;School;Schooljaar;Aantal studenten;Resultaat;Niveau
Bakkerij Korenmolen;;Databases;Z. van 't Hek;Hogeschool aan Zee;2023-2024;5;een webwinkel;hbo
Bakkerij Korenmolen;;Marketing;;ROC Zeewijk;24/25;4 studenten;een campagne;mbo
Garage Zuid B.V.;12345678;Datavisualisatie;onbekend;Hogeschool aan Zee;2025-2026;;een dashboard;
garage zuid;12345678;UX-onderzoek;;Universiteit Ver Weg;2021-2022;6;;wo
"""


@dataclass
class Lists:
    """An office that takes lists of sprints in."""

    office: Any

    def take(self, content: str | bytes, name: str = "sprints.csv", mapping: str = "", **more: Any) -> Imported:
        path = self.office.file(content, name)
        with reading(self.office.engine) as session:
            opened = open_sprints(path, session)
        if mapping:
            opened.mapped(mapping)
        return import_sprints(self.office.engine, opened, by="zoe", clock=self.office.clock, **more)

    def sprints(self) -> list[Sprint]:
        with reading(self.office.engine) as session:
            found = list(session.exec(select(Sprint).order_by(sa.column("id"))))
            session.expunge_all()
        return found

    def names(self) -> list[str]:
        with reading(self.office.engine) as session:
            return sorted(session.exec(select(Company.name)))


@pytest.fixture
def lists(office: Office) -> Lists:
    return Lists(office)


def test_each_business_comes_in_once_and_past_sprints_count_from_the_first_day(lists: Lists) -> None:
    done = lists.take(LIST)
    assert done.plan.counts() == {"read": 4, "added": 4, "updated": 0, "same": 0, "merged": 0, "left_out": 0}
    assert lists.names() == ["Bakkerij Korenmolen", "Garage Zuid B.V."]
    with reading(lists.office.engine) as session:
        found = coupled(session, TODAY)
    assert (found.in_all, found.in_school_year) == (2, 0)
    first, second, *_more = lists.sprints()
    assert (first.school_year, first.students, first.result, first.state) == (
        "2023-2024",
        5,
        "een webwinkel",
        SprintState.DONE,
    )
    assert (second.school_year, second.students, second.level) == ("2024-2025", 4, Level.MBO)
    assert first.source == "sprints.csv, line 2"


def test_the_same_list_again_writes_nothing(lists: Lists) -> None:
    lists.take(LIST)
    before = lists.office.rows()
    again = lists.take(LIST)
    assert (again.action, again.plan.counts()["same"]) == (None, 4)
    assert lists.office.rows() == before


def test_one_undo_takes_the_whole_list_back(lists: Lists) -> None:
    before = lists.office.rows()
    lists.take(LIST)
    lists.office.undo()
    assert lists.office.rows() == before


def test_a_dry_run_says_all_and_writes_nothing(lists: Lists) -> None:
    before = lists.office.rows()
    done = lists.take(LIST, dry_run=True)
    assert (done.action, done.plan.counts()["added"]) == (None, 4)
    assert lists.office.rows() == before


def test_school_course_and_teacher_are_those_of_the_map_and_unknown_words_are_kept(lists: Lists) -> None:
    lists.office.contacts("Naam;School;Functie\nZoë van 't Hek;Hogeschool aan Zee;docent\n")
    person = lists.office.person("Zoë van 't Hek")

    def course(work: Any) -> int:
        entity = Entity(kind=EntityKind.COURSE, identity="course:x", first_seen=TODAY, last_seen=TODAY)
        work.session.add(entity)
        work.session.flush()
        work.session.add(
            Course(id=entity.id, institution_id=person.institution_id, name="Databases", sort_key="databases")
        )
        add(work, person.id)
        return entity.id or 0

    made = lists.office.work(course)
    done = lists.take(LIST)
    first, _second, third, fourth = lists.sprints()
    assert (first.institution_id, first.course_id, first.person_id) == (person.institution_id, made, person.id)
    assert first.lead_id is not None
    assert (third.person_id, third.course_id, third.course_name) == (None, None, "Datavisualisatie")
    assert (fourth.institution_id, fourth.institution_name) == (None, "Universiteit Ver Weg")
    assert third.teacher_name == "onbekend"
    assert "onbekend staat niet op de kaart" in done.plan.lines[2].reason
    assert first.teacher_name is None, "who is on the map has no second name here"


def test_a_row_of_which_nobody_can_tell_whose_or_when_is_refused_and_the_others_are_kept(lists: Lists) -> None:
    content = (
        "Bedrijf;Schooljaar;Start;Eind\n;2023-2024;;\nKorenmolen;ooit;;\nKorenmolen;;;\n"
        "Korenmolen;;1-3-2024;1-2-2024\nKorenmolen;;1-3-2024;1-4-2024\n"
    )
    done = lists.take(content)
    assert [(one.line, one.reason) for one in done.plan.refused()] == [
        (2, "er staat geen bedrijf"),
        (3, "ooit is geen schooljaar: schrijf het als 2026-2027."),
        (4, "geen schooljaar en geen dag zegt wanneer het was"),
        (5, "Een sprint eindigt na het begin: 2024-02-01 ligt vóór 2024-03-01."),
    ]
    [kept] = lists.sprints()
    assert (kept.school_year, kept.starts, kept.ended_on) == ("2023-2024", date(2024, 3, 1), date(2024, 4, 1))
    with pytest.raises(FileError, match="geweigerd"):
        lists.take(content.replace("Korenmolen;;1-3-2024;1-4-2024", "Garage;;1-3-2024;1-4-2024"), all_or_nothing=True)
    assert len(lists.sprints()) == 1


def test_values_that_cannot_be_are_left_out_with_the_reason(lists: Lists) -> None:
    content = (
        "Bedrijf;KvK;Schooljaar;Studenten;Uren;Niveau;Status;Link\n"
        "Korenmolen;12;2023-2024;Anna en Bas;veel;groep 8;misschien;javascript:x\n"
    )
    done = lists.take(content)
    [kept] = lists.sprints()
    assert (kept.students, kept.hours, kept.level, kept.link, kept.state) == (None, None, None, None, SprintState.DONE)
    assert len(done.plan.values_refused()) == 6


def test_states_and_forms_are_read_as_a_list_writes_them(lists: Lists) -> None:
    content = (
        "Bedrijf;Schooljaar;Status;Vorm;Reden;Start;Eind\n"
        "Een;2023-2024;afgebroken;stage;verhuisd;;\n"
        "Twee;2026-2027;loopt;projectweek;;1-10-2026;1-2-2027\n"
        "Drie;2026-2027;;afstuderen;;1-2-2027;1-6-2027\n"
    )
    lists.take(content)
    one, two, three = lists.sprints()
    assert (one.state, one.ended_why, one.setting) == (SprintState.STOPPED, "verhuisd", Setting.INTERNSHIP)
    assert (two.state, two.setting) == (SprintState.RUNNING, Setting.PROJECT_WEEK)
    assert (three.state, three.setting) == (SprintState.PLANNED, Setting.GRADUATION)
    with reading(lists.office.engine) as session:
        steps = session.exec(select(SprintStep.sprint_id)).all()
    assert set(steps) == {two.id, three.id}


def test_a_known_company_is_the_same_and_a_second_row_of_the_list_is_told(lists: Lists) -> None:
    lists.office.work(lambda work: take_in(work, CompanyParts("Bakkerij Korenmolen", municipality="Zeestad")))
    content = "Bedrijf,Jaar,Vak\nBakkerij Korenmolen,2023,Databases\nBakkerij Korenmolen,2023,Databases\n"
    done = lists.take(content)
    assert done.plan.counts()["merged"] == 1
    assert lists.names() == ["Bakkerij Korenmolen"]


def test_businesses_of_one_name_in_two_places_are_two(lists: Lists) -> None:
    lists.take("Bedrijf;Plaats;Jaar\nDe Linde;Zeestad;2023\nDe Linde;Duindorp;2023\n")
    assert lists.names() == ["De Linde", "De Linde"]


def test_what_a_later_list_knows_more_completes_and_changes_nothing_known(lists: Lists) -> None:
    lists.take("Bedrijf;Jaar;Vak;Team;Resultaat\nKorenmolen;2023;Databases;;\nKorenmolen;2023;Databases;Oost;een app\n")
    later = lists.take(
        "Bedrijf;Jaar;Vak;Team;Resultaat;Studenten\nKorenmolen;2023;Databases;;een site;4\n"
        "Korenmolen;2023;Databases;Oost;iets anders;5\n"
    )
    assert later.plan.counts()["updated"] == 2
    one, two = lists.sprints()
    assert (one.result, one.students, one.team) == ("een site", 4, None)
    assert (two.result, two.students, two.team) == ("een app", 5, "Oost")


def test_a_fuller_list_of_the_same_sprint_makes_no_second_one(lists: Lists) -> None:
    lists.take("Bedrijf;Schooljaar\nKorenmolen;2023-2024\nGarage Zuid;2023-2024\n")
    fuller = lists.take(
        "Bedrijf;Plaats;Vak;School;Schooljaar;Team;Start;Studenten;Docent;Resultaat\n"
        "Korenmolen;Zeestad;Databases;Hogeschool aan Zee;2023-2024;Team Oost;1-2-2024;5;Z. van 't Hek;een webwinkel\n"
    )
    assert (fuller.plan.counts()["updated"], fuller.plan.counts()["added"]) == (1, 0)
    one, _other = lists.sprints()
    assert (one.course_name, one.team, one.students, one.starts, one.teacher_name, one.result) == (
        "Databases",
        "Team Oost",
        5,
        date(2024, 2, 1),
        "Z. van 't Hek",
        "een webwinkel",
    )
    lists.office.undo()
    assert lists.sprints()[0].course_name is None


def test_what_a_list_says_otherwise_is_shown_and_changes_nothing(lists: Lists) -> None:
    head = "Bedrijf;Vak;Schooljaar;Team;Start;Studenten;Docent;Resultaat\n"
    lists.take(f"{head}Korenmolen;Databases;2023-2024;Oost;1-2-2024;5;Zoë van 't Hek;een webwinkel\n")
    before = lists.office.rows()
    done = lists.take(f"{head}Korenmolen;Databases;2023-2024;West;8-2-2024;6;P. Bakker;een site\n")
    assert (done.plan.counts()["same"], done.action) == (1, None)
    assert lists.office.rows() == before
    assert done.plan.lines[0].values_refused == [
        "team: Oost blijft, de lijst zegt West",
        "studenten: 5 blijft, de lijst zegt 6",
        "eerste dag: 2024-02-01 blijft, de lijst zegt 2024-02-08",
        "resultaat: een webwinkel blijft, de lijst zegt een site",
        "docent: Zoë van 't Hek blijft, de lijst zegt P. Bakker",
    ]


def test_two_teams_stay_two_in_whatever_order_a_fuller_list_has_them(lists: Lists) -> None:
    head = "Bedrijf;Vak;Schooljaar;Team;Studenten\n"
    lists.take(f"{head}Korenmolen;Databases;2023-2024;Oost;\nKorenmolen;Databases;2023-2024;West;\n")
    later = f"{head}Korenmolen;Databases;2023-2024;West;4\nKorenmolen;Databases;2023-2024;Noord;3\n"
    done = lists.take(f"{later}Korenmolen;Databases;2023-2024;Oost;5\nKorenmolen;Marketing;2023-2024;Oost;6\n")
    assert (done.plan.counts()["updated"], done.plan.counts()["added"]) == (2, 2)
    assert {(one.course_name, one.team, one.students) for one in lists.sprints()} == {
        ("Databases", "Oost", 5),
        ("Databases", "West", 4),
        ("Databases", "Noord", 3),
        ("Marketing", "Oost", 6),
    }


def test_a_list_that_names_the_programme_alone_is_completed_by_one_with_its_course(lists: Lists) -> None:
    lists.take("Bedrijf;Opleiding;Jaar\nKorenmolen;HBO-ICT;2023\n")
    assert lists.sprints()[0].course_name == "HBO-ICT"
    later = "Bedrijf;Opleiding;Vak;Jaar\nKorenmolen;HBO-ICT;Databases;2023\n"
    assert lists.take(later).plan.counts()["updated"] == 1
    assert [one.course_name for one in lists.sprints()] == ["Databases"]
    assert lists.take(later).plan.counts()["same"] == 1


def test_columns_that_are_not_taken_in_are_said(lists: Lists) -> None:
    done = lists.take("Bedrijf;Jaar;Lievelingskleur;Namen studenten\nKorenmolen;2023;groen;Anna en Bas\n")
    known, never = done.plan.remarks
    assert known.startswith("Niet bekend en overgeslagen: Lievelingskleur.")
    assert never == "Overgeslagen, want zo'n kolom wordt nooit bewaard: Namen studenten."


def test_a_list_without_businesses_says_which_column_could_be_it(lists: Lists) -> None:
    content = "Naampje;Jaar\nKorenmolen;2023\n"
    with pytest.raises(UsageError, match="'Naampje=company'"):
        lists.take(content)
    lists.take(content, mapping="Naampje=company")
    assert lists.names() == ["Korenmolen"]
    assert lists.take(content).plan.counts()["same"] == 1, "the mapping is remembered"


NAMED = """Bedrijf;Vak;Docent;School;Schooljaar
Bakkerij Korenmolen;Databases;Zoë van 't Hek;Hogeschool aan Zee;2023-2024
"""


def _at_the_school(lists: Lists, *people: str) -> None:
    rows = "".join(f"{name};Hogeschool aan Zee;docent\n" for name in people)
    lists.office.contacts(f"Naam;School;Functie\n{rows}")


def _lines(lists: Lists) -> list[SprintLine]:
    with reading(lists.office.engine) as session:
        return sprints(session)


def test_a_teacher_whom_the_map_does_not_know_keeps_the_name(lists: Lists) -> None:
    lists.take(NAMED)
    [line] = _lines(lists)
    assert (line.person_id, line.person) == (None, "Zoë van 't Hek")
    assert dict(facts_told(line, TODAY))["Docent"] == "Zoë van 't Hek (niet op de kaart)"
    assert sprint_json(line, TODAY)["person"] == {"id": None, "name": "Zoë van 't Hek"}
    assert lists.take(NAMED).plan.counts()["same"] == 1


def test_a_list_of_before_completes_the_name(lists: Lists) -> None:
    lists.take(NAMED.replace("Zoë van 't Hek", ""))
    assert lists.take(NAMED).plan.counts()["updated"] == 1
    assert _lines(lists)[0].person == "Zoë van 't Hek"


def test_the_list_once_more_knows_who_has_come_on_the_map_since(lists: Lists) -> None:
    lists.take(NAMED)
    _at_the_school(lists, "Zoë van 't Hek")
    assert lists.take(NAMED).plan.counts()["updated"] == 1
    [sprint] = lists.sprints()
    assert (sprint.person_id, sprint.teacher_name) == (lists.office.person("Zoë van 't Hek").id, None)


def test_whoever_is_made_a_lead_has_the_sprints_that_only_named_them(lists: Lists) -> None:
    _at_the_school(lists, "Piet Bakker")
    lists.take(NAMED)
    _at_the_school(lists, "Zoë van 't Hek")
    zoe, bakker = lists.office.person("Zoë van 't Hek").id, lists.office.person("Piet Bakker").id
    lists.office.work(lambda work: add(work, bakker).id)
    assert lists.sprints()[0].person_id is None
    lead = lists.office.work(lambda work: add(work, zoe).id)
    [sprint] = lists.sprints()
    assert (sprint.person_id, sprint.lead_id, sprint.teacher_name) == (zoe, lead, None)
    lists.office.undo()
    assert lists.sprints()[0].teacher_name == "Zoë van 't Hek"


def test_of_two_who_may_be_called_so_nobody_gets_it_by_itself_and_one_by_hand(lists: Lists) -> None:
    lists.take(NAMED.replace("Zoë", "Z."))
    _at_the_school(lists, "Zoë van 't Hek", "Zara van 't Hek")
    zoe, zara = lists.office.person("Zoë van 't Hek").id, lists.office.person("Zara van 't Hek").id
    lists.office.work(lambda work: add(work, zoe).id)
    [line] = _lines(lists)
    assert line.person_id is None
    with reading(lists.office.engine) as session:
        may = who_may(session, line)
    assert [(person, why) for person, _name, why in may] == [(zara, "heet zo"), (zoe, "heet zo")]
    lists.office.work(lambda work: take_over(work, line.id, zoe))
    [sprint] = lists.sprints()
    assert (sprint.person_id, sprint.teacher_name, sprint.state) == (zoe, None, SprintState.DONE)
    with reading(lists.office.engine) as session:
        assert session.get_one(Lead, sprint.lead_id).stage is Stage.MAPPED, "what is over moves nobody"
    with pytest.raises(RefusedError, match="is voorbij"):
        lists.office.work(lambda work: take_over(work, line.id, zara))


def test_of_a_sprint_that_is_over_and_names_nobody_the_teacher_is_not_known(lists: Lists) -> None:
    lists.take(NAMED.replace("Zoë van 't Hek", ""))
    assert dict(facts_told(_lines(lists)[0], TODAY))["Docent"] == "niet bekend"
