"""What a query says, taken apart: terms that all hold, each with values of which one holds."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Words:
    """Words to be found, as typed."""

    text: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a closed list: a stage, a level, "week"."""

    value: str


@dataclass(frozen=True, slots=True)
class Age:
    """Within the last so many days."""

    days: int


@dataclass(frozen=True, slots=True)
class Days:
    """From the first to the last day, both included; None: open."""

    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Numbers:
    """From the lowest to the highest, both included; None: open."""

    lowest: float | None
    highest: float | None


Value = Words | Choice | Age | Days | Numbers


@dataclass(frozen=True, slots=True)
class Term:
    """One condition: `field` has one of `values` (or, negated, none of them). Field None: free words."""

    field: str | None
    values: tuple[Value, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A query as it was typed, and its terms, which all hold."""

    text: str = ""
    terms: tuple[Term, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """The free words that are to be found."""
        return tuple(
            value.text
            for term in self.terms
            if term.field is None and not term.negated
            for value in term.values
            if isinstance(value, Words)
        )

    def asks(self, field: str) -> bool:
        """Whether the query says anything about `field`."""
        return any(term.field == field for term in self.terms)

    def without_words(self) -> "Query":
        """The query without its free words."""
        return Query(self.text, tuple(term for term in self.terms if term.field is not None or term.negated))
