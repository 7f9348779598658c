"""Many twos compared at once come to what each two alone come to."""

from dataclasses import replace
from itertools import combinations, pairwise, product

import numpy as np
import pytest
from rapidfuzz.distance import OSA

from benchmarks.identity.bearers import bearer_of
from benchmarks.identity.people import rows_of
from benchmarks.identity.worlds import World
from crm.identity import bearer
from crm.identity.at_once import CHUNK, Comparer
from crm.identity.bearers import Bearer
from crm.identity.blocks import candidates, neighbours
from crm.identity.codes import distinct, turns
from crm.identity.columns import Columns
from crm.identity.comparing import compare
from crm.identity.levels import Given, School
from crm.identity.model import log_odds
from crm.identity.pairs import Surroundings, compared, surroundings
from crm.identity.places import placed
from crm.identity.slips import Texts
from crm.identity.subjects import Subject, subjects

Everybody = tuple[list[Subject], Surroundings]


@pytest.fixture(scope="module")
def everybody() -> Everybody:
    """Contacts with every noise and trap, a part of whom have several addresses, numbers, schools and forms."""
    rows = rows_of(World(rows=1_500, seed=11, schools=6, first_names=60, surnames=90, namesakes=0.1, twins=0.1))
    people = placed(bearer_of(number, row) for number, row in enumerate(rows))
    mixed = [_with_more(one, other) if one.id % 4 == 0 else one for one, other in pairwise(people)]
    named = subjects(mixed)
    return named, surroundings(named)


def _with_more(one: Bearer, other: Bearer) -> Bearer:
    """The bearer with what another has as well."""
    return replace(
        one,
        names=one.names + other.names,
        schools=one.schools | other.schools,
        units=one.units | other.units,
        emails=one.emails | other.emails,
        phones=one.phones | other.phones,
        profiles=one.profiles | other.profiles,
    )


def test_every_field_is_at_the_level_that_two_alone_have(everybody: Everybody) -> None:
    people, around = everybody
    columns = Columns(people, around.addresses)
    ones, others = candidates(columns)
    some = combinations(range(0, len(people), 9), 2)  # whom nothing brings together, too
    more = np.array(list(some), dtype=np.int64).T
    ones, others = np.concatenate([ones, more[0]]), np.concatenate([others, more[1]])
    which, patterns = Comparer(columns, around.frequencies, around.addresses).compared(ones, others)
    assert len(ones) > 5_000
    for one, other, number in zip(ones.tolist(), others.tolist(), which.tolist(), strict=True):
        alone = compare(people[one], people[other], around.frequencies, around.addresses)
        assert patterns[number].tolist() == list(alone), (people[one], people[other])


def test_the_odds_of_many_patterns_are_those_of_each(everybody: Everybody) -> None:
    people, around = everybody
    odds = compared(people, around).odds
    assert len(odds) > 500
    shifts = {(int(Given.CALL_AND_INITIAL), int(School.SAME)): 0.7, (int(Given.OTHER), int(School.SAME)): 1.2}
    for found, shifted, pattern in zip(odds.at({}), odds.at(shifts), odds.patterns, strict=True):
        assert found == pytest.approx(log_odds(pattern)), pattern
        assert shifted == pytest.approx(log_odds(pattern, shifts.get(pattern[1:3], 0.0))), pattern


def test_who_shares_a_key_is_compared_and_once(everybody: Everybody) -> None:
    people, around = everybody
    ones, others = candidates(Columns(people, around.addresses))
    found = list(zip(ones.tolist(), others.tolist(), strict=True))
    assert len(set(found)) == len(found)
    assert all(one < other for one, other in found)
    mailed: dict[str, list[int]] = {}
    for place, person in enumerate(people):
        for email in person.bearer.emails:
            mailed.setdefault(email, []).append(place)
    for sharing in mailed.values():
        if len(sharing) <= 12:
            assert set(combinations(sharing, 2)) <= set(found)


def test_a_slip_in_the_surname_is_looked_past_at_one_school() -> None:
    slipped = [at_the_sea("Wietske Oudejans"), at_the_sea("Wietske Oudejasn")]
    people = subjects(replace(each, id=number) for number, each in enumerate(slipped))
    ones, others = candidates(Columns(people, surroundings(people).addresses))
    assert list(zip(ones.tolist(), others.tolist(), strict=True)) == [(0, 1)]


def at_the_sea(name: str) -> Bearer:
    """Somebody of that name at one school."""
    return bearer(1, name, schools=("Hogeschool aan Zee",))


def test_nobody_is_compared_where_there_is_nobody() -> None:
    columns = Columns([], surroundings([]).addresses)
    ones, others = candidates(columns)
    assert (len(ones), len(others)) == (0, 0)
    which, patterns = Comparer(columns, surroundings([]).frequencies, surroundings([]).addresses).compared(ones, others)
    assert (len(which), len(patterns)) == (0, 0)


def test_words_a_slip_apart_are_neighbours() -> None:
    near = neighbours(["berg", "bergh", "bakker", "smit"])
    assert dict(near) == {"berg": {"bergh"}}


@pytest.mark.parametrize("width", [3, 5_000_000])
def test_every_two_numbers_are_found_once(width: int) -> None:
    one, other = np.array([1, 2, 1, width]), np.array([2, 1, 2, width])
    ones, others, which = distinct(one, other)
    assert list(zip(ones.tolist(), others.tolist(), strict=True)) == [(1, 2), (2, 1), (width, width)]
    assert which.tolist() == [0, 1, 0, 2]


def test_turns_are_counted_for_each_place() -> None:
    places, within = turns(np.array([2, 0, 1]))
    assert (places.tolist(), within.tolist()) == ([0, 0, 2], [0, 1, 0])


def test_more_than_one_chunk_comes_to_the_same(everybody: Everybody, monkeypatch: pytest.MonkeyPatch) -> None:
    people, around = everybody
    columns = Columns(people, around.addresses)
    ones, others = candidates(columns)
    assert len(ones) < CHUNK
    whole = Comparer(columns, around.frequencies, around.addresses).compared(ones, others)
    monkeypatch.setattr("crm.identity.at_once.CHUNK", 100)
    parts = Comparer(columns, around.frequencies, around.addresses).compared(ones, others)
    assert (parts[1] == whole[1]).all()
    assert (parts[0] == whole[0]).all()


def test_texts_of_which_no_more_is_read_are_more_than_a_slip_apart() -> None:
    words = [
        "berg",
        "begr",
        "bergh",
        "brg",
        "berk",
        "gerb",
        "",
        "612345678",
        "612345687",
        "612345699",
        "van-den-bergen",
    ]
    words += [f"{word}-{end}" for word in ("wietske.oudejans", "weitske.oudejans") for end in ("x", "y", "xy")]
    twos = list(product(range(len(words)), repeat=2))
    ones, others = np.array(twos, dtype=np.int64).T
    near = [bool(OSA.distance(words[one], words[other]) <= 1) for one, other in twos]
    assert Texts(words).are_near(ones, others).tolist() == near
