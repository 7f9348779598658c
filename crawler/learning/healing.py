"""A site whose template changed heals itself: what is known of a page, found again on it, is the marks.

An anchor is believed when it leads to what is known on at least two places and to nothing else on any page of which
something is known. What a set of rules then says is held against what is known once more: a rule that brings something
that no earlier run said of a page is left out.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from crawler.extraction import read_site
from crawler.extraction.blocks import Page
from crawler.extraction.findings import PageFindings
from crawler.learning.applying import apply_rules
from crawler.learning.copying import copied
from crawler.learning.facts import Fact, facts_of
from crawler.learning.rules import Anchor, Mark, Rule, Says, Template, Where
from crawler.learning.spots import Spots
from crawler.learning.templates import EVERY, clusters, template_of
from crawler.learning.values import Value, key_of, read_values
from crm.text import fold

FEWEST_PLACES = 2
"""Places at which an anchor must lead to what is known."""

LEAST_LOST = 0.005
"""Share of what is known of a site that still stands on its pages and is not read any more, from which its template is
taken to have changed."""

MOST_MARKS = 6
"""Marks that are kept with a rule as its evidence."""

_ORDER = (
    Says.COURSE_NAME,
    Says.COURSE_CODE,
    Says.CREDITS,
    *(says for says in Says if says.is_role),
)
_OF_ANYBODY = frozenset({Says.PERSON, Says.EMAIL})
"""What stands with people who are no contacts too: it counts only with those who are."""

_PREFERRED = list(Where)

Known = Mapping[str, Sequence[Fact]]
"""Address of a page → what earlier runs said of it."""


@dataclass(slots=True)
class _Support:
    """What an anchor leads to, over the pages of a template."""

    right: dict[tuple[str, str], Mark] = field(default_factory=dict)
    """(page, key of the value) → the place."""
    wrong: int = 0


def heal(pages: Sequence[Page], read: Mapping[str, PageFindings], known: Known) -> list[Rule]:
    """The rules that bring back what is `known` of `pages` and no longer in what was `read` of them.

    `read` has what was read of all pages of the site, by address. Where something was lost, the last rule says what was
    newly read on pages that are known and is borne out by no other: that waits in review.
    """
    rules = learn_again(pages, read, known)
    if rules is None:
        return []
    mended = {url: copied(findings) for url, findings in read.items()}
    for page in pages:
        apply_rules(rules, page, mended[page.url])
    doubts = doubted(mended, known)
    return [*rules, doubts] if doubts is not None else rules


def learn_again(pages: Sequence[Page], read: Mapping[str, PageFindings], known: Known) -> list[Rule] | None:
    """The rules alone, from some `pages` of each template; None where nothing shows that a template changed."""
    gone = {url: _missing(facts, known.get(url, ())) for url, facts in _of_site(read.values()).items()}
    lost = sum(lost_on(page, gone[page.url]) for page in pages)
    if not lost or lost < LEAST_LOST * sum(len(known.get(page.url, ())) for page in pages):
        return None
    rules: list[Rule] = []
    for members in clusters(pages):
        if any(gone[page.url] for page in members):
            mine = {page.url: known.get(page.url, ()) for page in members}
            rules += _Template({page.url: Spots(page) for page in members}, read, mine, gone).rules()
    return rules


def doubted(mended: Mapping[str, PageFindings], known: Known) -> Rule | None:
    """The rule by which waits in review what is new on pages that are known, when they were `mended` by the others."""
    marks = tuple(_new(mended, known))
    return Rule(Says.UNSURE, (), Template(EVERY), marks) if marks else None


def lost_on(page: Page, gone: Sequence[Fact]) -> int:
    """How many of the names, codes and addresses that are no longer read of a page still stand on it."""
    text = " ".join(fold(line.text) for line in page.lines)
    mails = {mail.lower() for line in page.lines for mail in line.mails}
    return sum(
        (fact.says is not Says.CREDITS and fold(fact.value) in text) or fact.value.lower() in mails for fact in gone
    )


def _of_site(findings: Iterable[PageFindings]) -> dict[str, list[Fact]]:
    """What each page says, after the pages have helped each other."""
    return {page.url: facts_of(page) for page in read_site(findings)}


def _new(read: Mapping[str, PageFindings], known: Known) -> Iterator[Mark]:
    """What the pages that are known say and never said before; as the pages themselves say it."""
    for url, facts in _of_site(read.values()).items():
        if url not in known:
            continue
        key = keys_of(known[url])
        allowed = {key(fact) for fact in known[url]}
        new = [fact for fact in facts if key(fact) not in allowed]
        own = [fact for fact in facts_of(read[url]) if key(fact) not in allowed]
        for fact in own:
            if any(fact.says is other.says and _is_near(fact, other) for other in new):
                yield Mark(url, 0, fact.says, fact.value, fact.whose)


def _is_near(one: Fact, other: Fact) -> bool:
    return fold(one.value) == fold(other.value) or fold(one.whose) == fold(other.whose)


class _Template:
    """Pages of one template, while rules are sought that bring back what is known of them."""

    def __init__(
        self,
        spots: Mapping[str, Spots],
        read: Mapping[str, PageFindings],
        known: Known,
        gone: Mapping[str, Sequence[Fact]],
    ) -> None:
        self._spots, self._read, self._known, self._gone = spots, read, known, gone
        self._kept: list[Rule] = []

    def rules(self) -> list[Rule]:
        """The rules, courses before people before what hangs on them."""
        for says in _ORDER:
            self._heal(says)
        self._heal_job_titles()
        self._heal(Says.EMAIL)
        return self._kept

    def _heal(self, says: Says) -> None:
        """Adds the rule that brings back what is missing of one sort, if there is one."""
        now = self._now([])
        missing = {
            (url, _value_key(fact)) for url, facts in self._missing(now).items() for fact in facts if fact.says is says
        }
        rule = self._rule(says, missing) if missing else None
        if rule is not None and self._brings_nothing_else([rule], now):
            self._kept.append(rule)

    def _heal_job_titles(self) -> None:
        """Adds a rule for names and one for the job titles beside them, where together they bring back roles."""
        now = self._now([])
        lost = self._missing(now)
        missing = {(url, _value_key(fact)) for url, facts in lost.items() for fact in facts if fact.says.is_role}
        people = self._rule(Says.PERSON, missing) if missing else None
        if people is None:
            return
        best: tuple[tuple[int, tuple[int, int, str]], Rule] | None = None
        for anchor, marks in _titled(self._spots, [url for url, _key in missing]).items():
            rule = Rule(
                Says.JOB_TITLE, (anchor,), self._template(mark.url for mark in marks), tuple(marks[:MOST_MARKS])
            )
            after = self._missing(self._now([people, rule]))
            back = sum(len(facts) for facts in lost.values()) - sum(len(facts) for facts in after.values())
            rank = back, _liking(anchor)
            better = back >= FEWEST_PLACES and (best is None or rank > best[0])
            if better and self._brings_nothing_else([people, rule], now):
                best = rank, rule
        if best is not None:
            self._kept += [people, best[1]]

    def _now(self, more: Sequence[Rule]) -> dict[str, list[Fact]]:
        """What the pages say with the rules that are kept, and some `more`."""
        rules = [*self._kept, *more]
        return {url: _read_with(rules, own.page, self._read[url]) for url, own in self._spots.items()}

    def _missing(self, now: Mapping[str, Sequence[Fact]]) -> dict[str, list[Fact]]:
        """Of what the site lost, what is not there `now` either."""
        return {url: _missing(facts, self._gone[url]) for url, facts in now.items()}

    def _template(self, urls: Iterable[str]) -> Template:
        return template_of([self._spots[url].page for url in dict.fromkeys(urls)])

    def _rule(self, says: Says, missing: set[tuple[str, str]]) -> Rule | None:
        """The fewest anchors that lead to most of what is missing and to nothing wrong."""
        supports = {
            anchor: support
            for anchor, support in self._supports(says).items()
            if not support.wrong and len(support.right) >= FEWEST_PLACES
        }
        chosen: list[Anchor] = []
        marks: dict[tuple[str, str], Mark] = {}
        left = set(missing)
        while left and supports:
            best = max(
                supports, key=lambda a: (len(left & supports[a].right.keys()), len(supports[a].right), _liking(a))
            )
            if not left & supports[best].right.keys():
                break
            chosen.append(best)
            marks |= supports[best].right
            left -= supports.pop(best).right.keys()
        if not chosen:
            return None
        evidence = tuple(marks[at] for at in sorted(marks))[:MOST_MARKS]
        return Rule(says, tuple(chosen), self._template(url for url, _key in sorted(marks)), evidence)

    def _supports(self, says: Says) -> dict[Anchor, _Support]:
        supports: dict[Anchor, _Support] = defaultdict(_Support)
        for url, own in self._spots.items():
            facts = [f for f in self._known[url] if f.says is says or (says is Says.PERSON and f.says.is_role)]
            wanted = {_value_key(fact) for fact in facts}
            for line in own.page.lines:
                for anchor, spot in own.of(line.index).items():
                    for value in read_values(says, spot):
                        key = _known_as(_compared(value), wanted, says)
                        if key is not None:
                            mark = Mark(url, line.index, says, spot.text[:200])
                            supports[anchor].right.setdefault((url, key), mark)
                        elif self._known[url] and says not in _OF_ANYBODY:
                            supports[anchor].wrong += 1
        return supports

    def _brings_nothing_else(self, more: Sequence[Rule], before: Mapping[str, Sequence[Fact]]) -> bool:
        """Whether all that `more` rules bring to pages of which something is known, is known."""
        after = self._now(more)
        for url, known in self._known.items():
            key = keys_of(known)
            allowed = {key(fact) for fact in (*before[url], *known)}
            if known and any(key(fact) not in allowed for fact in after[url]):
                return False
        return True


def _titled(spots: Mapping[str, Spots], urls: Iterable[str]) -> dict[Anchor, list[Mark]]:
    """The anchors that lead to job titles, at two places or more."""
    found: dict[Anchor, list[Mark]] = defaultdict(list)
    for url in dict.fromkeys(urls):
        for line in spots[url].page.lines:
            for anchor, spot in spots[url].of(line.index).items():
                if read_values(Says.JOB_TITLE, spot):
                    found[anchor].append(Mark(url, line.index, Says.JOB_TITLE, spot.text[:200]))
    return {anchor: marks for anchor, marks in found.items() if len(marks) >= FEWEST_PLACES}


def _missing(now: Sequence[Fact], known: Sequence[Fact]) -> list[Fact]:
    key = keys_of(known)
    has = {key(fact) for fact in now}
    return [fact for fact in known if key(fact) not in has]


def keys_of(known: Sequence[Fact]) -> Callable[[Fact], tuple[Says, str, str]]:
    """How facts of a page are compared with what is known of it: a course is the same by its code and by its name."""
    codes = {fold(f.whose): key_of(Says.COURSE_CODE, f.value) for f in known if f.says is Says.COURSE_CODE and f.whose}

    people = {_value_key(f) for f in known if f.says.is_role}

    def key(fact: Fact) -> tuple[Says, str, str]:
        says, whose, value = fact.key
        if says.is_role:
            value = _known_as(value, people, says) or value
        return says, codes.get(fold(fact.whose), whose) if says is not Says.COURSE_NAME else "", value

    return key


def _read_with(rules: Sequence[Rule], page: Page, findings: PageFindings) -> list[Fact]:
    own = copied(findings)
    if rules:
        apply_rules(rules, page, own)
    return facts_of(own)


def _liking(anchor: Anchor) -> tuple[int, int, str]:
    return -_PREFERRED.index(anchor.where), -len(anchor.text), anchor.text


def _compared(value: Value) -> str:
    """How a value is compared with a fact: credits by their number."""
    number = value.credits.number if value.credits else None
    return f"{number:g}" if number is not None else value.key


def _known_as(key: str, wanted: Iterable[str], says: Says) -> str | None:
    """As what a value is known; a surname alone as the full name that ends in it."""
    if key in wanted:
        return key
    if says.names_somebody:
        return next((full for full in sorted(wanted) if full.endswith(f" {key}")), None)
    return None


def _value_key(fact: Fact) -> str:
    return key_of(fact.says, fact.value)
