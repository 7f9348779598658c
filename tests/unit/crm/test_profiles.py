"""Profile addresses are compared whatever an export makes of them."""

import pytest

from crm.services.profiles import people_search, profile_key, profile_url


@pytest.mark.parametrize(
    "address",
    [
        "https://www.linkedin.com/in/zoe-van-t-hek",
        "https://nl.linkedin.com/in/Zoe-van-t-Hek/",
        "linkedin.com/in/zoe-van-t-hek?trk=people",
        "http://www.linkedin.com/in/zoe-van-t-hek/detail/recent-activity/",
        " https://www.linkedin.com/nl/in/zoe-van-t-hek ",
    ],
)
def test_a_profile_has_one_address(address: str) -> None:
    assert profile_key(address) == "linkedin.com/in/zoe-van-t-hek"


@pytest.mark.parametrize(
    "address", ["", "zoe", "https://haz.example/in/zoe", "https://www.linkedin.com/company/haz", "https://[x/in/y"]
)
def test_what_is_no_profile_has_none(address: str) -> None:
    assert profile_key(address) is None


def test_letters_beyond_ascii_come_back_as_a_browser_takes_them() -> None:
    key = profile_key("https://www.linkedin.com/in/zo%C3%AB")
    assert key == "linkedin.com/in/zoë"
    assert profile_url(key) == "https://www.linkedin.com/in/zo%C3%AB/"


def test_a_search_for_somebody_is_an_address_for_the_browser() -> None:
    assert people_search("Zoë  van 't Hek") == (
        "https://www.linkedin.com/search/results/people/?keywords=Zo%C3%AB%20van%20%27t%20Hek"
    )
