"""What a teacher answered to a proposal, by one key on its line: `y` yes, `b` no, `z` later; or picked from a list."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from crm.case_words import ProposalState
from crm.language import _
from crm.words import ActivityKind
from tui.days import short
from tui.screens.place import Place
from tui.widgets.form import Field, Form, Values
from tui.widgets.picker import Choice, deed_choice, picking

if TYPE_CHECKING:
    from crm.unit_of_work import Work
    from crm.views.proposals import ProposalLine

SETTLED = (ProposalState.WITHDRAWN,)
"""A proposal that takes no answer any more."""


class Answering(Place):
    """A place in which proposals are answered. It says on which the cursor is by `proposal`."""

    @property
    def proposal(self) -> "ProposalLine | None":
        """The proposal under the cursor."""
        return None

    def why_not(self, action: str) -> str | None:
        """A key that answers needs a proposal that takes an answer."""
        if action in {"yes", "no", "later"}:
            if self.proposal is None:
                return _("Put the cursor on a proposal: y is yes, b is no, z is later.")
            if self.proposal.state in SETTLED:
                return _("That proposal was withdrawn.")
        return super().why_not(action)

    def do_yes(self) -> None:
        """They said yes."""
        if self.proposal is not None:
            answer_yes(self, self.proposal)

    def do_no(self) -> None:
        """They said no."""
        if self.proposal is not None:
            ask_no(self, self.proposal)

    def do_later(self) -> None:
        """They said maybe, or later."""
        if self.proposal is not None:
            ask_later(self, self.proposal)


def answer_yes(place: Place, line: "ProposalLine") -> None:
    """Keeps a yes."""
    _answer(place, line, ProposalState.ACCEPTED, None, None)


def ask_no(place: Place, line: "ProposalLine") -> None:
    """Asks why not, and keeps it: the next match heeds it."""
    title = _("No: {what}").format(what=line.title)
    field = Field("note", _("Why not"), hint=_("too large; another block; no time …"))
    place.app.push_screen(Form(title, [field], partial(_form, place, line, ProposalState.DECLINED)))


def ask_later(place: Place, line: "ProposalLine") -> None:
    """Asks what they said, and keeps it: the day to ask again is read from it."""
    title = _("Maybe: {what}").format(what=line.title)
    field = Field("note", _("They said"), hint=_("later in block 3; in March; after the exams …"))
    place.app.push_screen(Form(title, [field], partial(_form, place, line, ProposalState.MAYBE)))


def _form(place: Place, line: "ProposalLine", state: ProposalState, form: Form, values: Values) -> None:
    _answer(place, line, state, values["note"] or None, form)


def _answer(place: Place, line: "ProposalLine", state: ProposalState, note: str | None, form: Form | None) -> None:
    def deed(work: "Work") -> date | None:
        from crm.services.proposal_answers import Answer, answer

        return answer(work, line.id, Answer(state, note)).again_on

    def done(again: date | None) -> None:
        from crm.services.answering import answer_word

        said = answer_word(state)
        if again is not None:
            said = f"{said}, {_('ask again on {day}').format(day=short(again, place.werkplaats.clock.today()))}"
        place.werkplaats.say_done(line.person, said)

    if form is not None:
        form.carry_out(deed, done)
    else:
        place.act(deed, done)


def offer_answers(place: Place, line: "ProposalLine") -> None:
    """What can be done with a proposal, to pick from."""
    title = f"{line.person}: {line.title} [{line.code}]"
    place.app.push_screen(picking(title, _("enter does it"), list(_choices(place, line))))


def _choices(place: Place, line: "ProposalLine") -> Iterator[Choice]:
    if line.state not in SETTLED:
        yield deed_choice(_("yes"), _("takes a place, and the case from others"), partial(answer_yes, place, line))
        yield deed_choice(_("no"), _("asks why"), partial(ask_no, place, line))
        yield deed_choice(_("maybe"), _("asks when again"), partial(ask_later, place, line))
    if line.state is ProposalState.PREPARED:
        yield deed_choice(_("told by phone"), _("logged as a call"), partial(_told, place, line))
    if line.state not in SETTLED and line.sprint_id is None:
        yield deed_choice(_("withdraw"), _("asks why; the case is free again"), partial(_ask_withdraw, place, line))


def _told(place: Place, line: "ProposalLine") -> None:
    def deed(work: "Work") -> None:
        from crm.services import proposals

        proposals.tell(work, line.id, ActivityKind.CALL)

    place.act(deed, lambda _none: place.werkplaats.say_done(line.person, _("told by phone")))


def _ask_withdraw(place: Place, line: "ProposalLine") -> None:
    def submit(form: Form, values: Values) -> None:
        def deed(work: "Work") -> None:
            from crm.services import proposals

            proposals.withdraw(work, line.id, values["why"])

        form.carry_out(deed, lambda _none: place.werkplaats.say(_("Withdrawn. ‹u› takes it back.")))

    title = _("Withdraw: {what}").format(what=line.title)
    place.app.push_screen(
        Form(title, [Field("why", _("Why"), hint=_("the business waits; they took another …"))], submit)
    )


def settled_said(line: "ProposalLine", today: date) -> str:
    """How a proposal stands, and since when."""
    from crm.services.answering import answer_word

    days: Sequence[date | None] = (line.answered_on, line.sent_on, line.made_on)
    day = next(one for one in days if one is not None)
    said = f"{answer_word(line.state)}, {short(day, today)}"
    if line.again_on is not None:
        said += f" → {short(line.again_on, today)}"
    return said
