"""Search over everything, at every keystroke: words first, and where those find little, what was probably meant."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from crm.case_words import Asked
from crm.query.searching import TRIGRAM, ids_with_words
from crm.tables.core import LEAD, SEARCH_TEXT
from crm.text import fold
from crm.words import EntityKind, Milestone

MOST_HITS = 2000
"""Hits that are put in order: ranking all of them costs 50 to 580 ms at a million rows, the first 2,000 cost 6."""

FEW_HITS = 3
"""With fewer hits than this, likely misspellings are looked for as well."""

LEAST_LIKENESS = 72
"""Of 100: below it a misspelt word is taken for another word. Set on transposed, dropped and doubled letters."""

MOST_EXAMPLES = 8
"""Examples among the hits; `X` shows them all."""

_COMPANY_SCORE = 5.0
"""As a school weighs; more where its name begins with what was typed."""

_EXAMPLE_SCORE = 18.0
"""Between a name with the word in it and a name that is much like it."""

_WEIGHTS = {
    EntityKind.PERSON: 6,
    EntityKind.COURSE: 4,
    EntityKind.PROGRAMME: 5,
    EntityKind.INSTITUTION: 5,
    EntityKind.UNIT: 3,
}
_COLUMNS = (*(SEARCH_TEXT.c[name] for name in ("id", "kind", "name", "place", "words")), LEAD.c.id.label("lead"))


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was found; `where` says what it belongs to, `lead` its lead's id for a person who has one."""

    kind: EntityKind | Milestone | Asked
    id: int
    name: str
    where: str
    score: float
    lead: int | None = None
    person: int | None = None
    """Of an example: whose it is."""
    case: int | None = None
    """The case that shows it: of a company the newest one."""


def search(session: Session, text: str, limit: int = 50) -> list[Hit]:
    """The things in which every word of `text` begins a word, best first; then those that look much like it.

    Capitals, diacritics and punctuation do not count, nor does the order of the words.
    """
    words = fold(text).split()[:12]
    if not words:
        return []
    dialect = session.get_bind().dialect.name
    likely = _likely(session, words, dialect, max(limit * 4, 200))
    hits = [_hit(row, _score(row, words)) for row in _hits(session, sa.select(SEARCH_TEXT.c.id).where(likely))]
    if len(hits) < FEW_HITS:
        known = {hit.id for hit in hits}
        hits += [hit for hit in _alike(session, words, dialect) if hit.id not in known]
    hits += [*_examples(session, text), *_asked(session, text, words)]
    return sorted(hits, key=lambda hit: (-hit.score, len(hit.name), hit.name, hit.id))[:limit]


def _examples(session: Session, text: str) -> list[Hit]:
    """The newest examples with these words: below whose name it is, above what is merely much like it."""
    from crm.views.examples import find_examples

    return [
        Hit(Milestone.EXAMPLE, one.id, one.text, one.person, _EXAMPLE_SCORE, one.lead_id, one.person_id)
        for one in find_examples(session, text, MOST_EXAMPLES)
    ]


MOST_ASKED = 20
"""Companies and cases among the hits."""


def _asked(session: Session, text: str, words: list[str]) -> list[Hit]:
    """The companies and cases with these words: a company by its name as other names, a case as an example."""
    from crm.views.cases import case_lines
    from crm.views.companies import company_lines

    found = case_lines(session, query=text)
    newest = {one.company_id: one.id for one in sorted(found, key=lambda one: one.id)}
    hits = []
    for company in company_lines(session, text)[:MOST_ASKED]:
        where = " · ".join(part for part in (company.sector, company.municipality) if part)
        begins = all(any(part.startswith(word) for part in fold(company.name).split()) for word in words)
        score = _COMPANY_SCORE + (30 if begins else 0)
        hits.append(Hit(Asked.COMPANY, company.id, company.name, where, score, case=newest.get(company.id)))
    hits += [Hit(Asked.CASE, one.id, one.title, one.company, _EXAMPLE_SCORE, case=one.id) for one in found[:MOST_ASKED]]
    return hits


def hits_json(hits: Iterable[Hit]) -> list[dict[str, Any]]:
    """The hits in the shape of `werkplaats search --json`."""
    return [
        {"kind": hit.kind.value, "id": hit.id, "name": hit.name, "where": hit.where, "score": hit.score} for hit in hits
    ]


def ids_alike(session: Session, text: str) -> list[int]:
    """Ids of what looks much like `text`: for a filter whose words find nothing."""
    words = fold(text).split()[:12]
    return [hit.id for hit in _alike(session, words, session.get_bind().dialect.name)] if words else []


def _likely(session: Session, words: list[str], dialect: str, most: int) -> sa.ColumnElement[bool]:
    """The `most` best of the first hits, by where in their text the words stand: the name comes first in it."""
    few = ids_with_words(" ".join(words), dialect).limit(MOST_HITS).subquery("found")
    (found_id,) = few.c
    statement = sa.select(SEARCH_TEXT.c.id, SEARCH_TEXT.c.words).join(few, found_id == SEARCH_TEXT.c.id)
    spaced = [f" {word}" for word in words]

    def depth(row: tuple[int, str]) -> tuple[int, int]:
        text = f" {row[1]}"
        return sum(text.find(word) for word in spaced), len(text)

    rows = [(known, text) for known, text in session.connection().execute(statement)]
    return SEARCH_TEXT.c.id.in_([known for known, _text in nsmallest(most, rows, key=depth)])


def _hits(session: Session, ids: sa.Select[Any]) -> Sequence[Any]:
    few = ids.limit(MOST_HITS).subquery("found")
    (found_id,) = few.c
    statement = (
        sa.select(*_COLUMNS)
        .join(few, found_id == SEARCH_TEXT.c.id)
        .outerjoin(LEAD, LEAD.c.person_id == SEARCH_TEXT.c.id)
    )
    return session.connection().execute(statement).all()


def _hit(row: sa.Row[Any], score: float) -> Hit:
    return Hit(row.kind, row.id, row.name, row.place, round(score, 1), row.lead)


def _score(row: sa.Row[Any], words: list[str]) -> float:
    """Whole names before beginnings of names, these before words within them, and these before words of the place."""
    name = fold(row.name)
    own = name.split()
    typed = " ".join(words)
    score = _weight(row)
    if name == typed:
        return score + 100
    if name.startswith(typed):
        score += 30
    for word in words:
        if word in own:
            score += 40 / len(words)
        elif any(part.startswith(word) for part in own):
            score += 20 / len(words)
    return score


def _weight(row: sa.Row[Any]) -> float:
    """By kind of thing; whoever is worked with already counts for more."""
    return _WEIGHTS.get(row.kind, 0) + (8 if row.lead is not None else 0)


def _alike(session: Session, words: list[str], dialect: str) -> list[Hit]:
    """Likely meant: candidates share an unbroken piece of each misspelt word; likeness is of the worst word."""
    candidates: dict[int, sa.Row[Any]] = {}
    for select in _candidates(words, dialect):
        if dialect != "sqlite":
            session.connection().execute(sa.text("SET LOCAL pg_trgm.word_similarity_threshold = 0.3"))
        candidates |= {row.id: row for row in _hits(session, select)}
    hits = []
    for row in candidates.values():
        likeness = min(_likeness(word, row.words.split()) for word in words)
        if likeness >= LEAST_LIKENESS:
            hits.append(_hit(row, likeness / 10 + _weight(row)))
    return hits


def _likeness(word: str, among: Iterable[str]) -> float:
    """Of 0 to 100, how like `word` is to the nearest of `among`, the last letters of which may not be typed yet."""
    if len(word) < 3:
        return 100 if any(other.startswith(word) for other in among) else 0
    from rapidfuzz import fuzz

    return max((fuzz.ratio(word, other[: len(word) + 1]) for other in among), default=0)


def _candidates(words: list[str], dialect: str) -> Iterable[sa.Select[Any]]:
    long = sorted((word for word in words if len(word) >= 3), key=len, reverse=True)[:3]
    for word in long:
        if dialect != "sqlite":
            yield (
                sa.select(SEARCH_TEXT.c.id)
                .where(sa.literal(word).op("<%")(SEARCH_TEXT.c.words))
                .order_by(sa.literal(word).op("<<->")(SEARCH_TEXT.c.words))
            )
        elif len(word) >= 6:
            pieces = " OR ".join(f'"{piece}"' for piece in _pieces(word))
            yield sa.select(TRIGRAM.c.rowid).where(TRIGRAM.c.search_trigram.op("MATCH")(pieces))
        else:
            # too short for two pieces of three letters: what begins alike, or goes on alike after the first letter
            yield ids_with_words(word[:2], dialect)


def _pieces(word: str) -> list[str]:
    """Halves of a word and its middle: one slip of the hand, even a swap on the seam, leaves one of them whole."""
    half = len(word) // 2
    quarter = max(half // 2, 1)
    middle = word[quarter : quarter + max(half, 3)]
    return list(dict.fromkeys([word[:half], word[half:], middle]))
