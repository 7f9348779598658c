"""An overlay in which one types and picks: the palette, the keys that work here, and search."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.fuzzy import Matcher
from textual.widgets import Input

from crm.language import _
from tui.showing import Line
from tui.widgets.ahead import TypedAhead
from tui.widgets.line import Told
from tui.widgets.rows import Rows

NEARLY = 80
"""How alike two words are, of 100, that are one in another form or with a typing error: "exporteren", "exporteert"."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to pick: how it is drawn in so many cells, and what picking it does.

    What is typed is looked for in its `words`, letters left out forgiven, and for a quarter as much in what `more`
    says, word by word: in a sentence the letters of nearly any word are found somewhere.
    """

    words: str
    draw: Callable[[int], Line]
    pick: Callable[[], None]
    more: str = ""


class Picker(TypedAhead):
    """Type to narrow, up and down to choose, enter to pick, escape to leave everything as it was.

    `look` is called with the picker and what is typed; it calls `offer` at once or when its answer has come.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
    ]
    DEFAULT_CSS = """
    Picker { align: center top; background: $background 40%; }
    Picker > Vertical {
        width: 76; max-width: 100%; height: auto; max-height: 90%; margin: 2 0 0 0;
        border: round $tone-rule; background: $surface; border-title-color: $tone-key;
    }
    Picker Input { border: none; height: 1; padding: 0 1; background: $surface; }
    Picker Input:focus { border: none; }
    Picker Rows { height: 14; background: $surface; }
    Picker Rows > .rows--row { background: $surface; }
    """

    def __init__(self, title: str, hint: str, look: "Callable[[Picker, str], None]") -> None:
        super().__init__()
        self._title = title
        self._hint = hint
        self._look = look
        self._choices: Sequence[Choice] = ()
        self._looking = self._pick_when_found = False

    def compose(self) -> ComposeResult:
        """A field, a list, and a line for when there is nothing."""
        with Vertical() as panel:
            panel.border_title = self._title
            yield Input(placeholder=self._hint, select_on_focus=False)
            yield Rows[Choice](lambda choice, width: choice.draw(width))
            yield Told(id="picker-note")

    def on_mount(self) -> None:
        """Offers what can be picked before anything is typed."""
        self.rows.can_focus = False
        self._look(self, "")

    @property
    def rows(self) -> Rows[Choice]:
        """The list."""
        return self.query_one(Rows)

    def offer(self, choices: Sequence[Choice], note: str = "") -> None:
        """Shows these choices, the first one chosen; `note` says why there are none."""
        self._choices = choices
        self.rows.cursor = 0
        self.rows.show(range(len(choices)), dict(enumerate(choices)))
        self.rows.scroll_to(y=0, animate=False)
        if note:
            self.query_one("#picker-note", Told).tell([(f" {note}", "dim")])
        self._looking = False
        if self._pick_when_found:
            self._pick_when_found = False
            self._pick()

    def on_rows_moved(self) -> None:
        """Says of the chosen one what did not fit beside it."""
        choice = self.rows.current
        if choice is not None:
            self.query_one("#picker-note", Told).tell([(f" {choice.more}", "dim")])

    def trouble(self, sentence: str) -> None:
        """Says in the overlay what went wrong."""
        self.query_one("#picker-note", Told).tell([(f" {sentence}", "late")])

    def on_input_changed(self, event: Input.Changed) -> None:
        """Looks for what is typed."""
        self._looking = True
        self._look(self, event.value.strip())

    def on_input_submitted(self) -> None:
        """Picks the chosen one; while it still looks for what is typed, the first that it finds."""
        self._pick_when_found = self._looking
        if not self._looking:
            self._pick()

    def entered(self, event: events.Key) -> None:  # noqa: ARG002 - the same as of a form
        """Picks the chosen one, once what was typed has been looked for."""
        self.call_later(self.on_input_submitted)

    def on_rows_opened(self) -> None:
        """Picks what was double clicked."""
        self._pick()

    def _pick(self) -> None:
        choice = self.rows.current
        if choice is not None:
            self.dismiss()
            self.app.call_later(choice.pick)

    def action_leave(self) -> None:
        """Leaves; nothing has changed."""
        self.dismiss()

    def action_move(self, by: int) -> None:
        """Chooses the next or previous."""
        self.rows.action_move(by)

    def action_page(self, by: int) -> None:
        """A screenful on or back."""
        self.rows.action_page(by)


def narrowed(choices: Sequence[Choice], typed: str) -> list[Choice]:
    """The choices that `typed` may mean, best first; all of them when nothing is typed."""
    if not typed:
        return list(choices)
    matcher = Matcher(typed)

    def score(choice: Choice) -> float:
        said = (matcher.match(choice.more) or 1) / 4 if _says(choice.more, typed) else 0
        return max(matcher.match(choice.words), said)

    scored = [(score(choice), choice) for choice in choices]
    return [choice for found, choice in sorted(scored, key=lambda one: -one[0]) if found > 0]


def _says(sentence: str, typed: str) -> bool:
    """Whether each word of what was typed stands in the sentence, or one that is spelled nearly so."""
    from rapidfuzz import fuzz, process

    said = sentence.casefold()
    return all(
        part in said or process.extractOne(part, said.split(), scorer=fuzz.ratio, score_cutoff=NEARLY) is not None
        for part in typed.casefold().split()
    )


def offer_narrowed(picker: Picker, choices: Sequence[Choice], typed: str, nothing: str = "") -> None:
    """Offers the choices that `typed` may mean; `nothing` says why there are none at all."""
    found = narrowed(choices, typed)
    picker.offer(found, "" if found else _("Nothing is called that.") if choices else nothing)


def picking(title: str, hint: str, choices: Sequence[Choice], nothing: str = "") -> Picker:
    """An overlay with choices that are known already; `nothing` says why there are none."""
    return Picker(title, hint, lambda picker, typed: offer_narrowed(picker, choices, typed, nothing))


def deed_choice(words: str, more: str, pick: Callable[[], None]) -> Choice:
    """Something that can be done, in a few `words` and with `more` beside them."""
    return Choice(words, lambda _width: [(f"{words:<24} ", "strong"), (more, "dim")], pick, more)
