"""Whether words tell what was done: participles and verbs in the past, Dutch and English."""

import re
from functools import cache

from crm.understanding.day_words import one_of
from crm.understanding.phrases import vocabulary

_NAME = re.compile(r"(?<=\w\s)[A-ZÀ-Þ][\w'-]+")


def is_past(words: str) -> bool:
    """Whether a verb of what was done stands in it; a name may look like one ("Berend")."""
    return _past().search(_NAME.sub("", words)) is not None


@cache
def _past() -> re.Pattern[str]:
    """A participle by its form, a verb in the past by its word."""
    past = vocabulary("logging")["past"]
    apart, fixed, stems, verbs = (one_of(past[name]) for name in ("apart", "fixed", "stems", "verbs"))
    forms = (
        rf"{fixed}?ge[a-z]{{2,}}(?:d|t|en)",
        rf"{apart}ge[a-z]{{2,}}(?:d|t|en)",
        rf"\w+ge{stems}",
        rf"{fixed}[a-z]{{2,}}(?:d|t)",
        r"\w{3,}ed",
        rf"{one_of(past['tenses'])}\w*",
        verbs,
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)", re.IGNORECASE)
