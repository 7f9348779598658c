"""Whom the office knows by their address, and which mails it knows by their id: all that decides whose a mail is."""

from collections import defaultdict
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlmodel import Session

from crm.codes import codes_in
from crm.identity.mailboxes import is_private
from crm.tables import table_named
from crm.tables.core import LEAD, PERSON

MESSAGE, SEEN, PROPOSAL = table_named("message"), table_named("seen_mail"), table_named("proposal")


@dataclass(slots=True)
class Ours:
    """The office's own addresses: those it named, and all of its domain where that is no provider of private mail."""

    addresses: frozenset[str]
    domains: frozenset[str]

    @classmethod
    def of(cls, *addresses: str | None) -> "Ours":
        """The office that writes from these."""
        own = frozenset(address.strip().lower() for address in addresses if address)
        domains = {address.rpartition("@")[2] for address in own if not is_private(address)}
        return cls(own, frozenset(domains))

    def holds(self, address: str) -> bool:
        """Whether an address is the office's."""
        return address in self.addresses or address.rpartition("@")[2] in self.domains


@dataclass(slots=True)
class Known:
    """People by address (several may share one), the person of each lead, and the lead of each mail by its id."""

    people: dict[str, list[int]]
    person_of_lead: dict[int, int]
    lead_of_mail: dict[str, int]
    counted: set[str] = field(default_factory=set)
    """Ids of mails that were taken in before."""
    waiting: set[str] = field(default_factory=set)
    """Ids of mails that wait to be believed."""

    lead_of_code: dict[str, int] = field(default_factory=dict)
    """The lead that a case was put to, by its code."""

    def lead_of_subject(self, subject: str) -> int | None:
        """The lead of the first code that a subject holds."""
        return next((self.lead_of_code[code] for code in codes_in(subject) if code in self.lead_of_code), None)

    def lead_of_thread(self, thread: tuple[str, ...]) -> int | None:
        """The lead of the nearest mail of the thread that is known."""
        return next((self.lead_of_mail[one] for one in thread if one in self.lead_of_mail), None)


def known(session: Session) -> Known:
    """All that is known now."""
    connection = session.connection()
    people: dict[str, list[int]] = defaultdict(list)
    for row in connection.execute(sa.select(PERSON.c.id, PERSON.c.email).where(PERSON.c.email.is_not(None))):
        people[row.email.strip().lower()].append(row.id)
    leads = {row.id: row.person_id for row in connection.execute(sa.select(LEAD.c.id, LEAD.c.person_id))}
    counted = {row.message_id: row.lead_id for row in connection.execute(sa.select(SEEN.c.message_id, SEEN.c.lead_id))}
    made = sa.select(MESSAGE.c.message_id, MESSAGE.c.lead_id)
    mails = {row.message_id: row.lead_id for row in connection.execute(made)} | counted
    held = set(connection.scalars(sa.select(table_named("held_mail").c.message_id)))
    put = sa.select(PROPOSAL.c.code, PROPOSAL.c.lead_id).where(PROPOSAL.c.sent_on.is_not(None))
    codes = {row.code: row.lead_id for row in connection.execute(put)}
    return Known(dict(people), leads, mails, set(counted), held, codes)
