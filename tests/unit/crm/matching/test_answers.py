"""What teachers answered to like cases moves a course up or down, and is said."""

from dataclasses import replace
from datetime import date

import pytest

from crm.case_words import ProposalState
from crm.views.matching.answers import Answer, Answers, is_of_the_moment, shift_of
from crm.views.matching.weights import weights

DAY = date(2026, 11, 23)
NO = Answer(7, "Webwinkel", 4, 2, ProposalState.DECLINED, date(2026, 10, 1), "te weinig techniek")
YES = replace(NO, state=ProposalState.ACCEPTED, note=None)


def _answers(*said: Answer, like: float = 1.0) -> Answers:
    return Answers({4: said}, {7: like}, {})


def test_a_no_lowers_and_a_yes_raises_and_both_are_said() -> None:
    lower, higher = shift_of(_answers(NO), 4, 2, DAY), shift_of(_answers(YES), 4, 2, DAY)
    assert (lower.by, higher.by) == (weights().declined, weights().accepted)
    assert "te weinig techniek" in lower.said[0]
    assert "zei ja op een soortgelijke casus op 1 okt" in higher.said[0]


def test_the_less_alike_the_less_it_counts() -> None:
    assert shift_of(_answers(NO, like=0.5), 4, 2, DAY).by == pytest.approx(weights().declined / 2)


def test_another_course_of_the_same_teacher_is_moved_less_and_nobody_elses() -> None:
    assert shift_of(_answers(NO), 4, 99, DAY).by == pytest.approx(weights().declined * weights().other_course)
    assert shift_of(_answers(NO), 5, 2, DAY).by == 0
    assert shift_of(_answers(NO), None, 2, DAY).by == 0


def test_a_no_of_the_moment_says_little_about_what_fits() -> None:
    busy = replace(NO, note="dit blok zit vol")
    assert shift_of(_answers(busy), 4, 2, DAY).by == pytest.approx(weights().declined * weights().moment)


def test_together_they_move_no_more_than_the_most() -> None:
    assert shift_of(_answers(*[NO] * 9), 4, 2, DAY).by == -weights().most


@pytest.mark.parametrize("note", ["Nu te druk", "volgend blok misschien", "We are full this term"])
def test_reasons_of_the_moment(note: str) -> None:
    assert is_of_the_moment(note)


@pytest.mark.parametrize("note", [None, "", "te weinig data", "past niet bij jaar 2", "wil geen winkels"])
def test_other_reasons(note: str | None) -> None:
    assert not is_of_the_moment(note)
