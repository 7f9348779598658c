"""Healing a source in the database: what earlier runs put on the map, found again on its pages, proposes rules."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from crawler.addresses import normalise
from crawler.alarm import Found, found_in
from crawler.answers import Answer
from crawler.archive import answers
from crawler.extraction.blocks import Page as PageOfLines
from crawler.extraction.findings import PageFindings
from crawler.extraction.reader import page_of
from crawler.fold import gather, pack, unpack
from crawler.learning.applying import apply_rules
from crawler.learning.copying import copied
from crawler.learning.facts import Differences, Fact, facts_of
from crawler.learning.healing import doubted, learn_again
from crawler.learning.rules import Rule, Says
from crawler.learning.templates import address_of, may_fit
from crm.services import site_rules
from crm.services.mentions import UNSURE
from crm.tables import Page, Source
from crm.tables.core import ROLE
from crm.tables.crawled import SIGHTING
from crm.unit_of_work import unit_of_work
from crm.words import EntityKind, Level, RoleKind

MOST_OF_TEMPLATE = 40
"""Pages of one address that rules are learnt from."""

MOST_PAGES = 600
"""Pages of a source that rules are learnt from."""

MOST_DOUBTS = 2_000
"""Newly read values that one rule may list."""


@dataclass(slots=True)
class Mended:
    """What a source teaches about its own new templates, before anybody accepts it."""

    rules: list[Rule] = field(default_factory=list)
    differences: Differences = field(default_factory=Differences)
    found: Found | None = None
    """What all pages name with the rules."""


def propose(engine: Engine, source: Source, run_id: int | None, today: date, *, by: str) -> Mended:
    """Learns from what is known and writes the rules down as proposals, in place of earlier ones.

    Nothing is kept or changed by it. `run_id`: the held run that they would mend.
    """
    mended = mend(engine, source, today)
    if mended.rules:
        with unit_of_work(engine, by=by, journalled=False) as work:
            rules = [(str(rule.says), rule.to_json()) for rule in mended.rules]
            site_rules.propose(work, source.id or 0, run_id, rules)
    return mended


def mend(engine: Engine, source: Source, today: date) -> Mended:
    """What `propose` would write down."""
    assert source.id is not None
    known = known_of(engine, source.id)
    read = _read(engine, source.id)
    pages = _some_pages(engine, source.id, known.keys() & read.keys())
    rules = learn_again(pages, read, known)
    if rules is None:
        return Mended()
    mended = _laid_over(engine, source, rules, read)
    if (doubts := doubted({**read, **mended}, known)) is not None:
        rules.append(Rule(doubts.says, (), doubts.template, doubts.marks[:MOST_DOUBTS]))
        mended = _laid_over(engine, source, rules, read)
    result = Mended(rules, Differences(pages=len(read), fitting=len(mended)))
    for url, findings in sorted(mended.items()):
        result.differences.add(url, facts_of(read[url]), facts_of(findings))
    result.found = _found(engine, source, today, mended) if rules else None
    return result


def known_of(engine: Engine, source_id: int) -> dict[str, list[Fact]]:
    """What the map believes of each page of a source, doubtful things left out."""
    with Session(engine) as session:
        rows = list(
            session.connection()
            .execute(
                sa.select(SIGHTING, ROLE.c.person_id)
                .outerjoin(ROLE, ROLE.c.id == SIGHTING.c.entity_id)
                .where(SIGHTING.c.source_id == source_id, SIGHTING.c.ended_on.is_(None))
                .order_by(SIGHTING.c.id)
            )
            .all()
        )
    sure = [row for row in rows if row.confidence >= UNSURE and not row.says.get("doubtful")]
    names = {
        (row.page, row.entity_id): row.says["name"]
        for row in sure
        if row.kind == EntityKind.PERSON and row.says.get("name")
    }
    known: dict[str, list[Fact]] = defaultdict(list)
    for row in sure:
        known[row.page] += _facts(row, names.get((row.page, row.person_id)))
    return dict(known)


def _facts(row: Any, holder: str | None) -> Iterator[Fact]:  # noqa: ANN401 - a row of the table `sighting`
    says = row.says
    whose = says.get("code") or says.get("name") or ""
    if row.kind == EntityKind.COURSE:
        if says.get("name"):
            yield Fact(Says.COURSE_NAME, whose, says["name"])
        if says.get("code"):
            yield Fact(Says.COURSE_CODE, says.get("name") or "", says["code"])
        if says.get("credits") is not None or says.get("credits_text"):
            number = says.get("credits")
            yield Fact(Says.CREDITS, whose, f"{number:g}" if number is not None else says["credits_text"])
    elif row.kind == EntityKind.PERSON and says.get("email"):
        yield Fact(Says.EMAIL, says.get("name") or "", says["email"])
    elif row.kind == EntityKind.ROLE and holder and says.get("kind") in set(RoleKind):
        yield Fact(Says(says["kind"]), whose, holder)


def _read(engine: Engine, source_id: int) -> dict[str, PageFindings]:
    stored = select(Page.findings).where(Page.source_id == source_id, col(Page.findings).is_not(None))
    with Session(engine) as session:
        found = (unpack(packed, furniture=False) for packed in session.exec(stored) if packed is not None)
        return {findings.url: findings for findings in found}


def _some_pages(engine: Engine, source_id: int, urls: "set[str]") -> list[PageOfLines]:
    counted: Counter[str] = Counter()

    def wanted(url: str) -> bool:
        if url not in urls or counted.total() >= MOST_PAGES or counted[address_of(url)] >= MOST_OF_TEMPLATE:
            return False
        counted[address_of(url)] += 1
        return True

    found = (_lines(answer) for _id, answer in answers(engine, source_id, wanted))
    return [page for page in found if page is not None]


def _lines(answer: Answer) -> PageOfLines | None:
    read = page_of(answer.body, answer.url, answer.content_type)
    return read[0] if read is not None else None


def _laid_over(
    engine: Engine, source: Source, rules: Sequence[Rule], read: "dict[str, PageFindings]"
) -> dict[str, PageFindings]:
    """The pages on which the rules find something, as they would be read with them."""
    level: Level | None = source.level
    fits: Callable[[str], bool] = lambda url: url in read and any(may_fit(rule, url) for rule in rules)  # noqa: E731 - shorter so
    mended: dict[str, PageFindings] = {}
    for _id, answer in answers(engine, source.id or 0, fits):
        page, findings = _lines(answer), copied(read[answer.url])
        if page is not None and apply_rules(rules, page, findings, level):
            mended[answer.url] = findings
    return mended


def _found(engine: Engine, source: Source, today: date, mended: "dict[str, PageFindings]") -> Found:
    with Session(engine) as session:
        chosen = select(Page.id, Page.url).where(Page.source_id == source.id, col(Page.url).in_(list(mended)[:30_000]))
        packs = {page_id: pack(mended[url]) for page_id, url in session.exec(chosen) if page_id is not None}
    return found_in(gather(engine, source, normalise(source.url) or source.url, today, packs))
