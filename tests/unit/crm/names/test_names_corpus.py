"""The share of a labelled list of names that is read right, where that list lies beside the checkout."""

import json
from pathlib import Path

import pytest

from crm.names import parse_people

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
