"""How hard a set of invented contacts is: how much each row says, and how it goes wrong.

How much noise there is was set so that others find as many as where the bounds come from: splink at its best threshold
0.89 precision and 0.73 recall of 10,000 contacts (`python -m benchmarks.identity --splink` prints it), boosted trees
that saw labelled pairs an F1 of 0.98, and of two with one e-mail address eight in ten one person.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class World:
    """How a set of contacts is made. Shares are of all rows, of all people, or of the rows that are doubles."""

    rows: int = 10_000
    seed: int = 1
    doubles: float = 0.15
    schools: int = 40
    units: int = 8
    """Units of a school."""
    role_skew: float = 0.0
    """Exponent of Zipf's law for the roles; at 0 each is as common as it stands in the list."""
    first_names: int = 400
    surnames: int = 1_200
    skew: float = 0.9
    """Exponent of Zipf's law: how much commoner the common names are."""
    has_email: float = 0.9
    has_phone: float = 0.7
    has_unit: float = 0.85
    has_role: float = 0.85
    has_profile: float = 0.15
    has_school: float = 0.96
    initials_only: float = 0.1
    twins: float = 0.01
    couples: float = 0.012
    namesakes: float = 0.015
    inherited: float = 0.012
    shared_mailbox: float = 0.04
    switchboard: float = 0.12
    typo: float = 0.1
    as_initials: float = 0.16
    as_nickname: float = 0.12
    as_married: float = 0.04
    as_swapped: float = 0.025
    as_other_school_name: float = 0.4
    moved: float = 0.05
    private_mail: float = 0.1
    other_phone: float = 0.08
    other_role: float = 0.2
    """Chance that a double calls the role otherwise: pages, lists and people themselves use other words for it."""
    other_unit: float = 0.08
    drops: float = 0.1
    """Chance that a double lacks a field that the first row has."""
    thrice: float = 0.06
    two_phones: float = 0.0
    """Chance that a double gives the person's other number: a mobile in the one list, the desk's in the other."""
    new_mail: float = 0.0
    """Share of those who moved whose address is made as the next school makes them, and not carried over."""
    called_otherwise: float = 0.0
    """Share of people called by a later one of their first names: "A.W. (Diederik)"."""
    renamed: float = 0.0
    """Chance that a double bears a partner's name alone."""
    scanned: float = 0.0
    """Chance that a double's surname was read by a scanner."""
    attached: float = 0.0
    """Chance that a double's tussenvoegsel is written in one with the surname."""
    role_words: float = 0.0
    """Chance that a double's role is said in other words."""
    unit_words: float = 0.0
    """Chance that a double's unit is called another sort of unit, or none."""
    homes: float = 0.0
    """Share of households whose telephone is a landline."""


def scrawled(rows: int, seed: int) -> World:
    """A world of lists that were kept carelessly: half as much again of every slip, and far more left out."""
    return World(
        rows,
        seed,
        has_email=0.75,
        has_phone=0.5,
        has_unit=0.7,
        has_role=0.7,
        initials_only=0.15,
        shared_mailbox=0.05,
        typo=0.15,
        as_initials=0.25,
        as_nickname=0.2,
        as_married=0.06,
        as_swapped=0.04,
        moved=0.08,
        private_mail=0.15,
        other_phone=0.12,
        other_role=0.3,
        other_unit=0.12,
        drops=0.25,
    )
