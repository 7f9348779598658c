"""What somebody answers to a case that was put to them: yes, no or later, for each code that their words hold."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from crm.case_words import ProposalState
from crm.codes import code_of, codes_in, places_of
from crm.resources import data_path
from crm.text import clean, fold
from crm.understanding.replies import Intent, read_reply

LONGEST_ANSWER = 500
"""Characters kept of what was said with an answer."""

_PREFIXES = re.compile(r"^\s*(?:(?:re|fw|fwd|antw|aw|tr)\s*:\s*)+", re.IGNORECASE)
_JOINT = re.compile(r"[\s,;.]*\b(?:en|and|maar|but)\s*$", re.IGNORECASE)
_JOINED = re.compile(r"^(?:en|and|maar|but)\b", re.IGNORECASE)
_LEADING = re.compile(r"^[\s.,:;!\-–—|]+")


@dataclass(frozen=True, slots=True)
class CaseAnswer:
    """An answer, and what was said with it."""

    state: ProposalState
    note: str | None


@cache
def _told() -> dict[str, Any]:
    return tomllib.loads(data_path("imports/answers.toml").read_text(encoding="utf-8"))


@cache
def _words() -> tuple[tuple[tuple[str, ...], ProposalState], ...]:
    told = _told()["answers"]
    found = [(tuple(fold(phrase).split()), ProposalState(state)) for state, listed in told.items() for phrase in listed]
    return tuple(sorted(found, key=lambda one: -len(one[0])))


@cache
def _soft() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(fold(phrase).split()) for phrase in _told()["soft"]["words"])


def read_answer(text: str, on: date) -> CaseAnswer | None:
    """What some words answer, by how they begin; None where they are no answer, or ask something first."""
    words, asks = fold(text).split(), "?" in text
    if asks and read_reply(text, on).intent in {Intent.ASK, Intent.REFER}:
        return None
    for phrase, state in _words():
        if tuple(words[: len(phrase)]) == phrase and not (asks and phrase in _soft()):
            rest = _without(text, len(phrase))
            put_off = state is ProposalState.DECLINED and bool(rest) and _is_later(text, on)
            meant = ProposalState.MAYBE if put_off else state
            note = text if meant is ProposalState.MAYBE else rest
            return CaseAnswer(meant, clean(note, LONGEST_ANSWER) or None)
    return None


def read_answers(subject: str, body: str, on: date) -> dict[str, CaseAnswer | None]:
    """Each code in a mail with what is answered to it; None where that is not said.

    `body` is what was written now, without the mail that was answered. An answer stands on the line of its code; else
    in the subject; else, of one code alone, it is what the mail says.
    """
    title = _PREFIXES.sub("", subject)
    found: dict[str, CaseAnswer | None] = {}
    for line in body.split("\n"):
        for code, said in _of_line(line, on):
            found[code] = said or found.get(code)
    for code in codes_in(title):
        said = read_answer(_before(title, code), on)
        if said is not None and found.get(code) is None:
            found[code] = _with_words(said, body, on)
        found.setdefault(code, None)
    if len(found) == 1:
        (code,) = found
        found[code] = found[code] or read_answer(body, on)
    return found


def _of_line(line: str, on: date) -> Iterator[tuple[str, CaseAnswer | None]]:
    """Each code of a line with what stands beside it: before each, where the line begins with an answer; else behind.

    Of a line with one code all the rest of it is the answer, or what stands behind the code.
    """
    places = places_of(line)
    if len(places) == 1:
        code, _start, end = places[0]
        yield code, read_answer(_uncoded(line, code), on) or read_answer(_bare(line[end:]), on)
        return
    in_front = bool(places) and read_answer(_bare(line[: places[0][1]]), on) is not None
    begins = [0, *(end for _code, _start, end in places)]
    ends = [*(start for _code, start, _end in places), len(line)]
    for number, (code, _start, _end) in enumerate(places):
        beside = number if in_front else number + 1
        yield code, read_answer(_bare(line[begins[beside] : ends[beside]]), on)


def _bare(piece: str) -> str:
    """A piece of a line without what parts it from the codes beside it ("…, en ")."""
    return _JOINT.sub("", _LEADING.sub("", _JOINED.sub("", piece.strip(" [](),;:."))))


def _with_words(said: CaseAnswer, body: str, on: date) -> CaseAnswer:
    """An answer in a subject with what the mail says besides: the mail's own word wins, for it was typed."""
    words = clean(body, LONGEST_ANSWER)
    if not words:
        return said
    typed = read_answer(body, on) or said
    note = f"{said.note}: {words}" if said.state is ProposalState.MAYBE and said.note else words
    return CaseAnswer(typed.state, clean(note, LONGEST_ANSWER))


def _without(text: str, words: int) -> str:
    """The text behind its first so many words."""
    end = 0
    for count, match in enumerate(re.finditer(r"[^\W_]+", text), 1):
        end = match.end()
        if count == words:
            break
    return _LEADING.sub("", text[end:])


def _uncoded(line: str, code: str) -> str:
    """A line without its code and what stands around it."""
    bare = re.sub(r"[\[(]?\b[\w]{3}[- ]?[\w]{3}\b[\])]?", lambda m: "" if code_of(m[0]) == code else m[0], line)
    return _LEADING.sub("", bare)


def _before(title: str, code: str) -> str:
    """What stands before the code in a subject; what stands behind it is the case's own title."""
    at = title.upper().replace(" ", "-").find(code)
    before = title[:at] if at > 0 else title
    return before.rstrip(" [(:")


def _is_later(text: str, on: date) -> bool:
    reply = read_reply(text, on)
    return reply.intent is Intent.LATER and reply.later is not None
