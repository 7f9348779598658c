"""What is said of those who go into an export: how they are called and written to, and how fresh their address is."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

from crm.exports import reading
from crm.exports.line import Lines
from crm.exports.name_parts import parts_of
from crm.messages.phrases import greeting_pattern, role_said
from crm.messages.steps import rules
from crm.words import Basis, Formality, RoleKind, Stage

OLD_AFTER = timedelta(days=180)
"""After so long unseen an address may well be somebody's former one: half a school year, in which staff changes."""

_USUAL = "nl"
_MAPPED, _NO_BASIS = Stage.MAPPED.value, Basis.NONE.value
_NOTHING, _NOWHERE = reading.Held(), ("", "", "")


def fresh_from(today: date) -> str:
    """The first day (ISO 8601) on which an address that was seen then is not old yet."""
    return (today - OLD_AFTER).isoformat()


def lines_of(
    people: reading.People,
    held: Mapping[int, reading.Held],
    seen: Mapping[int, reading.Published],
    outside: Mapping[int, reading.Outside],
    today: date,
) -> Lines:
    """The lines of `people`: with what they do, where their address stands, and who is at work outside the schools."""
    given, prefixes, surnames, in_lists = reading.columns_of(map(parts_of, people.name, people.sort_key), 4)
    roles, courses = reading.columns_of((held.get(known, _NOTHING) for known in people.id), 2)
    pages, days, _methods = reading.columns_of((seen.get(known, _NOWHERE) for known in people.id), 3)
    titles, languages = _texts(people.titles), [language or _USUAL for language in people.language]
    told = map(_manner, roles, titles, people.form, languages)
    forms, positions, before, after, by_whole = reading.columns_of(told, 5)
    schools, units, fresh = _texts(people.school), _texts(people.unit), fresh_from(today)
    if outside:
        places = [outside.get(known) for known in people.id]
        schools = [at.organisation if at else school for at, school in zip(places, schools, strict=True)]
        units = ["" if at else unit for at, unit in zip(places, units, strict=True)]
        positions = [at.words if at else position for at, position in zip(places, positions, strict=True)]
    return Lines(
        id=people.id,
        name=people.name,
        titles=titles,
        given=given,
        prefix=prefixes,
        surname=surnames,
        sort=in_lists,
        email=_texts(people.email),
        phone=_texts(people.phone),
        url=_texts(people.url),
        profile=_texts(people.profile),
        organisation=schools,
        unit=units,
        position=positions,
        roles=roles,
        courses=courses,
        stage=[stage or _MAPPED for stage in people.stage],
        basis=[basis or _NO_BASIS for basis in people.basis],
        language=languages,
        form=forms,
        salutation=[
            f"{first}{name if whole or not called or '.' in called else called}{last}"
            for first, last, whole, name, called in zip(before, after, by_whole, people.name, given, strict=True)
        ],
        page=pages,
        checked_on=days,
        old=[day < fresh for day in days],
    )


def _texts(values: reading.Column) -> list[str]:
    """The values, an unknown one as no text."""
    return [value or "" for value in values]


@lru_cache(maxsize=10_000)
def _manner(roles: tuple[str, ...], titles: str, form: str | None, language: str) -> tuple[str, str, str, str, bool]:
    """How somebody is written to: form, what they are, and the words around their name, the whole of it or not.

    As `crm.messages.facts` has it: as is kept of them, else formal by role or title. A greeting never guesses "heer" or
    "mevrouw".
    """
    kinds = [RoleKind(role) for role in roles]
    formal = not rules().formal_roles.isdisjoint(kinds) or bool(rules().formal_titles & set(titles.casefold().split()))
    how = Formality(form) if form else Formality.FORMAL if formal else Formality.INFORMAL
    pattern = greeting_pattern(how, language)
    before, _name, after = pattern.replace("{first}", "{name}").partition("{name}")
    position = ", ".join(role_said(kind, language) for kind in kinds)
    return how.value, position, before, after, "{first}" not in pattern
