"""What an old sheet tells of a relation: where it stands, who has it, what was said and what comes next."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from crm.imports.columns import Field
from crm.imports.days import day_in, says_when
from crm.language import _
from crm.resources import data_path
from crm.text import clean, fold
from crm.words import ActivityKind, Stage

LONGEST_TOLD = 5_000
_DATED = re.compile(r"(?m)(?:^|(?<=[\n;]))\s*(?=(?:\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{4}-\d{2}-\d{2})\b)")
_DIGIT = re.compile(r"\d")
_LEADING_DAY = re.compile(r"^\s*(?:\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{4}-\d{2}-\d{2})(?: \d{2}:\d{2})?\s*[:–—-]?\s*")


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened, or was written down. `on` None: the sheet does not say when.

    `reached`: we were in touch. With a note that is a contact of which the sheet does not say the way.
    """

    kind: ActivityKind
    on: date | None
    note: str
    reached: bool = False


@dataclass(slots=True)
class Told:
    """The history of one row."""

    stage: Stage | None = None
    owner: str = ""
    last_contact: date | None = None
    next_on: date | None = None
    next_what: str = ""
    events: list[Event] = field(default_factory=list)
    to_come: list[tuple[Field, str]] = field(default_factory=list)
    """Days of what was done that have yet to come, as written: no contact was that day, so they are kept in words."""

    @property
    def says_nothing(self) -> bool:
        """Whether the row has no history at all."""
        return not (self.stage or self.owner or self.last_contact or self.next_what or self.next_on or self.events)


@cache
def _stages() -> dict[str, Stage]:
    said = tomllib.loads(data_path("imports/contacts.toml").read_text(encoding="utf-8"))["stages"]
    query = tomllib.loads(data_path("funnel/query.toml").read_text(encoding="utf-8"))["values"]["stage"]
    known: dict[str, Stage] = {}
    for stage in Stage:
        for word in (stage.value, *query.get(stage.value, ()), *said.get(stage.value, ())):
            known.setdefault(fold(word), stage)
    return known


@cache
def _kinds() -> list[tuple[str, ActivityKind]]:
    said = tomllib.loads(data_path("imports/contacts.toml").read_text(encoding="utf-8"))["contact"]
    return [(fold(word), ActivityKind(kind)) for kind, words in said.items() for word in words]


def stage_of(text: str) -> Stage | None:
    """The stage that the words of a sheet mean: "3. geïnformeerd" too; None where they mean none."""
    folded = re.sub(r"^\d+ ", "", fold(text))
    return _stages().get(folded)


def contact_kind(text: str) -> ActivityKind | None:
    """How somebody was reached, by the words beside the day; None where they do not say."""
    folded = f" {fold(text)} "
    return next((kind for word, kind in _kinds() if f" {word} " in folded), None)


def told(cells: Mapping[Field, Sequence[str]], remarks: list[str], today: date = date.max) -> Told | None:
    """The history that the cells of a row tell; None where they tell none. What is not understood goes to `remarks`.

    Nothing was done on a day after `today`.
    """
    found = Told()
    for text in cells.get(Field.STAGE, ()):
        found.stage = found.stage or stage_of(text)
        if stage_of(text) is None:
            found.events.append(_note(_("Stage in the old sheet: {text}").format(text=clean(text, 100)), None))
            remarks.append(_("“{text}” is no stage that is known: kept as a note").format(text=clean(text, 40)))
    found.owner = next((clean(text, 100) for text in cells.get(Field.OWNER, ())), "")
    for text in cells.get(Field.LAST_CONTACT, ()):
        _last_contact(found, text, today)
    found.next_on = next((day for text in cells.get(Field.NEXT_ON, ()) if (day := day_in(text))), None)
    unread = [clean(text, 100) for text in cells.get(Field.NEXT_ON, ()) if day_in(text) is None]
    found.next_what = "; ".join([*(clean(text, 500) for text in cells.get(Field.NEXT_WHAT, ())), *unread])
    remarks += _of_unread_days([*cells.get(Field.LAST_CONTACT, ()), *cells.get(Field.NEXT_ON, ())])
    if found.next_what and found.next_on is None:
        found.next_on = day_in(found.next_what)
    for text in cells.get(Field.EXAMPLES, ()):
        found.events.append(_note(_("Example: {text}").format(text=clean(text, LONGEST_TOLD)), found.last_contact))
    for text in cells.get(Field.NOTES, ()):
        found.events += [_dated(found, part, today) for part in _DATED.split(text[:50_000]) if part.strip()]
    return None if found.says_nothing else found


def _of_unread_days(texts: Sequence[str]) -> list[str]:
    """What is said of days that cannot be read, or that there are not."""
    said = _("“{text}” is no day that there is: kept as words")
    unread = (text for text in texts if day_in(text) is None and (says_when(text) or _DIGIT.search(text)))
    return [said.format(text=clean(text, 40)) for text in unread]


def _last_contact(found: Told, text: str, today: date) -> None:
    day = day_in(text)
    if day is not None and day > today:
        found.to_come.append((Field.LAST_CONTACT, text))
        words = day.isoformat() if text.strip().isdecimal() else clean(text, LONGEST_TOLD)  # a spreadsheet's number
        found.events.append(_note(_("Last contact: {text}").format(text=words), None))
        return
    words = clean(_LEADING_DAY.sub("", text), LONGEST_TOLD)
    found.last_contact = found.last_contact or day
    if day is not None:
        beside = words if fold(words) and not words.replace(".", "").isdigit() and day_in(words) is None else ""
        kind = contact_kind(text)
        said = beside if kind is not None or beside else _("Contact; the sheet does not say which way")
        found.events.append(Event(kind or ActivityKind.NOTE, day, said, reached=True))
    elif words:
        found.events.append(_note(_("Last contact: {text}").format(text=words), None))


def _dated(found: Told, text: str, today: date) -> Event:
    """A note with the day it begins with ("12-11-2025: belt terug"), or that of the last contact."""
    leading = _LEADING_DAY.match(text)
    day = day_in(leading[0]) if leading else None
    if leading and day is not None and day > today:
        found.to_come.append((Field.NOTES, leading[0].strip(" :–—-")))
        day = None
    words = clean(text[leading.end() :] if leading and day else text, LONGEST_TOLD)
    return _note(words, day or found.last_contact)


def _note(text: str, on: date | None) -> Event:
    return Event(ActivityKind.NOTE, on, text)
