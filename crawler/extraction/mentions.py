"""Where a page names people: behind labels, in columns, as lines of their own, beside addresses, after "taught by"."""

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache, lru_cache

from crawler.extraction.blocks import Line, Page
from crawler.extraction.findings import Method
from crawler.extraction.labelling import PEOPLE_FIELDS, field_of, is_sure_label, roles_of_label
from crawler.extraction.naming import Named, names_in_value, sentences, surnames_in_value, whole_name
from crawler.extraction.pairs import Pair
from crawler.extraction.recognisers.email_owners import belongs_to
from crawler.extraction.recognisers.emails import find_emails
from crawler.extraction.recognisers.roles import read_roles
from crawler.extraction.tables import Grid
from crm.resources import data_path
from crm.text import fold

_BREAKS = re.compile(r"\s+[–—|•·-]\s+|\s*[|•·:;]\s+|\s*\(|,\s|\s{2,}|\s+(?=\S+@\S)")
_LAST_BRACKET = re.compile(r"\(([^()]{5,250})\)[\s.]*$")
_NAME_RUN = re.compile(
    r"\b(?:[A-ZÀ-Þ][\w.'’-]*\s+){1,4}(?:(?:van|de|den|der|ten|ter|te|in|op|uit|het|'t|el|da|di|du|von|zu)\s+){0,3}"
    r"(?:[A-ZÀ-Þ][\w'’-]+)?(?<=\w)"
)
_LAST_WORDS = re.compile(r"[.,;|]\s+")
_SECOND_BY = re.compile(r"[^.;:@]{3,60}?\s(?:and by|en door|und von|et par)\s")
_CONSISTS = re.compile(
    r"\b(?:bestaat uit|wordt gevormd door|is samengesteld uit|zijn|consists of|is made up of|is formed by|are"
    r"|besteht aus)\b:?\s",
    re.IGNORECASE,
)
Phrases = list[tuple[str, "re.Pattern[str]"]]
_TITLE_FIRST = re.compile(r"(?:prof|dr|drs|ir|ing|mr|mrs|ms|em|assoc|asst)\b", re.IGNORECASE)
SURE_NAME = 0.6
"""From here on a text is taken for a name without a label beside it."""
WEAK_NAME = 0.12
"""From here on a short line may be a first name alone, if the lines in the same place of other cards are names."""
LABELLED_NAME = 0.35
"""From here on what stands behind a label for people is a name."""
SURNAME = 0.1
"""From here on a single word behind a sure label or in a column of people is a surname."""
MOST_MENTIONS = 4_000


@dataclass(slots=True, eq=False)
class Mention:
    """A name in a line. `roles` is what a label or a column says; `whole`: it makes up its line, or the start of it."""

    line: Line
    named: Named
    method: Method
    roles: tuple[str, ...] = ()
    words: str = ""
    """The label, column or phrase that says so."""
    whole: bool = False
    url: str | None = None
    weak: bool = False
    """A word that is a name only among others of its kind."""
    said: bool = False
    """A role word and a colon stand before it, or an address in its line spells it."""
    sure: bool = True
    """False for a label that only may announce people ("Begeleider")."""
    end: int = 0
    """Index of the first line behind the label's value; 0 without a label."""
    key: str = field(default="")

    def __post_init__(self) -> None:
        self.key = fold(self.named.natural).replace(" ", "")


def find_mentions(page: Page, pairs: list[Pair], tables: list[Grid]) -> list[Mention]:
    """All mentions in page order; a name that a label announces is not mentioned once more as a bare line."""
    found: dict[tuple[int, str], Mention] = {}
    for mention in [*_in_columns(page, tables), *_behind_labels(pairs)]:
        found.setdefault((mention.line.index, mention.key), mention)
    nobody = _other_values(pairs)
    phrases = _phrases_of(page)
    for line in page.lines:
        if line.box.furniture or line.index in nobody or len(found) > MOST_MENTIONS or line.box.tag == "pre":
            continue
        for mention in _in_line(line, phrases):
            if mention.whole and not mention.roles:
                if _is_role(mention.named.raw):
                    continue
                _take_heading(page, mention)
            found.setdefault((line.index, mention.key), mention)
    return sorted(found.values(), key=lambda mention: mention.line.index)


@lru_cache(maxsize=20_000)
def _is_role(text: str) -> bool:
    """Whether what looks like a name is a role ("Dean"): it begins with the word for one, or mostly is it."""
    readings = read_roles(text)
    return any(r.start == 0 or 2 * (r.end - r.start) > len(text) for r in readings) and not _TITLE_FIRST.match(text)


def _take_heading(page: Page, mention: Mention) -> None:
    """Gives a name right under a heading that announces teachers ("Dozenten") their role."""
    heading = next(page.under(mention.line), None)
    if heading is None or len(heading.text) > 60 or mention.line.index - heading.index > 60:
        return
    name = field_of(heading.text)
    if name in {"teacher", "course_coordinator"} and is_sure_label(heading.text):
        mention.roles, mention.words = roles_of_label(name, heading.text), heading.text


def _other_values(pairs: list[Pair]) -> set[int]:
    """Lines whose label says that they hold something else than our people (literature, supervisors of a thesis)."""
    lines: set[int] = set()
    for pair in pairs:
        if pair.field == "other" and not pair.line.level and is_sure_label(pair.label):
            if pair.inline:
                lines.add(pair.line.index)
            lines.update(line.index for line in pair.values[:5])
    return lines


def _address_of(line: Line, name: str) -> str | None:
    """Where the link on a name leads."""
    for anchor in line.anchors:
        if anchor.url and anchor.text and (anchor.text in name or name in anchor.text):
            return anchor.url
    return None


def _behind_labels(pairs: list[Pair]) -> list[Mention]:
    mentions = []
    for pair in pairs:
        if pair.field not in PEOPLE_FIELDS:
            continue
        sure = is_sure_label(pair.label)
        least = LABELLED_NAME if sure and pair.field != "contact" else 0.5
        wide = pair.line.level > 0 and pair.field in {"contact", "person_name"}
        texts = [(pair.line, pair.inline)] if pair.inline else []
        texts += [(line, line.text) for line in pair.values[: 12 if wide else 40]]
        for line, text in texts:
            for named, whole in _names(text, line, prose=wide or len(text) > 160):
                enough = LABELLED_NAME if whole and sure and " " in named.natural else least
                lone = _is_lone(named) and least == LABELLED_NAME and not pair.line.level
                if pair.line.level and (named.score < SURE_NAME or _is_role(named.raw)):
                    continue
                if named.score >= (SURNAME if lone else enough):
                    mentions.append(
                        Mention(
                            line,
                            named,
                            pair.method,
                            roles=roles_of_label(pair.field, pair.label),
                            words=pair.label,
                            whole=whole,
                            url=_address_of(line, named.raw),
                            sure=sure,
                            end=pair.end,
                        )
                    )
    return mentions


def _is_lone(named: Named) -> bool:
    """Whether a name is a surname alone, in capitals and small letters."""
    return named.natural.isalpha() and len(named.natural) > 3 and not named.natural.isupper()


def _names(text: str, line: Line, *, prose: bool) -> list[tuple[Named, bool]]:
    """The names in a value, each with: is it all of the value. Of prose only names that are all of a line count."""
    linked = [anchor.text for anchor in line.anchors if anchor.url and anchor.text and anchor.text in text]
    if linked and (len(linked) > 1 or len(linked[0]) < len(text)) and len(text) < 400:
        found = [named for part in linked for named in _linked_name(part)]
        if len(found) == len(linked):
            rest = text
            for part in linked:
                rest = rest.replace(part, " , ", 1)
            rest_names = surnames_in_value(rest.strip(" ,")) or names_in_value(rest)
            return [(named, False) for named in [*found, *(n for n in rest_names if n.score >= SURNAME)]]
    surnames = surnames_in_value(text)
    if surnames:
        return [(named, False) for named in surnames]
    whole = whole_name(text)
    if whole is not None and whole.score >= SURE_NAME:
        return [(whole, True)]
    if prose:
        return [(named, True) for named in [_leading_name(text)] if named is not None]
    return [(named, False) for named in names_in_value(text)]


def _linked_name(text: str) -> list[Named]:
    """The name that a link in a value is, if it is one; several links are several people."""
    whole = whole_name(text)
    if whole is not None:
        return [whole]
    found = names_in_value(text)
    return [found[0]] if len(found) == 1 and found[0].score >= SURNAME else []


def _in_columns(page: Page, tables: list[Grid]) -> list[Mention]:
    mentions = []
    for grid in tables:
        columns = [(at, name) for at, name in enumerate(grid.fields) if name in PEOPLE_FIELDS]
        titles = [at for at, name in enumerate(grid.fields) if name in {"course_name", "taught_courses"}]
        for row in grid.rows[grid.first :]:
            if len(row) == len(grid.headers):
                mentions += [mention for at in titles for line in page.inside(row[at]) for mention in in_brackets(line)]
            for at, name in columns:
                if at >= len(row) or len(row) != len(grid.headers):
                    continue
                for line in page.lines[row[at].start : row[at].end]:
                    for named, whole in _names(line.text, line, prose=len(line.text) > 200):
                        if named.score >= (SURNAME if _is_lone(named) else LABELLED_NAME):
                            roles = roles_of_label(name or "", grid.headers[at])
                            url = _address_of(line, named.raw)
                            mentions.append(
                                Mention(
                                    line,
                                    named,
                                    Method.LABEL,
                                    roles=roles,
                                    words=grid.headers[at],
                                    whole=whole,
                                    url=url,
                                    end=row[at].end,
                                )
                            )
    return mentions


def in_brackets(line: Line) -> list[Mention]:
    """The teachers in brackets behind a course's title: "Decision Theory (Dr. A. Jansen, B. de Vries)"."""
    match = _LAST_BRACKET.search(line.text)
    if match is None or match.start() < 4:
        return []
    content = match.group(1)
    linked = [anchor.text for anchor in line.anchors if anchor.url and anchor.text and anchor.text in content]
    found = [named for part in linked for named in _linked_name(part)] if linked else list(names_in_value(content))
    if (
        not found
        or any(named.score < SURE_NAME for named in found)
        or sum(len(n.raw) for n in found) < 0.5 * len(content)
    ):
        return []
    return [
        Mention(line, named, Method.TEXT, roles=("teacher",), words=content, url=_address_of(line, named.raw))
        for named in found
    ]


@lru_cache(maxsize=8_192)
def _leading_name(text: str) -> Named | None:
    """The name a line begins with, set off from the rest by a dash, a bracket, a comma or an address."""
    if not text[0].isalpha():
        return None
    for match in _BREAKS.finditer(text[:70]):
        named = whole_name(text[: match.start()])
        if named is not None and named.score >= SURE_NAME:
            return named
    return None


def _in_line(line: Line, phrases: Phrases) -> list[Mention]:
    text = line.text
    mentions: list[Mention] = []
    if len(text) <= 90:
        named = whole_name(text)
        if named is not None and (named.score >= SURE_NAME or (named.score >= WEAK_NAME and _may_be_card(line))):
            method = Method.HEADING if line.level else Method.TEXT
            weak = named.score < SURE_NAME
            return [Mention(line, named, method, whole=True, url=_address_of(line, named.raw), weak=weak)]
    for candidate in _parts(line):
        named = whole_name(candidate)
        if named is not None and named.score >= (WEAK_NAME if " " in candidate and len(line.text) < 90 else SURE_NAME):
            weak = named.score < SURE_NAME
            mentions.append(Mention(line, named, Method.TEXT, whole=True, url=_address_of(line, named.raw), weak=weak))
            break
    if not mentions:
        leading = _leading_name(text)
        if leading is not None:
            mentions.append(Mention(line, leading, Method.TEXT, whole=True, url=_address_of(line, leading.raw)))
    if not mentions and (":" in text or " is " in text):
        mentions += _behind_role(line)
    if not mentions:
        mentions += _members(line) or _after_role_word(line)
    mentions += _beside_addresses(line, mentions)
    if not mentions and len(text) > 60 and (line.mails or "@" in text):
        mentions += _spelt_by_address(line)
    if line.bold and "(" in text and not mentions:
        mentions += in_brackets(line)
    return mentions + [mention for role, pattern in phrases for mention in _in_phrases(line, role, pattern)]


def _phrases_of(page: Page) -> Phrases:
    """The patterns of phrases whose words stand on the page at all: on most pages none."""
    text = "\n".join(line.text for line in page.lines).lower()
    return [(role, pattern) for role, words, pattern in _phrases() if any(word in text for word in words)]


def _in_phrases(line: Line, role: str, pattern: "re.Pattern[str]") -> list[Mention]:
    """Names behind words of running text that say what they do: "taught by", "neem contact op met"."""
    found = []
    for match in pattern.finditer(line.text[:5_000]):
        named = _name_at_start(line.text[match.end() : match.end() + 80]) or _name_further_on(line.text, match.end())
        if named is not None:
            words, url = match.group().strip(), _address_of(line, named.raw)
            found.append(Mention(line, named, Method.TEXT, roles=(role,), words=words, url=url))
    return found


def _name_further_on(text: str, start: int) -> Named | None:
    """The name behind a second "by" of the sentence: "supervision by the lecturers and *by* Mei Chan"."""
    match = _SECOND_BY.match(text, start)
    return _name_at_start(text[match.end() : match.end() + 80]) if match is not None else None


@cache
def _phrases() -> tuple[tuple[str, tuple[str, ...], "re.Pattern[str]"], ...]:
    """Role, its words in lower case, and the pattern; the words alone tell quickly that a line has none of them."""
    table = tomllib.loads(data_path("extraction/phrases.toml").read_text("utf-8"))["roles"]
    polite = r"(?:\s+(?:met|mit|de|dhr\.?|mw\.?|mevr\.?|mevrouw|meneer|de heer|frau|herrn?|mr\.?|mrs\.?|ms\.?))*"
    return tuple(
        (
            role,
            tuple(word.lower() for word in words),
            re.compile(rf"\b(?:{'|'.join(map(re.escape, words))}){polite}\s*:?\s+(?=[^\W\d_])", re.IGNORECASE),
        )
        for role, words in table.items()
    )


def _may_be_card(line: Line) -> bool:
    """Whether a line may head a card: first names alone count only there, and only among others of the kind."""
    return (bool(line.level) or line.box.tag in {"p", "div", "li", "td", "figcaption"}) and len(line.text) <= 30


def _parts(line: Line) -> list[str]:
    parts = [line.bold] if line.bold and len(line.bold) < len(line.text) else []
    anchors = [anchor.text for anchor in line.anchors if anchor.text and len(anchor.text) < len(line.text)]
    if anchors and len(line.text) <= 200 and line.text.startswith(anchors[0]):
        parts.append(anchors[0])
    return parts


def _behind_role(line: Line) -> list[Mention]:
    """Names behind a role and a colon or "is" ("Collegedirecteur: mevr. M. Hoekstra"); the role is read with them.

    A line may have several ("Docent: J. Smit. Coördinator: L. de Boer."); a label alone says the role by itself.
    """
    text = line.text[:600]
    if ":" not in text:
        head, _, rest = text[:300].partition(" is ")
        named = _name_at_start(rest[:80]) if rest and len(head) <= 80 and read_roles(head) else None
        return [] if named is None else [Mention(line, named, Method.TEXT, words=head, said=True)]
    found: list[Mention] = []
    for sentence in sentences(text):
        head, _, rest = sentence.partition(":")
        label = _LAST_WORDS.split(head)[-1].strip()
        name = field_of(label) if 3 < len(label) <= 40 else None
        roles = roles_of_label(name or "", label) if name in PEOPLE_FIELDS and found and is_sure_label(label) else ()
        if not rest.strip() or not 3 < len(head) <= 60 or not (roles or read_roles(head)):
            continue
        whole = whole_name(rest)
        names = [whole] if whole is not None else list(names_in_value(rest))
        found += [
            Mention(
                line,
                named,
                Method.LABEL,
                roles=roles,
                words=label if roles else head,
                whole=True,
                url=_address_of(line, named.raw),
                said=True,
            )
            for named in names
            if named.score >= SURE_NAME
        ]
    return found


def _members(line: Line) -> list[Mention]:
    """The people of whom a board is said to consist: "Het College van Bestuur bestaat uit A. de Wit en B. Bos"."""
    match = _CONSISTS.search(line.text[:400])
    if match is None or not any(reading.kind == "board" for reading in read_roles(line.text[: match.start()])):
        return []
    rest = re.sub(r"\s*\([^()]*\)", "", line.text[match.end() :][:500])
    return [
        Mention(line, named, Method.TEXT, words=match.group().strip(), url=_address_of(line, named.raw), said=True)
        for named in names_in_value(rest)
        if named.score >= SURE_NAME
    ]


def _after_role_word(line: Line) -> list[Mention]:
    """Names right behind a role word: "Vragen? Teamleider Saskia Blokker, tel. 020 …"."""
    found = []
    for reading in read_roles(line.text[:600]) if len(line.text) <= 600 else ():
        behind = line.text[reading.end : reading.end + 80]
        named = _name_at_start(behind.lstrip()) if reading.contact and behind[:1] == " " else None
        if named is not None and behind.lstrip().startswith(named.raw):
            words, url = reading.text, _address_of(line, named.raw)
            found.append(Mention(line, named, Method.TEXT, words=words, url=url, said=True))
    return found


def _spelt_by_address(line: Line) -> list[Mention]:
    """Names in running text that an address of the same line spells: "… S. Vos, dean. Write to s.vos@…"."""
    found: dict[str, Mention] = {}
    for address in [*line.mails, *find_emails(line.text)][:4]:
        for match in _NAME_RUN.finditer(line.text[:1_500]):
            named = whole_name(match.group())
            if named is not None and named.score >= SURE_NAME and belongs_to(address, named.parsed) >= 0.85:
                found.setdefault(
                    named.natural, Mention(line, named, Method.TEXT, url=_address_of(line, named.raw), said=True)
                )
    return list(found.values())


def _beside_addresses(line: Line, known: list[Mention]) -> list[Mention]:
    """Names right before an address in running text: "mail Jan Jansen (j.jansen@…)"."""
    if known or "@" not in line.text:
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


def _name_at_start(text: str) -> Named | None:
    words = re.split(r"(?<=[a-z]{3})[.;]|[,;(]", text)[0].split()[:6]
    return _longest([" ".join(words[:size]) for size in range(len(words), 1, -1)])


def _longest(candidates: list[str]) -> Named | None:
    for candidate in candidates:
        named = whole_name(candidate)
        if named is not None and named.score >= SURE_NAME:
            return named
    return None
