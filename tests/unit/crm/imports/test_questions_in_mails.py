"""Mails are split into questions, each with its company and who is reached; a mail without one holds none."""

import csv
import tomllib
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from crm.imports.cases.letters import writer_of
from crm.imports.cases.names import organisation_of
from crm.imports.cases.questions import Asked, questions_in
from crm.mail.parsing import read_mail, text_of
from crm.resources import data_path

DATA = Path(__file__).with_name("data")


def letters(name: str) -> list[dict[str, Any]]:
    """The mails of a file, with what is in them."""
    found: list[dict[str, Any]] = tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))["letter"]
    return found


def read(letter: dict[str, Any]) -> list[Asked]:
    """The questions found in a mail, read as it comes in: from its bytes."""
    written = EmailMessage()
    written["From"], written["Subject"] = letter["from"], letter["subject"]
    written["Date"] = "Tue, 17 Nov 2026 10:00:00 +0100"
    if "html" in letter:
        written.set_content(letter["html"], subtype="html")
    else:
        written.set_content(letter["text"].strip("\n"))
    mail = read_mail(written.as_bytes())
    if mail.automatic:
        return []
    assert mail.message is not None
    return questions_in(text_of(mail.message), writer_of(letter["from"]), mail.subject).asked


def wrong(letter: dict[str, Any]) -> Iterator[str]:
    """What is wrong with what was found: missing, too much, or another company, contact or address."""
    left = read(letter)
    for wanted in letter.get("question", []):
        asked = next((one for one in left if all(words in one.question for words in wanted["has"])), None)
        if asked is None:
            yield f"missing {wanted['has']}"
            continue
        left.remove(asked)
        if any(words in asked.question for words in wanted.get("hasnt", [])):
            yield f"too much {asked.question}"
        for what, found in (("company", asked.company), ("contact", asked.reach.name), ("email", asked.reach.email)):
            if what in wanted and found != wanted[what]:
                yield f"{what} {found} for {wanted[what]}"
    yield from (f"extra {one.question}" for one in left)


@pytest.mark.parametrize("letter", letters("letters"), ids=lambda letter: letter["style"])
def test_a_mail_is_split_into_its_questions(letter: dict[str, Any]) -> None:
    assert list(wrong(letter)) == []


@pytest.mark.parametrize(("name", "many"), [("more_letters", 19), ("third_letters", 20), ("fourth_letters", 10)])
def test_mails_in_other_styles_are_split_as_well_as_measured(name: str, many: int) -> None:
    """At first sight, before any rule was changed for them: 5 of the third set's 20, 6 of the fourth's 10."""
    held = letters(name)
    faults = {letter["style"]: found for letter in held if (found := list(wrong(letter)))}
    assert not faults
    assert len(held) == many


def test_the_banks_twenty_are_the_same_in_its_mail_and_in_its_sheet() -> None:
    folder = data_path("demo/cases")
    head, _gap, text = (folder / "vragen-zeebank.eml").read_text(encoding="utf-8").partition("\n\n")
    found = questions_in(text, writer_of(head.partition("\n")[0].removeprefix("From: ")), "Vragen van ondernemers")
    sheet = (folder / "vragen-zeebank.csv").read_text(encoding="utf-8").splitlines()
    rows = list(csv.reader(sheet[1:], delimiter=";"))
    assert len(rows) == 20
    assert [
        [one.company, one.reach.place, one.reach.name, one.reach.email, one.reach.phone, one.question, "Zeebank"]
        for one in found.asked
    ] == rows
    assert found.organisation == "Zeebank"


@pytest.mark.parametrize(
    ("text", "email", "name"),
    [
        ("Accountmanager MKB Zeebank", "i@zeebank.example", "Zeebank"),
        ("Zeebank Accountmanager", "i@zeebank.example", "Zeebank"),
        ("Klantadviseur Zakelijk Zeebank Noord", "i@zeebank.example", "Zeebank Noord"),
        ("Voorzitter Ondernemerskring Zeestad", "i@kring.example", "Ondernemerskring Zeestad"),
        ("Bedrijfscontactfunctionaris Gemeente Zeestad", "", "Gemeente Zeestad"),
        ("Inge, relatiebeheerder bij de Zeebank", "", "Zeebank"),
        ("Head of Partnerships, North Bank", "", "North Bank"),
        ("Accountmanager mkb", "", ""),
        ("Senior Business Advisor", "i@zeebank.example", ""),
        ("MKB Nederzee", "", "MKB Nederzee"),
        ("Drukkerij Manager & Zn", "", "Drukkerij Manager & Zn"),
        ("Adviseurs aan Zee", "i@adviseursaanzee.example", "Adviseurs aan Zee"),
    ],
)
def test_a_function_is_no_part_of_the_name_of_an_organisation(text: str, email: str, name: str) -> None:
    assert organisation_of(text, email) == name


def test_any_text_is_read_without_an_error() -> None:
    for text in (
        "",
        "\n\n\n",
        "1.",
        "- \n- ",
        "Van: \nAan: ",
        "?" * 500,
        "a: b\n" * 300,
        "A. " * 6_600,
        "\t\t\t\nVraag\tBedrijf\n\t",
        "Bedrijf | Vraag\n|\n",
        "A\n---\nB\n---\nC",
        f"a{' ' * 19_000}b",
        "a." * 10_000,
        "(a@b.example)" * 500,
    ):
        assert all(one.question for one in questions_in(text).asked)
