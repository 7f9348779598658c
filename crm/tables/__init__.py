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
from crm.tables.imports import ColumnMapping, ContactImport
from crm.tables.leads import Activity, ContactBasis, Lead
from crm.tables.search import SearchText

if TYPE_CHECKING:
    from crm.tables.agreements import Agreement, Example
    from crm.tables.cases import Case, Company, CompanyActivity, OutsideContact, Partner, Recognition
    from crm.tables.exports import ExportedContact, ExportRun, MailStop, OfficeRole
    from crm.tables.identity import KeptApart, Merge
    from crm.tables.journal import JournalEntry, JournalRow
    from crm.tables.messages import BouncedAddress, Draft, HeldMail, Manner, Message, OutsideMessage, SeenMail
    from crm.tables.planning import Away, CourseDates, Promise, PutOff, SavedList, SchoolPeriod, Visit, VisitActivity
    from crm.tables.privacy import PastFigure, Suppression, SweptSchool
    from crm.tables.proposals import AnswerTaken, Digest, OfferPace, Proposal
    from crm.tables.rules import ReviewLater, RuleReading, SiteRule
    from crm.tables.sightings import Sighting
    from crm.tables.sources import Change, CrawlRun, Page, PageBody, Source
    from crm.tables.sprints import Evaluation, Sprint, SprintStep
    from crm.tables.steps_up import Embedding, Escalation, Introduction, Scouting
    from crm.tables.vectors import TextVector

_LATER = {
    "Agreement": "agreements",
    "AnswerTaken": "proposals",
    "Away": "planning",
    "BouncedAddress": "messages",
    "Case": "cases",
    "Change": "sources",
    "Company": "cases",
    "CompanyActivity": "cases",
    "CourseDates": "planning",
    "CrawlRun": "sources",
    "Digest": "proposals",
    "Draft": "messages",
    "Embedding": "steps_up",
    "Escalation": "steps_up",
    "Evaluation": "sprints",
    "Example": "agreements",
    "ExportRun": "exports",
    "ExportedContact": "exports",
    "HeldMail": "messages",
    "Introduction": "steps_up",
    "JournalEntry": "journal",
    "JournalRow": "journal",
    "KeptApart": "identity",
    "MailStop": "exports",
    "Manner": "messages",
    "Merge": "identity",
    "Message": "messages",
    "OfferPace": "proposals",
    "OfficeRole": "exports",
    "OutsideContact": "cases",
    "OutsideMessage": "messages",
    "Page": "sources",
    "PageBody": "sources",
    "Partner": "cases",
    "PastFigure": "privacy",
    "Promise": "planning",
    "Proposal": "proposals",
    "PutOff": "planning",
    "Recognition": "cases",
    "ReviewLater": "rules",
    "RuleReading": "rules",
    "SavedList": "planning",
    "SchoolPeriod": "planning",
    "Scouting": "steps_up",
    "SeenMail": "messages",
    "Sighting": "sightings",
    "SiteRule": "rules",
    "Source": "sources",
    "Sprint": "sprints",
    "SprintStep": "sprints",
    "Suppression": "privacy",
    "SweptSchool": "privacy",
    "TextVector": "vectors",
    "Visit": "planning",
    "VisitActivity": "planning",
}
"""Table → its module, imported when it is first asked for."""

_NAMED_OTHERWISE = {"company_case": "Case"}
"""Table → its class, where that is not its name in capitals: `case` is a word of SQL."""

__all__ = [
    "Acquaintance",
    "Activity",
    "Agreement",
    "AnswerTaken",
    "Away",
    "BouncedAddress",
    "Case",
    "Change",
    "ColumnMapping",
    "Company",
    "CompanyActivity",
    "ContactBasis",
    "ContactImport",
    "Course",
    "CourseDates",
    "CourseInProgramme",
    "CrawlRun",
    "Digest",
    "Draft",
    "Embedding",
    "Entity",
    "Escalation",
    "Evaluation",
    "Example",
    "ExportRun",
    "ExportedContact",
    "HeldMail",
    "Institution",
    "Introduction",
    "JournalEntry",
    "JournalRow",
    "KeptApart",
    "Lead",
    "MailStop",
    "Manner",
    "Merge",
    "Message",
    "Network",
    "OfferPace",
    "OfficeRole",
    "OutsideContact",
    "OutsideMessage",
    "Page",
    "PageBody",
    "Partner",
    "PastFigure",
    "Person",
    "Programme",
    "Promise",
    "Proposal",
    "PutOff",
    "Recognition",
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
    "Sprint",
    "SprintStep",
    "Suppression",
    "SweptSchool",
    "TextVector",
    "Unit",
    "Visit",
    "VisitActivity",
]


def __getattr__(name: str) -> object:
    """A table that is imported when it is asked for."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)


def table_named(name: str) -> sa.Table:
    """The table `name` of the database, made when it is first asked for. Raises KeyError when there is none."""
    tables = SQLModel.metadata.tables
    if name not in tables:
        module = _LATER.get(_NAMED_OTHERWISE.get(name) or "".join(word.capitalize() for word in name.split("_")))
        if module is not None:
            import_module(f"{__name__}.{module}")
        else:
            all_tables()
    return tables[name]


@cache
def all_tables() -> tuple[sa.Table, ...]:
    """Every table of the database, each after those it points at."""
    for module in set(_LATER.values()):
        import_module(f"{__name__}.{module}")
    return tuple(SQLModel.metadata.sorted_tables)
