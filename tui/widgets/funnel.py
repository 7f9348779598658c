"""The funnel across the top of a list: how many stand at each step now; behind that of the leads what came of it."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Generic, TypeVar

from rich.cells import cell_len

from crm.language import _, ngettext
from crm.words import Stage
from tui.showing import Line
from tui.tones import stage_tone
from tui.widgets.line import PieceLine
from tui.wording import stage_word

if TYPE_CHECKING:
    from crm.views.coupled import Coupled

IN_BAR = (Stage.MAPPED, Stage.WARM, Stage.INFORMED, Stage.EXAMPLES, Stage.AGREEMENT, Stage.SPRINT)
"""The stages that always stand in the bar; those beside the funnel only when somebody is there."""


LONGEST, SHORTEST = 99, 3
"""Letters of a step's word where there is room, and at least, where the bar is too narrow for the words."""

T = TypeVar("T")


class StepBar(PieceLine, Generic[T]):
    """Step and count, the chosen one reversed; a click chooses. Those beside `always` stand there where anything is."""

    def __init__(
        self,
        choose: Callable[[T | None], None],
        every: Sequence[T],
        always: Sequence[T],
        word: Callable[[T], str],
        tone: Callable[[T], str],
    ) -> None:
        super().__init__(id="funnel")
        self._choose = choose
        self._every, self._always, self._word, self._tone = every, always, word, tone
        self._counts: Mapping[T, int] = {}
        self._chosen: T | None = None
        self._tails: tuple[Line, Line, Line] = ([], [], [])
        """What stands behind the steps: in full, plainly, and as short as can be."""

    def show(self, counts: Mapping[T, int], chosen: T | None) -> None:
        """Shows these counts."""
        self._counts, self._chosen = counts, chosen
        self.refresh()

    def stages(self) -> list[T]:
        """The steps that stand in the bar now."""
        beside = [s for s in self._every if s not in self._always and (self._counts.get(s) or s is self._chosen)]
        return [*self._always, *beside]

    def line(self, width: int) -> Line:
        """The steps with their counts; narrower, and then with shortened words, when they do not fit."""
        full, plain, brief = self._tails
        shorter = [("│", longest, " ", brief) for longest in range(12, SHORTEST - 1, -1)]
        roomy = (
            *((" │ ", LONGEST, " ", tail) for tail in (full, plain)),
            *(("│", LONGEST, before, tail) for before in (" ", "") for tail in (plain, brief)),
        )
        for separator, longest, before, tail in (*roomy, *shorter):
            line = [*self._line(separator, longest, before), *tail]
            if sum(cell_len(text) for text, _tone in line) <= width:
                break
        return line

    def _line(self, separator: str, longest: int, before: str) -> Line:
        self._spots = []
        line: Line = []
        for step in self.stages():
            if line:
                line.append((separator, "rule"))
            count = self._counts.get(step)
            mine = step is self._chosen
            word, tone = self._word(step), self._tone(step)
            said = word if len(word) <= longest + 1 or mine else f"{word[:longest].rstrip()}."
            pieces: Line = [
                (f"{before}{said} ", f"{tone}-here" if mine else tone),
                ("–" if count is None else f"{count}", "strong"),
            ]
            self.spot(line, pieces, partial(self._choose, None if mine else step))
            line += pieces
        return line


class FunnelBar(StepBar[Stage]):
    """The funnel of the leads."""

    def __init__(self, choose: Callable[[Stage | None], None]) -> None:
        super().__init__(choose, tuple(Stage), IN_BAR, stage_word, stage_tone)

    def tell(self, counts: Mapping[Stage, int], chosen: Stage | None, coupled: "Coupled | None" = None) -> None:
        """Shows these counts, and how many businesses were coupled to a student team."""
        self._tails = ([], [], []) if coupled is None else _came_of_it(coupled)
        self.show(counts, chosen)


def _came_of_it(found: "Coupled") -> tuple[Line, Line, Line]:
    """The businesses coupled to a student team: with the years, in all, and as short as can be."""
    said = ngettext("{n} SME", "{n} SMEs", found.in_all).format(n=found.in_all)
    years = _("{n} in {year}, {m} in {calendar}").format(
        n=found.in_school_year,
        year=f"{found.school_year[2:4]}/{found.school_year[7:]}",
        m=found.in_calendar_year,
        calendar=found.calendar_year,
    )
    short = _("SMEs {n}").format(n=found.in_all)
    return (
        [(" ║ ", "rule"), (said, "strong"), (f"  {years}", "dim")],
        [(" ║ ", "rule"), (said, "strong")],
        [("║", "rule"), (short, "strong")],
    )
