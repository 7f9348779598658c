"""The vectors of texts, kept beside them: made for what is new or changed, some at a time, and taken up where it was.

Derived data: no action of a user, so nothing of it is journalled. A stop or a crash loses one batch.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from threading import Event
from time import monotonic
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from crm.database.batches import batched
from crm.matching.encoders import Encoder
from crm.matching.meaning import course_texts
from crm.matching.texts import CaseText, shortened
from crm.tables import table_named
from crm.unit_of_work import reading, unit_of_work
from crm.views.matching.texts import Of, Offered, case_texts, offered

VECTOR = table_named("text_vector")

AT_ONCE = 32
"""Texts that are encoded together: more gain nothing, and a stop waits for them."""

SORTS = ("course", "case", "example", "agreement")
"""Whose texts are read; each has its column."""

CASE_PART = "case"
"""A case has one text; what a course has, `Encoder.reads` says."""

Told = Callable[[int, int], None]
"""Is told how many texts are done, of how many."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    of: Of
    part: str
    text: str

    @property
    def key(self) -> tuple[Of, str]:
        return self.of, self.part

    @property
    def hash(self) -> str:
        return hashlib.blake2b(self.text.encode(), digest_size=16).hexdigest()


def bring_up_to_date(
    engine: Engine,
    encoders: Sequence[Encoder],
    *,
    told: Told | None = None,
    stop: Event | None = None,
    within: float | None = None,
) -> int:
    """Encodes what has no vector yet, or was made of another text; cases first, then by the quicker encoder.

    Vectors of other encoders and versions are thrown away. It ends after the batch at hand once `stop` is set or
    `within` seconds have passed. Returns how many texts are still to be read.
    """
    if not encoders:
        return 0
    _forget_others(engine, encoders)
    lacking = _lacking(engine, encoders)
    total, done, began = sum(len(texts) for _encoder, texts in lacking), 0, monotonic()
    for encoder, texts in lacking:
        for some in batched(texts, AT_ONCE):
            if (stop is not None and stop.is_set()) or (within is not None and monotonic() - began > within):
                return total - done
            if told is not None:
                told(done, total)
            _make(engine, encoder, some)
            done += len(some)
    return 0


def how_many_lack(engine: Engine, encoders: Sequence[Encoder]) -> int:
    """How many texts are still to be read."""
    return sum(len(texts) for _encoder, texts in _lacking(engine, encoders))


def _lacking(engine: Engine, encoders: Sequence[Encoder]) -> list[tuple[Encoder, list[_Wanted]]]:
    """Of each encoder the texts it has to read: cases by all of them, then the rest; short texts together."""
    with reading(engine) as session:
        held = _held(session.connection())
        cases, rest = [], []
        known = offered(session)
        asked = case_texts(session)
        for encoder in encoders:
            texts = [one for one in _wanted(encoder, asked, known) if held.get((encoder.name, *one.key)) != one.hash]
            texts.sort(key=lambda one: len(one.text))
            cases.append((encoder, [one for one in texts if one.of.sort == "case"]))
            rest.append((encoder, [one for one in texts if one.of.sort != "case"]))
    return [part for part in (*cases, *rest) if part[1]]


def _wanted(encoder: Encoder, cases: Sequence[CaseText], known: Offered) -> Iterator[_Wanted]:
    for case in cases:
        yield _Wanted(Of("case", int(case.id)), CASE_PART, shortened(case.text))
    for of, text in zip(known.of, known.texts, strict=True):
        for part, read in zip(encoder.reads, course_texts(encoder, text), strict=True):
            yield _Wanted(of, part, read)


def _held(connection: Connection) -> dict[tuple[str, Of, str], str]:
    """(encoder, whose, part) → the hash of the text that was encoded."""
    columns = [VECTOR.c[f"{sort}_id"] for sort in SORTS]
    rows = connection.execute(sa.select(VECTOR.c.encoder, VECTOR.c.part, VECTOR.c.text_hash, *columns))
    return {(row[0], _whose(row[3:]), row[1]): row[2] for row in rows}


def _whose(ids: Sequence[Any]) -> Of:
    """Whose vector a row is: of its ids of course, case, example and agreement the one that is there."""
    for sort, id_ in zip(SORTS, ids, strict=True):
        if id_ is not None:
            return Of(sort, id_)
    raise ValueError("a vector of nothing")


def _make(engine: Engine, encoder: Encoder, texts: Sequence[_Wanted]) -> None:
    """Encodes some texts and keeps what came of it, of those that are still there."""
    vectors = encoder.encode([one.text for one in texts]).astype("<f2")
    rows = [
        {
            **{f"{sort}_id": one.of.id if one.of.sort == sort else None for sort in SORTS},
            "encoder": encoder.name,
            "part": one.part,
            "text_hash": one.hash,
            "vector": vector.tobytes(),
        }
        for one, vector in zip(texts, vectors, strict=True)
    ]
    with unit_of_work(engine, by="matching", journalled=False) as work:
        connection = work.session.connection()
        for sort in SORTS:
            ids = {one.of.id for one in texts if one.of.sort == sort}
            own = [row for row in rows if row[f"{sort}_id"] in ids]
            if own:
                _put(connection, sort, encoder.name, own)


def _put(connection: Connection, sort: str, encoder: str, rows: list[dict[str, Any]]) -> None:
    column = VECTOR.c[f"{sort}_id"]
    whose_table = next(iter(column.foreign_keys)).column
    there = set(connection.scalars(sa.select(whose_table).where(whose_table.in_([row[column.name] for row in rows]))))
    kept = [row for row in rows if row[column.name] in there]
    for row in kept:
        connection.execute(
            sa.delete(VECTOR).where(
                column == row[column.name], VECTOR.c.encoder == encoder, VECTOR.c.part == row["part"]
            )
        )
    if kept:
        connection.execute(_insert(connection), kept)


def _insert(connection: Connection) -> Any:  # noqa: ANN401 - the INSERT of either dialect
    """Somebody else may be at the same texts: whoever comes second leaves it."""
    from sqlalchemy.dialects import postgresql, sqlite

    made = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    return made(VECTOR).on_conflict_do_nothing()


def _forget_others(engine: Engine, encoders: Sequence[Encoder]) -> None:
    """Throws away what other encoders or other versions made."""
    other = VECTOR.c.encoder.not_in([encoder.name for encoder in encoders])
    with reading(engine) as session:
        if session.connection().scalar(sa.select(VECTOR.c.id).where(other).limit(1)) is None:
            return
    with unit_of_work(engine, by="matching", journalled=False) as work:
        work.session.connection().execute(sa.delete(VECTOR).where(other))
