"""The roads by which somebody gets into an office, one after the other, and those by which they might come back."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from benchmarks.erasure.files import FILES, take_all, written
from benchmarks.erasure.office import CommandError, Office
from benchmarks.erasure.site import EMAIL, NAME, PHONE, pages
from crm.clock import SystemClock
from crm.errors import UndoError
from crm.services import drafts, logbook, merges, saved_lists
from crm.services.journal import undo
from crm.unit_of_work import Work
from crm.words import ActivityKind, Direction

_COLLEAGUE = "SELECT lead.id FROM lead JOIN person ON person.id = person_id WHERE name = 'Pim Bakkenes'"
_CASE = "SELECT company_case.id FROM company_case JOIN company ON company.id = company_id WHERE company.name = '{}'"


def came_in(office: Office) -> int:
    """Lets her come in by every road, and gives her number."""
    files = written(office.folder / "files")
    office.crawl()
    take_all(office.give, files, FILES[:-2])
    office.give("import", "contacts", files / "zonder kop.csv", "--map", "1=name,2=email,3=phone")
    person = office.person()
    lead = _worked(office, person, files)
    _spoken_of_elsewhere(office, person)
    _businesses(office, lead)
    _lists(office, files)
    take_all(office.give, files, FILES[-2:])
    return person


def _worked(office: Office, person: int, files: Path) -> int:
    give, today = office.give, SystemClock().today()
    give("lead", "add", person, codes={0, 1})  # her mail may have made her one
    lead = office.number(f"SELECT id FROM lead WHERE person_id = {person}")
    give("lead", "advance", lead, "--to", "warm", "--note", f"warm via {NAME}", codes={0, 1})
    give("lead", "log", lead, "--kind", "call", "--note", f"{NAME} gebeld op {PHONE}")
    give("lead", "next", lead, "--on", today + timedelta(days=7), "--what", f"{NAME} bellen")
    give("draft", lead, "--template", "first_cold", "--output", files / "eerste.eml")
    give(
        "lead",
        "example",
        lead,
        "--text",
        f"Dashboards, door de klas van {NAME}",
        "--helps",
        "een bakker ziet zijn omzet",
    )
    give("lead", "advance", lead, "--to", "informed", "--note", "x")
    parts = {"type": "prototype", "number": 2, "planning": "blok 3", "process": "intake", "supervision": "wekelijks"}
    give(
        "lead",
        "agree",
        lead,
        *(word for name, value in parts.items() for word in (f"--{name}", value)),
        "--contact",
        NAME,
    )
    give("lead", "scout", lead, "--by", today + timedelta(days=9), "--whom", f"collega's van {NAME}")
    give("lead", "escalate", lead, "--to", "programme_director", "--why", f"{NAME} wil ruimte in het programma")
    other = office.person("Pim Bakkenes")
    give("lead", "via", lead, other, "--words", f"{NAME} noemde Pim")

    def pasted(work: Work) -> None:
        text = f"gebeld met {NAME} ({EMAIL}), stuurt volgende week voorbeelden"
        entry = logbook.Entry(ActivityKind.CALL, Direction.OUT, text, work.clock.today(), named="Zara Zeilmaker")
        logbook.write(work, person, entry)

    office.work(pasted)
    office.work(lambda work: drafts.keep(work, f"lead:{lead}:log", f"Nog bellen: {NAME}"))
    return lead


def _spoken_of_elsewhere(office: Office, person: int) -> None:
    give = office.give
    other = office.number(_COLLEAGUE)
    give(
        "lead",
        "log",
        other,
        "--kind",
        "note",
        "--note",
        f"Werkt met {NAME}, Z. van ’t Wierinck en Wierinck, Z. van 't; {EMAIL}",
    )
    give("lead", "next", other, "--on", SystemClock().today() + timedelta(days=2), "--what", f"vragen naar {NAME}")
    give("set", "person", person, f"phone={PHONE}")
    office.work(lambda work: drafts.keep(work, f"lead:{other}:log", f"{NAME} zei ja"))
    office.work(lambda work: saved_lists.keep(work, f"Rond {NAME}", '"zwaantje van t wierinck"'))
    give("privacy", "basis", person, "consent", "--evidence", f"mail van {NAME}")
    twin = int(
        give("person", "add", "Z.M. van 't Wierinck", "--email", "zm@haz.example", "--at", "Hogeschool aan Zee")[
            "person"
        ]["id"]
    )
    office.work(lambda work: merges.merge(work, person, twin))


def _businesses(office: Office, lead: int) -> None:
    give, today = office.give, SystemClock().today()
    case = office.number(_CASE.format("Bakkerij Korenmolen"))
    give(
        "company",
        "log",
        office.number("SELECT id FROM company WHERE name = 'Bakkerij Korenmolen'"),
        "--kind",
        "call",
        "--note",
        f"over {NAME}",
    )
    give("case", "fit", case)
    proposal = give("propose", case, lead, "--note", f"past bij {NAME}", "--told", "call")["proposal"]
    give("proposal", "answer", proposal["id"], "accepted", "--note", f"{NAME}: graag")
    started = give(
        "sprint", "start", proposal["id"], "--starts", today - timedelta(days=9), "--ends", today + timedelta(days=60),
        "--students", 4, "--team", f"Team {NAME}",
    )  # fmt: skip
    sprint = office.number("SELECT max(id) FROM sprint")
    assert started
    give("sprint", "evaluate", sprint, "--party", "teacher", "--question", "again", "--words", f"{NAME}: graag weer")
    second = office.number(_CASE.format("Slagerij Meeuw"))
    give("case", "fit", second)
    give("propose", second, lead, "--note", "in de digest")
    give("digest", "--lead", lead, "--words-only", "--output", office.folder / "files" / "digest.eml", codes={0, 1, 3})


def _lists(office: Office, files: Path) -> None:
    for kind in ("csv", "listmonk"):
        office.give(
            "export", "--format", kind, "--output", files / f"lijst.{kind}", "--campaign", f"Nieuwsbrief {NAME}",
            "--query", EMAIL, "--basis", "consent,none", "--reason", f"gevraagd door {NAME}",
        )  # fmt: skip
    office.give("calendar", files / "agenda.ics")
    office.give("search", NAME)


def named_alone(office: Office) -> None:
    """Lets texts be written in which only her surname or first name stands."""
    for note in ("Mevrouw Van 't Wierinck is ziek", "Zwaantje komt mee"):
        office.give("lead", "log", office.number(_COLLEAGUE), "--kind", "note", "--note", note)
    office.work(lambda work: saved_lists.keep(work, "Zij", "wierinck"))


def erased(office: Office, person: int) -> list[Any]:
    """Erases her, and then whoever the command says may be the same person. Gives what it answered."""
    dry = office.give("privacy", "erase", person, "--dry-run")
    answers = [dry, office.give("privacy", "erase", person, "--yes", "--alone", "all")]
    same = [each["id"] for each in dry["perhaps_the_same"]]
    return [*answers, *(office.give("privacy", "erase", each, "--yes", "--alone", "all") for each in same)]


def comes_back(office: Office, way: str) -> None:
    """One of the roads by which she might come back."""
    files = office.folder / "files"
    if way == "crawl":
        office.site.pages = pages("Gewijzigd.")
        office.crawl()
    elif way == "imports":
        take_all(lambda *words: office.give(*words, codes={0, 1, 2, 3}), files)
    elif way == "undo":
        for _again in range(60):
            try:
                office.work(undo)
            except UndoError:
                break
    elif way == "restore":
        office.give("database", "restore", office.folder / "copy.db", "--yes")
    else:
        raise CommandError(way)
