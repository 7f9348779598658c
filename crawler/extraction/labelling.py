"""Which labels matter to whom: the fields that name people, and those that describe a course."""

import re
from functools import cache, lru_cache

from crawler.extraction.recognisers.labels import LONGEST, read_label
from crawler.extraction.recognisers.role_words import role_index, words_of
from crawler.extraction.recognisers.roles import read_roles
from crawler.extraction.recognisers.vocabulary import vocabulary

ASSISTANT = "assistant"
"""The role that a label for students who help gives ("TAs:"): it makes nobody a contact."""

ROLE_OF_FIELD = {
    "assistant": ASSISTANT,
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

POSTS = frozenset({"course_coordinator", "programme_coordinator", "programme_director", "internship_coordinator"})
"""Roles that sentences tell of the own school's people only; teachers and deans of any school are told of."""

COURSE_FIELDS = frozenset(
    {
        "course_name",
        "course_code",
        "credits",
        "period",
        "school_year",
        "language",
        "teacher",
        "course_coordinator",
        "hours",
        "learning_outcomes",
    }
)
"""Fields that describe a course; several of them together make a course page."""

_ORDER = (
    "teacher",
    "course_coordinator",
    "programme_coordinator",
    "programme_director",
    "internship_coordinator",
    "contact",
)
_UNIT_NAME = re.compile(r"\b(?:faculty|school|college|department|institute) of\b", re.IGNORECASE)
_FOR_WHOM = re.compile(r"([^\W\d_].{3,40}?) (?:für|voor|for|pour) ", re.IGNORECASE)
"""A label that says for whom it is: "Ansprechpartnerin für den Bachelor Informatik"."""
SURE_LABEL = 0.55
"""Score above which a label nearly always means its field."""
_AUDIENCE = re.compile(r"(?:for|voor|für|pour)\s", re.IGNORECASE)
"""What is for teachers names none ("For staff")."""
MOST_WORDS = 7
"""Words of the longest label."""


def field_of(text: str) -> str | None:
    """The field that the label `text` announces ("teacher", "credits", "other"), or None where it is none."""
    return _field_of(text) if len(text) <= LONGEST else None


@lru_cache(maxsize=4_096)
def _field_of(text: str) -> str | None:
    if text.count(" ") >= MOST_WORDS:
        return None
    reading = read_label(text)
    if reading is None:
        return "contact" if _is_contact_for(text) else None
    if reading.field in ROLE_OF_FIELD and _UNIT_NAME.search(text):
        return None
    if reading.field == "teacher" and _AUDIENCE.match(text):
        return None
    return reading.field


def _is_contact_for(text: str) -> bool:
    """Whether a label announces a contact and for whom: "Contactpersoon voor bedrijven"."""
    head = _FOR_WHOM.match(text) if text.count(" ") > 1 else None
    reading = read_label(head.group(1)) if head is not None else None
    return reading is not None and reading.field == "contact" and reading.score > SURE_LABEL


@lru_cache(maxsize=4_096)
def roles_of_label(field: str, label: str) -> tuple[str, ...]:
    """The roles that a label of a people field gives: "Contactdocent" makes a contact and a teacher."""
    first = ROLE_OF_FIELD.get(field)
    if first is None:
        return ()
    kinds = {first}
    parts = re.split(r"[/|,;&+]", label)
    if first == ASSISTANT and len(parts) == 1:
        return (first,)  # a "teaching fellow" of one course helps, and holds a post in a list of staff
    for part in parts:
        kinds.update(reading.kind for reading in read_roles(part) if reading.kind and not reading.doubtful)
        also = read_label(part)
        if also is not None and also.field in ROLE_OF_FIELD and also.score > SURE_LABEL:
            kinds.add(ROLE_OF_FIELD[also.field])
    if "course_coordinator" in kinds:
        kinds.discard("teacher")
    return tuple(sorted(kinds & set(_ORDER), key=_ORDER.index)) or (first,)


def roles_over(roles: tuple[str, ...], label: str, sort: str | None) -> tuple[str, ...]:
    """`roles` of a label where it is held over a `sort` of thing: "Coördinator" alone may be a programme's."""
    kind = _kind_over(label, sort) if sort is not None else None
    if not kind:
        return roles
    return tuple(kind if role == "course_coordinator" else role for role in roles or ("course_coordinator",))


def is_bare_head(label: str) -> bool:
    """Whether a label is a word that is nothing without what it is head of: "Coordinator", "Co-Koordinatorin"."""
    words = words_of(label)
    return len(words) == 1 and words[0] in role_index().heads


def _kind_over(label: str, sort: str) -> str | None:
    """The role that a word which is nothing alone makes over a sort of thing: "Directeur", "Adjunct-directeur"."""
    words = words_of(label)
    if len(words) == 2 and words[0] in _deputies():
        words = words[1:]
    return role_index().heads.get(words[0], {}).get(sort) if len(words) == 1 else None


@cache
def _deputies() -> frozenset[str]:
    """What stands before the word for a function of those who hold it in the place of others."""
    return frozenset(vocabulary("roles")["head_of"]["deputies"])


def is_sure_label(text: str) -> bool:
    """Whether `text` is a label that nearly always means its field."""
    reading = read_label(text)
    return reading.score > SURE_LABEL if reading is not None else _is_contact_for(text)
