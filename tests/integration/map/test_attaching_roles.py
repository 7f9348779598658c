"""Of what a role is in the map: a course before a unit, and a unit by what it is called for short."""

from typing import Any

import pytest

from crm.services.unit_words import is_called, short_name
from crm.statements import PersonSaid, RoleSaid, UnitSaid


@pytest.fixture
def techniek(school: Any) -> Any:
    """A school with a college and a course."""
    school.unit = lambda name: UnitSaid(page=school.page(name), on=school.today, name=name, url=school.page(name))
    return school


def _person(school: Any, name: str, role: RoleSaid) -> PersonSaid:
    return PersonSaid(page=school.page(f"over/{name}"), on=school.today, name=name, roles=[role])


def _roles(school: Any) -> list[tuple[str, str | None]]:
    found = school.map()
    names = {thing["id"]: thing["name"] for kind in found if kind != "roles" for thing in found[kind]}
    return sorted((role["kind"], names[role["of_id"]]) for role in found["roles"])


def test_a_teacher_of_a_unit_called_like_a_course_is_of_the_course(techniek: Any) -> None:
    role = RoleSaid(kind="teacher", of="unit", name="Databases")
    techniek.crawl(techniek.course("DB-1", "Databases"), _person(techniek, "Zoë van 't Hek", role))
    assert _roles(techniek) == [("teacher", "Databases")]


@pytest.mark.parametrize("unit", ["College Techniek & ICT", "Faculteit ICT", "Faculty of ICT"])
@pytest.mark.parametrize("of", ["programme", "unit"])
def test_a_short_name_finds_the_unit_and_makes_no_other(techniek: Any, unit: str, of: str) -> None:
    role = RoleSaid(kind="programme_director", of=of, name="ICT")
    techniek.crawl(techniek.unit(unit), _person(techniek, "Dennis van Loon", role))
    assert _roles(techniek) == [("programme_director", unit)]
    assert techniek.names("units") == [unit]


def test_the_unit_called_just_so_goes_before_one_that_holds_the_word(techniek: Any) -> None:
    role = RoleSaid(kind="internship_coordinator", of="unit", name="ICT")
    units = [techniek.unit("College Techniek & ICT"), techniek.unit("Team ICT")]
    techniek.crawl(*units, _person(techniek, "Ronald Prins", role))
    assert _roles(techniek) == [("internship_coordinator", "Team ICT")]


def test_a_short_name_leaves_out_the_word_for_a_unit() -> None:
    assert short_name("Faculteit der Letteren") == "letteren"
    assert is_called("ICT", "College Techniek & ICT")
    assert not is_called("ICT", "Faculteit Gezondheid")
    assert not is_called("Faculteit", "Faculteit Gezondheid")
