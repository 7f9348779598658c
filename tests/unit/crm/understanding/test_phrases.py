"""The lists of phrases as `data/understanding` holds them."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from crm.understanding.phrases import vocabulary


def _lists(told: Any, path: str = "") -> Iterator[tuple[str, list[str]]]:
    if isinstance(told, dict):
        for name, part in told.items():
            yield from _lists(part, f"{path}.{name}")
    elif isinstance(told, list):
        yield path, [phrase for phrase in told if isinstance(phrase, str)]


@pytest.mark.parametrize("file", ["days", "logging", "proposals", "replies", "signs"])
def test_no_phrase_stands_in_a_list_twice(file: str) -> None:
    lists = dict(_lists(vocabulary(file)))
    twice = {path: [phrase for phrase, times in Counter(those).items() if times > 1] for path, those in lists.items()}
    assert lists
    assert not {path: phrases for path, phrases in twice.items() if phrases}
