"""Why a course fits, in words: what both are about, what the teacher told, what was agreed, when it runs."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlmodel import Session

from crm.calendar.runs import fill_by_of
from crm.language import _, current_language, ngettext
from crm.matching.concepts import concepts
from crm.matching.matcher import Fit
from crm.spoken import spoken_day
from crm.tables import table_named
from crm.text import clean
from crm.views.matching.answers import Shift
from crm.views.matching.obstacles import Landing
from crm.views.matching.texts import Of
from crm.views.matching.told import Told
from crm.views.matching.weights import weights

EXAMPLE, AGREEMENT = table_named("example"), table_named("agreement")

MOST_NAMED = 3
"""Of things that both are about so many are named."""


def reasons(of: Landing, fit: Fit, score: float, told: str | None, shift: Shift) -> Iterator[str]:
    """The reasons, what says most first. `told`: the sentence of what the teacher told."""
    about = _names(fit.about)
    if about:
        yield _("both are about {things}").format(things=", ".join(about[:MOST_NAMED]))
    elif score >= weights().little:
        yield _("the texts mean alike") if not fit.words else _("the texts share words")
    if told:
        yield told
    yield from shift.said
    yield from _agreed(of)
    yield from _when(of)


def why_said(fit: Fit, told: str | None) -> str:
    """Why it would suit a teacher, in words to them. `told`: what they told, as `sentences_of` says it to them."""
    about = _names(fit.about)
    said = _("it is about {things}").format(things=", ".join(about[:MOST_NAMED])) if about else ""
    return "; ".join(part for part in (said, told) if part)


def words_said(fit: Fit) -> tuple[str, ...]:
    """The words of the case that the course has too, and the things that both are about."""
    return tuple(dict.fromkeys((*fit.words, *_names(fit.about)[:MOST_NAMED])))


def _names(keys: tuple[str, ...]) -> list[str]:
    known = concepts()
    names = dict(zip(known.keys, known.names["nl" if current_language() == "nl" else "en"], strict=True))
    return [names[key] for key in keys]


def sentences_of(session: Session, told: list[Told], *, to_teacher: bool = False) -> dict[Of, str]:
    """What teachers told, as a sentence of them or to them."""
    made, as_agreed = _said_to_teacher() if to_teacher else _said_of_teacher()
    connection = session.connection()
    examples = sa.select(EXAMPLE.c.id, EXAMPLE.c.text, EXAMPLE.c.helps)
    agreed = sa.select(AGREEMENT.c.id, AGREEMENT.c.type)
    found: dict[Of, str] = {}
    for id_, text, helps in connection.execute(examples.where(EXAMPLE.c.id.in_(_ids(told, "example")))):
        said = made.format(text=clean(text, 120))
        found[Of("example", id_)] = f"{said} ({clean(helps, 80)})" if helps else said
    for id_, sort in connection.execute(agreed.where(AGREEMENT.c.id.in_(_ids(told, "agreement")))):
        found[Of("agreement", id_)] = as_agreed.format(text=clean(sort, 120))
    return found


def _said_of_teacher() -> tuple[str, str]:
    return _("their students made: “{text}”"), _("agreed assignment: “{text}”")


def _said_to_teacher() -> tuple[str, str]:
    return _("your students made: “{text}”"), _("as agreed: “{text}”")


def _ids(told: list[Told], sort: str) -> list[int]:
    return sorted({one.of.id for one in told if one.of.sort == sort})


def _agreed(of: Landing) -> Iterator[str]:
    here = of.here
    if here is not None and here.left > 0:
        said = ngettext("agreed for {year}: {n} place left", "agreed for {year}: {n} places left", here.left)
        parts = [said.format(year=here.agreement.school_year, n=here.left), clean(here.agreement.planning, 60)]
        yield ", ".join(part for part in parts if part)


def _when(of: Landing) -> Iterator[str]:
    spans = of.runs
    if not spans:
        return
    starts = spoken_day(spans[0].starts, of.today)
    last = fill_by_of(of.calendar, of.course.period, of.today, of.course.fill_by)
    if last is not None and last >= of.today:
        yield _("starts {day}, a place to be arranged by {last}").format(day=starts, last=spoken_day(last, of.today))
    else:
        yield _("starts {day}").format(day=starts)
