"""What holds of all offers whatever was done: no more taken than agreed, no case taken by two."""

import sqlalchemy as sa

from crm.case_words import ProposalState
from crm.errors import UndoError
from crm.language import _
from crm.places import PLACED
from crm.tables import table_named
from crm.tables.core import LEAD, PERSON
from crm.unit_of_work import Work

AGREEMENT, PROPOSAL = table_named("agreement"), table_named("proposal")


def refuse_over_capacity(work: Work, what: str) -> None:
    """Raises UndoError where taking back `what` would give a place or a case to two."""
    work.session.flush()
    connection = work.session.connection()
    full = (
        sa.select(PERSON.c.name)
        .join(LEAD, LEAD.c.person_id == PERSON.c.id)
        .join(AGREEMENT, AGREEMENT.c.lead_id == LEAD.c.id)
        .where(AGREEMENT.c.ended_on.is_(None), sa.literal_column(PLACED) > AGREEMENT.c.number)
    )
    name = connection.scalar(full.limit(1))
    if name is not None:
        raise UndoError(
            _("“{what}” cannot be taken back: {name} has no place left for it since.").format(what=what, name=name)
        )
    twice = (
        sa.select(PROPOSAL.c.case_id)
        .where(PROPOSAL.c.state == ProposalState.ACCEPTED)
        .group_by(PROPOSAL.c.case_id)
        .having(sa.func.count() > 1)
    )
    if connection.scalar(twice.limit(1)) is not None:
        raise UndoError(_("“{what}” cannot be taken back: another teacher took the case since.").format(what=what))
