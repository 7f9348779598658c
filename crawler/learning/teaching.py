"""Showing the reader what a piece of a crawled page is: the page as text, the rule that follows, and what it does."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from crawler.addresses import normalise
from crawler.answers import Answer
from crawler.archive import answer_of, answers
from crawler.extraction.blocks import Line
from crawler.extraction.findings import Evidence, PageFindings
from crawler.extraction.reader import page_of
from crawler.fetching import open_door
from crawler.fold import unpack
from crawler.learning.applying import apply_rules
from crawler.learning.copying import copied
from crawler.learning.facts import Differences, facts_of
from crawler.learning.induction import learn, not_one
from crawler.learning.keeping import rules_of
from crawler.learning.rules import Mark, Rule, Says
from crawler.learning.spots import Spots
from crawler.learning.templates import address_holds, address_of_all, fits, may_fit
from crawler.learning.values import read_values
from crm.clock import Clock
from crm.errors import NotFoundError, RefusedError
from crm.language import _
from crm.services import site_rules
from crm.tables import Page, Source
from crm.text import clean, fold
from crm.unit_of_work import unit_of_work

MOST_LEARNT_FROM = 40
"""Pages of a template by which ways to a piece are judged."""

MOST_PREVIEWED = 300
"""Pages of a template that a preview reads; it says so where there are more."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Something that was found in a line: what it is, whose, in which words, and how it was read."""

    says: Says
    words: str
    whose: str = ""
    method: str = ""
    contact: bool = True
    """False for a person who was seen and is no contact."""


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line of a page, with what was found in it."""

    index: int
    text: str
    level: int
    furniture: bool
    pieces: tuple[Piece, ...] = ()


@dataclass(slots=True)
class ShownPage:
    """A crawled page as text."""

    page_id: int
    source_id: int
    source: str
    url: str
    kind: str
    title: str
    lines: list[ShownLine] = field(default_factory=list)


@dataclass(slots=True)
class Lesson:
    """A rule that was learnt and not yet kept, with what it would do."""

    source_id: int
    rule: Rule
    differences: Differences
    more: int = 0
    """Pages of the template beside those that were read for the preview."""


def page_named(session: Session, given: str) -> Page:
    """The crawled page of that address or number. Raises NotFoundError."""
    page = session.get(Page, int(given)) if given.isdigit() else None
    if page is None:
        url = normalise(given) or given
        page = session.exec(select(Page).where(Page.url == url).order_by(col(Page.source_id))).first()
    if page is None or page.findings is None:
        raise NotFoundError(
            _("{page} is no page that was read: `werkplaats pages SOURCE` lists those.").format(page=clean(given, 200))
        )
    return page


def shown_page(engine: Engine, page_id: int) -> ShownPage:
    """The page as text with what was found marked in it. Raises NotFoundError where it is not archived."""
    with Session(engine) as session:
        page = session.get_one(Page, page_id)
        source = session.get_one(Source, page.source_id)
        findings = unpack(page.findings) if page.findings is not None else PageFindings(page.url)
        shown = ShownPage(page_id, page.source_id, source.name, page.url, page.kind or "", findings.title or "")
    answer = answer_of(engine, page_id)
    read = page_of(answer.body, answer.url, answer.content_type) if answer is not None else None
    if read is None:
        raise NotFoundError(_("{url} is not in the archive: the next crawl reads it again.").format(url=shown.url))
    pieces = _pieces(read[0].lines, findings)
    shown.lines = [
        ShownLine(line.index, line.text, line.level, line.box.furniture, tuple(pieces.get(line.index, ())))
        for line in read[0].lines
    ]
    return shown


def _pieces(lines: Sequence[Line], findings: PageFindings) -> dict[int, list[Piece]]:
    """Line → what was found in it. A value stands where its words are; credits with the words that say them."""
    found: dict[int, list[Piece]] = defaultdict(list)
    methods = _methods(findings.evidence)
    texts = [(line.index, fold(line.text), {mail.lower() for mail in line.mails}, line.box.furniture) for line in lines]

    def put(words: str | None, piece: Piece, *, most: int = 3) -> None:
        key = fold(words or "")
        if len(key) < 2:
            return
        at = [i for i, text, _mails, furniture in texts if f" {key} " in f" {text} " and not furniture][:most]
        for index in at:
            if piece not in found[index]:
                found[index].append(piece)

    for number, course in enumerate(findings.courses):
        whose = course.code or course.name or ""
        put(course.name, Piece(Says.COURSE_NAME, course.name or "", "", methods.get(f"courses[{number}].name", "")))
        put(
            course.code,
            Piece(Says.COURSE_CODE, course.code or "", course.name or "", methods.get(f"courses[{number}].code", "")),
        )
        put(
            course.credits_text,
            Piece(Says.CREDITS, course.credits_text or "", whose, methods.get(f"courses[{number}].credits", "")),
        )
    for number, person in enumerate(findings.people):
        how = methods.get(f"people[{number}].roles", "") or methods.get(f"people[{number}].name", "")
        pieces = [Piece(Says(role.kind), person.name, role.name or "", how) for role in person.roles]
        for piece in pieces or [Piece(Says.PERSON, person.name, "", how, contact=False)]:
            put(person.raw or person.name, piece)
        for index, _text, mails, _furniture in texts if person.email else ():
            if (person.email or "").lower() in mails:
                found[index].append(
                    Piece(Says.EMAIL, person.email or "", person.name, methods.get(f"people[{number}].email", ""))
                )
        put(
            person.email, Piece(Says.EMAIL, person.email or "", person.name, methods.get(f"people[{number}].email", ""))
        )
    return found


def _methods(evidence: Iterable[Evidence]) -> dict[str, str]:
    return {each.field: str(each.method) for each in reversed(list(evidence))}


def offered(engine: Engine, page_id: int, line: int) -> list[tuple[Says, tuple[str, ...]]]:
    """What a line may be marked as, the likeliest first: each with the words in it that it would be."""
    answer = answer_of(engine, page_id)
    read = page_of(answer.body, answer.url, answer.content_type) if answer is not None else None
    if read is None:
        return []
    spots = Spots(read[0]).of(line).values()
    found = []
    for says in Says:
        values = {v.text for spot in spots for v in read_values(says, spot)} if says is not Says.UNSURE else set()
        if values:
            found.append((says, tuple(sorted(values))))
    return found


def teach(engine: Engine, source_id: int, marks: Sequence[Mark], clock: Clock) -> Lesson:
    """Learns a rule from marks, and reads the pages of the template with and without it.

    Raises RefusedError where the marks cannot be what they say.
    """
    urls = {mark.url for mark in marks}
    address = address_of_all(urls)
    counted: Counter[str] = Counter()

    def wanted(url: str) -> bool:
        if url in urls:
            return True
        counted["seen"] += address_holds(address, url)
        return address_holds(address, url) and counted["seen"] <= MOST_LEARNT_FROM

    site = {
        answer.url: Spots(read[0])
        for _id, answer in answers(engine, source_id, wanted)
        if (read := page_of(answer.body, answer.url, answer.content_type)) is not None
    }
    if any(mark.url not in site for mark in marks):
        raise RefusedError(not_one(marks[0].says, marks[0].words))
    rule = learn(marks, site)
    return preview(engine, source_id, rule, clock)


def preview(engine: Engine, source_id: int, rule: Rule, clock: Clock) -> Lesson:
    """What a rule would do to the archived pages of its template."""
    with Session(engine, expire_on_commit=False) as session:
        source = session.get_one(Source, source_id)
    start = normalise(source.url) or source.url
    read = open_door(source, start, clock.today(), rules_of(engine, source_id)).read
    lesson = Lesson(source_id, rule, Differences())
    fitting: list[str] = []

    def wanted(url: str) -> bool:
        if may_fit(rule, url):
            fitting.append(url)
        return may_fit(rule, url) and len(fitting) <= MOST_PREVIEWED

    for _id, answer in answers(engine, source_id, wanted):
        _compare(lesson, answer, read(answer), source)
    lesson.more = max(0, len(fitting) - MOST_PREVIEWED)
    return lesson


def _compare(lesson: Lesson, answer: Answer, before: PageFindings, source: Source) -> None:
    page = page_of(answer.body, answer.url, answer.content_type)
    if page is None or not fits(lesson.rule, page[0]):
        return
    lesson.differences.pages += 1
    after = copied(before)
    if apply_rules([lesson.rule], page[0], after, source.level):
        lesson.differences.fitting += 1
        lesson.differences.add(answer.url, facts_of(before), facts_of(after))


def keep(engine: Engine, lesson: Lesson, words: str, *, by: str, clock: Clock) -> tuple[int, int | None]:
    """Keeps a rule, as an action of `by`. Gives its number and that of the action; the pages are yet to be read."""
    with unit_of_work(engine, by=by, clock=clock) as work:
        row = site_rules.keep(work, lesson.source_id, str(lesson.rule.says), lesson.rule.to_json(), words)
        number = row.id or 0
    return number, work.entry_id
