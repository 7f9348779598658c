"""After an erasure nothing of somebody is left, and nothing brings them back."""

from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import col, func, select

from crm.case_words import Party
from crm.database import backup
from crm.database.engine import open_engine
from crm.errors import NotFoundError, RefusedError, UndoError
from crm.imports.cases.importing import import_cases
from crm.imports.cases.opening import open_cases
from crm.log import log_path
from crm.privacy import erasing, returning
from crm.services import edits, leads, merges, outside_people
from crm.services.journal import undo
from crm.services.outside_people import ContactSaid
from crm.tables import Case, Company, Evaluation, JournalEntry, JournalRow, Lead, Page, PageBody, Sprint
from crm.unit_of_work import Work, reading
from crm.words import ActivityKind, EntityKind

from .conftest import EMAIL, NAME, Office


def test_after_an_erasure_nothing_of_them_is_left(peopled: Office) -> None:
    assert len(peopled.traces()) > 30
    log_path().parent.mkdir(parents=True)
    log_path().write_text(f"read https://haz.example/medewerkers/z-van-t-hek\n{NAME}\nkept\n", encoding="utf-8")
    done = erasing.erase(peopled.engine, EMAIL, by="zoe", clock=peopled.clock)
    assert done.rows > 20
    assert done.clean
    assert peopled.traces() == []
    if peopled.engine.dialect.name == "sqlite":
        assert peopled.traces_in_files() == []
    assert log_path().read_text(encoding="utf-8") == "read […]\n[…]\nkept\n"


def _undo_all(office: Office) -> None:
    """Takes back whatever can be."""
    for _again in range(30):
        try:
            office.work(undo)
        except UndoError:
            return


def test_nothing_brings_them_back(peopled: Office) -> None:
    erasing.erase(peopled.engine, NAME, by="zoe", clock=peopled.clock)
    peopled.crawl()
    for row in (f"{NAME};{EMAIL};", "Z. van 't Hek;;Hogeschool aan Zee", f"{NAME};;haz.example"):
        counts = peopled.contacts(f"naam;e-mail;school\n{row}\n")
        assert counts["left_out"] == 1
    _undo_all(peopled)
    assert peopled.traces() == []


def test_a_sprint_keeps_its_figures_without_the_person(peopled: Office) -> None:
    who = erasing.about(peopled.engine, EMAIL)
    assert (who.subject.name, who.running) == (NAME, 1)
    erasing.erase(peopled.engine, EMAIL, by="zoe", clock=peopled.clock)
    with reading(peopled.engine) as session:
        sprint = session.exec(select(Sprint)).one()
        assert (sprint.person_id, sprint.lead_id, sprint.students, sprint.course_name) == (None, None, 4, "Databases")


def test_what_a_page_said_of_others_stays_and_its_body_goes(peopled: Office) -> None:
    erasing.erase(peopled.engine, EMAIL, by="zoe", clock=peopled.clock)
    with reading(peopled.engine) as session:
        urls = [page.url for page in session.exec(select(Page).order_by(Page.url))]
        assert urls == ["https://haz.example/nieuws", "https://haz.example/team"]
        assert len(session.exec(select(PageBody)).all()) == 1
    assert peopled.person("P. Bakker")


def test_an_erasure_stands_in_the_journal_without_a_name_and_is_not_undone(peopled: Office) -> None:
    erasing.erase(peopled.engine, EMAIL, by="zoe", clock=peopled.clock)
    with reading(peopled.engine) as session:
        entry = session.exec(select(JournalEntry).order_by(JournalEntry.id.desc())).first()  # type: ignore[union-attr]  # a column
        assert entry is not None
        assert (entry.what, entry.reversible) == ("Iemand is gewist, op eigen verzoek", False)
        number = entry.id
        assert session.exec(select(JournalRow).where(JournalRow.entry_id == number)).all() == []
    with pytest.raises(UndoError):
        peopled.work(lambda work: undo(work, number))


def test_a_copy_put_back_is_erased_again(peopled: Office, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    backup.copy(peopled.engine, copy)
    erasing.erase(peopled.engine, EMAIL, by="zoe", clock=peopled.clock)
    there = open_engine(peopled.engine.url.render_as_string(hide_password=False))
    assert returning.restore(there, copy, clock=peopled.clock) == 1
    there.dispose()
    assert peopled.traces() == []
    if peopled.engine.dialect.name == "sqlite":
        assert peopled.traces_in_files() == []


def test_two_of_one_name_are_told_apart_by_number(office: Office) -> None:
    office.contacts(f"naam;e-mail;school\n{NAME};a@haz.example;haz.example\n{NAME};b@roc.example;roc.example\n")
    with pytest.raises(RefusedError, match=r"a@haz\.example.*b@roc\.example"):
        erasing.about(office.engine, NAME)
    with pytest.raises(NotFoundError):
        erasing.about(office.engine, "Niemand Anders")


def test_an_address_of_nobody_here_is_kept_away_all_the_same(office: Office) -> None:
    done = erasing.erase(office.engine, "onbekend@haz.example", by="zoe", clock=office.clock)
    assert done.rows == 0
    counts = office.contacts("naam;e-mail;school\nJan Smit;onbekend@haz.example;haz.example\n")
    assert counts["left_out"] == 1


def test_a_shared_mailbox_and_a_namesake_elsewhere_are_not_theirs(office: Office) -> None:
    office.contacts(
        "naam;e-mail;school\n"
        f"{NAME};team@haz.example;haz.example\nP. Bakker;team@haz.example;haz.example\n"
        f"{NAME};z@roc.example;roc.example\n"
    )
    with reading(office.engine) as session:
        people = session.connection().exec_driver_sql("SELECT id, email FROM person ORDER BY id").all()
    erasing.erase(office.engine, str(people[0].id), by="zoe", clock=office.clock)
    assert office.person("P. Bakker")
    assert office.person(NAME) == people[2].id
    counts = office.contacts("naam;e-mail;school\nJ. Smit;team@haz.example;haz.example\n")
    assert counts["added"] == 1


def test_nobody_is_erased_while_pages_are_being_stored(peopled: Office, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE crawl_run SET state = 'running', process = 'here:1'")
    with pytest.raises(RefusedError, match="haz"):
        erasing.erase(engine, EMAIL, by="zoe", clock=peopled.clock)
    assert peopled.person()


def test_who_was_merged_into_them_goes_as_well_and_the_merge_is_not_undone(peopled: Office) -> None:
    peopled.contacts("naam;e-mail;school\nZ.M. van 't Hek;zm.vanthek@roc.example;ROC Zeewijk\n")
    other = peopled.person("Z.M. van 't Hek")
    kept = peopled.work(lambda work: merges.merge(work, peopled.person(), other).id)
    erasing.erase(peopled.engine, str(kept), by="zoe", clock=peopled.clock)
    _undo_all(peopled)
    assert peopled.traces() == []
    row = "Z.M. van 't Hek;zm.vanthek@roc.example;ROC Zeewijk"
    assert peopled.contacts(f"naam;e-mail;school\n{row}\n")["left_out"] == 1


def test_a_teacher_is_not_quoted_any_more_and_the_mark_stays(peopled: Office) -> None:
    def answer(work: Work) -> None:
        sprint = work.session.exec(select(Sprint.id)).one()
        assert sprint is not None
        for party, question, mark in ((Party.TEACHER, "a", 8), (Party.TEACHER, "b", None), (Party.COMPANY, "a", 7)):
            work.session.add(
                Evaluation(
                    sprint_id=sprint,
                    party=party,
                    question=question,
                    mark=mark,
                    words="ging goed",
                    on=work.clock.today(),
                    by="zoe",
                )
            )

    peopled.work(answer)
    erasing.erase(peopled.engine, EMAIL, by="zoe", clock=peopled.clock)
    with reading(peopled.engine) as session:
        left = [
            (row.party, row.mark, row.words) for row in session.exec(select(Evaluation).order_by(col(Evaluation.id)))
        ]
    assert left == [(Party.TEACHER, 8, None), (Party.COMPANY, 7, "ging goed")]


def test_a_contact_of_a_company_does_not_come_back_by_name(peopled: Office) -> None:
    with reading(peopled.engine) as session:
        company = session.exec(select(Company.id)).one()
    said = ContactSaid("Mies de Bakker")
    person = peopled.work(lambda work: outside_people.take_in(work, said, company_id=company).id)
    erasing.erase(peopled.engine, str(person), by="zoe", clock=peopled.clock)
    with pytest.raises(RefusedError):
        peopled.work(lambda work: outside_people.take_in(work, said, company_id=company))


def test_what_a_file_says_of_others_comes_in_without_who_was_erased(peopled: Office) -> None:
    erasing.erase(peopled.engine, EMAIL, by="zoe", clock=peopled.clock)
    path = peopled.folder / "vragen.csv"
    row = f"Slagerij Meeuw;Jan Meeuw;Vraag {NAME} wat haar klas maakte"
    path.write_text(f"Bedrijf;Contactpersoon;Vraag\n{row}\n", encoding="utf-8")
    counts = []
    for _turn in range(2):
        with reading(peopled.engine) as session:
            opened = open_cases(path, session)
        counts.append(import_cases(peopled.engine, opened, by="zoe", clock=peopled.clock).plan.counts())
    assert (counts[0]["added"], counts[1]["same"]) == (1, 1), "the same file says nothing the second time"
    with reading(peopled.engine) as session:
        assert session.exec(select(Case.question)).all() == ["Vraag […] wat haar klas maakte"]
    assert peopled.traces() == []


def test_a_name_that_somebody_here_bears_stays_in_what_a_file_says(peopled: Office) -> None:
    erasing.erase(peopled.engine, EMAIL, by="zoe", clock=peopled.clock)
    peopled.contacts(f"naam;e-mail;school\n{NAME};zoe@roc.example;ROC Zeewijk\n")
    path = peopled.folder / "vragen.csv"
    path.write_text(f"Bedrijf;Vraag\nSlagerij Meeuw;Vraag {NAME}\n", encoding="utf-8")
    with reading(peopled.engine) as session:
        opened = open_cases(path, session)
    import_cases(peopled.engine, opened, by="zoe", clock=peopled.clock)
    with reading(peopled.engine) as session:
        assert session.exec(select(Case.question)).all() == [f"Vraag {NAME}"]


def test_a_copy_in_which_only_a_text_names_them_is_cut_as_well(peopled: Office, tmp_path: Path) -> None:
    erasing.erase(peopled.engine, EMAIL, by="zoe", clock=peopled.clock)
    with reading(peopled.engine) as session:
        lead = session.exec(select(Lead.id)).one() or 0
    peopled.work(lambda work: leads.log(work, lead, ActivityKind.NOTE, f"oud: {NAME}"))
    copy = tmp_path / "copy.db"
    backup.copy(peopled.engine, copy)
    there = open_engine(peopled.engine.url.render_as_string(hide_password=False))
    assert returning.restore(there, copy, clock=peopled.clock) == 0
    there.dispose()
    assert peopled.traces() == []


def test_by_a_name_that_was_corrected_or_taken_back_they_are_not_found_either(peopled: Office) -> None:
    bakker = peopled.person("P. Bakker")
    with reading(peopled.engine) as session:
        other = session.exec(select(Lead.id).where(Lead.person_id != bakker)).first() or 0

    def called(name: str) -> None:
        peopled.work(lambda work: edits.set_values(work, EntityKind.PERSON, bakker, {"name": name}))

    def spoken_of(name: str) -> None:
        peopled.work(lambda work: leads.log(work, other, ActivityKind.NOTE, f"sprak met {name}"))

    called("Pieternel Ganzeveer")
    spoken_of("Pieternel Ganzeveer")
    called("Petronella Zwanenburg")
    with reading(peopled.engine) as session:
        correction = session.exec(select(func.max(JournalEntry.id))).one()
    spoken_of("Petronella Zwanenburg")
    peopled.work(lambda work: undo(work, correction))
    assert len(peopled.traces(("ganzeveer", "zwanenburg"))) > 4
    erasing.erase(peopled.engine, str(bakker), by="zoe", clock=peopled.clock)
    assert peopled.traces(("ganzeveer", "zwanenburg")) == []
    counts = peopled.contacts("naam;e-mail;school\nPetronella Zwanenburg;;Hogeschool aan Zee\n")
    assert counts["added"] == 1, "a name that was taken back keeps nobody away"
