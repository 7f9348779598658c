"""What an export of many contacts costs in CPU, the database included, beside plain writing of the same rows.

python -m benchmarks.exports [PEOPLE] [TURNS]

The baselines write rows that are in memory already: the csv module with a guard against formulas, xlsxwriter in its
constant memory mode, and vCards put together by hand. The last is shown once more with the same rows read from the
database by a plain select, since reading them alone takes longer than writing cards. All in one process, the two sides
of a ratio in turn; memory is that of a process that does one export and nothing else.
"""

import csv
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import median

import xlsxwriter
from sqlalchemy import Engine, text

from benchmarks.screen.contacts import make
from crm import names
from crm.database.engine import open_engine
from crm.exports import ExportFormat, export
from crm.unit_of_work import unit_of_work

SEED = 20261128
_SYLLABLES = [
    "ba",
    "de",
    "ko",
    "li",
    "mu",
    "ra",
    "ste",
    "vo",
    "wi",
    "ze",
    "har",
    "jan",
    "mer",
    "kes",
    "tor",
    "bos",
    "hui",
    "lan",
]
_SIGNS = "=+-@\t\r\n＝＋－＠"


def database(folder: Path, people: int) -> Engine:
    """So many people who may be mailed, nearly all with a name of their own."""
    engine = open_engine(make(folder / "contacts.db", people))
    chance = random.Random(SEED)
    with engine.begin() as connection:
        renamed = []
        for person, name in connection.execute(text("SELECT id, name FROM person")).all():
            first, *between, _last = name.split(" ")
            surname = "".join(chance.choice(_SYLLABLES) for _ in range(3)).capitalize()
            new = " ".join([first, *between, surname])
            parts = names.parse(new)
            assert parts is not None
            renamed.append({"id": person, "name": new, "key": parts.sort_key})
        connection.execute(text("UPDATE person SET name = :name, sort_key = :key WHERE id = :id"), renamed)
        connection.execute(
            text(
                'INSERT INTO contact_basis (person_id, channel, basis, evidence, objected, "by", "on")'
                " SELECT id, 'email', 'consent', 'mail', 0, 'noor', '2026-11-01' FROM person"
            )
        )
    return engine


def by_csv(rows: Sequence[Sequence[str]], path: Path) -> None:
    """The csv module with a formula guard."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        for row in rows:
            writer.writerow([f"'{cell}" if cell[:1] and cell[0] in _SIGNS else cell for cell in row])


def by_xlsxwriter(rows: Sequence[Sequence[str]], path: Path) -> None:
    """xlsxwriter's constant memory mode, every cell a text."""
    book = xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            sheet.write_string(number, column, cell)
    book.close()


def by_hand(rows: Sequence[Sequence[str]], path: Path) -> None:
    """vCards line by line, escaped and folded."""
    with path.open("w", encoding="utf-8", newline="") as file:
        for row in rows:
            name, titles, given, prefix, surname, email, school, role, courses = row[:9]
            lines = [
                "BEGIN:VCARD",
                "VERSION:3.0",
                f"N:{_escaped(f'{prefix} {surname}'.strip())};{_escaped(given)};;{_escaped(titles)};",
                f"FN:{_escaped(name)}",
                f"SORT-STRING:{_escaped(surname)}",
                f"EMAIL;TYPE=INTERNET,PREF:{_escaped(email)}",
                f"ORG:{_escaped(school)}",
                f"TITLE:{_escaped(role)}",
                f"URL:{row[11]}",
                f"NOTE:{_escaped(courses)}",
                "END:VCARD",
            ]
            file.write("".join(f"{_folded(line)}\r\n" for line in lines))


def read_by_hand(engine: Engine) -> list[list[str]]:
    """The rows that cards need, by one select; names cut at their spaces."""
    select = text(
        "SELECT person.name, person.titles, person.email, institution.name, role.kind, course.name, person.url"
        " FROM person JOIN institution ON institution.id = person.institution_id"
        " JOIN role ON role.person_id = person.id JOIN course ON course.id = role.of_id"
        " JOIN contact_basis ON contact_basis.person_id = person.id AND contact_basis.channel = 'email'"
        " LEFT JOIN lead ON lead.person_id = person.id"
        " ORDER BY person.sort_key"
    )
    rows = []
    with engine.connect() as connection:
        for name, titles, email, school, role, course, url in connection.execute(select):
            given, *between, surname = name.split(" ")
            cells = [name, titles or "", given, " ".join(between), surname, email, school, role, course]
            rows.append([*cells, "", "", url])
    return rows


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> str:
    if len(line.encode()) <= 75:
        return line
    pieces, piece, size = [], "", 0
    for sign in line:
        if size + len(sign.encode()) > 74:
            pieces.append(piece)
            piece, size = "", 0
        piece += sign
        size += len(sign.encode())
    return "\r\n ".join([*pieces, piece])


def _cpu(do: Callable[[], object]) -> float:
    before = time.process_time()
    do()
    return time.process_time() - before


def _memory(folder: Path, kind: ExportFormat) -> float:
    """MiB that a process has at its peak that does one export (what `getrusage` tells begins with its parent's)."""
    code = (
        "import sys; from pathlib import Path; from crm.database.engine import open_engine, sqlite_url;"
        "from crm.exports import ExportFormat, export; from crm.unit_of_work import unit_of_work\n"
        "with unit_of_work(open_engine(sqlite_url(Path(sys.argv[1]))), by='noor') as work:\n"
        "    export(work, format=ExportFormat(sys.argv[2]), path=Path(sys.argv[3]))\n"
        "print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    )
    command = [sys.executable, "-c", code, str(folder / "contacts.db"), kind.value, str(folder / "memory")]
    kib = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    return float(kib) / 1024


def measure(people: int = 100_000, turns: int = 3) -> dict[str, float]:
    """Medians of so many turns: each format's seconds, its ratio to the baseline, and its memory in MiB."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        engine = database(folder, people)
        figures: dict[str, float] = {}

        def ours(kind: ExportFormat) -> None:
            with unit_of_work(engine, by="noor") as work:
                export(work, format=kind, path=folder / f"ours.{kind}")

        ours(ExportFormat.CSV)
        for kind in (ExportFormat.CSV, ExportFormat.EXCEL, ExportFormat.VCARD):
            figures[f"{kind}_mib"] = _memory(folder, kind)
        with (folder / "ours.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file, delimiter=";"))[1:]
        pairs = (
            (ExportFormat.CSV, by_csv),
            (ExportFormat.EXCEL, by_xlsxwriter),
            (ExportFormat.VCARD, by_hand),
        )
        for kind, plain in pairs:
            seconds, plainly = [], []
            for _turn in range(turns):
                plainly.append(_cpu(partial(plain, rows, folder / "plain")))
                with engine.begin() as connection:
                    connection.execute(text("DELETE FROM export_run"))
                seconds.append(_cpu(partial(ours, kind)))
            figures[f"{kind}_seconds"] = median(seconds)
            figures[f"{kind}_plain_seconds"] = median(plainly)
            figures[f"{kind}_ratio"] = median(seconds) / median(plainly)
        plainly = [_cpu(lambda: by_hand(read_by_hand(engine), folder / "plain")) for _turn in range(turns)]
        figures["vcard_read_ratio"] = figures["vcard_seconds"] / median(plainly)
        engine.dispose()
    return figures


if __name__ == "__main__":
    print(json.dumps(measure(*(int(given) for given in sys.argv[1:])), indent=1))
