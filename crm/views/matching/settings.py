"""In which settings a case can land in a course: by its agreements, its roles, and the words of its name."""

import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache

from crm.resources import data_path
from crm.text import fold
from crm.views.matching.facts import CourseFacts, Teacher
from crm.views.room import LeadRoom
from crm.words import Setting

_NOT_LESSONS = {Setting.INTERNSHIP, Setting.GRADUATION}
"""What is no course that is taught to a group."""


def settings_of(course: CourseFacts, teacher: Teacher | None, room: LeadRoom | None) -> frozenset[Setting]:
    """The settings in which a case can land here."""
    if course.setting is not None:
        return frozenset((course.setting,))
    said = set(by_words((course.name, *course.programmes)))
    if teacher is not None and teacher.setting is not None:
        said.add(teacher.setting)
    if room is not None:
        said |= {one.agreement.setting for one in room.rooms if one.agreement.course_id == course.id}
    if not said & _NOT_LESSONS or said - _NOT_LESSONS:
        said.add(Setting.COURSE)
    return frozenset(said)


def by_words(names: Iterable[str]) -> frozenset[Setting]:
    """The settings that names speak of."""
    return frozenset[Setting]().union(*(_by_word(name) for name in names))


@lru_cache(maxsize=50_000)
def _by_word(name: str) -> frozenset[Setting]:
    folded = f" {fold(name)} "
    return frozenset(setting for setting, words in _words().items() if any(f" {word} " in folded for word in words))


@cache
def _words() -> dict[Setting, tuple[str, ...]]:
    said = tomllib.loads(data_path("matching/settings.toml").read_text(encoding="utf-8"))
    return {
        Setting(name): tuple(fold(word) for word in words.split(",") if word.strip()) for name, words in said.items()
    }
