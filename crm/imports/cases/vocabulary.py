"""The words of sheets and mails of cases: columns, labels, greetings, and what asks: `data/imports/cases.toml`."""

import re
import tomllib
from enum import StrEnum
from functools import cache
from typing import Any

from crm.language import _
from crm.resources import data_path
from crm.text import fold
from crm.understanding.phrases import any_of

LONGEST_LABEL = 80
"""Characters of what heads a column or stands before a value in a table."""


class CaseField(StrEnum):
    """What a column of a sheet of cases, or a label in a mail, can hold."""

    COMPANY = "company"
    REGISTER_NUMBER = "register_number"
    WEBSITE = "website"
    MUNICIPALITY = "municipality"
    SECTOR = "sector"
    SIZE = "size"
    FOUND_US = "found_us"
    CONTACT = "contact"
    EMAIL = "email"
    PHONE = "phone"
    FUNCTION = "function"
    TITLE = "title"
    QUESTION = "question"
    HAS = "has"
    WANTS = "wants"
    EFFORT = "effort"
    WANTED = "wanted"
    WANTED_FROM = "wanted_from"
    LANGUAGE = "language"
    LEVEL = "level"
    SETTING = "setting"
    CONFIDENTIALITY = "confidentiality"
    THEIR_NUMBER = "their_number"
    PARTNER = "partner"
    RECEIVED_ON = "received_on"


@cache
def words() -> dict[str, Any]:
    """The vocabulary file, read once."""
    return tomllib.loads(data_path("imports/cases.toml").read_text(encoding="utf-8"))


@cache
def labels() -> dict[str, CaseField]:
    """Folded label → what stands behind it."""
    known: dict[str, CaseField] = {}
    columns = words()["columns"]
    for field in CaseField:
        for word in (*columns[field.value], field.value):
            known.setdefault(fold(word), field)
    for word in words()["labels"]["more"]:
        known.setdefault(fold(word), CaseField.QUESTION)
    return known


@cache
def numbered_labels() -> frozenset[str]:
    """Folded labels that may have a number behind them."""
    return frozenset(fold(word) for word in words()["labels"]["numbered"])


@cache
def words_before_labels() -> re.Pattern[str]:
    """What stands before a label and says no more than it does, in folded text."""
    known = sorted(folded("labels", "before"), key=len, reverse=True)
    return re.compile(rf"^(?:(?:{'|'.join(map(re.escape, known))})\s+)+")


def field_of(label: str) -> CaseField | None:
    """The field that a label names: "Bedrijf", "Uw telefoonnummer"; None for what is no label that we know."""
    plain = fold(label)
    return labels().get(plain) or labels().get(words_before_labels().sub("", plain))


def field_of_cell(cell: str) -> CaseField | None:
    """The same of a cell of a table, where a whole sentence may name the question: "Waar lopen zij tegenaan?"."""
    found = field_of(cell)
    if found is None and len(cell) <= LONGEST_LABEL and folded("labels", "holds") & set(fold(cell).split()):
        return CaseField.QUESTION
    return found


@cache
def asides() -> re.Pattern[str]:
    """What a sentence says that speaks to the reader and asks nothing of a team."""
    return any_of(words()["letters"]["aside"])


@cache
def directed() -> re.Pattern[str]:
    """What a sentence says that asks the reader to do something."""
    return any_of(words()["letters"]["directed"])


@cache
def helping() -> re.Pattern[str]:
    """What makes it a question for help all the same."""
    return any_of(words()["letters"]["help"])


@cache
def wanting() -> re.Pattern[str]:
    """What a sentence says that wants something."""
    return any_of(words()["letters"]["wants"])


@cache
def folded(part: str, name: str) -> frozenset[str]:
    """The words of a list, folded."""
    return frozenset(fold(word) for word in words()[part][name])


def field_word(field: CaseField) -> str:
    """What a column holds, as it is said on screen."""
    return {
        CaseField.COMPANY: _("company"),
        CaseField.REGISTER_NUMBER: _("trade register number"),
        CaseField.WEBSITE: _("web page"),
        CaseField.MUNICIPALITY: _("municipality"),
        CaseField.SECTOR: _("sector"),
        CaseField.SIZE: _("size of the company"),
        CaseField.FOUND_US: _("how they found us"),
        CaseField.CONTACT: _("contact person"),
        CaseField.EMAIL: _("e-mail"),
        CaseField.PHONE: _("phone"),
        CaseField.FUNCTION: _("function"),
        CaseField.TITLE: _("title"),
        CaseField.QUESTION: _("question"),
        CaseField.HAS: _("what they have"),
        CaseField.WANTS: _("what they want"),
        CaseField.EFFORT: _("effort"),
        CaseField.WANTED: _("when"),
        CaseField.WANTED_FROM: _("can begin from"),
        CaseField.LANGUAGE: _("language"),
        CaseField.LEVEL: _("level"),
        CaseField.SETTING: _("setting"),
        CaseField.CONFIDENTIALITY: _("confidentiality"),
        CaseField.THEIR_NUMBER: _("their number"),
        CaseField.PARTNER: _("partner"),
        CaseField.RECEIVED_ON: _("day it came in"),
    }[field]
