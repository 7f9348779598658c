"""One of the people of a page, with all places that name them and what was found near those."""

from collections import Counter
from dataclasses import dataclass, field

from crawler.extraction.blocks import Line
from crawler.extraction.mention import Mention, is_professor
from crawler.extraction.recognisers.email_owners import beginnings
from crawler.extraction.recognisers.roles import RoleReading
from crawler.extraction.territory import Territory

LONGEST_LINE = 100
"""Characters of a line that is a name and what its holder is, and no sentence."""


@dataclass(slots=True, eq=False)
class PagePerson:
    """One person of the page with all mentions, and what was found near them."""

    key: str
    mentions: list[Mention]
    territory: Territory
    email: str | None = None
    email_line: Line | None = None
    phone: str | None = None
    phone_line: Line | None = None
    readings: list[tuple[RoleReading, Line]] = field(default_factory=list)
    """Role words beside the name."""
    group: list[RoleReading] = field(default_factory=list)
    """Role words of the headings the name stands under."""
    siblings: int = 1
    """How many people stand in boxes of the same make, this one included."""
    titled: bool = False
    """What somebody is stands right before the name, as a term, a cell of its own or in bold."""
    listed: bool = False
    """One of several people in boxes of one make."""

    places: list[Territory] = field(default_factory=list)
    """The territories of the first mentions, the own one among them."""

    lines: frozenset[int] = frozenset()
    pieces: tuple[str, ...] = ()
    """Beginnings of the surname and the call name: what an address of theirs would hold."""

    def __post_init__(self) -> None:
        self.lines = frozenset(mention.line.index for mention in self.mentions)
        self.pieces = beginnings(self.mentions[0].named.parsed)

    @property
    def main(self) -> Mention:
        """The mention that stands for the person: one with a label, else the first that is a line of its own."""
        return self.mentions[0]

    @property
    def labelled(self) -> list[Mention]:
        """Mentions that a label, a column or a phrase makes something."""
        return [mention for mention in self.mentions if mention.roles]

    @property
    def is_professor(self) -> bool:
        """Whether some place of the page gives a professor's title."""
        return any(is_professor(mention.named.parsed) for mention in self.mentions)

    @property
    def is_at_desk(self) -> bool:
        """Whether a word beside the name says that they serve at a desk or in a committee."""
        return any(reading.group == "service" for reading, _ in self.readings)

    @property
    def known_as(self) -> set[str]:
        """Roles by label."""
        return {role for mention in self.mentions for role in mention.roles}

    @property
    def heads_beside_name(self) -> bool:
        """Whether a short line is the name and what its holder heads or coordinates: "Anna Vos, Dean"."""
        return any(
            reading.kind not in {None, "teacher", "staff", "contact"} and reading.contact and not reading.doubtful
            for reading, line in self.readings
            if line is self.main.line and len(line.text) <= LONGEST_LINE
        )


def drop_shared(people: list[PagePerson], near: set[str]) -> None:
    """Takes an address of `near` from all beside whom it stands, which spells nobody's name: it is of all and none."""
    counted = Counter(person.email for person in people if person.email in near)
    for person in people:
        if person.email is not None and counted[person.email] > 1:
            person.email = person.email_line = None
