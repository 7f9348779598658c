"""Pure page reading: bytes and an address in, findings with evidence out. No socket, no database.

`read_page` reads one page. `read_site` goes over the findings of all pages of a site once more and lets them help each
other. Both are loaded when first asked for.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.extraction.reader import read_page
    from crawler.extraction.site import read_site

__all__ = ["read_page", "read_site"]


def __getattr__(name: str) -> object:
    if name == "read_page":
        from crawler.extraction.reader import read_page

        return read_page
    if name == "read_site":
        from crawler.extraction.site import read_site

        return read_site
    raise AttributeError(name)
