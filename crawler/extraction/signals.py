"""The features by which a page's kind is judged: what was found on it, and what its words say."""

from collections import Counter

from crawler.extraction.apparatus import course_parts
from crawler.extraction.blocks import Line
from crawler.extraction.course_labels import PageCourse, course_labels
from crawler.extraction.findings import Method
from crawler.extraction.headline import Headline
from crawler.extraction.instructors import is_term_below
from crawler.extraction.kind import address_hints, has_programme_number, last_part, word_features
from crawler.extraction.lists import announced_items, in_parts
from crawler.extraction.mention import SURE_NAME
from crawler.extraction.naming import whole_name
from crawler.extraction.outline import Outline
from crawler.extraction.own_course import credits_below_heading
from crawler.extraction.own_page import is_own_start
from crawler.extraction.own_title import is_message, is_numbered_part, is_sub_page, read_own_title, welcomed
from crawler.extraction.page_person import PagePerson
from crawler.extraction.pairs import Pair
from crawler.extraction.programme_facts import has_programme_facts
from crawler.extraction.programme_names import (
    bare_name,
    ends_as_programme,
    is_curriculum_word,
    is_list_word,
    leading_degree,
)
from crawler.extraction.recognisers.page_words import SAID_OF_PAGE, group_hint, text_hint
from crawler.extraction.schema_org import Described
from crawler.extraction.speech import course_speech, opens_with_course, programme_speech
from crawler.extraction.terms import has_term
from crm.text import fold

FEWEST_WORDS = 2
"""Words of a curriculum on a page that is a programme's."""

MOST_WORDS = 4
"""Words of a curriculum from which on more of them say no more."""

BELOW = 0.4
"""What is left of a course's code in the head of a page that stands below that course's own."""

FEWEST_TAUGHT = 3
"""Courses on a page that lists what a programme consists of."""

LONGEST_WORD = 90
"""Characters of a heading, label or row that may be a word of a curriculum with its value."""

MANY_BELOW = 5
"""People below one label, a line each, that are a list of people and not the teachers of a course."""

FEWEST_NAMES = 4
"""Names of a page that is a list of people for no other reason than that it consists of them."""

LONGEST_HEADER = 20
"""Characters of a column's header that may name a group of people."""

FIRST_LINES = 6
"""Lines of a page's content in which a sentence may greet: "Welkom op de pagina van het vak Databases"."""

FEWEST_PARTS = 2
"""Headings for parts of a programme, with titles below each, that make a page a programme's."""

_TEACH = frozenset({"teacher", "course_coordinator"})

MOST_ALIKE = 3
"""Labels of one field on a page that lists as many courses: from here on they are those courses' labels."""


def page_features(
    outline: Outline,
    pairs: list[Pair],
    people: list[PagePerson],
    *,
    own: PageCourse,
    listed: list[PageCourse],
    possible: list[PageCourse],
    subjects: list[PageCourse],
    single: PageCourse | None,
    headline: Headline | None,
    described: Described,
) -> dict[str, float]:
    """Feature → value, the zero ones left out. Names are those of `data/extraction/kinds.toml`."""
    features = word_features(outline.page.url, outline.title, [line.text for line in outline.headings[:2]])
    features |= _course_features(outline, pairs, own, listed, possible)
    features["single_entry"] = float(single is not None and not outline.lists_courses)
    features["single_listed"] = float(single is not None and outline.lists_courses)
    features["course_head"] = float(headline is not None and headline.is_sure)
    few = len(listed) < FEWEST_TAUGHT
    told = headline is not None and headline.name is None and is_message(headline.text)
    if few and (told or any(map(is_sub_page, [*outline.names, *outline.address_words[-2:]]))):
        features |= {"term_in_title": 0.0, "course_opening": 0.0, "course_speech": BELOW * features["course_speech"]}
        if headline is not None:
            features |= {"sub_page": 1.0, "course_head": BELOW * features["course_head"], "code_in_heading": 0.0}
    parts = [*outline.names, last_part(outline.page.url)]
    if not (listed or own.course.code or own.course.credits_text) and any(map(is_numbered_part, parts)):
        features["numbered_part"] = 1.0
    features |= _people_features(outline, people)
    features |= _subject_features(outline, people)
    if features["three_people"] and outline.lists_people and not _titled_by_subject(outline):
        features |= {"heading_is_name": 0.0, "described_subject": 0.0}
    features["own_start"] = float(is_own_start(outline.page.url))
    kinds = {reading.kind for person in people for reading, _ in person.readings} | {
        k for p in people for k in p.known_as
    }
    features["programme_people"] = float(
        bool(kinds & {"programme_director", "programme_coordinator"}) and len(people) <= 6
    )
    features["structured_course"] = float(len(described.courses) == 1 and not described.programmes)
    features["structured_programme"] = float(bool(described.programmes))
    features["structured_person"] = float(len(described.people) == 1)
    features["programme_list"] = float(is_list_word(outline.subject_line))
    features["programme_labels"] = float(any(pair.field in {"degree", "level"} for pair in pairs))
    of_degree = any(map(_says_degree, outline.names))
    features["degree_heading"] = float(of_degree)
    ending = any(ends_as_programme(text, alone=few) for text in outline.names)
    if of_degree and not ending and not outline.lists_courses:
        ending = not few or bool(announced_items(outline.page))
    features["degree_ending"] = float(ending)
    features["curriculum"] = _curriculum(outline, listed)
    features["study_parts"] = float(not outline.lists_courses and in_parts(outline.page) >= FEWEST_PARTS)
    counted = any(entry.course.code or entry.course.credits_text for entry in listed)
    features["subject_table"] = float(bool(subjects) and not counted and not outline.lists_courses)
    features["programme_speech"] = programme_speech(outline.page)
    features["programme_facts"] = float(has_programme_facts(outline))
    features["programme_number"] = float(has_programme_number(outline.page))
    labelled = [
        person for person in people if any(mention.sure and _TEACH & {*mention.roles} for mention in person.labelled)
    ]
    few = len(labelled) <= (4 if all(person.main.method == Method.HEADING for person in labelled) else 8)
    features["course_people"] = float(bool(labelled) and few and not listed)
    return {name: value for name, value in features.items() if value}


def _course_features(
    outline: Outline, pairs: list[Pair], own: PageCourse, listed: list[PageCourse], possible: list[PageCourse]
) -> dict[str, float]:
    heading = outline.main_heading
    line = read_own_title(heading.spaced, outline.page.url) if heading is not None else None
    repeated = _repeated_fields(pairs) if len(listed) >= MOST_ALIKE else set()
    return {
        "course_labels": float(min(len(course_labels(pairs) - repeated), 6)),
        "course_code": float(bool(own.course.code) and "course_code" not in repeated),
        "credits_below_heading": float(not listed and credits_below_heading(outline)),
        "code_in_heading": float(line is not None),
        "course_parts": 0.0 if listed else min(course_parts(outline.page), 6.0),
        "course_speech": 0.0 if len(listed) >= FEWEST_TAUGHT else course_speech(outline.page),
        "course_opening": float(not listed and heading is not None and _opens_as_course(outline, heading)),
        "term_in_title": float(not listed and (_names_term(outline) or _has_term_below(outline))),
        "maybe_courses": float(not listed and bool(possible)),
        "list_heading": float(outline.lists_courses or (outline.is_of_term and bool(possible))),
        "course_greeting": float(
            not listed and any(welcomed(line.text) for line in outline.page.content[:FIRST_LINES])
        ),
        "no_courses": float(outline.lists_courses and not listed and not possible),
        "three_courses": float(len(listed) >= 3),
        "ten_courses": float(len(listed) >= 10),
    }


def _opens_as_course(outline: Outline, heading: Line) -> bool:
    """Whether the text below a main heading that names no sort of page begins with "This course"."""
    return not any(strength >= SAID_OF_PAGE for strength in text_hint(heading.text).values()) and opens_with_course(
        outline.page, heading
    )


def _names_term(outline: Outline) -> bool:
    """Whether a title or heading that names no other sort of page says when it is given: "Logik (WS 2010/11)"."""
    return any(
        has_term(text)
        and not any(strength >= SAID_OF_PAGE for kind, strength in text_hint(text).items() if kind != "course")
        for text in outline.names
    )


def _has_term_below(outline: Outline) -> bool:
    """Whether the heading below a title that names no other sort of page says when it is given."""
    title = outline.main_heading
    named = any(strength >= SAID_OF_PAGE for strength in text_hint(title.text).values()) if title is not None else True
    return title is not None and not named and is_term_below(outline.page, title)


def _curriculum(outline: Outline, listed: list[PageCourse]) -> float:
    """How much a page tells of what a programme consists of and asks for, 0 to 1.33; half without courses."""
    words = {
        fold(line.text.partition(":")[0])
        for line in outline.page.content
        if len(line.text) <= LONGEST_WORD and is_curriculum_word(line.text)
    }
    if len(words) < FEWEST_WORDS:
        return 0.0
    strength = min(len(words), MOST_WORDS) / (MOST_WORDS - 1)
    return strength if len(listed) >= FEWEST_TAUGHT or len(words) >= 2 * FEWEST_WORDS else strength / 2


def _says_degree(text: str) -> bool:
    """Whether a title begins or ends with what is studied for ("BSc (Hons) Geography") and is nobody's name."""
    degree = bare_name(text)[1] or leading_degree(text)
    if degree is None or len(degree) < 2 or whole_name(text) is not None:
        return False
    behind = sum(map(str.isupper, degree)) > 1 and text.rstrip(")").endswith(degree.rstrip(")"))
    return behind or text.startswith(degree)


def _repeated_fields(pairs: list[Pair]) -> set[str]:
    """The fields that labels give again and again: they describe the courses that a page lists, each its own."""
    counted = Counter(pair.field for pair in pairs)
    return {field for field, count in counted.items() if count >= MOST_ALIKE}


def _people_features(outline: Outline, people: list[PagePerson]) -> dict[str, float]:
    below = Counter(p.main.words for p in people if p.labelled and p.main.whole and p.main.method == Method.LABEL)
    many = {words for words, count in below.items() if count >= MANY_BELOW}
    entries = [
        p
        for p in people
        if p.main.whole and (not p.labelled or p.main.method == Method.HEADING or p.main.words in many)
    ]
    strong = [p for p in entries if not p.main.weak or p.readings or outline.lists_people]
    records = [p for p in strong if p.email or p.readings or (p.listed and p.group) or p.main.words in many]
    listing = [p for p in entries if p.listed] if outline.lists_people or _is_all_names(outline, entries) else []
    count = max(len(records), len(listing))
    headings = [outline.title, *(line.text for line in outline.headings[:1])]
    return {
        "two_people": float(count >= 2),
        "three_people": float(count >= 3),
        "eight_people": float(count >= 8),
        "no_people": float(outline.lists_people and not count),
        "group_listed": float(count >= 2 and any(group_hint(t) not in {None, "outsider"} for t in headings if t)),
        "outsiders": float(any(group_hint(text) == "outsider" for text in [*headings, *_headers(outline)])),
        "one_with_mail": float(len(records) == 1 and records[0].email is not None),
    }


def _headers(outline: Outline) -> list[str]:
    """The headers of a table's columns: whose "Speaker" stands beside a date tells of talks, and lists no staff."""
    return [line.text for line in outline.page.content if line.box.tag == "th" and len(line.text) <= LONGEST_HEADER]


def _is_all_names(outline: Outline, entries: list[PagePerson]) -> bool:
    """Whether a page consists of names in places of one make, and says little else: that lists people by itself."""
    sure = sum(p.listed and not p.main.weak and p.main.named.score >= SURE_NAME for p in entries)
    return sure >= FEWEST_NAMES and sure * 2 >= sum(1 for _ in outline.page.content)


def _titled_by_subject(outline: Outline) -> bool:
    """Whether title or address name the person of the main heading; else they head a list: its first entry."""
    if outline.subject is None:
        return False
    name = fold(outline.subject.natural)
    return name in fold(outline.page.title) or fold(last_part(outline.page.url)) in name


def _subject_features(outline: Outline, people: list[PagePerson]) -> dict[str, float]:
    heading = outline.main_heading
    slug = fold(last_part(outline.page.url)).split()
    subject = outline.subject
    if subject is not None:
        described = [p for p in people if p.key == outline.subject_key and (p.email or p.phone or p.readings)]
        return {
            "own_page": float(outline.is_own),
            "heading_is_name": 1.0 if heading is not None and whole_name(heading.text) is not None else 0.6,
            "address_is_name": float(bool(slug) and all(part in fold(subject.natural) for part in slug)),
            "described_subject": float(bool(described)),
        }
    if outline.is_own:
        return {"own_page": 1.0}
    if heading is None or not slug:
        return {}
    words = set(fold(heading.text).split())
    if len(slug) == 1:
        below_programmes = address_hints(outline.page.url)[0].get("programme", 0.0) >= 0.4
        return {"address_is_programme": float(words == set(slug) and below_programmes)}
    return {"address_is_title": float(len(words.intersection(slug)) * 10 >= len(slug) * 7)}
