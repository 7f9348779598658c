"""What is to be done, in few words: the way in front, what it is about behind it, and the time last."""

import re
from functools import cache

from crm.timed import with_time
from crm.understanding.day_words import is_english
from crm.understanding.next_steps import NextStep
from crm.understanding.phrases import phrases, vocabulary
from crm.words import ActivityKind

LONGEST = 120
"""Characters of a next action that is proposed."""

_LANGUAGES = ("nl", "en")
_EDGES = ' ,.;:!?"()“”‘'
_LETTERS = re.compile(r"[^\W\d_]{2}")


def step_words(step: NextStep, text: str) -> str:
    """What a line of `text` makes one do: "bellen", "mailen: 2 casussen", "casussen vertalen, 10:00"."""
    verb = _verb(step, text)
    about = _about(step, verb)
    if not about:
        what = verb
    elif step.kind is ActivityKind.NOTE or phrases("logging", "next", step.kind.value).match(about):
        what = about
    else:
        what = f"{verb}: {about}"
    return with_time(what[:LONGEST], step.time)


def _verb(step: NextStep, text: str) -> str:
    """The verb for the way of a step, in the language that its own words for it are of, else in that of the line."""
    dutch, english = (_ways(step.kind, language) for language in _LANGUAGES)
    own = next((key in english for key in map(_key, step.what.split()) if (key in english) is not (key in dutch)), None)
    verb: str = vocabulary("proposals")["verbs"][step.kind.value][is_english(text) if own is None else own]
    return verb


def _about(step: NextStep, verb: str) -> str:
    """The words of a step without those in front and behind that only say who does it, how, or that it is once more.

    Where it begins with the verb and what it is about ("mailen naar de balie") that stays; "" where no more is told.
    """
    words, who, closing = step.what.split(), _filler("who"), _filler("closing")
    silent = _filler("words") | who
    ways = _ways(step.kind, "nl") | _ways(step.kind, "en")
    while words:
        key, pair = _key(words[0]), " ".join(map(_key, words[:2]))
        begins = key == verb and len(words) > 1 and _key(words[1]) not in who
        if begins or (pair not in silent and key not in silent and key not in ways):
            break
        del words[: 2 if pair in silent else 1]
    while words and _key(words[-1]) in closing:
        del words[-1]
    told = [key for key in map(_key, words) if _LETTERS.search(key) and key not in silent and key not in ways]
    return " ".join(words).strip(_EDGES) if told else ""


def _key(word: str) -> str:
    return word.strip(_EDGES).lower().replace("’", "'")


@cache
def _filler(name: str) -> frozenset[str]:
    """Words that say nothing of what is to be done: `who` does it and to whom, `closing` at the end, other `words`."""
    return frozenset(vocabulary("proposals")["filler"][name])


@cache
def _ways(kind: ActivityKind, language: str) -> frozenset[str]:
    """Forms of the verb by which it is done: "bel", "bellen", "ring"."""
    return frozenset(vocabulary("proposals")["ways"].get(kind.value, {}).get(language, ()))
