"""One registry: no key means two things in one place, and every action can be carried out and explained."""

import pytest

from crm.language import read_catalogue
from crm.resources import data_path
from tui.actions import ACTIONS, BY_ID, EVERYWHERE, here, named
from tui.app import WerkplaatsApp
from tui.screens.case import CasePlace
from tui.screens.cases import Cases
from tui.screens.changes import Changes
from tui.screens.duplicates import DuplicatesPlace
from tui.screens.footing import FootingPlace
from tui.screens.ladders import LaddersPlace
from tui.screens.lead import LeadPlace
from tui.screens.leads import Leads
from tui.screens.page import PagePlace
from tui.screens.place import Place
from tui.screens.programmes import Programmes
from tui.screens.report import ReportPlace
from tui.screens.review import ReviewPlace
from tui.screens.schools import Schools
from tui.screens.sprint import SprintPlace
from tui.screens.sprints import SprintsPlace
from tui.screens.taking_in import TakingIn
from tui.screens.today import Today
from tui.screens.year import YearPlace

PLACES: list[type[Place]] = [
    Today,
    Leads,
    Programmes,
    Changes,
    Schools,
    Cases,
    CasePlace,
    LeadPlace,
    PagePlace,
    ReviewPlace,
    TakingIn,
    DuplicatesPlace,
    FootingPlace,
    LaddersPlace,
    YearPlace,
    ReportPlace,
    SprintsPlace,
    SprintPlace,
]


def test_ids_and_keys_are_unique() -> None:
    keys = [key for action in ACTIONS for key in action.key.split(",")]
    assert len(set(keys)) == len(keys)
    assert len(BY_ID) == len(ACTIONS)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.NAME)
def test_every_action_of_a_place_can_be_carried_out(place: type[Place]) -> None:
    for action in here(place.NAME):
        assert hasattr(place, f"do_{action.id}") or hasattr(WerkplaatsApp, f"do_{action.id}"), action.id


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.NAME)
def test_a_footer_shows_six_keys_that_work_there(place: type[Place]) -> None:
    assert len(place.KEYS) == 6
    assert {action.id for action in named(place.KEYS)} <= {action.id for action in here(place.NAME)}


def test_every_action_says_what_it_does_in_both_languages() -> None:
    folder = data_path("locale/nl/LC_MESSAGES")
    dutch = {english for path in folder.glob("*.po") for english in read_catalogue(path)}
    for action in ACTIONS:
        assert action.says[-1] in ".?"
        assert action.label in dutch
        assert action.says in dutch


def test_every_place_of_an_action_exists() -> None:
    assert all(action.places <= EVERYWHERE for action in ACTIONS)
    assert {place.NAME for place in PLACES} == EVERYWHERE
