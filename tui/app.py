"""The app: its places, its actions, its colours, and the words on its status line."""

import sys
from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module
from time import monotonic
from typing import TYPE_CHECKING, Any, ClassVar

from rich.cells import cell_len
from textual import events
from textual.app import App
from textual.binding import BindingType
from textual.notifications import SeverityLevel
from textual.screen import Screen

from crm.clock import Clock, SystemClock
from crm.errors import WerkplaatsError
from crm.language import _, use_language
from tui import actions
from tui.crawls import Crawls
from tui.going import Going
from tui.held_keys import HeldKeys
from tui.mail_watch import MailWatch
from tui.painting import Painting
from tui.screens.place import WIDE, Place
from tui.showing import shown
from tui.store import Store, collecting, tidy
from tui.terminal import is_gone
from tui.tones import DARK, DEFAULTS, LIGHT
from tui.waiting import Waiting
from tui.wording import kept_words

if TYPE_CHECKING:
    from crawler.learning.rules import Mark
    from crm.unit_of_work import Work

STATUS_ROOM = 4
"""Cells of the status line that are rule."""

LONG_SECONDS, SHORT_SECONDS = 12.0, 4.0
"""How long a sentence stands over an overlay, where it is longer than a line, and where it is not."""

REST_SECONDS = 0.7
"""So long nobody must have typed before the app tidies up; seconds on the monotonic clock."""

WATCH_SECONDS = 2.0
"""How often it looks whether another program has written to the database."""


def _place(module: str, name: str) -> Place:
    """A place of the bar, imported when it is first gone to: the first frame waits for none but its own."""
    made = getattr(import_module(module), name)()
    assert isinstance(made, Place)
    return made


class WerkplaatsApp(Going):
    """The full-screen app over one database, for one user. Nothing heavy is imported before its first frame."""

    TITLE = "Werkplaats"
    ENABLE_COMMAND_PALETTE = False
    DEFAULT_MODE = actions.TODAY
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {
        name: partial(_place, f"tui.screens.{name}", name.title()) for name in actions.PLACES
    }
    BINDINGS: ClassVar[list[BindingType]] = []
    CSS = """
    Input { background: $background; }
    Screen.-wide Beside { display: block; }
    ToastRack { dock: top; align: right top; margin-top: 1; }
    """

    def __init__(
        self,
        database_url: str,
        *,
        user: str,
        language: str = "nl",
        clock: Clock | None = None,
        page_opener: Callable[[str], object] | None = None,
        mail_opener: Callable[[str], bool] | None = None,
        keys: Mapping[str, str] | None = None,
    ) -> None:
        use_language(language)
        actions.use_keys(keys or {})
        super().__init__()
        self.HORIZONTAL_BREAKPOINTS = [(WIDE, "-wide")]
        self.clock = clock or SystemClock()
        self.user = user
        self.store = Store(database_url, user=user, clock=self.clock)
        self.painting = Painting(self)
        self.waiting = Waiting(self)
        self.held_keys = HeldKeys(self)
        self.words: tuple[str, str] = ("", "")
        self.crawls = Crawls(self)
        self.marks: dict[int, list[Mark]] = {}
        """What was marked on pages of a source and not yet made a rule."""
        self._page_opener = page_opener
        self._mail_opener = mail_opener
        self.mail_watch = MailWatch(self)
        self._version: int | None = None
        self._typed = monotonic()
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self._begin_in(DARK.name)
        if keys:
            self.set_keymap(dict(keys))

    def _begin_in(self, theme: str) -> None:
        """Sets the theme before anything has been styled; set in the usual way all styles would be made twice."""
        self.set_reactive(App.theme, theme)
        self.set_class(self.current_theme.dark, "-dark-mode", update=False)
        self.set_class(not self.current_theme.dark, "-light-mode", update=False)
        self.stylesheet.set_variables(self.get_css_variables())

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The colours of our tones, for themes that are not ours."""
        return DEFAULTS[self.current_theme.dark]

    def on_mount(self) -> None:
        """What was imported will stay: the garbage collector need not look at it again."""
        self.call_after_refresh(collecting)
        self.set_interval(WATCH_SECONDS, self._watch)
        self.set_interval(REST_SECONDS, self._tidy)
        if not self.is_headless and sys.__stdin__ is not None and sys.__stdin__.isatty():
            self.set_interval(WATCH_SECONDS, partial(self._leave_when_alone, sys.__stdin__.fileno()))
        self.crawls.watch()
        self.mail_watch.begin()

    def _tidy(self) -> None:
        """Tidies up where nobody has typed for a while: nobody waits for it then."""
        if monotonic() - self._typed >= REST_SECONDS:
            tidy()

    def _leave_when_alone(self, terminal: int) -> None:
        """Ends the app when the window was closed: crawls are stopped, and what was typed is kept."""
        if is_gone(terminal):
            self.exit()

    def on_unmount(self) -> None:
        """Ends the crawls it started, and gives the database back."""
        self.crawls.close()
        self.store.close()

    def _watch(self) -> None:
        """Looks, in a worker, whether another program wrote to the database: a crawl, the command line, a colleague."""
        self.run_worker(self._look, thread=True, group="watch", exclusive=True, exit_on_error=False)

    def _look(self) -> None:
        version = self.store.version()
        if version is not None and self._version not in {None, version}:
            self.call_from_thread(self.data_changed)
        self._version = version

    def wrote(self) -> None:
        """The app itself has written, and tells its places so: it is nothing new to the watch. Belongs in a worker."""
        self._version = self.store.version()

    def keep_quietly(self, deed: "Callable[[Work], None]") -> None:
        """Does what no place shows and no journal holds, in a worker that outlives the screen: keeping a draft."""

        def keep() -> None:
            try:
                self.store.act(deed)
            except WerkplaatsError as error:
                self.call_from_thread(self.say, str(error), "late")

        self.run_worker(keep, thread=True, group="keep", exit_on_error=False)

    # Words

    def say(self, words: str, tone: str = "") -> None:
        """Puts a sentence on the status line, a long one above it, until the next action; over an overlay a while."""
        self.words = (words, tone)
        if isinstance(self.screen, Place):
            self.screen.refresh_frame()
        else:
            severity: SeverityLevel = "error" if tone == "late" else "information"
            timeout = LONG_SECONDS if self.long_words else SHORT_SECONDS
            self.notify(shown(words), markup=False, severity=severity, timeout=timeout)

    @property
    def long_words(self) -> bool:
        """Whether the words of the status line are too long for it."""
        return cell_len(self.words[0]) > self.size.width - STATUS_ROOM

    def say_done(self, who: str, said: str) -> None:
        """Says what was done with whom, and how to take it back."""
        self.say(_("{who}: {said}. ‹u› takes it back.").format(who=who, said=said))

    def status_changed(self) -> None:
        """Draws anew the status line of the place where one is, also below what lies over it."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, Place):
                screen.status_changed()
                return

    def data_changed(self) -> None:
        """Tells every place that what it shows may be old."""
        for stack in self._screen_stacks.values():
            for screen in stack:
                if isinstance(screen, Place):
                    screen.data_changed()

    def crawls_changed(self) -> None:
        """Tells the place where one is how the crawls are getting on."""
        if isinstance(self.screen, Place):
            self.screen.crawls_changed()

    # Keys and actions

    async def on_event(self, event: events.Event) -> None:
        """What is typed behind enter waits its turn."""
        if isinstance(event, events.Key):
            self._typed = monotonic()
        if not self.held_keys.takes(event):
            await super().on_event(event)

    async def on_next_held(self) -> None:
        """One of those that waited has its turn."""
        event = self.held_keys.turn()
        if event is not None:
            await super().on_event(event)

    def on_key(self, event: events.Key) -> None:
        """A key that was typed while an overlay opened is the overlay's; behind `f`, the filter's.

        A field keeps its own letters, so one that comes here while a field has the keys was typed before it had them.
        """
        from textual.widgets import Input

        from tui.widgets.ahead import KeyedAhead, TypedAhead

        if isinstance(self.screen, TypedAhead | KeyedAhead):
            if self.screen.take(event):
                event.prevent_default()
        elif isinstance(self.focused, Input) and event.is_printable and event.character:
            event.prevent_default()
            self.focused.insert_text_at_cursor(event.character)

    def action_do(self, name: str) -> None:
        """Does the action `name` of the registry where one is now."""
        self.do(name)

    def do(self, name: str) -> None:
        """Does the action `name` where one is now, or says why it cannot be done."""
        place = self.screen
        if not isinstance(place, Place):
            return
        reason = place.why_not(name)
        if reason is not None:
            self.say(reason)
            return
        self.words = ("", "")
        self.clear_notifications()  # of the action before: they would stand in front of what this one asks
        deed: Callable[[], None] = getattr(place, f"do_{name}", None) or getattr(self, f"do_{name}")
        deed()
        place.refresh_frame()

    def do_search(self) -> None:
        """Search over everything."""
        from tui.overlays.search import searching

        self.push_screen(searching(self.show_thing, self.show_case))

    def do_import(self) -> None:
        """Asks for a file, and shows what taking it in would do."""
        from tui.screens.taking_in_asking import ask_file

        if isinstance(self.screen, Place):
            ask_file(self.screen)

    def do_undo(self) -> None:
        """Takes back the user's last action."""
        from crm.services.journal import Undone, undo

        def told(undone: Undone) -> None:
            kept = f" {kept_words(undone.kept)}" if undone.kept else ""
            said = _("Taken back: {what}").format(what=undone.what) + kept
            self.say(said)
            if "site_rule" in undone.tables:
                self.follow_rules(f"{said}.", _("The map follows."))

        if isinstance(self.screen, Place):
            self.screen.act(undo, told)

    def follow_rules(self, said: str, then: str) -> None:
        """Lets the map follow the rules of sites as they are now, and says so: what was done, and `then`."""

        def deed(_session: object) -> None:
            from crawler.reread import apply_all_changed_rules

            apply_all_changed_rules(self.store.engine(), self.store.clock)

        def done(_none: None) -> None:
            self.say(f"{said} {then}")
            self.data_changed()

        if isinstance(self.screen, Place):
            self.screen.ask(deed, done, group="rules follow")

    def do_examples(self) -> None:
        """The examples of all teachers."""
        from tui.overlays.examples import finding_examples

        self.push_screen(finding_examples(self.show_thing))

    def do_office_privacy(self) -> None:
        """Who has to be told that they are held, what may be let go, and the register."""
        from tui.overlays.office_privacy import OfficePrivacySheet

        self.push_screen(OfficePrivacySheet())

    def do_held(self) -> None:
        """Asks of each mail that waits whether it is theirs."""
        from tui.screens.held_mail_asking import ask_held

        if isinstance(self.screen, Place):
            ask_held(self.screen)

    def do_quit(self) -> None:
        """Leaves."""
        self.exit()

    def do_theme(self) -> None:
        """Dark to light, or back."""
        self.theme = LIGHT.name if self.current_theme.dark else DARK.name

    def do_palette(self) -> None:
        """Every action by name: those that work here first."""
        from tui.overlays.actions import palette

        if isinstance(self.screen, Place):
            self.push_screen(palette(self.screen))

    def do_help(self) -> None:
        """The keys that work here."""
        from tui.overlays.actions import keys

        if isinstance(self.screen, Place):
            self.push_screen(keys(self.screen))

    def open_page(self, url: str) -> None:
        """Opens an address in the browser. Only http and https: nothing a page says may start another program."""
        if url.startswith(("https://", "http://")):
            if (self._page_opener or _browser())(url) is False:
                self.say(_("No browser could be opened here. The page: {url}").format(url=url), "late")
            else:
                self.say(_("Opened in the browser: {url}").format(url=url))
        else:
            self.say(_("That is no web address: {url}").format(url=url))

    def open_mail(self, target: str) -> bool:
        """Opens a mail file or mail address in the user's mail program; False where that cannot be."""
        from tui.mail_program import open_mail

        return (self._mail_opener or open_mail)(target)


def _browser() -> Callable[[str], object]:
    import webbrowser

    return webbrowser.open


def run(database_url: str, **options: Any) -> None:  # noqa: ANN401 - those of WerkplaatsApp
    """Runs the app until the user leaves it; `options` as `WerkplaatsApp` takes them."""
    WerkplaatsApp(database_url, **options).run()
