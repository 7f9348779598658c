"""Who bears a name, with all that tells them from a namesake: what the matcher compares."""

from dataclasses import dataclass

from crm.names import PersonName

NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Bearer:
    """One person as one place has them: a contact of the database, or a row that is not in it yet.

    `id` is any number that is this bearer's own (of a contact its id; of a row for instance -1, -2, …). All texts are
    in the form in which they are compared; `bearer()` brings them there.
    """

    id: int
    names: tuple[PersonName, ...]
    """The best reading first, then other forms under which the person was published. Empty: nobody can be told."""
    schools: frozenset[str] = NOTHING
    """Keys of `places.place_key`: one school is one key, whichever of its names was written."""
    units: frozenset[str] = NOTHING
    roles: frozenset[str] = NOTHING
    emails: frozenset[str] = NOTHING
    phones: frozenset[str] = NOTHING
    """The last nine digits: "+31 20 555 01 23" and "020-5550123" are one number."""
    profiles: frozenset[str] = NOTHING
    """Addresses of pages that are of this person alone, as `url_key` compares them."""
