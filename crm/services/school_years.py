"""September: a study guide moves to the new school year, and last year's teachers stand until somebody is named.

A guide whose addresses carry the year takes last year's pages down. Who taught a course there has not gone because of
that: while the page of the new year names nobody for it, they stand as "25/26, not yet confirmed".
"""

from collections import defaultdict
from collections.abc import Iterable

from crm.services.addresses import school_year_of, url_key
from crm.services.known import Known
from crm.services.mentions import Mention
from crm.words import EntityKind


def carried(known: Known, mentions: Iterable[Mention], pages: frozenset[str]) -> set[int]:
    """Ids of the sightings of roles, and of who has them, that stand on although their page is no more.

    `pages` are the addresses that stand. A page is followed by one at the same address but for the year, of the next
    school year; its roles are carried where that year names nobody in that role of that thing.
    """
    followed = _followed(known, pages)
    if not followed:
        return set()
    roles = {role_id: key for key, role_id in known.roles.items()}
    filled = _filled(mentions, roles)
    kept: set[int] = set()
    whose: set[tuple[str, int]] = set()
    for row in known.live.values():
        key = roles.get(row.entity_id)
        if row.kind == EntityKind.ROLE and row.page in followed and key is not None:
            person, kind, of, _year = key
            if followed[row.page] not in filled[kind, of]:
                kept.add(row.id)
                whose.add((row.page, person))
    people = (row for row in known.live.values() if row.kind == EntityKind.PERSON)
    return kept | {row.id for row in people if (row.page, row.entity_id) in whose}


def _followed(known: Known, pages: frozenset[str]) -> dict[str, int]:
    """Pages that are no more and stand again under the next school year → the year in which that begins."""
    standing = {(url_key(page), year) for page in pages if (year := school_year_of(page)) is not None}
    gone = {row.page for row in known.live.values()} - pages
    years = ((page, school_year_of(page)) for page in gone)
    return {
        page: year + 1 for page, year in years if year is not None and (url_key(page), year + 1) in standing and pages
    }


def _filled(
    mentions: Iterable[Mention], roles: dict[int, tuple[int, str, int, str | None]]
) -> defaultdict[tuple[str, int], set[int]]:
    """Kind of role and of what → the years (in which they begin) for which somebody is named now."""
    filled: defaultdict[tuple[str, int], set[int]] = defaultdict(set)
    for mention in mentions:
        key = roles.get(mention.entity_id or 0) if mention.kind is EntityKind.ROLE else None
        if key is not None:
            year = key[3][:4] if key[3] else None
            begins = int(year) if year and year.isdigit() else school_year_of(mention.page)
            if begins is not None:
                filled[key[1], key[2]].add(begins)
    return filled
