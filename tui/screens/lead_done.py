"""What enter does on what came of a lead: an agreement is renewed, ended or printed, a step told what it led to."""

from functools import partial
from typing import TYPE_CHECKING

from crm.language import _
from crm.services.years import next_year
from tui.overlays.sheet import Sheet, reading
from tui.screens.known_done import AGREEMENT, PROPOSAL, SCOUTING, SPRINT, STEP
from tui.screens.known_matches import MATCH
from tui.screens.offer_answers import offer_answers
from tui.screens.step_up_asking import ask_outcome
from tui.screens.working import Working
from tui.typed_path import typed_path
from tui.widgets.form import Field, Form, Values
from tui.widgets.picker import deed_choice, picking

if TYPE_CHECKING:
    from crm.unit_of_work import Work
    from crm.views.agreements import AgreementLine
    from crm.views.person import PersonDetail
    from crm.views.steps_up import ScoutingLine


def open_done(place: Working, detail: "PersonDetail", of: str, of_id: int) -> None:
    """Opens what the cursor is on: asks what came of it, or shows what can be done with it."""
    done = detail.done
    if of == STEP:
        ask_outcome(place, next(one for one in done.steps if one.id == of_id))
    elif of == SCOUTING:
        _ask_back(place, next(one for one in done.scoutings if one.id == of_id))
    elif of == PROPOSAL:
        offer_answers(place, next(one for one in done.proposals if one.id == of_id))
    elif of == SPRINT:
        place.werkplaats.show_sprint(of_id)
    elif of == AGREEMENT:
        offer_agreement(place, next(one for one in done.agreements if one.id == of_id))
    elif of == MATCH:
        from tui.screens.case import CasePlace

        place.app.push_screen(CasePlace(of_id))
    else:
        one = next(one for one in done.examples if one.id == of_id)
        parts = [one.text, one.helps, one.skills, one.tools, one.sector, one.course, one.school_year, one.link]
        sheet = Sheet(_("Example of {who}").format(who=one.person))
        place.app.push_screen(sheet)
        sheet.call_after_refresh(sheet.tell, reading(" · ".join(part for part in parts if part)))


def offer_agreement(place: Working, line: "AgreementLine") -> None:
    """What can be done with an agreement, to pick from."""
    choices = [
        deed_choice(
            _("print the confirmation"), _("one page, as Markdown and HTML"), partial(print_agreement, place, line)
        ),
        deed_choice(
            _("wish for next time"), line.wish or _("what they want otherwise"), partial(ask_wish, place, line)
        ),
    ]
    if line.ended_on is None:
        choices.append(deed_choice(_("end it"), _("asks why"), partial(ask_end, place, line)))
        if line.renewed_id is None:
            year = next_year(line.school_year)
            words = _("renew for {year}").format(year=year)
            choices.insert(0, deed_choice(words, line.wish or _("all parts the same"), partial(renew, place, line)))

    title = _("Agreement: {who}").format(who=f"{line.person}, {line.school_year}")
    place.app.push_screen(picking(title, _("enter does it"), choices))


def renew(place: Working, line: "AgreementLine") -> None:
    """Makes the agreement of the next school year."""

    def deed(work: "Work") -> str:
        from crm.services import agreements

        return agreements.renew(work, line.id).school_year

    def done(year: str) -> None:
        said = _("{who}: renewed for {year}. ‹u› takes it back.").format(who=line.person, year=year)
        wish = f" ({_('wished: {wish}').format(wish=line.wish)})" if line.wish else ""
        place.werkplaats.say(said + wish)

    place.act(deed, done)


def ask_end(place: Working, line: "AgreementLine") -> None:
    """Asks why an agreement ends, and ends it."""

    def submit(form: Form, values: Values) -> None:
        from crm.services import agreements

        def deed(work: "Work") -> None:
            agreements.end(work, line.id, values["why"])

        form.carry_out(deed, lambda _none: place.werkplaats.say(_("Ended. ‹u› takes it back.")))

    title = _("End: {who}").format(who=f"{line.person}, {line.course_name or line.type}, {line.school_year}")
    place.app.push_screen(Form(title, [Field("why", _("Why"), hint=_("the course stops; no time …"))], submit))


def ask_wish(place: Working, line: "AgreementLine") -> None:
    """Asks what the teacher wants otherwise next time."""

    def submit(form: Form, values: Values) -> None:
        from crm.services import agreements

        def deed(work: "Work") -> None:
            agreements.wish(work, line.id, values["wish"])

        form.carry_out(deed, lambda _none: place.werkplaats.say(_("Kept. ‹u› takes it back.")))

    field = Field("wish", _("Wish"), value=line.wish or "", hint=_("smaller teams; an earlier start …"))
    place.app.push_screen(Form(_("Next time: {who}").format(who=line.person), [field], submit))


def print_agreement(place: Working, line: "AgreementLine") -> None:
    """Asks for a folder, and writes the confirmation there."""
    from crm.exports.folder import export_folder, in_export_folder

    def submit(form: Form, values: Values) -> None:
        from crm.settings import read_settings
        from crm.views.confirmation import write_confirmation

        written = write_confirmation(line, in_export_folder(typed_path(values["folder"])), read_settings().office_name)
        form.dismiss()
        place.werkplaats.say(_("Written: {files}").format(files=", ".join(str(path) for path in written)))

    field = Field("folder", _("Folder"), value=str(export_folder()), hint=_("where the two files go"))
    place.app.push_screen(Form(_("Confirmation: {who}").format(who=line.person), [field], submit))


def _ask_back(place: Working, line: "ScoutingLine") -> None:
    def submit(form: Form, values: Values) -> None:
        from crm.services import scouts

        def deed(work: "Work") -> None:
            scouts.came_back(work, line.id, values["outcome"])

        form.carry_out(deed, lambda _none: place.werkplaats.say(_("Kept. ‹u› takes it back.")))

    field = Field("outcome", _("Came back with"), value=line.outcome or "", hint=_("two names; nobody had time …"))
    title = _("Asked round: {who}").format(who=line.person)
    place.app.push_screen(Form(title, [field], submit))
