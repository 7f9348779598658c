"""A name as it stands in a line of a page, with what its label, column or phrase says of whom it names."""

from dataclasses import dataclass, field

from crawler.extraction.blocks import Line
from crawler.extraction.findings import Method
from crawler.extraction.naming import Named
from crm.text import fold

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
        self.key = fold(self.named.natural).replace(" ", "")


def address_of(line: Line, name: str) -> str | None:
    """Where the link on a name leads."""
    for anchor in line.anchors:
        if anchor.url and anchor.text and (anchor.text in name or name in anchor.text):
            return anchor.url
    return None
