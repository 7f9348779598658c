"""A reader of pages with rules laid over what it says."""

import logging
from collections.abc import Callable, Sequence

from crawler.answers import Answer
from crawler.extraction.findings import PageFindings
from crawler.extraction.reader import page_of
from crawler.learning.applying import apply_rules
from crawler.learning.rules import Rule
from crawler.learning.templates import may_fit
from crm.words import Level

log = logging.getLogger(__name__)

Reading = Callable[[Answer], PageFindings]


def ruled(read: Reading, rules: Sequence[Rule], level: Level | None) -> Reading:
    """A reader of pages that lays `rules` over what `read` says."""
    if not rules:
        return read

    def reading(answer: Answer) -> PageFindings:
        findings = read(answer)
        mine = [rule for rule in rules if may_fit(rule, answer.url)]
        if mine and findings.problem is None:
            try:
                page = page_of(answer.body, answer.url, answer.content_type)
                if page is not None:
                    apply_rules(mine, page[0], findings, level)
            except Exception:
                # what was read without the rules stands
                log.exception("rules not applied: %s", answer.url[:200])
        return findings

    return reading
