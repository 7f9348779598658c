"""The ground on which somebody may be reached by a channel (Telecommunicatiewet 11.7), with its evidence."""

from sqlmodel import col, select

from crm.errors import NotFoundError, RefusedError, UsageError
from crm.language import _
from crm.query.grounds import ADDRESS
from crm.spoken import spoken_basis, spoken_channel
from crm.tables import ContactBasis, Person
from crm.text import clean
from crm.unit_of_work import Work
from crm.words import Basis, Channel


def set_basis(
    work: Work, person_id: int, basis: Basis, evidence: str = "", channel: Channel = Channel.EMAIL
) -> ContactBasis:
    """Sets on which basis a person may be reached by a channel, and what shows it; other channels stay as they are.

    A designated address is the one they have now. Raises NotFoundError for an unknown person; UsageError for a basis
    other than `none` without evidence, an address to designate that is not there, or a relation that gives no ground
    for the channel; RefusedError for another basis than consent where they object to the channel.
    """
    person = work.session.get(Person, person_id)
    if person is None:
        raise NotFoundError(_("There is no person {id}: `werkplaats search NAME` finds them.").format(id=person_id))
    words = clean(evidence)
    if basis is not Basis.NONE and not words:
        raise UsageError(_("A basis needs its evidence: what was said or written, and when (--evidence)."))
    address = _designated(work, person, channel) if basis is Basis.DESIGNATED_ADDRESS else None
    if basis is Basis.RELATION:
        _refuse_relation(channel)
    row = _row(work, person_id, channel)
    if row.objected and basis in {Basis.RELATION, Basis.DESIGNATED_ADDRESS}:
        said = _("{name} objected to {channel} on {day}: only their own later words, as consent, change that.")
        day = row.on.isoformat()
        raise RefusedError(said.format(name=person.name, channel=spoken_channel(channel), day=day))
    if row.objected and basis is Basis.NONE:
        return row
    row.basis, row.evidence, row.page, row.address = basis, words, None, address
    row.objected, row.by, row.on = False, work.by, work.clock.today()
    work.session.flush()
    work.say(_told(person, basis, channel))
    return row


def object_to(work: Work, person_id: int, channel: Channel, evidence: str) -> None:
    """Writes down that somebody does not want to be reached by a channel: it goes before any ground for it."""
    row = _row(work, person_id, channel)
    if not row.objected:
        row.basis, row.evidence, row.page, row.address = Basis.NONE, clean(evidence), None, None
        row.objected, row.by, row.on = True, work.by, work.clock.today()
    work.session.flush()


def _row(work: Work, person_id: int, channel: Channel) -> ContactBasis:
    """What is said of a channel, a new row where nothing is yet."""
    row = work.session.get(ContactBasis, (person_id, channel))
    if row is None:
        row = ContactBasis(person_id=person_id, channel=channel, basis=Basis.NONE, by=work.by, on=work.clock.today())
        work.session.add(row)
    return row


def _told(person: Person, basis: Basis, channel: Channel) -> str:
    if channel is Channel.EMAIL:
        return _("Basis of {name}: {basis}").format(name=person.name, basis=spoken_basis(basis))
    said = _("Basis of {name} for {channel}: {basis}")
    return said.format(name=person.name, channel=spoken_channel(channel), basis=spoken_basis(basis))


def _designated(work: Work, person: Person, channel: Channel) -> str:
    address = work.session.exec(select(ADDRESS[channel]).where(col(Person.id) == person.id)).one()
    if not address:
        said = _("{name} has no address for {channel} that could be designated.")
        raise UsageError(said.format(name=person.name, channel=spoken_channel(channel)))
    return str(address).lower()


def _refuse_relation(channel: Channel) -> None:
    from crm.privacy.relation import relation_channels

    if channel not in relation_channels():
        raise UsageError(_("A relation is no ground for {channel}.").format(channel=spoken_channel(channel)))
