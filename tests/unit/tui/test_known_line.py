"""A line of what is known of a person keeps to its width, and its parts apart."""

from tui.screens.known_line import Known


def _text(beside: str, width: int) -> str:
    return "".join(part for part, _tone in Known("Voorbeelden", heading=True, beside=beside).line(width))


def test_a_heading_stands_apart_from_what_is_said_beside_it() -> None:
    assert _text("nog geen: x legt er een vast", 30) == "Voorbeelden   nog geen: x leg…"


def test_a_heading_keeps_to_its_width() -> None:
    assert [len(_text("nog geen", width)) for width in (5, 11, 12, 14, 15, 40)] == [11, 11, 12, 14, 15, 40]
