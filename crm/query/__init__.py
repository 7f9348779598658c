"""The query language of search boxes, `--query` and saved lists."""

from crm.query.conditions import conditions, leads, people
from crm.query.parsing import parse
from crm.query.terms import Query

__all__ = ["Query", "conditions", "leads", "parse", "people"]
