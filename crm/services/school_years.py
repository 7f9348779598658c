"""September: a study guide moves to the new school year, and last year's teachers stand until somebody is named.

A guide whose addresses carry the year takes last year's pages down. Who taught a course there has not gone because of
that: while the page of the new year names nobody for it, they stand as "25/26, not yet confirmed". And a guide that
leaves last year's pages standing says nothing of now with them, once the new year has begun and somebody is named for
it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date

from crm.clock import school_year
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


def of_now(known: Known, mentions: list[Mention], today: date) -> list[Mention]:
    """`mentions` without the roles in courses that others have, and they themselves have not, in a later school year.

    That year must have begun by `today`: next year's guide is out in spring, and this year's teachers teach until the
    summer. Nor is somebody named by a page on which they have no other role than such a one.
    """
    keys = {role_id: key for key, role_id in known.roles.items()}
    roles = {
        id(mention): keys[mention.entity_id]
        for mention in mentions
        if mention.kind is EntityKind.ROLE and mention.says.get("of") == EntityKind.COURSE and mention.entity_id in keys
    }
    newest: dict[tuple[str, int], str] = {}
    for mention in mentions:
        key = roles.get(id(mention))
        if key is not None and key[3] and key[3] <= school_year(today) and not mention.says.get("doubtful"):
            newest[key[1], key[2]] = max(key[3], newest.get((key[1], key[2]), ""))
    again = {(who, kind, of) for who, kind, of, year in roles.values() if year and year == newest.get((kind, of))}
    over = {
        at
        for at, (who, kind, of, year) in roles.items()
        if year and year < newest.get((kind, of), "") and (who, kind, of) not in again
    }
    if not over:
        return mentions
    had, left = Counter[tuple[str, int]](), Counter[tuple[str, int]]()
    for mention in mentions:
        key = keys.get(mention.entity_id or 0) if mention.kind is EntityKind.ROLE else None
        if key is not None:
            had[mention.page, key[0]] += 1
            left[mention.page, key[0]] += id(mention) not in over
    whose = {at for at, count in had.items() if count and not left[at]}
    return [
        mention
        for mention in mentions
        if id(mention) not in over
        and not (mention.kind is EntityKind.PERSON and (mention.page, mention.entity_id or 0) in whose)
    ]


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
