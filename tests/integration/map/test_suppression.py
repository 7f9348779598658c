"""Who was erased stays away: no crawl, no hand brings them back, and a namesake is not taken for them."""

import json
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from crm.errors import RefusedError, SettingsError
from crm.privacy import kept_list, suppression
from crm.privacy.key import KeyMissingError, key_path
from crm.privacy.suppression import places_of
from crm.services.edits import add_person, set_values
from crm.services.review import Decision, decide
from crm.tables import Course, Person, Suppression
from crm.words import EntityKind, SuppressedWhy

from .conftest import School


def _erased(school: School) -> None:
    suppression.suppress(
        school.work(),
        emails=["z.vanthek@haz.example"],
        profiles=["https://www.linkedin.com/in/zoe-van-t-hek/"],
        names=["Zoë van 't Hek"],
        places=places_of(school.domain, school.name),
        why=SuppressedWhy.ERASED,
    )
    school.session.commit()


def test_a_crawl_does_not_bring_back_who_was_erased(school: School) -> None:
    _erased(school)
    school.crawl(
        school.course("DB-1", "Databases", description="Vragen? Mail Zoë van 't Hek, z.vanthek@haz.example."),
        school.teacher("Zoë van 't Hek", "team", email="z.vanthek@haz.example"),
        school.teacher("Z. van 't Hek", "vak/DB-1", "DB-1"),
        school.teacher("Zoë Bakker-Smit", "nieuw", email="Z.vanthek@ict.haz.example"),
        school.teacher("P. Bakker", "team", email="p.bakker@haz.example"),
    )
    assert school.names() == ["P. Bakker"]
    assert school.session.exec(select(Course.description)).one() == "Vragen? Mail […], […]."


def test_a_namesake_with_another_address_waits_in_review_and_stays_once_confirmed(school: School) -> None:
    _erased(school)
    said = school.teacher("Zoë van 't Hek", "team", email="zoe2@haz.example")
    school.crawl(school.course("DB-1", "Databases"), said)
    namesake = school.session.exec(select(Person)).one()
    assert school.entity(namesake.id).in_review
    assert namesake.id is not None
    decide(school.work(), namesake.id, Decision.YES)
    school.later()
    school.crawl(
        school.course("DB-1", "Databases"),
        school.teacher("Zoë van 't Hek", "team", email="zoe2@haz.example"),
        school.teacher("Zoë van 't Hek", "vak/DB-1", "DB-1"),
    )
    assert not school.entity(namesake.id).in_review
    assert [role["person"] for role in school.map()["roles"] if role["kind"] == "teacher"] == ["Zoë van 't Hek"]


def test_a_namesake_at_another_school_is_nobody_of_the_list(school: School) -> None:
    _erased(school)
    other = School(school.session, school.clock, domain="roc.example", name="ROC Zeewijk")
    other.crawl(other.teacher("Zoë van 't Hek", "team"))
    assert other.names() == ["Zoë van 't Hek"]


def test_nobody_adds_them_by_hand(school: School) -> None:
    school.crawl(school.course("DB-1", "Databases"), school.teacher("P. Bakker", "team"))
    _erased(school)
    for values in ({"email": "z.vanthek@haz.example"}, {"at": "haz.example"}):
        with pytest.raises(RefusedError, match="gewist"):
            add_person(school.work(), "Zoë van 't Hek", **values)
    bakker = school.person("P. Bakker")
    assert bakker.id is not None
    with pytest.raises(RefusedError, match="gewist"):
        set_values(school.work(), EntityKind.PERSON, bakker.id, {"email": "z.vanthek@haz.example"})


def test_the_list_holds_nothing_that_can_be_read_and_the_key_is_its_owners(school: School) -> None:
    _erased(school)
    text = json.dumps([row.model_dump(mode="json") for row in school.session.exec(select(Suppression))])
    beside = kept_list.list_path()
    for word in ("hek", "haz", "zoe"):
        assert word not in (text + beside.read_text(encoding="utf-8")).lower()
    assert [path.stat().st_mode & 0o777 for path in (key_path(), beside)] == [0o600, 0o600]


def test_without_the_key_nobody_is_brought_in(engine: Engine, school: School) -> None:
    _erased(school)
    key = key_path().read_text(encoding="ascii")
    key_path().unlink()
    with pytest.raises(KeyMissingError, match=str(key_path())):
        school.crawl(school.teacher("P. Bakker", "team"))
    key_path().write_text("ab" * 32, encoding="ascii")
    with Session(engine) as session, pytest.raises(KeyMissingError, match="andere sleutel"):
        suppression.load(session.connection())
    key_path().write_text("no key", encoding="ascii")
    with Session(engine) as session, pytest.raises(SettingsError, match=str(key_path())):
        suppression.load(session.connection())
    key_path().write_text(key, encoding="ascii")
    with Session(engine) as session:
        assert suppression.load(session.connection()).has_email("Z.VanTHek@haz.example ")


def test_the_list_beside_the_key_counts_where_the_database_forgot(engine: Engine, school: School) -> None:
    _erased(school)
    for row in school.session.exec(select(Suppression)).all():
        school.session.delete(row)
    school.session.commit()
    with Session(engine) as session:
        assert suppression.load(session.connection()).has_profile("linkedin.com/in/zoe-van-t-hek")


def test_a_line_that_was_cut_off_is_made_whole_by_the_next_ones(engine: Engine, school: School) -> None:
    _erased(school)
    path, marks = kept_list.list_path(), set(kept_list.kept())
    text = path.read_text(encoding="utf-8")
    for end in (1, 20):
        path.write_text(text[:-end], encoding="utf-8")
        assert len(kept_list.kept()) == len(marks) - 1
        with Session(engine) as session:
            suppression.keep_beside_key(session.connection())
        assert set(kept_list.kept()) == marks


def test_a_line_that_is_no_mark_is_named(school: School, tmp_path: Path) -> None:
    _erased(school)
    with kept_list.list_path().open("a", encoding="utf-8") as file:
        file.write("{}\n")
    with pytest.raises(SettingsError, match=r"suppressed\.jsonl"):
        kept_list.kept()
