"""The ways in which somebody who was erased might come in again: other spellings, other addresses, other schools."""

import pytest
from sqlmodel import select

from crm.privacy import erasing
from crm.services.review import Decision, decide
from crm.tables import Entity, Person
from crm.unit_of_work import reading

from .conftest import EMAIL, NAME, Office

PROFILE = "https://www.linkedin.com/in/zoé-van-t-hek-4b1"


def _erased(office: Office) -> None:
    """She is known by name, address and profile at a school that is mapped, and erased."""
    office.crawl()
    office.contacts(f"naam;e-mail;linkedin;school\n{NAME};{EMAIL};{PROFILE};Hogeschool aan Zee\n")
    erasing.erase(office.engine, EMAIL, by="zoe", clock=office.clock)


@pytest.mark.parametrize(
    "row",
    [
        "Zoe Mol;zoe@mol.example;http://nl.linkedin.com/in/zo%C3%A9-van-t-hek-4b1/?trk=x;Elders",
        "Zoe Mol;;linkedin.com/in/ZOÉ-van-t-hek-4b1;Elders",
        "Zoe Mol;;https://www.linkedin.com/in/zoe\u0301-van-t-hek-4b1;Elders",
        f"Zoe Mol;{EMAIL.upper()};;Elders",
        f"Zoe Mol;mailto:{EMAIL};;Elders",
        f"Zoe Mol;  {EMAIL.replace('@haz', '@Mail.HAZ')} ;;Elders",
        "van 't Hek, Zoë;;;Hogeschool aan Zee",
        "Hek, Z. van 't;;;Hogeschool aan Zee",
        "zoe van t hek;;;HOGESCHOOL AAN ZEE",
        "prof. dr. Zoe\u0308 van \u2019t Hek MSc;;;haz.example",
        "ZOË VAN 'T HEK;;;https://www.haz.example/",
        "Z. v. 't Hek;;;Hogeschool aan Zee",
    ],
)
def test_no_spelling_brings_them_back(office: Office, row: str) -> None:
    _erased(office)
    counts = office.contacts(f"naam;e-mail;linkedin;school\n{row}\n")
    assert (counts["added"], counts["left_out"]) == (0, 1), counts


@pytest.mark.parametrize(
    "row",
    [
        f"{NAME};zoe.anders@haz.example;;Hogeschool aan Zee",
        f"{NAME};;https://www.linkedin.com/in/een-ander;Hogeschool aan Zee",
    ],
)
def test_a_later_namesake_waits_in_review_and_comes_in_on_a_yes(office: Office, row: str) -> None:
    _erased(office)
    counts = office.contacts(f"naam;e-mail;linkedin;school\n{row}\n")
    assert counts["added"] == 1, counts
    with reading(office.engine) as session:
        namesake = session.exec(select(Person.id).where(Person.name == NAME)).one() or 0
        assert session.get_one(Entity, namesake).in_review
    office.work(lambda work: decide(work, namesake, Decision.YES))
    office.crawl()
    with reading(office.engine) as session:
        assert not session.get_one(Entity, namesake).in_review
        assert session.exec(select(Person.email).where(Person.id == namesake)).one() != EMAIL


def test_a_namesake_of_another_school_comes_in(office: Office) -> None:
    _erased(office)
    counts = office.contacts(f"naam;e-mail;linkedin;school\n{NAME};z@roc.example;;ROC Zeewijk\n")
    assert counts["added"] == 1
    with reading(office.engine) as session:
        namesake = session.exec(select(Person.id).where(Person.name == NAME)).one() or 0
        assert not session.get_one(Entity, namesake).in_review
