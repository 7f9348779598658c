"""How somebody is reached, as a mail says it: names, addresses and numbers in brackets, behind dashes, in a line."""

import re
from dataclasses import dataclass
from functools import cache

from crm import names
from crm.identity.companies import name_key
from crm.imports.cases.names import domain_letters, is_business, is_name_alone, is_sort, runs
from crm.imports.cases.vocabulary import labels
from crm.imports.cases.vocabulary import words as words_of_mails
from crm.text import fold

EMAIL = re.compile(r"(?<![\w.+-])(?:mailto:)?([\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+)", re.IGNORECASE)
PHONE = re.compile(r"(?<![\w.-])((?:\+|00)?\d[\d\s().-]{7,16}\d)(?![\w-])")
WEB = re.compile(r"(?<![@\w.])((?:https?://|www\.)[^\s<>()\"]{4,200})", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*\(([^()]{2,200})\)")
_TITLED = re.compile(r"^(?:dhr|mw|mevr|mevrouw|de heer|meneer|mr|mrs|ms)\b\.?\s+", re.IGNORECASE)
_NEXT = r"(?=[A-Z+\d]|[\w.+-]+@|dhr|mw|mevr|de heer|receptie)"
_CHUNKS = re.compile(
    r"\s+[-–—|]\s+|\s*[,;|]\s*|(?<![A-Z])\.\s+(?=[A-Z])|\s+(?:at\s+|via\s+|op\s+)?(?=[\w.+-]+@)|\s+at\s*$"
)
_ADDRESSED = re.compile(r"[^.!?\n]{0,60}?(?:[\w.+-]+@|(?<![\w.-])(?:\+|00?)\d[\d\s().-]{7})")
"""What stands between a name and the address behind it, in the same breath."""
_SHORT_TITLE = re.compile(r"\b(mevr|dhr|mw|mr|mrs|ms|dr|drs|ir|ing)\.", re.IGNORECASE)


@cache
def _says() -> re.Pattern[str]:
    words = sorted(words_of_mails()["reach"]["says"], key=len, reverse=True)
    said = "|".join(re.escape(word) for word in words)
    return re.compile(rf"(?:^|(?<=[\s(,;]))(?i:{said})\s*:?\s+(?:{_function()}\s+)?{_NEXT}")


@cache
def _says_with_address() -> re.Pattern[str]:
    said = "|".join(re.escape(word) for word in words_of_mails()["reach"]["says_with_address"])
    return re.compile(rf"(?:^|(?<=[.!?;,(]\s)|(?<=[.!?;,(]))(?i:{said})\s*:?\s+(?:{_function()}\s+)?{_NEXT}")


@cache
def _function() -> str:
    """What somebody is to a business, as a piece of a pattern."""
    words = sorted(words_of_mails()["reach"]["functions"], key=len, reverse=True)
    return rf"(?i:(?:de |onze |the |our )?(?:{'|'.join(map(re.escape, words))}))"


@cache
def _by_function() -> re.Pattern[str]:
    return re.compile(rf"^{_function()}\s+(?=[A-Z])")


def contact_in(text: str) -> re.Match[str] | None:
    """Where a text says who is to be spoken to; what it finds ends before the name or the address."""
    found = _says().search(text)
    for announced in _says_with_address().finditer(text[: found.start()] if found is not None else text):
        if _ADDRESSED.match(text, announced.end()):
            return announced
    return found


@dataclass(slots=True)
class Reach:
    """Who is the contact and how they are reached; "" where nothing says."""

    name: str = ""
    email: str = ""
    phone: str = ""
    company: str = ""
    place: str = ""
    website: str = ""

    def fill(self, other: "Reach") -> None:
        """Takes over what was not known."""
        for part in ("name", "email", "phone", "company", "place", "website"):
            if not getattr(self, part):
                setattr(self, part, getattr(other, part))

    @property
    def says_something(self) -> bool:
        """Whether anything was found."""
        return any((self.name, self.email, self.phone))


def reach_of(text: str) -> Reach:
    """What a text says that is about reaching somebody alone: "Bas Kurk, bas@kurk.example"."""
    found = Reach()
    text = _SHORT_TITLE.sub(r"\1", text)
    announced = contact_in(text)
    if announced is not None:
        found.name = person_in(_take_addresses(text[announced.end() :], found))
        text = text[: announced.start()]
    rest = _take_addresses(text, found)
    chunks = [plain for chunk in _CHUNKS.split(rest) if (plain := chunk.strip(" .:()"))]
    company = _company_among(chunks, found)
    if not found.company and company is not None:
        found.company = chunks.pop(company)
    for plain in chunks:
        if not found.name and (found.says_something or " " in plain or _TITLED.match(plain)):
            found.name = person_in(plain)
    return found


def _company_among(chunks: list[str], found: Reach) -> int | None:
    """Which of the names beside an address is the business's: by what it says, and by the address."""
    scored = [(_like_company(chunk, found), number) for number, chunk in enumerate(chunks) if is_name_alone(chunk)]
    if not scored:
        return None
    best, number = max(scored, key=lambda one: (one[0], -one[1]))
    if best > 0:
        return number
    first, other = scored[0], [score for score, _number in scored[1:]]
    return first[1] if first[0] == 0 and any(score < 0 for score in other) else None


def _like_company(chunk: str, found: Reach) -> int:
    """Above 0 for the name of a business, below for that of a person, 0 where nothing tells."""
    if is_business(chunk):
        return 2
    if _TITLED.match(chunk) or _by_function().match(chunk):
        return -2
    mailbox, _at, domain = found.email.lower().partition("@")
    words = [word for word in fold(chunk).split() if len(word) > 2]
    if any(word in re.split(r"[._-]", mailbox) for word in words):
        return -1
    label = domain_letters(found.email)
    return int(len(label) > 3 and domain != "" and label in name_key(chunk).replace(" ", ""))


def _take_addresses(text: str, found: Reach) -> str:
    """The text without the addresses and numbers in it, which `found` holds from then on."""
    email = EMAIL.search(text)
    if email is not None and not found.email:
        found.email = email[1].strip(".")
    bare = EMAIL.sub(" ", text)
    web = WEB.search(bare)
    if web is not None and not found.website:
        found.website = web[1].rstrip(".,;")
    bare = WEB.sub(" ", bare)
    for match in PHONE.finditer(bare):
        digits = re.sub(r"\D", "", match[1])
        if 9 <= len(digits) <= 13:
            found.phone = found.phone or match[1].strip()
            bare = bare.replace(match[1], " ")
    return bare


def person_in(text: str) -> str:
    """The person with whom a text begins; "" where it begins with none."""
    head = _CHUNKS.split(text.strip())[0].strip(" .:()")
    head = _by_function().sub("", head)
    words = head.split()
    if not words or len(words) > 6 or is_sort(words[0]) or fold(words[0]) in labels():
        return ""
    bare = _TITLED.sub("", head)
    if not is_name_alone(bare) and names.parse(head) is None:
        return ""
    parsed = names.parse(head)
    return parsed.natural if parsed is not None and (len(words) > 1 or _TITLED.match(head)) else ""


def taken_out(text: str) -> tuple[str, Reach]:
    """A text without what only says how somebody is reached, and what that says."""
    found = Reach()

    def bracketed(match: re.Match[str]) -> str:
        inner = match[1]
        says = EMAIL.search(inner) or PHONE.search(inner) or contact_in(inner)
        if not says:
            return match[0]
        reached = reach_of(inner)
        first = _CHUNKS.split(inner)[0].strip()
        if not reached.company and is_name_alone(first) and first != reached.name and not person_like(first, reached):
            reached.company = first
        if not EMAIL.search(inner) and not contact_in(inner) and not reached.name:
            before = text[: match.start()].rstrip()
            reached.name = _person_before(before)
        found.fill(reached)
        if not found.name:
            found.name = _person_before(text[: match.start()].rstrip())
        return ""

    text = _BRACKETS.sub(bracketed, text)
    announced = contact_in(text)
    if announced is not None:
        end = _sentence_end(text, announced.end())
        reached = reach_of(text[announced.start() : end])
        if reached.says_something or text[announced.end() : end].strip():
            found.fill(reached)
            text = f"{text[: announced.start()].rstrip(' ,;–-')} {text[end:].lstrip(' .')}".strip()
    return text, found


def is_only_reach(text: str) -> bool:
    """Whether a line says who is reached how and nothing more: "Mieke Lampe, mieke@leeslamp.example"."""
    left = PHONE.sub(" ", EMAIL.sub(" ", text))
    if left == text:
        return False
    chunks = [plain for chunk in _CHUNKS.split(left) if (plain := chunk.strip(" .:()/-–|"))]
    return len(chunks) <= 3 and all(is_name_alone(chunk) or person_in(chunk) for chunk in chunks)


def loose(text: str) -> Reach:
    """An address in running text, with the name before it in the same sentence."""
    found = Reach()
    for pattern in (EMAIL, PHONE):
        for match in pattern.finditer(text):
            said = reach_of(match[0])
            if not said.says_something:
                continue
            before = re.split(r"[.!?]\s", text[: match.start()])[-1]
            named = [person for run in runs(before) if not is_business(run.text) and (person := person_in(run.text))]
            said.name = named[-1] if named else ""
            found.fill(said)
            break
    return found


def person_like(text: str, reached: Reach) -> bool:
    """Whether a name between brackets is the person's: it stands beside their address, and says no sort of business."""
    return not reached.name and person_in(text) != "" and not is_sort(text.split(maxsplit=1)[0])


def _person_before(text: str) -> str:
    """The person with whom a text ends: "contactpersoon is Nel Blad"."""
    found = runs(text)
    if not found or found[-1].end < len(text):
        return ""
    return "" if is_business(found[-1].text) else person_in(found[-1].text)


def _sentence_end(text: str, start: int) -> int:
    """Where the sentence that goes on at `start` ends; a point in an address or behind an initial ends none."""
    for found in re.finditer(r"[.!?](?=\s|$)|\n", text[start:]):
        before = text[start : start + found.start()].rpartition(" ")[2]
        if len(before) > 1 and before.lower() not in {"dhr", "mw", "mevr", "dr", "ir", "mr", "mrs", "ms", "t", "st"}:
            return start + found.end()
    return len(text)
