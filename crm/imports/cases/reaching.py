"""How somebody is reached, as a mail says it: names, addresses and numbers in brackets, behind dashes, in a line."""

import re
from dataclasses import dataclass

from crm import names
from crm.imports.cases.names import is_name_alone, is_sort
from crm.imports.cases.vocabulary import labels
from crm.text import fold

EMAIL = re.compile(r"(?:mailto:)?([\w.+-]+@[\w-]+(?:\.[\w-]+)+)", re.IGNORECASE)
PHONE = re.compile(r"(?<![\w.-])((?:\+|00)?\d[\d\s().-]{7,16}\d)(?![\w-])")
WEB = re.compile(r"(?<![@\w.])((?:https?://|www\.)[^\s<>()\"]{4,200})", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*\(([^()]{2,200})\)")
_TITLED = re.compile(r"^(?:dhr|mw|mevr|mevrouw|de heer|meneer|mr|mrs|ms)\b\.?\s+", re.IGNORECASE)
_SAYS = (
    r"(?:contact(?:persoon|gegevens| person| details)?(?:\s+(?:is|via|met|with))?|talk to|speak to|praat met"
    r"|(?:you can )?reach|te bereiken (?:is|via)|aanspreekpunt(?:\s+is)?)"
)
_NEXT = r"(?=[A-Z+\d]|[\w.+-]+@|dhr|mw|mevr|de heer|receptie)"
_CONTACT = re.compile(rf"(?:^|(?<=[\s(,;]))(?i:{_SAYS})\s*:?\s+{_NEXT}")
_CHUNKS = re.compile(
    r"\s+[-–—|]\s+|\s*[,;|]\s*|(?<![A-Z])\.\s+(?=[A-Z])|\s+(?:at\s+|via\s+|op\s+)?(?=[\w.+-]+@)|\s+at\s*$"
)
_SHORT_TITLE = re.compile(r"\b(mevr|dhr|mw|mr|mrs|ms|dr|drs|ir|ing)\.", re.IGNORECASE)


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
    rest = _take_addresses(text, found)
    announced = _CONTACT.search(rest)
    if announced is not None:
        found.name = person_in(rest[announced.end() :])
        rest = rest[: announced.start()]
    for chunk in _CHUNKS.split(rest):
        plain = chunk.strip(" .:()")
        if not plain:
            continue
        if not found.company and is_sort(plain.split()[0]):
            found.company = plain
        elif not found.name and (found.says_something or " " in plain or _TITLED.match(plain)):
            found.name = person_in(plain)
    return found


def _take_addresses(text: str, found: Reach) -> str:
    """The text without the addresses and numbers in it, which `found` holds from then on."""
    email = EMAIL.search(text)
    if email is not None:
        found.email = email[1].strip(".")
    bare = EMAIL.sub(" ", text)
    web = WEB.search(bare)
    if web is not None:
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
        says = EMAIL.search(inner) or PHONE.search(inner) or _CONTACT.search(inner)
        if not says:
            return match[0]
        reached = reach_of(inner)
        first = _CHUNKS.split(inner)[0].strip()
        if not reached.company and is_name_alone(first) and first != reached.name and not person_like(first, reached):
            reached.company = first
        if not EMAIL.search(inner) and not _CONTACT.search(inner) and not reached.name:
            before = text[: match.start()].rstrip()
            reached.name = _person_before(before)
        found.fill(reached)
        if not found.name:
            found.name = _person_before(text[: match.start()].rstrip())
        return ""

    text = _BRACKETS.sub(bracketed, text)
    announced = _CONTACT.search(text)
    if announced is not None:
        end = _sentence_end(text, announced.end())
        reached = reach_of(text[announced.start() : end])
        if reached.says_something or text[announced.end() : end].strip():
            found.fill(reached)
            text = f"{text[: announced.start()].rstrip(' ,;–-')} {text[end:].lstrip(' .')}".strip()
    return text, found


def person_like(text: str, reached: Reach) -> bool:
    """Whether a name between brackets is the person's: it stands beside their address, and says no sort of business."""
    return not reached.name and person_in(text) != "" and not is_sort(text.split(maxsplit=1)[0])


def _person_before(text: str) -> str:
    """The person with whom a text ends: "contactpersoon is Nel Blad"."""
    from crm.imports.cases.names import runs

    found = runs(text)
    if not found or found[-1].end < len(text):
        return ""
    return person_in(found[-1].text)


def _sentence_end(text: str, start: int) -> int:
    """Where the sentence that goes on at `start` ends; a point in an address or behind an initial ends none."""
    for found in re.finditer(r"[.!?](?=\s|$)|\n", text[start:]):
        before = text[start : start + found.start()].rpartition(" ")[2]
        if len(before) > 1 and before.lower() not in {"dhr", "mw", "mevr", "dr", "ir", "mr", "mrs", "ms", "t", "st"}:
            return start + found.end()
    return len(text)
