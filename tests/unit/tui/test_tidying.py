"""The garbage collector does a round when nobody types and much was made, and not for little."""

import gc

import pytest

from tui.store import WORTH_A_ROUND, tidy


@pytest.mark.parametrize(("made", "rounds"), [(WORTH_A_ROUND, 1), (WORTH_A_ROUND - 1, 0)])
def test_a_round_is_done_when_it_is_worth_it(monkeypatch: pytest.MonkeyPatch, made: int, rounds: int) -> None:
    done: list[int] = []
    monkeypatch.setattr(gc, "get_count", lambda: (made, 0, 0))
    monkeypatch.setattr(gc, "collect", lambda: done.append(1))
    tidy()
    assert len(done) == rounds
