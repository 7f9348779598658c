"""What can be done with a person wherever one stands on one: log, move, plan, add, mark as target, look up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import quote_plus

from crm.errors import UsageError
from crm.language import _, ngettext
from crm.spoken import spoken_field
from crm.words import ActivityKind, EntityKind, Stage, Target
from tui.days import spoken, understood
from tui.screens.place import Place
from tui.widgets.form import Field, Form, Values
from tui.wording import activity_word, stage_word, target_word

if TYPE_CHECKING:
    from crm.unit_of_work import Work


_ON_THINGS = {"enter", "target", "why", "edit", "open"}


@dataclass(frozen=True, slots=True)
class Subject:
    """What an action is about. A person without a lead has `lead_id` None and stands at `mapped`."""

    kind: EntityKind
    id: int
    name: str
    lead_id: int | None = None
    stage: Stage = Stage.MAPPED
    place: str = ""
    url: str | None = None


class Working(Place):
    """A place in which people are worked. It says on whom by `subjects`."""

    def subjects(self) -> Sequence[Subject]:
        """What the next action is about: the marked rows, or the one under the cursor."""
        return ()

    def people(self) -> list[Subject]:
        """The persons among the subjects."""
        return [subject for subject in self.subjects() if subject.kind is EntityKind.PERSON]

    def things(self) -> Sequence[Subject]:
        """What the cursor is on, person or not: what `w`, `o`, `t` and `i` are about."""
        return self.subjects()

    def why_not(self, action: str) -> str | None:
        """An action on a person needs one; one on a page needs its address."""
        if action in {"log", "stage", "next", "linkedin"} and not self.people():
            return _("Put the cursor on a person first.")
        things = self.things() if action in _ON_THINGS else ()
        if action in _ON_THINGS and not things:
            return _("There is nothing under the cursor.")
        if action == "open" and not things[0].url:
            return _("No page is known of {name}.").format(name=things[0].name)
        if action == "target" and all(thing.kind is EntityKind.PERSON for thing in things):
            return _("A target is a course, a programme, a unit or a school: put the cursor on one.")
        if action == "lead" and all(person.lead_id is not None for person in self.people()):
            return _("That is a lead already.") if self.people() else _("Put the cursor on a person first.")
        return super().why_not(action)

    # Deeds

    def do_lead(self) -> None:
        """Makes leads of the persons that are none yet."""
        from crm.services import leads

        fresh = [person for person in self.people() if person.lead_id is None]

        def deed(work: "Work") -> int:
            for person in fresh:
                leads.add(work, person.id)
            return len(fresh)

        self.act(deed, lambda count: self._done(fresh, ngettext("is a lead now", "are leads now", count)))

    def do_log(self) -> None:
        """Asks what happened, and writes it down."""
        people = self.people()
        kinds = [kind for kind in ActivityKind if kind is not ActivityKind.STAGE]
        fields = [
            Field("kind", _("What"), options=[(kind.value, activity_word(kind)) for kind in kinds]),
            Field(
                "direction",
                _("Who"),
                options=[("out", _("we reached out")), ("in", _("they did, or answered"))],
                when=lambda values: values["kind"] != ActivityKind.NOTE.value,
            ),
            Field("note", _("Note"), hint=_("what was said, in a line")),
            Field("on", _("When"), value=_("today")),
        ]
        title = _("Log: {who}").format(who=_who(people))
        self.app.push_screen(Form(title, fields, partial(self._log, people)))

    def _log(self, people: Sequence[Subject], form: Form, values: Values) -> None:
        from crm.services import leads
        from crm.words import Direction

        on = self._day(values["on"])
        kind = ActivityKind(values["kind"])
        direction = Direction(values["direction"] or "out")

        def deed(work: "Work") -> None:
            for person in people:
                leads.log(work, lead_of(work, person), kind, values["note"], on=on, direction=direction)

        form.carry_out(deed, lambda _none: self._done(people, _("{what} logged").format(what=activity_word(kind))))

    def do_stage(self) -> None:
        """Asks for the stage to go to, and goes there."""
        people = self.people()
        stages = [(stage.value, stage_word(stage)) for stage in Stage]
        fields = [
            Field("to", _("To"), value=_following(people[0].stage).value, options=stages),
            Field("until", _("Until"), hint=_("1 feb, +6w"), when=lambda values: values["to"] == Stage.RESTING.value),
            Field("note", _("Note"), hint=_("needed to skip a stage, go back, rest or decline")),
        ]
        title = _("Stage: {who}, now {stage}").format(who=_who(people), stage=stage_word(people[0].stage).lower())
        self.app.push_screen(Form(title, fields, partial(self._move, people)))

    def _move(self, people: Sequence[Subject], form: Form, values: Values) -> None:
        from crm.services import leads

        to = Stage(values["to"])
        until = self._day(values["until"]) if values["until"] else None

        def deed(work: "Work") -> None:
            for person in people:
                leads.advance(work, lead_of(work, person), to, note=values["note"] or None, until=until)

        said = _("to {stage}").format(stage=stage_word(to).lower())
        form.carry_out(deed, lambda _none: self._done(people, said))

    def do_next(self) -> None:
        """Asks what comes next and when, and plans it."""
        people = self.people()
        fields = [
            Field("what", _("What"), hint=_("call, mail, send examples …; empty: nothing planned")),
            Field("on", _("When"), hint=_("tomorrow, Tuesday, +3d, 1 dec, 2026-12-01")),
        ]
        title = _("Next: {who}").format(who=_who(people))
        self.app.push_screen(Form(title, fields, partial(self._plan, people)))

    def _plan(self, people: Sequence[Subject], form: Form, values: Values) -> None:
        from crm.services import leads

        what = values["what"] or None
        if what and not values["on"]:
            raise UsageError(_("When? Type a day: tomorrow, Tuesday, +3d, 1 dec."))
        on = self._day(values["on"]) if what else None

        def deed(work: "Work") -> None:
            for person in people:
                leads.plan(work, lead_of(work, person), on, what)

        said = _("nothing planned") if on is None else f"{what}, {spoken(on, self.werkplaats.clock.today())}"
        form.carry_out(deed, lambda _none: self._done(people, said))

    def do_target(self) -> None:
        """Asks whether the office is after it."""
        subjects = [one for one in self.things() if one.kind is not EntityKind.PERSON]
        fields = [
            Field("target", _("Target"), options=[(target.value, target_word(target)) for target in Target]),
            Field("why", _("Why"), hint=_("may stay empty")),
        ]
        title = _("Target: {who}").format(who=_who(subjects))
        self.app.push_screen(Form(title, fields, partial(self._aim, subjects)))

    def _aim(self, subjects: Sequence[Subject], form: Form, values: Values) -> None:
        from crm.services import targets

        target = Target(values["target"])

        def deed(work: "Work") -> None:
            for subject in subjects:
                targets.set_target(work, subject.kind, subject.id, target, why=values["why"] or None)

        form.carry_out(deed, lambda _none: self._done(subjects, target_word(target)))

    def do_open(self) -> None:
        """Opens the page in the browser."""
        url = self.things()[0].url
        if url:
            self.werkplaats.open_page(url)

    def do_why(self) -> None:
        """Shows every place that says something of the thing."""
        from tui.overlays.sheet import Sheet
        from tui.overlays.why import explain

        thing = self.things()[0]
        sheet = Sheet(_("Why: {who}").format(who=thing.name))
        self.app.push_screen(sheet)
        explain(sheet, thing.kind, thing.id, self.werkplaats.clock.today())

    def _correct(self, name: str, form: Form, values: Values) -> None:
        from crm.services import edits

        thing = self.things()[0]
        value = values["value"] or None

        def deed(work: "Work") -> None:
            edits.set_values(work, thing.kind, thing.id, {name: value})

        form.carry_out(deed, lambda _none: self._done([thing], f"{spoken_field(name)}: {value or '–'}"))

    def do_linkedin(self) -> None:
        """Looks for the person on LinkedIn, in the user's own browser."""
        person = self.people()[0]
        words = quote_plus(f"{person.name} {person.place}".strip())
        self.werkplaats.open_page(f"https://www.linkedin.com/search/results/people/?keywords={words}")

    def _day(self, text: str) -> date:
        return understood(text, self.werkplaats.clock.today())

    def _done(self, subjects: Sequence[Subject], said: str) -> None:
        self.werkplaats.say(_("{who}: {said}. u takes it back.").format(who=_who(subjects), said=said))


def lead_of(work: "Work", person: Subject) -> int:
    """The lead of the person; made in the same action when there is none yet."""
    from crm.services import leads

    if person.lead_id is not None:
        return person.lead_id
    made = leads.add(work, person.id).id
    assert made is not None
    return made


def _who(subjects: Sequence[Subject]) -> str:
    if len(subjects) == 1:
        return subjects[0].name
    return ngettext("{n} row", "{n} rows", len(subjects)).format(n=len(subjects))


def _following(stage: Stage) -> Stage:
    from crm.words import FUNNEL

    return FUNNEL[min(FUNNEL.index(stage) + 1, len(FUNNEL) - 1)] if stage in FUNNEL else Stage.WARM
