"""Who is what by whole sentences: "De decaan is Anna Vos", "Anna Vos is decaan", "Anna Vos leidt de opleiding".

What a teacher or a board member is said to be in running text may be anybody's, of another school or years ago; who
coordinates or leads a course or a programme is told of on the pages of that school.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from crawler.extraction.blocks import Line
from crawler.extraction.findings import Method
from crawler.extraction.labelling import PEOPLE_FIELDS, POSTS, field_of, roles_of_label
from crawler.extraction.mention import SURE_NAME, Mention, address_of
from crawler.extraction.naming import Named, told_sentences, whole_name
from crawler.extraction.prose import name_at_start
from crawler.extraction.recognisers.role_words import may_hold_role
from crawler.extraction.recognisers.roles import RoleReading, read_roles
from crawler.extraction.recognisers.vocabulary import look, runs_of
from crawler.extraction.word_lists import any_as_written, word_lists

LONGEST_TOLD = 1_500
"""Characters of a paragraph of which each sentence may say who somebody is."""

LONGEST_POST = 80
"""Characters of a part of a sentence that says what somebody is, and of a name with its titles."""

_ARTICLE = re.compile(r"(?:de|het|een|onze|the|our|an?|der|die|das|den|dem|ein|eine|unser|unsere)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Verbs:
    """How sentences say what somebody is or does: the first words of what they say, and where they stand."""

    copulas: frozenset[str]
    posts: frozenset[str]
    """Words that are no role by themselves, and say what somebody is beside one of those."""
    deeds: frozenset[str]
    being: "re.Pattern[str]"
    acting: tuple[tuple[str, "re.Pattern[str]"], ...]
    """Role → the verb and what it is done to."""


@cache
def _verbs() -> _Verbs:
    table = word_lists("phrases")
    being: list[str] = table["being"]["words"]
    acting = [
        (role, told["verbs"], re.compile(rf"\s(?:{any_as_written(told['verbs'])})\s+(?P<of>[^.;:]*)", re.IGNORECASE))
        for role, told in table["acting"].items()
    ]
    return _Verbs(
        runs_of(being),
        runs_of(table["being"]["posts"]),
        runs_of(verb for _, verbs, _ in acting for verb in verbs),
        re.compile(rf"\s(?:{any_as_written(being)})\s+", re.IGNORECASE),
        tuple((role, pattern) for role, _, pattern in acting),
    )


def may_tell(text: str) -> bool:
    """Whether a text may hold such a sentence: a quick answer for the many that do not."""
    verbs, words = _verbs(), look(text[:LONGEST_TOLD])[1]
    if not verbs.deeds.isdisjoint(words):
        return True
    return not verbs.copulas.isdisjoint(words) and (may_hold_role(text) or not verbs.posts.isdisjoint(words))


def told_roles(line: Line) -> list[Mention]:
    """Those of whom a sentence of a line says what they are or do, each once."""
    text = line.text[:LONGEST_TOLD]
    if not may_tell(text):
        return []
    found: dict[str, Mention] = {}
    for sentence in told_sentences(text):
        for mention in (*_being(line, sentence), *_acting(line, sentence)):
            found.setdefault(mention.key, mention)
    return [*found.values()]


def _being(line: Line, sentence: str) -> Iterator[Mention]:
    """Whom a sentence says to be what, or what it says somebody to be: "The dean is Anna Vos, who …"."""
    match = _verbs().being.search(sentence)
    if match is None or match.start() > LONGEST_POST:
        return
    head, rest = sentence[: match.start()], sentence[match.end() :][:LONGEST_POST]
    named = name_at_start(rest)
    if named is not None:
        roles = _roles_of(head)
        if roles or read_roles(head):
            yield _mention(line, named, head, roles)
        return
    reading = next(iter(read_roles(rest)), None)
    named = _whole(head) if reading is not None and _is_post(reading, rest) else None
    if named is not None:
        yield _mention(line, named, rest)


def _acting(line: Line, sentence: str) -> Iterator[Mention]:
    """Who is said to do what makes them something: "Anna Vos coördineert de minor"."""
    for role, pattern in _verbs().acting:
        match = pattern.search(sentence)
        named = _whole(sentence[: match.start()]) if match is not None and match.start() <= LONGEST_POST else None
        if match is not None and named is not None and _is_thing(match["of"], role):
            yield _mention(line, named, match.group().strip()[:LONGEST_POST], (role,))


def _mention(line: Line, named: Named, words: str, roles: tuple[str, ...] = ()) -> Mention:
    url = address_of(line, named.raw)
    return Mention(line, named, Method.TEXT, roles=roles, words=words.strip(), url=url, said=True)


def _roles_of(head: str) -> tuple[str, ...]:
    """What a part of a sentence says as a label would: "De coördinator"."""
    label = _ARTICLE.sub("", head, count=1)
    field = field_of(label)
    return roles_of_label(field, label) if field in PEOPLE_FIELDS else ()


def _is_post(reading: RoleReading, text: str) -> bool:
    """Whether a role at the start of a text, behind an article at most, is one that is told of the own school."""
    sure = reading.kind in POSTS and reading.contact and not reading.doubtful
    return sure and not _ARTICLE.sub("", text[: reading.start], count=1).strip()


def _is_thing(text: str, role: str) -> bool:
    """Whether a text begins with what somebody of that role has in hand, behind an article at most."""
    things = word_lists("phrases")["acting"][role]["things"]
    first, *behind = [*_ARTICLE.sub("", text, count=1).split(maxsplit=2), ""]
    if not first.lower().strip(",()").endswith(tuple(things)):
        return False
    # "the programme *committee*" is another thing
    goes_on = behind[0].strip(",()") if first[-1:].isalpha() else ""
    return not goes_on[:1].islower() or goes_on in word_lists("phrases")["being"]["behind"]


def _whole(text: str) -> Named | None:
    """The name that a text is, with a surname, beyond doubt."""
    named = whole_name(text.strip())
    return named if named is not None and named.score >= SURE_NAME and " " in named.natural else None
