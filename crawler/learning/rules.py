"""A rule of a site: what it says, where on a page it looks, and on which pages. Rules are data, in the database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from crm.words import RoleKind


class Says(StrEnum):
    """What a mark says that a piece of a page is. The people among them are called like the role they have."""

    TEACHER = "teacher"
    COURSE_COORDINATOR = "course_coordinator"
    CONTACT = "contact"
    PROGRAMME_COORDINATOR = "programme_coordinator"
    PROGRAMME_DIRECTOR = "programme_director"
    DEAN = "dean"
    BOARD = "board"
    INTERNSHIP_COORDINATOR = "internship_coordinator"
    STAFF = "staff"
    COURSE_NAME = "course_name"
    COURSE_CODE = "course_code"
    CREDITS = "credits"
    EMAIL = "email"
    PERSON = "person"
    """Somebody; what they are stands elsewhere, as a job title."""
    JOB_TITLE = "job_title"
    NOBODY = "nobody"
    UNSURE = "unsure"
    """What was newly read while the template changed, and no rule bears out: it waits in review."""

    @property
    def is_role(self) -> bool:
        """Whether who stands there is a person with that role."""
        return self.value in set(RoleKind)

    @property
    def names_somebody(self) -> bool:
        """Whether what stands there is the name of a person."""
        return self.is_role or self in {Says.PERSON, Says.NOBODY}


class Where(StrEnum):
    """By what a rule finds its place on a page, what varies least first."""

    LABEL = "label"
    COLUMN = "column"
    HEADING = "heading"
    TITLE = "title"
    CLASS = "class"
    PATH = "path"
    WORDS = "words"
    """These very words, wherever they stand: for what is no person."""


@dataclass(frozen=True, slots=True, order=True)
class Anchor:
    """One way to find the place: `text` is the label, heading or header (folded), or the classes and tags."""

    where: Where
    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """Somebody, or what is known, says what the line `line` of the page at `url` is. `words` are the page's."""

    url: str
    line: int
    says: Says
    words: str
    part: str | None = None
    """The part of the line that is meant; None: all of it."""


@dataclass(frozen=True, slots=True)
class Template:
    """Which pages a rule is for: an address with `*` for what varies, and the make of their mark-up."""

    address: str
    make: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Rule:
    """On pages of `template`, what stands at one of `anchors` is what `says` says, if it can be."""

    says: Says
    anchors: tuple[Anchor, ...]
    template: Template
    marks: tuple[Mark, ...] = ()
    """What it was learnt from: its evidence."""
    id: int | None = field(default=None, compare=False)

    @property
    def spoken(self) -> str:
        """Where it looks, in short: "docent(en)", "h1", ".naam h3"."""
        return " / ".join(dict.fromkeys(anchor.text for anchor in self.anchors))

    def to_json(self) -> dict[str, Any]:
        """All of it as JSON-able values; `from_json` is the way back."""
        return {
            "says": str(self.says),
            "anchors": [[str(anchor.where), anchor.text] for anchor in self.anchors],
            "address": self.template.address,
            "make": sorted(self.template.make),
            "marks": [[m.url, m.line, str(m.says), m.words, m.part] for m in self.marks],
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any], id_: int | None = None) -> "Rule":
        """The rule that `to_json` gave. Raises KeyError or ValueError for anything else."""
        return cls(
            Says(stored["says"]),
            tuple(Anchor(Where(where), text) for where, text in stored["anchors"]),
            Template(stored["address"], frozenset(stored["make"])),
            tuple(Mark(url, line, Says(says), words, part) for url, line, says, words, part in stored["marks"]),
            id_,
        )
