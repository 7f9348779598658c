"""What one stretch of text gives of a name, still open to what the next stretch adds."""

from dataclasses import dataclass, field

from crm.names.tokens import is_particle

SLASH = "\u2215"
"""Stands for the slash inside a particle ("v/d") while slashes separate people."""


@dataclass(slots=True)
class Reading:
    """Lists of words per part, still open to what the next stretch adds."""

    titles: list[str] = field(default_factory=list)
    initials: list[str] = field(default_factory=list)
    given: list[str] = field(default_factory=list)
    prefix: list[str] = field(default_factory=list)
    surname: list[str] = field(default_factory=list)
    suffixes: list[str] = field(default_factory=list)
    nickname: str = ""
    nickname_initials: str = ""
    addressed: bool = False
    doubtful: bool = False

    @property
    def core(self) -> list[str]:
        """Every name word in order but initials, as a surname written first would have them."""
        return [*self.given, *self.prefix, *self.surname]

    @property
    def is_given_part(self) -> bool:
        """Whether this is what follows a surname and comma: "J.M. van der", "Lotte van", "dr. ir. S."."""
        return not self.surname and bool(self.initials or (self.given and self.prefix))

    @property
    def is_single(self) -> bool:
        """Whether one word is all there is, so it may be a first name or a surname."""
        return len(self.given) + len(self.surname) == 1 and not self.prefix and not self.initials

    @property
    def is_empty(self) -> bool:
        """Whether no word of the name itself was found."""
        return not (self.initials or self.given or self.surname)


def split_prefix(words: list[str], reading: Reading) -> None:
    """Divide `words` into the prefix they begin with and the surname."""
    start = 0
    while start < len(words) and is_particle(words[start]):
        start += 1
    if start == len(words) and start and words[-1][0].isupper() and not words[-1].isupper() and len(words[-1]) > 1 \
            and (len(words) == 1 or not words[0][0].isupper()):  # fmt: skip
        start -= 1
    reading.prefix = [word.lower() for word in words[:start]]
    reading.surname = words[start:]
    while len(reading.surname) > 1 and reading.surname[-1].islower() and is_particle(reading.surname[-1]):
        reading.prefix.insert(0, reading.surname.pop())
