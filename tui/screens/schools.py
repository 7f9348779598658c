"""Is the map fresh? The schools, their schedule and health, and the crawls that run."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from crm.language import _
from crm.services.profiles import people_search
from crm.words import EntityKind, RunState
from tui.actions import SCHOOLS, Action, bindings_for, key_of
from tui.screens.place import Place
from tui.screens.schools_asking import ask_contact, ask_school
from tui.screens.schools_lines import School, called, card_lines, heading, progress_lines, school_line, strip_lines
from tui.showing import Line, shown
from tui.widgets.empty import Empty
from tui.widgets.heading import Heading
from tui.widgets.line import Block, Rule
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from sqlmodel import Session

    from crm.views.pages import PageLine
    from crm.views.progress import Progress
    from crm.views.sources import RunLine, SourceLine

RUNS_SHOWN = 12
"""Crawls in the pane beside the list."""


class Schools(Place):
    """The places that are mapped."""

    NAME = SCHOOLS
    KEYS = ("crawl", "stop", "add", "enter", "why", "help")
    AUTO_FOCUS = "#schools"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for(SCHOOLS)
    DEFAULT_CSS = """
    Schools #split { height: 1fr; }
    Schools #list { width: 1fr; }
    Schools #strip { height: 3; padding: 0 1; }
    Schools #card { display: none; width: 50; height: 1fr; padding: 0 1; border-left: solid $tone-rule; }
    Schools.-wide #card { display: block; }
    Schools.-wide #strip, Schools.-wide #strip-rule { display: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._sources: Sequence[SourceLine] | None = None
        self._runs: Sequence[RunLine] = ()
        self._wanted: int | None = None
        self._contact: str | None = None
        self._contact_asked = False

    def body(self) -> Iterable[Widget]:
        """List, what there is to say of the school, and in a wide window its crawls."""
        with Horizontal(id="split"):
            with Vertical(id="list"):
                yield Heading(heading)
                yield Rows[School](self._draw, id="schools")
                yield Empty(id="empty")
            yield Block(id="card")
        yield Rule(id="strip-rule")
        yield Block(id="strip")

    @property
    def rows(self) -> Rows[School]:
        """The list."""
        return self.query_one("#schools", Rows)

    @property
    def school(self) -> School | None:
        """The school under the cursor."""
        return self.rows.current

    def _draw(self, school: School, width: int) -> Line:
        return school_line(school, width, self.werkplaats.clock.now())

    # Data

    def reload(self) -> None:
        """Reads the schools anew."""
        from crm.views.sources import sources

        clock = self.werkplaats.clock
        self.ask(lambda session: sources(session, clock), self._take, group="schools")

    def _take(self, found: "Sequence[SourceLine]") -> None:
        self._sources = found
        self._show()
        if self._wanted is not None and self.rows.go_to(self._wanted):
            self._wanted = None

    def _show(self) -> None:
        crawls = self.werkplaats.crawls
        schools = {source.id: School(source, crawls.of(source.id)) for source in self._sources or ()}
        self.query_one(Empty).teach(self._nothing() if not schools else [], self.rows)
        self.rows.show(list(schools), schools)

    def crawls_changed(self) -> None:
        """Shows how far the crawls are."""
        super().crawls_changed()
        if self._sources is not None:
            self._show()

    def on_rows_moved(self) -> None:
        """Says of the school what there is to say."""
        self.refresh_keys()
        self._say_of_school()

    def _say_of_school(self) -> None:
        school, strip, card = self.school, self.query_one("#strip", Block), self.query_one("#card", Block)
        if school is None:
            strip.tell([])
            card.tell([])
            return
        strip.tell(strip_lines(school)[:1] + progress_lines(school) if school.progress else strip_lines(school))
        self._ask_runs(school)

    def _ask_runs(self, school: School) -> None:
        from crm.views.sources import runs

        def show(found: "Sequence[RunLine]") -> None:
            today = self.werkplaats.clock.today()
            self.query_one("#card", Block).tell(card_lines(school, found, today))

        self.ask(lambda session: runs(session, school.source.id, RUNS_SHOWN), show, group="runs")

    def _nothing(self) -> list[Line]:
        return [
            [(_("Here stand the schools that are mapped, how fresh that is, and the crawls that run."), "")],
            [],
            [(key_of("add"), "key"), (f"  {_('adds a school: its address is enough.')}", "")],
        ]

    # Actions

    def why_not(self, action: str) -> str | None:
        """A crawl needs a school that is not being crawled; stopping one that is."""
        school = self.school if self.is_mounted and self.query("#schools") else None
        if (
            action in {"crawl", "stop", "enter", "why", "open", "read", "rules", "yes", "linkedin", "calendar"}
            and school is None
        ):
            return _("There is no school yet: ‹a› adds one.")
        if school is None:
            return super().why_not(action)
        name = called(school.source)
        if action == "crawl" and school.progress is not None:
            return _("{name} is being crawled: h stops that.").format(name=name)
        if action == "stop" and school.progress is None:
            return _("{name} is not being crawled: r begins.").format(name=name)
        if action in {"enter", "calendar"} and school.source.institution_id is None:
            return _("{name} is not on the map yet: r crawls it.").format(name=name)
        return self._not_held(school) if action == "yes" else super().why_not(action)

    @staticmethod
    def _not_held(school: School) -> str | None:
        run = school.source.run
        if run is not None and run.state == RunState.HELD:
            return None
        return _("The last crawl of {name} is not held: there is nothing to decide.").format(name=called(school.source))

    def on_rows_opened(self) -> None:
        """A double click does what enter does."""
        self.werkplaats.do("enter")

    def do_enter(self) -> None:
        """Shows the school on the map."""
        school = self.school
        if school is not None and school.source.institution_id is not None:
            self.werkplaats.show_thing(EntityKind.INSTITUTION, school.source.institution_id)

    def do_open(self) -> None:
        """Opens its site in the browser."""
        school = self.school
        if school is not None:
            self.werkplaats.open_page(school.source.url)

    def do_linkedin(self) -> None:
        """Looks for people of the school on LinkedIn, in the user's own browser."""
        school = self.school
        if school is not None:
            self.werkplaats.open_page(people_search(called(school.source)))

    def do_why(self) -> None:
        """Shows how its last crawls went, and which pages could not be read."""
        school = self.school
        if school is not None:
            from tui.screens.schools_history import history

            history(self, school.source)

    def do_read(self) -> None:
        """Lists its crawled pages, to show one as text."""
        from tui.screens.pages_asking import ask_page

        school = self.school
        if school is not None:

            def read(session: "Session") -> "Sequence[PageLine]":
                from crm.views.pages import pages

                return pages(session, school.source.id)

            ask_page(self, _("Crawled pages of {name}").format(name=called(school.source)), read)

    def do_yes(self) -> None:
        """Asks what becomes of a run that was held."""
        from tui.screens.held_asking import ask_held

        school = self.school
        if school is not None and school.source.run is not None:
            ask_held(self, school.source.run.id, school.source.id, shown(school.source.run.message, 400))

    def label(self, action: Action) -> str:
        """A yes here is about a held crawl."""
        return _("decide") if action.id == "yes" else super().label(action)

    def do_rules(self) -> None:
        """Lists what was learnt of its site."""
        from tui.screens.rules_asking import ask_rules

        school = self.school
        if school is not None:
            ask_rules(self, school.source.id, called(school.source))

    def do_add(self) -> None:
        """Asks for a school's address."""
        ask_school(self, self._added)

    def _added(self, source_id: int, *, crawl: bool) -> None:
        self._wanted = source_id
        if crawl:
            self._crawl(source_id)

    def do_calendar(self) -> None:
        """Asks for a period, exam week or holiday as the school has it."""
        from tui.screens.planning_asking import ask_stretch

        school = self.school
        if school is not None and school.source.institution_id is not None:
            ask_stretch(self, school.source.institution_id, school.source.institution or school.source.name)

    def do_crawl(self) -> None:
        """Starts a crawl of the school."""
        school = self.school
        if school is not None:
            self._crawl(school.source.id)

    def _crawl(self, source_id: int) -> None:
        """Starts the crawl; asks first, once, whom schools can reach about it when no setting says."""
        from tui.screens.schools_asking import known_contact

        def go_on(contact: str | None) -> None:
            if contact is None and not self._contact_asked:
                self._contact_asked = True
                ask_contact(self, partial(self._start, source_id))
            else:
                self._start(source_id, contact)

        self.ask(lambda _session: known_contact(), go_on, group=f"contact {source_id}")

    def _start(self, source_id: int, contact: str | None) -> None:
        crawls = self.werkplaats.crawls
        self.werkplaats.say(_("The crawl has begun. h stops it; going elsewhere does not."))
        self.ask(lambda _session: crawls.start(source_id, contact), lambda _none: None, group=f"start {source_id}")

    def do_stop(self) -> None:
        """Asks the crawl of the school to end; what it read is kept."""
        school = self.school
        progress: Progress | None = school.progress if school is not None else None
        if progress is None:
            return
        crawls, run_id = self.werkplaats.crawls, progress.run.id
        self.werkplaats.say(_("Stopping: what was read is kept and worked into the map."))
        self.ask(lambda _session: crawls.stop(run_id), lambda _none: None, group=f"stop {run_id}")
