"""The funnel bar keeps the words of its stages as long as they fit."""

from crm.language import language
from crm.views.coupled import Coupled
from crm.words import Stage
from tui.widgets.funnel import FunnelBar

COUNTS = {Stage.MAPPED: 59, Stage.WARM: 1, Stage.INFORMED: 1, Stage.EXAMPLES: 1, Stage.RESTING: 2}


COUPLED = Coupled("2026-2027", 12, 2026, 9, 43)


def _at(width: int, coupled: Coupled | None = None) -> str:
    bar = FunnelBar(lambda _stage: None)
    bar.tell(COUNTS, None, coupled)
    with language("nl"):
        return "".join(text for text, _tone in bar.line(width))


def test_a_stage_beside_the_funnel_costs_spaces_before_it_costs_words() -> None:
    assert _at(80) == (
        "In kaart 59│Warm 1│Geïnformeerd 1│Voorbeelden 1│Samenwerking 0│Sprint 0│Rust 2".replace(" 0", " –")
    )


def test_where_the_words_do_not_fit_they_are_shortened_and_no_count_is_lost() -> None:
    narrow = _at(66)
    assert len(narrow) <= 66
    assert "Geïnf" in narrow
    assert narrow.endswith("Rust 2")


def test_the_businesses_coupled_stand_behind_the_stages_and_stay_where_it_is_narrow() -> None:
    assert _at(160, COUPLED).endswith(" ║ 43 mkb'ers  12 in 26/27, 9 in 2026")
    assert _at(105, COUPLED).endswith(" ║ 43 mkb'ers")
    narrow = _at(80, COUPLED)
    assert (narrow.endswith("║mkb 43"), len(narrow) <= 80) == (True, True)
