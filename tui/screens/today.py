"""What now? Everything that is due, each with its reason."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from crm.language import _
from crm.views.today_lines import TodayLine
from crm.words import EntityKind, Stage
from tui.actions import SCHOOLS, TODAY, bindings_for
from tui.screens.today_cases import WorkingCases
from tui.screens.today_lines import (
    broken_off_line,
    counts_line,
    held_line,
    news_line,
    nothing_lines,
    run_line,
    today_line,
    why_lines,
)
from tui.screens.working import Subject
from tui.showing import Line
from tui.store import collecting
from tui.widgets.beside import Beside
from tui.widgets.line import Block, Edges, Rule
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    import sqlite3

    from sqlmodel import Session

    from crm.today.day import Day
    from crm.views.today import Ways

ASKED = frozenset({"case_new", "case_old", "company_next", "receipt"})
"""Kinds of line about what businesses asked: enter opens the case."""

NOTICE = "notice"
"""The line about who has to be told that they are held: enter shows them."""

PROPOSING = frozenset(
    {"go_up", "take_over", "renew", "promise", "promised", "sprint_step", "sprint_end", "sprint_teacher", "digest"}
    | {"receipt", "offer_start"}
)
"""Kinds of line that `y` carries out."""


@dataclass(slots=True)
class Read:
    """A day as it was read, the lines in view in words. `empty`: nothing is mapped, there is no school yet."""

    day: "Day"
    lines: Sequence[TodayLine]
    empty: bool
    top: int = 0
    """The number of the first of the lines."""
    whole: bool = True
    """All was read, and not only what an action touched."""
    ways_old: bool = False
    """The ways in are those from before the action: with it somebody more, or less, is known."""


class Today(WorkingCases):
    """The day's work."""

    NAME = TODAY
    KEYS = ("enter", "log", "message", "later", "why", "help")
    AUTO_FOCUS = "#due"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_for(TODAY),
        Binding("left,right", "whose", show=False),
    ]
    DEFAULT_CSS = """
    Today #news { height: auto; text-wrap: nowrap; text-overflow: ellipsis; }
    Today #nothing { height: auto; display: none; }
    Today #reason { height: 4; padding: 0 1; }
    Today.-nothing #nothing { display: block; height: 1fr; }
    Today.-nothing #due { height: 0; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._mine = True
        self.day: Day | None = None
        self._numbers: dict[int, int] = {}
        self._ways: Ways | None = None
        self._has_news = False

    def body(self) -> Iterable[Widget]:
        """Counts, news, the list, and the reason of the line under the cursor."""
        with Horizontal():
            with Vertical():
                yield Edges(id="counts")
                yield Block(id="news")
                yield Block(id="nothing")
                yield Rows[TodayLine](self._draw, self._fetch, id="due")
                yield Rule()
                yield Block(id="reason")
            yield Beside()

    @property
    def due(self) -> Rows[TodayLine]:
        """The list."""
        return self.query_one("#due", Rows)

    def _draw(self, line: TodayLine, width: int) -> Line:
        return today_line(line, width, self.werkplaats.clock.today())

    # Data

    def begin(self) -> None:
        """Reads the day first past the database library, which has yet to be imported."""
        clock, owner = self.werkplaats.clock, self._owner()

        def look(connection: "sqlite3.Connection") -> Read:
            from crm.today.asking import of_sqlite
            from crm.today.day import read_day

            day = read_day(of_sqlite(connection), owner, clock.today())
            anything = connection.execute("SELECT EXISTS (SELECT 1 FROM source)").fetchone()[0]
            return Read(day, day.lines(0, self.due.size.height + 1), empty=not anything)

        self.glance(look, self._glimpsed, group="day")

    def _glimpsed(self, read: "Read | None") -> None:
        """Shows what was glimpsed; the whole is read after it has been painted, with the ways in to the unknown."""
        if read is None:
            self.reload()
            return
        self._show_day(read)
        self.call_after_refresh(self.reload)

    def reload(self) -> None:
        """Reads the day anew."""
        clock, owner, before = self.werkplaats.clock, self._owner(), self.day
        height = self.due.size.height + 1
        top = max(round(self.due.scroll_y) - height, 0)
        last = round(self.due.scroll_y) + 2 * height

        def question(session: "Session") -> Read:
            from crm.views.sources import any_source
            from crm.views.today import Ways, the_day

            day = the_day(session, owner=owner, clock=clock, before=before)
            self._ways = ways = self._ways or Ways()
            whole = before is None or before.facts.taught.roles is not day.facts.taught.roles
            old = not whole and not ways.stand(day)
            lines = ways.as_known(day.lines(top, last)) if old else ways.added(session, day.lines(top, last), day)
            empty = not day.candidates and not any_source(session)
            return Read(day, lines, empty=empty, top=top, whole=whole, ways_old=old)

        self.ask(question, self._show, group="day")

    def _owner(self) -> str | None:
        return self.werkplaats.user if self._mine else None

    def _fetch(self, session: "Session", ids: Sequence[int]) -> Sequence[tuple[int, TodayLine]]:
        """The lines further down in words: only those that come into view."""
        from crm.today.asking import of_session
        from crm.today.wording import told_lines
        from crm.views.today import Ways

        day = self.day
        if day is None:
            return []
        facts, found = replace(day.facts, ask=of_session(session)), day.candidates
        self._ways = self._ways or Ways()
        wanted = [(one, found[number]) for one in ids if (number := self._numbers.get(one)) is not None]
        lines = self._ways.added(session, told_lines(facts, [each for _one, each in wanted]), day)
        return [(one, line) for (one, _each), line in zip(wanted, lines, strict=True)]

    def _show(self, read: "Read") -> None:
        self._show_day(read)
        if not self._has_news:
            self.call_after_refresh(collecting)  # the day stays: with thousands of leads a round over it takes 50 ms
        if read.whole or not self._has_news:
            self._has_news = True
            self._ask_news()
        if read.ways_old:
            self.call_after_refresh(self.due.reread)

    def _show_day(self, read: "Read") -> None:
        same_date = self.day is not None and self.day.facts.on == read.day.facts.on
        self.day = day = read.day
        today = self.werkplaats.clock.today()
        keys = [_key(one.about) for one in day.candidates]
        self._numbers = {key: number for number, key in enumerate(keys)}
        self.due.show(keys, dict(zip(keys[read.top :], read.lines, strict=False)), drawn=same_date)
        self.query_one("#counts", Edges).tell(*counts_line(day, mine=self._mine))
        self.query_one("#nothing", Block).tell(nothing_lines(empty=read.empty, today=today))
        self.set_class(not day.candidates, "-nothing")
        self._say_why()
        self.refresh_frame()

    def _ask_news(self) -> None:
        """What is new stands above the list, and is read after it."""
        clock, lives = self.werkplaats.clock, self.werkplaats.crawls.lives

        def question(session: "Session") -> list[Line]:
            from sqlalchemy.orm import configure_mappers

            from crm.services import journal, leads  # noqa: F401 - so that the first action need not wait for them
            from crm.views.fresh import found_since
            from crm.views.sources import held, running

            fresh = news_line(found_since(session, clock.today() - timedelta(days=1)))
            configure_mappers()
            crawls = [run_line(run) if lives(run) else broken_off_line(run) for run in running(session)]
            crawls += [held_line(run) for run in held(session)]
            return [line for line in (fresh, *crawls) if line]

        self.ask(question, self._show_news, group="news")

    def _show_news(self, news: Sequence[Line]) -> None:
        self.query_one("#news", Block).tell(news)
        self.query_one("#news").display = bool(news)

    def _say_why(self) -> None:
        line = self.due.current
        self.query_one("#reason", Block).tell(why_lines(line) if line is not None else [])
        self.query_one(Beside).follow(line.person if line is not None else None)

    def on_rows_moved(self) -> None:
        """Says why the line stands there."""
        self._say_why()
        self.refresh_keys()

    def on_rows_opened(self) -> None:
        """A double click opens."""
        self.werkplaats.do("enter")

    # Actions

    def subjects(self) -> Sequence[Subject]:
        """The person the line is about."""
        line = self.due.current
        if line is None or line.person is None:
            return ()
        school = line.where.rpartition(" · ")[2]
        stage = line.stage or Stage.MAPPED
        return [Subject(EntityKind.PERSON, line.person, line.name, line.lead, stage, school)]

    @property
    def case_number(self) -> int | None:
        """The number of the one case that the line under the cursor is about."""
        line = self.due.current
        return line.case if line is not None and line.kind in ASKED else None

    def why_not(self, action: str) -> str | None:
        """Every line can wait or be refused; only some have something to say yes to."""
        line = self.due.current
        if action in {"later", "no", "yes", "why"} and line is None:
            return _("There is nothing under the cursor.")
        if action == "yes" and line is not None and line.kind not in PROPOSING:
            return _("There is nothing to say yes to here: ‹l› logs what was done.")
        if action == "yes" and line is not None and line.kind == "sprint_teacher" and line.takes_over is None:
            return _("Nobody else gives the course: find them first, then `werkplaats sprint take-over`.")
        if action == "no" and line is not None and line.kind == "wake":
            return _("A rest that ends is moved with ‹s›, or put off with ‹z›.")
        if action == "enter" and line is not None and line.kind in {*ASKED, NOTICE}:
            return None
        return None if action in {"later", "no", "yes", "why"} else super().why_not(action)

    def action_whose(self) -> None:
        """One's own work, or everybody's."""
        self._mine = not self._mine
        self.reload()

    def do_enter(self) -> None:
        """Opens the sprint; the case, or the cases of several; else the person."""
        line = self.due.current
        if line is not None and line.sprint is not None:
            self.werkplaats.show_sprint(line.sprint)
            return
        if line is not None and line.kind in ASKED:
            self.werkplaats.show_case(line.case)
            return
        if line is not None and line.kind == NOTICE:
            self.werkplaats.do_office_privacy()
            return
        for person in self.subjects():
            self.werkplaats.show_thing(person.kind, person.id)

    def do_add(self) -> None:
        """Adds a school, where the schools are."""
        self.werkplaats.go(SCHOOLS)
        self.app.call_after_refresh(self.werkplaats.do, "add")

    def do_later(self) -> None:
        """Asks until when, and puts the line off."""
        from tui.screens.today_asking import ask_later

        if self.due.current is not None and self.day is not None:
            ask_later(self, self.due.current, self.day.facts)

    def do_away(self) -> None:
        """Asks from when to when one is away, and who covers."""
        from tui.screens.planning_asking import ask_away

        ask_away(self)

    def do_no(self) -> None:
        """Asks why not this one, and takes the line away."""
        from tui.screens.today_asking import ask_refusal

        if self.due.current is not None:
            ask_refusal(self, self.due.current)

    def do_yes(self) -> None:
        """Does what the line proposes."""
        from tui.screens.digest_asking import review_digests
        from tui.screens.today_asking import deed_of

        line = self.due.current
        if line is not None and line.kind == "go_up":
            self.werkplaats.do("step_up")
            return
        if line is not None and line.kind == "sprint_end" and line.sprint is not None:
            from tui.screens.sprint_asking import ask_finish

            ask_finish(self, line.sprint, line.name, partial(self.werkplaats.say_done, line.name))
            return
        if line is not None and line.kind == "digest":
            review_digests(self)
            return
        if line is not None and line.kind == "receipt":
            from tui.screens.case_mails import review_receipts

            review_receipts(self)
            return
        if line is not None and line.kind == "offer_start":
            from tui.screens.sprint_starting import ask_start

            ask_start(self, int(line.about.split(":")[1]))
            return
        found = deed_of(line) if line is not None else None
        if line is not None and found is not None:
            deed, said = found
            name = line.name
            self.act(deed, lambda _value: self.werkplaats.say_done(name, said))

    def do_why(self) -> None:
        """Shows why the line stands here: its reason, and what it weighs."""
        from tui.overlays.sheet import Sheet
        from tui.screens.today_why import why_sheet

        line = self.due.current
        if line is not None:
            sheet = Sheet(_("Why is this here: {what}").format(what=line.what))
            self.app.push_screen(sheet, None)
            sheet.call_after_refresh(lambda: sheet.tell(why_sheet(line)))


def _key(about: str) -> int:
    """A number that stays with the line when the day is read anew."""
    return hash(about)
