"""Which two bearers are one person at once, which are offered, and which are two."""

from itertools import count

import numpy as np
import pytest

from crm.identity import Bearer, Pair, bearer, certain_pairs, groups, pairs
from crm.identity.levels import Given, Pattern
from crm.identity.odds import Odds
from crm.identity.rates import Rates, rates
from crm.identity.reasons import reasons
from crm.identity.told import told
from crm.identity.traits import traits_of
from crm.language import language
from crm.names import PersonName

_IDS = count(1)
ZEE = "Hogeschool aan Zee"


def who(name: str, email: str = "", school: str = ZEE, **more: str) -> Bearer:
    """A bearer with one value a field; at the school by the sea unless said otherwise."""
    fields = {f"{field}s": (value,) for field, value in {"email": email, "school": school, **more}.items() if value}
    return bearer(next(_IDS), name, **fields)


@pytest.fixture
def colleagues() -> list[Bearer]:
    """Two hundred others, half of them at the school by the sea: without them every name is rare."""
    firsts = ("Anne", "Bram", "Coen", "Dirk", "Els", "Femke", "Gijs", "Hanna", "Ivo", "Joost")
    lasts = ("Bakker", "de Boer", "Dekker", "de Vries", "Jansen", "Kok", "Mulder", "Smit", "Visser", "de Wit")
    return [
        who(f"{first} {last}", school=school) for school in (ZEE, "ROC Zeewijk") for first in firsts for last in lasts
    ]


def found(colleagues: list[Bearer], one: Bearer, other: Bearer) -> tuple[float, bool]:
    """The probability that two among the colleagues are one, and whether that is certain."""
    both = {one.id, other.id}
    for pair in pairs([*colleagues, one, other], threshold=0.01):
        if {pair.a, pair.b} == both:
            return pair.score, pair.certain
    return 0.0, False


def test_the_same_rare_name_at_one_school_with_one_role_is_one_person(colleagues: list[Bearer]) -> None:
    score, certain = found(
        colleagues,
        who("Wietske Oudejans", role="docent", unit="ICT"),
        who("Wietske Oudejans", role="docent", unit="ICT"),
    )
    assert certain, score


def test_a_whole_name_that_nothing_else_goes_with_is_asked_about_within_one_list(colleagues: list[Bearer]) -> None:
    score, certain = found(colleagues, who("Wietske Oudejans"), who("Wietske Oudejans"))
    assert score > 0.9
    assert not certain


def test_the_same_address_of_their_own_is_one_person(colleagues: list[Bearer]) -> None:
    address = "w.oudejans@haz.example"
    assert found(colleagues, who("Wietske Oudejans", address), who("W. Oudejans", address))[1]


def test_an_address_that_three_share_makes_nobody_one(colleagues: list[Bearer]) -> None:
    shared = "team.ict@haz.example"
    third = who("Petra Prins", shared)
    score, certain = found([*colleagues, third], who("Jan Prins", shared), who("Joris Prins", shared))
    assert score < 0.5
    assert not certain


def test_who_inherits_the_address_of_a_function_is_another(colleagues: list[Bearer]) -> None:
    address = "opleidingsmanager.ict@haz.example"
    assert found(colleagues, who("Petra Prins", address), who("Wietske Oudejans", address)) == (0.0, False)


@pytest.mark.parametrize(
    ("one", "other"), [("Sanne Oudejans", "Wietske Oudejans"), ("Wim Oudejans", "Wietske Oudejans")]
)
def test_twins_with_one_phone_are_two(colleagues: list[Bearer], one: str, other: str) -> None:
    phone = "06 12 34 56 78"
    score, certain = found(colleagues, who(one, phone=phone), who(other, phone="+31 6 12345678"))
    assert score < 0.5
    assert not certain


def test_a_nickname_is_the_formal_name(colleagues: list[Bearer]) -> None:
    score, _ = found(colleagues, who("Sjaak Oudejans", unit="ICT"), who("Jacobus Oudejans", unit="ICT"))
    assert score > 0.5


def test_a_slip_in_the_surname_is_offered(colleagues: list[Bearer]) -> None:
    assert found(colleagues, who("Wietske Oudejans", unit="ICT"), who("Wietske Oudjeans", unit="ICT"))[0] > 0.5


def test_names_the_wrong_way_round_are_offered(colleagues: list[Bearer]) -> None:
    assert found(colleagues, who("Wietske Oudejans", unit="ICT"), who("Oudejans Wietske", unit="ICT"))[0] > 0.5


def test_common_names_at_different_schools_stay_apart(colleagues: list[Bearer]) -> None:
    assert found(colleagues, who("J. de Vries"), who("J. de Vries", school="ROC Zeewijk"))[0] < 0.5


def test_a_school_under_two_names_is_one(colleagues: list[Bearer]) -> None:
    hva, auas = (
        who("Wietske Oudejans", school="HvA"),
        who("Wietske Oudejans", school="Amsterdam University of Applied Sciences"),
    )
    assert hva.schools == auas.schools == {"hva.nl"}
    assert found(colleagues, hva, auas)[0] > 0.5


def test_a_school_that_no_list_knows_is_told_by_the_addresses_of_its_people(colleagues: list[Bearer]) -> None:
    staff = [who(f"Collega {n}", f"c{n}@haz.example", school=("HaZ" if n % 2 else ZEE)) for n in range(8)]
    score, _ = found([*colleagues, *staff], who("Wietske Oudejans", school="HaZ"), who("Wietske Oudejans"))
    assert score > 0.5


def test_who_are_known_to_be_two_are_in_no_pair(colleagues: list[Bearer]) -> None:
    one, other = who("Wietske Oudejans", "w@haz.example"), who("Wietske Oudejans", "w@haz.example")
    apart = {(one.id, other.id)}
    assert not [p for p in pairs([*colleagues, one, other], apart=apart) if {p.a, p.b} == {one.id, other.id}]


def test_an_initial_that_fits_two_is_neither(colleagues: list[Bearer]) -> None:
    one, two, short = who("Wietske Oudejans"), who("Wilma Oudejans"), who("W. Oudejans")
    here = pairs([*colleagues, one, two, short])
    assert not [pair for pair in here if short.id in {pair.a, pair.b}]


def test_the_order_of_the_bearers_does_not_matter(colleagues: list[Bearer]) -> None:
    some = [
        *colleagues,
        who("Wietske Oudejans", "w.oudejans@haz.example"),
        who("W. Oudejans", "w.oudejans@haz.example"),
    ]
    assert pairs(some) == pairs(some[::-1])


def test_rows_that_are_certainly_one_come_to_one_and_to_whom_the_database_has(colleagues: list[Bearer]) -> None:
    address = "w.oudejans@haz.example"
    rows = [bearer(-n, "Wietske Oudejans", schools=(ZEE,), emails=(address,)) for n in (1, 2)]
    assert groups(pairs([*colleagues, *rows])) == {-1: -1, -2: -1}
    known = who("Wietske Oudejans", address)
    assert groups(pairs([*colleagues, known, *rows])) == {known.id: known.id, -1: known.id, -2: known.id}


def test_two_who_are_kept_apart_come_into_no_group_through_a_third() -> None:
    level = (0, 0, 0, 1, 0, 0, 0, 0, -4, 0, 0)
    both = [Pair(901, 902, 0.999, certain=True, pattern=level), Pair(902, 903, 0.998, certain=True, pattern=level)]
    assert groups(both) == {901: 901, 902: 901, 903: 901}
    assert groups(both, {(901, 903)}) == {901: 901, 902: 901}


def test_the_reasons_are_sentences(colleagues: list[Bearer]) -> None:
    one, other = who("Wietske Oudejans", role="docent"), who("W. Oudejans", role="docent")
    (pair,) = [p for p in pairs([*colleagues, one, other], threshold=0.3) if p.a == one.id]
    with language("nl"):
        said = reasons(pair.pattern, school=ZEE, role="docent")
    assert said == ["voorletter die bij de voornaam past en achternaam", f"beiden docent bij {ZEE}"]


def test_another_word_for_the_post_keeps_nobody_apart_from_themselves(colleagues: list[Bearer]) -> None:
    page = who("Yousra Tahiri", email="y.tahiri@haz.example", role="lecturer")
    listed = who("Yousra Tahiri", email="y.tahiri@haz.example", role="docent Bedrijfskunde", phone="020 555 01 23")
    assert found(colleagues, page, listed)[1]
    assert found(colleagues, who("Noor Haddad", role="assistant professor"), who("Noor Haddad", role="docent"))[0] > 0.5


def test_a_letter_alone_joins_nobody_without_an_address(colleagues: list[Bearer]) -> None:
    one, other = who("Wietske Ravestein", unit="Faculteit ICT"), who("W. Ravestein", unit="Faculteit ICT")
    score, certain = found(colleagues, one, other)
    assert score > 0.5
    assert not certain


def test_an_import_finds_whoever_is_certainly_one(colleagues: list[Bearer]) -> None:
    twice = [
        who("Wietske Oudejans", "w.oudejans@haz.example"),
        who("W. Oudejans", "w.oudejans@haz.example", school=""),
        who("Jelle Terpstra", phone="06 12345678", role="docent"),
        who("Jelle Terpstra", phone="0612345678", role="docent"),
        who("Piet Terpstra", phone="0612345678", role="docent"),
    ]
    everybody = [*colleagues, *twice]
    sure = {(pair.a, pair.b) for pair in pairs(everybody) if pair.certain}
    assert {(pair.a, pair.b) for pair in certain_pairs(everybody)} == sure
    assert (twice[0].id, twice[1].id) in sure
    assert (twice[2].id, twice[3].id) in sure
    assert not any(twice[4].id in two for two in sure)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (who("W. Oudejans", profile="https://www.linkedin.com/in/wietske-oudejans-1a2b3c"), who("Wietske Oudejans")),
        (who("C. Westra", "c.a.terwestra@haz.example"), who("C.A. ter Westra")),
        (who("Wietske Oudejanns", "w.oudejans@haz.example", unit="ICT"), who("Wietske Oudejans", unit="ICT")),
        (who("Wietske Oudejans-Kok", "wietske.oudejans@haz.example"), who("Wietske Oudejans")),
    ],
    ids=["first name", "tussenvoegsel", "slip", "half of a double surname"],
)
def test_an_address_tells_of_the_name_what_a_row_leaves_out(
    one: Bearer, other: Bearer, colleagues: list[Bearer]
) -> None:
    bare = Bearer(one.id, one.names, one.schools, one.units)
    told, untold = found(colleagues, one, other)[0], found(colleagues, bare, other)[0]
    assert told > max(untold, 0.5)


@pytest.mark.parametrize(
    "address", ["secretariaat@haz.example", "jan.pieters@haz.example", "yevandeoud@haz.example", "o.kok@haz.example"]
)
def test_an_address_that_is_not_of_this_name_tells_nothing(address: str, colleagues: list[Bearer]) -> None:
    (form,) = told(who("W. Oudejans", address), traits_of(PersonName(initials="W.", call_name="", surname="Oudejans")))
    assert (form.call, form.prefix, form.surname, form.initials) == ("", "", "oudejans", ("w",))


def test_nobody_is_their_own_double(colleagues: list[Bearer]) -> None:
    slipped = who("Wietske Oudejanns", "w.oudejans@haz.example")
    assert not [pair for pair in pairs([*colleagues, slipped], threshold=0.01) if slipped.id in {pair.a, pair.b}]


def test_a_numbered_address_says_that_a_colleague_bears_the_name(colleagues: list[Bearer]) -> None:
    known = who("Wietske Oudejans", unit="ICT", role="lector")
    assert found(colleagues, known, who("Wietske Oudejans", "w.oudejans@haz.example", unit="ICT", role="lector"))[1]
    numbered = who("Wietske Oudejans", "w.oudejans2@haz.example", unit="ICT", role="lector")
    score, certain = found(colleagues, known, numbered)
    assert score < 0.98
    assert not certain


@pytest.mark.parametrize(("one", "other"), [("Wieke Oudejans", "Wiebe Oudejans"), ("Ann Oudejans", "Annick Oudejans")])
def test_near_first_names_and_one_phone_may_be_twins(colleagues: list[Bearer], one: str, other: str) -> None:
    shared = {"phone": "06 12 34 56 78", "unit": "ICT", "email": "fam.oudejans60@xs4all.nl"}
    assert not found(colleagues, who(one, **shared), who(other, **shared))[1]


@pytest.mark.parametrize("private", ["wietske.o@gmail.example", "wietske.o@hotmail.be", "wietske.o@ziggo.nl"])
def test_a_private_address_beside_one_at_work_speaks_against_nobody(private: str, colleagues: list[Bearer]) -> None:
    work = who("Wietske Oudejans", "w.oudejans@haz.example", unit="ICT")
    with_private = found(colleagues, work, who("Wietske Oudejans", private, unit="ICT"))[0]
    elsewhere = found(colleagues, work, who("Wietske Oudejans", "wo@anders.example", unit="ICT"))[0]
    assert with_private > elsewhere


def test_a_unit_of_few_says_more_than_a_unit_of_many(colleagues: list[Bearer]) -> None:
    names = [" ".join(("Karel", f"Zoet{'abcdefgh'[n // 10]}{'aeiourstlm'[n % 10]}ma")) for n in range(80)]
    everybody = [*colleagues, *(who(name, unit="Faculteit ICT") for name in names)]
    few, common = (
        found(everybody, who("Wietske Oudejans", unit=unit), who("W. Oudejans", unit=unit))[0]
        for unit in ("Team Zee", "Faculteit ICT")
    )
    assert few > common


def test_a_nickname_that_many_bear_says_less_than_one_of_few(colleagues: list[Bearer]) -> None:
    johns = [who(f"{name} Zoetmulder") for name in ("Jan", "Hans", "Johan", "Hannes", "John", "Jo") for _ in range(6)]
    everybody = [*colleagues, *johns]
    many = found(everybody, who("Johan Oudejans"), who("Hans Oudejans"))[0]
    few = found(everybody, who("Quirinus Oudejans"), who("Krijn Oudejans"))[0]
    assert few > many


def test_where_nothing_else_ever_agrees_for_an_initial_an_initial_says_less() -> None:
    level = (0, int(Given.CALL_AND_INITIAL), 0, 0, 0, 0, 0, 0, -1, 0, 0)
    agree, differ = (1, -5), (2, 0)
    with_evidence = {(*level[:5], unit, *level[6:9], rare, 0): n for (unit, rare), n in ((agree, 800), (differ, 200))}
    without = {(*level[:5], unit, *level[6:9], rare, 0): n for (unit, rare), n in ((agree, 8), (differ, 800))}
    often, seldom = among(with_evidence).log_odds(level), among(without).log_odds(level)
    assert seldom < Rates().log_odds(level) < often
    few = among(dict.fromkeys(without, 1)).log_odds(level)
    assert abs(few - Rates().log_odds(level)) < 0.3


def among(counts: dict[Pattern, int]) -> Rates:
    """The rates among pairs of which so many agree as each pattern does."""
    return rates(Odds(np.array(list(counts))), np.array(list(counts.values())))
