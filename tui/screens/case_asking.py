"""The forms behind the keys on a case: state, what happened, what next, a correction, and a new case."""

from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from crm.case_rules import rules
from crm.case_words import CaseState
from crm.language import _, ngettext
from crm.services.case_fields import field_word
from crm.services.cases import state_word
from crm.words import ActivityKind, Direction, Level, Setting
from tui.days import spoken, understood
from tui.showing import shown
from tui.widgets.form import Field, FieldError, Form, Values
from tui.wording import activity_word

if TYPE_CHECKING:
    from crm.services.outside_people import ContactSaid
    from crm.unit_of_work import Work
    from crm.views.cases import CaseLine
    from tui.screens.case_deeds import CaseDeeds
    from tui.screens.today_cases import WorkingCases

    Asking: TypeAlias = CaseDeeds | WorkingCases
    """A place in which a case is worked: it says what was done by `told`."""

ALL_FIT = "all_fit"
"""In the place of a state: fit to offer, this case and all others that are new."""

TYPED = (
    *("title", "question", "has", "wants", "sector", "effort", "wanted", "municipality", "level", "setting"),
    *("partner", "confidentiality"),
)
"""The fields of a case that are corrected on screen."""

PARTNER_NAME, PARTNER_CONTACT = "partner_name", "partner_contact"
"""What is corrected of the partner of a case, beside the fields of the case itself."""


def state_form(place: "Asking", case: "CaseLine") -> Form:
    """Asks for the state to go to: those that the rules have from here."""
    moves = [CaseState(one) for one in rules()["moves"][case.state.value]]
    options = [(one.value, state_word(one)) for one in moves]
    if case.state is CaseState.NEW:
        options.append((ALL_FIT, _("fit to offer, as are all other new ones")))
    fields = [
        Field("to", _("To"), options=options),
        Field("why", _("Why"), hint=_("needed to withdraw: the business and the partner will ask")),
    ]
    title = _("State: {who}, now {state}").format(who=shown(case.company, 60), state=state_word(case.state))

    def submit(form: Form, values: Values) -> None:
        if values["to"] == ALL_FIT:
            form.carry_out(_all_fit, lambda n: place.werkplaats.say(_all_fit_said(n)))
            return
        to = CaseState(values["to"])

        def deed(work: "Work") -> None:
            from crm.services import cases

            cases.move(work, case.id, to, why=values["why"] or None)

        form.carry_out(deed, lambda _none: place.told(case, state_word(to)))

    return Form(title, fields, submit)


def _all_fit(work: "Work") -> int:
    from crm.services import cases
    from crm.views.fits import unmarked

    return len(cases.mark_fit(work, [one.id for one in unmarked(work.session)]))


def _all_fit_said(n: int) -> str:
    said = ngettext(
        "{n} case is fit to offer now. ‹u› takes it back.", "{n} cases are fit to offer now. ‹u› takes it back.", n
    )
    return said.format(n=n)


def contact_form(place: "Asking", case: "CaseLine") -> Form:
    """Asks what happened with the business, and what comes next."""
    kinds = [kind for kind in ActivityKind if kind is not ActivityKind.STAGE]
    fields = [
        Field("note", _("What was said"), hint=_("in your own words")),
        Field("kind", _("What"), options=[(kind.value, activity_word(kind)) for kind in kinds]),
        Field(
            "direction",
            _("Who"),
            options=[("out", _("we reached out")), ("in", _("they did, or answered"))],
            when=lambda values: values["kind"] != ActivityKind.NOTE.value,
        ),
        Field("on", _("When"), value=_("today")),
        Field("what", _("Next"), hint=_("nothing planned")),
        Field("next_on", _("On"), hint=_("tomorrow, Tuesday, +3d, 1 dec, 2026-12-01"), when=lambda v: bool(v["what"])),
    ]
    title = _("Log: {who}").format(who=shown(case.company, 60))
    return Form(title, fields, partial(_log, place, case))


def _log(place: "Asking", case: "CaseLine", form: Form, values: Values) -> None:
    today = place.werkplaats.clock.today()
    kind, on = ActivityKind(values["kind"]), understood(values["on"] or _("today"), today)
    if values["what"] and not values["next_on"]:
        raise FieldError("next_on", _("When? Type a day: tomorrow, Tuesday, +3d, 1 dec."))
    next_on = understood(values["next_on"], today) if values["what"] else None

    def deed(work: "Work") -> None:
        from crm.services import companies

        way = Direction(values["direction"] or "out")
        companies.log(work, case.company_id, kind, values["note"], on=on, direction=way, case_id=case.id)
        if next_on is not None:
            companies.plan(work, case.company_id, next_on, values["what"])

    said = _("{what} logged").format(what=activity_word(kind))
    form.carry_out(deed, lambda _none: place.told(case, said))


def next_form(place: "Asking", case: "CaseLine") -> Form:
    """Asks what comes next and when, and plans it; nothing asked for clears what was planned."""
    fields = [
        Field("what", _("What"), value=case.next_what or "", hint=_("call, mail …; empty: nothing planned")),
        Field("on", _("When"), hint=_("tomorrow, Tuesday, +3d, 1 dec, 2026-12-01")),
    ]

    def submit(form: Form, values: Values) -> None:
        what, today = values["what"] or None, place.werkplaats.clock.today()
        if what and not values["on"]:
            raise FieldError("on", _("When? Type a day: tomorrow, Tuesday, +3d, 1 dec."))
        on = understood(values["on"], today) if what else None

        def deed(work: "Work") -> None:
            from crm.services import companies

            companies.plan(work, case.company_id, on, what)

        said = _("nothing planned") if on is None else f"{what}, {spoken(on, today)}"
        form.carry_out(deed, lambda _none: place.told(case, said))

    return Form(_("Next: {who}").format(who=shown(case.company, 60)), fields, submit)


def ask_field(place: "CaseDeeds", case: "CaseLine") -> None:
    """Asks which field is to hold what: one of a few words where it takes no other, else text."""
    words = _fields() | (_of_partner() if case.partner_id is not None else {})
    few = _of_few_words(case)
    own = {*(field.name for field in few), PARTNER_CONTACT}
    fields = [
        Field("field", _("Field"), options=list(words.items())),
        *few,
        Field(PARTNER_CONTACT, _("Holds"), hint=_("name and e-mail address"), when=partial(_is_of, PARTNER_CONTACT)),
        Field("value", _("Holds"), hint=_("empty: it is not known"), when=lambda values: values["field"] not in own),
    ]

    def submit(form: Form, values: Values) -> None:
        name = values["field"]
        value = values[name if name in own else "value"]

        def deed(work: "Work") -> None:
            from crm.services import cases, partners

            if name == PARTNER_NAME:
                partners.rename(work, case.partner_id or 0, value)
            elif name == PARTNER_CONTACT:
                partners.set_contact(work, case.partner_id or 0, _contact_in(value))
            else:
                cases.set_values(work, case.id, {name: value})

        holds = next((dict(field.options)[value] for field in few if field.name == name), value)
        form.carry_out(deed, lambda _none: place.told(case, f"{words[name].lower()}: {holds or '–'}"))

    place.app.push_screen(Form(_("Correct: {who}").format(who=shown(case.company, 60)), fields, submit))


def _of_few_words(case: "CaseLine") -> list[Field]:
    """The fields of a case that hold one of a few words, each with what it holds now."""
    from crm.spoken import spoken_setting

    nothing = ("", _("not known"))
    settings = [nothing, *((one.value, spoken_setting(one)) for one in Setting)]
    levels = [nothing, *((one.value, one.value) for one in Level)]
    return [
        Field("setting", _("Holds"), case.setting or "", settings, when=partial(_is_of, "setting")),
        Field("level", _("Holds"), case.level or "", levels, when=partial(_is_of, "level")),
    ]


def _is_of(name: str, values: Values) -> bool:
    return values["field"] == name


def _contact_in(text: str) -> "ContactSaid":
    """Whom a line names, with the address in it: "Inge Versteeg inge@zeebank.example"."""
    from crm.services.outside_people import ContactSaid

    words = text.replace("<", " ").replace(">", " ").replace(",", " ").split()
    address = next((word for word in words if "@" in word), None)
    return ContactSaid(" ".join(word for word in words if word != address), address)


def _of_partner() -> dict[str, str]:
    return {PARTNER_NAME: _("Name of the partner"), PARTNER_CONTACT: _("Contact at the partner")}


def _fields() -> dict[str, str]:
    return {name: field_word(name) for name in TYPED}


def ask_case(place: "CaseDeeds") -> None:
    """Asks for a new case: company and question will do."""
    from crm.spoken import spoken_setting

    settings = [(one.value, spoken_setting(one)) for one in Setting]
    fields = [
        Field("company", _("Company"), hint=_("name; one that is known is not made twice")),
        Field("question", _("Question"), hint=_("what they ask, in their own words")),
        Field("wants", _("Wants"), hint=_("what they want in hands at the end")),
        Field("has", _("Has"), hint=_("data, systems, people")),
        Field("municipality", _("Where")),
        Field("website", _("Web page"), hint="https://…"),
        Field("contact", _("Contact"), hint=_("whom the team talks to")),
        Field("email", _("E-mail")),
        Field("wanted", _("When"), hint=_("before the summer, no hurry …")),
        Field("partner", _("Through"), hint=_("who forwarded it")),
        Field("setting", _("Form"), options=[("", _("any")), *settings]),
    ]
    place.app.push_screen(Form(_("New case"), fields, partial(_add, place)))


def _add(place: "CaseDeeds", form: Form, values: Values) -> None:
    from crm.services import cases
    from crm.services.companies import CompanyParts
    from crm.services.outside_people import ContactSaid

    whose = CompanyParts(
        values["company"], website=values["website"], municipality=values["municipality"], mail=values["email"]
    )
    setting = Setting(values["setting"]) if values["setting"] else None
    parts = cases.CaseParts(
        values["question"],
        has=values["has"],
        wants=values["wants"],
        wanted=values["wanted"],
        municipality=values["municipality"],
        setting=setting,
    )
    contact = ContactSaid(values["contact"], values["email"] or None) if values["contact"] else None

    def deed(work: "Work") -> tuple[str, str]:
        case, maybe = cases.add(work, whose, parts, contact=contact, partner=values["partner"] or None)
        return case.code, ", ".join(one.name for one in maybe)

    def said(done: tuple[str, str]) -> None:
        code, maybe = done
        words = _("Case {code} added. ‹u› takes it back.").format(code=code)
        if maybe:
            words += " " + _("It may be a company that is known: {names}.").format(names=shown(maybe, 80))
        place.werkplaats.say(words)

    form.carry_out(deed, said)
