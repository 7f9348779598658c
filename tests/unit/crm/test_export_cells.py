"""A cell never acts, and an address is one that mail can be sent to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.exports.addresses import are_plain, is_address
from crm.exports.delimited import guarded


@pytest.mark.parametrize("cell", ["=1+1", "+31 20 555 01 23", "-2", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "Zoë", "1=1", "z.vanthek@haz.example", "'t Hek"])
def test_plain_text_stays_as_it_is(cell: str) -> None:
    assert guarded(cell) == cell


@pytest.mark.parametrize(
    "email", ["z.vanthek@haz.example", "jan+les@haz.example", "A.B@ict.haz.example", "o'neil@haz.example"]
)
def test_addresses(email: str) -> None:
    assert is_address(email)


@pytest.mark.parametrize(
    "email",
    ["", "a", "@haz.example", "a@", "a@haz", "a..b@haz.example", ".a@haz.example", "'a@haz.example", "a@haz.example\n",
     "a b@haz.example", "=a@haz.example", "a@localhost", "a@1.2.3.4", "x" * 65 + "@haz.example", "a@@haz.example"],
)  # fmt: skip
def test_no_addresses(email: str) -> None:
    assert not is_address(email)


_EMAILS = st.sampled_from(
    ["z.vanthek@haz.example", "jan_l@ict.haz.example", "a@haz", "a..b@haz.example", "a@@haz.example", "",
     "a@haz.example\nb@haz.example", "a\n@haz.example", "x" * 65 + "@haz.example", "é@haz.example"]
)  # fmt: skip


@given(st.lists(_EMAILS, max_size=4))
def test_one_look_at_many_addresses_believes_none_that_is_not_one(emails: list[str]) -> None:
    assert all(map(is_address, emails)) or not are_plain(emails)


def test_one_look_tells_that_plain_addresses_are_fine() -> None:
    assert are_plain(["z.vanthek@haz.example", "jan_l@ict.haz.example"])
