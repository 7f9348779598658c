"""The palette and the help: the actions of the registry to pick from."""

from functools import partial
from typing import TYPE_CHECKING

from crm.language import _
from tui.actions import ACTIONS, BAR, BY_ID, LEADS, PLACES, Action, here
from tui.found import FOUND
from tui.widgets.picker import Choice, Picker, picking

if TYPE_CHECKING:
    from tui.screens.place import Place


def palette(place: "Place") -> Picker:
    """Every action by name: what works here first; what works elsewhere leads there."""
    own = {action.id for action in here(place.NAME)}
    elsewhere = [_elsewhere(each, place) for each in ACTIONS if each.id not in own]
    return picking(_("Every action"), _("what would you like to do?"), [*_own(place), *elsewhere])


def keys(place: "Place") -> Picker:
    """The keys that work in this place, and what the signs on the screens mean."""
    return picking(_("The keys that work here"), _("type to find one, enter does it"), [*_own(place), *_legend()])


def _own(place: "Place") -> list[Choice]:
    nearest_first = sorted(here(place.NAME), key=lambda action: action.places >= set(PLACES))
    return [_choice(action, place) for action in nearest_first]


def _choice(action: Action, place: "Place") -> Choice:
    label, says, why_not = place.label(action), place.says(action), place.why_not(action.id)
    return Choice(
        words=label,
        more=why_not or says,
        draw=lambda _width: [
            (f"{action.written:<7}", "key" if why_not is None else "dim"),
            (f"{label:<17} ", "strong" if why_not is None else "dim"),
            (why_not or says, "dim"),
        ],
        pick=partial(place.werkplaats.do, action.id),
    )


def _elsewhere(action: Action, place: "Place") -> Choice:
    where = next((name for name in BAR if name in action.places), None)
    on_lead, elsewhere = _("works on an opened lead; enter goes to {place}"), _("works in {place}; enter goes there")
    said, leads_to = (on_lead, LEADS) if where is None else (elsewhere, where)
    label, said = _(action.label), said.format(place=_(BY_ID[leads_to].label))
    return Choice(
        words=label,
        more=_(action.says),
        draw=lambda _width: [(f"{action.written:<7}", "dim"), (f"{label:<17} ", "dim"), (said, "dim")],
        pick=partial(place.werkplaats.do, leads_to),
    )


def _legend() -> list[Choice]:
    meanings = (
        ("!", "late", _("late: the day it was promised for has gone by")),
        ("·", "dim", _("due today, or nobody waits for it")),
        ("x", "key", _("marked: the next action is done to all of these")),
        ("←", "", _("they reached out, or answered")),
        ("•", "good", _("the reading that is believed")),
        ("¹", "dim", _("its source stands below")),
        ("◂", "key", _("on a ladder: decides in this setting")),
        ("+", "good", _("new")),
        ("-", "strong", _("gone from the school's pages")),
        ("~", "key", _("changed")),
        (FOUND["teacher"][0], FOUND["teacher"][1], _("on a page as text: somebody with a role")),
        (FOUND["course_name"][0], FOUND["course_name"][1], _("on a page as text: the name of a course")),
        (FOUND["course_code"][0], FOUND["course_code"][1], _("on a page as text: a code; = credits, @ an address")),
    )
    return [_meaning(glyph, tone, said) for glyph, tone, said in meanings]


def _meaning(glyph: str, tone: str, said: str) -> Choice:
    return Choice(words=said, draw=lambda _width: [(f"{glyph:<7}", tone), (said, "dim")], pick=lambda: None)
