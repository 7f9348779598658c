"""The course that a page is about: labels first, then what it tells machines, then its heading, title and what stands
right below them."""

import re
from itertools import pairwise

from crawler.extraction.believed_titles import believed_titles
from crawler.extraction.blocks import Line, Page
from crawler.extraction.course_labels import PageCourse, is_code
from crawler.extraction.course_lines import CALLED, CourseLine, course_title, is_title, read_course_line
from crawler.extraction.courses import title_below
from crawler.extraction.findings import FoundCourse, Method
from crawler.extraction.headline import (
    FIRST_LINES,
    TOP_LINES,
    Headline,
    is_unfinished,
    read_head,
    title_below_code,
    title_of,
)
from crawler.extraction.labelling import field_of
from crawler.extraction.naming import is_surely_name
from crawler.extraction.outline import Outline
from crawler.extraction.own_title import (
    is_condition,
    is_frame,
    is_framing,
    is_in_address,
    names_other,
    read_own_title,
    welcomed,
    without_greeting,
    without_sort,
)
from crawler.extraction.recognisers.course_codes import code_likelihood
from crawler.extraction.recognisers.credit_sentences import credits_of_course, leading_credits
from crawler.extraction.recognisers.credits import MOST_CREDITS, Credits, read_credits
from crawler.extraction.recognisers.languages import instruction_language
from crawler.extraction.recognisers.page_words import is_page_word, text_hint
from crawler.extraction.recognisers.periods import find_periods
from crawler.extraction.recognisers.units import read_unit
from crawler.extraction.recognisers.vocabulary import has_digit
from crawler.extraction.split_titles import sorted_title
from crawler.extraction.terms import is_term
from crawler.extraction.title_credits import with_unit, written_credits
from crm.text import clean, fold

MOST_TOLD = 120
"""Lines in which sentences about the course may say what it counts for."""

LEAST_BESIDE, MOST_BESIDE = 2, 60
"""Characters beside the course's name in a line that repeats it and says what it counts for."""

LEADING_LINES = 3
"""Lines below the main heading that may begin with credits in words or short: "Three credits.", "3 hours. Lectures"."""

CALLED_SO = 0.4
"""How likely by its looks what a sentence calls the code of a module is one."""

BRACKETED_SO = 0.3
"""The same where it stands in brackets behind the course's name: digits are enough."""

LONGEST_WELCOMED = 90
"""Characters of the name in a sentence that greets."""

_WELCOMED_END = re.compile(
    r"\s*[(\[.!;]|,\s|[\"“”»](?=\W|$)|\s+(?:van|von|by|door|in|im|for|voor|für)\s+(?=\d|the\b|het\b|de\b|WS|SS|fall|spring|winter|sommer)"
)
"""Where the name in such a sentence ends: a bracket, a stop, who gives it or when."""

_BRACKETED = re.compile(r"\s*[(\[]([^()\[\]]{3,20})[)\]]")

BELOW_HEADING = 8
"""Lines below the main heading in which facts of the course may stand without a label."""

_PIECES = re.compile(r"\s+[|–—·•/-]\s+|\s*[|·•]\s*|\s{2,}|,\s+|;\s+")
_COMPLETED = ("name", "code", "credits", "credits_text", "language", "description")


def complete_own(
    own: PageCourse, outline: Outline, described: list[FoundCourse], headline: Headline | None = None
) -> PageCourse:
    """`own`, which holds what labels say, with all that the page says besides of the one course it is about."""
    course, page = own.course, outline.page
    if described:
        _complete(own, described[0])
    sure = headline if headline is not None and headline.is_sure else None
    if sure is not None:
        _take_headline(own, sure)
    heading = outline.main_heading
    _take_titles(own, outline, sure)
    _in_one_language(own, outline)
    if heading is not None and not course.name and (below := title_below_code(heading, page.lines)) is not None:
        _take_name(own, below, below)
    if course.code and not course.name:
        _take_name_behind_code(own, page)
    if course.code and not course.name and heading is None:
        _take_bold_name(own, page)
    course.code = course.code or _code_in_title(outline)
    titled = heading or outline.title_line or _top_line(own, page)
    if titled is not None:
        _take_facts_below(own, page, titled)
    if course.code is None and course.name:
        _take_told_code(own, page)
    if not course.credits_text:
        _take_titled_credits(own, page)
    if not course.credits_text:
        _take_told_credits(own, page)
    course.url = page.url
    return own


def _top_line(own: PageCourse, page: Page) -> Line | None:
    """The last of the lines on top of a page without headings that is the course's code or name and no more."""
    told = {fold(text) for text in (own.course.code, own.course.name) if text}
    return next((line for line in reversed(page.content[:BELOW_HEADING]) if fold(line.text) in told), None)


def _take_titles(own: PageCourse, outline: Outline, sure: Headline | None) -> None:
    """Takes name and code from the heading, the title, the first lines of a page without headings, or a greeting."""
    course, page = own.course, outline.page
    if outline.main_heading is None and not course.name:
        _take_title_below_code(own, page)
        _take_title_beside_code(own, page)
    if not course.name and sure is None:
        _take_welcomed(own, page)
    for text in believed_titles(outline) if sure is None or not course.name else ():
        if text and not (sure is not None and (read_head(text) or read_unit(text))):
            _take_title(own, text, page.url)


def _in_one_language(own: PageCourse, outline: Outline) -> None:
    """Keeps of a name in two languages the one that the page's title has: "Logik / Logic" on a page titled "Logik"."""
    first, slash, second = (own.course.name or "").partition(" / ")
    if slash and " / " not in second:
        titled = [part for part in (first, second) if fold(part) in fold(outline.page.title)]
        own.course.name = titled[0] if len(titled) == 1 else own.course.name


def _take_headline(own: PageCourse, headline: Headline) -> None:
    """Takes code and name on which the places of the page's head agree, where labels gave none."""
    if not own.course.code:
        _take_code(own, headline.code, headline.text, Method.HEADING)
    if not own.course.name and headline.name:
        _take_name(own, without_sort(headline.name), headline.text, Method.HEADING)
    read = read_course_line(headline.text)
    stated = with_unit(headline.text)[1] or (read.credits if read is not None and read.code else None)
    if stated is not None and not own.course.credits_text:
        _take_credits(own, stated, headline.text, Method.HEADING)


def _take_name(own: PageCourse, name: str, text: str, method: Method = Method.TEXT) -> None:
    """Takes a name, for which `text` is the evidence."""
    own.course.name = clean(name)
    own.evidence.append(("name", clean(text), method))


def _take_code(own: PageCourse, code: str, text: str, method: Method = Method.TEXT) -> None:
    own.course.code = clean(code, 40)
    own.evidence.append(("code", clean(text), method))


def _take_credits(own: PageCourse, stated: Credits, text: str, method: Method) -> None:
    own.course.credits, own.course.credits_text = stated.number, clean(stated.text, 200)
    own.evidence.append(("credits", clean(text), method))


def _take_titled_credits(own: PageCourse, page: Page) -> None:
    """Takes the credits of a line on top that is the course's code and title again: "BEE 101 Wax 3 Units"."""
    for line in page.content[:TOP_LINES] if own.course.code else ():
        read = read_course_line(line.spaced)
        if read is not None and read.credits is not None and fold(read.code or "") == fold(own.course.code or ""):
            if (read.credits.number or 0) <= MOST_CREDITS:
                _take_credits(own, read.credits, line.text, Method.TEXT)
            return


def _take_told_code(own: PageCourse, page: Page) -> None:
    """Takes the code by which sentences call the course, where it is one: "corresponds to module INF-606"."""
    told = [
        (match["code"], line)
        for line in page.lines[:MOST_TOLD]
        if not line.box.furniture and not is_condition(line.text)
        for match in CALLED.finditer(line.text)
        if code_likelihood(match["code"]) >= CALLED_SO
    ]
    if len({code for code, _ in told}) == 1:
        _take_code(own, told[0][0], told[0][1].text)


def _take_told_credits(own: PageCourse, page: Page) -> None:
    """Takes the credits that sentences give, where all that do give the same: "This is a 4-unit course"."""
    lines = [line for line in page.lines[:MOST_TOLD] if not line.box.furniture]
    repeated = [(stated, line) for line in lines if (stated := _beside_name(own.course, line)) is not None]
    told = repeated or [(stated, line) for line in lines if (stated := credits_of_course(line.text)) is not None]
    if len({stated.number for stated, _ in told}) == 1:
        stated, line = told[0]
        _take_credits(own, stated, line.text, Method.TEXT)


def _beside_name(course: FoundCourse, line: Line) -> Credits | None:
    """The credits in a line that repeats the course's name: "Class: Conceptual Models -- 3 units"."""
    if not course.name or not LEAST_BESIDE < len(line.text) - len(course.name) <= MOST_BESIDE:
        return None
    head, colon, rest = line.text.partition(": ")
    written = next(filter(None, (written_credits(text) for text in ([rest, line.text] if colon else [head]))), None)
    return written[1] if written is not None and fold(written[0]).endswith(fold(course.name)) else None


def credits_below_heading(outline: Outline) -> bool:
    """Whether credits of one course stand right below the main heading, by themselves or beside other facts."""
    heading = outline.main_heading
    return heading is not None and any(
        stated.number is not None and stated.number <= MOST_CREDITS
        for line in _below(outline.page, heading)
        for piece in _PIECES.split(line.spaced)
        if (stated := read_credits(piece)) is not None
    )


def _below(page: Page, heading: Line) -> list[Line]:
    """The short lines below a heading, up to the next one, without those that carry a label."""
    lines = []
    for line in page.lines[heading.index + 1 : heading.index + 1 + BELOW_HEADING]:
        stated = is_code(line.text) or read_credits(line.text) or is_term(line.text)
        if line.level and line.level <= heading.level + 1 and not stated:
            break
        if len(line.text) <= 160 and not line.box.furniture:
            lines.append(line)
    return lines


def _take_facts_below(own: PageCourse, page: Page, heading: Line) -> None:
    """Takes code, credits, language and periods that stand below the heading without a label."""
    course = own.course
    around = [*page.lines[max(0, heading.index - 2) : heading.index], *_below(page, heading)[:4]]
    alone = [line for line in around if not line.box.furniture and _is_code_alone(line.text, page.url)]
    if course.code is None and alone:
        _take_code(own, alone[0].text, alone[0].text)
    for line in _below(page, heading):
        pieces = [piece for piece in _PIECES.split(line.spaced) if piece.strip()]
        if not any(read_credits(piece) for piece in pieces):
            continue
        for piece in pieces:
            _take_fact(own, piece, line)
        break
    for line in _below(page, heading)[:LEADING_LINES] if not course.credits_text else []:
        begun = leading_credits(line.text)
        if begun is not None and any(map(str.isalpha, begun[0].text)):
            _take_credits(own, begun[0], line.text, Method.TEXT)
            return


def _is_code_alone(text: str, url: str) -> bool:
    """Whether a line beside the heading is the course's code: by its looks, or because the address ends in it."""
    return " " not in text and ((is_code(text) and any(map(str.isdigit, text))) or is_in_address(text, url))


def _take_fact(own: PageCourse, piece: str, line: Line) -> None:
    course = own.course
    stated = read_credits(piece)
    if stated is not None:
        if not course.credits_text and (stated.number is None or stated.number <= MOST_CREDITS):
            _take_credits(own, stated, line.text, Method.TEXT)
        return
    if course.code is None and is_code(piece) and any(map(str.isdigit, piece)):
        _take_code(own, piece, line.text)
    elif course.language is None and len(piece) <= 30 and (language := instruction_language(piece)):
        course.language = language
        own.evidence.append(("language", clean(line.text), Method.TEXT))
    elif not course.periods and len(piece) <= 40 and (periods := find_periods(piece)):
        course.periods = periods[:12]
        own.evidence.append(("periods", clean(line.text), Method.TEXT))


def _take_title_below_code(own: PageCourse, page: Page) -> None:
    """The title under a line with term and code, or with a code alone, among the first of a page without headings."""
    content = page.content[:BELOW_HEADING]
    for line, below in pairwise(content):
        alone = is_code(line.text) and has_digit(line.text)
        if alone and is_title(below.text) and field_of(below.text) is None and not is_surely_name(below.text):
            own.course.code = own.course.code or clean(line.text, 40)
            _take_name(own, course_title(below.text), f"{line.text} | {below.text}")
            return
    for line in page.lines[:12]:
        title = None if line.box.furniture else title_below(page, line)
        if title is not None:
            _take_name(own, course_title(title), title)
            return


def _take_title_beside_code(own: PageCourse, page: Page) -> None:
    """Code and title in cells beside each other among the first lines of a page without headings."""
    top = [line for line in page.content if line.box.tag in {"td", "th"}][:TOP_LINES]
    for line, beside in pairwise(top) if not own.course.name else ():
        row = line.box.parent is beside.box.parent and line.box is not beside.box
        if row and is_code(line.text) and is_title(beside.text) and field_of(beside.text) is None:
            own.course.code = own.course.code or clean(line.text, 40)
            _take_name(own, course_title(beside.text), f"{line.text} | {beside.text}")
            return


def _take_welcomed(own: PageCourse, page: Page) -> None:
    """Takes name and code from a sentence that greets: "Welkom op de pagina van het vak Databases (DB1)."."""
    for line in page.content[:TOP_LINES]:
        rest = welcomed(line.text)
        if rest is None:
            continue
        bold = line.bold.strip(" .,:")
        name = bold if len(bold) > 2 and rest.startswith(bold) else _WELCOMED_END.split(rest, maxsplit=1)[0]
        name = name.strip(' .,;:!"“”„«»')
        if not 2 < len(name) <= LONGEST_WELCOMED or not is_title(name):
            return
        bracket = _BRACKETED.match(rest[len(name) :].lstrip(' "“”„«»'))
        if bracket is not None and not own.course.code and code_likelihood(bracket[1]) >= BRACKETED_SO:
            _take_code(own, bracket[1], line.text)
        _take_name(own, course_title(name), line.text)
        return


def _take_name_behind_code(own: PageCourse, page: Page) -> None:
    """Takes the name that one of the first lines gives behind the code of a label: "Modul UT-3: Umweltrecht"."""
    for line in page.content[:TOP_LINES]:
        read = read_course_line(line.spaced)
        same = read is not None and fold(read.code or "") == fold(own.course.code or "")
        if read is not None and same and read.name and is_title(read.name) and field_of(read.name) is None:
            _take_name(own, read.name, line.text)
            return


def _take_bold_name(own: PageCourse, page: Page) -> None:
    """Takes the name that stands out on top of a page whose title is the code and nothing else."""
    for line in page.content[:FIRST_LINES]:
        name = title_of(line) if line.level else None
        if name is not None and not is_page_word(name) and not names_other(name):
            _take_name(own, name, line.text)
            return


def _take_title(own: PageCourse, text: str, url: str) -> None:
    """Takes name and code from a heading or title, where labels gave none."""
    line = read_own_title(text, url)
    if line is None and (numbered := sorted_title(text)) is not None:
        line = CourseLine(numbered[1], numbered[0])
    name: str | None
    if line is not None:
        if not own.course.code:
            _take_code(own, line.code or "", text, Method.HEADING)
        name = line.name
        if line.credits is not None and not own.course.credits_text:
            _take_credits(own, line.credits, text, Method.HEADING)
    else:
        name = without_greeting(text)
    titled = name is not None and is_title(name) and not is_unfinished(name)
    framed = name is not None and (is_frame(name) or is_framing(name) or names_other(name))
    if not own.course.name and name and titled and not (framed or text_hint(name).get("course_list")):
        bare = course_title(name, with_lesson=True)
        bare, stated = written_credits(bare) or with_unit(bare)
        if stated is not None and not own.course.credits_text:
            _take_credits(own, stated, text, Method.HEADING)
        bare = course_title(bare, with_lesson=True)
        _take_name(own, without_sort(bare) if own.course.code else bare, text, Method.HEADING)


def _code_in_title(outline: Outline) -> str | None:
    """A piece of the title that is a code: "Web Design IV | WEBD-IV"."""
    for piece in outline.title_pieces:
        likelihood = code_likelihood(piece)
        if likelihood >= 0.5 or (likelihood >= 0.25 and piece.isupper() and "-" in piece):
            return clean(piece, 40)
    return None


def _complete(own: PageCourse, described: FoundCourse) -> None:
    for name in _COMPLETED:
        value = getattr(described, name)
        if value is not None and getattr(own.course, name) in (None, ""):
            setattr(own.course, name, value)
            own.evidence.append((name, clean(str(value)), Method.SCHEMA_ORG))


def described_evidence(course: FoundCourse) -> list[tuple[str, str, Method]]:
    """What bears a course out that a page only describes to machines."""
    told = ((name, getattr(course, name)) for name in _COMPLETED)
    return [(name, clean(str(value)), Method.SCHEMA_ORG) for name, value in told if value not in (None, "")]
