"""Typing something into the map: a person from one pasted line, or another value for what a page says."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from crm.language import _
from crm.words import Level
from tui.screens.programmes_nodes import Node
from tui.screens.working import Working
from tui.widgets.form import Field, FieldError, Form, Values
from tui.wording import field_word

if TYPE_CHECKING:
    from crm.services.edits import Added
    from crm.unit_of_work import Work
    from crm.views.card import Card


def ask_person(place: Working, at: Node) -> None:
    """Asks for a line about a person, shows how it was understood, and adds the person at `at`."""
    title = _("A person at {name}").format(name=at.name)
    hint = _("paste a line: Z. van 't Hek, docent, z.vanthek@haz.example")

    def submit(form: Form, values: Values) -> None:
        from crm.services import pasting

        if not values["line"]:
            raise FieldError("line", _("Paste or type a line: a name, a role, an address or a profile link."))
        understood = pasting.read_line(values["line"])
        form.dismiss()
        _show_understood(place, at, understood)

    place.app.push_screen(Form(title, [Field("line", _("Line"), hint=hint)], submit))


def _show_understood(place: Working, at: Node, understood: Mapping[str, Any]) -> None:
    fields = [
        Field("name", _("Name"), value=_typed(understood.get("name"))),
        Field("role", _("Role"), value=_typed(understood.get("role")), hint=_("teacher, coordinator, manager …")),
        Field("email", _("E-mail"), value=_typed(understood.get("email"))),
        Field("url", _("Page"), value=_typed(understood.get("url"))),
    ]

    def submit(form: Form, values: Values) -> None:
        from crm.services import edits

        def deed(work: "Work") -> "Added":
            given = {name: values[name] or None for name in ("email", "role", "url")}
            return edits.add_person(work, values["name"], at=str(at.id), **given)

        def done(added: "Added") -> None:
            said = (
                _("{name} was known already, and is completed. ‹u› takes it back.")
                if added.was_known
                else _("{name} added at {at}. ‹u› takes it back.")
            )
            place.werkplaats.say(said.format(name=values["name"], at=at.name))

        form.carry_out(deed, done)

    place.app.push_screen(Form(_("Understood as; right?  At {name}").format(name=at.name), fields, submit))


def edit_values(place: Working, card: "Card") -> None:
    """Asks for other values of a thing; only those that were changed are set."""
    before = {name: _typed(value) for name, value in card.values.items()}
    levels = [("", _("unknown")), *((level.value, level.value) for level in Level)]
    fields = [
        Field(name, _label(name), value=value, options=levels if name == "level" else ())
        for name, value in before.items()
    ]

    def submit(form: Form, values: Values) -> None:
        from crm.services import edits

        changed = {name: value or None for name, value in values.items() if value != before[name]}
        if not changed:
            form.dismiss()
            return

        def deed(work: "Work") -> object:
            return edits.set_values(work, card.kind, card.id, changed)

        names = ", ".join(field_word(name) for name in changed)
        said = _("{name}: {fields} corrected; no crawl overwrites it. ‹u› takes it back.")
        form.carry_out(deed, lambda _row: place.werkplaats.say(said.format(name=card.name, fields=names)))

    place.app.push_screen(Form(_("Correct: {name}").format(name=card.name), fields, submit))


def _label(name: str) -> str:
    """A field as the form names it."""
    return _("Page") if name == "url" else field_word(name).capitalize()


def _typed(value: object) -> str:
    """A value as it stands in a field."""
    if value is None:
        return ""
    return f"{value:g}" if isinstance(value, float) else str(value)
