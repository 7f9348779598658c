"""A case finds what answers its kind of question, though it shares no word with it."""

import json

import numpy as np
import pytest

from crm.matching import CaseText, CourseText, Matcher
from crm.matching.concepts import concepts
from crm.matching.encoders import installed
from crm.matching.kinds import bridge, kinds, made_by, shares, texts_hash
from crm.resources import data_path

COURSES = [
    CourseText(
        "route", "Combinatorial Optimisation", "en", "Travelling salesman and vehicle routing with time windows."
    ),
    CourseText("stem", "Spraaktechnologie", "nl", "Spraakherkenning en transcriptie van gesproken tekst."),
    CourseText("wijn", "Wijnbouw", "nl", "Druiven en oogst in koude streken."),
    CourseText("recht", "Arbeidsrecht", "nl", "Ontslag en ziekte."),
    CourseText("stat", "Applied Statistics", "en", "Regression in R."),
]


def test_lay_words_reach_the_words_of_the_field_by_the_kind_of_question() -> None:
    ranked = Matcher(COURSES).rank(CaseText("q", "Welke bus rijdt het eerst waarheen? Nu rijden we om.", "nl"))
    assert COURSES[ranked[0].course].id == "route"
    spoken = Matcher(COURSES).rank(CaseText("q", "Kunnen we het inspreken in plaats van typen?", "nl"))
    assert COURSES[spoken[0].course].id == "stem"


def test_a_kind_is_among_what_both_are_about() -> None:
    fit = Matcher(COURSES).rank(CaseText("q", "Routes en stops van onze bussen", "nl"), 1)[0]
    assert "route_planning" in fit.about
    assert len(set(concepts().keys)) == len(concepts().keys)


def test_what_lies_nearer_counts_more_and_all_together_one() -> None:
    found = shares(np.array([0.1, 0.2, 0.2]), 0.1)
    assert found.sum() == pytest.approx(1)
    assert found[1] == pytest.approx(found[2]) == pytest.approx(np.e * found[0])


def test_the_vectors_kept_are_those_of_the_kinds_as_they_stand() -> None:
    with np.load(data_path("matching/kinds.npz")) as kept:
        assert str(kept["texts"]) == texts_hash(), "make them anew: python -m benchmarks.kinds"
        for encoder in json.loads(str(kept["encoders"])):
            assert len(kept[f"{encoder} asked"]) == len(kept[f"{encoder} taught"]) == len(kinds())


def test_an_encoder_that_never_read_the_kinds_goes_without() -> None:
    assert bridge("another 1.0") is None


@pytest.mark.skipif(not installed(), reason="no sentence encoder is installed (extra `meaning`)")
def test_each_installed_encoder_has_its_vectors_and_crosses_from_who_asks_to_who_teaches() -> None:
    for encoder in installed():
        over = bridge(encoder.name)
        assert over is not None, f"{encoder.name} is new: python -m benchmarks.kinds"
        crossed = [over.across(row) @ over.taught.T for row in over.asked]
        right = np.mean([row.argmax() == number for number, row in enumerate(crossed)])
        assert right > 0.8, encoder.name


@pytest.mark.slow
@pytest.mark.skipif(not installed(), reason="no sentence encoder is installed (extra `meaning`)")
def test_vectors_are_made_of_both_sides_of_each_kind() -> None:
    encoder = installed()[0]
    made = made_by([encoder])
    with np.load(data_path("matching/kinds.npz")) as kept:
        for side in (f"{encoder.name} asked", f"{encoder.name} taught"):
            assert np.allclose(made[side], kept[side], atol=2e-3), side
