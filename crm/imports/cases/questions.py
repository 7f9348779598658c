"""The questions of businesses in a mail or a pasted text: each with its company and who is reached how.

Pure: text in, questions out. Nothing is guessed: what the text does not say stays empty.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from crm.identity.companies import name_key, own_domain
from crm.imports.cases.blocks import Block, Blocks
from crm.imports.cases.layouts import blocks_of
from crm.imports.cases.letters import Letter, Writer, inline_close, letters_in
from crm.imports.cases.names import (
    domain_letters,
    in_domain,
    is_business,
    is_name_alone,
    is_sort,
    name_in,
    organisation_of,
    runs,
)
from crm.imports.cases.reaching import EMAIL, Reach, is_only_reach, loose, person_in, reach_of, taken_out
from crm.imports.cases.sentences import asks, is_aside, sentences_of, without_asides
from crm.imports.cases.vocabulary import CaseField
from crm.text import LONGEST_DESCRIPTION, clean, fold
from crm.understanding.newest import closing

_BOLD = re.compile(r"\*\*|__|(?<!\w)\*(?=\w)|(?<=\w)\*(?!\w)")
_HEAD = re.compile(r"^(.{2,80}?)\s*(?:(?=\()|[:,;]\s+|\s[-–—|]\s+|\.\s+(?=[A-Z])|$)")
_LEAD_IN = re.compile(
    r"^(?:onze|de|mijn|our|my|the)?\s*(?:vraag|question)\s*(?:is|van|for|voor|of)?\s*:\s*", re.IGNORECASE
)
_BRACKETED = re.compile(r"\(([^()]*)\)\s*(?:[-–—|:,.]\s*)?()")
_PIECE = re.compile(r"\s*(?:\(([^()]*)\)|([^–—|;]+?))(?:\s+[-–—|]\s+|[;]\s*|\.\s+(?=[A-Z])|\s*$|\s+(?=\())")
_INTRODUCES = re.compile(r"(?i:\b(?:ik ben|mijn naam is|i am|my name is))\s+(?=[A-Z])")
_OF_WHAT = re.compile(r"\s+(?:van|from|of|bij|at)\s+(?=[A-Z])")
_SUBJECT = re.compile(r"^(?:\s*(?:re|fw|fwd|doorst|antw)\s*:)+\s*", re.IGNORECASE)


WRAPPED = 50
"""Characters from which a line may have been broken by the program that wrote it."""

LEAST_WORDS = 3
"""Of an item of a list that names a business and asks nothing in so many words: fewer are no question."""


@dataclass(slots=True)
class Asked:
    """A question of a business. `line`: where it begins in the mail; `told`: what else labels say of it."""

    line: int
    question: str
    company: str = ""
    reach: Reach = field(default_factory=Reach)
    told: Mapping[CaseField, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Questions:
    """What a mail holds. `through`: who forwarded it, where that is another than the businesses themselves."""

    asked: list[Asked]
    through: Writer | None = None
    organisation: str = ""
    """What the signature of who forwarded it says they are of."""


def questions_in(text: str, sender: Writer | None = None, subject: str = "") -> Questions:
    """The questions in a mail of `sender`, or in a text that was pasted."""
    by = sender or Writer()
    letters = letters_in(text, by)
    found: list[tuple[Letter, Questions]] = []
    for letter in reversed(letters):
        if found and not _is_stranger(letter, letters[0], [other for other, _held in found]):
            continue
        asked = _asked_in(letter, _SUBJECT.sub("", subject))
        if asked:
            found.append((letter, _whose(asked, letter, letters[0])))
    if not found:
        return Questions([])
    first = found[0][1]
    asked = [one for _letter, held in reversed(found) for one in held.asked]
    return Questions(asked, first.through, first.organisation)


def _is_stranger(letter: Letter, newest: Letter, others: Sequence[Letter]) -> bool:
    """Whether a forwarded mail is of yet another writer, rather than of one who passed the others on."""
    domains = [own_domain(one.by.email) or one.by.email for one in (newest, *others)]
    domain = own_domain(letter.by.email) or letter.by.email
    return letter is not newest and bool(domain) and domain not in domains


def _whose(asked: list[Asked], letter: Letter, newest: Letter) -> Questions:
    """Says whose the questions are: the writer's own, or those of businesses whose names stand with them."""
    signed = _signed(letter)
    own = _is_own(asked, letter, signed)
    for one in asked:
        if own:
            one.company = _own_name(one.company, signed, letter.by)
            one.reach.fill(Reach(signed.name or letter.by.name, letter.by.email, signed.phone, "", "", signed.website))
        one.company = one.company or one.reach.company
    if not own:
        return Questions(asked, letter.by, signed.company or _named_by_domain(letter.by.email))
    if letter.through is not None:
        return Questions(asked, letter.through, _signed(newest).company or _named_by_domain(letter.through.email))
    return Questions(asked)


def _own_name(company: str, signed: Reach, by: Writer) -> str:
    """The name of the writer's own business, as the signature writes it where that says the same and more."""
    if signed.company and (not company or name_key(signed.company) == name_key(company)):
        return signed.company
    return company or (_named_by_domain(by.email) if signed.name else "")


def _is_own(asked: list[Asked], letter: Letter, signed: Reach) -> bool:
    """Whether the writer asks for their own business: one company in all, and nobody else who is reached for it."""
    companies = {fold(one.company) for one in asked if one.company}
    if len(companies) > 1 or any(one.reach.says_something for one in asked):
        return False
    if not companies or (not letter.by.email and not signed.name):
        return len(asked) == 1 or not companies
    (company,) = companies
    label = domain_letters(letter.by.email)
    plain = company.replace(" ", "")
    alike = bool(label) and (label in plain or plain in label or any(w in label for w in company.split() if len(w) > 3))
    return alike or fold(signed.company) == company or not (signed.company or letter.by.email)


def _named_by_domain(email: str) -> str:
    """A name made of the domain of an address: "zeebank.example" is "Zeebank"."""
    domain = own_domain(email)
    return domain.partition(".")[0].replace("-", " ").title() if domain else ""


def _signed(letter: Letter) -> Reach:
    """Who signed a letter: name, organisation, number."""
    found = Reach()
    lines = [line.strip() for line in letter.signed if line.strip() and not closing().match(line.strip().lower())][:8]
    for line in lines:
        for piece in re.split(r"\s*\|\s*", line):
            bracket = re.search(r"\(([^()]{2,60})\)", piece)
            plain = re.sub(r"\(.*?\)", "", piece).strip(" ,-–")
            reached = reach_of(plain)
            found.phone, found.email = found.phone or reached.phone, found.email or reached.email
            found.website = found.website or reached.website
            name = plain.rpartition(",")[2].strip() if "," in plain else plain
            by_name = letter.by.name and fold(name) == fold(letter.by.name)
            if not found.name and (by_name or (person_in(name) and not is_sort(name.split()[0]))):
                found.name = person_in(name) or name
                if bracket is not None and is_name_alone(bracket[1]):
                    found.company = found.company or organisation_of(bracket[1], letter.by.email)
            elif not found.company and is_name_alone(name) and not reached.email and fold(name) != fold(found.name):
                whose = organisation_of(name, letter.by.email)
                found.company = whose if _is_organisation(whose, letter.by.email) else ""
    text = " ".join(line.strip() for line in letter.lines)
    introduced = _INTRODUCES.search(text)
    if introduced is not None and len(found.name.split()) < 2:
        who, *behind = _OF_WHAT.split(text[introduced.end() :], maxsplit=1)
        found.name = person_in(who) or found.name
        named = runs(behind[0]) if behind else []
        found.company = found.company or (named[0].text if named and named[0].start == 0 else "")
    if not found.phone:
        found.phone = reach_of(text).phone
    return found


def _is_organisation(name: str, email: str) -> bool:
    """Whether a line of a signature names the organisation: by its sort, or the domain of the address."""
    return bool(name) and (is_sort(name.split(maxsplit=1)[0]) or in_domain(name, email))


# The questions of one letter


def _asked_in(letter: Letter, subject: str) -> list[Asked]:
    lines = [_BOLD.sub("", line) for line in letter.lines]
    if lines:
        lines, close = _closed_inline(lines)
        letter.signed = [*close, *letter.signed]
    found = blocks_of(lines, letter.first, letter.by.email)
    before = found.before
    asked = [one for block in found.blocks if (one := _asked(block)) is not None]
    if not asked and any(block.apart for block in found.blocks):
        found = Blocks("", [_as_one(lines, letter.first)])
        asked = [one for block in found.blocks if (one := _asked(block)) is not None]
    if asked and not any(one.company for one in asked):
        common = name_in(without_greeting_of(before), letter.by.email) or _in_subject(subject, letter.by.email)
        signed = _signed(letter)
        for one in asked:
            one.company = common or signed.company
    return asked


def _closed_inline(lines: list[str]) -> tuple[list[str], list[str]]:
    last = max((number for number, line in enumerate(lines) if line.strip()), default=-1)
    if last < 0:
        return lines, []
    text, close = inline_close(lines[last])
    return [*lines[:last], text], [close.partition(",")[2] or close] if close else []


def _as_one(lines: list[str], first: int) -> Block:
    text = without_asides(" ".join(line.strip() for line in lines if line.strip()))
    return Block(first, [text] if asks(text) else [], apart=False)


def without_greeting_of(before: str) -> str:
    """What stands before a list, without what only greets."""
    return " ".join(line.strip() for line in before.split("\n") if line.strip())


def _in_subject(subject: str, email: str) -> str:
    """The company that a subject names: "Twee vragen van Kwekerij Groen"."""
    name = name_in(subject, email)
    return name if name and name != subject.strip() else ""


def _asked(block: Block) -> Asked | None:
    """The question of a block; None where it holds none."""
    told = dict(block.told)
    reach = Reach()
    for key in (CaseField.CONTACT, CaseField.EMAIL, CaseField.PHONE):
        if key in told:
            value = told.pop(key)
            reached = reach_of(value)
            if key is CaseField.CONTACT and not reached.name and not reached.says_something:
                reached.name = clean(value, 200)
            reach.fill(reached)
    company = _labelled_company(told, reach)
    text = "\n".join(line.strip() for line in block.lines if line.strip())
    if not company and block.heading:
        company, rest = _head_of(block.heading, reach)
        text = "\n".join(part for part in (rest, text) if part)
    if not company and block.apart:
        company, text = _head_of(text, reach)
    if not company and block.apart:
        company, text = _tail_of(text, reach)
    text, reached = _without_reach(text)
    reach.fill(reached)
    if not reach.says_something:
        reach.fill(loose(text))
    question = told.pop(CaseField.QUESTION, "")
    question = _tidy(" ".join(part for part in (text, question) if part))
    company = company or reach.company or name_in(question, reach.email)
    said = CaseField.QUESTION in block.told or asks(question) or block.told_so
    named = len(company.split()) > 1 or (company and is_sort(company))
    if not question or not (said or (block.apart and named and len(question.split()) >= LEAST_WORDS)):
        return None
    if fold(company) == fold(question):
        return None
    if reach.place and CaseField.MUNICIPALITY not in told:
        told[CaseField.MUNICIPALITY] = reach.place
    return Asked(block.line, clean(question, LONGEST_DESCRIPTION), clean(company, 200), reach, told)


def _labelled_company(told: dict[CaseField, str], reach: Reach) -> str:
    """The company as a label says it, without the place behind it: "Witgoedservice Klaver, Duinstad."."""
    name, comma, place = told.pop(CaseField.COMPANY, "").strip().partition(", ")
    if comma and is_name_alone(place) and len(place.split()) <= 3:
        reach.place = reach.place or place.strip(" .,")
    elif comma:
        name = f"{name}, {place}"
    return name.rstrip(" ,;") if name.rstrip(" ,;").endswith(_ABBREVIATED) else name.rstrip(" .,;")


_ABBREVIATED = ("B.V.", "b.v.", "V.O.F.", "v.o.f.", "N.V.", "Zn.", "zn.", "Inc.", "Ltd.", "Co.")


def _without_reach(text: str) -> tuple[str, Reach]:
    found = Reach()
    kept = []
    for line in _unwrapped(text.split("\n")):
        if is_only_reach(line):
            found.fill(reach_of(line))
            continue
        rest, reached = taken_out(line)
        found.fill(reached)
        bare = EMAIL.sub("", rest).strip(" ,;–-")
        if bare:
            kept.append(rest)
    return " ".join(kept), found


def _unwrapped(lines: list[str]) -> list[str]:
    """The lines, those that a mail program broke joined again: a long one that ends in the middle of a sentence."""
    joined: list[str] = []
    for line in lines:
        if joined and len(joined[-1]) >= WRAPPED and not joined[-1].rstrip().endswith((".", "?", "!", ":", ";", ")")):
            joined[-1] = f"{joined[-1].rstrip()} {line.strip()}"
        else:
            joined.append(line)
    return joined


def _tidy(text: str) -> str:
    """A question without what introduces it, and without sentences that speak to the reader."""
    text = " ".join(sentence for sentence in sentences_of(text) if not is_aside(sentence))
    text = re.sub(r"\b[Vv]raag\s*:\s*", "", text)
    text = _LEAD_IN.sub("", text)
    text = re.sub(r"\s+([,.?!;:])", r"\1", text)
    return text.strip(" ,;–-:")


def _head_of(text: str, reach: Reach) -> tuple[str, str]:
    """The company that a block begins with, and the rest; what stands between them tells who and where."""
    first_line, _newline, below = text.partition("\n")
    found = _HEAD.match(first_line)
    head = found[1].strip(" *") if found is not None else ""
    if (
        not found
        or not is_name_alone(head)
        or (len(head.split()) == 1 and not is_sort(head) and found.end() == len(first_line) and not below)
    ):
        return "", text
    if (
        person_in(head)
        and not is_sort(head.split()[0])
        and "@" in first_line[found.end() :][:40]
        and ":" not in first_line[: found.end()]
        and not (is_business(head) or _names_person(first_line[found.end() :]))
    ):
        return "", text
    rest = first_line[found.end() :]
    return head, "\n".join(part for part in (_beside(rest, reach), below) if part)


def _names_person(rest: str) -> bool:
    """Whether a bracket behind a name says who is reached there, so that the name is no person's."""
    bracket = re.match(r"\(([^()]{3,100})\)", rest)
    reached = reach_of(bracket[1]) if bracket is not None else Reach()
    return bool(reached.name and (reached.email or reached.phone))


def _tail_of(text: str, reach: Reach) -> tuple[str, str]:
    """The company with which a block ends behind a dash, and the rest: "… op onze site? - Museum De Scherf"."""
    head, dash, tail = text.rpartition(" - ") if " - " in text else text.rpartition(" – ")
    if not dash or "\n" in tail:
        return "", text
    bare, reached = taken_out(tail)
    name, _comma, behind = bare.partition(", ")
    if not is_name_alone(name) or (behind and not is_name_alone(behind)):
        return "", text
    reach.fill(reached)
    reach.name = reach.name or person_in(behind)
    return name.strip(" ."), head


def _beside(rest: str, reach: Reach) -> str:
    """What stands behind the company on its line, without place, person and addresses, which `reach` takes."""
    while rest:
        piece = (
            re.match(r"\s*(?:\(([^()]*)\)|([^–—|;]+?))(?:\s+[-–—|]\s+|[;]\s*|\.\s+(?=[A-Z])|\s*$|\s+(?=\())", rest)
            if rest[:1] != "("
            else re.match(r"\(([^()]*)\)\s*(?:[-–—|:,.]\s*)?()", rest)
        )
        if piece is None:
            return rest
        inner = piece[1] if piece[1] is not None else piece[2]
        if not _is_beside(inner, reach, bracketed=piece[1] is not None):
            return rest
        rest = rest[piece.end() :]
    return ""


def _is_beside(text: str, reach: Reach, *, bracketed: bool) -> bool:
    """Whether a piece only says who or where: then `reach` takes it."""
    plain = text.strip(" .,:")
    if not plain:
        return True
    reached = reach_of(plain)
    left = EMAIL.sub("", plain)
    if reached.says_something and not asks(left) and len(left.split()) <= 8:
        reach.fill(reached)
        return True
    if is_name_alone(plain) and len(plain.split()) <= 3 and not asks(plain):
        if person_in(plain) and not bracketed and len(plain.split()) > 1:
            reach.name = reach.name or person_in(plain)
        else:
            reach.place = reach.place or plain
        return True
    return False
