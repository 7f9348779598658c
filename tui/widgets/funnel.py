"""The funnel across the top of the leads: how many stand at each stage now, and behind it what came of it."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

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
"""Letters of a stage's word where there is room, and at least, where the bar is too narrow for the words."""


class FunnelBar(PieceLine):
    """Stage and count, the chosen one reversed; a click chooses."""

    def __init__(self, choose: Callable[[Stage | None], None]) -> None:
        super().__init__(id="funnel")
        self._choose = choose
        self._counts: Mapping[Stage, int] = {}
        self._chosen: Stage | None = None
        self._coupled: Coupled | None = None

    def tell(self, counts: Mapping[Stage, int], chosen: Stage | None, coupled: "Coupled | None" = None) -> None:
        """Shows these counts, and how many businesses were coupled to a student team."""
        self._counts, self._chosen, self._coupled = counts, chosen, coupled
        self.refresh()

    def stages(self) -> list[Stage]:
        """The stages that stand in the bar now."""
        beside = [s for s in Stage if s not in IN_BAR and (self._counts.get(s) or s is self._chosen)]
        return [*IN_BAR, *beside]

    def line(self, width: int) -> Line:
        """The stages with their counts; narrower, and then with shortened words, when they do not fit."""
        full, plain, brief = self._came_of_it()
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

    def _came_of_it(self) -> tuple[Line, Line, Line]:
        """The businesses coupled to a student team: with the years, in all, and as short as can be."""
        found = self._coupled
        if found is None:
            return [], [], []
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

    def _line(self, separator: str, longest: int, before: str) -> Line:
        self._spots = []
        line: Line = []
        for stage in self.stages():
            if line:
                line.append((separator, "rule"))
            count = self._counts.get(stage)
            mine = stage is self._chosen
            word = stage_word(stage)
            said = word if len(word) <= longest + 1 or mine else f"{word[:longest].rstrip()}."
            pieces: Line = [
                (f"{before}{said} ", f"{stage_tone(stage)}-here" if mine else stage_tone(stage)),
                ("–" if count is None else f"{count}", "strong"),
            ]
            self.spot(line, pieces, partial(self._choose, None if mine else stage))
            line += pieces
        return line
