"""`understand`: JSON lines in, JSON lines out, and what is wrong with a line said with its number."""

import json
from pathlib import Path
from typing import Any

from tests.integration.commands.conftest import Answer, Werkplaats


def _lines(answer: Answer) -> list[dict[str, Any]]:
    return [json.loads(line) for line in answer.out.splitlines()]


def test_a_name_comes_back_in_its_parts(werkplaats: Werkplaats, tmp_path: Path) -> None:
    file = tmp_path / "names.jsonl"
    file.write_text('{"id": "a", "raw": "Wielinga, dr. J.M. van der"}\n', encoding="utf-8")
    answer = werkplaats("understand", "names", file)
    assert answer.code == 0
    assert _lines(answer) == [
        {
            "id": "a",
            "titles": ["dr."],
            "initials": "J.M.",
            "call_name": "",
            "prefix": "van der",
            "surname": "Wielinga",
            "suffixes": [],
            "sort": "Wielinga, J.M. van der",
            "formal": "Van der Wielinga",
        }
    ]


def test_several_people_and_nobody_are_lists(werkplaats: Werkplaats, tmp_path: Path) -> None:
    file = tmp_path / "names.jsonl"
    file.write_text('{"id": 1, "raw": "A. Pelgrim en B. Haanstra"}\n\n{"id": 2, "raw": "vacature"}\n', encoding="utf-8")
    two, nobody = _lines(werkplaats("understand", "names", file))
    assert [person["surname"] for person in two["people"]] == ["Pelgrim", "Haanstra"]
    assert nobody == {"id": 2, "people": []}


def test_a_bad_line_is_named_and_the_good_ones_are_kept(werkplaats: Werkplaats, tmp_path: Path) -> None:
    file = tmp_path / "names.jsonl"
    lines = ['{"id": "a"}', "{", "[1]", '{"id": "b", "raw": "A. Pelgrim"}']
    file.write_text("\n".join(lines), encoding="utf-8")
    answer = werkplaats("understand", "names", file)
    assert answer.code == 3
    assert [line["id"] for line in _lines(answer)] == ["b"]
    assert [f"line {number}:" in answer.err for number in (1, 2, 3, 4)] == [True, True, True, False]
    assert "“raw”" in answer.err


def test_a_file_that_is_not_there_is_one_sentence(werkplaats: Werkplaats, tmp_path: Path) -> None:
    answer = werkplaats("understand", "names", tmp_path / "none.jsonl")
    assert answer.code == 1
    assert answer.out == ""
    assert "There is no file" in answer.err


def test_a_log_line_is_what_was_done_and_what_comes_next(werkplaats: Werkplaats, tmp_path: Path) -> None:
    file = tmp_path / "lines.jsonl"
    line = '{"id": "a", "text": "gebeld, wil voorbeelden zien, volgende week terugbellen", "today": "2026-11-12"}'
    file.write_text(line, encoding="utf-8")
    (read,) = _lines(werkplaats("understand", "logging", file))
    assert (read["kind"], read["outcome"], read["when_text"]) == ("call", "positive", None)
    assert read["next"] == {"kind": "call", "on": "2026-11-16", "time": None, "what": "terugbellen"}


def test_a_reply_is_what_it_wants_whatever_stands_below(werkplaats: Werkplaats, tmp_path: Path) -> None:
    file = tmp_path / "replies.jsonl"
    mail = (
        "Niet ik maar Karim Bakkali.\\n\\nGroet, Zoë\\n\\nOp ma 2 mrt schreef Nina:\\n> Geen interesse? Antwoord STOP."
    )
    file.write_text(f'{{"id": 1, "text": "{mail}", "received": "2026-11-12"}}', encoding="utf-8")
    (read,) = _lines(werkplaats("understand", "messages", file))
    assert read == {"id": 1, "intent": "refer", "later": None, "refer_to": "Karim Bakkali", "quoted_history": True}


def test_a_day_that_is_none_is_named(werkplaats: Werkplaats, tmp_path: Path) -> None:
    file = tmp_path / "lines.jsonl"
    file.write_text('{"id": "a", "text": "gebeld", "today": "gisteren"}', encoding="utf-8")
    answer = werkplaats("understand", "logging", file)
    assert answer.code == 3
    assert "“today”" in answer.err


def test_cases_are_answered_with_all_courses_best_first(werkplaats: Werkplaats, tmp_path: Path) -> None:
    courses, cases = tmp_path / "courses.jsonl", tmp_path / "cases.jsonl"
    courses.write_text(
        '{"id": "a", "name": "Sportpsychologie", "description": "Motivatie van sporters."}\n'
        '{"id": "b", "name": "Cyber Security", "description": "Firewalls and phishing.", "language": "en"}\n'
        '{"id": "c"}\n',
        encoding="utf-8",
    )
    cases.write_text('{"id": "q", "text": "Onze mail is gehackt"}\n', encoding="utf-8")
    answer = werkplaats("understand", "match", courses, cases, "--words-only")
    assert answer.code == 3
    assert _lines(answer) == [{"case": "q", "ranked": ["b", "a"]}]
    assert "courses.jsonl" in answer.err
    assert "name" in answer.err
