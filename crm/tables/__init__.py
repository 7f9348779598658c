"""The tables of the database, all of them."""

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

__all__ = [
    "Acquaintance",
    "Activity",
    "Change",
    "ColumnMapping",
    "ContactImport",
    "Course",
    "CourseInProgramme",
    "CrawlRun",
    "Entity",
    "Institution",
    "JournalEntry",
    "JournalRow",
    "KeptApart",
    "Lead",
    "MailBasis",
    "Merge",
    "Network",
    "Page",
    "PageBody",
    "Person",
    "Programme",
    "ReviewLater",
    "Role",
    "RuleReading",
    "SearchText",
    "Sighting",
    "SiteRule",
    "Source",
    "Unit",
]
