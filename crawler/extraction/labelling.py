"""Which labels matter to whom: the fields that name people, and those that describe a course."""

from crawler.extraction.recognisers.labels import read_label

ROLE_OF_FIELD = {
    "teacher": "teacher",
    "course_coordinator": "course_coordinator",
    "contact": "contact",
    "programme_coordinator": "programme_coordinator",
    "programme_director": "programme_director",
    "internship_coordinator": "internship_coordinator",
}
"""Fields whose values are people, with the role that makes them."""

PEOPLE_FIELDS = frozenset({*ROLE_OF_FIELD, "person_name"})
"""Fields whose values are names of people."""

COURSE_FIELDS = frozenset(
    "course_name course_code credits period school_year language teacher course_coordinator hours learning_outcomes".split()
)
"""Fields that describe a course; several of them together make a course page."""

MOST_WORDS = 7
"""Words of the longest label."""


def field_of(text: str) -> str | None:
    """The field that the label `text` announces ("teacher", "credits", "other"), or None where it is none."""
    if text.count(" ") >= MOST_WORDS:
        return None
    reading = read_label(text)
    return reading.field if reading is not None else None


def is_sure_label(text: str) -> bool:
    """Whether `text` is a label that nearly always means its field."""
    reading = read_label(text)
    return reading is not None and reading.score > 0.55
