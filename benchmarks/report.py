"""The report over 100,000 contacts and ten years of work, against the bound of five seconds.

python -m benchmarks.report [PEOPLE] [--keep FILE]
"""

import argparse
import json
import time
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection

from benchmarks.screen.contacts import MOMENT, SCHOOLS, Filling
from crm.clock import school_year
from crm.database.engine import open_engine, sqlite_url
from crm.database.opening import open_database
from crm.figures.page import By, report_page
from crm.figures.report import read_report
from crm.unit_of_work import reading
from crm.words import FUNNEL

FIRST, LAST = date(2016, 9, 1), date(2026, 11, 22)
COMPANIES_A_THOUSAND, CASES_A_COMPANY = 20, 2
"""Of the contacts; of each company."""

ANSWERS, GOES_ON, PLACED = 0.35, 0.7, 0.45

_KIND = ("Bakkerij", "Garage", "Fietsenmaker", "Kwekerij", "Drukkerij", "Installatiebedrijf", "Kapsalon", "Brouwerij")
_NAME = ("De Korenmolen", "Amstelzicht", "Het Anker", "Zonneveld", "De Linde", "Waterland", "Van Buren", "Noorderlicht")
_MUNICIPALITY = ("Amsterdam", "Haarlemmermeer", "Zaanstad", "Amstelveen", "Diemen", "Purmerend", "Ouder-Amstel", None)
_SECTOR = ("detailhandel", "horeca", "bouw", "zorg", "techniek", "zakelijke diensten", "cultuur", None)
_SIZE = ("micro", "micro", "small", "small", "medium", "large", None)
_PARTNER = ("Bank aan de Amstel", "Ondernemersfonds Noord", "Gemeente Waterstad", "Winkeliersvereniging De Brink")
_TEMPLATE = ("eerste-koud", "eerste-warm", "herinnering", "informatie", "voorbeelden", "afspraak")
_LEVEL = ("wo", "hbo", "hbo", "mbo")
_SAID = "De studenten keken met frisse ogen en lieten iets achter dat we nog elke dag gebruiken."


class TenYears(Filling):
    """The contacts, a third of them leads with a history, and what came of it."""

    leads_a_hundred = 33

    def __init__(self, connection: Connection, people: int) -> None:
        super().__init__(connection, people)
        self.activities = 0
        self.messages = 0
        self.agreed: list[tuple[int, int, date]] = []

    def fill(self) -> None:
        """Makes everything."""
        super().fill()
        self._targets()
        self._partners()
        for number in range(1, max(self.people * COMPANIES_A_THOUSAND // 1000, 8) + 1):
            self._company(number)
        self._steps_up()
        self.flush()
        self.connection.exec_driver_sql(
            "UPDATE sprint SET institution_id = (SELECT institution_id FROM person WHERE person.id = sprint.person_id)"
        )

    def lead(self, person: int, number: int) -> None:
        """A lead that came so far in the funnel, with mails, calls and answers on the way."""
        lead, day = number + 1, self._day()
        stage = self._activity(lead, "stage", day, to_stage="mapped")
        at, last = 0, day
        while at < 4 and day < LAST and self.random.random() < GOES_ON:
            day += timedelta(days=self.random.randrange(3, 60))
            self._touch(lead, day)
            last = min(day, LAST)
            stage = self._activity(lead, "stage", last, from_stage=FUNNEL[at].value, to_stage=FUNNEL[at + 1].value)
            at += 1
        if at == 4:
            self.agreed.append((lead, person, last))
            self._agreement(lead, last)
        if number % 7 == 0 and lead > 400:
            self.put("introduction", lead_id=lead, via_person_id=person, on=last, by="eva")
        self.put(
            "lead", id=lead, person_id=person, owner="eva", stage=FUNNEL[at].value, stage_activity_id=stage,
            stage_since=last, last_activity_on=last, made_at=MOMENT,
        )  # fmt: skip

    def _touch(self, lead: int, day: date) -> None:
        """We write or call; now and then they answer."""
        kind = self.random.choice(("mail", "mail", "mail", "call", "visit", "message"))
        came = self.random.random() < 0.1
        made = self._activity(lead, kind, day, direction="in" if came else "out")
        if kind == "mail" and not came:
            self.messages += 1
            self.put(
                "message", id=self.messages, lead_id=lead, template=self.random.choice(_TEMPLATE), language="nl",
                subject="Studenten voor een vraag uit de praktijk", message_id=f"<{self.messages}@office.example>",
                basis="relation", attachments=[], state="sent", activity_id=made, sent_on=min(day, LAST), by="eva",
                at=MOMENT,
            )  # fmt: skip
        if self.random.random() < ANSWERS:
            self._activity(lead, "mail", day + timedelta(days=self.random.randrange(1, 12)), direction="in")

    def _activity(self, lead: int, kind: str, on: date, **values: Any) -> int:  # noqa: ANN401 - columns
        self.activities += 1
        blank = {"direction": None, "from_stage": None, "to_stage": None, "note": None}
        self.put(
            "activity", id=self.activities, lead_id=lead, kind=kind, on=min(on, LAST), at=MOMENT, by="eva",
            **(blank | values),
        )  # fmt: skip
        return self.activities

    def _agreement(self, lead: int, on: date) -> None:
        self.put(
            "agreement", lead_id=lead, course_name="Praktijkproject", setting="course", school_year=school_year(on),
            type="adviesrapport", number=2, planning="blok 3", process="wekelijks", supervision="docent",
            agreed_on=on, by="eva", at=MOMENT,
        )  # fmt: skip

    def _targets(self) -> None:
        programmes = self.tables["programme"]
        self.flush()
        self.connection.execute(programmes.update().where(programmes.c.id % 3 == 0).values(target="yes"))

    def _partners(self) -> None:
        for number, name in enumerate(_PARTNER, 1):
            self.put("partner", id=number, name=name, sort_key=name.casefold(), by="eva", at=MOMENT)

    def _company(self, number: int) -> None:
        pick = self.random.choice
        name = f"{pick(_KIND)} {pick(_NAME)} {number}"
        self.put(
            "company", id=number, name=name, sort_key=name.casefold(), municipality=pick(_MUNICIPALITY),
            sector=pick(_SECTOR), size=pick(_SIZE), owner="eva", by="eva", at=MOMENT,
        )  # fmt: skip
        for asked in range(CASES_A_COMPANY):
            self._case(number, number * CASES_A_COMPANY + asked)

    def _case(self, company: int, number: int) -> None:
        received = self._day()
        placed = bool(self.agreed) and self.random.random() < PLACED
        state = "done" if placed else self.random.choice(("new", "fit", "offered", "withdrawn"))
        self.put(
            "company_case", id=number, code=f"C{number}", company_id=company, title="Meer uit onze webwinkel",
            question="Hoe bereiken wij klanten die niet meer in de winkel komen?", state=state, state_since=received,
            state_why="geen tijd" if state == "withdrawn" else None, received_on=received, source="by hand",
            partner_id=self.random.choice((1, 1, 2, 3, 4, None)), owner="eva", by="eva", at=MOMENT,
        )  # fmt: skip
        if placed:
            self._sprint(company, number, received)

    def _sprint(self, company: int, number: int, received: date) -> None:
        lead, person, _on = self.random.choice(self.agreed)
        yes = min(received + timedelta(days=self.random.randrange(4, 80)), LAST)
        self.put(
            "proposal", id=number, code=f"P{number}", case_id=number, lead_id=lead, state="accepted", made_on=received,
            setting="course", sent_on=received, answered_on=yes, by="eva", at=MOMENT,
        )  # fmt: skip
        starts = min(yes + timedelta(days=20), LAST)
        self.put(
            "sprint", id=number, company_id=company, case_id=number, proposal_id=number, lead_id=lead,
            person_id=person, course_name="Praktijkproject", institution_name=f"School {number % SCHOOLS}",
            level=self.random.choice(_LEVEL), setting=self.random.choice(("course", "course", "internship", "minor")),
            school_year=school_year(starts), students=self.random.randrange(3, 7), starts=starts, state="done",
            hours=float(self.random.randrange(4, 30)) if number % 3 else None, source="P", by="eva", at=MOMENT,
        )  # fmt: skip
        for party in ("company", "teacher", "team"):
            self.put(
                "evaluation", sprint_id=number, party=party, question="mark", mark=self.random.randrange(6, 10),
                words=_SAID, may_quote=number % 5 == 0, on=starts, by="eva",
            )  # fmt: skip

    def _steps_up(self) -> None:
        for lead, _person, on in self.agreed[:: max(len(self.agreed) // 400, 1)]:
            self.put(
                "escalation", lead_id=lead, from_rung="teacher", consent="yes", why="moet het vragen", on=on, by="eva",
                to_rung=self.random.choice(("programme_coordinator", "programme_director", "dean")),
                outcome="akkoord" if lead % 2 else None, outcome_on=on if lead % 2 else None, at=MOMENT,
            )  # fmt: skip

    def _day(self) -> date:
        return FIRST + timedelta(days=int((LAST - FIRST).days * self.random.random() ** 0.6))


def make(path: Path, people: int) -> str:
    """A new database in the file `path`; gives its URL."""
    engine = open_database(sqlite_url(path))
    with engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        TenYears(connection, people).fill()
    with engine.connect() as connection:
        connection.exec_driver_sql("ANALYZE")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return sqlite_url(path)


def measure(url: str) -> dict[str, float]:
    """CPU seconds of the figures, and of the page with its plots; and what they were counted over."""
    engine = open_engine(url)
    counted = {}
    with engine.connect() as connection:
        for table in ("person", "lead", "activity", "message", "company_case", "sprint"):
            counted[table] = connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() or 0
    started = time.process_time()
    with reading(engine) as session:
        report = read_report(session, LAST)
    figures = time.process_time()
    page = report_page(report, By("Het kantoor"))
    done = time.process_time()
    with engine.connect() as connection:
        connection.exec_driver_sql('SELECT lead_id, kind, count(*), min("on") FROM activity GROUP BY 1, 2').fetchall()
    plain = time.process_time() - done
    engine.dispose()
    told = {"figures_cpu": figures - started, "page_cpu": done - figures, "page_kb": len(page) / 1000}
    return {**counted, **told, "ratio": (done - started) / plain}


def main(arguments: Sequence[str] | None = None) -> None:
    """The command: the figures as JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("people", nargs="?", type=int, default=100_000)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args(arguments)
    with TemporaryDirectory() as folder:
        print(json.dumps(measure(make(given.keep or Path(folder) / "ten-years.db", given.people))))


if __name__ == "__main__":
    main()
