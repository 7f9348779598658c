"""What `doctor` says of one thing."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: a name that scripts know it by, whether it is well, what was seen, what to do."""

    key: str
    about: str
    well: bool
    what: str
    advice: str = ""
