"""How much of the labelled log lines and replies is read right: floors for each set, by words alone."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest

from crm.understanding.log_lines import log_answer
from crm.understanding.replies import Intent, reply_answer, weighed
from crm.understanding.weights import learned
from tests.unit.crm.understanding.kept import Kept, log_lines, replies, rounds


def share(
    kept: Sequence[Kept], right: Callable[[Kept, dict[str, Any]], bool], read: Callable[..., dict[str, Any]]
) -> float:
    """Share of `kept` whose reading is right."""
    return sum(right(one, read(one.text, one.day)) for one in kept) / len(kept)


def day_is_right(one: Kept, field: str, got: str | None) -> bool:
    """Whether a day is near enough; "-" may be today too, "?" is known by a school's calendar alone."""
    want = one.right[field]
    if want in {"", "-", "?"}:
        return got is None or (want == "-" and got == one.day.isoformat())
    return got is not None and abs((date.fromisoformat(got) - date.fromisoformat(want)).days) <= one.tolerance


def test_what_was_done_and_when_the_next_step_is() -> None:
    lines = list(log_lines())
    with_next = [line for line in lines if line.right["next"]]
    assert len(lines) >= 150
    assert share(lines, lambda line, got: got["kind"] == line.right["kind"], log_answer) >= 0.92
    assert share(lines, lambda line, got: bool(got["next"]) == bool(line.right["next"]), log_answer) >= 0.92
    assert share(with_next, _next_day, log_answer) >= 0.9


def _next_day(line: Kept, got: dict[str, Any]) -> bool:
    return bool(got["next"]) and day_is_right(line, "on", got["next"]["on"])


def test_what_a_reply_wants_until_when_and_whom_it_names() -> None:
    kept = list(replies())
    assert len(kept) >= 150
    assert share(kept, lambda one, got: got["intent"] == one.right["intent"], reply_answer) >= 0.92
    assert share(kept, lambda one, got: day_is_right(one, "later", got["later"]), reply_answer) >= 0.92
    assert share(kept, lambda one, got: (got["refer_to"] or "") in one.right["refer_to"], reply_answer) >= 0.92
    assert share(kept, lambda one, got: str(got["quoted_history"]) == one.right["quoted"], reply_answer) >= 0.98


@pytest.mark.parametrize("name", rounds("log_lines"))
def test_a_round_of_log_lines_is_read_after_it_was_learned_from(name: str) -> None:
    lines = list(log_lines(name))
    with_next = [line for line in lines if line.right["next"]]
    assert len(lines) >= 40
    assert share(lines, lambda line, got: got["kind"] == line.right["kind"], log_answer) >= 0.79
    assert share(with_next, _next_day, log_answer) >= 0.88


@pytest.mark.parametrize("name", rounds("replies"))
def test_a_round_of_replies_is_read_after_it_was_learned_from(name: str) -> None:
    kept = list(replies(name))
    read = [reply_answer(one.text, one.day) for one in kept]
    assert len(kept) >= 40
    assert sum(one.right["intent"] == got["intent"] for one, got in zip(kept, read, strict=True)) / len(kept) >= 0.91
    assert (
        sum(day_is_right(one, "later", got["later"]) for one, got in zip(kept, read, strict=True)) / len(kept) >= 0.91
    )


def test_phrases_hold_unless_all_words_speak_clearly_for_another_intent() -> None:
    assert weighed(Intent.POSITIVE, {"positive": 0.2, "negative": 0.5}) is Intent.POSITIVE
    assert weighed(Intent.POSITIVE, {"positive": 0.1, "negative": 0.8}) is Intent.NEGATIVE


def test_weights_tell_what_they_were_taught() -> None:
    import numpy as np

    vectors = np.array([[1, 0, 0], [0.9, 0.1, 0], [0, 1, 0.1], [0.1, 0.9, 0]], dtype=np.float32)
    taught = learned("some 1", np.concatenate([vectors] * 5), ["ask", "ask", "later", "later"] * 5)
    near_ask, near_later = taught.scores(np.array([[0.8, 0, 0.1], [0, 0.8, 0.1]], dtype=np.float32))
    assert near_ask["ask"] > 0.5 > near_ask["later"]
    assert near_later["later"] > 0.5 > near_later["ask"]
