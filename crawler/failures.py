"""What Scrapy and Twisted raise when there is no answer, as a trouble that can be told."""

from scrapy import exceptions
from twisted.internet.error import SSLError
from twisted.web.client import ResponseNeverReceived

from crawler import resolver
from crawler.answers import Trouble


def trouble_of(error: BaseException | None, host: str) -> tuple[Trouble, str]:
    """Which trouble `error` is, at `host`, and its own words for the log."""
    detail = f"{type(error).__name__}: {error}"[:300]
    if isinstance(error, exceptions.CannotResolveHostError):
        return (Trouble.PRIVATE if host in resolver.refused else Trouble.UNKNOWN_HOST), detail
    if isinstance(error, exceptions.DownloadConnectionRefusedError):
        return Trouble.REFUSED, detail
    if isinstance(error, exceptions.DownloadTimeoutError):
        return Trouble.TIMEOUT, detail
    if isinstance(error, (exceptions.DownloadCancelledError, exceptions.IgnoreRequest)):
        return Trouble.TOO_LARGE, detail
    if _is_certificate(error):
        return Trouble.CERTIFICATE, detail
    return Trouble.BROKEN, detail


def _is_certificate(error: BaseException | None) -> bool:
    seen = [error] if error is not None else []
    for each in seen:
        if isinstance(each, SSLError) or type(each).__module__.startswith(("OpenSSL", "service_identity")):
            return True
        if isinstance(each, ResponseNeverReceived):
            seen += [reason.value for reason in each.reasons]
        if each.__cause__ is not None and len(seen) < 20:
            seen.append(each.__cause__)
    return False
