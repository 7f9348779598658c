"""Days are said as a person says them, and understood as a person types them."""

from datetime import date

import pytest

from crm.errors import UsageError
from crm.language import language
from tui.days import ago, late, short, spoken, understood

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-12-01", date(2026, 12, 1)),
        ("1 dec", date(2026, 12, 1)),
        ("1 december", date(2026, 12, 1)),
        ("1-12", date(2026, 12, 1)),
        ("1-12-2027", date(2027, 12, 1)),
        ("3 mrt", date(2027, 3, 3)),
        ("3 maart", date(2027, 3, 3)),
        ("12 nov", date(2026, 11, 12)),
        ("+3d", date(2026, 11, 26)),
        ("2w", date(2026, 12, 7)),
        ("-1d", date(2026, 11, 22)),
        ("morgen", date(2026, 11, 24)),
        ("Tomorrow", date(2026, 11, 24)),
        ("vandaag", MONDAY),
        ("di", date(2026, 11, 24)),
        ("zondag", date(2026, 11, 29)),
        ("maandag", date(2026, 11, 30)),
        ("Friday", date(2026, 11, 27)),
    ],
)
def test_a_day_is_understood(typed: str, meant: date) -> None:
    assert understood(typed, MONDAY) == meant


@pytest.mark.parametrize("typed", ["", "ooit", "31 feb", "2026-13-01", "99", "0 dec", "d", "1 xyz"])
def test_what_is_no_day_is_refused_with_examples(typed: str) -> None:
    with pytest.raises(UsageError, match="2026-12-01"):
        understood(typed, MONDAY)


def test_late_days_are_counted() -> None:
    with language("nl"):
        assert late(date(2026, 11, 19), MONDAY) == "4 dagen te laat"
        assert late(date(2026, 11, 22), MONDAY) == "1 dag te laat"
        assert late(MONDAY, MONDAY) == "vandaag"
        assert late(date(2026, 11, 24), MONDAY) == "morgen"
        assert late(date(2026, 12, 1), MONDAY) == "di 1 dec"
    with language("en"):
        assert late(date(2026, 11, 19), MONDAY) == "4 days late"


def test_another_year_is_named() -> None:
    with language("nl"):
        assert spoken(date(2027, 2, 1), MONDAY) == "ma 1 feb 2027"
        assert short(date(2025, 10, 30), MONDAY) == "30 okt 25"
        assert ago(date(2026, 11, 10), MONDAY) == "13 dagen"
