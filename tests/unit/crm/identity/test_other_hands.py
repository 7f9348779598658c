"""The same people in lists that were kept otherwise: what goes with a name, and what speaks against it no more."""

from itertools import count

import pytest

from crm.identity import Bearer, bearer, pairs
from crm.names.misread import as_letters

_IDS = count(1)
ZEE, WIJK = "Hogeschool aan Zee", "ROC Zeewijk"


def who(name: str, school: str = ZEE, **more: str) -> Bearer:
    """A bearer with one value a field."""
    fields = {f"{field}s": (value,) for field, value in {"school": school, **more}.items() if value}
    return bearer(next(_IDS), name, **fields)


@pytest.fixture
def colleagues() -> list[Bearer]:
    """Two hundred others: without them every name is rare."""
    firsts = ("Anne", "Bram", "Coen", "Dirk", "Els", "Femke", "Gijs", "Hanna", "Ivo", "Joost")
    lasts = ("Bakker", "de Boer", "Dekker", "de Vries", "Jansen", "Kok", "Mulder", "Smit", "Visser", "de Wit")
    return [who(f"{first} {last}", school) for school in (ZEE, WIJK) for first in firsts for last in lasts]


def found(colleagues: list[Bearer], one: Bearer, other: Bearer) -> tuple[float, bool]:
    """The probability that two among the colleagues are one, and whether that is certain."""
    both = {one.id, other.id}
    for pair in pairs([*colleagues, one, other], threshold=0.001):
        if {pair.a, pair.b} == both:
            return pair.score, pair.certain
    return 0.0, False


@pytest.mark.parametrize("address", ["oudejans82@ziggo.nl", "vanoudejans@gmail.com", "familieoudejans@gmail.com"])
def test_an_address_of_a_surname_alone_is_a_familys(address: str, colleagues: list[Bearer]) -> None:
    shared = {"email": address, "phone": "010 222 33 44"}
    assert not found(colleagues, who("Wietske van Oudejans", **shared), who("W. van Oudejans", **shared))[1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Wietske Oudejans", "A. Oudejans"),
        ("Wietske Oudejans", "Aukje Oudejans"),
        ("Wietske Oudejans", "Wietske Terpstra"),
    ],
    ids=["another of the first names", "another call name", "another surname"],
)
def test_an_address_at_work_that_bears_the_name_stays_ones_who_is_called_otherwise(
    one: str, other: str, colleagues: list[Bearer]
) -> None:
    shared = {"email": "w.oudejans@haz.example", "unit": "ICT"}
    score, certain = found(colleagues, who(one, **shared), who(other, **shared))
    assert score > 0.5
    assert not certain


def test_who_has_the_desk_of_another_has_not_their_name(colleagues: list[Bearer]) -> None:
    desk = {
        "email": "stagebureau@haz.example",
        "phone": "010 222 33 44",
        "unit": "Team Zee",
        "role": "stagecoördinator",
    }
    assert found(colleagues, who("Wietske Oudejans", **desk), who("W. Terpstra", **desk))[0] < 0.5


def test_an_address_at_home_on_which_two_call_names_stand_is_two_peoples(colleagues: list[Bearer]) -> None:
    shared = {"email": "wietske.oudejans@ziggo.nl"}
    assert found(colleagues, who("Wietske Oudejans", **shared), who("Bram Oudejans", **shared))[0] < 0.5


def test_a_landline_of_two_schools_is_a_houses(colleagues: list[Bearer]) -> None:
    line, mobile = "010 222 33 44", "06 12 34 56 78"
    at_home = found(colleagues, who("Wiebe Oudejans", phone=line), who("Wiebe Oudejans", WIJK, phone=line))
    moved = found(colleagues, who("Wiebe Oudejans", phone=mobile), who("Wiebe Oudejans", WIJK, phone=mobile))
    assert moved[1]
    assert not at_home[1]


def test_a_mobile_beside_a_landline_speaks_less_against_one_person_than_another_mobile(
    colleagues: list[Bearer],
) -> None:
    known = who("Wietske Oudejans", unit="ICT", phone="06 12 34 56 78")
    line = found(colleagues, known, who("W. Oudejans", unit="ICT", phone="010 222 33 44"))[0]
    mobile = found(colleagues, known, who("W. Oudejans", unit="ICT", phone="06 99 88 77 66"))[0]
    assert line > mobile


def test_at_another_school_another_address_keeps_a_rare_name_less_apart_than_at_the_same(
    colleagues: list[Bearer],
) -> None:
    known = who("Wietske Oudejans", email="w.oudejans@haz.example")
    moved = found(colleagues, known, who("Wietske Oudejans", WIJK, email="oudejansw@zeewijk.example"))[0]
    assert moved > 0.01


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (who("Wietske van den Berk", unit="ICT"), who("Wietske Vandenberk", unit="ICT")),
        (who("Wietske Storm", unit="ICT"), who("Wietske Storrn", unit="ICT")),
        (who("L.C. Oudejans", email="wietske.oudejans@haz.example"), who("Wietske Oudejans")),
    ],
    ids=["tussenvoegsel in one", "two letters read as one", "called by another of the first names"],
)
def test_a_name_written_otherwise_is_offered(one: Bearer, other: Bearer, colleagues: list[Bearer]) -> None:
    assert found(colleagues, one, other)[0] > 0.5


def test_another_word_for_the_same_work_is_closer_than_other_work(colleagues: list[Bearer]) -> None:
    docent = who("Wietske Oudejans", role="docent")
    same, other = (found(colleagues, docent, who("W. Oudejans", role=role))[0] for role in ("lecturer", "decaan"))
    assert same > other


def test_a_unit_is_known_by_what_it_is_about(colleagues: list[Bearer]) -> None:
    known = who("Wietske Oudejans", unit="Instituut voor ICT")
    same, other = (found(colleagues, known, who("W. Oudejans", unit=unit))[0] for unit in ("HBO-ICT", "HBO-Rechten"))
    assert same > other


def test_whom_people_of_a_known_school_have_their_mail_from_is_that_school(colleagues: list[Bearer]) -> None:
    staff = [who(f"Collega {n}", "HvA", email=f"c{n}@oudehva.example") for n in range(4)]
    one, other = who("W. Oudejans", "", email="w.oudejans@oudehva.example"), who("Wietske Oudejans", "HvA")
    assert found([*colleagues, *staff], one, other)[0] > found(colleagues, one, other)[0]


@pytest.mark.parametrize(
    ("misread", "meant"),
    [("B0sma", "Bosma"), ("8akker", "Bakker"), ("KE1DER", "KELDER"), ("Smit 2b", "Smit 2b"), ("Smit1", "Smit1")],
)
def test_a_figure_in_a_word_is_the_letter_it_looks_like(misread: str, meant: str) -> None:
    assert as_letters(misread) == meant
