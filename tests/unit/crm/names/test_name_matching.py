"""Whether two written names can be one person."""

import pytest

from crm.names import PersonName, compatible, full_key, match_key, parse


def _read(raw: str) -> PersonName:
    name = parse(raw)
    assert name is not None
    return name


SAME = [
    ("J.M. van der Berg", "Berg, J. van der"),
    ("Laura de Boer", "L. de Boer"),
    ("Sjaak Smit", "Jacobus Smit"),
    ("Sjaak Smit", "J. Smit"),
    ("A. Jansen-de Wit", "A. de Wit"),
    ("A. Jansen-de Wit", "Anna Jansen"),
    ("Bakker", "P. Bakker"),
    ("Th. Kolthof", "T. Kolthof"),
    ("Gülşen Doğan", "Gulsen Dogan"),
    ("Javier Olmedo Prieto", "J. Olmedo"),
    ("Jan Willem Vos", "Jan Vos"),
    ("J. vd Berg", "J. van den Berg"),
]
DIFFERENT = [
    ("J. Smit", "P. Smit"),
    ("Laura de Boer", "Lotte de Boer"),
    ("J.M. Smit", "J.P. Smit"),
    ("J. Smit", "J. Smits"),
    ("Piet Bakker", "K. Bakker"),
    ("Anna Jansen-de Wit", "Anna Jansen-Bos"),
]


@pytest.mark.parametrize(("one", "two"), SAME)
def test_two_spellings_can_be_one_person(one: str, two: str) -> None:
    assert compatible(_read(one), _read(two))
    assert compatible(_read(two), _read(one))


@pytest.mark.parametrize(("one", "two"), DIFFERENT)
def test_names_that_contradict_are_two_people(one: str, two: str) -> None:
    assert not compatible(_read(one), _read(two))
    assert not compatible(_read(two), _read(one))


def test_the_blocking_key_leaves_out_prefix_and_diacritics() -> None:
    assert match_key(_read("J.M. van der Bérg")) == match_key(_read("Berg, J.")) == "berg|j"


def test_the_full_key_prefers_the_call_name() -> None:
    assert full_key(_read("dr. L. (Laura) de Boer")) == "laura de boer"
    assert full_key(_read("J.M. van der Berg")) == "jm van der berg"
