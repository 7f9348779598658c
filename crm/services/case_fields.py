"""The fields of a case that a person corrects, and what each takes."""

from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches

from crm.errors import UsageError
from crm.language import _
from crm.services import partners
from crm.text import LONGEST_DESCRIPTION, clean
from crm.unit_of_work import Work
from crm.words import Level, Setting

_LONG = ("question", "has", "wants")
_SHORT = ("title", "sector", "effort", "wanted", "municipality", "language", "confidentiality", "their_number", "owner")
_DAYS = ("wanted_from", "wanted_by", "received_on")
_NEEDED = frozenset(("question", "title", "owner", "received_on"))

FIELDS = (*_LONG, *_SHORT, *_DAYS, "level", "setting", "partner")
"""Every field of a case that can be corrected."""


def field_word(name: str) -> str:
    """A field of a case as it is said."""
    return {
        "title": _("Title"),
        "question": _("Question"),
        "has": _("Has"),
        "wants": _("Wants"),
        "sector": _("Sector"),
        "effort": _("Effort"),
        "wanted": _("When"),
        "wanted_from": _("Wanted from"),
        "wanted_by": _("Wanted before"),
        "municipality": _("Where"),
        "level": _("Level"),
        "setting": _("Form"),
        "partner": _("Through"),
        "confidentiality": _("Confidential"),
        "received_on": _("Came in"),
        "owner": _("Owner"),
        "language": _("Language"),
        "their_number": _("Number"),
    }[name]


def checked(work: Work, name: str, value: str) -> Mapping[str, object]:
    """Column → value of the field `name` that is to hold `value`; "" empties it. Raises UsageError."""
    if name not in FIELDS:
        close = get_close_matches(name, FIELDS, 1, 0.5)
        meant = _(" Did you mean {name}?").format(name=close[0]) if close else ""
        raise UsageError(
            _("A case has no field {field}: it has {fields}.").format(field=clean(name, 40), fields=", ".join(FIELDS))
            + meant
        )
    text = clean(value, LONGEST_DESCRIPTION if name in _LONG else 500)
    if not text and name in _NEEDED:
        raise UsageError(_("A case cannot be without {field}.").format(field=name))
    if name == "level":
        return {name: _one_of(Level, name, text)}
    if name == "setting":
        return {name: _one_of(Setting, name, text)}
    if name == "partner":
        return {"partner_id": partners.take_in(work, text).partner.id if text else None}
    return {name: (_day(name, text) if name in _DAYS else text) if text else None}


def _day(name: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(
            _("{option} takes a day as YYYY-MM-DD, not {given}.").format(option=name, given=clean(text, 40))
        ) from error


def _one_of(words: type[Level] | type[Setting], name: str, text: str) -> Level | Setting | None:
    if not text:
        return None
    found = next((one for one in words if one.value == text.lower().replace(" ", "_").replace("-", "_")), None)
    if found is None:
        raise UsageError(
            _("{option} does not take {given}: choose from {known}.").format(
                option=name, given=clean(text, 40), known=", ".join(words)
            )
        )
    return found
