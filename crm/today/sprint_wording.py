"""The lines about sprints in words: what, and why now."""

from datetime import date

from crm.case_words import Party, SprintStepKind
from crm.language import _
from crm.spoken import spoken_day, spoken_party, spoken_step
from crm.today.candidate import Candidate
from crm.today.sprints import Placed


def step_said(one: Candidate, on: date) -> tuple[str, str]:
    """A dated step: which, of whom, and who does it."""
    sprint, step, party = _sprint(one), SprintStepKind(one.extra["step"]), Party(one.extra["party"])
    what = _("{company}: {step}").format(company=sprint.company, step=spoken_step(step))
    day = spoken_day(one.on, on)
    if party is Party.OFFICE:
        why = _("Planned for {day}: we do it.").format(day=day)
    else:
        why = _("Planned for {day}: {party} does it. Does everybody know?").format(day=day, party=spoken_party(party))
    return what, f"{why} {_about(sprint)} {_hint(step)}".replace("  ", " ").strip()


def end_said(one: Candidate, on: date) -> tuple[str, str]:
    """A sprint that is over and has no result yet."""
    sprint = _sprint(one)
    what = _("{company}: what came of the sprint?").format(company=sprint.company)
    why = _("Its last day was {day}, and the result is not written down: ‹y› does that.").format(
        day=spoken_day(one.on, on)
    )
    return what, f"{why} {_about(sprint)}".strip()


def teacher_said(one: Candidate, _on: date) -> tuple[str, str]:
    """A sprint whose teacher left."""
    sprint, new = _sprint(one), one.extra["new"]
    what = _("{company}: who guides the sprint now?").format(company=sprint.company)
    if new is None:
        why = _("Its teacher is not there any more, and the course keeps the sprint. The map names nobody else yet.")
    else:
        why = _(
            "Its teacher is not there any more, and the course keeps the sprint. {new} gives it now: y lets {new} take "
            "it over."
        ).format(new=new)
    return what, f"{why} {_about(sprint)}".strip()


def _sprint(one: Candidate) -> Placed:
    found = one.extra["sprint"]
    assert isinstance(found, Placed)
    return found


def _about(sprint: Placed) -> str:
    return _("Sprint in {course}.").format(course=sprint.course) if sprint.course else ""


def _hint(step: SprintStepKind) -> str:
    return _("y: it was done.") if step is not SprintStepKind.EVALUATION else _("y: everybody was asked.")
