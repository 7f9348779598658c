"""Who of the office may take contact lists out and who may erase somebody."""

from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session

from crm.errors import NotFoundError, RefusedError, UsageError
from crm.exports import ExportFormat, export
from crm.services import journal, team
from crm.words import Right


def _allow(working: Any, name: str, right: Right = Right.EXPORT, by: str = "noor") -> None:
    with working(by) as work:
        team.allow(work, name, right)


def test_as_long_as_nobody_is_named_everybody_may(session: Session) -> None:
    assert team.may(session, "noor", Right.EXPORT)
    assert team.may(session, "sam", Right.ERASE)


def test_once_somebody_has_a_right_it_is_theirs_alone(session: Session, working: Any) -> None:
    _allow(working, "Noor")
    assert team.may(session, "NOOR", Right.EXPORT)
    assert not team.may(session, "sam", Right.EXPORT)
    assert team.may(session, "sam", Right.ERASE)


def test_only_who_has_a_right_gives_it_on(session: Session, working: Any) -> None:
    _allow(working, "noor")
    with pytest.raises(RefusedError, match="noor"), working("sam") as work:
        team.allow(work, "sam", Right.EXPORT)
    _allow(working, "sam")
    assert team.may(session, "sam", Right.EXPORT)


def test_a_right_is_taken_from_one_and_nobody_else(session: Session, working: Any) -> None:
    with working() as work:
        team.forbid(work, "sam", Right.ERASE)
    assert not team.may(session, "sam", Right.ERASE)
    assert team.may(session, "noor", Right.ERASE)


def test_the_last_who_is_named_keeps_the_right(working: Any) -> None:
    _allow(working, "noor")
    with pytest.raises(RefusedError, match="noor"), working() as work:
        team.forbid(work, "noor", Right.EXPORT)


def test_who_left_is_forgotten(session: Session, working: Any) -> None:
    _allow(working, "noor")
    _allow(working, "sam")
    with working() as work:
        team.forget(work, "Sam")
    assert [one.name for one in team.team(session)] == ["noor"]
    with pytest.raises(NotFoundError, match="sam"), working() as work:
        team.forget(work, "sam")


def test_a_name_is_needed(working: Any) -> None:
    with pytest.raises(UsageError), working() as work:
        team.allow(work, " ", Right.EXPORT)


def test_undo_takes_a_right_back(session: Session, working: Any) -> None:
    _allow(working, "noor")
    with working() as work:
        journal.undo(work)
    assert team.may(session, "sam", Right.EXPORT)


def test_who_may_not_export_gets_no_file(working: Any, tmp_path: Path) -> None:
    _allow(working, "noor")
    with pytest.raises(RefusedError, match="sam"), working("sam") as work:
        export(work, format=ExportFormat.CSV, path=tmp_path / "lijst.csv")
    assert not (tmp_path / "lijst.csv").exists()
