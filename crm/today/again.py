"""A day read anew after an action: only the leads whose rows the action touched are read again.

What was written is known from the journal. Where anything else may have changed (a crawl, an undo, the map, a date),
the whole day is read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import TypeVar

from crm.today.asking import Ask, dict_of
from crm.today.contacts import read_told, warmth_of
from crm.today.courses import LINKED, read_sole_links, read_taught
from crm.today.facts import Facts, read_agreed, read_put_off
from crm.today.leads import LeadFact, read_leads
from crm.today.untold import MANY, Untold, read_untold
from crm.today.upward import programmes_of, read_programmes_again
from crm.words import Stage

T = TypeVar("T")

OF_LEADS = frozenset({"lead", "activity", "put_off", "promise", "message", "seen_mail"})
"""Tables of which a row touches one lead and nothing else that Today reads."""

MOST = 500
"""Rows that are looked through; of more the whole day is read."""

_NOW = """
    SELECT (SELECT coalesce(max(id), 0) FROM journal_row),
        (SELECT count(*) FROM journal_entry WHERE undone_at IS NOT NULL),
        (SELECT coalesce(sum(fetched + unchanged + failed + skipped + id), 0) FROM crawl_run),
        (SELECT count(*) FROM crawl_run WHERE state = 'finished'), (SELECT count(*) FROM lead)
"""

_ROWS = 'SELECT "table", key, before, after FROM journal_row WHERE id > ? ORDER BY id LIMIT ?'


@dataclass(frozen=True, slots=True)
class Mark:
    """How far the database was when a day was read."""

    row: int
    undone: object
    crawled: object
    folded: object
    leads: int


def read_mark(ask: Ask) -> Mark:
    """How far it is now."""
    return Mark(*ask(_NOW)[0])


def touched_since(ask: Ask, before: Mark, now: Mark) -> frozenset[int] | None:
    """The leads that were touched between two marks; None where more may have changed than leads."""
    if (before.undone, before.crawled, before.folded) != (now.undone, now.crawled, now.folded):
        return None
    rows = ask(_ROWS, (before.row, MOST + 1))
    if len(rows) > MOST or any(table not in OF_LEADS for table, *_rest in rows):
        return None
    found: set[int] = set()
    for table, key, was, became in rows:
        lead = _lead_of(ask, table, *map(dict_of, (key, was, became)))
        if lead is None:
            return None
        found.add(lead)
    if now.leads - before.leads != sum(1 for table, _key, was, _became in rows if table == "lead" and was is None):
        return None
    return frozenset(found - {0})


def _lead_of(ask: Ask, table: str, key: Mapping[str, object], *sides: Mapping[str, object]) -> int | None:
    """The lead a row is about: 0 for a line that is about none, None where nobody can say."""
    if table == "lead":
        return _number(key.get("id"))
    for side in sides:
        if "lead_id" in side:
            return _number(side["lead_id"]) or 0
    if table == "put_off":
        return 0
    rows = ask(f"SELECT lead_id FROM {table} WHERE id = ?", (key.get("id"),))  # noqa: S608 - a name of OF_LEADS
    return _number(rows[0][0]) if rows else None


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None


def facts_again(ask: Ask, before: Facts, touched: Sequence[int]) -> tuple[Facts, list[LeadFact]]:
    """The facts with these leads read again, and the leads whose lines may differ because of it."""
    fresh = {lead.id: lead for lead in read_leads(ask, before.of, touched)} if touched else {}
    chosen = frozenset(touched)
    known = {id_: before.leads[id_] for id_ in touched if id_ in before.leads}
    told = _with(before.told, chosen, read_told(ask, touched) if touched else {})
    taught = before.taught
    new = [id_ for id_ in fresh if id_ not in known]
    if new:
        read = read_taught(ask, new)
        taught = replace(taught, roles={**taught.roles, **read.roles}, courses={**read.courses, **taught.courses})
    leads = _with(before.leads, chosen, fresh)
    of_others = not chosen <= known.keys() | fresh.keys()  # what a colleague's lead was before is not known here
    moved = of_others or any(_linked(known.get(id_)) != _linked(fresh.get(id_)) for id_ in touched)
    staged = of_others or any(_stage(known.get(id_)) is not _stage(fresh.get(id_)) for id_ in touched)
    others: frozenset[int] = frozenset()
    changed = programmes_of(ask, touched) if moved or staged else []
    if changed and moved:
        links = {one: person for one, person in taught.sole_links.items() if one not in changed}
        taught = replace(taught, sole_links={**links, **read_sole_links(ask, changed)})
        others = taught.sole ^ before.taught.sole
    warm = {**before.warm, **warmth_of(fresh.values(), told, before.ties, before.on)}
    facts = replace(
        before,
        ask=ask,
        leads=leads,
        told=told,
        taught=taught,
        warm=warm,
        put_off=read_put_off(ask, before.on),
        agreed=read_agreed(ask),
        programmes=read_programmes_again(ask, before.programmes, changed) if changed else before.programmes,
        untold=_untold_again(ask, before, touched) if touched else before.untold,
    )
    differ = [*fresh.values()]
    if others:
        differ += [lead for lead in leads.values() if lead.person_id in others and lead.id not in fresh]
    return facts, differ


def _untold_again(ask: Ask, before: Facts, touched: Sequence[int]) -> list[Untold]:
    if len(before.untold) > MANY:
        return read_untold(ask, before.on, of=before.of, most=MANY + 1)
    others = [one for one in before.untold if one.lead not in touched]
    fresh = read_untold(ask, before.on, of=before.of, leads=touched)
    return sorted([*others, *fresh], key=attrgetter("order")) if fresh else others


def _with(before: Mapping[int, T], touched: frozenset[int], fresh: Mapping[int, T]) -> dict[int, T]:
    """What was known of each lead, of those that were touched as it is now; each stays in its place."""
    found = {**before, **fresh}
    for id_ in touched - fresh.keys():
        found.pop(id_, None)
    return found


def _stage(lead: LeadFact | None) -> Stage | None:
    return None if lead is None else lead.stage


def _linked(lead: LeadFact | None) -> bool:
    return lead is not None and lead.stage.value in LINKED
