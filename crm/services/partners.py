"""Partners: whoever forwards the questions of businesses."""

from dataclasses import dataclass

from sqlmodel import col, select

from crm.errors import NotFoundError, UsageError
from crm.identity.companies import name_key, own_domain
from crm.language import _
from crm.tables import Partner
from crm.text import clean, fold, row_number
from crm.unit_of_work import Work


@dataclass(frozen=True, slots=True)
class Taken:
    """A partner, and whether it was not known before."""

    partner: Partner
    is_new: bool


def find(work: Work, partner: str) -> Partner:
    """The partner of that number or name. Raises NotFoundError."""
    number = row_number(partner)
    found = work.session.get(Partner, number) if number is not None else _known(work, partner, None)
    if found is None:
        raise NotFoundError(
            _("There is no partner {name}: `werkplaats partner list` lists them.").format(name=clean(partner, 60))
        )
    return found


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
