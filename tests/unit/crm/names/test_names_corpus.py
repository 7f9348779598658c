"""The share of labelled names that is read right: of our rounds, and of a list where it lies beside the checkout."""

import json
from pathlib import Path

import pytest

from crm.names import PersonName, parse_people

CORPUS = Path(__file__).parents[4].parent / "shared" / "language" / "names.jsonl"
FIELDS = ("initials", "call_name", "prefix", "surname", "sort", "formal")


@pytest.mark.skipif(not CORPUS.exists(), reason="the labelled names are not beside this checkout")
def test_nearly_all_labelled_names_are_read_wholly_right() -> None:
    records = [json.loads(line) for line in CORPUS.read_text(encoding="utf-8").splitlines() if line]
    right = sum(
        [{field: getattr(name, field) for field in FIELDS} for name in parse_people(record["raw"])]
        == [{field: person[field] for field in FIELDS} for person in record.get("people", [record])]
        for record in records
    )
    assert right / len(records) >= 0.97


def test_nearly_all_names_of_the_rounds_are_read_wholly_right() -> None:
    lines = Path(__file__).with_name("rounds.txt").read_text(encoding="utf-8").splitlines()
    table = [line.split(" => ", 1) for line in lines if line and not line.startswith("#")]
    right = sum(
        (" && ".join(map(_shown, parse_people(raw.replace("\\n", "\n")))) or "-").replace(".", "").casefold()
        == " && ".join(part.strip() for part in parts.split("&&")).replace(".", "").casefold()
        for raw, parts in table
    )
    assert len(table) >= 490
    assert right / len(table) >= 0.97


def _shown(name: PersonName) -> str:
    titles, suffixes = " ".join(name.titles), " ".join(name.suffixes)
    return f"{titles}|{name.initials}|{name.call_name}|{name.prefix}|{name.surname}|{suffixes}"
