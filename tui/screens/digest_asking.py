"""The messages with cases that may go now, reviewed one by one: each is read, changed, sent or passed by."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from crm.language import _, ngettext
from crm.words import EntityKind
from tui.screens.offer_letter import write_offers
from tui.screens.working import Subject, Working

if TYPE_CHECKING:
    from crm.unit_of_work import Work
    from crm.views.digest_plan import DigestPlan


def review_digests(place: Working) -> None:
    """Chooses the cases that fit each teacher of one's own, and opens their messages one after the other."""
    today, me = place.werkplaats.clock.today(), place.werkplaats.user

    def read(work: "Work") -> "tuple[list[DigestPlan], int]":
        from crm.matching.encoders import installed
        from crm.views.digest_plan import digest_plans
        from crm.views.fits import unmarked

        plans = digest_plans(work.session, today, owner=me, encoders=installed())
        return [one for one in plans if not one.why_not], len(unmarked(work.session))

    place.act(read, lambda found: _choose(place, found[0], [], {}, found[1]))


def _choose(
    place: Working, plans: "Sequence[DigestPlan]", chosen: list[Subject], actions: dict[int, int], new: int
) -> None:
    """Chooses for the first of `plans`, an action of its own that can be taken back alone; then for the rest."""
    if not plans:
        _open(place, chosen, actions, new)
        return
    plan, *rest = plans

    def deed(work: "Work") -> "Work":
        from crm.services.digest_making import choose

        choose(work, plan)
        return work

    def done(work: "Work") -> None:
        if work.entry_id is not None:
            actions[plan.person_id] = work.entry_id
        chosen.append(Subject(EntityKind.PERSON, plan.person_id, plan.name, lead_id=plan.lead_id))
        _choose(place, rest, chosen, actions, new)

    place.act(deed, done)


def _open(place: Working, people: Sequence[Subject], actions: dict[int, int], new: int) -> None:
    if people:
        write_offers(place, people, actions, done=place.done)
    else:
        place.werkplaats.say(_("No case fits anybody now: `werkplaats digest` says why of each."))
    if new:
        left = ngettext(
            "{n} new case is left out: on Cases ‹s› says that it is fit to offer.",
            "{n} new cases are left out: on Cases ‹s› says that they are fit to offer.",
            new,
        )
        place.werkplaats.say(left.format(n=new))
