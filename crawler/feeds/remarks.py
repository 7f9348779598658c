"""What a user is told of the system a crawl found, in sentences."""

from collections.abc import Sequence

from crawler.feeds.candidates import Candidate
from crawler.feeds.door import Door
from crm.language import _, ngettext


def schools_found(schools: Sequence[Candidate]) -> list[str]:
    """Which schools' addresses a source gave."""
    if not schools:
        return []
    first = ", ".join(f"{each.name} ({each.url})" for each in schools[:3])
    return [
        ngettext(
            "The address of {count} school was found: add it as a source. The first: {first}.",
            "The addresses of {count} schools were found: add those you want as sources. The first: {first}.",
            len(schools),
        ).format(count=len(schools), first=first)
    ]


def remarks(door: Door) -> list[str]:
    """What runs there, and which catalogues stand on other domains."""
    said = []
    if door.guess.profile is not None:
        said.append(_("{system} was recognised.").format(system=door.guess.profile.title))
    said += [
        _("A catalogue stands at {url} ({system}): add it as a source.").format(url=url, system=system)
        for url, system in sorted(door.elsewhere.items())
    ]
    return said
