"""SQL that was compiled for one engine serves every engine of a process: a suite opens thousands.

What SQLAlchemy compiles it keeps with the engine, under the engine's dialect. Of each kind of database the first
dialect, and what was compiled for it, is given to all that follow; their pools and connections are their own.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Engine

KEPT = 5_000
"""Statements of each kind of database: more than the suite has."""


def compiling_once(create_engine: Callable[..., Engine]) -> Callable[..., Engine]:
    """`create_engine`, but for what was compiled before."""
    first: dict[str, Engine] = {}

    def create(*arguments: Any, **options: Any) -> Engine:
        made = create_engine(*arguments, **options, query_cache_size=KEPT)
        kind = made.dialect.name + made.driver
        like = first.setdefault(kind, made)
        if getattr(like.dialect, "server_version_info", None):  # it has met its server
            made.dialect, made._compiled_cache = like.dialect, like._compiled_cache
        else:
            first[kind] = made
        return made

    return create
