"""One record of OOAPI v5 or OEAPI v6: organisation, programme, course, person, offering."""

from crawler.extraction.findings import FoundCourse, FoundPerson, FoundProgramme, FoundRole, FoundUnit
from crawler.extraction.recognisers.emails import find_emails
from crawler.extraction.recognisers.periods import find_periods
from crawler.feeds.people import person_named
from crawler.feeds.sheet import Sheet
from crawler.feeds.values import Record, language_code, listed, number, prose, records, text, web_address
from crm.words import Level

IDENTITIES = (
    "courseId", "programId", "programmeId", "personId", "organizationId", "organisationId", "offeringId",
    "courseOfferingId",
)  # fmt: skip
"""Where a record has its own number, by sort."""

_OFFICIAL = ("crohocrebocode", "programme_code", "crohocode", "crebocode", "rio")
"""Code types that are a programme's national code, lower case, best first."""

_CREDITS = {"ects", "sp", "ec"}
_PARTS = {"department", "faculty", "branch", "academy", "school", "institute", "team", "college"}
_PROGRAMMES = {"program", "programme", "bachelor", "master", "track", "specialization", "specialisation", ""}
_LEVELS = {"secondary vocational education": Level.MBO, "mbo": Level.MBO}


def identity(record: Record, *names: str) -> str | None:
    """The record's own number."""
    return next((found for name in names if (found := text(record.get(name), 200))), None)


def organisation(sheet: Sheet, record: Record) -> None:
    """A part of the school; the school itself (`root`) is known by its number only."""
    name = text(record.get("name"))
    if not name:
        return
    kind = (text(record.get("organizationType")) or text(record.get("organisationType")) or "").lower()
    key = _key("organisation", identity(record, "organizationId", "organisationId"))
    if kind and kind not in _PARTS:
        return
    place = sheet.unit(FoundUnit(name, url=web_address(record.get("link"))), key=key)
    _named(sheet, record, ("units", place, "parent"), "organisation", ("parent", "parentId"))


def programme(sheet: Sheet, record: Record, level: Level | None) -> None:
    """A programme with its official code; a minor is a course."""
    name = text(record.get("name"))
    kind = (text(record.get("programType")) or text(record.get("programmeType")) or "").lower()
    key = _key("programme", identity(record, "programId", "programmeId"))
    if kind in {"minor", "honours"} and name:
        place = sheet.course(_course(record, name), key=key)
        _unit(sheet, record, "courses", place)
        _people(sheet, record, place)
        return
    if not name or kind not in _PROGRAMMES:
        return
    words = (text(record.get("level")) or "").lower()
    of_words = next((found for start, found in _LEVELS.items() if words.startswith(start)), level)
    place = sheet.programme(
        FoundProgramme(
            name,
            level=str(of_words) if of_words else None,
            degree=text(record.get("qualificationAwarded")) or text(record.get("level")),
            code=official_code(record),
            url=web_address(record.get("link")),
        ),
        key=key,
    )
    _unit(sheet, record, "programmes", place)
    for part, role in ((record.get("coordinators"), "programme_coordinator"),):
        of = FoundRole(role, "programme", name=name, code=official_code(record), text="coordinators")
        _refer(sheet, part or record.get("coordinatorIds"), of, None)


def course(sheet: Sheet, record: Record, *, programme: str | None) -> None:
    """A course with whoever coordinates and teaches it. `programme`: key of the programme whose list this is."""
    name = text(record.get("name"))
    found = _course(record, name)
    if not name and not found.code:
        return
    own = None if programme else _key("course", identity(record, "courseId"))
    place = sheet.course(found, key=own)
    _unit(sheet, record, "courses", place)
    if programme:
        sheet.refer(programme, "courses", place, "programme")
    else:
        _named(
            sheet, record, ("courses", place, "programme"), "programme",
            ("programs", "programmes", "programIds", "programmeIds"),
        )  # fmt: skip
    _people(sheet, record, place)


def offering(sheet: Sheet, record: Record, *, course: str | None) -> None:
    """A course as it is given in one period: school year, period and whoever teaches it then."""
    held = record.get("course") or record.get("courseId")
    key = course or _key("course", _number_of(held, "courseId"))
    kind = text(record.get("offeringType"))
    if key is None or (kind and kind != "course"):
        return
    session = record.get("academicSession")
    words = text(session.get("name")) if isinstance(session, dict) else None
    start = text(record.get("startDate")) or (text(session.get("startDate")) if isinstance(session, dict) else None)
    place = sheet.course(
        FoundCourse(
            None,
            periods=find_periods(words, bare=True) if words else [],
            school_year=school_year_of(start),
            language=_language(record),
        )
    )
    sheet.refer(key, "courses", place, "*")
    _people(sheet, record, place)


def listed_person(sheet: Sheet, record: Record) -> None:
    """Somebody of the school. Students are left out altogether; who is only known by name has no role of their own."""
    found = person(record)
    if found is None:
        return
    if _is_employed(record):
        found.roles = [FoundRole("staff", "institution", text="employee")]
    sheet.person(found, key=_key("person", identity(record, "personId")))


def person(record: Record) -> FoundPerson | None:
    """Who a record is; None for students and for what names nobody."""
    if is_student(record):
        return None
    display = text(record.get("displayName"))
    parts = [text(record.get(name)) for name in ("givenName", "surnamePrefix", "surname")]
    parts[0] = parts[0] or text(record.get("initials"))
    whole = " ".join(part for part in parts if part) if parts[0] and parts[2] else None
    found = person_named(whole or display or parts[2], exact=whole is not None)
    if found is None:
        return None
    title = text(record.get("titlePrefix"), 60)
    found.titles = found.titles or ([title] if title else [])
    found.raw = display or found.raw
    mail = text(record.get("mail")) or text(record.get("email"))
    found.email = next(iter(find_emails(mail)), None) if mail else None
    found.phone = text(record.get("telephoneNumber"), 40)
    found.url = web_address(record.get("link"))
    return found


def is_student(record: Record) -> bool:
    """Whether this is a student, also one who works at the school: never a contact (the standard's affiliations)."""
    affiliations = _affiliations(record)
    return "student" in affiliations or (record.get("activeEnrollment") is True and "employee" not in affiliations)


def official_code(record: Record) -> str | None:
    """The national code among all codes of a programme, else its primary one."""
    codes = [*records(listed(record.get("primaryCode"))), *records(record.get("otherCodes"))]
    by_type = {(text(each.get("codeType")) or "").lower(): text(each.get("code"), 60) for each in reversed(codes)}
    best = next((by_type[kind] for kind in _OFFICIAL if by_type.get(kind)), None)
    return best or next((code for each in codes if (code := text(each.get("code"), 60))), None)


def school_year_of(day: str | None) -> str | None:
    """The school year (August to July) of an ISO date."""
    if not day or not (day[:4].isdecimal() and day[4:5] == "-" and day[5:7].isdecimal()):
        return None
    year = int(day[:4]) - (int(day[5:7]) < 8)
    return f"{year}-{year + 1}" if 1990 <= year <= 2099 else None


def _course(record: Record, name: str | None) -> FoundCourse:
    amount, words = study_load(record.get("studyLoad"))
    return FoundCourse(
        name,
        code=_course_code(record),
        credits=amount,
        credits_text=words,
        language=_language(record),
        url=web_address(record.get("link")),
        description=prose(record.get("description")),
    )


def study_load(value: object) -> tuple[float | None, str | None]:
    """(credits in EC, as written) of an object, a list of objects, a number or a string; hours are no credits."""
    for each in listed(value):
        if isinstance(each, dict):
            unit = (text(each.get("studyLoadUnit")) or "").lower()
            amount = number(each.get("value"))
            if unit in _CREDITS and amount is not None:
                return amount, f"{amount:g} {unit.upper()}"
        elif (amount := number(each)) is not None:
            return amount, f"{amount:g}"
        elif isinstance(each, str):
            from crawler.extraction.recognisers.credits import read_credits

            found = read_credits(each)
            if found is not None:
                return found.number, found.text
    return None, None


def _course_code(record: Record) -> str | None:
    """The school's own code: a national one is that of a programme, whatever record it stands on."""
    codes = [*records(listed(record.get("primaryCode"))), *records(record.get("otherCodes"))]
    own = [each for each in codes if (text(each.get("codeType")) or "").lower() not in _OFFICIAL]
    code = next((found for each in own if (found := text(each.get("code"), 60))), None)
    return code or text(record.get("primaryCode"), 60) or text(record.get("abbreviation"), 60)


def _language(record: Record) -> str | None:
    said = [*listed(record.get("teachingLanguage")), *listed(record.get("teachingLanguages"))]
    return next((code for each in said if (code := language_code(each))), None)


def _unit(sheet: Sheet, record: Record, things: str, place: int) -> None:
    names = ("organization", "organisation", "organizationId", "organisationId")
    _named(sheet, record, (things, place, "unit"), "organisation", names)


def _named(sheet: Sheet, record: Record, field: tuple[str, int, str], kind: str, names: tuple[str, ...]) -> None:
    """Fills a name from an expanded object, or refers to it by number."""
    things, place, attribute = field
    for name in names:
        for each in listed(record.get(name))[:1]:
            words = text(each.get("name")) if isinstance(each, dict) else None
            if words and (kind != "organisation" or _is_part(each)):
                setattr(getattr(sheet.findings, things)[place], attribute, words)
                return
            number_ = _number_of(each, *IDENTITIES)
            if number_ and not words:
                sheet.refer(f"{kind}:{number_}", things, place, attribute)
                return


def _is_part(value: object) -> bool:
    kind = value.get("organizationType") or value.get("organisationType") if isinstance(value, dict) else None
    return not isinstance(kind, str) or kind.lower() in _PARTS


def _people(sheet: Sheet, record: Record, place: int) -> None:
    """Coordinators and instructors of a course: expanded, or by number."""
    found = sheet.findings.courses[place]
    for kind, names in (
        ("course_coordinator", ("coordinators", "coordinatorIds", "coordinator")),
        ("teacher", ("instructors", "instructorIds", "lecturers", "teachers")),
    ):
        said = next((record[name] for name in names if record.get(name)), None)
        words = names[0]
        role = FoundRole(kind, "course", name=found.name, code=found.code, url=found.url, text=words)
        role.school_year = found.school_year
        _refer(sheet, said, role, place)


def _refer(sheet: Sheet, people: object, role: FoundRole, course: int | None) -> None:
    for each in listed(people)[:200]:
        expanded = person(each) if isinstance(each, dict) else None
        if expanded is not None:
            expanded.roles = [role]
            sheet.person(expanded)
        elif not isinstance(each, dict) or not is_student(each):
            number_ = _number_of(each, "personId")
            if number_:
                sheet.refer_person(f"person:{number_}", role, course=course)


def _number_of(value: object, *names: str) -> str | None:
    return identity(value, *names) if isinstance(value, dict) else text(value, 200)


def _key(kind: str, number_: str | None) -> str | None:
    return f"{kind}:{number_}" if number_ else None


def _affiliations(record: Record) -> set[str]:
    said = [*listed(record.get("affiliations")), *listed(record.get("affiliation"))]
    return {words.lower() for each in said if (words := text(each))}


def _is_employed(record: Record) -> bool:
    return "employee" in _affiliations(record)
