"""Making the messages with cases: what fits is chosen, each message is written, and goes to the mail program."""

from dataclasses import dataclass, field

from crm.errors import RefusedError
from crm.language import _
from crm.messages.drafting import Drafted, drafted
from crm.messages.facts import Office
from crm.messages.mail_file import new_message_id
from crm.messages.sending import hand_over
from crm.services import proposals
from crm.services.proposals import Offer
from crm.unit_of_work import Work
from crm.views.digest_plan import DigestPlan
from crm.words import MessageStep


@dataclass(slots=True)
class Made:
    """A message that was made: its draft, its number and Message-ID, and the proposals in it."""

    plan: DigestPlan
    draft: Drafted
    message: int
    message_id: str
    proposals: list[int] = field(default_factory=list)


def choose(work: Work, plan: DigestPlan) -> list[int]:
    """Chooses the cases of `plan` for its teacher: the proposals that are ready for one message, by number."""
    made = [
        proposals.propose(
            work,
            one.fit.case_id,
            plan.lead_id,
            Offer(
                course_id=None if one.agreement_id is not None else one.fit.course_id,
                agreement_id=one.agreement_id,
                why=one.fit.why,
            ),
        )
        for one in plan.chosen
    ]
    return [one.id for one in plan.ready] + [one.id or 0 for one in made]


def make(work: Work, plan: DigestPlan, office: Office) -> Made:
    """Chooses the cases of `plan` for its teacher, and hands over the message with all that are ready.

    Raises RefusedError where no address is known that mail arrives at, and as `drafted` does; then nothing of it is
    to be kept.
    """
    chosen = choose(work, plan)
    draft = drafted(work.session, plan.lead_id, MessageStep.CASES.value, office=office, clock=work.clock)
    if draft.email is None:
        raise RefusedError(draft.email_trouble)
    message_id = new_message_id(office.email)
    message = hand_over(work, draft, message_id)
    work.words[:] = [_("Message with {n} cases made for {name}").format(n=plan.size, name=plan.name)]
    return Made(plan, draft, message.id or 0, message_id, chosen)
