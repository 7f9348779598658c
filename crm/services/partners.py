"""Partners: whoever forwards the questions of businesses."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import col, select

from crm.errors import NotFoundError, RefusedError, UsageError
from crm.identity.companies import name_key, own_domain, web_address
from crm.language import _
from crm.services import edits, outside_people, person_names
from crm.services.outside_people import ContactSaid
from crm.tables import Case, Digest, OutsideContact, OutsideMessage, Partner, Person
from crm.text import clean, fold, row_number
from crm.unit_of_work import Work
from crm.views.partner_news import find_partner
from crm.words import EntityKind


@dataclass(frozen=True, slots=True)
class Taken:
    """A partner, and whether it was not known before."""

    partner: Partner
    is_new: bool


def find(work: Work, partner: str) -> Partner:
    """The partner of that number or name. Raises NotFoundError."""
    work.session.flush()
    return work.session.get_one(Partner, find_partner(work.session, partner).id)


def take_in(work: Work, name: str, mail: str | None = None) -> Taken:
    """The partner of that name, or whose mail comes from the domain of the address `mail`; made where there is none.

    Raises UsageError for one without a name.
    """
    domain = own_domain(mail)
    known = _known(work, name, domain)
    if known is not None:
        if known.domain is None and domain is not None:
            known.domain = domain
            work.session.flush()
        return Taken(known, is_new=False)
    said = clean(name, 200)
    if not said:
        raise UsageError(_("A partner needs a name.") + " (--partner)")
    partner = Partner(name=said, sort_key=fold(said), domain=domain, by=work.by, at=work.clock.now())
    work.session.add(partner)
    work.session.flush()
    return Taken(partner, is_new=True)


def rename(work: Work, partner_id: int, name: str) -> Partner:
    """Calls a partner otherwise, everywhere. Raises UsageError without a name, RefusedError for another one's."""
    partner, said = _numbered(work, partner_id), clean(name, 200)
    if not said:
        raise UsageError(_("A partner needs a name.") + " (--name)")
    same = select(Partner).where(Partner.sort_key == fold(said), Partner.id != partner_id)
    other = work.session.exec(same).first()
    if other is not None:
        raise RefusedError(
            _("Partner {id} is called {name} already: `werkplaats partner merge {id} {other}` joins the two.").format(
                id=other.id, name=other.name, other=partner_id
            )
        )
    before = partner.name
    partner.name, partner.sort_key = said, fold(said)
    work.session.flush()
    work.say(_("Partner {before} is called {name} now").format(before=before, name=said))
    return partner


def set_domain(work: Work, partner_id: int, domain: str) -> Partner:
    """Keeps from which domain a partner's mail comes; "" empties it.

    Raises UsageError for what is none, or one that many share; RefusedError for another partner's.
    """
    partner, text = _numbered(work, partner_id), clean(domain, 320)
    host = text.rpartition("@")[2] if "@" in text else own_domain(web_address(text))
    found = own_domain(f"info@{host}") if host else None
    if text and found is None:
        raise UsageError(_("{given} is no domain of a partner's own.").format(given=text) + " (--domain)")
    same = select(Partner).where(Partner.domain == found, Partner.id != partner_id) if found else None
    other = work.session.exec(same).first() if same is not None else None
    if other is not None:
        raise RefusedError(_("{domain} is that of {name} already.").format(domain=found, name=other.name))
    partner.domain = found
    work.session.flush()
    work.say(_("Mail of {name} comes from {domain}").format(name=partner.name, domain=found or "–"))
    return partner


def set_contact(work: Work, partner_id: int, said: ContactSaid) -> Person:
    """Keeps whom the office talks to at a partner: the newest is written to. Of who is there already it is corrected.

    Raises UsageError for what is no name or no address; RefusedError for a name that fits several and is nobody's as
    it stands, and for who asked to be erased.
    """
    partner, given = _numbered(work, partner_id), outside_people.checked(said)
    found = _fitting(_contacts(work, partner_id), given.name)
    if len(found) > 1:
        raise _fits_several(given.name, found, _("Give the name in full."))
    if found:
        ((held, person),) = found
        told = {name: value for name, value in (("email", given.email), ("phone", given.phone)) if value}
        if told:
            edits.set_values(work, EntityKind.PERSON, person.id or 0, dict(told))
        held.words, held.left_on, held.on = given.words or held.words, None, work.clock.today()
        work.session.flush()
    else:
        person = outside_people.take_in(work, given, partner_id=partner_id)
    work.words[:] = [_("{person} is who we talk to at {name}").format(person=person.name, name=partner.name)]
    return person


def contact_left(work: Work, partner_id: int, person: str) -> Person:
    """Keeps that somebody, by name or number, is no contact of a partner any more; who left before keeps the day.

    Raises NotFoundError; RefusedError where the name fits several and is nobody's as it stands.
    """
    partner, number = _numbered(work, partner_id), row_number(person)
    there = [(held, one) for held, one in _contacts(work, partner_id) if held.left_on is None]
    found = [(held, one) for held, one in there if one.id == number] if number is not None else _fitting(there, person)
    if not found:
        said = _("{person} is no contact of {name}: `werkplaats partner show {id}` lists them.")
        raise NotFoundError(said.format(person=clean(person, 60), name=partner.name, id=partner_id))
    if len(found) > 1:
        raise _fits_several(person, found, _("Give the number of the one you mean."))
    ((held, one),) = found
    held.left_on = work.clock.today()
    work.session.flush()
    work.say(_("{person} is no contact of {name} any more").format(person=one.name, name=partner.name))
    return one


def merge(work: Work, kept_id: int, gone_id: int) -> Partner:
    """Joins two partners that are one: what is of the second is the first's from now on.

    Raises NotFoundError; RefusedError for the same one.
    """
    kept, gone = _numbered(work, kept_id), _numbered(work, gone_id)
    if kept_id == gone_id:
        raise RefusedError(_("That is one partner already."))
    there = work.session.exec(select(OutsideContact).where(OutsideContact.partner_id == kept_id))
    people = {contact.person_id: contact for contact in there}
    for contact in work.session.exec(select(OutsideContact).where(OutsideContact.partner_id == gone_id)):
        same = people.get(contact.person_id)
        if same is None:
            contact.partner_id = kept_id
            continue
        if contact.left_on is None:
            same.left_on, same.on = None, max(same.on, contact.on)
        work.session.delete(contact)
    for table in (Case, Digest, OutsideMessage):
        for row in work.session.exec(select(table).where(table.partner_id == gone_id)):
            row.partner_id = kept_id
    days = [day for day in (kept.told_on, gone.told_on) if day is not None]
    domain, name = kept.domain or gone.domain, gone.name
    work.session.flush()
    work.session.expire_all()
    work.session.delete(gone)
    work.session.flush()
    kept.domain, kept.told_on = domain, max(days, default=None)
    work.session.flush()
    work.say(_("{b} joined with {a}").format(a=kept.name, b=name))
    return kept


def _contacts(work: Work, partner_id: int) -> Sequence[tuple[OutsideContact, Person]]:
    """Whom the office talks to at a partner, or did."""
    there = select(OutsideContact, Person).join(Person, col(Person.id) == col(OutsideContact.person_id))
    return work.session.exec(there.where(OutsideContact.partner_id == partner_id)).all()


def _fitting(there: Sequence[tuple[OutsideContact, Person]], name: str) -> Sequence[tuple[OutsideContact, Person]]:
    """Those whose name it is as it stands; where it is nobody's, those who can be called so."""
    fitting = [(held, one) for held, one in there if person_names.compatible(one.name, name)]
    return [(held, one) for held, one in fitting if fold(one.name) == fold(name)] or fitting


def _fits_several(name: str, found: Sequence[tuple[OutsideContact, Person]], what_to_do: str) -> RefusedError:
    """Says whom a name fits, with their numbers."""
    people = ", ".join(f"{one.name} ({one.id})" for _held, one in found[:10])
    return RefusedError(
        _("{name} fits several: {people}.").format(name=clean(name, 60), people=people) + " " + what_to_do
    )


def _numbered(work: Work, partner_id: int) -> Partner:
    return find(work, str(partner_id))


def known(work: Work, name: str, mail: str | None = None) -> Partner | None:
    """The partner of that name, or whose mail comes from the domain of an address; None where none is known."""
    return _known(work, name, own_domain(mail))


def _known(work: Work, name: str, domain: str | None) -> Partner | None:
    """By the very name, else without legal form, else by the domain of its mail. An office has a handful of them."""
    work.session.flush()
    found = list(work.session.exec(select(Partner).order_by(col(Partner.id))))
    ranked = (
        (one for one in found if one.sort_key == fold(name)),
        (one for one in found if name and name_key(one.name) == name_key(name)),
        (one for one in found if domain and one.domain == domain),
    )
    return next((one for ones in ranked for one in ones), None)
