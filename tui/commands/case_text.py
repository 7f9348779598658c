"""Cases and companies as the command line prints them."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from crm.language import _, ngettext
from tui.commands import output

if TYPE_CHECKING:
    from crm.imports.cases.rows import CaseRow
    from crm.imports.plan import Plan
    from crm.views.cases import CaseLine, CompanyEvent
    from tui.commands.invocation import Invocation


def print_case(line: "CaseLine", events: Sequence["CompanyEvent"], today: date) -> None:
    """A case on a screenful."""
    from crm.services.cases import state_word
    from crm.spoken import spoken_day, spoken_setting, spoken_source

    waits = line.waits(today)
    since = ngettext("waits {n} day", "waits {n} days", waits).format(n=waits) if line.is_open else ""
    output.say(" · ".join(part for part in (line.code, line.title, state_word(line.state), since) if part))
    output.say(line.question)
    told: list[tuple[str, str | None]] = [
        (_("Company"), " · ".join(part for part in (line.company, line.sector, line.municipality) if part)),
        (_("Contact"), " · ".join(part for part in (line.contact, line.email, line.phone) if part)),
        (_("Has"), line.has),
        (_("Wants"), line.wants),
        (_("Effort"), line.effort),
        (_("When"), line.wanted or (spoken_day(line.wanted_by, today) if line.wanted_by is not None else None)),
        (_("Can begin"), spoken_day(line.wanted_from, today) if line.wanted_from and not line.wanted else None),
        (_("Form"), spoken_setting(line.setting) if line.setting is not None else None),
        (_("Level"), line.level.value if line.level is not None else None),
        (_("Through"), line.partner),
        (_("Came in"), f"{spoken_day(line.received_on, today)} ({spoken_source(line.source)})"),
        (_("Reason"), line.state_why),
    ]
    output.table(("", ""), [(name, value) for name, value in told if value])
    print_events(events, today)


def print_events(events: Sequence["CompanyEvent"], today: date) -> None:
    """What happened, newest first."""
    from crm.spoken import spoken_day

    output.table(
        (_("Day"), _("What"), _("Case"), _("Note"), _("By")),
        [(spoken_day(one.on, today), event_word(one), one.code, one.note, one.by) for one in events],
    )


def event_word(event: "CompanyEvent") -> str:
    """What happened, in a word or two."""
    from crm.services.cases import state_word
    from tui.wording import activity_word

    return activity_word(event.kind) if event.to_state is None else f"→ {state_word(event.to_state)}"


def print_company(document: dict[str, Any], events: Sequence["CompanyEvent"], today: date) -> None:
    """A company with its people, cases and timeline."""
    from crm.case_words import CaseState
    from crm.services.cases import state_word
    from crm.spoken import spoken_day

    known = (document[name] for name in ("name", "municipality", "sector", "register_number", "website"))
    output.say(" · ".join(part for part in known if part))
    if document["next"]:
        output.say(_("Next: {what}, {day}").format(what=document["next"]["what"], day=document["next"]["on"]))
    people = [(one["id"], one["name"], one["words"], one["email"], one["phone"]) for one in document["contacts"]]
    output.table((_("Person"), _("Name"), _("Function"), _("E-mail"), _("Phone")), people)
    cases = [
        (
            one["code"],
            one["title"],
            state_word(CaseState(one["state"])),
            spoken_day(date.fromisoformat(one["received_on"]), today),
        )
        for one in document["case_list"]
    ]
    output.table((_("Code"), _("Case"), _("State"), _("Came in")), cases)
    for one in document["recognitions"]:
        said = _("SBB recognises it for {crebo}") if one["recognised"] else _("SBB does not recognise it for {crebo}")
        output.say(said.format(crebo=one["crebo"]))
    print_events(events, today)


def print_brought(plan: "Plan") -> None:
    """What a file of cases brings, question by question."""
    from crm.imports.cases.importing import CasesPlan
    from crm.imports.plan import outcome_word
    from crm.text import clean

    assert isinstance(plan, CasesPlan)
    rows = [
        (
            row.line.line,
            outcome_word(row.line.outcome),
            row.company.name,
            ", ".join(part for part in _reached(row) if part),
            clean(row.case.question, 160),
        )
        for row in plan.rows
    ]
    output.table((_("Line"), "", _("Company"), _("Contact"), _("Question")), rows)
    for row in plan.rows:
        if row.line.reason:
            output.tell(_("line {line}: {reason}.").format(line=row.line.line, reason=row.line.reason))
    partner = next((row.partner or row.partner_mail for row in plan.rows if row.partner or row.partner_mail), "")
    if partner:
        output.say(_("Through: {name}").format(name=partner))
    if plan.receipts:
        said = ngettext("{n} receipt drafted", "{n} receipts drafted", len(plan.receipts)).format(n=len(plan.receipts))
        output.say(f"{said}: {_('`werkplaats case receipts` lists them.')}")


def _reached(row: "CaseRow") -> tuple[str | None, ...]:
    if row.contact is None:
        return (row.mail,)
    return (row.contact.name, row.contact.email, row.contact.phone)


def brought_json(run: "Invocation", plan: "Plan") -> dict[str, Any]:
    """What a file of cases brings, for the document of the import: `cases`, and `receipts` that were drafted."""
    from crm.imports.cases.importing import CasesPlan
    from crm.views.cases import one_case

    assert isinstance(plan, CasesPlan)
    found: list[dict[str, Any]] = []
    with run.reading() as session:
        for row in plan.rows:
            number = row.made or row.known
            case = one_case(session, number) if number is not None else None
            name, email, phone = (*_reached(row), None, None)[:3] if row.contact else (None, row.mail or None, None)
            found.append(
                {
                    "line": row.line.line,
                    "outcome": row.line.outcome.value,
                    "company": row.company.name,
                    "question": row.case.question,
                    "contact": {"name": name, "email": email, "phone": phone},
                    "partner": row.partner or None,
                    "may_be": list(row.maybe),
                    "id": number,
                    "code": None if case is None else case.code,
                    "title": None if case is None else case.title,
                    "state": None if case is None else case.state.value,
                }
            )
    return {"cases": found, "receipts": plan.receipts}
