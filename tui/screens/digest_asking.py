"""The messages with cases that may go now, reviewed one by one: each is read, changed, sent or passed by."""

from typing import TYPE_CHECKING

from crm.language import _, ngettext
from crm.words import EntityKind
from tui.screens.letter import write_to
from tui.screens.offer_asking import TEMPLATE
from tui.screens.working import Subject, Working

if TYPE_CHECKING:
    from crm.unit_of_work import Work


def review_digests(place: Working) -> None:
    """Chooses the cases that fit each teacher of one's own, and opens their messages one after the other."""
    today, me = place.werkplaats.clock.today(), place.werkplaats.user

    def deed(work: "Work") -> tuple[list[Subject], int]:
        from crm.matching.encoders import installed
        from crm.services.digest_making import choose
        from crm.views.digest_plan import digest_plans
        from crm.views.fits import unmarked

        going = [one for one in digest_plans(work.session, today, owner=me, encoders=installed()) if not one.why_not]
        for plan in going:
            choose(work, plan)
        people = [Subject(EntityKind.PERSON, one.person_id, one.name, lead_id=one.lead_id) for one in going]
        return people, len(unmarked(work.session))

    def chosen(found: tuple[list[Subject], int]) -> None:
        people, new = found
        left = ngettext(
            "{n} new case is left out: on Cases ‹s› says that it is fit to offer.",
            "{n} new cases are left out: on Cases ‹s› says that they are fit to offer.",
            new,
        ).format(n=new)
        if people:
            write_to(place, people, done=place.done, template=TEMPLATE)
        else:
            place.werkplaats.say(_("No case fits anybody now: `werkplaats digest` says why of each."))
        if new:
            place.werkplaats.say(left)

    place.act(deed, chosen)
