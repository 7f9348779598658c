"""Groups of people whose name says that they teach, though no role word stands in it ("Faculty")."""

import tomllib
from functools import cache

from crm.resources import data_path
from crm.text import fold


@cache
def _teaching() -> frozenset[str]:
    words = tomllib.loads(data_path("extraction/groups.toml").read_text("utf-8"))["teaching"]
    return frozenset(map(fold, words))


def is_teaching_group(text: str) -> bool:
    """Whether a heading, badge or folder names a group that teaches; "Faculty of Science" is a unit and none."""
    if not text or len(text) > 40:
        return False
    words = fold(text).split()
    return any(" ".join(words[at:]) in _teaching() for at in range(min(len(words), 3)))
