"""What an answer means for a lead: its words, and the cadence that gives way to it."""

from crm.case_words import ProposalState
from crm.language import _
from crm.messages.steps import rules as step_rules
from crm.services import leads
from crm.tables import Lead
from crm.unit_of_work import Work


def answer_word(state: ProposalState) -> str:
    """How a proposal stands, in a word or two."""
    return {
        ProposalState.PREPARED: _("ready for the next message"),
        ProposalState.SENT: _("no answer yet"),
        ProposalState.ACCEPTED: _("yes"),
        ProposalState.DECLINED: _("no"),
        ProposalState.MAYBE: _("maybe"),
        ProposalState.WITHDRAWN: _("withdrawn"),
    }[state]


def cadence_gives_way(work: Work, lead: Lead) -> None:
    """What a cadence planned for a lead goes; what somebody planned by hand stays."""
    if lead.next_what is None:
        return
    assert lead.id is not None
    steps = (step.after for step in step_rules().steps.values() if step.after is not None)
    if lead.next_what in {words for after in steps for words in after.words.values()}:
        leads.plan(work, lead.id, None, None)
