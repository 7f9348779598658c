"""What is asked for the year and the day: who covers, whose lead it is, a school's period, and lists that are kept."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from crm.errors import UsageError
from crm.language import _, ngettext
from tui.days import spoken, understood
from tui.overlays.sheet import SheetLine, said
from tui.screens.place import Place
from tui.screens.working import Subject, Working
from tui.showing import Line, fit, shown
from tui.widgets.form import Field, FieldError, Form, Values
from tui.widgets.picker import Choice, Picker, narrowed
from tui.wording import stage_word

if TYPE_CHECKING:
    from sqlmodel import Session

    from crm.unit_of_work import Work
    from crm.views.funnel_flow import Flow

NAME = 24
"""Cells of the name of a list."""

MOST_STUCK = 8
"""Names of stuck leads that are told of one stage."""


def ask_away(place: Place) -> None:
    """Asks from when to when, and who covers."""
    fields = [
        Field("since", _("From"), value=_("tomorrow"), hint=_("tomorrow, Tuesday, +3d, 1 dec, 2026-12-01")),
        Field("until", _("Up to and with"), hint=_("tomorrow, Tuesday, +3d, 1 dec, 2026-12-01")),
        Field("cover", _("Who covers"), hint=_("a colleague's name")),
    ]
    place.app.push_screen(Form(_("Away"), fields, partial(_go_away, place)))


def _go_away(place: Place, form: Form, values: Values) -> None:
    from crm.services import absence

    today = place.werkplaats.clock.today()
    if not values["until"]:
        raise FieldError("until", _("Until when? Type a day: tomorrow, Tuesday, +3d, 1 dec."))
    since, until = understood(values["since"], today), understood(values["until"], today)

    def deed(work: "Work") -> str:
        return absence.go_away(work, since, until, values["cover"]).cover

    def done(cover: str) -> None:
        words = _("{cover} sees your due work until {day}. ‹u› takes it back.")
        place.werkplaats.say(words.format(cover=cover, day=spoken(until, today)))

    form.carry_out(deed, done)


def ask_owner(place: Working, people: Sequence[Subject]) -> None:
    """Asks whose lead it is from now on: a colleague who is known here, or the name that was typed, said to be new."""

    def read(session: "Session") -> list[str]:
        from crm.views.office import colleagues

        return colleagues(session)

    def show(known: list[str]) -> None:
        choices = [_listed(name, "", partial(_give, place, people, name)) for name in known]
        title = _("Give to: {who}").format(who=people[0].name if len(people) == 1 else len(people))
        place.app.push_screen(_known_or_new(title, _("a colleague's name"), choices, new))

    def new(name: str) -> Choice:
        words = _("“{name}”, new here").format(name=shown(name, 40))
        return _listed(words, "", partial(_give, place, people, name))

    place.ask(read, show, group="owner")


def _give(place: Working, people: Sequence[Subject], owner: str) -> None:
    from crm.services import leads
    from tui.deeds import lead_of

    def deed(work: "Work") -> None:
        for person in people:
            leads.give(work, lead_of(work, person), owner)

    place.act(deed, lambda _none: place.done(people, _("of {owner} now").format(owner=owner)))


def ask_stretch(place: Place, institution_id: int, school: str) -> None:
    """Asks for a period, exam week or holiday as the school has it."""
    fields = [
        Field("name", _("What"), hint=_("blok 3, toetsweek 2, herfstvakantie, …")),
        Field("starts", _("First day"), hint="8 feb, 2027-02-08"),
        Field("ends", _("Last day"), hint="18 apr, 2027-04-18"),
    ]
    title = _("School year: {school}").format(school=shown(school, 40))
    place.app.push_screen(Form(title, fields, partial(_set_stretch, place, institution_id)))


def _set_stretch(place: Place, institution_id: int, form: Form, values: Values) -> None:
    from crm.calendar.school import first_year_of
    from crm.services import school_calendar

    today = place.werkplaats.clock.today()
    if not values["starts"] or not values["ends"]:
        raise UsageError(_("From when to when? Type both days, such as 8 feb or 2027-02-08."))
    starts, ends = understood(values["starts"], today), understood(values["ends"], today)
    year = str(first_year_of(starts))

    def deed(work: "Work") -> str:
        school_calendar.set_stretch(work, institution_id, values["name"], starts, ends, year=year)
        return work.words[0]

    form.carry_out(deed, lambda words: place.werkplaats.say(_("{words}. ‹u› takes it back.").format(words=words)))


def ask_lists(place: Place, now: str, choose: Callable[[str], None]) -> None:
    """Offers the kept lists, and to keep the filter of `now` under what is typed; `choose` gets the query picked."""
    me = place.werkplaats.user

    def read(session: "Session") -> list[dict[str, Any]]:
        from crm.services.saved_lists import lists_json

        return lists_json(session, me)

    def show(kept: list[dict[str, Any]]) -> None:
        choices = [_listed(one["name"], one["query"], partial(choose, one["query"])) for one in kept]
        nothing = _("Nothing is kept yet: filter the leads, come back and type a name.")
        hint = _("a name; a new one keeps this filter")
        place.app.push_screen(_known_or_new(_("Kept lists"), hint, choices, new if now else None, nothing))

    def new(name: str) -> Choice:
        words = _("keep “{query}” as “{name}”").format(query=shown(now, 40), name=shown(name, 30))
        return _listed(words, "", partial(_keep, place, name, now))

    place.ask(read, show, group="lists")


def _known_or_new(
    title: str, hint: str, known: Sequence[Choice], new: Callable[[str], Choice] | None, nothing: str = ""
) -> Picker:
    """Offers what is known, and below it what is typed where nothing is called that; `nothing` where there is neither.

    Without `new` what is typed is looked for alone.
    """
    names = {choice.words.casefold() for choice in known}

    def look(picker: Picker, typed: str) -> None:
        found = narrowed(known, typed)
        if typed and new is not None and typed.casefold() not in names:
            found.append(new(typed))
        picker.offer(found, "" if found else nothing)

    return Picker(title, hint, look)


def _listed(name: str, query: str, pick: Callable[[], None]) -> Choice:
    def draw(width: int) -> Line:
        if not query:
            return [(fit(name, width), "strong")]
        return [(fit(name, NAME), "strong"), (" ", ""), (fit(query, width - NAME - 1), "dim")]

    return Choice(words=name, draw=draw, pick=pick, more=query)


def _keep(place: Place, name: str, query: str) -> None:
    from crm.services import saved_lists

    def deed(work: "Work") -> str:
        saved_lists.keep(work, name, query)
        return work.words[0]

    place.act(deed, lambda words: place.werkplaats.say(_("{words}. ‹u› takes it back.").format(words=words)))


def flow_lines(flows: "Sequence[Flow]") -> list[SheetLine]:
    """The funnel stage by stage: how many stand there, what share went on, how long, and what is stuck."""
    lines: list[SheetLine] = []
    for one in flows:
        lines.append(said(stage_word(one.stage), "key", heading=True))
        if not one.entered:
            lines.append(said(f"  {_('nobody came here yet')}", "dim"))
            continue
        share = "–" if one.share is None else f"{one.share:.0%}"
        words = _("{now} now · {share} went on, of {entered} who ever entered")
        lines.append(said(f"  {words.format(now=one.now, share=share, entered=one.entered)}"))
        if one.days is not None:
            days = ngettext(
                "{n} school day there, half of them longer", "{n} school days there, half of them longer", one.days
            )
            lines.append(said(f"  {days.format(n=one.days)}", "dim"))
        for lead in one.stuck[:MOST_STUCK]:
            stuck = _("stuck: {name}, {n} school days, nothing planned").format(name=shown(lead.name, 40), n=lead.days)
            lines.append(said(f"  ! {stuck}", "late"))
        if len(one.stuck) > MOST_STUCK:
            lines.append(said(f"    {_('and {n} more').format(n=len(one.stuck) - MOST_STUCK)}", "dim"))
    return lines
