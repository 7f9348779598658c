"""A lead as text."""

from typing import Any

from crm.language import _
from tui.commands import output


def print_lead(lead: dict[str, Any]) -> None:
    """Prints all that is known of a lead: person, courses, ladder, next action, timeline."""
    person = lead["person"]
    output.say(f"{person['name']} · {lead['institution'] or ''} · {lead['stage']} · {_('owner')}: {lead['owner']}")
    output.say(person["email"] or _("no e-mail address"))
    for course in lead["courses"]:
        output.say(f"  {course}")
    for rung in lead["ladder"]:
        output.say(f"  {rung['rung']}: {rung['person']['name'] if rung['person'] else _('not found')}")
    if lead["next"]:
        output.say(_("Next: {what}, {on}").format(**lead["next"]))
    output.table(
        (_("Day"), _("Kind"), _("What"), _("By")),
        [(line["at"][:10], line["kind"], line["note"], line["by"]) for line in lead["timeline"]],
    )


def print_change(lead: dict[str, Any]) -> None:
    """Prints how a lead stands after a change, and how to take that back."""
    output.say(
        _("Lead {id}, {name}: {stage}. `werkplaats undo` takes it back.").format(
            id=lead["id"], name=lead["person"]["name"], stage=lead["stage"]
        )
    )
