"""The ground on which somebody may be mailed (Telecommunicatiewet 11.7), with its evidence."""

from crm.errors import NotFoundError, UsageError
from crm.language import _
from crm.tables import MailBasis, Person
from crm.text import clean
from crm.unit_of_work import Work
from crm.words import Basis


def set_basis(work: Work, person_id: int, basis: Basis, evidence: str = "") -> MailBasis:
    """Sets on which basis a person may be mailed, and what shows it.

    Raises NotFoundError for an unknown person; UsageError for a basis other than `none` without evidence.
    """
    person = work.session.get(Person, person_id)
    if person is None:
        raise NotFoundError(_("There is no person {id}: `werkplaats search NAME` finds them.").format(id=person_id))
    words = clean(evidence)
    if basis is not Basis.NONE and not words:
        raise UsageError(_("A basis needs its evidence: what was said or written, and when (--evidence)."))
    row = work.session.get(MailBasis, person_id)
    if row is None:
        row = MailBasis(person_id=person_id, basis=basis, evidence=words, by=work.by, on=work.clock.today())
        work.session.add(row)
    else:
        row.basis, row.evidence, row.page, row.by, row.on = basis, words, None, work.by, work.clock.today()
    work.session.flush()
    work.say(_("Basis of {name}: {basis}").format(name=person.name, basis=basis_name(basis)))
    return row


def basis_name(basis: Basis) -> str:
    """The basis as it is said on screen, in the current language."""
    return {
        Basis.CONSENT: _("consent"),
        Basis.RELATION: _("relation"),
        Basis.DESIGNATED_ADDRESS: _("designated address"),
        Basis.NONE: _("none"),
    }[basis]
