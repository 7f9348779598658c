"""What an import would do, before anything is written: every row with what becomes of it, and every person once."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from crm.errors import WerkplaatsError
from crm.imports.contact import Contact
from crm.imports.places import Place
from crm.imports.positions import Position
from crm.language import _
from crm.words import EntityKind, RoleKind


class StoppedError(WerkplaatsError):
    """The user stopped the import; nothing was written."""


Progress = Callable[[str, int, int], None]
"""Told what is being done, how far it is and of how many (0: not known); may raise to stop."""


class Outcome(StrEnum):
    """What becomes of a row."""

    ADDED = "added"
    UPDATED = "updated"
    SAME = "same"
    MERGED = "merged"
    REFUSED = "refused"
    LEFT_OUT = "left_out"


class Fate(StrEnum):
    """What becomes of a row as the preview tells it: an outcome, or that it would contradict what is known."""

    NEW = "new"
    SAME_AS = "same_as"
    CONFLICT = "conflict"
    REFUSED = "refused"
    LEFT_OUT = "left_out"


@dataclass(slots=True)
class Line:
    """One row of the file and its outcome. `person` is known when the import is done."""

    line: int
    outcome: Outcome
    name: str = ""
    reason: str = ""
    sheet: str = ""
    shows: str = ""
    """What the row holds, for the eye of who decides."""
    person: int | None = None
    conflicts: Sequence[str] = ()
    cells: Sequence[str] = ()
    """Of a refused row, so that it can be mended."""
    values_refused: Sequence[str] = ()
    """Of a row that comes in: what of it does not, and why."""

    def refuse(self, reason: str, cells: list[str]) -> None:
        """The row does not come in; its cells are kept."""
        self.outcome, self.reason, self.cells = Outcome.REFUSED, reason, cells

    def refuse_values(self, *reasons: str) -> None:
        """The row comes in without some of its values; `reasons` say which, and why."""
        self.values_refused = [*self.values_refused, *reasons]

    @property
    def fate(self) -> Fate:
        """What the preview says."""
        if self.outcome is Outcome.REFUSED:
            return Fate.REFUSED
        if self.outcome is Outcome.LEFT_OUT:
            return Fate.LEFT_OUT
        if self.conflicts:
            return Fate.CONFLICT
        return Fate.NEW if self.outcome is Outcome.ADDED else Fate.SAME_AS


@dataclass(frozen=True, slots=True)
class Role:
    """What somebody is, of what. `of_id` None: the school of the row, which is not in the database yet."""

    kind: RoleKind
    of: EntityKind
    of_id: int | None
    words: str = ""
    doubtful: bool = False


@dataclass(slots=True)
class Entry:
    """One row that speaks of somebody, as it will be written."""

    contact: Contact
    line: Line
    page: str
    mention: str
    says: dict[str, Any]
    place: Place | None = None
    position: Position = field(default_factory=lambda: Position(None))
    roles: list[Role] = field(default_factory=list)
    is_new: bool = True
    """False where the very same was imported before."""
    doubtful: bool = False
    """Called as somebody who was erased, with another address: waits in review."""


@dataclass(slots=True)
class Someone:
    """A person of the plan, with the rows that speak of them. `id` None: not in the database yet."""

    id: int | None
    entries: list[Entry]
    replaced: list[int] = field(default_factory=list)
    """Sightings of an earlier state of the same file, which this one takes the place of."""


@dataclass(slots=True)
class Tie:
    """What is known between the network and one person, as it will be written."""

    someone: Someone
    page: str
    values: dict[str, Any]
    held: dict[str, Any] | None = None
    """The row there is already."""

    @property
    def is_new(self) -> bool:
        """Whether it says anything that is not written down."""
        return self.held is None or any(self.held[name] != value for name, value in self.values.items())


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that was not taken in: where it stands, and why."""

    file: str
    line: int
    reason: str
    sheet: str = ""


@dataclass(slots=True)
class Plan:
    """Everything an import would do."""

    file: str
    lines: list[Line] = field(default_factory=list)
    people: list[Someone] = field(default_factory=list)
    ties: list["Tie"] = field(default_factory=list)
    """Of an archive: whom its network knows, and how well."""
    whose: str | None = None
    """Of an archive: the profile of whose network it is, where its messages tell."""
    remarks: list[str] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """How many rows were read, and how many have each outcome but `refused`."""
        tally = Counter(line.outcome for line in self.lines)
        named = (Outcome.ADDED, Outcome.UPDATED, Outcome.SAME, Outcome.MERGED, Outcome.LEFT_OUT)
        return {"read": len(self.lines), **{outcome.value: tally[outcome] for outcome in named}}

    def why_nothing(self) -> str:
        """Why an import wrote nothing."""
        refused = len(self.refused())
        if refused == len(self.lines) > 0:
            return _("Nothing was written: every row was refused.")
        left_out = sum(line.outcome is Outcome.LEFT_OUT for line in self.lines)
        if left_out == len(self.lines) > 0:
            return _("Nothing was written: every row was left out.")
        if refused or left_out:
            return _("Nothing was written: what was not refused or left out was known already.")
        return _("Nothing was written: all of it was known already.")

    def refused(self) -> list[Refused]:
        """The rows that were not taken in."""
        return [
            Refused(self.file, line.line, line.reason, line.sheet)
            for line in self.lines
            if line.outcome is Outcome.REFUSED
        ]

    def values_refused(self) -> list[Refused]:
        """The values that were left out of rows that were taken in."""
        return [
            Refused(self.file, line.line, reason, line.sheet)
            for line in self.lines
            if line.outcome is not Outcome.REFUSED
            for reason in line.values_refused
        ]

    @property
    def changes_something(self) -> bool:
        """Whether anything would be written."""
        written = {Outcome.ADDED, Outcome.UPDATED, Outcome.MERGED}
        return any(line.outcome in written for line in self.lines) or any(tie.is_new for tie in self.ties)


def outcome_word(outcome: Outcome) -> str:
    """An outcome as it is said on screen."""
    return {
        Outcome.ADDED: _("new"),
        Outcome.UPDATED: _("completed"),
        Outcome.SAME: _("unchanged"),
        Outcome.MERGED: _("twice"),
        Outcome.REFUSED: _("refused"),
        Outcome.LEFT_OUT: _("left out"),
    }[outcome]
