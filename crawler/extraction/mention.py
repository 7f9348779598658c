"""A name as it stands in a line of a page, with what its label, column or phrase says of whom it names."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from crawler.extraction.blocks import Line
from crawler.extraction.findings import Method
from crawler.extraction.labelling import field_of
from crawler.extraction.naming import Named
from crawler.extraction.recognisers.roles import read_roles
from crm.names import PersonName

SURE_NAME = 0.6
"""From here on a text is taken for a name without a label beside it."""
WEAK_NAME = 0.12
"""From here on a short line may be a first name alone, if the lines in the same place of other cards are names."""
SAID_NAME = 0.5
"""From here on what stands behind a role word and a colon is a name."""
LABELLED_NAME = 0.35
"""From here on what stands behind a label for people is a name."""
SURNAME = 0.1
"""From here on a single word behind a sure label or in a column of people is a surname."""

_TITLE_FIRST = re.compile(r"(?:prof|dr|drs|ir|ing|mr|mrs|ms|em|assoc|asst)\b", re.IGNORECASE)

_JOINED_WORDS = re.compile(r"(?!Mc|Mac|De|Di|La|Le|Van|Von|Fitz|O|Da|Du)[A-Z][a-z]+[A-Z]")
"""Words that were written as one: "MySchool", "WebShop"."""


@dataclass(slots=True, eq=False)
class Mention:
    """A name in a line. `roles` is what a label or a column says; `whole`: it makes up its line, or the start of it."""

    line: Line
    named: Named
    method: Method
    roles: tuple[str, ...] = ()
    words: str = ""
    """The label, column or phrase that says so."""
    whole: bool = False
    url: str | None = None
    weak: bool = False
    """A word that is a name only among others of its kind."""
    said: bool = False
    """A role word and a colon stand before it, or an address in its line spells it."""
    sure: bool = True
    """False for a label that only may announce people ("Begeleider")."""
    end: int = 0
    """Index of the first line behind the label's value; 0 without a label."""
    key: str = field(default="")

    def __post_init__(self) -> None:
        self.key = self.named.key

    @property
    def is_beside_title(self) -> bool:
        """Whether nothing but its place beside a title says that whom it names teaches what the page is about."""
        return not self.sure and self.roles == ("teacher",) and self.method == Method.TEXT


_BEHIND = re.compile(r"[\s,]*\(([^()]{3,40})(?:\)|$)")


def with_bracket(roles: tuple[str, ...], text: str, name: str) -> tuple[str, ...]:
    """`roles` of a label and what brackets behind one of its names add: "Docenten: P. Vos (coördinator), G. Mol"."""
    if "teacher" not in roles or not is_coordinator(text, name):
        return roles
    return tuple(dict.fromkeys((*roles, "course_coordinator")))


def is_coordinator(text: str, name: str) -> bool:
    """Whether brackets behind `name` in `text` say that they coordinate: "P. Vos (coördinator)"."""
    at = text.find(name) if "(" in text else -1
    match = (_BEHIND.match(text, at + len(name)) or _BEHIND.search(name)) if at >= 0 else None
    return match is not None and field_of(match.group(1)) == "course_coordinator"


def address_of(line: Line, name: str) -> str | None:
    """Where the link on a name leads."""
    for anchor in line.anchors:
        if anchor.url and anchor.text and (anchor.text in name or name in anchor.text):
            return anchor.url
    return None


def is_professor(person: PersonName) -> bool:
    """Whether somebody's titles say that they hold a chair: who does teaches, as nobody is a professor for less."""
    return any("prof" in title.lower() for title in person.titles)


@lru_cache(maxsize=4_096)
def role_before(named: Named) -> str:
    """The role, written out, that is said before a name in full: "Emeritus Professor Sir Hugh Tarrant".

    Empty where the titles are shortened ("prof. dr. A. Jansen"), which say nothing of what somebody does, and where no
    call name or initials remain: "Professor Business".
    """
    person = named.parsed
    if not person.titles or not person.surname or not (person.call_name or person.initials):
        return ""
    if named.score < SURE_NAME or _TITLE_FIRST.match(named.raw):
        return ""
    before, name, _ = named.raw.partition(named.natural)
    return before.strip() if name and read_roles(before) else ""


@lru_cache(maxsize=4_096)
def is_role(named: Named) -> bool:
    """Whether what looks like a name is a role ("Dean"): it begins with the word for one, or mostly is it.

    What stands in brackets behind a name says what that person is: "Anna Vos (opleidingsmanager)".
    """
    text = named.raw
    readings = [r for r in read_roles(text) if not text[: r.start].endswith(" (")]
    said = any(r.start == 0 or 2 * (r.end - r.start) > len(text) for r in readings)
    return said and not _TITLE_FIRST.match(text) and not role_before(named)


def is_lone(named: Named) -> bool:
    """Whether a name is a surname alone, in capitals and small letters."""
    name = named.natural
    return name.isalpha() and len(name) > 3 and not name.isupper() and _JOINED_WORDS.match(name) is None
