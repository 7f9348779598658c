"""Reads a page that a test wrote down, and what was found in few words."""

from collections.abc import Iterable

from crawler.extraction import read_page
from crawler.extraction.findings import PageFindings


def read(body: str, path: str = "page", title: str = "") -> PageFindings:
    """What the page at `path` of a school says."""
    return read_page(
        f"<html><head><title>{title}</title></head><body>{body}</body></html>", f"https://school.example/{path}"
    )


def table_rows(rows: Iterable[Iterable[str]]) -> str:
    """The rows of a table that have those cells."""
    return "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)


def courses(found: PageFindings) -> list[tuple[str | None, str | None, float | None]]:
    """Code, name and credits of each course."""
    return [(course.code, course.name, course.credits) for course in found.courses]


def roles(found: PageFindings) -> dict[str, set[str]]:
    """Name → what that person is."""
    return {person.name: {role.kind for role in person.roles} for person in found.people}


def teachers(found: PageFindings) -> set[str]:
    """The names of those who teach."""
    return {name for name, kinds in roles(found).items() if "teacher" in kinds}
