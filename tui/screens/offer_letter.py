"""The message with a case that was just proposed: left unsent, it asks whether the proposal is to stand."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from crm.language import _, ngettext
from tui.screens.letter import LetterSheet
from tui.screens.place import Place
from tui.screens.working import Subject
from tui.showing import shown
from tui.widgets.picker import deed_choice, picking

if TYPE_CHECKING:
    from crm.unit_of_work import Work

TEMPLATE = "cases"


class OfferLetter(LetterSheet):
    """The message with cases to each of some people. `actions`: person → the action that chose them now."""

    def __init__(
        self,
        people: Sequence[Subject],
        done: Callable[[Sequence[Subject], str], None],
        actions: Mapping[int, int],
    ) -> None:
        super().__init__(people, done, TEMPLATE)
        self._actions = dict(actions)

    def passed_by(self) -> None:
        """Asks whether what was chosen for them waits for the next message, or is as if it was never proposed."""
        if self.person.id not in self._actions:
            super().passed_by()
            return
        after = sum(one.id in self._actions for one in self._people[self._at + 1 :])
        choices = [
            deed_choice(_("take it back"), _("as if it was never proposed"), partial(self._take_back, 1)),
            deed_choice(_("let it stand"), _("it goes along in the next message to them"), self._stands),
        ]
        if after:
            said = ngettext("with {n} more after it", "with the {n} after it", after).format(n=after)
            choices.append(deed_choice(_("take all back"), said, partial(self._take_back, len(self._people))))
        title = _("Not sent: {who}. And the proposal?").format(who=shown(self.person.name, 40))
        self.app.push_screen(picking(title, _("esc: back to the message"), choices))

    def _stands(self) -> None:
        name = self.person.name
        super().passed_by()
        self.werkplaats.say(_("{who} has it in the next message. ‹u› takes it back.").format(who=shown(name, 60)))

    def _take_back(self, most: int) -> None:
        """Takes back what was chosen for so many people, from this one on."""
        people = [one for one in self._people[self._at : self._at + most] if one.id in self._actions]
        self._take_back_of(people, [], most)

    def _take_back_of(self, people: Sequence[Subject], done: Sequence[str], most: int) -> None:
        if not people:
            self._at = min(self._at + most, len(self._people)) - 1
            super().passed_by()
            self.werkplaats.say(_("Proposal taken back: {who}.").format(who=shown(", ".join(done), 80)))
            return
        person, *rest = people

        def deed(work: "Work") -> None:
            from crm.services.journal import undo

            undo(work, self._actions[person.id])

        def taken_back(_none: None) -> None:
            del self._actions[person.id]
            self._take_back_of(rest, [*done, person.name], most)

        self.act(deed, taken_back, trouble=self._no_letter)


def write_offers(
    place: Place,
    people: Sequence[Subject],
    actions: Mapping[int, int],
    *,
    done: Callable[[Sequence[Subject], str], None],
) -> None:
    """Opens the messages with cases, one after the other. `actions`: person → the action that chose them now."""
    place.app.push_screen(OfferLetter(people, done, actions))
