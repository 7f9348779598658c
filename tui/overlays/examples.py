"""The examples of all teachers: type what is sought, enter goes to whose example it is."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from crm.language import _
from crm.words import EntityKind
from tui.showing import Line, fit, shown
from tui.widgets.picker import Choice, Picker

if TYPE_CHECKING:
    from crm.views.examples import ExampleLine


def finding_examples(go_to: Callable[[EntityKind, int], None]) -> Picker:
    """The overlay; `go_to` gets the person whose example is picked."""

    def look(picker: Picker, typed: str) -> None:
        from crm.views.examples import find_examples

        def show(found: "Sequence[ExampleLine]") -> None:
            none = _("No example fits.") if typed else _("No examples yet: x on a person keeps one.")
            picker.offer([example_choice(one, go_to) for one in found], "" if found else none)

        picker.ask(lambda session: find_examples(session, typed), show, group="examples")

    return Picker(_("Examples of all teachers"), _("what they work on, a tool, a sector, a course"), look)


def example_choice(one: "ExampleLine", go_to: Callable[[EntityKind, int], None]) -> Choice:
    """An example as it stands in a list: what they work on, and of whom."""
    more = [one.helps, one.skills, one.tools, one.sector, one.school_year, one.school]

    def draw(width: int) -> Line:
        whose = 24
        return [
            (fit(one.text, width - whose - 1), "strong"),
            (" ", ""),
            (fit(one.person if one.course is None else f"{one.person} · {one.course}", whose), "dim"),
        ]

    return Choice(
        words=one.text,
        draw=draw,
        pick=partial(go_to, EntityKind.PERSON, one.person_id),
        more=" · ".join(shown(part) for part in more if part),
    )
