"""The time of day that stands behind what is to be done: "bellen, 10:00"."""

import re
from datetime import time

_TIME = re.compile(
    r"[\s,]*(?:\b(?:om|at)\s+)?(?<![\d:])(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?:\s?(?:uur|u|h))?$"
)


def with_time(what: str, at: str | None) -> str:
    """What is to be done with its time, written "10:00", behind it."""
    return f"{what}, {at}" if at else what


def split_time(what: str) -> tuple[str, time | None]:
    """What is to be done and the time that stands behind it, None where there is none."""
    match = _TIME.search(what)
    if match is None:
        return what, None
    return what[: match.start()], time(int(match["hour"]), int(match["minute"]))
