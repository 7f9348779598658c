"""A lead as text."""

from typing import Any

from crm.language import _
from crm.spoken import spoken_role
from crm.words import ActivityKind, RoleKind, Stage
from tui.commands import output
from tui.wording import activity_word, stage_word


def print_lead(lead: dict[str, Any]) -> None:
    """Prints all that is known of a lead: person, courses, ladder, next action, timeline."""
    person = lead["person"]
    stage, owner = stage_word(Stage(lead["stage"])), f"{_('owner')}: {lead['owner']}"
    output.say(" · ".join(part for part in (person["name"], lead["institution"], stage, owner) if part))
    output.say(person["email"] or _("no e-mail address"))
    for course in lead["courses"]:
        output.say(f"  {course}")
    if lead["reasons"]:
        output.say(_("Warm {n}, because").format(n=lead["warmth"]))
        for reason in lead["reasons"]:
            output.say(f"  {reason}")
    if lead["way_in"]:
        output.say(_("Way in"))
    for way in lead["way_in"]:
        known, tied = way["hops"]
        output.say(f"  {way['via']['name']}: {known['text']}; {tied['text']}")
    for rung in lead["ladder"]:
        output.say(
            f"  {spoken_role(RoleKind(rung['rung']))}: {rung['person']['name'] if rung['person'] else _('not found')}"
        )
    if lead["next"]:
        output.say(_("Next: {what}, {on}").format(**lead["next"]))
    output.table(
        (_("Day"), _("Kind"), _("What"), _("By")),
        [
            (line["at"][:10], activity_word(ActivityKind(line["kind"])), line["note"], line["by"])
            for line in lead["timeline"]
        ],
    )


def print_change(lead: dict[str, Any]) -> None:
    """Prints how a lead stands after a change, and how to take that back."""
    output.say(
        _("Lead {id}, {name}: {stage}. `werkplaats undo` takes it back.").format(
            id=lead["id"], name=lead["person"]["name"], stage=stage_word(Stage(lead["stage"]))
        )
    )
