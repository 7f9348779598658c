"""Warmth from what happened: more, nearer and newer is warmer; it cools, and an ended relation is cold."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.language import language
from crm.warmth import Event, Happening, warmth
from crm.warmth.rules import rules
from crm.words import Stage

TODAY = date(2026, 11, 23)

happenings = st.builds(
    Happening,
    event=st.sampled_from(Event),
    whose=st.just("noor"),
    on=st.one_of(st.none(), st.dates(date(2010, 1, 1), TODAY)),
    count=st.integers(1, 500),
)


def _once(event: Event, days: int = 10, count: int = 1, whose: str = "noor") -> Happening:
    return Happening(event, whose, TODAY - timedelta(days=days), count)


def test_nothing_happened_is_cold_and_says_nothing() -> None:
    assert warmth([], TODAY).score == 0
    assert warmth([], TODAY, Stage.DECLINED).reasons == ()


@given(st.lists(happenings, max_size=12), happenings)
def test_one_more_event_never_cools(before: list[Happening], more: Happening) -> None:
    assert 0 <= warmth(before, TODAY).score <= warmth([*before, more], TODAY).score <= 100


@given(st.lists(happenings, max_size=8), st.integers(1, 4000))
def test_it_cools_with_time(happened: list[Happening], days: int) -> None:
    assert warmth(happened, TODAY + timedelta(days=days)).score <= warmth(happened, TODAY).score


@given(st.lists(happenings, max_size=8), st.randoms())
def test_the_order_of_events_does_not_matter(happened: list[Happening], random: st.DataObject) -> None:
    shuffled = list(happened)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a Random
    assert warmth(shuffled, TODAY) == warmth(happened, TODAY)


def test_what_they_did_counts_more_than_what_we_did() -> None:
    assert warmth([_once(Event.ANSWERED)], TODAY).score > warmth([_once(Event.WRITTEN_TO)], TODAY).score
    assert warmth([_once(Event.INVITED_US)], TODAY).score > warmth([_once(Event.WE_INVITED)], TODAY).score
    assert warmth([_once(Event.VISITED)], TODAY).score > warmth([_once(Event.CALLED)], TODAY).score


def test_half_the_points_are_left_after_the_half_life() -> None:
    weight = rules().events[Event.CALLED]
    assert rules().points(Event.CALLED, count=1, days=round(weight.half_life_days)) == pytest.approx(weight.points / 2)


def test_who_declined_is_cooler_and_who_objected_is_cold() -> None:
    happened = [_once(Event.VISITED), _once(Event.ANSWERED)]
    assert warmth(happened, TODAY, Stage.DECLINED).score < warmth(happened, TODAY).score
    objected = warmth(happened, TODAY, Stage.DO_NOT_CONTACT)
    assert objected.score == 0
    with language("en"):
        assert warmth(happened, TODAY, Stage.DO_NOT_CONTACT).texts[0] == "does not want to be contacted"


def test_the_reasons_are_sentences_with_the_strongest_first() -> None:
    happened = [_once(Event.CONNECTED, days=2000), _once(Event.VISITED, count=2), _once(Event.WRITTEN_TO)]
    with language("nl"):
        assert warmth(happened, TODAY).texts == [
            "2 keer bezocht door noor, het laatst 13 nov",
            "op LinkedIn verbonden met noor sinds 2 jun 2021",
            "aangeschreven door noor, 13 nov",
        ]


def test_an_event_of_an_unknown_day_is_old() -> None:
    unknown = [Happening(Event.MESSAGES_FROM, "noor", None)]
    assert warmth(unknown, TODAY).score < warmth([_once(Event.MESSAGES_FROM, days=1000)], TODAY).score


def test_every_event_has_its_weight_and_its_words() -> None:
    assert set(rules().events) == set(Event)
    for event in Event:
        for count in (1, 3):
            (text,) = warmth([_once(event, count=count)], TODAY).texts
            assert "noor" in text
