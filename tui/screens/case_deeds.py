"""What can be done with a case wherever one stands on one: state, log, next action, a correction, its web page."""

from typing import TYPE_CHECKING

from crm.language import _
from tui.actions import Action
from tui.screens.case_lines import source_said
from tui.screens.offer_answers import Answering
from tui.showing import shown

if TYPE_CHECKING:
    from crm.views.cases import CaseLine
    from crm.views.proposals import ProposalLine
    from tui.screens.case_sections import CardRow

_ON_A_CASE = frozenset(("enter", "propose", "log", "message", "next", "stage", "edit", "why", "open"))


class CaseDeeds(Answering):
    """A place in which cases are worked. It says on which by `case`, and on which line of its card by `row`."""

    @property
    def case(self) -> "CaseLine | None":
        """The case that an action is about."""
        return None

    @property
    def row(self) -> "CardRow | None":
        """The line of the card under the cursor, where the place has one."""
        return None

    def why_not(self, action: str) -> str | None:
        """An action on a case needs one; its web page an address."""
        case = self.case
        if action in _ON_A_CASE and case is None:
            return _("Put the cursor on a case first.")
        if action == "open" and case is not None and not case.website:
            return _("No web page of {name} is known.").format(name=shown(case.company, 60))
        return super().why_not(action)

    def label(self, action: Action) -> str:
        """A case has a state, no stage."""
        return _("state") if action.id == "stage" else super().label(action)

    @property
    def proposal(self) -> "ProposalLine | None":
        """The proposal under the cursor."""
        from tui.screens.case_proposals import ProposalRow

        about = self.row.about if self.row is not None else None
        return about.line if isinstance(about, ProposalRow) else None

    def do_propose(self) -> None:
        """Proposes the case to the teacher under the cursor, else offers those whom it fits best."""
        from tui.screens.case_matches import Matched
        from tui.screens.offer_asking import ask_teacher, propose_match

        about = self.row.about if self.row is not None else None
        if isinstance(about, Matched) and about.lead_id is not None:
            propose_match(self, about.line)
        elif self.case is not None:
            ask_teacher(self, self.case)

    def do_stage(self) -> None:
        """Asks for the state to go to, and goes there."""
        from tui.screens.case_asking import state_form

        if self.case is not None:
            self.app.push_screen(state_form(self, self.case))

    def do_log(self) -> None:
        """Asks what happened with the business, and writes it down."""
        from tui.screens.case_asking import contact_form

        if self.case is not None:
            self.app.push_screen(contact_form(self, self.case))

    def do_next(self) -> None:
        """Asks what comes next with the business and when, and plans it."""
        from tui.screens.case_asking import next_form

        if self.case is not None:
            self.app.push_screen(next_form(self, self.case))

    def do_edit(self) -> None:
        """Asks for the right value of a field of the case."""
        from tui.screens.case_asking import ask_field

        if self.case is not None:
            ask_field(self, self.case)

    def do_message(self) -> None:
        """Sends the receipts that wait for the business and its partner, or tells the partner what became of it."""
        from tui.screens.case_mails import choose_mail

        if self.case is not None:
            choose_mail(self, self.case)

    def do_open(self) -> None:
        """Opens the web page of the business in the browser."""
        if self.case is not None and self.case.website:
            self.werkplaats.open_page(self.case.website)

    def do_why(self) -> None:
        """Shows the whole question, and where it came from."""
        from tui.overlays.sheet import Sheet, reading, said

        case = self.case
        if case is None:
            return
        sheet = Sheet(_("Where from: {who}").format(who=shown(case.company, 60)))
        self.app.push_screen(sheet)
        came = _("{day}, {source}, taken in by {who}").format(
            day=case.received_on.isoformat(), source=source_said(case.source), who=shown(case.by, 60)
        )
        lines = [said(came), said(""), *reading(case.question)]
        sheet.call_after_refresh(sheet.tell, lines)

    def told(self, case: "CaseLine", said: str) -> None:
        """Says on the status line what was done, and how to take it back."""
        self.werkplaats.say_done(shown(case.company, 60), said)
