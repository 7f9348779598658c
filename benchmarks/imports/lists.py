"""Invented files: lists of contacts and LinkedIn archives, the same for the same seed."""

import csv
import random
import zipfile
from datetime import date, timedelta
from io import TextIOWrapper
from pathlib import Path

_STARTS = (
    "Bak",
    "Ber",
    "Dek",
    "Har",
    "Jan",
    "Kui",
    "Mei",
    "Oud",
    "Pee",
    "Sma",
    "Ver",
    "Vis",
    "Wol",
    "Zee",
    "Kos",
    "Lin",
)
_ENDS = ("ker", "ink", "sma", "stra", "mans", "hof", "veld", "kamp", "huis", "dijk", "berg", "laar", "ing", "sen")
_PREFIXES = ("", "", "", "", "de", "van", "van der", "van den", "ter", "in 't")
_GIVEN = (
    "Jan",
    "Anna",
    "Piet",
    "Sanne",
    "Bram",
    "Lotte",
    "Daan",
    "Karin",
    "Youssef",
    "Fatima",
    "Tom",
    "Eva",
    "Sven",
    "Mila",
)
_SCHOOLS = tuple(
    f"Hogeschool {name}" for name in ("Zeeland", "Aan Zee", "Duinrand", "Poldermeer", "Heuvelrug", "Waddenkust")
)
_ROLES = ("docent", "hogeschooldocent", "opleidingsmanager", "stagecoördinator", "teamleider", "")
_UNITS = ("Faculteit ICT", "Faculteit Economie", "Academie voor Design", "")
MESSAGE_COLUMNS = (
    *("CONVERSATION ID", "CONVERSATION TITLE", "FROM", "SENDER PROFILE URL", "TO", "RECIPIENT PROFILE URLS", "DATE"),
    *("SUBJECT", "CONTENT", "FOLDER", "ATTACHMENTS", "IS MESSAGE DRAFT"),
)
HEADER = ("Voornaam", "Tussenvoegsel", "Achternaam", "E-mail", "Telefoon", "School", "Afdeling", "Functie")


def contacts(path: Path, rows: int, *, doubles: float = 0.15, seed: int = 1) -> None:
    """Writes a list of `rows` contacts of which `doubles` come twice, the second time with a part of what was known."""
    draw = random.Random(seed)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEADER)
        earlier: list[list[str]] = []
        for number in range(rows):
            if earlier and draw.random() < doubles:
                row = [*draw.choice(earlier)]
                row[draw.choice((4, 6, 7))] = ""
            else:
                row = _contact(draw, number)
                earlier.append(row)
            writer.writerow(row)


def _contact(draw: random.Random, number: int) -> list[str]:
    given, surname = (
        draw.choice(_GIVEN),
        draw.choice(_STARTS) + draw.choice(_ENDS) + draw.choice(("", "s", "er", "o", "a")),
    )
    school = draw.randrange(len(_SCHOOLS))
    email = f"{given[0]}.{surname}{number}@school{school}.example".lower() if draw.random() < 0.8 else ""
    phone = f"020-{draw.randrange(1_000_000, 9_999_999)}" if draw.random() < 0.4 else ""
    prefix = draw.choice(_PREFIXES)
    return [given, prefix, surname, email, phone, _SCHOOLS[school], draw.choice(_UNITS), draw.choice(_ROLES)]


def archive(path: Path, connections: int, messages: int, *, at: str = "Hogeschool aan Zee", seed: int = 2) -> None:
    """Writes an archive with so many connections, one in ten of them at the school `at`, and so many messages."""
    draw = random.Random(seed)
    me = "https://www.linkedin.com/in/marlies-mol"
    people = []
    for number in range(connections):
        given, surname = draw.choice(_GIVEN), draw.choice(_STARTS) + draw.choice(_ENDS)
        people.append((given, surname, f"https://www.linkedin.com/in/{given}-{surname}-{number}".lower()))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as held:
        with held.open("Connections.csv", "w") as raw, TextIOWrapper(raw, "utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On"))
            for number, (given, surname, url) in enumerate(people):
                company = at if number % 10 == 0 else f"Bedrijf {number % 4_000}"
                since = date(2012, 1, 1) + timedelta(days=draw.randrange(5_000))
                writer.writerow((given, surname, url, "", company, draw.choice(_ROLES), f"{since:%d %b %Y}"))
        with held.open("messages.csv", "w") as raw, TextIOWrapper(raw, "utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(MESSAGE_COLUMNS)
            for number in range(messages):
                given, surname, url = draw.choice(people)
                ends = [("Marlies Mol", me), (f"{given} {surname}", url)]
                draw.shuffle(ends)
                day = date(2015, 1, 1) + timedelta(days=draw.randrange(4_000))
                words = f"Dag {given}, " + "zullen we iets afspreken over de opdracht? " * draw.randrange(1, 8)
                writer.writerow(
                    (number % 9_000, "", *ends[0], *ends[1], f"{day} 09:41:53 UTC", "", words, "INBOX", "", "No")
                )
        held.writestr("Profile.csv", "First Name,Last Name\nMarlies,Mol\n")
