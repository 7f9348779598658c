"""A contact list from the screen: it is seen with its counts before it is written."""

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from crm.exports.folder import export_folder
from tui.screens.exporting_asking import ListSheet
from tui.widgets.form import Form

if TYPE_CHECKING:
    from tests.tui.conftest import Driving, World


def _written() -> list[Path]:
    return list(export_folder().glob("lijst-csv-*.csv"))


async def test_a_list_is_seen_before_it_is_written(
    world: "World", driving: "Driving", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with driving(world.url, size=(120, 40)) as hand:
        await hand.press("2", "E")
        assert hand.at(Form)
        await hand.press(*["down"] * 3, "left")
        await hand.press("enter")
        assert "--reason" in hand.said or "reden" in hand.text
        await hand.write("uitnodiging open dag")
        await hand.press("enter")
        assert hand.at(ListSheet)
        assert "personen erin" in hand.text
        assert "Blijft erbuiten" in hand.text
        assert _written() == []
        await hand.press("y")
        assert "geschreven naar" in hand.said
        (path,) = _written()
        rows = list(csv.reader(path.read_text("utf-8-sig").splitlines(), delimiter=";"))
        assert len(rows) > 1
        await hand.press("E", "enter", "escape")
        assert len(_written()) == 1
