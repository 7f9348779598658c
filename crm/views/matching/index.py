"""What matching reads, made ready once a process and again when the map or what teachers told has changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic
from typing import Any, NamedTuple

import numpy as np
import sqlalchemy as sa
from sqlalchemy import Connection
from sqlmodel import Session

from crm.matching import Matcher
from crm.matching.encoders import Encoder, Vectors
from crm.matching.index import Scores
from crm.matching.meaning import Encoded, Vector
from crm.matching.texts import CaseText
from crm.tables import table_named
from crm.tables.crawled import CHANGE, CRAWL_RUN
from crm.views.matching.texts import Of, Offered, case_texts, offered

VECTOR, JOURNAL_ROW, JOURNAL_ENTRY = (
    table_named("text_vector"),
    table_named("journal_row"),
    table_named("journal_entry"),
)

_READ_FROM = (
    "agreement",
    "company_case",
    "course",
    "course_in_programme",
    "entity",
    "example",
    "programme",
    "sighting",
)
"""Tables whose rows are texts of a match: only when one of them was touched may the texts be others."""

_RUNS_WATCHED = 20

VECTORS_EVERY = 5.0
"""Seconds between two readings of new vectors: while the encoders are at work there are some every moment."""


_KEPT_SCORES = 300
"""Cases whose scores are kept in memory: 80 kB each among 20,000 courses."""


@dataclass(frozen=True, slots=True)
class Index:
    """The texts on offer, ready to be held against a case. `places`: whose text stands where."""

    matcher: Matcher
    of: tuple[Of, ...]
    places: dict[Of, int]
    courses: int
    """The first so many texts are courses; what teachers told stands behind them."""
    cases: Mapping[int, CaseText]
    """The texts of all cases, whatever their state, by their numbers."""
    unread: int
    """Texts that an encoder has not read yet: of those the others speak, or the words alone."""
    _scores: dict[CaseText, Scores] = field(default_factory=dict, repr=False)

    def scores(self, case: CaseText) -> Scores:
        """How well each text fits a case; worked out once."""
        found = self._scores.get(case)
        if found is None:
            if len(self._scores) >= _KEPT_SCORES:
                self._scores.clear()
            found = self._scores[case] = self.matcher.scores(case)
        return found


class _Stamp(NamedTuple):
    """Changes whenever the texts may have: by crawls, and by actions on what they stand in."""

    row: int
    undone: Any
    change: int | None
    runs: tuple[Any, ...]


@dataclass(slots=True)
class _Held:
    """What was made of one database."""

    stamp: _Stamp | None = None
    vectors: tuple[int, int] = (-1, -1)
    """Newest vector of what is offered, and of all."""
    read_at: float = float("-inf")
    offered: Offered | None = None
    cases: Sequence[CaseText] = ()
    index: Index | None = None


_held: dict[tuple[str, tuple[str, ...]], _Held] = {}
_lock = Lock()


def index_of(session: Session, encoders: Sequence[Encoder] = ()) -> Index:
    """The index of the session's database: the one held, as long as nothing it was made from has changed."""
    bind = session.get_bind()
    key = (str(bind.engine.url), tuple(encoder.name for encoder in encoders))
    with _lock:
        held = _held.setdefault(key, _Held())
        connection = session.connection()
        stamp, vectors = _stamp(connection, held.stamp), _newest_vectors(connection) if encoders else (0, 0)
        read_now = vectors != held.vectors and monotonic() - held.read_at > VECTORS_EVERY
        if held.index is None or stamp != held.stamp or read_now:
            known, cases = (
                (offered(session), case_texts(session)) if stamp != held.stamp else (held.offered, held.cases)
            )
            assert known is not None
            held.index = _made(session, held, known, cases, encoders, vectors)
            held.offered, held.cases, held.stamp, held.vectors = known, cases, stamp, vectors
            held.read_at = monotonic()
        return held.index


def forget() -> None:
    """Lets go of what is held."""
    with _lock:
        _held.clear()


def _stamp(connection: Connection, before: _Stamp | None) -> _Stamp:
    last = before.row if before is not None else 0
    touched = sa.select(sa.func.max(JOURNAL_ROW.c.id)).where(
        JOURNAL_ROW.c.id > last, JOURNAL_ROW.c.table.in_(_READ_FROM)
    )
    runs = sa.select(CRAWL_RUN.c.id, CRAWL_RUN.c.state).order_by(CRAWL_RUN.c.id.desc()).limit(_RUNS_WATCHED)
    return _Stamp(
        connection.scalar(touched) or last,
        connection.scalar(sa.select(sa.func.max(JOURNAL_ENTRY.c.undone_at))),
        connection.scalar(sa.select(sa.func.max(CHANGE.c.id))),
        tuple(tuple(row) for row in connection.execute(runs)),
    )


def _newest_vectors(connection: Connection) -> tuple[int, int]:
    """Of what is offered, and of all; backwards from the last, which no index may lead away from."""
    newest = sa.select(VECTOR.c.id).order_by(VECTOR.c.id.desc()).limit(1)
    of_no_case = sa.func.coalesce(VECTOR.c.case_id, 0) == 0
    return connection.scalar(newest.where(of_no_case)) or 0, connection.scalar(newest) or 0


def _made(
    session: Session,
    held: _Held,
    known: Offered,
    cases: Sequence[CaseText],
    encoders: Sequence[Encoder],
    newest: tuple[int, int],
) -> Index:
    """The index of what stands now; what has not changed is taken from the one held."""
    before = held.index
    same = before is not None and known == held.offered
    if before is not None and same and newest == held.vectors and list(cases) == list(held.cases):
        return before
    places = {of: place for place, of in enumerate(known.of)}
    count = sum(of.sort == "course" for of in known.of)
    texts = {int(case.id): case for case in cases}
    if before is not None and same and newest[0] == held.vectors[0]:
        read = {encoder.name: Encoded((), _of_cases(session, encoder, cases)) for encoder in encoders}
        return Index(before.matcher.knowing(cases, read), known.of, places, count, texts, before.unread)
    vectors = {
        encoder.name: Encoded(_of_offered(session, encoder, places), _of_cases(session, encoder, cases))
        for encoder in encoders
    }
    ready = [encoder for encoder in encoders if _has_any(vectors[encoder.name])]
    unread = max((int(np.isnan(vectors[one.name].parts[-1][:, 0]).sum()) for one in encoders), default=0)
    if before is not None and same:
        matcher = before.matcher.reading(ready, cases, vectors)
    else:
        matcher = Matcher(known.texts, ready, cases, vectors)
    return Index(matcher, known.of, places, count, texts, unread)


def _has_any(vectors: Encoded) -> bool:
    return any(len(part) > 0 and not np.isnan(part[:, 0]).all() for part in vectors.parts)


def _of_offered(session: Session, encoder: Encoder, places: dict[Of, int]) -> tuple[Vectors, ...]:
    """What one encoder made of the texts on offer, in their order; NaN where there is nothing yet."""
    parts: dict[str, Vectors] = {}
    for sort in ("course", "example", "agreement"):
        column = VECTOR.c[f"{sort}_id"]
        rows = sa.select(column, VECTOR.c.part, VECTOR.c.vector).where(
            VECTOR.c.encoder == encoder.name, column.is_not(None)
        )
        for id_, part, vector in session.connection().execute(rows):
            if (place := places.get(Of(sort, id_))) is not None:
                read = np.frombuffer(vector, dtype="<f2")
                if part not in parts:
                    parts[part] = np.full((len(places), len(read)), np.nan, dtype=np.float32)
                parts[part][place] = read
    nothing = np.full((len(places), 1), np.nan, dtype=np.float32)
    return tuple(parts.get(part, nothing) for part in encoder.reads)


def _of_cases(session: Session, encoder: Encoder, cases: Sequence[CaseText]) -> dict[str, Vector]:
    """What it made of cases, by their texts."""
    texts = {int(case.id): case.text for case in cases}
    rows = sa.select(VECTOR.c.case_id, VECTOR.c.vector).where(
        VECTOR.c.encoder == encoder.name, VECTOR.c.case_id.is_not(None)
    )
    return {
        texts[id_]: np.frombuffer(vector, dtype="<f2").astype(np.float32)
        for id_, vector in session.connection().execute(rows)
        if id_ in texts
    }
