"""Names in running text: behind role words and labels within a line, of a board, beside addresses."""

import re
from functools import cache, lru_cache

from crawler.extraction.blocks import Line
from crawler.extraction.findings import Method
from crawler.extraction.labelling import PEOPLE_FIELDS, POSTS, field_of, is_sure_label, roles_of_label
from crawler.extraction.mention import SAID_NAME, SURE_NAME, SURNAME, WEAK_NAME, Mention, address_of, is_lone
from crawler.extraction.naming import Named, names_in_value, sentences, told_sentences, whole_name
from crawler.extraction.pairs import up_to_label
from crawler.extraction.recognisers.email_owners import belongs_to
from crawler.extraction.recognisers.emails import find_emails
from crawler.extraction.recognisers.phones import find_phones
from crawler.extraction.recognisers.role_words import may_hold_role
from crawler.extraction.recognisers.roles import read_roles
from crawler.extraction.recognisers.vocabulary import look
from crawler.extraction.word_lists import word_lists

_NAME_RUN = re.compile(
    r"\b(?:[A-ZÀ-Þ][\w.'’-]*\s+){1,4}(?:(?:van|de|den|der|ten|ter|te|in|op|uit|het|'t|el|da|di|du|von|zu)\s+){0,3}"
    r"(?:[A-ZÀ-Þ][\w'’-]+)?(?<=\w)"
)
LONGEST_NAME = 7
"""Words of a name with its titles in running text."""

LONGEST_TITLED = 100
"""Characters of the longest line that is somebody's name and what they are."""

SHORTEST_BEFORE = 4
"""Characters of the shortest name before a role."""

LONGEST_JOIN = 5
"""Characters of what joins the names of a list, and the role to them: " and "."""

LONGEST_WORD = 30
"""Characters of a word and a colon in front of a name with a title, whatever the word says."""

LONGEST_SAYING = 600
"""Characters of a paragraph in which roles are looked for that stand right beside a name."""

LONGEST_SENTENCE = 300
"""Characters of the longest sentence that says who several people are."""

_BARS = re.compile(r"\s+[–—-]\s+|\s*[|•·]\s+")
_HIGH = frozenset({"board", "dean"})
_OF_UNIT = re.compile(r"(?:[A-ZÀ-Þ][\w&-]* ){0,3}")
"""The unit before what somebody is in it: "*Art* Department Chair"."""

_POST_MARK = re.compile(r"\s+[–—→/-]\s+|\s*[|•·]\s*|,\s+")
"""What stands between what somebody is and the name, or behind the name."""

_ENDS = re.compile(r"\s*(?:[,.;()]|$)")
"""What ends a part of a sentence that says what somebody is."""

_LISTED_END = re.compile(r"[;:@()]")
"""Where what is listed in a sentence ends before the sentence does."""

_BETWEEN_NAMES = re.compile(r"[\s,&]*(?:(?:and|en|und|et|sowie|as well as|evenals)\s+)?[\s,]*")
"""What stands between the names of a list."""

LONGEST_LIST = 200
"""Characters behind a phrase in which a list of names may go on."""

_LAST_WORDS = re.compile(r"[.,;|]\s+")
_CONSISTS = re.compile(
    r"\b(?:bestaat uit|wordt gevormd door|is samengesteld uit|zijn|consists of|is made up of|is formed by|are"
    r"|besteht aus)\b:?\s",
    re.IGNORECASE,
)
_POST_FIRST = 2
"""Words before the role in the part of a sentence that says what several people are: "*De* docenten bij dit vak"."""
MOSTLY = 0.7
"""Share of the other part that is their names."""

_CONSISTING = frozenset({"bestaat", "wordt", "is", "zijn", "consists", "are", "besteht"})
"""The first words of those phrases."""


@lru_cache(maxsize=4_096)
def titled_name(text: str) -> Named | None:
    """The name that nobody knows at the start of a short line that goes on with what somebody is.

    "Ama Boat, JD | Graduate Faculty", "Ama Boat – Lecturer".
    """
    if len(text) > LONGEST_TITLED or not text[0].isalpha() or not may_hold_role(text):
        return None
    for match in _BARS.finditer(text):
        named = whole_name(text[: match.start()])
        told = read_roles(text[match.end() :])
        if named is not None and named.score >= WEAK_NAME and " " in named.natural and told:
            before = text[match.end() : match.end() + told[0].start]
            return named if told[0].kind and _OF_UNIT.fullmatch(before) else None
    return None


@lru_cache(maxsize=4_096)
def name_before_role(text: str) -> Named | None:
    """The name at the start of a short line that goes on with what somebody is and has no mark between the two.

    "Ada Roth Lehrbeauftragte", "Ben Mol, M.Sc. Tutor": templates draw the two apart and write them in one line.
    """
    if len(text) > LONGEST_TITLED or not text[0].isalpha() or not may_hold_role(text):
        return None
    told = read_roles(text)
    if not told or told[0].start < SHORTEST_BEFORE or text[told[0].start - 1] != " ":
        return None
    before = text[: told[0].start].rstrip(" ,;|–—-")
    if before.rpartition(" ")[2][:1].islower() or before.endswith(":"):
        return None
    named = whole_name(before)
    return named if named is not None and named.score >= SURE_NAME and " " in named.natural else None


def behind_role(line: Line) -> list[Mention]:
    """Names behind a role and a colon ("Collegedirecteur: mevr. M. Hoekstra"); the role is read with them.

    A line may have several ("Docent: J. Smit. Coördinator: L. de Boer."); a label alone says the role by itself.
    """
    text = line.text[:600]
    found: list[Mention] = []
    parts = told_sentences(text)
    for sentence in parts:
        head, _, rest = sentence.partition(":")
        if not rest.strip() or not 3 < len(head) <= 60:
            continue
        label = _LAST_WORDS.split(head)[-1].strip()
        name = field_of(label) if 3 < len(label) <= 40 else None
        alone = bool(found) or (head.strip() == label and sentence is not parts[0])
        roles = roles_of_label(name or "", label) if name in PEOPLE_FIELDS and alone and is_sure_label(label) else ()
        if roles or read_roles(head):
            found += _behind_colon(line, rest, roles, label if roles else head)
        elif _is_word(head) and (titled := _titled_at_start(rest)) is not None:
            found.append(Mention(line, titled, Method.TEXT, whole=True, url=address_of(line, titled.raw)))
    return found


def behind_post(line: Line) -> list[Mention]:
    """Who is named behind what they are, and a mark, in a line that says no more: "Opleidingsmanager – Anna Vos"."""
    text = line.text
    mark = _POST_MARK.search(text) if len(text) <= LONGEST_TITLED and may_hold_role(text) else None
    if mark is None:
        return []
    head, rest = text[: mark.start()], text[mark.end() :]
    reading, named = next(iter(read_roles(head)), None), name_at_start(rest)
    if reading is None or named is None or reading.start or not (reading.kind and reading.contact):
        return []
    if (mark.group()[0] == "," and reading.end < len(head)) or not rest.startswith(named.raw):
        return []
    if not _ENDS.match(rest, len(named.raw)) and not _POST_MARK.match(rest, len(named.raw)):
        return []
    return [Mention(line, named, Method.LABEL, words=head, whole=True, url=address_of(line, named.raw), said=True)]


def _is_word(head: str) -> bool:
    """Whether what stands in front of a colon is a word or two, whatever they say."""
    return len(head) <= LONGEST_WORD and head[:1].isupper() and head.count(" ") <= 1


def _behind_colon(line: Line, rest: str, roles: tuple[str, ...], words: str) -> list[Mention]:
    """The people in `rest` of a line, of whom `words` in front of a colon say what they are."""
    rest = up_to_label(rest)
    whole = whole_name(rest)
    names = [whole] if whole is not None else names_in_value(rest)
    return [
        Mention(
            line,
            named,
            Method.LABEL,
            roles=roles,
            words=words,
            whole=True,
            url=address_of(line, named.raw),
            said=True,
        )
        for named in names
        if named.score >= (SURNAME if "teacher" in roles and is_lone(named) else SAID_NAME)
    ]


def _titled_at_start(text: str) -> Named | None:
    """The name with a title in front that begins what stands behind a colon: "Chair: *Dr. Anna Vos* (Professor)"."""
    text = text.strip()
    named = name_at_start(text[:80])
    if named is None or not text.startswith(named.raw) or " " not in named.natural:
        return None
    return named if named.parsed.titles else None


@lru_cache(maxsize=4_096)
def _may_consist(text: str) -> bool:
    """Whether a text may say of whom a board consists: a quick answer for the many that do not."""
    return not _CONSISTING.isdisjoint(look(text)[1]) and may_hold_role(text)


def members(line: Line) -> list[Mention]:
    """The people of whom a board is said to consist: "Het College van Bestuur bestaat uit A. de Wit en B. Bos"."""
    text = line.text[:400]
    if not _may_consist(text):
        return []
    match = _CONSISTS.search(text)
    if match is None or not any(reading.kind == "board" for reading in read_roles(line.text[: match.start()])):
        return []
    rest = re.sub(r"\s*\([^()]*\)", "", line.text[match.end() :][:500])
    return [
        Mention(line, named, Method.TEXT, words=match.group().strip(), url=address_of(line, named.raw), said=True)
        for named in names_in_value(rest)
        if named.score >= SURE_NAME
    ]


def told_of_several(line: Line) -> list[Mention]:
    """The people of whom a sentence says what they are: "De docenten zijn A. Vos en B. Mol", or turned round."""
    text = line.text[:3_000]
    words, pattern = _are()
    if not may_hold_role(text) or words.isdisjoint(look(text)[1]):
        return []
    for sentence in sentences(text):
        match = pattern.search(sentence) if len(sentence) <= LONGEST_SENTENCE else None
        if match is None:
            continue
        head, rest = sentence[: match.start()], sentence[match.end() :].rstrip(" .")
        for post, people in ((head, rest), (rest, head)):
            kind, found = _post(post), names_in_value(people)
            long = sum(len(named.raw) + 4 for named in found)
            if kind and found and long >= MOSTLY * len(people) and all(n.score >= SAID_NAME for n in found):
                return [
                    Mention(line, n, Method.TEXT, roles=(kind,), words=post.strip(), url=address_of(line, n.raw))
                    for n in found
                ]
    return []


@cache
def _are() -> tuple[frozenset[str], "re.Pattern[str]"]:
    """The words that stand between who several people are and their names, and where they stand in a sentence."""
    words = word_lists("phrases")["several"]["words"]
    return frozenset(words), re.compile(rf"\s(?:{'|'.join(words)})\s+", re.IGNORECASE)


def _post(text: str) -> str | None:
    """The sort of teachers that a part of a sentence speaks of, which begins with the word for them."""
    told = read_roles(text)
    if not told or told[0].kind not in {"teacher", "course_coordinator"}:
        return None
    return told[0].kind if len(text[: told[0].start].split()) <= _POST_FIRST else None


def after_role_word(line: Line) -> list[Mention]:
    """Names right behind a role word: "Vragen? Teamleider Saskia Blokker, tel. 020 …".

    A teacher so named counts only where the line sends its reader to them or says no more; in a longer line so do
    boards and deans, whom lives and news name.
    """
    found = []
    for reading in read_roles(line.text) if len(line.text) <= LONGEST_SAYING else ():
        behind = line.text[reading.end : reading.end + 80]
        if behind[:2] == ", " and reading.kind not in {None, "teacher"} and _sends_to(line, reading.start):
            behind = behind[1:]  # "our Placements Coordinator, Jo Bos (j.bos@…)"
        named = name_at_start(behind.lstrip()) if reading.contact and behind[:1] == " " else None
        if named is not None and behind.lstrip().startswith(named.raw):
            names = names_at_start(behind.lstrip(), 0) or [named]
            alone = len(line.text) <= len(reading.text) + sum(len(name.raw) + LONGEST_JOIN for name in names)
            told = reading.kind == "teacher" or (reading.kind in _HIGH and len(line.text) > LONGEST_TITLED)
            if told and not alone and not _sends_to(line, reading.start):
                continue
            found += [
                Mention(line, n, Method.TEXT, words=reading.text, url=address_of(line, n.raw), said=True) for n in names
            ]
    return found


def before_role_word(line: Line) -> list[Mention]:
    """Names right before a role in a sentence that sends its reader to them: "… regelt Saskia Blokker, teamleider".

    A teacher's word counts only in brackets: "of bij Ada Vos (docent)". A post of the own school that ends its part of
    the sentence needs nobody sent: "samengesteld door Ilse Mol, opleidingscoördinator, en het werkveld".
    """
    found = []
    for reading in read_roles(line.text) if len(line.text) <= LONGEST_SAYING else ():
        before = line.text[max(0, reading.start - 80) : reading.start].rstrip()
        bracketed = before.endswith("(") and line.text[reading.end : reading.end + 1] == ")"
        known = reading.contact and not reading.doubtful and reading.kind not in {None, "board"}
        if not known or not (bracketed or (before.endswith(",") and reading.kind != "teacher")):
            continue
        words = before[:-1].split()[-LONGEST_NAME:]
        starts = [at for at, word in enumerate(words[:-1]) if word[0].isupper() or not word.isalpha()]
        named = _longest([" ".join(words[at:]) for at in starts])
        told = reading.kind in POSTS and _ENDS.match(line.text, reading.end)
        if named is None or not before[:-1].rstrip().endswith(named.raw):
            continue
        if told or _sends_to(line, reading.start):
            url = address_of(line, named.raw)
            found.append(Mention(line, named, Method.TEXT, words=reading.text, url=url, said=True))
    return found


def _sends_to(line: Line, at: int) -> bool:
    """Whether the words around position `at` of a line ask its reader to write, call or come."""
    around = line.text[max(0, at - 120) : at + 160]
    return bool(line.mails or find_emails(around) or find_phones(around) or _asks().search(around))


@cache
def _asks() -> "re.Pattern[str]":
    words = word_lists("phrases")["asks"]["words"]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})", re.IGNORECASE)


def spelt_by_address(line: Line) -> list[Mention]:
    """Names in running text that an address of the same line spells: "… S. Vos, dean. Write to s.vos@…"."""
    found: dict[str, Mention] = {}
    for address in [*line.mails, *find_emails(line.text)][:4]:
        for match in _NAME_RUN.finditer(line.text[:1_500]):
            if line.text[: match.start()].rstrip()[-1:].isdigit():  # a place behind its postal code: "8265 TZ Wax"
                continue
            named = whole_name(match.group())
            if named is not None and named.score >= SURE_NAME and belongs_to(address, named.parsed) >= 0.85:
                found.setdefault(
                    named.natural, Mention(line, named, Method.TEXT, url=address_of(line, named.raw), said=True)
                )
    return list(found.values())


def beside_addresses(line: Line) -> list[Mention]:
    """Names right before an address in running text: "mail Jan Jansen (j.jansen@…)"."""
    if "@" not in line.text:
        return []
    found = []
    for match in re.finditer(r"\S+@\S+", line.text[:3_000]):
        before = line.text[max(0, match.start() - 80) : match.start()].rstrip(" (<[,:–-")
        named = _name_at_end(before)
        if named is not None:
            found.append(Mention(line, named, Method.TEXT, url=None))
    return found


def _name_at_end(text: str) -> Named | None:
    words = text.split()[-6:]
    return _longest([" ".join(words[at:]) for at in range(len(words) - 1)])


def name_at_start(text: str) -> Named | None:
    """The name that begins a text, whole: up to a comma, a bracket or the end of the sentence."""
    words = re.split(r"[,;(]", sentences(text)[0])[0].rstrip(".").split()[:LONGEST_NAME]
    # a small word ends no name, though "Kuiper in" could be one turned round
    return _longest([" ".join(words[:size]) for size in range(len(words), 1, -1) if not words[size - 1].islower()])


def names_at_start(text: str, start: int) -> list[Named]:
    """All the names that are listed behind a phrase: "taught by *dr. Anna Vos* and *dr. Ben Mol*"."""
    listed = told_sentences(_LISTED_END.split(text[start : start + LONGEST_LIST], maxsplit=1)[0])[0].rstrip(" .")
    names: list[Named] = []
    behind = -1
    for name in names_in_value(listed):
        at = listed.find(name.raw, max(behind, 0))
        if at < 0 or (behind >= 0 and _BETWEEN_NAMES.fullmatch(listed, behind, at) is None):
            break
        behind = at + len(name.raw)
        if name.score >= SAID_NAME:
            names.append(name)
    return names if len(names) > 1 else []


def _longest(candidates: list[str]) -> Named | None:
    for candidate in candidates:
        named = whole_name(candidate)
        if named is not None and named.score >= SURE_NAME:
            return named
    return None
