"""Messages by command: listed, made, written as a mail, refused with what is missing, and said to be sent."""

import mailbox
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest

from crm.messages.templates import own_folder

Werkplaats = Any


@pytest.fixture
def lead(werkplaats: Werkplaats, zoe: int) -> int:
    """The lead of Zoë, and an office that says who it is."""
    for key, value in (
        ("office_name", "Bureau Zeewind"),
        ("office_email", "bureau@zeewind.example"),
        ("office_address", "Kade 1, Zeestad"),
        ("signature", "Eva de Boer"),
    ):
        werkplaats("settings", "set", key, value)
    return int(werkplaats("lead", "add", zoe, "--json").json["lead"]["id"])


def test_templates_are_listed_with_what_they_need(werkplaats: Werkplaats) -> None:
    listed = werkplaats("template", "list", "--json").json
    assert len(listed) == 32
    first = next(one for one in listed if one["name"] == "first-cold-nl")
    assert (first["language"], first["step"]) == ("nl", "first_cold")
    assert first["needs"] == ["course", "office", "signature", "office_address", "office_email"]


def test_a_draft_is_shown_and_changes_nothing(werkplaats: Werkplaats, lead: int) -> None:
    made = werkplaats("draft", lead, "--template", "first-cold", "--json").json
    assert made["to"]["email"] == "z.vanthek@haz.example"
    assert made["subject"] == "Een echte vraag van een bedrijf in Databases?"
    assert made["basis"]["basis"] == "none"
    assert made["notice"] is True
    assert made["written_last"] is None
    assert [one["what"] for one in werkplaats("journal", "--json").json] == ["Zoë van 't Hek is a lead now"]
    assert "Databases?" in werkplaats("draft", lead).out, "without a template: what is due"


def test_a_draft_is_written_said_to_be_sent_and_taken_back(werkplaats: Werkplaats, lead: int, tmp_path: Path) -> None:
    path = tmp_path / "zoe.eml"
    made = werkplaats("draft", lead, "--template", "first-cold-en", "--output", path, "--json").json
    mail = message_from_bytes(path.read_bytes(), policy=default)
    assert mail["Message-ID"] == made["message_id"]
    assert mail["X-Unsent"] == "1"
    assert mail.get_content().startswith("Hi Zoë,")
    sent = werkplaats("message", "sent", made["message"], "--json").json
    assert sent["lead"]["next"]["what"] == "mail a reminder"
    assert sent["lead"]["timeline"][0]["kind"] == "mail"
    assert werkplaats("undo", "--json").json["undone"]["action"] == sent["action"]
    assert werkplaats("undo", "--json").json["undone"]["action"] == made["action"]


def test_what_is_missing_is_named_and_can_be_told(werkplaats: Werkplaats, lead: int) -> None:
    missing = werkplaats("draft", lead, "--template", "agreement")
    assert missing.code == 2
    for name in ("assignment", "number", "planning", "process", "supervision"):
        assert name in missing.err
    told = [f"--fact={name}=x" for name in ("assignment", "number", "planning", "process", "supervision")]
    assert werkplaats("draft", lead, "--template", "agreement", *told).code == 0
    assert "Did you mean course" in werkplaats("draft", lead, "--template", "thanks", "--fact", "corse=x").err


def test_without_an_office_a_first_message_is_not_made(werkplaats: Werkplaats, zoe: int) -> None:
    number = werkplaats("lead", "add", zoe, "--json").json["lead"]["id"]
    refused = werkplaats("draft", number, "--template", "first-cold")
    assert refused.code == 2
    assert "office_address" in refused.err
    assert "settings set" in refused.err


def test_who_objected_gets_none_and_nothing_is_written(werkplaats: Werkplaats, lead: int, tmp_path: Path) -> None:
    werkplaats("lead", "advance", lead, "--to", "do_not_contact", "--note", "objected")
    refused = werkplaats("draft", lead, "--template", "thanks", "--output", tmp_path / "x.eml")
    assert refused.code == 1
    assert "not to be contacted" in refused.err
    assert not (tmp_path / "x.eml").exists()


def test_a_template_with_an_unknown_field_names_file_line_and_field(werkplaats: Werkplaats, lead: int) -> None:
    own_folder().mkdir(parents=True)
    path = own_folder() / "dag.txt"
    path.write_text("Step: thanks\nLanguage: nl\nTitle: T\nSubject: S\n\nDag\n{{ vak }}")
    refused = werkplaats("draft", lead, "--template", "dag")
    assert refused.code == 1
    assert f"{path}, line 7: there is no field vak" in refused.err


def test_a_file_that_cannot_be_written_leaves_nothing_behind(werkplaats: Werkplaats, lead: int, tmp_path: Path) -> None:
    refused = werkplaats("draft", lead, "--output", tmp_path / "no" / "x.eml")
    assert refused.code == 1
    assert len(werkplaats("journal", "--json").json) == 1


def test_mail_is_taken_in_reported_and_what_is_doubted_is_settled(
    werkplaats: Werkplaats, lead: int, tmp_path: Path
) -> None:
    box = mailbox.mbox(tmp_path / "in.mbox")
    for number, headers in enumerate(({}, {"Authentication-Results": "mx; dmarc=fail"}, {"Date": "x"})):
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = "z.vanthek@haz.example", "bureau@zeewind.example", f"Vraag {number}"
        mail["Date"], mail["Message-ID"] = "Fri, 20 Nov 2020 10:00:00 +0100", f"<{number}@haz.example>"
        for name, value in headers.items():
            del mail[name]
            mail[name] = value
        mail.set_content("Bel me even.")
        box.add(mail)
    box.close()
    report = tmp_path / "report.csv"
    dry = werkplaats("import", "mail", tmp_path / "in.mbox", "--dry-run", "--json")
    assert dry.json["added"] == 1
    done = werkplaats("import", "mail", tmp_path / "in.mbox", "--report", report, "--json")
    assert done.code == 3
    told = done.json
    assert {name: told[name] for name in ("read", "added", "updated", "same", "merged", "left_out")} == {
        "read": 3,
        "added": 1,
        "updated": 0,
        "same": 0,
        "merged": 0,
        "left_out": 1,
    }
    assert told["refused"] == [{"file": "in.mbox", "line": 3, "reason": "it has no date"}]
    assert told["refused_file"] is None
    lines = report.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "line,outcome,person,reason"
    assert [line.split(",")[1] for line in lines[1:]] == ["added", "left_out", "refused"]
    (held,) = werkplaats("mail", "held", "--json").json
    assert held["lead_id"] == lead
    assert werkplaats("mail", "believe", held["message_id"], "--json").json["lead"]["id"] == lead
    assert werkplaats("mail", "refuse", held["message_id"]).code == 1
    kinds = [line["kind"] for line in werkplaats("lead", "show", lead, "--json").json["timeline"]]
    assert kinds.count("mail") == 2


def test_without_a_file_the_folder_of_the_settings_is_taken_in(
    werkplaats: Werkplaats, lead: int, tmp_path: Path
) -> None:
    assert werkplaats("import", "mail").code == 2
    (tmp_path / "drop").mkdir()
    werkplaats("settings", "set", "mail_folder", tmp_path / "drop")
    assert werkplaats("import", "mail", "--json").json["read"] == 0
