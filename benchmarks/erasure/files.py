"""The files by which somebody comes in: address books, a LinkedIn archive, mail, cases, sprints, answers."""

import zipfile
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from benchmarks.erasure.site import EMAIL, NAME, PHONE, PROFILE

OURS = "bureau@zeewind.example"
ME = "https://www.linkedin.com/in/marlies-mol"

CONTACTS = (
    f"naam;e-mail;telefoon;school;functie\n{NAME};{EMAIL};{PHONE};Hogeschool aan Zee;docent\n"
    f"Z. van 't Wierinck;zwaantje@thuis.example;;Hogeschool aan Zee;docent\n;{EMAIL};;Hogeschool aan Zee;\n"
)
VCARD = (
    "BEGIN:VCARD\nVERSION:3.0\nN:van 't Wierinck;Zwaantje;;;\nFN:Zwaantje van 't Wierinck\n"
    f"EMAIL:{EMAIL}\nTEL:{PHONE}\nORG:Hogeschool aan Zee\nURL:{PROFILE}\nEND:VCARD\n"
)
CONNECTIONS = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    f"Zwaantje,van 't Wierinck,{PROFILE},{EMAIL},Hogeschool aan Zee,Docent HBO-ICT,14 Mar 2024\n"
)
MESSAGES = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER\n"
    f"1,,{NAME},{PROFILE},Marlies Mol,{ME},2024-03-16 10:00:00 UTC,,antwoord,INBOX\n"
    f"1,,Marlies Mol,{ME},{NAME},{PROFILE},2024-03-15 10:00:00 UTC,,vraag,INBOX\n"
)
IMPORTED = (
    "FirstName,MiddleName,LastName,Companies,Title,Emails,PhoneNumbers\n"
    f"Zwaantje,,van 't Wierinck,Hogeschool aan Zee,Docent,{EMAIL} zwaantje@thuis.example,{PHONE}\n"
)
PROFILE_CSV = "First Name,Last Name\nMarlies,Mol\n"
CASES = (
    "Bedrijf;Contactpersoon;E-mail;Telefoon;Vraag;Via\n"
    f"Bakkerij Korenmolen;Jan Bakkers;jan@korenmolen.example;;{NAME} raadt aan: hoe verkopen we online?;Zeebank\n"
    f"{NAME} Advies;{NAME};{EMAIL};{PHONE};Hoe houden we onze planning digitaal bij?;Zeebank\n"
)
SPRINTS = (
    "Bedrijf;Vak;Docent;School;Schooljaar;Aantal studenten;Resultaat;Niveau;Gemeente;Branche\n"
    f"Garage Zuid;Databases;{NAME};Hogeschool aan Zee;2024-2025;5;een dashboard, door {NAME};hbo;Zeestad;handel\n"
    f"Kapsalon Krul;Databases;Z. van 't Wierinck;Hogeschool aan Zee;2025-2026;4;een webwinkel;hbo;Zeestad;diensten\n"
)


def mail(
    sender: str, to: str, subject: str, body: str, number: str, at: datetime | None = None, **headers: str
) -> EmailMessage:
    """A mail; `number` makes its id."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, to, subject
    made["Date"] = format_datetime(at or datetime.now(UTC))
    made["Message-ID"] = f"<{number}@mail.example>"
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content(body)
    return made


def written(folder: Path) -> Path:
    """Writes all files in `folder`, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = {
        "contacten.csv": CONTACTS,
        f"lijst van {NAME}.vcf": VCARD,
        "zonder kop.csv": f"{NAME};{EMAIL};{PHONE}\nPiet Zeeman;piet@haz.example;\n",
        "vragen.csv": CASES,
        "sprints.csv": SPRINTS,
        "bounce.csv": f"email,event\n{EMAIL},bounced\n",
        "afmeldingen.csv": f"email,event\n{EMAIL},unsubscribed\n",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    with zipfile.ZipFile(folder / "linkedin.zip", "w") as archive:
        for name, text in (
            ("Connections.csv", CONNECTIONS),
            ("messages.csv", MESSAGES),
            ("ImportedContacts.csv", IMPORTED),
            ("Profile.csv", PROFILE_CSV),
        ):
            archive.writestr(name, text)
    question = (
        f"Beste Marlies,\n\nHierbij de vragen.\n\n1. Fietsen Noord - {NAME}, {EMAIL}\n   Hoe plannen we reparaties?\n"
        "2. Slagerij Meeuw - Jan Meeuw, jan@meeuw.example\n"
        f"   Hoe bestellen klanten zelf? Vraag {NAME} wat haar studenten maakten.\n\nGroet,\nInge Versteeg\nZeebank"
    )
    mails = {
        "vragen.eml": mail("Inge Versteeg <i.versteeg@zeebank.example>", OURS, "vragen", question, "vragen"),
        "post/antwoord.eml": mail(f"{NAME} <{EMAIL}>", OURS, f"Re: hallo {NAME}", "Leuk, bel na 8 januari.", "z1"),
        "post/anders.eml": mail("p.bakkenes@haz.example", OURS, f"Re: vraag {NAME}", "Dat kan.", "p1"),
        "post/forged.eml": mail(
            f"{NAME} <{EMAIL}>", OURS, "Re: hallo Zwaantje van 't Wierinck", "Ja.", "z2",
            Authentication_Results="mx; dmarc=fail",
        ),
    }  # fmt: skip
    for name, made in mails.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(made.as_bytes())
    _box(
        folder / "post.mbox", mails["post/antwoord.eml"], mail(f"{NAME} <{EMAIL}>", OURS, "Nog iets", "Tot dan.", "z3")
    )
    return folder


def _box(path: Path, *mails: EmailMessage) -> None:
    path.write_bytes(b"".join(b"From x Mon Nov 23 10:00:00 2026\n" + each.as_bytes() + b"\n" for each in mails))


Take = Callable[..., object]


FILES = (
    ("contacts", "contacten.csv"),
    ("contacts", f"lijst van {NAME}.vcf"),
    ("linkedin", "linkedin.zip"),
    ("mail", "post"),
    ("mail", "post.mbox"),
    ("cases", "vragen.csv"),
    ("cases", "vragen.eml"),
    ("sprints", "sprints.csv"),
    ("answers", "bounce.csv"),
    ("answers", "afmeldingen.csv"),
)
"""What `import` takes, and the file."""


def take_all(take: Take, folder: Path, files: Iterable[tuple[str, str]] = FILES) -> None:
    """Every import, with the command `take`."""
    for kind, name in files:
        take("import", kind, folder / name)
