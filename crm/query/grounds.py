"""What is said of the ground on which people may be reached by a channel, as a query joins it."""

from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from crm.tables import ContactBasis, Person
from crm.words import Basis, Channel

ADDRESS: dict[Channel, Any] = {
    Channel.EMAIL: col(Person.email),
    Channel.PHONE: col(Person.phone),
    Channel.LINKEDIN: col(Person.profile),
}
"""Where somebody is reached by a channel."""


def standing(channel: Channel) -> sa.ColumnElement[bool]:
    """Joins to a person what is said of the channel; of a designated address only while it is the one they have."""
    theirs = col(ContactBasis.address) == sa.func.lower(ADDRESS[channel])
    return sa.and_(
        col(ContactBasis.person_id) == col(Person.id),
        col(ContactBasis.channel) == channel,
        sa.or_(col(ContactBasis.address).is_(None), theirs),
    )


def with_basis(condition: sa.ColumnElement[bool], channel: Channel = Channel.EMAIL) -> sa.Select[Any]:
    """The people with a ground for the channel that fits `condition`."""
    said = sa.select(col(ContactBasis.person_id)).join(Person, standing(channel))
    return said.where(condition, col(ContactBasis.basis) != Basis.NONE)
