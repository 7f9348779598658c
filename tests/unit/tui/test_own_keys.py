"""Keys of the user's own are read from one line, and what cannot be is said with what to do."""

import pytest

from crm.errors import UsageError
from crm.language import language
from tui.own_keys import read_keys


def test_actions_get_the_keys_that_are_written_for_them() -> None:
    assert read_keys("log=j, message = ctrl+o,undo=f5,") == {"log": "j", "message": "ctrl+o", "undo": "f5"}
    assert read_keys("log=m, message=l") == {"log": "m", "message": "l"}, "two that change places"
    assert read_keys("  ") == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("log", "“log” is no action=key"),
        ("lgo=j", "there is no action lgo. Did you mean log?"),
        ("log=jj", "jj, for log, is no key"),
        ("log=ctrl+", "ctrl+, for log, is no key"),
        ("log=m", "m would be both log and message"),
        ("enter=j", "enter keeps its own key"),
    ],
)
def test_what_cannot_be_is_refused_by_name(text: str, said: str) -> None:
    with language("en"), pytest.raises(UsageError, match="The setting keys: ") as told:
        read_keys(text)
    assert said in str(told.value)
