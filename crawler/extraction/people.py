"""The people of a page: which names are people of the school, how they are reached, and what they are.

A name becomes a person of the page only with something beside it: a label or column that announces people, an address,
a role word, or a page or heading that lists people. What makes nobody a contact (student, emeritus, outsider) leaves
`roles` empty.
"""

import re
from collections import Counter, defaultdict
from functools import partial

from crawler.extraction.blocks import BOLD, Line, Page
from crawler.extraction.career import is_past
from crawler.extraction.findings import Method
from crawler.extraction.groups import is_body
from crawler.extraction.labelling import PEOPLE_FIELDS
from crawler.extraction.mention import Mention, role_before
from crawler.extraction.naming import is_vacant
from crawler.extraction.page_person import PagePerson, drop_shared
from crawler.extraction.pairs import Pair
from crawler.extraction.recognisers.email_owners import (
    belongs_to,
    is_functional,
    names_another,
    names_desk,
    spells_words,
)
from crawler.extraction.recognisers.emails import find_emails, may_be_written_out
from crawler.extraction.recognisers.page_words import is_gone
from crawler.extraction.recognisers.phones import find_phones
from crawler.extraction.recognisers.roles import RoleReading, deciding_word, read_roles
from crawler.extraction.rows_of_people import group_row_above
from crawler.extraction.said import (
    LONGEST_ROLE_LINE,
    in_one_row,
    is_next_item,
    is_told,
    said_among_others,
    without_others,
)
from crawler.extraction.said_below import said_below
from crawler.extraction.shapes import levels_of_names, shape_of, without_lone_weak
from crawler.extraction.territory import Territories
from crawler.extraction.titles_above import TitlesAbove
from crm.identity.mailboxes import is_private
from crm.text import fold

_WRITTEN_ADDRESS = re.compile(r"\S+(?:@|\s?[(\[{]\s?(?:at|@|ät)\s?[)\]}]\s?)\S+", re.IGNORECASE)
"""An address says nothing of what somebody is: "studiendekanat@…", "dekan(at)…"."""

_AT = "@([{"
"""Characters of which any text with an address has one."""

MOST_OWN_LINES = 200
"""Lines of a territory in which an address counts as standing with the person."""

OWN_ADDRESS = 0.5
"""Fit from which an address is somebody's own and no desk's."""

LINES_AROUND = 3
"""Lines before and behind somebody's own address in which their number may stand."""

LONGEST_WITH_PHONE = 400
"""Characters of a line in which somebody's number may stand."""

ROLE_LINES = 8
"""Lines behind a name in which the role is looked for."""


class PeopleReader:
    """Reads the people of one page."""

    def __init__(
        self,
        page: Page,
        mentions: list[Mention],
        pairs: list[Pair],
        *,
        level: str | None,
        country: str | None,
        subject: str = "",
        about: str = "",
    ) -> None:
        """`subject`: key of the name that the page is about; `about`: its title and main heading."""
        self._page = page
        self._subject = subject
        country = country.upper() if country else None
        self.roles = partial(_roles_in, level=level, country=country, about=deciding_word(about))
        """The role words of a text at this school's level and country. No method: who has it holds no reader."""
        named = {mention.line.index for mention in mentions if mention.roles}
        self._labels = {
            pair.line.index
            for pair in pairs
            if pair.field in PEOPLE_FIELDS and not pair.inline and _is_set_off(pair.line)
            if any(line.index in named for line in pair.values)
            or pair.line.box.tag in {"th", "dt"}
            or (not pair.values and pair.line.box.tag == "td")
        }
        self._bare = {pair.line.index for pair in pairs if not pair.values and pair.line.box.tag == "td"}
        mentions = without_lone_weak(mentions)
        self._mentions = [m for m in mentions if m.whole or m.roles or m.said]
        self._keys_of: dict[int, set[str]] = defaultdict(set)
        self._raws_of: dict[int, set[str]] = defaultdict(set)
        """Names as written by the index of their line."""
        for mention in self._mentions:
            self._keys_of[mention.line.index].add(mention.key)
            self._raws_of[mention.line.index].add(mention.named.raw)
        self._titles = TitlesAbove(page, self._keys_of, self.roles)
        self._loose = [m for m in mentions if not (m.whole or m.roles or m.said)]
        self._territories = Territories(page, self._mentions)
        self._headings: dict[int, list[RoleReading]] = {}
        self.finds_addresses = True
        """False once the page was found to hold no e-mail address outside furniture."""

    def people(self, *, lists_people: bool = False) -> list[PagePerson]:
        """Every name that may be a person, with what stands near it, in page order.

        `lists_people`: the page's words say that it lists people; then two of one make are a list. Of a name that
        stands on the page more than once the walled territory with most in it counts.
        """
        by_key: dict[str, list[Mention]] = {}
        for mention in [*self._mentions, *self._loose]:
            by_key.setdefault(mention.key, []).append(mention)
        people = []
        for key, mentions in by_key.items():
            mentions.sort(key=lambda m: (not m.roles, not (m.key == self._subject and m.line.level == 1), m.line.index))
            found = [self._territories.of(mention) for mention in mentions[:10]]
            best = max(found, key=lambda t: (t.walled, min(t.size, 30), -t.start))
            people.append(PagePerson(key, mentions, best, places=found[:4] if len(found) > 1 else []))
        people.sort(key=lambda person: person.mentions[0].line.index)
        self._assign_addresses(people)
        columns = Counter(shape_of(person.main.line) for person in people)
        levels = levels_of_names(self._page, [person.main for person in people])
        for person in people:
            person.siblings = columns[shape_of(person.main.line)]
            person.listed = person.siblings >= (2 if lists_people else 3) or person.main.line.level in levels
            person.listed = person.listed or any(m.whole and m.end and not m.roles for m in person.mentions[:6])
            self._read_near(person)
            self._read_headings(person)
        return people

    # Addresses

    def _assign_addresses(self, people: list[PagePerson]) -> None:
        found = self.addresses()
        self.finds_addresses = bool(found)
        found.sort(key=lambda entry: is_private(entry[0].lower()))  # of two of one person's the school's counts
        taken: set[str] = set()
        by_piece, by_line = self._indexed(people) if found else ({}, {})
        for address, line in found:
            if address.lower() in taken or is_functional(address):
                continue
            local = fold(address.partition("@")[0]).replace(" ", "")
            pieces = {local[at : at + size] for at in range(len(local)) for size in (2, 3)}
            likely = {id(p): p for piece in pieces for p in by_piece.get(piece, ())}
            likely |= {id(p): p for p in by_line.get(line.index, ())}
            owner = self._owner(address, line, list(likely.values()))
            if owner is not None and owner.email is None:
                owner.email, owner.email_line = address, line
                taken.add(address.lower())
            elif owner is not None:
                taken.add(address.lower())
        free: dict[int, list[str]] = defaultdict(list)
        for address, line in found:
            if address.lower() not in taken and not is_functional(address):
                free[line.index].append(address)
        for person in people:
            if person.email is None and free and self._takes_by_nearness(person):
                self._take_nearest(person, free)
        drop_shared(people, {address for addresses in free.values() for address in addresses})
        for person in people:
            self._take_phone(person)

    @staticmethod
    def _indexed(people: list[PagePerson]) -> tuple[dict[str, list[PagePerson]], dict[int, list[PagePerson]]]:
        """People by the beginnings of their names, and by the lines that are theirs."""
        by_piece: dict[str, list[PagePerson]] = defaultdict(list)
        by_line: dict[int, list[PagePerson]] = defaultdict(list)
        for person in people:
            for piece in person.pieces:
                by_piece[piece].append(person)
            own = set(person.lines)
            for place in (person.territory, *person.places):
                own.update(range(place.start, min(place.end, place.start + MOST_OWN_LINES)))
            for index in own:
                by_line[index].append(person)
        return by_piece, by_line

    def addresses(self) -> list[tuple[str, Line]]:
        """Addresses of the page outside furniture, in page order."""
        found: list[tuple[str, Line]] = []
        spelt = may_be_written_out(self._page.small_text)
        for line in self._page.content:
            if not spelt and not line.mails and "@" not in line.text:
                continue
            seen = set()
            for address in _addresses_in(line):
                if address.lower() not in seen:
                    seen.add(address.lower())
                    found.append((address, line))
        return found[:2_000]

    def _owner(self, address: str, line: Line, likely: list[PagePerson]) -> PagePerson | None:
        """Whose name the address spells: the best fit, and of equal ones the one it stands with."""
        best: list[tuple[bool, float, int, PagePerson]] = []
        for person in likely:
            near = line.index in person.lines or person.key == self._subject
            near = near or any(line.index in place for place in (person.territory, *person.places))
            fit = belongs_to(address, person.main.named.parsed)
            if fit >= 0.85 or (near and fit >= 0.5):
                best.append((near, fit, -person.main.line.index, person))
        if not best:
            return None
        best.sort(key=lambda entry: entry[:3], reverse=True)
        tied = [entry for entry in best if entry[:2] == best[0][:2]]
        return best[0][3] if len(tied) == 1 else None

    def _reach(self, mention: Mention, *, far: bool = False) -> list[Line]:
        """The lines in which an address or number of a mention may stand.

        Those of its territory; behind a label's value also the next few, where labels of addresses often follow.
        """
        at, territory = mention.line.index, self._territories.of(mention)
        far = (far and mention.key == self._subject) or (territory.walled and territory.size <= 40)
        end = min(territory.end, at + (30 if far else 6))
        if mention.roles and mention.end and territory.end <= mention.end + 1:
            end = min(len(self._page.lines), at + 7)
        lines = []
        for line in self._page.lines[at:end]:
            if line is not mention.line and (
                line.index in self._labels
                or (line.box.tag == "dt" and mention.line.box.tag == "dd")
                or self._names(line, mention.key)
                or line.box.furniture
            ):
                break
            lines.append(line)
        return lines

    def _takes_by_nearness(self, person: PagePerson) -> bool:
        """Whether an address beside a person may be theirs: not where somebody else's page only tells of them."""
        return not self._subject or person.key == self._subject or bool(person.labelled)

    def _take_nearest(self, person: PagePerson, free: dict[int, list[str]]) -> None:
        """An address that spells nobody's name: only one right beside the name, and the only one there."""
        own = {m.line.index: m.line for m in person.mentions[:6] if len(set(free.get(m.line.index, ()))) == 1}
        lines = own or {line.index: line for m in person.mentions[:6] for line in self._reach(m, far=True)}
        near = {address: line for index, line in lines.items() for address in free.get(index, ())}
        if len(near) == 1:
            address, line = next(iter(near.items()))
            shared = self._names(line, person.key) or names_desk(line.text) or self._is_units(address, line, person)
            shared = shared or names_another(address, person.main.named.parsed)
            if not shared:
                person.email, person.email_line = address, line

    def _is_units(self, address: str, line: Line, person: PagePerson) -> bool:
        """Whether an address beside a name spells what the page or a heading above is about, and nobody's name.

        What stands in the value of the same label is said to reach whom the label announces.
        """
        if person.key == self._subject or any(m.line.index <= line.index < m.end for m in person.labelled):
            return False
        above = [heading.text for heading in self._page.under(person.main.line)]
        return any(spells_words(address, text) for text in [self._page.title, *above])

    def _take_phone(self, person: PagePerson) -> None:
        for mention in person.mentions[:6]:
            for line in self._reach(mention):
                phones = find_phones(self._own_part(line, mention)) if len(line.text) < LONGEST_WITH_PHONE else []
                if phones:
                    person.phone, person.phone_line = phones[0], line
                    return
        for line in self._around_address(person) or self._further_down(person):
            phones = find_phones(line.text) if len(line.text) < LONGEST_WITH_PHONE else []
            if phones:
                person.phone, person.phone_line = phones[0], line
                return

    def _further_down(self, person: PagePerson) -> list[Line]:
        """The lines below the name of whose page it is, where no address of a desk stands whose number it may be."""
        lines = self._reach(person.main, far=True) if person.key == self._subject else []
        shown = {address for line in lines for address in (*line.mails, *find_emails(line.text))}
        return lines if shown <= {person.email} else []

    def _own_part(self, line: Line, mention: Mention) -> str:
        """What a line that names several people says from one of them up to the next."""
        raw = mention.named.raw
        if line is not mention.line or not self._names(line, mention.key) or raw not in line.text:
            return line.text
        behind = line.text.partition(raw)[2]
        others = [at for other in self._raws_of[line.index] if other != raw and (at := behind.find(other)) >= 0]
        return behind[: min(others, default=len(behind))]

    def _around_address(self, person: PagePerson) -> list[Line]:
        """The lines around a person's own address up to a name or heading: there a number is theirs as well."""
        if person.email is None or person.email_line is None:
            return []
        if belongs_to(person.email, person.main.named.parsed) < OWN_ADDRESS:
            return []
        at, lines = person.email_line.index, []
        for step in (1, -1):
            for index in range(at + step, at + step * (1 + LINES_AROUND), step):
                line = self._page.lines[index] if 0 <= index < len(self._page.lines) else None
                if line is None or line.box.furniture or 0 < line.level < BOLD or index in self._keys_of:
                    break
                if line.mails or find_emails(line.text):
                    break
                lines.append(line)
        return sorted(lines, key=lambda line: (abs(line.index - at), line.index))

    # Roles

    def _read_near(self, person: PagePerson) -> None:
        seen = set()
        for mention in person.mentions[:6]:
            territory = self._territories.of(mention) if mention is not person.main else person.territory
            below = mention.line.index + 1
            lines = [mention.line]
            lines += said_below(self._page, mention, self._page.lines[below : min(territory.end, below + ROLE_LINES)])
            title = self._titles.before(mention.line)
            for above in self._titles.up_from(title):
                person.titled = True
                person.readings += [(reading, above) for reading in self.roles(above.text)]
            for line in lines:
                if line is not mention.line and (
                    (line.index in self._labels and not (line.index in self._bare and in_one_row(line, mention.line)))
                    or is_next_item(line, mention.line)
                    or self._titles.is_of_next(line, person.key)
                    or (line.level and (title is not None or mention.roles))
                    or (line.index > mention.line.index + 1 and " " in line.text and is_gone(line.text))
                ):
                    break
                text = self._said_of(mention) if line is mention.line else line.text
                if (
                    line.index in seen
                    or len(text) > LONGEST_ROLE_LINE
                    or (line is not mention.line and (is_told(text) or is_past(text) or is_vacant(text)))
                    or (line is not mention.line and self._names(line, person.key))
                ):
                    continue
                seen.add(line.index)
                readings = self.roles(text)
                if line is mention.line and mention.said and mention.method == Method.TEXT:
                    readings = without_others(readings)
                for reading in readings:
                    if reading.start == 0 or line is mention.line or not is_body(reading.text):
                        person.readings.append((reading, line))

    def _said_of(self, mention: Mention) -> str:
        """What the line of a mention says of it: all but the name; of a line with several people its own part."""
        others = self._raws_of[mention.line.index] if self._names(mention.line, mention.key) else set()
        if not others and len(mention.line.text) <= LONGEST_ROLE_LINE:
            _, bracket, behind = mention.named.raw.partition("(")
            said = f"{role_before(mention.named)} | {bracket and behind} | "
            return mention.line.text.replace(mention.named.raw, said)
        return said_among_others(mention, others, self.roles)

    def _names(self, line: Line, key: str) -> bool:
        """Whether the line names somebody else than the person `key`."""
        keys = self._keys_of.get(line.index)
        return keys is not None and (len(keys) > 1 or key not in keys)

    def _read_headings(self, person: PagePerson) -> None:
        passed = False
        row = group_row_above(self._page, person.main.line)
        for heading in [*([row] if row is not None else []), *self._page.under(person.main.line)]:
            if heading is not row and heading.level == BOLD and not self._covers(heading, person.main.line):
                continue
            readings = self._headings.get(heading.index)
            if readings is None:
                readings = self._headings[heading.index] = self.roles(heading.text) if len(heading.text) <= 100 else []
            if passed:
                readings = [reading for reading in readings if not is_body(reading.text)]
            if readings:
                person.group = readings
                return
            passed = True

    @staticmethod
    def _covers(heading: Line, line: Line) -> bool:
        """Whether a bold line speaks for `line`: it stands in a box around it."""
        outer = heading.box.parent
        return outer is not None and outer.start <= line.index < outer.end


def _roles_in(text: str, *, level: str | None, country: str | None, about: str | None) -> list[RoleReading]:
    """The role words of `text` at a school of that level and country, on a page that is about something."""
    if any(map(text.__contains__, _AT)):
        text = _WRITTEN_ADDRESS.sub(lambda match: " " * len(match.group()), text)  # all else stays in its place
    return read_roles(text, level=level, country=country, about=about)


def _addresses_in(line: Line) -> list[str]:
    """The addresses of a line. A link that shows one and writes to another was copied: what a reader sees counts."""
    shown = find_emails(line.text)
    return shown if len(shown) == len(line.mails) == 1 else [*line.mails, *shown]


def _is_set_off(line: Line) -> bool:
    """Whether a line is drawn as a label: in a cell or term, as a heading, or with a colon."""
    return bool(line.level) or line.box.tag in {"td", "th", "dt"} or line.text.endswith(":")
