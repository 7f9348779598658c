"""A sentence that names actions shows their keys, where each language has them."""

import pytest

from crm.language import _, language
from tui.actions import key_of
from tui.widgets.empty import keyed

THERE = "{schools} goes to the schools; there {crawl} crawls one."


@pytest.mark.parametrize(
    ("name", "between"), [("en", " goes to the schools; there "), ("nl", " gaat naar de scholen; daar leest ")]
)
def test_a_sentence_puts_its_keys_where_the_language_has_them(name: str, between: str) -> None:
    with language(name):
        line = keyed(_(THERE))
    assert line[:3] == [(key_of("schools"), "key"), (between, ""), (key_of("crawl"), "key")]


def test_an_action_that_does_not_exist_is_no_key() -> None:
    with pytest.raises(KeyError):
        keyed("{no_such_action} helps.")
