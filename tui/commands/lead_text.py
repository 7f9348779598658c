"""A lead as text."""

from typing import Any

from crm.language import _
from crm.spoken import spoken_role
from crm.words import RoleKind, Stage
from tui.commands import output
from tui.wording import contact_word, places_said, stage_word


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
    if lead["via"]:
        output.say(_("via {name}").format(name=lead["via"]["name"]))
    for rung in lead["ladder"]:
        decides = f" ({_('decides')})" if rung["decides"] else ""
        name = rung["person"]["name"] if rung["person"] else _("not found")
        output.say(f"  {spoken_role(RoleKind(rung['rung']))}: {name}{decides}")
    for door in lead["side_doors"]:
        output.say(f"  {_('beside it')}: {door['person']['name']}, {door['words'] or door['of']}")
    _print_done(lead)
    if lead["next"]:
        output.say(_("Next: {what}, {on}").format(**lead["next"]))
    output.table(
        (_("Day"), _("Kind"), _("What"), _("By")),
        [
            (line["at"][:10], contact_word(line["kind"], line.get("direction")), line["note"], line["by"])
            for line in lead["timeline"]
        ],
    )


def _print_done(lead: dict[str, Any]) -> None:
    for example in lead["examples"]:
        output.say(f"{_('Example')}: {example['text']}")
    for one in lead["agreements"]:
        about = f"{one['number']} × {one['type']}, {one['school_year']}"
        left = _("ended") if one["ended_on"] else places_said(one["places_left"])
        output.say(f"{_('Agreement')} {one['id']}: {about} ({left})")
    for step in lead["escalations"]:
        above = step["to_person"]["name"] if step["to_person"] else spoken_role(RoleKind(step["to"]))
        came = step["outcome"] or _("nothing heard yet")
        output.say(f"{_('Higher up')} {step['id']}: {step['person']['name']} → {above}: {step['why']} ({came})")


def print_change(lead: dict[str, Any]) -> None:
    """Prints how a lead stands after a change, and how to take that back."""
    output.say(
        _("Lead {id}, {name}: {stage}. `werkplaats undo` takes it back.").format(
            id=lead["id"], name=lead["person"]["name"], stage=stage_word(Stage(lead["stage"]))
        )
    )
