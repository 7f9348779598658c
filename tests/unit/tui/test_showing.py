"""Text from outside stands on the screen as plain, bounded text, whatever it holds."""

import pytest
from rich.cells import cell_len

from tui.showing import apart, content, fit, fitted, shown

HOSTILE = [
    "Jan [/vu]",
    "[BSc] Jan",
    "[bold red]x[/]",
    "[@click=app.quit]weg[/]",
    "\x1b[31mrood\x1b[0m",
    "\x1b]0;titel\x07x",
    "\u202egnihcaet\u202c",
    "a\nb\r\nc\td",
    "\x00\x07\x9b31m",
    "界" * 90,
    "é" * 100_000,
    "👩‍🏫 docent",
    "\ud800",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_shown_text_has_no_control_and_is_bounded(text: str) -> None:
    said = shown(text)
    assert len(said) <= 500
    assert all(character.isprintable() for character in said if character != "\u200d")
    assert "\x1b" not in said
    assert "\u202e" not in said


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("width", [1, 2, 7, 30])
def test_fitted_text_takes_exactly_its_cells(text: str, width: int) -> None:
    assert cell_len(fit(text, width)) == width


def test_brackets_are_characters() -> None:
    assert content([(shown("Jan [/vu] [BSc]"), "strong")]).plain == "Jan [/vu] [BSc]"


def test_a_cut_is_seen() -> None:
    assert fit("Datavisualisatie", 8) == "Datavis…"


def test_figures_stand_at_the_right() -> None:
    assert fit(13, 5, right=True) == "   13"


def test_nothing_shows_as_nothing() -> None:
    assert fit(None, 3) == "   "


def test_a_line_is_cut_where_the_edge_is() -> None:
    line = fitted([("abc", ""), ("defgh", "dim")], 5)
    assert "".join(text for text, _tone in line) == "abcd…"


def test_the_right_end_stays_when_the_left_is_long() -> None:
    line = apart([("een lange naam die niet past", "")], [("te laat", "late")], 20)
    assert "".join(text for text, _tone in line) == "een lange na…te laat"
