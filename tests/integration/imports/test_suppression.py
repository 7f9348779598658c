"""No file brings back who was erased; a namesake with another address waits in review."""

from crm.privacy import suppression
from crm.privacy.suppression import places_of
from crm.tables import Entity
from crm.unit_of_work import reading
from crm.words import SuppressedWhy

from .conftest import Office

HEADER = "naam;e-mail;school\n"


def _erase(office: Office) -> None:
    office.work(
        lambda work: suppression.suppress(
            work,
            emails=["z.vanthek@haz.example"],
            names=["Zoë van 't Hek"],
            places=places_of("haz.example", "Hogeschool aan Zee"),
            why=SuppressedWhy.ERASED,
        )
    )


def test_rows_of_who_was_erased_are_left_out_and_the_others_come_in(office: Office) -> None:
    _erase(office)
    rows = (
        "Zoë van 't Hek;Z.vanthek@haz.example;\n"
        "Z. van 't Hek;;Hogeschool aan Zee\n"
        "Zara van 't Hek;zara@haz.example;Hogeschool aan Zee\n"
    )
    plan = office.contacts(HEADER + rows).plan
    assert list(office.people()) == ["Zara van 't Hek"]
    assert [(line.outcome.value, line.name) for line in plan.lines] == [
        ("left_out", ""),
        ("left_out", ""),
        ("added", "Zara van 't Hek"),
    ]
    assert plan.lines[0].reason == "vroeg om gewist te worden, en blijft weg"


def test_a_namesake_waits_in_review(office: Office) -> None:
    _erase(office)
    office.contacts(HEADER + "Zoë van 't Hek;zoe@mail.example;Hogeschool aan Zee\n")
    with reading(office.engine) as session:
        assert session.get_one(Entity, office.person("Zoë van 't Hek").id).in_review


def test_an_undo_takes_nobody_off_the_list(office: Office) -> None:
    office.contacts(HEADER + "P. Bakker;p@haz.example;Hogeschool aan Zee\n")
    _erase(office)
    office.undo()
    plan = office.contacts(HEADER + "Zoë van 't Hek;z.vanthek@haz.example;\n").plan
    assert plan.counts()["left_out"] == 1
