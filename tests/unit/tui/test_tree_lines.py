"""A line of the tree of the map: what stands on it at the widths that there are."""

import pytest
from rich.cells import cell_len

from crm.views.tree import TreeNode
from crm.words import EntityKind
from tui.screens.programmes_lines import node_line
from tui.screens.programmes_nodes import Node
from tui.widgets.tree import Branch

BESIDE_A_PANE = 66
"""Cells of the list on a terminal of 120."""


def _written(thing: TreeNode, width: int, known: int = 0) -> str:
    part = Node(thing, known=known)
    return "".join(text for text, _tone in node_line(Branch(part, (part.key,)), width))


def _school(name: str) -> TreeNode:
    counts = {"programmes": 38, "courses": 612, "people": 204}
    return TreeNode(EntityKind.INSTITUTION, 1, name, level="hbo", counts=counts)


def test_a_schools_name_takes_what_its_figures_leave_free() -> None:
    line = _written(_school("Hogeschool Noorderduin"), BESIDE_A_PANE, known=3)
    assert "Hogeschool Noorderduin" in line
    assert "204" in line
    assert cell_len(line) <= BESIDE_A_PANE


@pytest.mark.parametrize("width", [40, BESIDE_A_PANE, 78, 160])
def test_the_figures_stay_however_long_the_name_is(width: int) -> None:
    line = _written(_school("Hogeschool voor " + "Zeer Toegepaste Wetenschappen " * 5), width)
    assert "…" in line
    assert "612" in line
    assert "204" in line


def test_figures_of_schools_whose_names_fit_stand_below_each_other() -> None:
    starts = {_written(_school(name), 78).index("38") for name in ("ROC Zee", "Hogeschool Duin")}
    assert len(starts) == 1


def test_who_has_no_address_has_the_room_of_it_for_what_they_do() -> None:
    chair = TreeNode(EntityKind.PERSON, 2, "E. Roodenburg", role_words="Voorzitter College van Bestuur")
    assert "Voorzitter College van Bestuur" in _written(chair, BESIDE_A_PANE)
