"""The rules of a source in the database: read by them, and read again where they changed."""

import json
from collections.abc import Iterable
from zlib import crc32

from sqlalchemy import Engine
from sqlmodel import Session

from crawler.learning.rules import Rule
from crawler.learning.templates import address_holds
from crm.services import site_rules
from crm.tables import RuleReading, SiteRule
from crm.words import RuleState


def rule_of(row: SiteRule) -> Rule:
    """A rule as the reader takes it."""
    return Rule.from_json(row.rule, row.id)


def rules_of(engine: Engine, source_id: int, state: RuleState | None = RuleState.KEPT) -> list[Rule]:
    """The rules of a source, oldest first."""
    with Session(engine) as session:
        return [rule_of(row) for row in site_rules.of_source(session, source_id, state)]


def changed_addresses(session: Session, source_id: int) -> frozenset[str]:
    """Addresses of templates whose rules are not those by which the source was read last."""
    row = session.get(RuleReading, source_id)
    was = dict(row.rules) if row is not None else {}
    now = _now(session, source_id)
    return frozenset(
        address for rules, other in ((was, now), (now, was)) for number, address in rules.items() if number not in other
    )


def note_reading(session: Session, source_id: int) -> None:
    """Writes down that the source is read by the rules it has now."""
    row = session.get(RuleReading, source_id) or RuleReading(source_id=source_id)
    row.rules = _now(session, source_id)
    session.add(row)


def touches(addresses: Iterable[str], url: str) -> bool:
    """Whether the page at `url` has one of these addresses of templates."""
    return any(address_holds(address, url) for address in addresses)


def _now(session: Session, source_id: int) -> dict[str, str]:
    """Number and contents of each rule → the address of its template: a number may be given to another rule later."""
    found = {}
    for row in site_rules.of_source(session, source_id):
        contents = json.dumps(row.rule, sort_keys=True).encode()
        found[f"{row.id} {crc32(contents):08x}"] = str(row.rule["address"])
    return found
