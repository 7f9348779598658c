"""What came of it, on the screen: at a glance, with all rows, and as a page."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from crm.exports.folder import export_folder
from tui.screens.report import ReportPlace, TablePlace
from tui.widgets.form import Form

if TYPE_CHECKING:
    from tests.tui.conftest import Driving, World


async def test_figures_at_a_glance_in_full_and_as_a_page(
    world: "World", driving: "Driving", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.agree()
    world.couple()
    monkeypatch.chdir(tmp_path)
    async with driving(world.url, size=(120, 40)) as hand:
        await hand.press("7")
        assert hand.at(ReportPlace)
        assert "4 bedrijven gekoppeld, in totaal" in hand.text
        assert "2026-2027" in hand.text
        assert "█" in hand.text
        await hand.press("enter")
        assert hand.at(TablePlace)
        assert "Voor het eerst" in hand.text
        await hand.press("B")
        assert "daar wordt de pagina gemaakt" in hand.said
        await hand.press("escape", "B")
        assert hand.at(Form)
        await hand.press("enter")
        assert "Geschreven" in hand.said
        page = export_folder() / "rapport-2026-11-23.html"
        assert str(page) in hand.said
        assert "bedrijven gekoppeld, in totaal" in page.read_text("utf-8")
        await hand.press("B", "down", "right", "enter")
        assert "Geschreven" in hand.said
        assert "Digitale sprints bij Hogeschool aan Zee" in page.read_text("utf-8")
        await hand.press("w")
        assert hand.at(ReportPlace)
        await hand.press("end", "enter")
        assert "staat nog niets" in hand.said
