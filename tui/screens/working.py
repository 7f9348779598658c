"""What can be done with a person wherever one stands on one: log, move, plan, add, mark as target, look up."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crm.language import _, ngettext
from crm.services.profiles import people_search
from crm.words import EntityKind, Stage
from tui.screens.place import Place

if TYPE_CHECKING:
    from sqlmodel import Session

    from crm.unit_of_work import Work
    from crm.views.pages import PageLine


_ONE_PERSON = {"example", "agreement", "step_up", "scout", "propose", "privacy"}
"""Actions on one person: what is typed for them holds for nobody else."""

_ON_PEOPLE = {"log", "message", "stage", "next", "linkedin", "duplicates"} | _ONE_PERSON
_ON_THINGS = {"enter", "target", "why", "edit", "open", "read"}


@dataclass(frozen=True, slots=True)
class Subject:
    """What an action is about. A person without a lead has `lead_id` None and stands at `mapped`.

    `field`: the value of it under the cursor, where there is one.
    """

    kind: EntityKind
    id: int
    name: str
    lead_id: int | None = None
    stage: Stage = Stage.MAPPED
    place: str = ""
    url: str | None = None
    field: str | None = None


class Working(Place):
    """A place in which people are worked. It says on whom by `subjects`."""

    def subjects(self) -> Sequence[Subject]:
        """What the next action is about: the marked rows, or the one under the cursor."""
        return ()

    def people(self) -> list[Subject]:
        """The persons among the subjects."""
        return [subject for subject in self.subjects() if subject.kind is EntityKind.PERSON]

    def things(self) -> Sequence[Subject]:
        """What the cursor is on, person or not: what `w`, `o`, `t` and `i` are about."""
        return self.subjects()

    def why_not(self, action: str) -> str | None:
        """An action on a person needs one; one on a page needs its address."""
        if action in _ON_PEOPLE and (reason := self._no_people(action)) is not None:
            return reason
        things = self.things() if action in _ON_THINGS else ()
        if action in _ON_THINGS and not things:
            return _("There is nothing under the cursor.")
        if action == "open" and not things[0].url:
            return _("No page is known of {name}.").format(name=things[0].name)
        if action == "target" and all(thing.kind is EntityKind.PERSON for thing in things):
            return _("A target is a course, a programme, a unit or a school: put the cursor on one.")
        if action == "lead" and all(person.lead_id is not None for person in self.people()):
            return _("That is a lead already.") if self.people() else _("Put the cursor on a person first.")
        return super().why_not(action)

    def _no_people(self, action: str) -> str | None:
        count = len(self.people())
        if not count:
            return _("Put the cursor on a person first.")
        if action == "propose" and self.people()[0].lead_id is None:
            return _("A case is proposed from warm on: ‹k› makes a lead first.")
        return _("That goes one person at a time.") if count > 1 and action in _ONE_PERSON else None

    # Deeds

    def do_lead(self) -> None:
        """Makes leads of the persons that are none yet."""
        from crm.services import leads

        fresh = [person for person in self.people() if person.lead_id is None]

        def deed(work: "Work") -> int:
            for person in fresh:
                leads.add(work, person.id)
            return len(fresh)

        self.act(deed, lambda count: self.done(fresh, ngettext("is a lead now", "are leads now", count)))

    def do_log(self) -> None:
        """Asks what happened, and writes it down."""
        from tui.screens.logbook import ask_log

        ask_log(self, self.people())

    def do_message(self) -> None:
        """Writes to them, one after the other."""
        from tui.screens.letter import write_to

        write_to(self, self.people(), done=self.done)

    def do_stage(self) -> None:
        """Asks for the stage to go to, and goes there."""
        from tui.deeds import ask_stage

        ask_stage(self, self.people())

    def do_next(self) -> None:
        """Asks what comes next and when, and plans it."""
        from tui.deeds import ask_next

        ask_next(self, self.people())

    def do_example(self) -> None:
        """Asks what the students work on, and keeps it."""
        from tui.screens.example_asking import ask_example

        ask_example(self, self.people()[0], self.taught())

    def do_agreement(self) -> None:
        """Asks what was agreed, and keeps it."""
        from tui.screens.agreement_asking import ask_agreement

        ask_agreement(self, self.people()[0])

    def do_propose(self) -> None:
        """Proposes the case that fits them best."""
        from tui.screens.offer_asking import ask_case

        ask_case(self, self.people()[0])

    def do_step_up(self) -> None:
        """Asks to whom it goes higher up, and why, and takes it there."""
        from tui.screens.step_up_asking import ask_step_up

        ask_step_up(self, self.people()[0])

    def do_scout(self) -> None:
        """Asks whom they will ask for us, and by when."""
        from tui.screens.step_up_asking import ask_scout

        ask_scout(self, self.people()[0])

    def taught(self) -> Sequence[tuple[int, str]]:
        """The courses (number, name) of the person an action is about, as far as the place knows them."""
        return ()

    def do_give(self) -> None:
        """Asks for another owner, and gives the leads to them."""
        from tui.screens.planning_asking import ask_owner

        ask_owner(self, self.people())

    def do_target(self) -> None:
        """Asks whether the office is after it."""
        from tui.deeds import ask_target

        ask_target(self, [one for one in self.things() if one.kind is not EntityKind.PERSON])

    def do_open(self) -> None:
        """Opens the page in the browser."""
        url = self.things()[0].url
        if url:
            self.werkplaats.open_page(url)

    def do_read(self) -> None:
        """Shows a crawled page that speaks of the thing as text."""
        from tui.screens.pages_asking import ask_page

        thing = self.things()[0]

        def read(session: "Session") -> "Sequence[PageLine]":
            from crm.views.pages import pages_about

            return pages_about(session, thing.id)

        ask_page(self, _("Pages that speak of {who}").format(who=thing.name), read)

    def do_why(self) -> None:
        """Shows every place that says something of the thing."""
        from tui.overlays.sheet import Sheet
        from tui.overlays.why import explain

        thing = self.things()[0]
        sheet = Sheet(_("Why: {who}").format(who=thing.name))
        self.app.push_screen(sheet)
        explain(sheet, thing.kind, thing.id, self.werkplaats.clock.today(), thing.field)

    def do_duplicates(self) -> None:
        """Shows who may be the same person."""
        from tui.screens.duplicates import DuplicatesPlace

        self.app.push_screen(DuplicatesPlace(of=self.people()[0].id))

    def do_privacy(self) -> None:
        """Shows what is held of the person, and what they may ask."""
        from tui.overlays.privacy import ask_privacy

        ask_privacy(self, self.people()[0])

    def do_linkedin(self) -> None:
        """Looks for the person on LinkedIn, in the user's own browser."""
        person = self.people()[0]
        self.werkplaats.open_page(people_search(f"{person.name} {person.place}"))

    def done(self, subjects: Sequence[Subject], said: str) -> None:
        """Says on the status line what was done, and how to take it back."""
        self.werkplaats.say_done(spoken_subjects(subjects), said)


def spoken_subjects(subjects: Sequence[Subject]) -> str:
    """Whom or what an action is about: a name, or how many rows."""
    if len(subjects) == 1:
        return subjects[0].name
    count = len(subjects)
    if all(subject.kind is EntityKind.PERSON for subject in subjects):
        return ngettext("{n} person", "{n} people", count).format(n=count)
    return ngettext("{n} row", "{n} rows", count).format(n=count)
