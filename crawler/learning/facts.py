"""What a page says, fact by fact, so that two readings of it can be compared."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from crawler.extraction.findings import FoundCourse, PageFindings
from crawler.learning.rules import Says
from crawler.learning.values import key_of
from crm.text import fold

EXAMPLES = 6
"""Examples of each sort of difference that are kept."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A page says `value` of `whose` (a course by code or name, a person by name; "" for the page's own course)."""

    says: Says
    whose: str
    value: str

    @property
    def key(self) -> tuple[Says, str, str]:
        """How it is compared. Whose a name is, is that name itself."""
        whose = "" if self.says is Says.COURSE_NAME else key_of(Says.COURSE_CODE, self.whose)
        return self.says, whose, key_of(self.says, self.value)


def facts_of(findings: PageFindings) -> list[Fact]:
    """All that a page says of courses and contacts. A course is called by its code, where the page gives one."""
    found: list[Fact] = []
    codes = {fold(course.name): course.code for course in findings.courses if course.name and course.code}
    for course in findings.courses:
        whose = course.code or course.name or ""
        if course.name:
            found.append(Fact(Says.COURSE_NAME, whose, course.name))
        if course.code:
            found.append(Fact(Says.COURSE_CODE, course.name or "", course.code))
        if course.credits is not None or course.credits_text:
            found.append(Fact(Says.CREDITS, whose, credits_said(course)))
    for person in findings.people:
        for role in person.roles:
            whose = role.code or codes.get(fold(role.name or "")) or role.name or ""
            found.append(Fact(Says(role.kind), whose, person.name))
        if person.email and person.roles:
            found.append(Fact(Says.EMAIL, person.name, person.email))
    return found


def credits_said(course: FoundCourse) -> str:
    """The credits of a course as a fact: the number, or the words where there is no single one."""
    return f"{course.credits:g}" if course.credits is not None else course.credits_text or ""


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact of one page that a rule brings (`old` None), takes (`new` None) or changes."""

    url: str
    says: Says
    whose: str
    old: str | None
    new: str | None


@dataclass(slots=True)
class Differences:
    """What a rule does: how many facts are gained, lost and changed on how many pages, with examples."""

    pages: int = 0
    """Pages of the template that were read."""
    fitting: int = 0
    """Those of them on which the rule found something."""
    gained: Counter[Says] = field(default_factory=Counter)
    lost: Counter[Says] = field(default_factory=Counter)
    changed: Counter[Says] = field(default_factory=Counter)
    examples: dict[str, list[Difference]] = field(default_factory=lambda: {"gained": [], "lost": [], "changed": []})

    @property
    def is_empty(self) -> bool:
        """Whether the rule changes nothing."""
        return not (self.gained or self.lost or self.changed)

    def add(self, url: str, before: Sequence[Fact], after: Sequence[Fact]) -> None:
        """Counts what is different on one page."""
        for each in compared(url, before, after):
            sort = "gained" if each.old is None else "lost" if each.new is None else "changed"
            getattr(self, sort)[each.says] += 1
            if len(self.examples[sort]) < EXAMPLES:
                self.examples[sort].append(each)


def compared(url: str, before: Sequence[Fact], after: Sequence[Fact]) -> list[Difference]:
    """What differs between two readings of a page; of one that went and one that came for the same thing, a change."""
    had, has = {fact.key: fact for fact in before}, {fact.key: fact for fact in after}
    gone, come = (
        _by_place(fact for key, fact in had.items() if key not in has),
        _by_place(fact for key, fact in has.items() if key not in had),
    )
    found: list[Difference] = []
    for place in {**gone, **come}:
        old, new = gone.get(place, []), come.get(place, [])
        for at in range(max(len(old), len(new))):
            one = old[at] if at < len(old) else None
            other = new[at] if at < len(new) else None
            fact = one or other
            assert fact is not None
            found.append(
                Difference(url, fact.says, fact.whose, one.value if one else None, other.value if other else None)
            )
    return found


def _by_place(facts: Iterable[Fact]) -> Mapping[tuple[Says, str], list[Fact]]:
    places: dict[tuple[Says, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        places[fact.says, fold(fact.whose)].append(fact)
    return places
