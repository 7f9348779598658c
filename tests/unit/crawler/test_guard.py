"""A crawl stays on its source's own ground."""

import pytest

from crawler.guard import is_loopback, is_private, scope_of


@pytest.mark.parametrize(
    ("source", "inside"),
    [
        ("https://www.school.example/", "http://studiegids.school.example/vak"),
        ("https://school.example/", "https://www.school.example/?q=http://other.example/"),
        ("https://www.school.ac.uk/", "https://courses.school.ac.uk/"),
        ("http://www.school.example:8000/", "http://gids.school.example:8000/"),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8000/team"),
        ("http://localhost:8000/", "http://localhost:8000/"),
        ("http://[::1]:8000/", "http://[::1]:8000/a"),
        ("http://192.168.1.5/", "http://192.168.1.5/x"),
    ],
)
def test_a_source_holds_its_own_addresses(source: str, inside: str) -> None:
    assert scope_of(source).holds(inside)


@pytest.mark.parametrize(
    ("source", "outside"),
    [
        ("https://www.school.example/", "https://notschool.example/"),
        ("https://www.school.example/", "https://school.example.evil.example/"),
        ("https://www.school.example/", "https://evil.example/?school.example"),
        ("https://www.school.example/", "https://evil.example#.school.example/"),
        ("https://www.school.example/", "https://school.example@evil.example/"),
        ("https://www.school.example/", "https://www.school.example:22/"),
        ("https://www.school.example/", "ftp://www.school.example/"),
        ("https://www.school.ac.uk/", "https://www.other.ac.uk/"),
        ("https://jan.github.io/", "https://piet.github.io/"),
        ("https://www.school.example/", "http://127.0.0.1/"),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8001/"),
        ("http://127.0.0.1:8000/", "http://127.0.0.2:8000/"),
        ("http://127.0.0.1:8000/", "http://localhost:8000/"),
        ("http://localhost:8000/", "http://x.localhost:8000/"),
    ],
)
def test_nothing_else_is_held(source: str, outside: str) -> None:
    assert not scope_of(source).holds(outside)


def test_the_domain_of_a_source_is_its_identity() -> None:
    assert scope_of("https://www.studiegids.school.example/x").domain == "school.example"
    assert scope_of("http://127.0.0.1:8000/x").domain == "127.0.0.1:8000"
    assert scope_of("http://intranet/x").domain == "intranet"


def test_only_a_source_on_a_private_address_may_be_private() -> None:
    assert scope_of("http://127.0.0.1:8000/").private
    assert scope_of("http://10.1.2.3/").private
    assert scope_of("http://localhost/").private
    assert not scope_of("http://93.184.215.14/").private
    assert not scope_of("https://www.school.example/").private


def test_an_address_without_a_host_has_no_scope() -> None:
    with pytest.raises(ValueError, match="no host"):
        scope_of("http:///x")


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.0.0.1",
        "172.16.3.4",
        "192.168.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "::1",
        "fe80::1%eth0",
        "fd00::1",
        "::ffff:127.0.0.1",
        "2002:7f00:1::",
        "64:ff9b::a00:1",
    ],
)
def test_addresses_off_the_open_internet_are_private(address: str) -> None:
    assert is_private(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:220:1::1", "64:ff9b::5db8:d70e", "school.example"])
def test_addresses_on_the_open_internet_are_not(address: str) -> None:
    assert not is_private(address)


def test_loopback_is_this_computer_alone() -> None:
    assert is_loopback("http://127.0.0.1:8000/")
    assert is_loopback("http://localhost/")
    assert is_loopback("http://[::1]/")
    assert not is_loopback("http://192.168.1.1/")
    assert not is_loopback("http://localhost.example/")
