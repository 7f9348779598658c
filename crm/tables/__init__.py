"""The tables of the database, all of them."""

from crm.tables.acquaintances import Acquaintance, Network
from crm.tables.agreements import Agreement, Example
from crm.tables.entities import Course, CourseInProgramme, Entity, Institution, Person, Programme, Role, Unit
from crm.tables.identity import KeptApart, Merge
from crm.tables.imports import ColumnMapping, ContactImport
from crm.tables.journal import JournalEntry, JournalRow
from crm.tables.leads import Activity, Lead, MailBasis
from crm.tables.messages import BouncedAddress, Draft, HeldMail, Manner, Message, SeenMail
from crm.tables.planning import Away, CourseDates, Promise, PutOff, SavedList, SchoolPeriod, Visit, VisitActivity
from crm.tables.rules import ReviewLater, RuleReading, SiteRule
from crm.tables.search import SearchText
from crm.tables.sightings import Sighting
from crm.tables.sources import Change, CrawlRun, Page, PageBody, Source
from crm.tables.steps_up import Embedding, Escalation, Introduction, Scouting

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
