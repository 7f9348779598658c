"""Mails are split into questions, each with its company and who is reached; a mail without one holds none."""

import csv
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from crm.imports.cases.letters import writer_of
from crm.imports.cases.questions import Asked, questions_in
from crm.resources import data_path

DATA = Path(__file__).with_name("data")


def letters(name: str) -> list[dict[str, Any]]:
    """The mails of a file, with what is in them."""
    found: list[dict[str, Any]] = tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))["letter"]
    return found


def read(letter: dict[str, Any]) -> list[Asked]:
    """The questions found in a mail."""
    return questions_in(letter["text"].strip("\n"), writer_of(letter["from"]), letter["subject"]).asked


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


def test_mails_in_other_styles_are_split_as_well_as_measured() -> None:
    counted = Counter(len(list(wrong(letter))) for letter in letters("more_letters"))
    assert counted[0] == 19, counted
    assert sum(counted.values()) == 19


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
    ):
        assert all(one.question for one in questions_in(text).asked)
