"""What a page says: programmes, courses, people and their roles, each value with its evidence.

The shapes are those of the command `werkplaats read`; `PageFindings.as_json` gives exactly that. What the spider and
the site-wide pass need besides (links, hints about other pages, fingerprints of blocks) rides along.
"""

from dataclasses import MISSING, Field, dataclass, field, fields
from enum import StrEnum
from typing import Any


class PageKind(StrEnum):
    """What sort of page this is."""

    COURSE = "course"
    COURSE_LIST = "course_list"
    PROGRAMME = "programme"
    PERSON = "person"
    DIRECTORY = "directory"
    OTHER = "other"


class Method(StrEnum):
    """How a value was read, most trusted first after `PROFILE`, which is a site's own rule."""

    FEED = "feed"
    SCHEMA_ORG = "schema.org"
    PROFILE = "profile"
    LABEL = "label"
    HEADING = "heading"
    TEXT = "text"


@dataclass(slots=True)
class FoundRole:
    """A role as a page gives it: what kind (rung or side door), of what, and that thing's name and code."""

    kind: str
    of: str
    """`course`, `programme`, `unit` or `institution`."""
    name: str | None = None
    code: str | None = None
    url: str | None = None
    """Address of the course or programme, where the page links to it."""
    school_year: str | None = None
    setting: str | None = None
    """`course`, `internship`, `graduation`, `minor`, `elective`, `honours`, `project_week`, or unknown."""
    text: str | None = None
    """The words of the page that say so."""
    doubtful: bool = False
    """True where the word, what it is of, or the level is uncertain: waits for review, is never whom to go up to."""


@dataclass(slots=True)
class FoundPerson:
    """A person as a page names them. `roles` empty: seen, but no contact (student, alumnus, author, outsider)."""

    name: str
    """Without titles, as written, in natural order ("J.M. van der Berg")."""
    raw: str
    titles: list[str] = field(default_factory=list)
    full_name: str | None = None
    """The full name, where the page has a surname alone and other pages of the site give the rest."""
    email: str | None = None
    phone: str | None = None
    url: str | None = None
    """Address of this person's own page."""
    unit: str | None = None
    roles: list[FoundRole] = field(default_factory=list)
    confidence: float = 1.0


@dataclass(slots=True)
class FoundCourse:
    """A course (vak, module, minor, keuzedeel) as a page describes or lists it."""

    name: str | None
    code: str | None = None
    credits: float | None = None
    """In EC; None where the page gives no single number (see `credits_text`)."""
    credits_text: str | None = None
    periods: list[str] = field(default_factory=list)
    school_year: str | None = None
    """"2026-2027"."""
    language: str | None = None
    """Language of instruction, ISO 639-1."""
    url: str | None = None
    """Address of the course's own page."""
    description: str | None = None
    programme: str | None = None
    """What a label says of the programme it belongs to; after the site-wide pass the name of the first."""
    programmes: list[str] = field(default_factory=list)
    """Names of the programmes it belongs to, worked out by the site-wide pass."""
    unit: str | None = None
    confidence: float = 1.0


@dataclass(slots=True)
class FoundProgramme:
    """A programme (opleiding, bachelor, master, crebo qualification)."""

    name: str
    level: str | None = None
    """`wo`, `hbo` or `mbo`."""
    degree: str | None = None
    code: str | None = None
    url: str | None = None
    unit: str | None = None
    confidence: float = 1.0


@dataclass(slots=True)
class FoundUnit:
    """A part of the school: faculty, domain, academy, college, department, team."""

    name: str
    parent: str | None = None
    url: str | None = None
    confidence: float = 1.0


@dataclass(slots=True)
class Evidence:
    """Why a value is believed: which field ("people[0].email"), the words of the page, and how it was read."""

    field: str
    text: str
    method: Method


@dataclass(slots=True)
class Link:
    """A link of the page: its address made absolute, the anchor's text, and whether it sits in navigation."""

    url: str
    text: str
    nofollow: bool = False
    furniture: bool = False
    place: int = field(default=0, compare=False, metadata={"stored": False})
    """Where on the page it stands, as a number that pages of one template have in common; 0 is not known."""


@dataclass(slots=True)
class PageFindings:
    """All that one page says. Lists are in page order."""

    url: str
    kind: PageKind = PageKind.OTHER
    language: str | None = None
    title: str | None = None
    programmes: list[FoundProgramme] = field(default_factory=list)
    courses: list[FoundCourse] = field(default_factory=list)
    people: list[FoundPerson] = field(default_factory=list)
    units: list[FoundUnit] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    canonical: str | None = None
    """The page's own say about its address (`rel=canonical`), if it stays on the site."""
    alternates: dict[str, str] = field(default_factory=dict)
    """The same page in other languages: ISO 639-1 → address."""
    noindex: bool = False
    nofollow: bool = False
    designated_address: tuple[str, str] | None = None
    """(e-mail, quote) where the page invites assignments: "Heeft u een opdracht? Mail …"."""
    sprint_quote: str | None = None
    """The sentence of a course's or programme's own page that speaks of digital sprints."""
    hints: dict[str, Any] = field(default_factory=dict)
    """JSON-able facts for the site-wide pass (fingerprints of blocks, shape of the template), for it alone."""
    problem: str | None = None
    """Why nothing could be read: the error on which the reader itself broke. None for a page that was read."""

    def to_json(self) -> dict[str, Any]:
        """Everything, as JSON-able values; what has its default is left out. `from_json` is the way back."""
        return _stored(self)

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "PageFindings":
        """The findings that `to_json` gave. Raises KeyError or TypeError for anything else."""
        values = dict(stored)
        for name, kind in _PARTS.items():
            values[name] = [_restored(kind, part) for part in values.get(name, [])]
        values["kind"] = PageKind(values.get("kind", PageKind.OTHER))
        if values.get("designated_address"):
            address, quote = values["designated_address"]
            values["designated_address"] = (address, quote)
        return cls(**values)

    def as_json(self, page: str) -> dict[str, Any]:
        """The line that `werkplaats read` prints for the file `page`."""
        return {
            "page": page,
            "url": self.url,
            "kind": str(self.kind),
            "language": self.language,
            "programmes": [_picked(p, ("name", "level", "degree", "code", "url")) for p in self.programmes],
            "courses": [
                _picked(
                    c,
                    (
                        "name",
                        "code",
                        "credits",
                        "credits_text",
                        "periods",
                        "school_year",
                        "language",
                        "url",
                        "description",
                    ),
                )
                for c in self.courses
            ],
            "people": [
                _picked(p, ("name", "raw", "titles", "full_name", "email", "phone", "url", "unit"))
                | {"roles": [_picked(r, ("kind", "of", "name", "code")) for r in p.roles]}
                for p in self.people
            ],
            "evidence": [{"field": e.field, "text": e.text, "method": str(e.method)} for e in self.evidence],
        }


def _picked(found: object, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(found, name) for name in names}


_PARTS: dict[str, type[Any]] = {
    "programmes": FoundProgramme,
    "courses": FoundCourse,
    "people": FoundPerson,
    "units": FoundUnit,
    "evidence": Evidence,
    "links": Link,
}


_DEFAULTS: dict[str, tuple[tuple[str, Any], ...]] = {}


def _defaults(kind: type) -> tuple[tuple[str, Any], ...]:
    """The fields of a dataclass with what they are when nothing is said ([] or {} for a collection)."""
    known = _DEFAULTS.get(kind.__name__)
    if known is None:
        known = _DEFAULTS[kind.__name__] = tuple(
            (f.name, _default(f)) for f in fields(kind) if f.metadata.get("stored", True)
        )
    return known


def _default(one: Field[Any]) -> object:
    if one.default is not MISSING:
        return one.default
    return one.default_factory() if one.default_factory is not MISSING else MISSING


def _stored(found: object) -> dict[str, Any]:
    stored: dict[str, Any] = {}
    for name, default in _defaults(type(found)):
        value = getattr(found, name)
        if value == default and default is not MISSING:
            continue
        if isinstance(value, StrEnum):
            value = str(value)
        elif isinstance(value, tuple):
            value = list(value)
        elif isinstance(value, list) and value and not isinstance(value[0], str):
            value = [_stored(part) for part in value]
        stored[name] = value
    return stored


def _restored(kind: type, stored: dict[str, Any]) -> object:
    values = dict(stored)
    if kind is FoundPerson:
        values["roles"] = [FoundRole(**role) for role in values.get("roles", [])]
    elif kind is Evidence:
        values["method"] = Method(values["method"])
    return kind(**values)
