"""The reason for a line of Today, as a sentence."""

from dataclasses import dataclass
from datetime import date

from crm.language import _
from crm.services.funnel import stage_name
from crm.spoken import spoken_day, spoken_field, spoken_late
from crm.today.news import ROLES, News
from crm.words import ActivityKind, ChangeKind, Direction, EntityKind, Stage


@dataclass(frozen=True, slots=True)
class Contact:
    """A mail, call, visit or message."""

    kind: ActivityKind
    on: date
    note: str | None
    direction: Direction | None


LONGEST_QUOTE = 120
"""Characters of a note that are quoted in a reason."""


def why_due(what: str, due: date, contact: Contact | None, today: date) -> str:
    """ "Sprak af terug te bellen op 19 nov, 4 dagen te laat. Gebeld op 12 nov: “wil voorbeelden zien”." """
    day, days = spoken_day(due, today), (today - due).days
    if days <= 0:
        planned = _("Planned for today: {what}.").format(what=what)
    else:
        planned = _("Planned for {day}, {late}: {what}.").format(day=day, late=spoken_late(days), what=what)
    return f"{planned} {said_contact(contact, today)}".strip()


def why_wakes(wakes_on: date, contact: Contact | None, today: date) -> str:
    """Why a rest is over."""
    rested = _("Rested until {day}.").format(day=spoken_day(wakes_on, today))
    return f"{rested} {said_contact(contact, today)}".strip()


def why_no_next(contact: Contact | None, stage: Stage, since: date, today: date) -> str:
    """Why a lead without a next step stands here."""
    if contact is not None:
        nothing = _("No next step planned.")
        return f"{nothing} {said_contact(contact, today)}"
    if stage is Stage.MAPPED:
        return _("Nobody has spoken to them yet; a lead since {day}.").format(day=spoken_day(since, today))
    return _("No next step planned; {stage} since {day}.").format(stage=stage_name(stage), day=spoken_day(since, today))


def said_contact(contact: Contact | None, today: date) -> str:
    """What was said last: "Called on 12 nov: “wil voorbeelden zien”." Nothing without contact."""
    if contact is None:
        return ""
    said = _contact_words(contact).format(day=spoken_day(contact.on, today))
    if not contact.note:
        return f"{said}."
    note = contact.note if len(contact.note) <= LONGEST_QUOTE else contact.note[: LONGEST_QUOTE - 1].rstrip() + "…"
    return f"{said}: “{note}”."


def _contact_words(contact: Contact) -> str:
    if contact.direction is Direction.IN:
        return {
            ActivityKind.MAIL: _("They mailed on {day}"),
            ActivityKind.CALL: _("They called on {day}"),
            ActivityKind.VISIT: _("They came by on {day}"),
        }.get(contact.kind, _("They wrote on {day}"))
    return {
        ActivityKind.MAIL: _("Mailed on {day}"),
        ActivityKind.CALL: _("Called on {day}"),
        ActivityKind.VISIT: _("Visited on {day}"),
        ActivityKind.NOTE: _("In touch on {day}"),
    }.get(contact.kind, _("Written to on {day}"))


def what_changed(news: News) -> str:
    """A change in a few words: "A. Smit → B. de Wit: docent en vakcoördinator van UX-onderzoek"."""
    field = _(" and ").join(spoken_field(one) for one in dict.fromkeys(news.fields))
    if news.what in ROLES:
        if news.kind is EntityKind.ROLE:
            of = news.new or news.old or ""
            return _("{name}: {role} of {of}").format(name=news.name, role=field, of=of)
        return _("{old} → {new}: {role} of {name}").format(old=news.old, new=news.new, role=field, name=news.name)
    if news.change is ChangeKind.CHANGED:
        return _("{name}: {field} {old} → {new}").format(
            name=news.name, field=field, old=news.old or "–", new=news.new or "–"
        )
    words = {
        ChangeKind.GONE: _("{name}: no longer on the site"),
        ChangeKind.BACK: _("{name}: on the site again"),
    }.get(news.change, _("{name}: new on the site"))
    return words.format(name=news.name)


def _who_to_ask(news: News, lead: str) -> str:
    """What to do about a role that passed to another, at the lead of this name."""
    if lead == news.new:
        return _("You are in touch with {new}: ask what that changes.")
    if lead == news.old:
        return _("Speak to {new} about it from now on; {old} can introduce you.")
    return _("{lead} has to do with it too, and can introduce you to {new}.")


def why_changed(news: News, today: date, lead: str) -> str:
    """What a change means for the lead it touches, by their name, and what to do."""
    day = spoken_day(news.on, today)
    if news.what in ROLES and news.kind is EntityKind.ROLE:
        gone = news.change is ChangeKind.GONE
        words = _("No longer named with {of} since {day}.") if gone else _("Named with {of} since {day}.")
        return words.format(of=news.new or news.old or "", day=day)
    if news.what in ROLES and news.old and news.new:
        said = _("{new} has taken over {name} from {old}, seen on {day}.") + " " + _who_to_ask(news, lead)
        return said.format(new=news.new, old=news.old, name=news.name, day=day, lead=lead)
    words = {
        ChangeKind.GONE: _("{name} is no longer on the school's pages since {day}."),
        ChangeKind.BACK: _("{name} is back on the school's pages since {day}."),
        ChangeKind.NEW: _("{name} is new on the school's pages since {day}."),
        ChangeKind.CHANGED: _("The school's page of {name} says something else since {day}."),
    }[news.change]
    return words.format(name=news.name, day=day)


def why_new(roles: str, first_seen: date, today: date, *, wanted: bool) -> str:
    """Why somebody newly found stands here."""
    found = _("Newly found on {day}").format(day=spoken_day(first_seen, today))
    said = f"{found}: {roles}" if roles else found
    target = _("This is a target.")
    return f"{said}. {target}" if wanted else f"{said}."
