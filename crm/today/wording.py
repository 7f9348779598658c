"""The lines of Today in words: what, why now, and by which way."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date

from crm.calendar.courses import Window
from crm.language import _, ngettext
from crm.spoken import spoken_day, spoken_late, spoken_role, spoken_step
from crm.today.asked_wording import new_said, next_said, old_said, receipt_said
from crm.today.asking import Ask, marks
from crm.today.candidate import Candidate
from crm.today.contacts import Told
from crm.today.facts import Facts
from crm.today.offer_wording import digest_said, offer_said
from crm.today.sprint_wording import end_said, step_said, teacher_said
from crm.today.untold import MANY
from crm.today.weighing import Chance
from crm.views.sentences import (
    Contact,
    said_contact,
    what_changed,
    why_changed,
    why_due,
    why_new,
    why_no_next,
    why_wakes,
)
from crm.views.today_lines import TodayLine
from crm.words import Direction, RoleKind, Stage

PLANNED = frozenset({"next", "call", "visit", "mail", "message"})
"""Kinds of line that somebody planned: each by its first word."""

LATE = frozenset({"company_next", "promise", "promised", "notice", "sprint_step", "sprint_end"})
"""Kinds of line that say how late they are, where they are."""

WAYS = {
    **dict.fromkeys(("first", "second", "fill", "renew", "places", "higher", "wake"), "mail"),
    **dict.fromkeys(("mail", "around", "new_person", "take_over", "promised", "offer_again", "offer_remind"), "mail"),
    **dict.fromkeys(("call", "ring", "room", "scout", "step_up"), "call"),
    "visit": "visit",
    "message": "message",
}
"""By which way a line is carried out, where its own words do not say."""

_NAMES = "SELECT role.person_id, {0}.name FROM role JOIN entity ON entity.id = role.id JOIN {0} ON {0}.id = role.of_id"

_STANDING = (
    " WHERE role.of_kind = '{0}' AND entity.gone_on IS NULL AND NOT entity.in_review AND role.person_id IN ({1})"
)

_BESIDE = """
    SELECT own.person_id, min(person.name) FROM role AS own
    JOIN role AS other ON other.of_id = own.of_id AND other.person_id <> own.person_id AND other.kind = 'teacher'
    JOIN entity ON entity.id = other.id JOIN person ON person.id = other.person_id
    WHERE own.of_kind = 'course' AND entity.gone_on IS NULL AND NOT entity.in_review AND own.person_id IN ({})
        AND NOT EXISTS (SELECT 1 FROM lead WHERE lead.person_id = other.person_id
            AND lead.stage IN ('declined', 'do_not_contact'))
    GROUP BY own.person_id
"""


def told_lines(facts: Facts, candidates: Sequence[Candidate]) -> list[TodayLine]:
    """The lines of these candidates, in their order; each is put into words once."""
    fresh = [one for one in candidates if one.line is None]
    if fresh:
        words = _Words(facts, fresh)
        for one in fresh:
            one.line = words.line(one)
    return [one.line for one in candidates if one.line is not None]


class _Words:
    """Says lines; what they quote is read for all of them at once."""

    def __init__(self, facts: Facts, candidates: Sequence[Candidate]) -> None:
        self.facts = facts
        told = [facts.told_of(one.lead) for one in candidates if one.lead is not None]
        self.notes = _notes(facts.ask, [one.last_id for one in told if one.last_id])
        people = list(dict.fromkeys(person for one in candidates if (person := _person(one)) is not None))
        self.places = _places(facts.ask, people)
        around = [person for one in candidates if one.kind == "around" and (person := _person(one)) is not None]
        self.beside: dict[int, str] = {}
        if around:
            self.beside = {row[0]: row[1] for row in facts.ask(_BESIDE.format(marks(around)), around)}

    def line(self, one: Candidate) -> TodayLine:
        """One candidate in words."""
        lead, facts = one.lead, self.facts
        contact = self._contact(facts.told_of(lead)) if lead is not None else None
        what, why = _SAID.get(one.kind, _planned)(one, contact, facts.on, self)
        if lead is not None and lead.covered_for is not None:
            why = _("For {name}, who is away. {why}").format(name=lead.covered_for, why=why)
        person = _person(one)
        planned = one.kind in PLANNED
        agreement = one.extra.get("agreement")
        return TodayLine(
            on=one.on,
            kind=one.kind,
            what=what,
            why=why,
            lead=lead.id if lead is not None else None,
            score=one.score,
            person=person,
            name=one.name,
            where=self._where(one, person),
            brief=_brief(one),
            late=max(one.late, 0),
            said=spoken_late(one.late) if planned or (one.late > 0 and one.kind in LATE) else "",
            stage=lead.stage if lead is not None else None,
            warmth=facts.warm.get(person or 0, one.extra.get("warm", 0)),
            about=one.about,
            way=_way(one),
            owner=lead.owner if lead is not None else None,
            covered_for=lead.covered_for if lead is not None else None,
            addends=tuple(one.addends),
            next_on=lead.next_on if lead is not None else None,
            seen=(lead.stage.value, lead.next_on, lead.next_what, lead.last_on) if lead is not None else (),
            agreement=agreement.id if agreement is not None else None,
            takes_over=one.extra.get("person") if one.kind == "take_over" else one.extra.get("takes_over"),
            promise=one.extra.get("id") if one.kind in {"promise", "promised"} else None,
            sprint=one.extra.get("sprint_id"),
            step=one.extra.get("step"),
            case=one.extra.get("case"),
        )

    def _contact(self, told: Told) -> Contact | None:
        if told.last_on is None:
            return None
        direction = Direction.IN if told.answered else Direction.OUT
        return Contact(told.last_kind, told.last_on, self.notes.get(told.last_id), direction)

    def _where(self, one: Candidate, person: int | None) -> str:
        school = one.lead.school if one.lead is not None else one.extra.get("school")
        chance: Chance | None = one.extra.get("soon") or one.extra.get("room")
        course = _course(one)
        if course is None:
            course = chance.course.name if chance is not None else self.places.get(person or 0, "")
        if chance is not None and one.kind not in PLANNED and "soon" in one.extra:
            course = ""  # the reason beside it names the course
        parts = (course, self.facts.schools.get(school or 0, ""))
        return " · ".join(part for part in parts if part)


Says = Callable[[Candidate, Contact | None, date, _Words], tuple[str, str]]


def _course(one: Candidate) -> str | None:
    """The course that a line is about, "" where it is about something in no course; None: about a person."""
    sprint, agreement = one.extra.get("sprint"), one.extra.get("agreement")
    if sprint is not None:
        return str(sprint.course)
    if agreement is not None:
        return str(agreement.name)
    return (one.extra["course"] or "") if "course" in one.extra else None


def _person(one: Candidate) -> int | None:
    return one.lead.person_id if one.lead is not None else one.extra.get("person")


def _way(one: Candidate) -> str | None:
    way = WAYS.get(one.kind)
    if way == "mail" and one.lead is not None and not one.lead.has_email:
        return "call" if one.lead.has_phone else "message"
    return way


def _brief(one: Candidate) -> str:
    chance: Chance | None = one.extra.get("soon")
    if one.kind == "sprint_step":
        return spoken_step(one.extra["step"])
    said = {
        "first": _("first message"),
        "second": _("second message"),
        "ring": _("no answer"),
        "around": _("no answer"),
        "room": _("room for next year"),
        "renew": _("the agreement of next year"),
        "no_next": _("no next step"),
        "sprint_end": _("what came of it?"),
        "sprint_teacher": _("who guides it now?"),
    }.get(one.kind, "")
    if chance is None or one.kind in PLANNED:
        return said
    course = " · ".join(part for part in (chance.course.name, chance.course.period) if part)
    return _("{course} is being planned").format(course=course)


def _notes(ask: Ask, ids: Sequence[int]) -> dict[int, str | None]:
    rows = ask(f"SELECT id, note FROM activity WHERE id IN ({marks(ids)})", ids) if ids else ()  # noqa: S608 - marks
    return {row[0]: row[1] for row in rows}


def _places(ask: Ask, people: Sequence[int]) -> dict[int, str]:
    """Person → the first of their courses by name, or else of their programmes."""
    found: dict[str, dict[int, list[str]]] = {}
    for kind in ("course", "programme"):
        named = found.setdefault(kind, defaultdict(list))
        if people:
            for person, name in ask(_NAMES.format(kind) + _STANDING.format(kind, marks(people)), people):
                named[person].append(name)
    return {
        person: min(names, key=str.casefold)
        for person in people
        if (names := found["course"].get(person) or found["programme"].get(person))
    }


def _planned(one: Candidate, contact: Contact | None, on: date, _words: _Words) -> tuple[str, str]:
    assert one.lead is not None
    what = one.lead.next_what or ""
    return f"{one.name}: {what}", _with(why_due(what, one.on, contact, on), said_chance(one.extra.get("soon"), on))


def _wakes(one: Candidate, contact: Contact | None, on: date, _words: _Words) -> tuple[str, str]:
    return _("{name}: pick up again").format(name=one.name), why_wakes(one.on, contact, on)


def _no_next(one: Candidate, contact: Contact | None, on: date, _words: _Words) -> tuple[str, str]:
    assert one.lead is not None
    why = why_no_next(contact, one.lead.stage, one.lead.since, on)
    return _("{name}: plan a next step").format(name=one.name), _with(why, said_chance(one.extra.get("soon"), on))


def _first(one: Candidate, _contact: Contact | None, on: date, _words: _Words) -> tuple[str, str]:
    assert one.lead is not None
    why = why_no_next(None, Stage.MAPPED, one.lead.since, on)
    return _("{name}: a first message").format(name=one.name), _with(why, said_chance(one.extra.get("soon"), on))


def _second(one: Candidate, contact: Contact | None, on: date, _words: _Words) -> tuple[str, str]:
    what = _("{name}: a second message").format(name=one.name)
    return what, _silence(one, contact, on)


def _ring(one: Candidate, contact: Contact | None, on: date, _words: _Words) -> tuple[str, str]:
    return _("{name}: call").format(name=one.name), _silence(one, contact, on)


def _around(one: Candidate, contact: Contact | None, on: date, words: _Words) -> tuple[str, str]:
    beside = words.beside.get(_person(one) or 0)
    what = _("{name}: through a colleague, or let it rest").format(name=one.name)
    if beside is None:
        return what, _silence(one, contact, on)
    return what, _with(_silence(one, contact, on), _("{name} gives the same course.").format(name=beside))


def _silence(one: Candidate, contact: Contact | None, on: date) -> str:
    days = (on - contact.on).days if contact is not None else 0
    said = ngettext("No answer for {n} day.", "No answer for {n} days.", days).format(n=days)
    return _with(_with(said, said_contact(contact, on)), said_chance(one.extra.get("soon"), on))


def _fill(one: Candidate, contact: Contact | None, on: date, _words: _Words) -> tuple[str, str]:
    soon: Chance = one.extra["soon"]
    what = _("{name}: a place in {course}").format(name=one.name, course=soon.course.name)
    return what, _with(said_chance(soon, on), said_contact(contact, on))


def _room(one: Candidate, contact: Contact | None, on: date, _words: _Words) -> tuple[str, str]:
    room: Chance = one.extra["room"]
    what = _("{name}: a lasting place in the programme").format(name=one.name)
    why = _("Next school year is being planned: room can be had until {day}.")
    return what, _with(
        _with(why.format(day=spoken_day(room.window.by, on)), _own(room.window)), said_contact(contact, on)
    )


def said_chance(soon: Chance | None, on: date) -> str:
    """Until when a place in a course can be arranged: "Blok 3 wordt nu gepland: een plek kan tot en met 11 jan." """
    if soon is None:
        return ""
    said = _("{course} ({period}) is being planned: a place can be had until {day}.")
    period = soon.course.period or (spoken_day(soon.starts, on) if soon.starts is not None else "–")
    said = said.format(course=soon.course.name, period=period, day=spoken_day(soon.window.by, on))
    return _with(said, _own(soon.window))


def _own(window: Window) -> str:
    return _("That is the school's own date.") if window.own else ""


def _take_over(one: Candidate, _contact: Contact | None, _on: date, _words: _Words) -> tuple[str, str]:
    agreed, new = one.extra["agreement"], one.extra["new"]
    what = _("{old} → {new}: the agreement of {course}").format(old=one.name, new=new, course=agreed.name)
    why = _("{new} gives {course} now; the agreement of {year} is the course's. y lets {new} take it over.")
    return what, why.format(new=new, course=agreed.name, year=agreed.year)


def _renew(one: Candidate, _contact: Contact | None, on: date, _words: _Words) -> tuple[str, str]:
    agreed = one.extra["agreement"]
    what = _("{name}: renew the agreement of {course}").format(name=one.name, course=agreed.name)
    why = _("The agreement is of {year}; for next year it is renewed before the summer, until {day}.")
    why = why.format(year=agreed.year, day=spoken_day(one.extra["closes"], on))
    return what, _with(why, _("Wish of last time: “{wish}”.").format(wish=agreed.wish) if agreed.wish else "")


def _left(one: Candidate, _contact: Contact | None, on: date, _words: _Words) -> tuple[str, str]:
    agreed = one.extra["agreement"]
    what = ngettext("{name}: {n} place left in {course}", "{name}: {n} places left in {course}", agreed.left)
    begins = _("It begins on {day}, and nothing is placed yet.")
    if agreed.left < agreed.number:
        begins = _("It begins on {day}, and not all of it is placed yet.")
    why = begins.format(day=spoken_day(one.extra["starts"], on))
    return what.format(name=one.name, n=agreed.left, course=agreed.name), why


def _promise(one: Candidate, contact: Contact | None, on: date, _words: _Words) -> tuple[str, str]:
    ours = one.kind == "promise"
    said = _("We promised it for {day}.") if ours else _("They promised it for {day}. Did it come?")
    return f"{one.name}: {one.extra['what']}", _with(said.format(day=spoken_day(one.on, on)), said_contact(contact, on))


def _scout(one: Candidate, contact: Contact | None, on: date, _words: _Words) -> tuple[str, str]:
    whom = one.extra["whom"]
    why = _("Would ask round by {day}.").format(day=spoken_day(one.on, on))
    asked = _("Would ask: {whom}.").format(whom=whom) if whom else ""
    return _("{name}: what came of asking round").format(name=one.name), _with(
        _with(why, asked), said_contact(contact, on)
    )


def _step_up(one: Candidate, _contact: Contact | None, on: date, _words: _Words) -> tuple[str, str]:
    rung = spoken_role(RoleKind(one.extra["rung"]))
    to = one.extra["to"] or rung
    why = _("Taken up to {to} ({rung}) on {day}, and nothing was heard.")
    what = _("{name}: what came of going up to {to}").format(name=one.name, to=to)
    return what, why.format(to=to, rung=rung, day=spoken_day(one.extra["since"] or on, on))


def _go_up(one: Candidate, _contact: Contact | None, _on: date, _words: _Words) -> tuple[str, str]:
    why = str(one.extra["why"])
    return _("{name}: take it higher up").format(name=one.name), f"{why[:1].upper()}{why[1:]}."


def _change(one: Candidate, _contact: Contact | None, on: date, _words: _Words) -> tuple[str, str]:
    return what_changed(one.extra["news"]), why_changed(one.extra["news"], on, one.name)


def _higher(one: Candidate, contact: Contact | None, on: date, _words: _Words) -> tuple[str, str]:
    news = one.extra["news"]
    what = _("{name} is {role} of {of} now").format(
        name=one.name, role=spoken_role(RoleKind(news.what)), of=news.new or ""
    )
    why = _with(why_changed(news, on, one.name), _("You know each other, and they stand higher now."))
    return what, _with(why, said_contact(contact, on))


def _new_person(one: Candidate, _contact: Contact | None, on: date, _words: _Words) -> tuple[str, str]:
    roles = ", ".join(spoken_role(kind) for kind in one.extra["roles"])
    return one.name, why_new(roles, one.on, on, wanted=one.extra["wanted"])


def _notice(one: Candidate, _contact: Contact | None, on: date, _words: _Words) -> tuple[str, str]:
    count, names = one.extra["count"], one.extra["names"]
    what = (
        ngettext("{n} person: notice by {day}", "{n} people: notice by {day}", count)
        if count <= MANY
        else _("more than {n} people: notice by {day}")
    )
    why = _("Found by a crawl, and told so within a month (GDPR art. 14): {names}.")
    more = ", …" if count > len(names) else ""
    return what.format(n=min(count, MANY), day=spoken_day(one.on, on)), why.format(names=", ".join(names) + more)


def _away(one: Candidate, _contact: Contact | None, on: date, _words: _Words) -> tuple[str, str]:
    done, names, cover = one.extra["done"], one.extra["names"], one.extra["cover"]
    what = ngettext("Back: {cover} did {n} thing", "Back: {cover} did {n} things", done).format(cover=cover, n=done)
    span = {"since": spoken_day(one.extra["since"], on), "until": spoken_day(one.extra["until"], on)}
    why = _("You were away from {since} to {until}.").format(**span)
    return what, _with(why, _("With: {names}.").format(names=", ".join(names[:8])) if names else "")


def _with(said: str, more: str) -> str:
    return f"{said} {more}".strip()


_SAID: dict[str, Says] = {
    "wake": _wakes,
    "no_next": _no_next,
    "first": _first,
    "second": _second,
    "ring": _ring,
    "around": _around,
    "fill": _fill,
    "room": _room,
    "take_over": _take_over,
    "renew": _renew,
    "places": _left,
    "promise": _promise,
    "promised": _promise,
    "scout": _scout,
    "step_up": _step_up,
    "go_up": _go_up,
    "change": _change,
    "course_gone": _change,
    "higher": _higher,
    "new_person": _new_person,
    "notice": _notice,
    "away": _away,
    "sprint_step": lambda one, _contact, on, _words: step_said(one, on),
    "sprint_end": lambda one, _contact, on, _words: end_said(one, on),
    "sprint_teacher": lambda one, _contact, on, _words: teacher_said(one, on),
    "case_new": lambda one, _contact, on, _words: new_said(one, on),
    "case_old": lambda one, _contact, on, _words: old_said(one, on),
    "company_next": lambda one, _contact, on, _words: next_said(one, on),
    **dict.fromkeys(
        ("offer_start", "offer_again", "offer_remind"), lambda one, _contact, on, _words: offer_said(one, on)
    ),
    "digest": lambda one, _contact, on, _words: digest_said(one, on),
    "receipt": lambda one, _contact, on, _words: receipt_said(one, on),
}
