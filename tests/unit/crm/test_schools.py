"""The Dutch schools: every name is one school's, every domain too."""

from collections import Counter
from itertools import pairwise

import pytest

from crm.schools import other_names, school_at, school_named, schools, shared_host
from crm.text import fold
from crm.words import Level


def test_no_two_schools_share_a_name_or_an_abbreviation() -> None:
    names = Counter(fold(name) for school in schools() for name in {fold(n) for n in (school.name, *school.aliases)})
    assert [name for name, count in names.items() if count > 1] == []


def test_every_domain_is_one_schools_and_none_lies_within_another() -> None:
    domains = sorted(domain for school in schools() for domain in (school.domain, *school.also))
    assert all(one != other for one, other in pairwise(domains))
    assert not [(one, other) for one in domains for other in domains if one != other and one.endswith(f".{other}")]
    assert all(domain == domain.lower() and "/" not in domain and not domain.startswith("www.") for domain in domains)


def test_all_levels_are_there() -> None:
    count = Counter(school.level for school in schools())
    assert count[Level.WO] >= 18
    assert count[Level.HBO] >= 36
    assert count[Level.MBO] >= 55


@pytest.mark.parametrize(
    ("words", "domain"),
    [
        ("HvA", "hva.nl"),
        ("auas", "hva.nl"),
        ("TU/e", "tue.nl"),
        ("ROCvA", "rocva.nl"),
        ("Universiteit Léiden", "universiteitleiden.nl"),
    ],
)
def test_an_abbreviation_is_the_school(words: str, domain: str) -> None:
    found = school_named(words)
    assert found is not None
    assert found.domain == domain


def test_an_address_tells_the_school_and_its_level() -> None:
    found = school_at("https://studiegids.uva.nl/xmlpages/page/2025-2026")
    assert found is not None
    assert found.level is Level.WO
    assert school_at("https://notuva.nl/") is None
    assert school_at("https://hva.osiris-student.nl/onderwijscatalogus/extern/start") == school_named("HvA")
    assert school_at("https://onbekend.osiris-student.nl/") is None
    assert shared_host("https://onbekend.osiris-student.nl/x") == "onbekend.osiris-student.nl"
    assert shared_host("https://www.hva.nl/") is None
    assert school_at("https://www.school.example/") is None
    assert school_named("een school") is None


def test_a_school_is_told_by_any_of_its_domains() -> None:
    found = school_at("https://www.universiteitleiden.nl/medewerkers")
    assert found is not None
    assert school_at("https://studiegids.leidenuniv.nl/courses/1") == found
    assert school_at("https://leidenuniv.nl.example/") is None


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Universiteit Zeestad", "zeestad university"),
        ("Universiteit Zeestad", "university of zeestad"),
        ("Zeestad University of Applied Sciences", "hogeschool zeestad"),
        ("Hogeschool van Duinwijk", "duinwijk university of applied sciences"),
        ("ROC van Zeewijk", "roc zeewijk"),
    ],
)
def test_a_school_is_known_by_its_name_in_another_language(name: str, other: str) -> None:
    assert other in other_names(name)


@pytest.mark.parametrize("name", ["Zeestad", "Hogeschool", "Zeestad University of Applied Sciences"])
def test_a_hogeschool_is_no_universiteit(name: str) -> None:
    assert not [other for other in other_names(name) if other.startswith(("universiteit", "university of zee"))]
