"""Names are resolved here and nowhere else, so that none leads to a private address by a detour."""

from typing import Any

from scrapy.resolver import CachingThreadedResolver
from scrapy.settings import BaseSettings
from twisted.internet.error import DNSLookupError

from crawler.guard import is_private

refused: set[str] = set()
"""Names that led to a private address."""


class GuardedResolver(CachingThreadedResolver):
    """Scrapy's caching resolver; the address it gives is the one that is connected to, so no later answer slips in.

    The setting `PRIVATE_HOSTS` names those that may be private: the source itself, or a proxy.
    """

    private_hosts: frozenset[str] = frozenset()

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: Any) -> "GuardedResolver":  # noqa: ANN401 - Scrapy's own are untyped
        """Scrapy's way of making it."""
        resolver: GuardedResolver = super().from_crawler(crawler, reactor)
        settings: BaseSettings = crawler.settings
        resolver.private_hosts = frozenset(settings.getlist("PRIVATE_HOSTS"))
        return resolver

    def getHostByName(self, name: str, timeout: Any = ()) -> Any:  # noqa: ANN401, N802 - Twisted's interface
        """The IPv4 address of `name`. Fails with DNSLookupError where it is private."""
        found = super().getHostByName(name, timeout)
        return found if name in self.private_hosts else found.addCallback(self._checked, name)

    @staticmethod
    def _checked(address: str, name: str) -> str:
        if is_private(address):
            refused.add(name)
            raise DNSLookupError(f"{name} has the private address {address}")
        return address
