"""A path is taken as a person, a shell, a terminal and a file manager write it."""

from pathlib import Path

import pytest

from tui.typed_path import typed_path

HERE = Path("/home/kim/a b (1).csv")


@pytest.mark.parametrize(
    "typed",
    [
        "/home/kim/a b (1).csv",
        "  /home/kim/a b (1).csv \n",
        "'/home/kim/a b (1).csv'",
        '"/home/kim/a b (1).csv"',
        r"/home/kim/a\ b\ \(1\).csv",
        "file:///home/kim/a%20b%20(1).csv",
        "file://localhost/home/kim/a%20b%20%281%29.csv",
    ],
)
def test_all_ways_to_write_one_path_lead_to_one_file(typed: str) -> None:
    assert typed_path(typed) == HERE


def test_a_tilde_is_the_home_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/kim")
    assert typed_path("~/list.csv") == typed_path("'~/list.csv'") == Path("/home/kim/list.csv")


def test_what_stands_between_quotes_is_no_shell_escape() -> None:
    assert typed_path(r"'/home/kim/a\ b.csv'") == Path(r"/home/kim/a\ b.csv")
