"""What stands around every place: the bar of places above, the status line and the keys below."""

from functools import partial
from typing import TYPE_CHECKING, cast

from rich.cells import cell_len

from crm.language import _
from tui.actions import BAR, BY_ID
from tui.crawls import brief
from tui.days import spoken
from tui.showing import Line, cut, shown
from tui.widgets.line import PieceLine

if TYPE_CHECKING:
    from tui.app import WerkplaatsApp
    from tui.screens.place import Place


SHORTEST = 4
"""Cells that are left at least of the name of a place in the bar."""


class Framing(PieceLine):
    """A line of the frame; it knows the app and the place it stands in."""

    @property
    def werkplaats(self) -> "WerkplaatsApp":
        """The app, under its own type."""
        return cast("WerkplaatsApp", self.app)

    @property
    def place(self) -> "Place":
        """The screen it stands in."""
        return cast("Place", self.screen)


class PlaceBar(Framing):
    """The places, with the number of each, and the day."""

    DEFAULT_CSS = "PlaceBar { background: $panel; }"

    def line(self, width: int) -> Line:
        """Numbers and names, as long as there is room for; the place where one is stands out."""
        line: Line = []
        for name, label in self._labels(width):
            action = BY_ID[name]
            mine = self.place.bar_name == name
            pieces: Line = (
                [(f" {action.written} {label} ", "here")] if mine else [(f" {action.written} ", "key"), (label, "")]
            )
            self.spot(line, pieces, partial(self.werkplaats.do, name))
            line += pieces
        today = f"{spoken(self.werkplaats.clock.today())} "
        room = width - sum(cell_len(text) for text, _tone in line) - len(today)
        return [*line, (" " * room, ""), (today, "dim")] if room >= 0 else line

    def _labels(self, width: int) -> list[tuple[str, str]]:
        """Each place with its name, the longest cut first where all together are too long for `width` cells."""
        labels = {name: _(BY_ID[name].label) for name in BAR}
        lengths = {name: cell_len(label) for name, label in labels.items()}
        room = width - 1 - sum(cell_len(BY_ID[name].written) + 2 for name in BAR)
        while sum(lengths.values()) > room:
            longest = max(BAR, key=lambda name: lengths[name])
            if lengths[longest] <= SHORTEST:
                break
            lengths[longest] -= 1
        return [(name, cut(label, lengths[name])) for name, label in labels.items()]


class Status(Framing):
    """The rule above the keys; what was just done, or runs, is written in it."""

    def line(self, width: int) -> Line:
        """A rule, with the words of the app at the left and the crawls that run at the right."""
        words, tone = ("", "") if self.werkplaats.long_words else self.werkplaats.words
        if not words:
            words, tone = self.werkplaats.waiting.words, "dim"
        left: Line = [("─ ", "rule"), (shown(words), tone), (" ", "")] if words else []
        running = brief(self.werkplaats.crawls.under_way)
        right: Line = [(" ", ""), *running, (" ─", "rule")] if running else []
        room = width - sum(cell_len(text) for text, _tone in (*left, *right))
        if room < 0 and left:
            return [*left, ("─", "rule")]
        return [*left, ("─" * max(room, 0), "rule"), *right]


class Keys(Framing):
    """The six keys that matter here; a click on one presses it."""

    DEFAULT_CSS = "Keys { background: $panel; }"

    def line(self, width: int) -> Line:  # noqa: ARG002 - the interface
        """Key and label of each; dim when it cannot be used now."""
        line: Line = [(" ", "")]
        for name in self.place.KEYS:
            action = BY_ID[name]
            dim = self.place.why_not(name) is not None
            pieces: Line = [
                (action.written, "dim" if dim else "key"),
                (f" {self.place.label(action)}", "dim" if dim else ""),
                ("   ", ""),
            ]
            self.spot(line, pieces, partial(self.werkplaats.do, name))
            line += pieces
        return line
