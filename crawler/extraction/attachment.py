"""Who is what of which: the people of a page with their roles, each role attached to the course or unit it is of.

A role belongs to the course in whose record it stands, else to the page's one course. Whom the page calls a student, an
emeritus or an outsider gets none.
"""

from bisect import bisect_right
from functools import cached_property
from zlib import crc32

from crawler.extraction.belonging import Belonging
from crawler.extraction.blocks import Line, Page
from crawler.extraction.course_labels import PageCourse
from crawler.extraction.described_people import add_described
from crawler.extraction.findings import Evidence, FoundCourse, FoundPerson, FoundRole, Method, PageKind
from crawler.extraction.found_roles import coordinators_teach, found_role, telling, without_doubles
from crawler.extraction.groups import is_archive, is_guide, is_teaching_group
from crawler.extraction.kind import address_hints, last_part
from crawler.extraction.labelling import ASSISTANT, is_bare_head, is_sure_label, roles_over
from crawler.extraction.mention import SURE_NAME, Mention, role_before
from crawler.extraction.outline import Outline
from crawler.extraction.page_person import PagePerson
from crawler.extraction.pairs import Pair
from crawler.extraction.people import OWN_ADDRESS, PeopleReader
from crawler.extraction.recognisers.email_owners import belongs_to
from crawler.extraction.recognisers.page_words import group_hint, text_hint
from crawler.extraction.recognisers.role_objects import sort_of_thing
from crawler.extraction.recognisers.role_words import words_of
from crawler.extraction.rows_of_people import header_over, is_second_cell, subject_in_row
from crawler.extraction.schema_org import Described
from crawler.extraction.standing import Standing
from crawler.extraction.units import is_unit
from crm.text import clean

MOST_MARKS = 500
"""Labels for units and positions of one page that are looked at."""

BORNE_OUT = 0.6
"""Confidence in a doubtful name that a label, a role beside it or the page's title bears out."""

DOUBTFUL = 0.45
"""Confidence at most in a doubtful name that nothing bears out: below the line of review, which is 0.5."""

LONGEST_SUBJECT = 100
"""Characters of a heading in which the sort of thing is named that it is about."""

_OF_COURSES = frozenset({PageKind.COURSE, PageKind.COURSE_LIST})

_OF = {
    "programme_coordinator": "programme",
    "programme_director": "programme",
    "internship_coordinator": "programme",
    "dean": "unit",
    "staff": "unit",
}


class Attachment:
    """Makes findings of the people of one page, whose kind and courses are known."""

    def __init__(
        self,
        outline: Outline,
        reader: PeopleReader,
        pairs: list[Pair],
        *,
        kind: PageKind,
        courses: list[PageCourse],
        described: Described,
        belonging: Belonging,
    ) -> None:
        self._belonging = belonging
        self._outline = outline
        self._standing = Standing(outline)
        self._page: Page = outline.page
        self._reader = reader
        self._kind = kind
        self._courses = courses
        self._starts = [course.start for course in courses]
        units = [pair for pair in pairs if pair.field == "unit" and 3 < len(pair.text) <= 120 and "@" not in pair.text]
        self._units = units[:MOST_MARKS]
        self._unfilled = [pair for pair in pairs if pair.field == "position" and not pair.text][:MOST_MARKS]
        self._says_teacher = any(
            pair.field == "teacher" and pair.text and not pair.line.level and is_sure_label(pair.label)
            for pair in pairs
        )
        self._described = described
        self.evidence: list[Evidence] = []
        self.blocks: dict[str, str] = {}
        """Place in the list of people → fingerprint of the words around."""

    def found_people(self, people: list[PagePerson]) -> list[FoundPerson]:
        """The people of the page in page order, each with what they are of what."""
        result: list[FoundPerson] = []
        self._standing.know(people)
        for person in people:
            if not self._is_person(person):
                continue
            entry = FoundPerson(
                clean(person.main.named.natural),
                raw=clean(person.main.named.raw),
                titles=[clean(title, 60) for title in person.main.named.parsed.titles],
                email=person.email,
                phone=person.phone,
                url=next((m.url for m in person.mentions if m.url), None),
            )
            entry.confidence = self._confidence(person)
            entry.unit = self._unit(person)
            entry.roles = self._roles(person, entry.unit)
            self._explain(len(result), person, entry)
            self.blocks[str(len(result))] = self._block(person)
            result.append(entry)
        only = self._courses[0].course if len(self._courses) == 1 else None
        lists = self._kind in {PageKind.PERSON, PageKind.DIRECTORY}
        self.evidence += add_described(result, self._described, self._reader.roles, only=only, lists_people=lists)
        if self._kind in {PageKind.COURSE, PageKind.COURSE_LIST} and not self._says_teacher:
            coordinators_teach(result)
        return result

    def _confidence(self, person: PagePerson) -> float:
        """How sure it is that this is somebody, 0 to 1: the name, and what bears it out.

        A sure name, and a doubtful one that a label, an address or a role beside it bears out, stand; a doubtful one
        that only keeps company with names waits in review.
        """
        score = person.main.named.score
        if person.email is not None and belongs_to(person.email, person.main.named.parsed) >= OWN_ADDRESS:
            return 1.0
        if score >= SURE_NAME:
            return round(score, 2)
        borne_out = any(mention.sure for mention in person.labelled) or person.readings or self._is_subject(person)
        return BORNE_OUT if borne_out else round(min(score, DOUBTFUL), 2)

    def _block(self, person: PagePerson) -> str:
        """A fingerprint of the words around a person: the same on many pages, they are furniture of the site."""
        lines = self._page.lines[person.main.line.index : min(person.territory.end, person.main.line.index + 8)]
        return f"{crc32(' '.join(line.text for line in lines).encode()):08x}"

    def _unit(self, person: PagePerson) -> str | None:
        """The part of the school that a person's entry names."""
        for pair in self._units:
            if pair.line.index in person.territory:
                return clean(pair.text, 200)
        start, most = person.territory.start, 15
        if not person.territory.walled:
            if self._kind != PageKind.PERSON or not self._is_subject(person):
                return None
            start, most = person.main.line.index, 4
        for line in self._page.lines[start : min(person.territory.end, start + most)]:
            texts = [line.text, *(anchor.text for anchor in line.anchors)]
            if (name := next((text for text in texts if len(text) <= 120 and is_unit(text)), None)) is not None:
                return clean(name, 200)
        return None

    def _explain(self, at: int, person: PagePerson, entry: FoundPerson) -> None:
        main = person.main
        self.evidence.append(Evidence(f"people[{at}].name", clean(main.line.text), main.method))
        if person.email_line is not None:
            self.evidence.append(Evidence(f"people[{at}].email", clean(person.email_line.text), Method.TEXT))
        if person.phone_line is not None:
            self.evidence.append(Evidence(f"people[{at}].phone", clean(person.phone_line.text), Method.TEXT))
        for number, role in enumerate(entry.roles):
            words = role.text or main.line.text
            method = Method.LABEL if self._labelled(person) else Method.TEXT
            self.evidence.append(Evidence(f"people[{at}].roles[{number}]", clean(words), method))

    def _labelled(self, person: PagePerson) -> list[Mention]:
        """The mentions whose label counts here.

        One that only may announce people ("Director") does so on pages of courses, and below the name of what has one.
        """
        courses = self._kind in {PageKind.COURSE, PageKind.COURSE_LIST, PageKind.PROGRAMME}
        return [mention for mention in person.labelled if mention.sure or courses or self._sort_above(mention)]

    def _is_person(self, person: PagePerson) -> bool:
        """Whether something beside the name says that this is somebody of the page."""
        listed, whole = person.listed, person.main.whole
        announced = person.readings or person.email or self._outline.lists_people or person.main.roles
        if person.main.weak and not (listed and announced):
            return False
        if self._labelled(person) or (person.readings and any(mention.said for mention in person.mentions)):
            return True
        if self._kind == PageKind.PERSON and self._is_subject(person):
            return True
        contact = any(reading.contact and reading.kind for reading, _ in person.readings)
        if person.email is not None:
            spelt = belongs_to(person.email, person.main.named.parsed) >= 0.3
            if spelt or contact or listed:
                return True
        reached = person.email or person.phone
        if self._kind == PageKind.DIRECTORY:
            return whole and bool(listed or person.readings or (reached and person.group))
        contact = contact or bool(person.titled and person.is_at_desk and reached)
        kinds = {PageKind.PERSON, PageKind.PROGRAMME}
        return whole and contact and (listed or person.titled or self._kind in kinds or person.heads_beside_name)

    def _is_subject(self, person: PagePerson) -> bool:
        """Whether the page's heading or title is this person's name."""
        return person.key == self._outline.subject_key

    def _roles(self, person: PagePerson, unit: str | None) -> list[FoundRole]:
        if self._standing.is_no_contact(person, self._labelled(person)) or self._is_aside:
            return []
        roles = _held_here(self._said_roles(person, unit), person)
        guide = self._is_guide(person)
        if not roles and guide and not self._standing.is_among_teachers(person):
            return []
        if not roles and not guide and person.is_at_desk and self._sends_to(person):
            roles = [FoundRole("staff", "unit")]
        teaches = self._standing.holds_chair(person) or self._standing.is_listed_as_teacher(person)
        if roles and teaches and all(role.kind != "teacher" for role in roles):
            roles.append(FoundRole("teacher", "unit"))
        if not roles and not self._empty_position(person):
            roles = self._roles_of_group(person)
        chair = bool(roles) and person.is_professor
        for role in roles:
            own = self._kind == PageKind.COURSE and role.of == "course"
            if not role.name and not role.code and not own:
                self._belonging.settle(role, person.main.line, own_unit=unit, chair=chair)
        return without_doubles(roles)

    def _sends_to(self, person: PagePerson) -> bool:
        """Whether the page is one on which somebody at a desk is named for its readers to turn to."""
        if self._kind == PageKind.OTHER:
            return person.email is not None or person.titled or any(mention.said for mention in person.mentions)
        return self._kind == PageKind.DIRECTORY

    def _said_roles(self, person: PagePerson, unit: str | None) -> list[FoundRole]:
        """What labels and the words beside a name say somebody is."""
        roles: list[FoundRole] = []
        for mention in self._labelled(person):
            over_all = mention.method == Method.HEADING or self._is_group(mention)
            if over_all and self._says_more(person, mention):
                continue
            for name in roles_over(mention.roles, mention.words, self._sort_above(mention)):
                if name == ASSISTANT:
                    continue
                if name == "course_coordinator" and self._coordinates_no_course(mention):
                    roles.append(FoundRole("staff", "unit", text=clean(mention.words, 200)))
                    continue
                role = FoundRole(name, _OF.get(name, "course"), text=clean(mention.words, 200))
                self._attach(role, mention.line, unit)
                roles.append(role)
        readings = telling(person.readings, titled=self._titled_lines(person))
        for reading, line in readings:
            role_found = found_role(reading)
            if role_found is not None and not (reading.plain and roles):
                roles.append(role_found)
                self._attach(role_found, line, unit)
        if len(roles) > 1:
            more = [r for r in roles if r.name or r.code or not _says_little(r)]
            roles = more or roles[:1]
        return roles

    def _is_group(self, mention: Mention) -> bool:
        """Whether a label of a page that lists people is a word for all who work there: "Staff"."""
        return self._kind == PageKind.DIRECTORY and group_hint(mention.words) == "staff"

    def _coordinates_no_course(self, mention: Mention) -> bool:
        """Whether "Coordinator" alone stands on a page that lists people or groups, and tells of no course."""
        if self._kind != PageKind.DIRECTORY or self._courses:
            return False
        return is_bare_head(mention.words) and self._sort_above(mention) is None

    @staticmethod
    def _titled_lines(person: PagePerson) -> set[int]:
        """The lines in which "Professor" stands as a title before the name and nowhere else."""
        return {
            mention.line.index
            for mention in person.mentions
            if role_before(mention.named) and mention.line.text.count(role_before(mention.named)) == 1
        }

    def _sort_above(self, mention: Mention) -> str | None:
        """What sort of thing the page, or a heading above a label on it, is about, where that is no course."""
        if "course_coordinator" not in mention.roles or self._course_at(mention.line) is not None:
            return None
        if self._kind == PageKind.PROGRAMME:
            return "programme"
        beside = mention.line.text.replace(mention.named.raw, " ")[:LONGEST_SUBJECT]
        own = sort_of_thing(words_of(beside))
        if own is not None:
            return own
        for heading in self._page.under(mention.line):
            sort = sort_of_thing(words_of(heading.text[:LONGEST_SUBJECT]))
            if sort is not None:
                return sort
        return None

    def _says_more(self, person: PagePerson, mention: Mention) -> bool:
        """Whether more is said beside a name than the heading above tells of all ("Staff", "Contact")."""
        own = self._kind == PageKind.PERSON and self._is_subject(person)
        if mention.roles == ("contact",) and (own or person.titled or is_second_cell(mention.line)):
            return True
        if self._kind != PageKind.DIRECTORY:
            return False
        if not {"teacher", "contact"} & {*mention.roles}:
            return any(reading.kind not in {None, "teacher", "staff"} for reading, _ in person.readings)
        guides = all(is_guide(reading.text) for reading, _ in person.readings)
        if "teacher" in mention.roles and is_teaching_group(mention.words) and guides:
            return False
        return bool(person.readings) or bool(group_hint(mention.words))

    def _attach(self, role: FoundRole, line: Line, unit: str | None) -> None:
        """Says of what a role is: the course in whose lines it stands, the page's only one, or what else is said."""
        named = role.name is not None
        if not named and (role.of == "course" or role.kind == "internship_coordinator" or _is_labelled(role, line)):
            course = self._course_at(line)
            if course is not None:
                role.of, role.name, role.code, role.url = "course", course.name, course.code, course.url
                role.school_year = course.school_year
                return
        if role.of == "course" and role.kind in {"contact", "teacher"} and not named:
            role.of = "programme" if self._kind == PageKind.PROGRAMME else "unit"
        elif role.of == "course" and self._kind == PageKind.PROGRAMME and not named:
            role.of = "programme"
            role.kind = "programme_coordinator" if role.kind == "course_coordinator" else role.kind
        self._belonging.settle(role, line, own_unit=unit)

    def _course_at(self, line: Line) -> FoundCourse | None:
        """The course that a role in `line` is of: the page's own, or the one in whose record it stands."""
        if self._kind == PageKind.COURSE and self._courses:
            return self._courses[0].course
        at = bisect_right(self._starts, line.index) - 1
        if at >= 0 and self._courses[at].start <= line.index < self._courses[at].end:
            return self._courses[at].course
        return None

    @cached_property
    def _is_aside(self) -> bool:
        """Whether the page is news, an event, a vacancy or out of an archive: who stands on it is nobody's contact.

        Courses of a past year are of that year, and so is who taught them.
        """
        past = self._kind not in _OF_COURSES and is_archive(self._outline.address_words)
        if self._kind != PageKind.OTHER or past:
            return past
        hints = [*address_hints(self._page.url), *map(text_hint, self._outline.names)]
        return any(hint.get(kind, 0.0) >= 0.5 for hint in hints for kind in ("news", "events", "vacancy"))

    def _is_guide(self, person: PagePerson) -> bool:
        """Whether the words beside a name, above it or over its column say that this guides students or is a desk."""
        texts = [reading.text for reading, _ in person.readings if reading.group == "service"]
        texts += [r.text for r in person.group] if all(r.group == "service" for r in person.group) else []
        header = header_over(self._page, person.main.line)
        if header is not None:
            texts += [r.text for r in self._reader.roles(header) if r.group == "service"]
        return any(is_guide(text) for text in texts)

    def _empty_position(self, person: PagePerson) -> bool:
        """Whether the person's entry has a label for the position with nothing behind it."""
        return any(pair.line.index in person.territory for pair in self._unfilled)

    def _roles_of_group(self, person: PagePerson) -> list[FoundRole]:  # noqa: PLR0911 - one return for each sort of list
        """What someone is by standing in a list: staff of the unit, or teacher where the list is one of teachers."""
        if self._kind not in {PageKind.DIRECTORY, PageKind.PERSON} and not person.email:
            return []
        for reading in person.group:
            role = found_role(reading, of="unit")
            if role is not None:
                chair = role.kind == "staff" and person.is_professor
                return [FoundRole("teacher", "unit", text=role.text) if chair else role]
        subject = subject_in_row(self._page, person.main.line)
        if subject is not None:
            return [FoundRole("teacher", "course", name=clean(subject, 200))]
        if self._standing.is_among_teachers(person):
            return [FoundRole("teacher", "unit")]
        texts = [line.text for line in self._outline.headings[:1]] + [
            self._outline.title,
            last_part(self._page.url).replace("-", " "),
        ]
        for text in texts if self._standing.group_above(person) != "service" else ():
            for reading in self._reader.roles(text) if text and len(text) < 100 else []:
                role = found_role(reading, of="unit")
                if role is not None and role.kind == "teacher":
                    return [role]
        if self._kind in {PageKind.DIRECTORY, PageKind.PERSON}:
            gives = self._kind == PageKind.PERSON and self._is_subject(person) and self._standing.shows_courses
            return [FoundRole("teacher" if person.is_professor or gives else "staff", "unit")]
        return []


def _held_here(roles: list[FoundRole], person: PagePerson) -> list[FoundRole]:
    """`roles`, or that of the group where those are held elsewhere: "Referent im Landesamt" below "Lehrbeauftragte"."""
    elsewhere = all(reading.plain and reading.object for reading, _ in person.readings if reading.contact)
    if not elsewhere or {role.kind for role in roles} != {"staff"}:
        return roles
    taught = [role for r in person.group if (role := found_role(r, of="unit")) and role.kind == "teacher"]
    return taught or roles


def _says_little(role: FoundRole) -> bool:
    """Whether a role that is of nothing by name gives way to what else is said of somebody: a "Coordinator" alone."""
    bare = role.kind == "staff" and is_bare_head(role.text or "")
    return bare or (role.kind, role.of) == ("course_coordinator", "course")


def _is_labelled(role: FoundRole, line: Line) -> bool:
    """Whether a teacher's word stands as a label in the line: "6 EC | Lecturer: Dr G. Ferrante"."""
    return role.kind == "teacher" and f"{role.text}:" in line.text
