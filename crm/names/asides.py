"""What is put in brackets or quotes within a name: a call name, initials, a suffix, or a remark to drop."""

import re

from crm.names.reading import Reading
from crm.names.tokens import is_dotted_initials, is_name_word, is_suffix, normal_case, pointed, tidy, written_suffix
from crm.names.vocabulary import folded, is_given, is_never

_BRACKETS = re.compile(
    r"\(([^()]*)\)?|\[([^\[\]]*)\]?|[\"“”„«»]([^\"“”„«»]{1,40})[\"“”„«»]|(?<!\w)'([^\W\d_][^']{1,30})'(?!\w)"
)
_MARKS = frozenset("([\"“”„«'")
"""With which brackets and quotes begin."""


def take_brackets(text: str, reading: Reading) -> str:
    """`text` without its bracketed and quoted parts; a nickname or initials among them is noted on `reading`."""
    if _MARKS.isdisjoint(text):
        return text
    asides: list[str] = []

    def take(match: re.Match[str]) -> str:
        content = next((group for group in match.groups() if group is not None), "").strip()
        asides.append(content)
        return " "

    rest = _BRACKETS.sub(take, text)
    for aside in asides:
        words = [word for word in tidy(aside).split() if word != "roepnaam"]
        if not words or len(words) > 3:
            continue
        if all(is_dotted_initials(word) for word in words) or (
            len(words) == 1 and (len(words[0]) == 1 or _is_first_letters(words[0], rest)) and words[0].isupper()
        ):
            reading.nickname_initials = "".join(pointed(word) for word in words)
        elif all(map(is_suffix, words)):
            reading.suffixes += map(written_suffix, words)
        elif all(is_name_word(word) and (is_given(word) or not is_never(word)) for word in words) and (
            len(words) == 1 or all(map(is_given, words))
        ):
            reading.nickname = " ".join(words)
    return rest


def _is_first_letters(word: str, name: str) -> bool:
    """Whether capitals are the first letters of a double first name ("Gert-Jan Koppelman (GJ)")."""
    return any(
        "-" in one and word == "".join(part[:1].upper() for part in one.split("-"))
        for one in tidy(name).replace(",", " ").split()
        if is_given(one)
    )


def without_brackets(text: str) -> str:
    """`text` without its bracketed and quoted parts."""
    return text if _MARKS.isdisjoint(text) else take_brackets(text, Reading())


def use_nickname(reading: Reading) -> None:
    """Let a nickname replace the first name, unless it is a stray word (a place, a department)."""
    if reading.nickname_initials and not reading.initials:
        reading.initials = [reading.nickname_initials]
    nickname = reading.nickname
    if not nickname or reading.is_empty:
        return
    first_letters = {part[:1].lower() for part in [*"".join(reading.initials).split("."), *reading.given]}
    fits = is_given(nickname) or folded(nickname)[:1] in first_letters or bool(reading.initials)
    if fits and not (nickname.isupper() and len(nickname) <= 4 and not is_given(nickname)):
        reading.given = [normal_case(nickname) if nickname.isupper() else nickname]
