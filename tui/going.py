"""Going from place to place: the keys that lead to one, and showing a thing where it is worked."""

from importlib import import_module
from typing import Any

from textual.app import App
from textual.screen import Screen

from crm.words import EntityKind
from tui import actions
from tui.screens.place import Place


class Going(App[None]):
    """An app of places. Each is imported when it is first gone to."""

    def go(self, mode: str) -> Place:
        """Goes to a place of the bar, at its list; gives the place."""
        if mode != self.current_mode:
            self.switch_mode(mode)
        self._to_its_list()
        place = self._screen_stacks[mode][0]
        assert isinstance(place, Place)
        place.came_from = None
        return place

    def _to_its_list(self) -> None:
        """Takes what lies upon the list of this place away."""
        while len(self.screen_stack) > 1:
            self.pop_screen()

    def behind(self, screen: Screen[Any]) -> tuple[str, Screen[Any]]:
        """The place of the bar that `screen` was opened in, and what it lies upon."""
        mode, stack = next((mode, stack) for mode, stack in self._screen_stacks.items() if screen in stack)
        return mode, stack[stack.index(screen) - 1]

    def do_today(self) -> None:
        """To Today."""
        self.go(actions.TODAY)

    def do_leads(self) -> None:
        """To the leads."""
        self.go(actions.LEADS)

    def do_programmes(self) -> None:
        """To the map."""
        self.go(actions.PROGRAMMES)

    def do_changes(self) -> None:
        """To the changes."""
        self.go(actions.CHANGES)

    def do_schools(self) -> None:
        """To the schools."""
        self.go(actions.SCHOOLS)

    def do_cases(self) -> None:
        """To the cases."""
        self.go(actions.CASES)

    def do_sprints(self) -> None:
        """The sprints."""
        self._push("tui.screens.sprints", "SprintsPlace")

    def show_sprint(self, sprint_id: int) -> None:
        """Shows a sprint on a screen of its own."""
        from tui.screens.sprint import SprintPlace

        self.push_screen(SprintPlace(sprint_id))

    def show_thing(self, kind: EntityKind, id_: int) -> None:
        """Shows a thing where it is worked: a person on a screen of its own, anything else on the map."""
        if kind is EntityKind.PERSON:
            from tui.screens.lead import LeadPlace

            self.push_screen(LeadPlace(id_))
        else:
            came_from = self.current_mode
            place = self.go(actions.PROGRAMMES)
            place.came_from = came_from if came_from != actions.PROGRAMMES else None
            place.reveal(kind, id_)

    def show_case(self, case_id: int | None) -> None:
        """Shows a case on a screen of its own; of a company without one, the cases."""
        if case_id is None:
            self.go(actions.CASES)
            return
        from tui.screens.case import CasePlace

        self.push_screen(CasePlace(case_id))

    def _push(self, module: str, name: str) -> None:
        """Puts a place upon this one, imported when it is first gone to; not upon itself."""
        made = getattr(import_module(module), name)
        if not isinstance(self.screen, made):
            self.push_screen(made())

    def do_footing(self) -> None:
        """How firmly each wanted programme stands."""
        self._push("tui.screens.footing", "FootingPlace")

    def do_report(self) -> None:
        """What came of it."""
        self._push("tui.screens.report", "ReportPlace")

    def do_year(self) -> None:
        """The turn of the school year."""
        self._push("tui.screens.year", "YearPlace")

    def do_review(self) -> None:
        """What waits in review."""
        self._push("tui.screens.review", "ReviewPlace")

    def do_twice(self) -> None:
        """Who is here twice."""
        self._push("tui.screens.duplicates", "DuplicatesPlace")

    def read_page(self, page_id: int) -> None:
        """Shows a crawled page as text."""
        from tui.screens.page import PagePlace

        self.push_screen(PagePlace(page_id))
