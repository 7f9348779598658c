"""Behind `l`: what happened is asked in one field, and written down with what follows from it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from crm.language import _
from crm.understanding.proposals import Refusal
from crm.words import ActivityKind, Direction, Stage
from tui.days import spoken, understood
from tui.meanwhile import Meanwhile
from tui.screens.working import Subject, Working, spoken_subjects
from tui.showing import shown
from tui.widgets.form import Form, Values
from tui.widgets.log_form import YES, About, LogForm
from tui.wording import activity_word

if TYPE_CHECKING:
    from crm.services.logbook import Entry
    from crm.unit_of_work import Work


@dataclass(slots=True)
class _Done:
    """What became of it, over all people."""

    carried: list[str] = field(default_factory=list)
    answered: list[str] = field(default_factory=list)
    named: bool = False


def ask_log(place: Working, people: Sequence[Subject]) -> None:
    """Asks what happened, and writes it down for each of `people`."""
    first, alone = people[0], len(people) == 1
    about = f"lead:{first.lead_id}:log" if first.lead_id is not None else f"person:{first.id}:log"
    title = _("Log: {who}").format(who=spoken_subjects(people))
    draft = about if alone else "people:log"
    others = Meanwhile(place.werkplaats.clock.now())
    form = LogForm(About(title, first.name, draft, first.id, alone=alone), partial(_log, place, people, others))
    place.app.push_screen(form)


def _log(place: Working, people: Sequence[Subject], others: Meanwhile, form: Form, values: Values) -> None:
    assert isinstance(form, LogForm)
    entry = _entry(place, form, values)

    def deed(work: "Work") -> _Done:
        from crm.services import logbook, visits

        others.check(work, people)
        done, met = _Done(), list[int]()
        for person in people:
            written = logbook.write(work, person.id, entry)
            met.append(written.lead_id)
            done.carried += written.carried
            done.answered += written.answered
            done.named = done.named or written.named_lead_id is not None
        if entry.kind is ActivityKind.VISIT and len(met) > 1:
            visits.gather(work, met, entry.on)
        return done

    form.carry_out(deed, lambda done: place.done(people, _said(place, entry, done)))


def _entry(place: Working, form: LogForm, values: Values) -> "Entry":
    """What is written down: the values of the form, and of what it proposes that to which nobody said no."""
    from crm.services.logbook import Entry

    today, said = place.werkplaats.clock.today(), form.proposal
    what = values["what"] or None
    next_on = None
    if what and values["next_on"]:
        proposed = said.on is not None and form.is_proposed("next_on")
        next_on = said.on if proposed else understood(values["next_on"], today, form.calendar)
    promise = said.promise if values["promise"] == YES else None
    stage = Stage.DO_NOT_CONTACT if said.refusal is Refusal.OBJECTS else Stage.DECLINED
    return Entry(
        kind=ActivityKind(values["kind"]),
        direction=Direction(values["direction"] or "out"),
        note=said.note or values["note"],
        on=understood(values["on"], today),
        what=what,
        next_on=next_on,
        consent=said.consent if values["consent"] == YES else None,
        stage=stage if values["stage"] == YES else None,
        named=said.named if values["named"] == YES else None,
        promise=(promise.whose, promise.what, promise.due) if promise is not None else None,
        draft=form.about.draft if form.knows_draft else None,
    )


def _said(place: Working, entry: "Entry", done: _Done) -> str:
    """What was done, in a sentence for the status line."""
    said = [_("{what} logged").format(what=activity_word(entry.kind))]
    if len(done.carried) == 1:
        said.append(_("“{planned}” is done").format(planned=shown(done.carried[0], 40)))
    elif done.carried:
        said.append(_("{n} planned actions are done").format(n=len(done.carried)))
    if entry.what and entry.next_on is not None:
        day = spoken(entry.next_on, place.werkplaats.clock.today())
        said.append(_("next {what}, {day}").format(what=shown(entry.what, 40), day=day))
    if done.named and entry.named:
        said.append(_("{name} added").format(name=shown(entry.named, 40)))
    said += [shown(answer, 60) for answer in done.answered]
    return ", ".join(said)
