"""A name that leads to a private address leads nowhere."""

from collections.abc import Iterator
from typing import cast

import pytest
from scrapy.exceptions import CannotResolveHostError
from scrapy.resolver import dnscache
from twisted.internet.base import ReactorBase
from twisted.internet.error import DNSLookupError

from crawler import resolver
from crawler.answers import Trouble
from crawler.failures import trouble_of


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """What names resolve to: the cache that is looked at before anybody is asked."""
    monkeypatch.setattr(resolver, "refused", set())
    yield dnscache
    dnscache.clear()


def lookup(name: str, *, private_hosts: frozenset[str] = frozenset()) -> str | DNSLookupError:
    guarded = resolver.GuardedResolver(cast("ReactorBase", object()), 100, 1.0)
    guarded.private_hosts = private_hosts
    came: list[object] = []
    guarded.getHostByName(name).addBoth(came.append)
    answer = getattr(came[0], "value", came[0])
    assert isinstance(answer, str | DNSLookupError)
    return answer


def test_a_name_on_the_open_internet_is_resolved(names: dict[str, str]) -> None:
    names["www.school.example"] = "93.184.215.14"
    assert lookup("www.school.example") == "93.184.215.14"


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.7", "169.254.169.254"])
def test_a_name_that_leads_inside_is_refused_and_told_as_such(names: dict[str, str], address: str) -> None:
    names["intern.school.example"] = address
    answer = lookup("intern.school.example")
    assert isinstance(answer, DNSLookupError)
    assert trouble_of(CannotResolveHostError(str(answer)), "intern.school.example")[0] is Trouble.PRIVATE
    assert trouble_of(CannotResolveHostError("no answer"), "www.school.example")[0] is Trouble.UNKNOWN_HOST


def test_the_proxy_may_stand_inside(names: dict[str, str]) -> None:
    names["proxy.school.example"] = "10.0.0.7"
    assert lookup("proxy.school.example", private_hosts=frozenset({"proxy.school.example"})) == "10.0.0.7"
