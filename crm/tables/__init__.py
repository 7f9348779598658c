"""The tables of the database, all of them.

Making a table's class costs a command a millisecond or two, and most commands touch those of the map and the funnel
alone. So the others are imported when one of them is first asked for; who goes through all tables asks for
`all_tables`.
"""

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import SQLModel

from crm.tables.acquaintances import Acquaintance, Network
from crm.tables.entities import Course, CourseInProgramme, Entity, Institution, Person, Programme, Role, Unit
from crm.tables.identity import KeptApart, Merge
from crm.tables.imports import ColumnMapping, ContactImport
from crm.tables.journal import JournalEntry, JournalRow
from crm.tables.leads import Activity, Lead, MailBasis
from crm.tables.rules import ReviewLater, RuleReading, SiteRule
from crm.tables.search import SearchText
from crm.tables.sightings import Sighting
from crm.tables.sources import Change, CrawlRun, Page, PageBody, Source

if TYPE_CHECKING:
    from crm.tables.agreements import Agreement, Example
    from crm.tables.messages import BouncedAddress, Draft, HeldMail, Manner, Message, SeenMail
    from crm.tables.planning import Away, CourseDates, Promise, PutOff, SavedList, SchoolPeriod, Visit, VisitActivity
    from crm.tables.steps_up import Embedding, Escalation, Introduction, Scouting

_LATER = {
    "Agreement": "agreements",
    "Away": "planning",
    "BouncedAddress": "messages",
    "CourseDates": "planning",
    "Draft": "messages",
    "Embedding": "steps_up",
    "Escalation": "steps_up",
    "Example": "agreements",
    "HeldMail": "messages",
    "Introduction": "steps_up",
    "Manner": "messages",
    "Message": "messages",
    "Promise": "planning",
    "PutOff": "planning",
    "SavedList": "planning",
    "SchoolPeriod": "planning",
    "Scouting": "steps_up",
    "SeenMail": "messages",
    "Visit": "planning",
    "VisitActivity": "planning",
}
"""Table → its module, imported when it is first asked for."""

__all__ = [
    "Acquaintance",
    "Activity",
    "Agreement",
    "Away",
    "BouncedAddress",
    "Change",
    "ColumnMapping",
    "ContactImport",
    "Course",
    "CourseDates",
    "CourseInProgramme",
    "CrawlRun",
    "Draft",
    "Embedding",
    "Entity",
    "Escalation",
    "Example",
    "HeldMail",
    "Institution",
    "Introduction",
    "JournalEntry",
    "JournalRow",
    "KeptApart",
    "Lead",
    "MailBasis",
    "Manner",
    "Merge",
    "Message",
    "Network",
    "Page",
    "PageBody",
    "Person",
    "Programme",
    "Promise",
    "PutOff",
    "ReviewLater",
    "Role",
    "RuleReading",
    "SavedList",
    "SchoolPeriod",
    "Scouting",
    "SearchText",
    "SeenMail",
    "Sighting",
    "SiteRule",
    "Source",
    "Unit",
    "Visit",
    "VisitActivity",
]


def __getattr__(name: str) -> object:
    """A table that is imported when it is asked for."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)


@cache
def all_tables() -> tuple[sa.Table, ...]:
    """Every table of the database, each after those it points at."""
    for module in set(_LATER.values()):
        import_module(f"{__name__}.{module}")
    return tuple(SQLModel.metadata.sorted_tables)
