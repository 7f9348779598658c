"""Who only stands by name with a sprint of before: shown, erased and kept away as everybody; taken over by the map."""

import pytest
from sqlmodel import select

from crm.errors import NotFoundError
from crm.imports.sprints.importing import import_sprints, open_sprints
from crm.privacy import erasing
from crm.privacy.access import access
from crm.privacy.objecting import object_
from crm.tables import Entity, Sprint
from crm.unit_of_work import reading

from .conftest import EMAIL, NAME, Office

LIST = """Bedrijf;Docent;School;Jaar
Korenmolen;{who};Hogeschool aan Zee;2023
Garage Zuid;P. Bakker;Hogeschool aan Zee;2023
"""


def _take(office: Office, who: str = NAME) -> dict[str, int]:
    path = office.folder / "sprints.csv"
    path.write_text(LIST.format(who=who), encoding="utf-8")
    with reading(office.engine) as session:
        opened = open_sprints(path, session)
    return import_sprints(office.engine, opened, by="zoe", clock=office.clock).plan.counts()


def _teachers(office: Office) -> list[str | None]:
    with reading(office.engine) as session:
        return list(session.exec(select(Sprint.teacher_name).order_by(Sprint.id)))  # type: ignore[arg-type]  # a column


def test_somebody_who_only_has_a_name_here_sees_it(office: Office) -> None:
    _take(office)
    with reading(office.engine) as session:
        held = access(session, NAME).document()
    assert held["person"] == {
        "id": None,
        "name": NAME,
        "names": [NAME],
        "emails": [],
        "profiles": [],
        "phones": [],
        "pages": [],
    }
    assert [row["teacher_name"] for part in held["held"] if part["table"] == "sprint" for row in part["named"]] == [
        NAME
    ]
    with reading(office.engine) as session, pytest.raises(NotFoundError):
        access(session, "Piet Niemand")


@pytest.mark.parametrize("said", [NAME, "Z. van 't Hek"])
def test_an_erasure_by_name_leaves_nothing_and_nothing_brings_them_back(office: Office, said: str) -> None:
    _take(office)
    assert erasing.about(office.engine, said).rows > 0
    erasing.erase(office.engine, said, by="zoe", clock=office.clock)
    assert office.traces() == []
    assert _teachers(office) == [None, "P. Bakker"]
    assert _take(office)["same"] == 2
    office.crawl()
    assert [trace for trace in office.traces() if trace.startswith("sprint.")] == []


def test_an_erasure_of_somebody_on_the_map_takes_the_name_from_sprints_elsewhere(peopled: Office) -> None:
    _take(peopled, NAME)
    path = peopled.folder / "sprints.csv"
    path.write_text(f"Bedrijf;Docent;School;Jaar\nHotel Duin;{NAME};Elders College;2022\n", encoding="utf-8")
    with reading(peopled.engine) as session:
        opened = open_sprints(path, session)
    import_sprints(peopled.engine, opened, by="zoe", clock=peopled.clock)
    assert NAME in _teachers(peopled)
    erasing.erase(peopled.engine, EMAIL, by="zoe", clock=peopled.clock)
    assert peopled.traces() == []


def test_an_objection_by_name_lets_a_crawl_bring_back_nobody_unseen(office: Office) -> None:
    _take(office)
    office.work(lambda work: object_(work, NAME))
    office.crawl()
    with reading(office.engine) as session:
        assert session.get_one(Entity, office.person()).in_review
        assert not session.get_one(Entity, office.person("P. Bakker")).in_review


def test_a_crawl_that_finds_the_one_who_is_called_so_gives_them_their_sprint(office: Office) -> None:
    _take(office)
    office.crawl()
    with reading(office.engine) as session:
        mine = session.exec(select(Sprint.teacher_name).where(Sprint.person_id == office.person())).all()
    assert mine == [None]
