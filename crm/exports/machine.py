"""Contact lists for mail tools and address books: each importer's columns, delimiter and bounds, values unchanged.

No byte order mark and no apostrophe before a sign: they would become part of a header or a value.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from crm.exports.line import ExportLine
from crm.words import Formality

FORMS = {Formality.INFORMAL.value: "je", Formality.FORMAL.value: "u"}
JOINT = ", "


@dataclass(frozen=True, slots=True)
class Target:
    """What an importer takes. `limit`: bytes of a file; `most`: contacts in a file; `longest`: bytes of a value."""

    header: Sequence[str]
    cells: Callable[[ExportLine, str], Sequence[str]]
    delimiter: str = ","
    newline: str = "\n"
    limit: int | None = None
    most: int | None = None
    longest: int | None = None
    once: bool = True
    """An address stands in the file once: the tool keeps one contact for each, and some refuse the second."""


def _listmonk(line: ExportLine, _campaign: str) -> Sequence[str]:
    attributes = {
        "first_name": line.given,
        "last_name": line.last_name,
        "salutation": line.salutation,
        "form": FORMS[line.form],
        "language": line.language,
        "school": line.organisation,
        "courses": list(line.courses),
        "roles": list(line.roles),
        "stage": line.stage,
        "checked_on": line.checked_on or None,
        "old": line.old,
    }
    return (line.email, line.name, json.dumps(attributes, ensure_ascii=False, separators=(",", ":")))


def _mautic(line: ExportLine, campaign: str) -> Sequence[str]:
    tags = [line.stage, FORMS[line.form], *line.courses, *(["old"] if line.old else []), *_named(campaign)]
    return (
        line.titles,
        line.given,
        line.last_name,
        line.organisation,
        line.position,
        line.email,
        "",
        line.phone,
        line.url,
        line.profile,
        line.language,
        "|".join(tag.replace("|", "/") for tag in tags),
    )


def _attributes(line: ExportLine) -> tuple[str, ...]:
    """What mail tools with free fields get beside address and name."""
    return (
        line.organisation,
        JOINT.join(line.courses),
        line.stage,
        line.language,
        line.salutation,
        FORMS[line.form],
        line.checked_on,
        "old" if line.old else "",
    )


def _mailchimp(line: ExportLine, campaign: str) -> Sequence[str]:
    return (line.email, line.given, line.last_name, *_attributes(line), ",".join(_named(campaign)).replace(",", " "))


def _brevo(line: ExportLine, _campaign: str) -> Sequence[str]:
    return (line.email, line.given, line.last_name, *_attributes(line))


def _laposta(line: ExportLine, _campaign: str) -> Sequence[str]:
    return (line.email, line.given, line.prefix, line.surname, *_attributes(line))


def _google(line: ExportLine, campaign: str) -> Sequence[str]:
    filled = {
        "First Name": line.given,
        "Last Name": line.last_name,
        "Name Prefix": line.titles,
        "File As": line.sort,
        "Organization Name": line.organisation,
        "Organization Title": line.position,
        "Organization Department": line.unit,
        "Notes": line.note,
        "Labels": " ::: ".join(part.replace(" ::: ", " ") for part in ("* myContacts", *_named(campaign))),
        "E-mail 1 - Label": "Work",
        "E-mail 1 - Value": line.email,
        "Phone 1 - Label": "Work" if line.phone else "",
        "Phone 1 - Value": line.phone,
    }
    return [filled.get(column, "") for column in GOOGLE]


def _outlook(line: ExportLine, campaign: str) -> Sequence[str]:
    filled = {
        "First Name": line.given,
        "Last Name": line.last_name,
        "Title": line.titles,
        "E-mail Address": line.email,
        "Business Phone": line.phone,
        "Company": line.organisation,
        "Job Title": line.position,
        "Department": line.unit,
        "Web Page": line.url,
        "Notes": line.note,
        "Categories": ";".join(_named(campaign)).replace(";", ","),
    }
    return [filled.get(column, "") for column in OUTLOOK]


def _named(campaign: str) -> list[str]:
    return [campaign] if campaign else []


GOOGLE = (
    "First Name", "Middle Name", "Last Name", "Phonetic First Name", "Phonetic Middle Name", "Phonetic Last Name",
    "Name Prefix", "Name Suffix", "Nickname", "File As", "Organization Name", "Organization Title",
    "Organization Department", "Birthday", "Notes", "Photo", "Labels", "E-mail 1 - Label", "E-mail 1 - Value",
    "Phone 1 - Label", "Phone 1 - Value",
)  # fmt: skip
"""The header that Google Contacts itself writes, and knows its columns by."""

OUTLOOK = (
    "First Name", "Middle Name", "Last Name", "Title", "Suffix", "E-mail Address", "Business Phone", "Mobile Phone",
    "Company", "Job Title", "Department", "Web Page", "Categories", "Notes",
)  # fmt: skip
"""Columns of Outlook's own files, in English whatever its language."""

_FREE = ("SCHOOL", "COURSES", "STAGE", "LANGUAGE", "SALUTATION", "FORM", "CHECKED_ON", "OLD")

LISTMONK = Target(("email", "name", "attributes"), _listmonk)
"""Lower-case headers; attributes as one JSON object. Its importer (listmonk, internal/subimporter/importer.go) reads by
Go's csv package, skips a row with another number of fields, and gives up at a stray quote."""

MAUTIC = Target(
    (
        "title", "firstname", "lastname", "company", "position", "email", "mobile", "phone", "website", "linkedin",
        "preferred_locale", "tags",
    ),
    _mautic,
)  # fmt: skip
"""Aliases of Mautic's own contact fields, so that each column finds its field; tags are joined by "|". It reads line by
line, and refuses a row with more values than the header has (Mautic, LeadBundle/Model/ImportModel.php)."""

MAILCHIMP = Target(("Email Address", "First Name", "Last Name", *_FREE, "Tags"), _mailchimp, longest=255)
"""Text of at most 255 bytes (Mailchimp, format guidelines for an import file)."""

BREVO = Target(("EMAIL", "FIRSTNAME", "LASTNAME", *_FREE), _brevo, delimiter=";", limit=8_000_000)
"""Names of attributes in capitals; a file of at most 8 MB (Brevo, import contacts: its safe limit)."""

LAPOSTA = Target(
    ("email", "voornaam", "tussenvoegsel", "achternaam", *(name.lower() for name in _FREE)), _laposta, delimiter=";"
)
"""Names of fields as Laposta's lists have them: it knows a contact by the address."""

GOOGLE_CONTACTS = Target(GOOGLE, _google, most=3_000, once=False)
"""At most 3,000 contacts in one import (Google Contacts Help)."""

OUTLOOK_CONTACTS = Target(OUTLOOK, _outlook, newline="\r\n", once=False)
