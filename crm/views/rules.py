"""What was learnt of sites, rule by rule."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session

from crm.tables.crawled import SITE_RULE, SOURCE


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule: what it says that stands where, on which pages, learnt from which words, by whom."""

    id: int
    source_id: int
    source: str
    state: str
    says: str
    where: str
    pages: str
    marks: tuple[str, ...]
    at: datetime
    by: str


def rules(session: Session, source_id: int | None = None) -> list[RuleLine]:
    """The rules of a source, or of all, oldest first; proposed ones too."""
    query = sa.select(SITE_RULE, SOURCE.c.name.label("source")).join(SOURCE, SOURCE.c.id == SITE_RULE.c.source_id)
    if source_id is not None:
        query = query.where(SITE_RULE.c.source_id == source_id)
    return [
        RuleLine(
            row.id,
            row.source_id,
            row.source,
            str(row.state),
            row.says,
            " / ".join(dict.fromkeys(text for _where, text in row.rule["anchors"])),
            row.rule["address"],
            tuple(dict.fromkeys(mark[3] for mark in row.rule["marks"])),
            row.at,
            row.by,
        )
        for row in session.connection().execute(query.order_by(SITE_RULE.c.source_id, SITE_RULE.c.id))
    ]
