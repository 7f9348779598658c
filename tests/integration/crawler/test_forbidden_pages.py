"""Pages that robots.txt forbids are not fetched, however late its answer comes and however many requests wait."""

import pytest

from benchmarks.crawl.robots import measured, rule_sets

pytestmark = pytest.mark.slow


def test_no_forbidden_page_is_fetched_while_the_rules_are_on_their_way() -> None:
    figures = measured(rule_sets()[1::8])
    assert figures["forbidden_fetched"] == 0
    assert figures["allowed_not_fetched"] == 0
    assert figures["asked"] > 3 * figures["at_once"]
