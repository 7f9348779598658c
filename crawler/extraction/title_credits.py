"""What a title of a course says of how much the course counts for, and the title without that.

In a catalogue a unit need not be written out, as it gives no other figure there; contact hours ("(3-2)", "4 SWS") are
no credits, and none of the title either.
"""

import re
from functools import cache

from crawler.extraction.recognisers.credit_sentences import leading_credits
from crawler.extraction.recognisers.credits import MOST_CREDITS, Credits
from crawler.extraction.recognisers.vocabulary import any_of, fold_in_place, has_digit, vocabulary

MOST_HOURS = 6
"""Hours a week of one sort of lesson at most."""

LONGEST_TAIL = 60
"""Characters that may follow the credits of a title: a term, what is asked before."""

_FIGURE = r"\d{1,2}(?:[.,]\d{1,3})?"
_FIGURES = rf"(?P<figures>{_FIGURE}(?:\s*(?:-|–|to|or|of|/|,)\s*{_FIGURE})?)"
_HOURS = re.compile(r"[\s,.;]*\(\d{1,2}-\d{1,2}\)[\s.]*$|[\s,.;/(]*\b\d{1,2}\s*(?:SWS|sws)\b[\s/,;]*$")
_SCHEMES = (
    re.compile(r"[\s,.;:]*[(\[]?\b\d{1,2}(?:\.\d)?-\d{1,2}(?:\.\d)?-(?P<figures>\d{1,2}(?:\.\d)?)[)\]]?[\s.]*$"),
    re.compile(r"[\s,.;:]+[(\[]?(?P<figures>\d{1,2}):\d{1,2}:\d{1,2}[)\]]?$"),
    re.compile(r"[\s,.;:]+(?P<figures>\d{1,2})\(\d{1,2}[,-]\s?\d{1,2}(?:[,-]\s?\d{1,2})?\)$"),
    re.compile(r"[\s,.;:]+\(\d{1,2}\s?[+-]\s?\d{1,2}\)\s+(?P<figures>\d{1,2}(?:[.,]\d)?)$"),
)
"""Lectures, practice and credits in one: "3-0-3", "3:3:0", "3(3,0)", "(3+0) 3"."""

_BRACKETS = re.compile(rf"[\s,.;:]*[(\[]\s*{_FIGURES}\s*[)\]][\s.*†‡]*$")
_LAST_BRACKET = re.compile(r"[\s,.;:]*[(\[](?P<facts>[^()\[\]]{3,160})[)\]][\s.*†‡]*$")
_BRACKET_INSIDE = re.compile(r"[\s,.;:]*[(\[](?P<facts>[^()\[\]]{3,160})[)\]]\s*[;,.]\s+(?=\S)")
"""The first bracket of a line that goes on behind a comma: "Ecology (2V+1Ü; 4 LP); elective"."""

_FACTS = re.compile(r"\s*[;,|/]\s+|\s+(?:--|[–—-])\s+")
_BEHIND = re.compile(rf"{_FACTS.pattern}|\s*:\s+")
"""Before facts behind a title, where those alone are looked at."""

_TAIL = re.compile(r"[.,;:|]\s+(?=[\d(\[])|\s(?=[(\[]\d)")
_IN_FRONT = re.compile(rf"[(\[]\s*{_FIGURES}(?P<unit>[^()\[\]\d]{{0,20}})[)\]]\s*[:–—-]?\s*(?=\S)")
_BESIDE = re.compile(rf"\s*\|\s*{_FIGURES}\s*$")


@cache
def _units() -> tuple[re.Pattern[str], ...]:
    """Figures with a unit behind or before them, or a number in words, at the end of a text."""
    words = vocabulary("credits")
    sure, units = any_of(words["sure"]), any_of([*words["sure"], *words["weak"]])
    start, end = r"[\s,.;:(\[–—-]*", r"\s*[)\]]?[\s.*†‡]*$"
    return (
        re.compile(rf"{start}(?<!\w)(?:{sure}[,:]?\s+)?(?<![\w.,]){_FIGURES}[\s-]*(?P<unit>{units})\.?{end}"),
        re.compile(rf"{start}(?<!\w)(?P<unit>{units})\.?\s*[:=]?\s*[(\[]?\s*{_FIGURES}{end}"),
        re.compile(rf"[\s,.;:]*[(\[]\s*(?P<word>{any_of(words['numbers'])})[\s-](?P<unit>{sure})\.?{end}"),
    )


@cache
def _fact() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A figure with a unit that is no hour in a room, and nothing else."""
    words = vocabulary("credits")
    own = any_of([*words["sure"], *(word for word in words["weak"] if word not in words["contact"])])
    return (
        re.compile(rf"{_FIGURES}[\s-]*(?P<unit>{own})\.?(?:\s{any_of(words['qualifiers'])})?"),
        re.compile(rf"(?P<unit>{own})\.?\s*[:=]?\s*{_FIGURES}"),
    )


def without_credits(title: str) -> tuple[str, Credits | None]:
    """A title without the figures at its end, and what those say of credits.

    >>> without_credits("Ecology (4 SWS, 6 LP)")[0]
    'Ecology'
    """
    rest, found = title, None
    for _ in range(3):
        cut = _HOURS.search(rest)
        if cut is not None and not (found is None and _is_choice(cut.group())):
            rest = rest[: cut.start()]
            continue
        stated = _at_end(rest) if found is None else None
        if stated is None:
            break
        start, found = stated
        rest = rest[:start]
    return (rest, found) if found is not None else _before_tail(rest)


def with_unit(title: str) -> tuple[str, Credits | None]:
    """A title without what stands at its end with a unit, or as a scheme of hours; a bare "(2)" may number the course.

    >>> with_unit("Ecology (3 hrs)")[0]
    'Ecology'
    """
    rest, stated = without_credits(title)
    cut = title[len(rest) :]
    sure = stated is not None and (any(map(str.isalpha, cut)) or cut.count("-") > 1 or cut.count(":") > 1)
    return (rest.strip(" .,;:-–—"), stated) if sure else (title, None)


def _is_choice(hours: str) -> bool:
    """Whether two figures in brackets are a choice of credits ("(1-4)", "(3-9)") rather than hours of two sorts."""
    first, second = [*re.findall(r"\d+", hours), "0"][:2]
    return int(first) < int(second) and (int(first) <= 1 or int(second) > MOST_HOURS)


def without_hours(title: str) -> str:
    """A title without the hours a week at its end: "Ecology, 4 SWS"."""
    return _HOURS.sub("", title)


def written_credits(title: str) -> tuple[str, Credits] | None:
    """A title and its credits, where a unit is written out behind a comma, a dash or in brackets: "Ecology, 6 LP"."""
    if not has_digit(title):
        return None
    folded = fold_in_place(title)
    last = _LAST_BRACKET.search(folded)
    facts = [(last.start(), last["facts"])] if last is not None else []
    facts += [(cut.start(), folded[cut.start() :].strip(" ,;:|/–—-")) for cut in _BEHIND.finditer(folded)]
    for start, text in facts:
        stated = _among(text, title)
        if stated is not None and start > 0:
            return without_hours(title[:start]), stated
    return None


def bracketed_credits(line: str) -> tuple[str, Credits] | None:
    """Title and credits of a line whose first bracket holds facts, and that goes on with other remarks behind it.

    >>> bracketed_credits("Ecology (2V+1Ü; 4 LP); elective")[0]
    'Ecology'
    """
    inside = _BRACKET_INSIDE.search(line)
    stated = _among(fold_in_place(inside["facts"]), inside["facts"]) if inside is not None and inside.start() else None
    return (line[: inside.start()], stated) if inside is not None and stated is not None else None


def credits_among_facts(line: str) -> Credits | None:
    """The credits in a short line of facts below a title: "3 hrs lecture, 2 hrs lab; 4 units", "Lec 3 Lab 2 Cr 4"."""
    if not has_digit(line):
        return None
    stated = _among(fold_in_place(line), line)
    if stated is not None:
        return stated
    scheme = next((match for pattern in _SCHEMES if (match := pattern.fullmatch(f" {line}")) is not None), None)
    if scheme is not None:
        return _credits(scheme, line)
    heads = list(_heads().finditer(fold_in_place(line)))
    return _credits(heads[0], heads[0].group()) if len(heads) == 1 else None


@cache
def _heads() -> re.Pattern[str]:
    """A column's short word for credits and its figure, in a line without bars: "Cr 4"."""
    return re.compile(rf"(?<!\w){any_of(vocabulary('credits')['heads'])}[.:]?\s?{_FIGURES}(?=[\s,.;)(]|$)")


def credits_in_front(title: str) -> tuple[str, Credits | None]:
    """A title without the bracket in front of it that says what the course counts for: "(3) Ecology"."""
    match = _IN_FRONT.match(title)
    if match is None or not (match["unit"].strip(" .") == "" or _is_fact(match.group().strip(" ()[]:–—-"))):
        return title, None
    return title[match.end() :], _credits(match, title)


def credits_beside(text: str) -> Credits | None:
    """What stands beside a title, behind a bar: "| 3", "| 3 credits | fall"."""
    alone = _BESIDE.fullmatch(text)
    if alone is not None:
        return _credits(alone, text)
    behind = leading_credits(text)
    return behind[0] if behind is not None else None


def _is_fact(text: str) -> bool:
    return any(pattern.fullmatch(fold_in_place(text)) for pattern in _fact())


def _among(facts: str, title: str) -> Credits | None:
    """The credits among facts that commas part: "4 sws, 6 lp"; None where several pieces say what it counts for."""
    pieces = [piece.strip(" .") for piece in _FACTS.split(facts) if has_digit(piece)]
    found = [match for piece in pieces for pattern in _fact() if (match := pattern.fullmatch(piece)) is not None]
    if len(found) != 1:
        return None
    at = fold_in_place(title).rfind(found[0].group())
    return _credits(found[0], title[at : at + len(found[0].group())])


def _before_tail(title: str) -> tuple[str, Credits | None]:
    """A title before its credits, where something short follows them: "Ecology (3 credits) Fall"."""
    for cut in _TAIL.finditer(title) if has_digit(title) else ():
        tail = title[cut.start() :]
        stated = leading_credits(tail) if len(tail) <= LONGEST_TAIL and cut.start() > 2 else None
        if stated is not None and any(map(str.isalpha, stated[0].text)):
            return title[: cut.start()], stated[0]
    return title, None


def _at_end(title: str) -> tuple[int, Credits] | None:
    """Where the credits at the end of a title begin, and what they are."""
    folded = fold_in_place(title)
    for pattern in (*_SCHEMES, *_units(), _BRACKETS):
        match = pattern.search(folded)
        stated = _credits(match, title[match.start() : match.end()]) if match and match.start() > 0 else None
        if match is not None and stated is not None:
            return match.start(), stated
    last = _LAST_BRACKET.search(folded)
    among = _among(last["facts"], title) if last is not None and last.start() > 0 else None
    return (last.start(), among) if last is not None and among is not None else None


def _credits(match: re.Match[str], written: str) -> Credits | None:
    """The credits that a pattern found, unless they are more than a course can count for."""
    named = match.groupdict()
    if named.get("word"):
        figures = {float(vocabulary("credits")["numbers"][named["word"]])}
    else:
        figures = {float(figure.replace(",", ".")) for figure in re.findall(r"\d+(?:[.,]\d+)?", match["figures"])}
    if max(figures) > MOST_CREDITS:
        return None
    text = (match.group() if len(written) > LONGEST_TAIL else written).strip(" .,;:()[]*†‡–—-|\t")
    return Credits(next(iter(figures)) if len(figures) == 1 else None, text)
