"""A row of a list of sprints as it will be written, and the business that it is of."""

from dataclasses import dataclass, field

from crm.imports.places import Place
from crm.imports.plan import Line
from crm.imports.sprints.rows import SprintRow
from crm.services.companies import CompanyParts
from crm.tables import Sprint
from crm.words import Level


@dataclass(slots=True)
class Business:
    """A business of the list. `id` None: it is not in the database yet, and its first row makes it."""

    parts: CompanyParts
    id: int | None = None
    sprints: list[Sprint] = field(default_factory=list)
    """Those that it has already."""


@dataclass(slots=True)
class Planned:
    """A row as it will be written. `known`: the number of the sprint that is there, which `fills` completes."""

    row: SprintRow
    line: Line
    page: str
    business: Business
    place: Place | None
    course_id: int | None
    person_id: int | None
    teacher: str | None = None
    """Who guided it as the row calls them, where that is nobody of the map."""
    known: int | None = None
    fills: dict[str, object] = field(default_factory=dict)

    @property
    def level(self) -> Level | None:
        """The level that the row says, else that of the school."""
        return self.row.level or (self.place.level if self.place is not None else None)
