"""How many places of an agreement are left: the one rule, for views and for Today, which asks in plain SQL."""

PLACED = """(
    (SELECT count(*) FROM sprint WHERE sprint.agreement_id = agreement.id AND sprint.state <> 'stopped')
    + (SELECT count(*) FROM proposal WHERE proposal.agreement_id = agreement.id AND proposal.state = 'accepted'
        AND NOT EXISTS (SELECT 1 FROM sprint AS made WHERE made.proposal_id = proposal.id))
)"""
"""Places of the row of `agreement` that are taken: sprints that were not stopped, and yeses that wait for theirs."""


def places_left(number: int, placed: int = 0, *, ended: bool = False) -> int:
    """Of `number` places, those that no case has been placed in; none once the agreement has ended."""
    return 0 if ended else max(number - placed, 0)
