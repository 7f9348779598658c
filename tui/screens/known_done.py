"""What came of somebody, line by line: the ladder above them, steps up, examples, agreements, sprints."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from crm.case_words import ProposalState
from crm.language import _
from crm.words import EntityKind, RoleKind
from tui.days import short
from tui.screens.known_line import Known
from tui.screens.offer_answers import settled_said
from tui.screens.sprint_lines import next_said
from tui.showing import fit
from tui.wording import places_said, role_word, setting_word

if TYPE_CHECKING:
    from crm.views.above import Above
    from crm.views.agreements import AgreementLine
    from crm.views.examples import ExampleLine
    from crm.views.going_up import Upward
    from crm.views.lead import RungLine
    from crm.views.milestones import LeadWork
    from crm.views.proposals import ProposalLine
    from crm.views.sprints import SprintLine
    from crm.views.steps_up import ScoutingLine, StepLine

STEP, SCOUTING, AGREEMENT, EXAMPLE = "step", "scouting", "agreement", "example"
PROPOSAL, SPRINT = "proposal", "sprint"
"""What enter is about on a line of these."""

_LABEL = 22
"""Cells of the name of a rung."""

_SHORT = 11
"""Cells of what a line about a step is: its words need the room."""


def ladder_lines(
    rungs: Sequence["RungLine"],
    above: "Above",
    done: "LeadWork",
    advice: "Upward | None",
    lead_id: int,
    today: date,
) -> Iterator[Known]:
    """Who stands above, empty rungs too; who decides; the side doors; what was tried, and what came of it."""
    if rungs or above.doors or done.steps:
        said = (
            _("◂ decides on {setting}: {who}").format(setting=setting_word(above.setting), who=above.said)
            if above.said
            else ""
        )
        yield Known(_("Higher up"), heading=True, beside=said)
    for rung in rungs:
        yield Known(
            text=rung.name or _("(not found)"),
            tone="" if rung.name else "dim",
            label=_label(role_word(rung.rung)),
            mark=" ◂" if rung.rung in above.roles else "",
            kind=EntityKind.PERSON if rung.person_id else None,
            id=rung.person_id or 0,
            value=rung.name or "",
        )
    for door in above.doors:
        role = role_word(RoleKind.INTERNSHIP_COORDINATOR) if RoleKind.INTERNSHIP_COORDINATOR in above.roles else ""
        yield Known(
            text=", ".join(part for part in (door.name, door.words or role) if part),
            label=_label(_("beside it")),
            kind=EntityKind.PERSON,
            id=door.id,
            value=door.name,
        )
    if advice is not None:
        yield Known(advice.why, tone="good", label=fit(_("proposed: e"), _SHORT) + " ")
    for step in done.steps:
        yield _step(step, lead_id, today)
    for scouting in done.scoutings:
        yield _scouting(scouting, today)
    for person_id, name in done.named:
        yield Known(name, label=fit(_("named to us"), _SHORT) + " ", kind=EntityKind.PERSON, id=person_id, value=name)


def came_lines(done: "LeadWork", today: date) -> Iterator[Known]:
    """Through whom they came in."""
    if done.came is not None:
        yield Known(
            text=_("via {name}").format(name=done.came.via),
            label=fit(_("came in"), 10),
            beside=short(done.came.on, today),
            kind=EntityKind.PERSON,
            id=done.came.via_id,
            value=done.came.via,
        )


def example_lines(examples: Sequence["ExampleLine"]) -> Iterator[Known]:
    """What their students work on."""
    yield Known(_("Examples"), heading=True, beside=_("‹x› keeps one") if examples else _("none yet: ‹x› keeps one"))
    for one in examples:
        yield Known(one.text, beside=_year(one.school_year) or one.tools or "", of=EXAMPLE, of_id=one.id)
        if one.helps:
            yield Known(one.helps, tone="dim", of=EXAMPLE, of_id=one.id)


def agreement_lines(agreements: Sequence["AgreementLine"]) -> Iterator[Known]:
    """What was agreed: of the newest, what the teacher wishes otherwise stands on top."""
    yield Known(_("Agreement"), heading=True, beside=_("‹g› makes one") if agreements else _("none yet: ‹g› makes one"))
    for one in agreements:
        said = f"{one.number} × {one.type}" + (f" · {one.course_name}" if one.course_name else "")
        left = _("ended") if one.ended_on is not None else places_said(one.places_left)
        tone = "dim" if one.ended_on is not None else ""
        if one.wished and one.ended_on is None:
            wish = _("wished: {wish}").format(wish=one.wished)
            yield Known(wish, tone="good", of=AGREEMENT, of_id=one.id)
        beside = f"{_year(one.school_year)}, {left}"
        yield Known(said, tone=tone, beside=beside, of=AGREEMENT, of_id=one.id)


def proposal_lines(proposals: Sequence["ProposalLine"], today: date) -> Iterator[Known]:
    """The cases that were put to them: nothing where none was, for `c` is told in the help."""
    if proposals:
        yield Known(_("Cases"), heading=True, beside=_("y yes, b no, z later"))
    for one in proposals:
        tone = "dim" if one.state in {ProposalState.WITHDRAWN, ProposalState.DECLINED} else ""
        text = f"{one.title} · {one.company}"
        yield Known(text, tone=tone, beside=settled_said(one, today), of=PROPOSAL, of_id=one.id)


def sprint_lines(sprints: Sequence["SprintLine"], today: date) -> Iterator[Known]:
    """The sprints of theirs: whose question, and what comes next or came of it. Nothing where there is none."""
    if sprints:
        yield Known(_("Sprints"), heading=True, beside=_("enter opens one"))
    for one in sprints:
        said, tone = next_said(one, today)
        text = " · ".join(part for part in (one.company, said) if part)
        yield Known(text, tone=tone, beside=_year(one.school_year), of=SPRINT, of_id=one.id)


def _step(step: "StepLine", lead_id: int, today: date) -> Known:
    above = step.to_person or role_word(step.to_rung)
    other, label = (step.person, _("from below")) if step.to_lead_id == lead_id else (above, _("taken up"))
    said = step.outcome or step.why
    label = _("led to") if step.outcome else label
    beside = _day(step.outcome_on or step.on, today)
    return Known(f"{other}: {said}", label=fit(label, _SHORT) + " ", beside=beside, of=STEP, of_id=step.id)


def _scouting(one: "ScoutingLine", today: date) -> Known:
    about = ", ".join(part for part in (one.place, one.whom) if part) or _("their teachers")
    if one.outcome:
        text = f"{about}: {one.outcome}"
        label, beside = fit(_("came back"), _SHORT) + " ", _day(one.closed_on, today)
        return Known(text, label=label, beside=beside, of=SCOUTING, of_id=one.id)
    tone = "late" if one.due < today else ""
    due = _("by {day}").format(day=short(one.due, today))
    return Known(about, tone=tone, label=fit(_("asks round"), _SHORT) + " ", beside=due, of=SCOUTING, of_id=one.id)


def _day(day: date | None, today: date) -> str:
    return short(day, today) if day is not None else ""


def _label(text: str) -> str:
    return fit(text, _LABEL) + " "


def _year(year: str | None) -> str:
    return "/".join(part[-2:] for part in year.split("-")) if year else ""
