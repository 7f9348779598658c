"""Saved pages, read as the site they came from."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin

from crm.errors import NotFoundError, UsageError
from crm.language import _
from crm.spoken import spoken_reason
from tui.commands import output

if TYPE_CHECKING:
    from crawler.extraction.findings import PageFindings

LARGEST = 25 * 1024 * 1024
"""Bytes read of a file: those of the largest PDF that a crawl takes."""


def read_saved(paths: list[Path], *, url: str | None, base_url: str | None) -> Iterator[str]:
    """A JSON line for every file of `paths`, unreadable ones too (`kind: other`), in order of their names.

    Each folder is read as one site: its pages help one another. Raises NotFoundError for a path that is not there,
    UsageError for `url` with more than one file.
    """
    if missing := next((path for path in paths if not path.exists()), None):
        raise NotFoundError(_("There is no file or folder {path}.").format(path=missing))
    if url and (len(paths) != 1 or paths[0].is_dir()):
        raise UsageError(_("--url is the address of one file; for a folder give --base-url."))
    for path in paths:
        files = sorted(file for file in path.rglob("*") if file.is_file()) if path.is_dir() else [path]
        root = path if path.is_dir() else path.parent
        yield from _site(files, root, base_url=base_url, url=url)


def _site(files: list[Path], root: Path, *, base_url: str | None, url: str | None) -> Iterator[str]:
    from crawler.extraction import read_site
    from crawler.extraction.findings import PageFindings

    names = [file.relative_to(root).as_posix() for file in files]
    pages: list[PageFindings] = []
    for file, name in zip(files, names, strict=True):
        address = url or address_of(name, base_url)
        body = _body(file)
        page = PageFindings(url=address) if body is None else _read(body, address)
        if page.problem is not None:
            output.tell(_("{path} cannot be read: {problem}").format(path=file, problem=page.problem))
        pages.append(page)
    # `read_site` answers in the order it was asked.
    for name, page in zip(names, read_site(pages), strict=True):
        yield json.dumps(page.as_json(name), ensure_ascii=False)


def _read(body: bytes, address: str) -> "PageFindings":
    """What a saved page or PDF says; what cannot be read says why as its `problem`."""
    from crawler.answers import LARGEST_BODY, is_pdf
    from crawler.extraction import read_page
    from crawler.extraction.findings import PageFindings

    if not is_pdf(body):
        return read_page(body[:LARGEST_BODY], address)
    from crawler.extraction.pdf import UnreadablePdfError, read_pdf

    try:
        return read_pdf(body, address)
    except UnreadablePdfError as error:
        return PageFindings(address, problem=str(error))


def address_of(name: str, base_url: str | None) -> str:
    """The address of the file `name` under `base_url`: `x/index.html` stands at `x/`."""
    base = base_url or "http://localhost/"
    plain = name[: -len("index.html")] if name == "index.html" or name.endswith("/index.html") else name
    return urljoin(base if base.endswith("/") else base + "/", quote(plain))


def _body(file: Path) -> bytes | None:
    try:
        with file.open("rb") as opened:
            return opened.read(LARGEST)
    except OSError as error:
        output.tell(_("{path} cannot be read: {problem}").format(path=file, problem=spoken_reason(error)))
        return None
