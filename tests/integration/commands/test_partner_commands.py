"""Partners by command: called otherwise, their contact and domain kept, two that are one joined, each taken back."""

from pathlib import Path
from typing import Any

import pytest

from crm.services.case_fields import FIELDS, field_word

Werkplaats = Any

MAIL = """From: Inge Versteeg <inge@zeebank.example>
Subject: vraag
Date: Mon, 2 Nov 2026 08:00:00 +0100

Beste Eva,

1. Bakkerij Stoop (Zeestad) - Jan Stoop, jan@stoop.example
   Hoe verkopen we meer brood online?

2. Garage Zuid (Zeestad) - Lies Zuid, lies@zuid.example
   Hoe plannen we de werkplaats zonder papier?

Met vriendelijke groet,

Inge Versteeg
Accountmanager MKB Zeebank
"""


@pytest.fixture
def bank(werkplaats: Werkplaats, school: str, tmp_path: Path) -> int:
    """The partner whose mail with two questions was taken in."""
    path = tmp_path / "vragen.eml"
    path.write_text(MAIL, encoding="utf-8")
    assert school
    assert werkplaats("import", "cases", path).code == 0
    [one] = werkplaats("partner", "list", "--json").json
    return int(one["id"])


def test_a_partner_has_the_name_of_its_organisation_and_who_wrote_is_its_contact(
    werkplaats: Werkplaats, bank: int
) -> None:
    shown = werkplaats("partner", "show", bank, "--json").json
    assert (shown["name"], shown["domain"], shown["cases"]) == ("Zeebank", "zeebank.example", 2)
    assert [(one["name"], one["email"]) for one in shown["contacts"]] == [("Inge Versteeg", "inge@zeebank.example")]
    assert [one["company"] for one in shown["case_list"]] == ["Bakkerij Stoop", "Garage Zuid"]
    assert "Garage Zuid" in werkplaats("partner", "show", "zeebank").out
    named = "De Zeebank N.V."
    assert werkplaats("partner", "show", named, "--json").json["id"] == bank
    assert werkplaats("partner", "edit", named, "--domain", "zeebank.example", "--json").json["partner"]["id"] == bank
    said = {werkplaats("partner", *words).err for words in (("show", "Duin"), ("edit", "Duin", "--name", "x"))}
    assert len(said) == 1, "who is looked for in vain is said alike, whatever was to be done"


def test_a_partner_is_renamed_everywhere_and_back_again(werkplaats: Werkplaats, bank: int) -> None:
    made = werkplaats("partner", "edit", bank, "--name", "Zeebank Noord", "--domain", "zeebanknoord.example", "--json")
    assert set(made.json) == {"action", "partner"}
    assert (made.json["partner"]["name"], made.json["partner"]["domain"]) == ("Zeebank Noord", "zeebanknoord.example")
    assert {one["partner"] for one in werkplaats("case", "list", "--json").json} == {"Zeebank Noord"}
    assert "Zeebank Noord" in werkplaats("journal").out
    assert werkplaats("undo", "--json").json["undone"]["action"] == made.json["action"]
    assert werkplaats("partner", "show", bank, "--json").json["name"] == "Zeebank"


def test_what_cannot_be_is_said_and_nothing_written(werkplaats: Werkplaats, bank: int) -> None:
    assert werkplaats("partner", "edit", bank).code == 2
    assert werkplaats("partner", "edit", bank, "--name", " ").code == 2
    assert werkplaats("partner", "edit", bank, "--domain", "gmail.com").code == 2
    assert werkplaats("partner", "edit", 99, "--name", "Iets").code == 1
    assert werkplaats("partner", "contact", bank, "Inge Versteeg", "--email", "geen adres").code == 2
    assert werkplaats("partner", "contact", bank, "Piet Onbekend", "--left").code == 1
    shown = werkplaats("partner", "show", bank, "--json").json
    assert (shown["name"], shown["domain"], len(shown["contacts"])) == ("Zeebank", "zeebank.example", 1)


def test_the_newest_contact_is_whom_we_write_to_and_one_who_is_there_is_corrected(
    werkplaats: Werkplaats, bank: int
) -> None:
    corrected = werkplaats("partner", "contact", bank, "I. Versteeg", "--email", "i.v@zeebank.example", "--json").json
    assert [one["email"] for one in corrected["partner"]["contacts"]] == ["i.v@zeebank.example"]
    new = werkplaats(
        "partner", "contact", bank, "Bas Duin", "--email", "bas@zeebank.example", "--function", "adviseur", "--json"
    ).json
    assert {(one["name"], one["words"]) for one in new["partner"]["contacts"]} >= {("Bas Duin", "adviseur")}
    assert werkplaats("partner", "contact", bank, "Bas Duin", "--left").code == 0
    left = {one["name"]: one["left_on"] for one in werkplaats("partner", "show", bank, "--json").json["contacts"]}
    assert left["Bas Duin"] is not None
    assert left["Inge Versteeg"] is None


def test_a_name_that_fits_several_contacts_says_which_and_takes_none(werkplaats: Werkplaats, bank: int) -> None:
    assert werkplaats("partner", "contact", bank, "Ilse Versteeg", "--email", "ilse@zeebank.example").code == 0
    several = werkplaats("partner", "contact", bank, "I. Versteeg", "--left")
    people = {one["name"]: one for one in werkplaats("partner", "show", bank, "--json").json["contacts"]}
    assert set(people) == {"Inge Versteeg", "Ilse Versteeg"}
    assert (several.code, [one["left_on"] for one in people.values()]) == (1, [None, None])
    for name, one in people.items():
        assert f"{name} ({one['id']})" in " ".join(several.err.split())
        assert str(one["id"]) in werkplaats("partner", "show", bank).out
    assert werkplaats("partner", "contact", bank, people["Inge Versteeg"]["id"], "--left").code == 0
    assert werkplaats("partner", "contact", bank, "I. Versteeg", "--left").code == 0, "there is one left whom it fits"
    assert all(one["left_on"] for one in werkplaats("partner", "show", bank, "--json").json["contacts"])


def test_a_new_address_for_a_name_that_fits_several_is_nobodys_and_makes_nobody(
    werkplaats: Werkplaats, bank: int
) -> None:
    assert werkplaats("partner", "contact", bank, "Ilse Versteeg", "--email", "ilse@zeebank.example").code == 0
    several = werkplaats("partner", "contact", bank, "I. Versteeg", "--email", "i.v@zeebank.example")
    assert (several.code, "Ilse Versteeg (" in " ".join(several.err.split())) == (1, True)
    assert werkplaats("partner", "contact", bank, "Ilse Versteeg", "--email", "i.v@zeebank.example").code == 0
    people = {one["name"]: one["email"] for one in werkplaats("partner", "show", bank, "--json").json["contacts"]}
    assert people == {"Inge Versteeg": "inge@zeebank.example", "Ilse Versteeg": "i.v@zeebank.example"}


def test_what_was_corrected_of_a_case_is_written_down_in_the_users_words(
    werkplaats: Werkplaats, bank: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = werkplaats("case", "list", "--json").json[0]["code"]
    monkeypatch.setenv("WERKPLAATS_LANGUAGE", "nl")
    for name in FIELDS:
        assert field_word(name)
    assert werkplaats("case", "set", case, "wanted_by=2031-05-01", "has=kassabonnen").code == 0
    assert werkplaats("journal", "--json").json[0]["what"] == f"Casus {case}: gewenst voor, heeft verbeterd"


def test_two_that_are_one_are_joined_and_taken_apart(werkplaats: Werkplaats, bank: int) -> None:
    case = werkplaats("case", "list", "--json").json[0]["code"]
    assert werkplaats("case", "set", case, "partner=Zeebank mkb-desk").code == 0
    other = next(one["id"] for one in werkplaats("partner", "list", "--json").json if one["id"] != bank)
    refused = werkplaats("partner", "edit", other, "--name", "ZEEBANK")
    assert (refused.code, f"partner merge {bank} {other}" in refused.err) == (1, True)
    assert werkplaats("partner", "merge", bank, bank).code == 1
    joined = werkplaats("partner", "merge", bank, other, "--json").json["partner"]
    assert (joined["cases"], len(werkplaats("partner", "list", "--json").json)) == (2, 1)
    assert werkplaats("undo").code == 0
    assert [one["cases"] for one in werkplaats("partner", "list", "--json").json] == [1, 1]


def test_who_left_one_of_two_that_are_joined_and_not_the_other_is_still_a_contact(
    werkplaats: Werkplaats, bank: int
) -> None:
    case = werkplaats("case", "list", "--json").json[0]["code"]
    assert werkplaats("case", "set", case, "partner=Zeebank mkb-desk").code == 0
    other = next(one["id"] for one in werkplaats("partner", "list", "--json").json if one["id"] != bank)
    assert werkplaats("partner", "contact", other, "Inge Versteeg", "--email", "inge@zeebank.example").code == 0
    assert werkplaats("partner", "contact", bank, "Inge Versteeg", "--left").code == 0
    assert werkplaats("partner", "contact", bank, "Inge Versteeg", "--left").code == 1, "she had left already"
    joined = werkplaats("partner", "merge", bank, other, "--json").json["partner"]
    assert [(one["name"], one["left_on"]) for one in joined["contacts"]] == [("Inge Versteeg", None)]
