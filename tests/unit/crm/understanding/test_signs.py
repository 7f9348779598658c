"""By which way there was contact where no word of a line names it: the signs of it, and what they say together."""

from datetime import date

import pytest

from crm.understanding.log_lines import read_log_line, signs_read
from crm.understanding.phrases import vocabulary
from crm.understanding.scenes import scene_of
from crm.understanding.signs import ALWAYS, WAYS, Learned, learned_ways, likeliest, signs_of
from crm.words import ActivityKind

TUESDAY = date(2026, 3, 3)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("formulier ingevuld en ondertekend teruggekregen", ActivityKind.MAIL),
        ("verzoek om haar gegevens te wissen, gedaan", ActivityKind.MAIL),
        ("our proposal was approved by the exam board", ActivityKind.MAIL),
        ("kan pas na de toetsen, in mei weer proberen", ActivityKind.CALL),
        ("legde uit hoe het werkt, ze moest erom lachen en wil het proberen", ActivityKind.CALL),
    ],
)
def test_what_no_word_names_is_told_by_signs_together(line: str, kind: ActivityKind) -> None:
    assert signs_read(line, TUESDAY) is not None
    assert read_log_line(line, TUESDAY).kind is kind


def test_a_word_that_names_the_way_needs_no_signs() -> None:
    assert signs_read("gebeld met Kees", TUESDAY) is None


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("zij heeft 3 teams samengesteld, namenlijst gekregen", ActivityKind.MAIL),
        ("gaat het tijdens de lunch met collega's bespreken, om half 2 weer", ActivityKind.CALL),
        ("ze zat in de trein, verstond er niets van. straks opnieuw", ActivityKind.CALL),
        ("gisteren online kennisgemaakt met de nieuwe manager", ActivityKind.CALL),
        ("vakantie, terug 24/8", ActivityKind.MAIL),
        ("bezoek afgezegd, nieuwe datum volgt", ActivityKind.MAIL),
        ("mail naar alle coördinatoren economie, 11 stuks", ActivityKind.MAIL),
        ("out to lunch, 2pm again", ActivityKind.CALL),
        ("mailt me zelf na de vergadering", ActivityKind.CALL),
        ("wil met studenten op bezoek bij de brouwer", ActivityKind.CALL),
        ("volgende week op de koffie bij Anja", ActivityKind.NOTE),
    ],
)
def test_what_only_looks_like_a_way_or_is_yet_to_be_done_names_none(line: str, kind: ActivityKind) -> None:
    assert read_log_line(line, TUESDAY).kind is kind


def test_a_sign_in_a_plan_is_told_from_one_in_what_was_done() -> None:
    done = signs_of(scene_of("de folder is ontvangen", TUESDAY), (), ActivityKind.CALL)
    plan = signs_of(scene_of("morgen de folder nasturen", TUESDAY), (), ActivityKind.CALL)
    assert "paper" in done
    assert "plan paper" not in done
    assert "plan paper" in plan
    assert "paper" not in plan


def test_the_way_is_the_one_that_the_signs_of_a_line_say_most_for() -> None:
    scene = scene_of("de folder is ontvangen", TUESDAY)
    for way in WAYS:
        weights = {ALWAYS: [0.1] * len(WAYS), "paper": [float(one is way) for one in WAYS]}
        assert likeliest(scene, (), ActivityKind.CALL, Learned(weights, lambda _line: {})) is way


@pytest.mark.parametrize(("visit", "way"), [(0.9, ActivityKind.MAIL), (1.1, ActivityKind.VISIT)])
def test_what_the_words_of_a_line_say_is_added_to_its_signs(visit: float, way: ActivityKind) -> None:
    scene = scene_of("de folder is ontvangen", TUESDAY)
    weights = {"paper": [float(one is ActivityKind.MAIL) for one in WAYS]}
    learned = Learned(weights, lambda _line: {ActivityKind.VISIT.value: visit})
    assert likeliest(scene, (), ActivityKind.CALL, learned) is way


def test_words_that_stand_in_no_list_of_signs_count() -> None:
    assert set(learned_ways().pieces("voortgang")) == {way.value for way in WAYS}
    assert len(set(learned_ways().pieces("toestelnummer").values())) > 1


def test_each_list_of_signs_has_weights_that_were_learned() -> None:
    weights = learned_ways().weights
    assert set(vocabulary("signs")["signs"]) <= set(weights)
    assert all(len(each) == len(WAYS) for each in weights.values())
