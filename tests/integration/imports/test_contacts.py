"""An address book comes in: everybody once, each value with its line, again for nothing, and back out as one."""

from typing import Any

import pytest
from sqlmodel import Session, select

from crm.errors import FileError, UndoError, UsageError
from crm.imports.plan import Outcome
from crm.services import edits, leads
from crm.tables import Activity, Lead
from crm.words import ActivityKind, EntityKind

Office = Any

LIST = """Voornaam;Tussenvoegsel;Achternaam;E-mail;Telefoon;School;Functie
Zoë;van 't;Hek;z.vanthek@haz.example;020 555 01 23;Hogeschool aan Zee;docent
Pieter;;Bakker;p.bakker@haz.example;;HvA | Faculteit Digitale Media;opleidingsmanager
Sanne;de;Wit;;06-12345678;;
"""


def test_everybody_in_the_file_is_a_contact_with_a_school_and_a_role(office: Office) -> None:
    done = office.contacts(LIST)
    assert done.plan.counts() == {"read": 3, "added": 3, "updated": 0, "same": 0, "merged": 0, "left_out": 0}
    people = office.people()
    assert set(people) == {"Zoë van 't Hek", "Pieter Bakker", "Sanne de Wit"}
    zoe = people["Zoë van 't Hek"]
    assert (zoe.email, zoe.phone) == ("z.vanthek@haz.example", "020 555 01 23")
    assert {school.domain for school in office.schools().values()} == {"name:hogeschool aan zee", "hva.nl"}
    assert people["Sanne de Wit"].institution_id is None


def test_every_value_says_in_which_line_it_stands(office: Office) -> None:
    office.contacts(LIST)
    [said] = office.why("Zoë van 't Hek")["email"]
    assert (said["page"], said["method"], said["by"]) == ("contacten.csv, line 2", "import", "zoe")


def test_a_figure_that_a_scanner_read_for_a_letter_refuses_nobody(office: Office) -> None:
    done = office.contacts("Voornaam;Achternaam;School\nPieter;8akker;HvA\nSanne;B0sma;HvA\nTeam;ICT 2;HvA\n")
    assert set(office.people()) == {"Pieter Bakker", "Sanne Bosma"}
    assert [each.line for each in done.plan.refused()] == [4]


def test_the_same_file_again_writes_nothing(office: Office) -> None:
    office.contacts(LIST)
    before = office.rows()
    again = office.contacts(LIST)
    assert again.action is None
    assert again.plan.counts()["same"] == 3
    assert office.rows() == before


def test_a_changed_row_takes_the_place_of_what_it_said_before(office: Office) -> None:
    office.contacts(LIST)
    changed = office.contacts(LIST.replace("020 555 01 23", "020 555 99 99"))
    assert changed.plan.counts()["updated"] == 1
    assert office.person("Zoë van 't Hek").phone == "020 555 99 99"
    assert len(office.people()) == 3


def test_one_undo_takes_a_whole_import_back(office: Office) -> None:
    before = office.rows()
    office.contacts(LIST)
    assert office.undo().kept == ()
    assert office.rows() == before


def test_undo_of_an_update_brings_back_what_it_replaced(office: Office) -> None:
    office.contacts(LIST)
    office.contacts(LIST.replace("020 555 01 23", "020 555 99 99"))
    office.undo()
    assert office.person("Zoë van 't Hek").phone == "020 555 01 23"
    office.undo()
    assert office.people() == {}


def test_who_was_edited_since_stays_and_is_named(office: Office) -> None:
    office.contacts(LIST)
    zoe, pieter = office.person("Zoë van 't Hek").id, office.person("Pieter Bakker").id
    office.work(lambda work: edits.set_values(work, EntityKind.PERSON, zoe, {"phone": "020 1"}), by="kees")
    office.work(lambda work: leads.add(work, pieter), by="kees")
    assert office.undo().kept == ("Pieter Bakker", "Zoë van 't Hek")
    assert set(office.people()) == {"Pieter Bakker", "Zoë van 't Hek"}
    with pytest.raises(UndoError):
        office.undo()


def test_a_row_that_comes_twice_is_one_person(office: Office) -> None:
    done = office.contacts(
        'Naam;E-mail;School\nJan Smit;j.smit@haz.example;HAZ\n"Smit, Jan";J.Smit@haz.example;HAZ\n'
        "Jan Smit;j.smit@haz.example;HAZ\n"
    )
    outcomes = [line.outcome for line in done.plan.lines]
    assert outcomes == [Outcome.ADDED, Outcome.MERGED, Outcome.MERGED]
    assert {line.person for line in done.plan.lines} == {office.person("Jan Smit").id}


def test_an_import_meets_who_was_found_by_a_crawl(office: Office, make_school: Any) -> None:
    school = make_school()
    school.crawl(school.teacher("Zoë van 't Hek", "team", email="z.vanthek@haz.example", phone="020 555 00 00"))
    school.session.commit()
    done = office.contacts(LIST.replace("Zee;docent", "Zee;"))
    assert done.plan.counts()["updated"] == 1
    line = done.plan.lines[0]
    assert line.conflicts == ["020 555 00 00 → 020 555 01 23"]
    assert len([name for name in office.people() if "Hek" in name]) == 1
    office.undo()
    assert set(office.people()) == {"Zoë van 't Hek"}
    assert office.person("Zoë van 't Hek").phone == "020 555 00 00"


def test_a_crawl_meets_who_was_imported(office: Office, make_school: Any) -> None:
    school = make_school()
    school.crawl(school.teacher("Jan Smit", "team", email="j.smit@haz.example"))
    school.session.commit()
    office.contacts(LIST)
    school.session.expire_all()
    school.later()
    school.crawl(
        school.teacher("Jan Smit", "team", email="j.smit@haz.example"),
        school.teacher("Zoë van 't Hek", "team", email="z.vanthek@haz.example", phone="020 555 77 77"),
    )
    school.session.commit()
    assert len([name for name in office.people() if "Hek" in name]) == 1
    assert office.person("Zoë van 't Hek").phone == "020 555 01 23"


def test_a_correction_by_hand_beats_an_import(office: Office) -> None:
    office.contacts(LIST)
    zoe = office.person("Zoë van 't Hek").id
    office.work(lambda work: edits.set_values(work, EntityKind.PERSON, zoe, {"phone": "020 1"}))
    office.contacts(LIST.replace("020 555 01 23", "020 555 99 99"))
    assert office.person("Zoë van 't Hek").phone == "020 1"


def test_a_dry_run_counts_as_the_real_one_and_writes_nothing(sqlite_office: Office) -> None:
    path = sqlite_office.engine.url.database
    rows = sqlite_office.rows()
    dry = sqlite_office.contacts(LIST, dry_run=True)
    assert dry.action is None
    assert sqlite_office.rows() == rows
    assert path
    assert sqlite_office.contacts(LIST).plan.counts() == dry.plan.counts()


def test_what_stops_it_leaves_nothing_behind(office: Office) -> None:
    before = office.rows()

    def stop(what: str, done: int, of: int) -> None:
        if of:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        office.contacts(LIST, progress=stop)
    assert office.rows() == before


def test_good_rows_are_kept_and_bad_ones_say_why(office: Office) -> None:
    done = office.contacts(
        'Naam,E-mail,School\nJan Smit,j.smit@haz.example,HAZ\n,leeg@haz.example,HAZ\n"=HYPERLINK(""x"")",,\n'
        "J. Smit en K. de Boer,,HAZ\nPiet Puk,piet@,HAZ,te,veel\nAnna Kok,anna@@haz,HAZ\n"
    )
    assert set(office.people()) == {"Jan Smit", "Anna Kok"}
    refused = {each.line: each.reason for each in done.plan.refused()}
    assert set(refused) == {3, 4, 5, 6}
    assert "Naam" in refused[3]
    assert "anna@@haz" in done.plan.lines[-1].reason


def test_a_row_that_ends_before_the_last_column_comes_in_and_is_told(office: Office) -> None:
    done = office.contacts("Naam;E-mail;Telefoon;School;\nPieter Bakker;p.bakker@haz.example\nSanne de Wit;;;HvA\n")
    assert set(office.people()) == {"Pieter Bakker", "Sanne de Wit"}
    [told] = done.plan.values_refused()
    assert told.line == 2
    assert "Telefoon" in told.reason


@pytest.mark.parametrize("written", ["12-11-2031", "12 november 2031", "48164"])
def test_a_contact_that_has_yet_to_come_is_told_and_kept_in_words(office: Office, written: str) -> None:
    done = office.contacts(f"Naam;School;Laatste contact\nKarim Bakkali;HAZ;{written}\n")
    [told] = done.plan.remarks
    for part in ("contacten.csv", "2", "Laatste contact", written):
        assert part in told
    with Session(office.engine) as session:
        held = session.exec(select(Activity).where(Activity.kind == ActivityKind.NOTE)).one()
        assert "2031" in (held.note or "")
        assert session.exec(select(Lead)).one().last_activity_on is None, "nobody was spoken to"


def test_a_new_school_that_is_called_nearly_as_a_known_one_is_told_once(office: Office, make_school: Any) -> None:
    school = make_school(name="Hogeschool Zuiderdiep")
    school.crawl(school.teacher("Zoë van 't Hek", "team"))
    school.session.commit()
    people = "Karim Bakkali;Hogeschol Zuiderdiep\nSanne de Wit;Hogeschol Zuiderdiep\nJan Smit;Hogeschool Noorderdiep\n"
    [told] = office.contacts(f"Naam;School\n{people}").plan.remarks
    assert "contacten.csv, regel 2: “Hogeschol Zuiderdiep”" in told
    assert "Bedoelde je Hogeschool Zuiderdiep?" in told


def test_a_note_of_a_day_that_has_yet_to_come_keeps_that_day(office: Office) -> None:
    done = office.contacts("Naam;School;Notities\nKarim Bakkali;HAZ;12-11-2031: belt terug\n")
    [told] = done.plan.remarks
    assert "“12-11-2031”" in told
    with Session(office.engine) as session:
        held = session.exec(select(Activity).where(Activity.kind == ActivityKind.NOTE)).one()
        assert "12-11-2031: belt terug" in (held.note or "")


def test_with_all_or_nothing_one_bad_row_keeps_all_out(office: Office) -> None:
    before = office.rows()
    with pytest.raises(FileError, match="3"):
        office.contacts("Naam;E-mail\nJan Smit;j@haz.example\n;x@haz.example\n", all_or_nothing=True)
    assert office.rows() == before


def test_a_mapping_is_remembered_for_the_next_file_of_that_shape(office: Office) -> None:
    strange = "Aaa;Bbb;Ccc\nJan Smit;j.smit@haz.example;HAZ\n"
    with pytest.raises(UsageError):
        office.contacts(strange)
    office.contacts(strange, mapping="Aaa=name,Bbb=email,Ccc=school")
    opened = office.opened(office.file(strange.replace("Jan Smit", "Piet Puk"), "next.csv"))
    assert opened.fields[0].how == "remembered"
    assert [str(each) for each in opened.fields[0].fields] == ["name", "email", "school"]


@pytest.mark.parametrize("mapping", ["Nergens=name", "Naam=schoenmaat", "Naam"])
def test_a_mapping_that_names_no_column_is_said(office: Office, mapping: str) -> None:
    with pytest.raises(UsageError):
        office.opened(office.file(LIST), mapping)


def test_two_names_whose_people_share_a_domain_are_one_school(office: Office) -> None:
    names = ("Jan Aap", "Wim Noot", "Zus Vis", "Jet Vuur", "Teun Schaap", "Lam Weide")
    rows = [f"{name};{name[-3:]}@zeestad.example;{'HZS' if 'a' in name else 'Hogeschool Zeestad'}" for name in names]
    office.contacts("\n".join(["Naam;E-mail;School", *rows]))
    assert [school.domain for school in office.schools().values()] == ["zeestad.example"]


def test_a_school_that_was_only_named_is_the_one_that_is_crawled_later(office: Office, make_school: Any) -> None:
    office.contacts("Naam;School\nZoë van 't Hek;Hogeschool aan Zee\n")
    school = make_school()
    school.crawl(school.teacher("Zoë van 't Hek", "team"))
    school.session.commit()
    assert [(each.name, each.domain) for each in office.schools().values()] == [("Hogeschool aan Zee", "haz.example")]
    assert list(office.people()) == ["Zoë van 't Hek"]


def test_a_column_of_names_says_that_words_are_a_name(office: Office) -> None:
    done = office.contacts(
        "Naam;School\nMeyem Zuidering;Hogeschool aan Zee\nTeam Bouwkunde;Hogeschool aan Zee\nBen Salah, Fien;HvA\n"
    )
    assert set(office.people()) == {"Meyem Zuidering", "Fien Ben Salah"}
    assert [each.line for each in done.plan.refused()] == [3]
