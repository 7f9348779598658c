"""Where a crawl may go: the registrable domain of its source, and never to a private address by a detour."""

from dataclasses import dataclass
from functools import cache, lru_cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crm.schools import school_at, shared_host

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

_LOCAL_NAMES = ("localhost", "localdomain", "local", "internal", "intranet", "lan", "home.arpa")
_WEB_PORTS = frozenset({80, 443, 8080, 8443})
_NAT64 = IPv6Network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Scope:
    """The addresses of one source.

    `domain` is the registrable domain ("school.example"), or host and port where the source is an IP address, a local
    name or a host without a registrable domain: then only that host and port. `private`: the source itself stands on
    a private or loopback address, so the crawl may go there; no other crawl may.
    """

    domain: str
    alone: bool
    private: bool
    ports: frozenset[int] = _WEB_PORTS
    """Ports of the domain's hosts that are asked: the usual ones and the source's own."""

    def holds(self, url: str) -> bool:
        """Whether `url` (absolute, http or https) belongs to the source."""
        start = url.find("://") + 3
        end = url.find("/", start)
        netloc = url[start:] if end < 0 else url[start:end]
        return url.startswith(("http://", "https://")) and _belongs(
            netloc.partition("?")[0], self.domain, self.alone, self.ports
        )


def scope_of(url: str) -> Scope:
    """The scope of a source at `url`.

    Raises ValueError where `url` has no host.
    """
    parts = urlsplit(url)
    host = (parts.hostname or "").rstrip(".")
    if not host:
        raise ValueError(f"{url!r} has no host.")
    address = _literal(host)
    local = _is_local_name(host)
    if address is not None or local:
        return Scope(_with_port(parts.netloc, parts.scheme), alone=True, private=local or is_private(host))
    registrable = _suffixes().privatesuffix(host)
    if registrable is None:
        return Scope(_with_port(parts.netloc, parts.scheme), alone=True, private=False)
    own = frozenset({parts.port}) if parts.port else frozenset()
    return Scope(registrable, alone=False, private=False, ports=_WEB_PORTS | own)


def school_domain(url: str) -> str:
    """The domain, or host, by which the school of a source at `url` is told from others.

    Raises ValueError where `url` has no host.
    """
    known = school_at(url)
    return known.domain if known is not None else shared_host(url) or scope_of(url).domain


def is_loopback(url: str) -> bool:
    """Whether `url` stands on this computer itself: nobody else's server is asked."""
    host = (urlsplit(url).hostname or "").rstrip(".")
    address = _literal(host)
    return host == "localhost" or host.endswith(".localhost") or (address is not None and address.is_loopback)


def is_private(address: str) -> bool:
    """Whether an IP address is private, loopback, link-local or otherwise not of the open internet (IANA registries).

    False for what is no IP address.
    """
    found = _literal(address)
    if found is None:
        return False
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is not None:
            found = found.ipv4_mapped
        elif found.sixtofour is not None:
            found = found.sixtofour
        elif found in _NAT64:
            found = IPv4Address(found.packed[-4:])
    return not found.is_global or found.is_multicast


@lru_cache(maxsize=4_096)
def _belongs(netloc: str, domain: str, alone: bool, ports: frozenset[int]) -> bool:  # noqa: FBT001 - a cached function takes plain values
    if alone:
        return _with_port(netloc, "http") == domain or _with_port(netloc, "https") == domain
    try:
        parts = urlsplit(f"//{netloc}")
        host = (parts.hostname or "").rstrip(".")
        port = parts.port
    except ValueError:
        return False
    return "@" not in netloc and (port is None or port in ports) and (host == domain or host.endswith(f".{domain}"))


def _with_port(netloc: str, scheme: str) -> str:
    try:
        parts = urlsplit(f"//{netloc}")
        port = parts.port or (443 if scheme == "https" else 80)
    except ValueError:
        return ""
    host = (parts.hostname or "").rstrip(".")
    return f"{host}:{port}" if port not in {80, 443} else host


def _literal(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        return None


def _is_local_name(host: str) -> bool:
    return any(host == name or host.endswith(f".{name}") for name in _LOCAL_NAMES)


@cache
def _suffixes() -> "PublicSuffixList":
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList()
