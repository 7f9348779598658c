"""This school year against the last one, up to the same day and in whole."""

from collections.abc import Sequence

from sqlmodel import Session

from crm.figures.flow import entered_between
from crm.figures.period import Period, a_year_earlier, first_day, last_day, year_before
from crm.figures.questions import Question, questions
from crm.figures.sprints import Coupled, coupled, distinct, students
from crm.figures.tables import Cell, Column, Figures, Kind
from crm.language import _
from crm.words import Stage

MEASURES = ("businesses", "sprints", "students", "received", "placed", "informed", "agreements")


def measure_words() -> dict[str, str]:
    """What is compared, in words."""
    return {
        "businesses": _("Businesses coupled"),
        "sprints": _("Sprints"),
        "students": _("Students"),
        "received": _("Questions that came in"),
        "placed": _("of those placed by now"),
        "informed": _("Teachers informed"),
        "agreements": _("Teachers with a first agreement"),
    }


def this_and_last(session: Session, period: Period, institution_id: int | None = None) -> Figures:
    """Each measure now, on the same day a year ago, and over all of last school year.

    A sprint of which no first day is kept counts in a whole year alone.
    """
    today, before = period.until, year_before(period.year)
    spans = (
        Period(first_day(period.year), today),
        Period(first_day(before), a_year_earlier(today)),
        Period(first_day(before), last_day(before)),
    )
    sprints = coupled(session, Period(None, today), institution_id)
    asked = [] if institution_id is not None else questions(session, Period(first_day(before), today))
    found = [_measured(session, span, sprints, asked, institution_id, whole=span is not spans[1]) for span in spans]
    words = measure_words()
    left_out = {"received", "placed"} if institution_id is not None else set()
    rows: list[tuple[Cell, ...]] = [
        (measure, *(one[measure] for one in found)) for measure in MEASURES if measure not in left_out
    ]
    columns = (
        Column("measure", _("What"), Kind.TEXT, words),
        Column("now", period.year),
        Column("same_day", _("{year}, to this day").format(year=before)),
        Column("last_year", _("{year}, in all").format(year=before)),
    )
    return Figures("years", _("This school year against the last one"), columns, tuple(rows))


def _measured(
    session: Session,
    span: Period,
    sprints: Sequence[Coupled],
    asked: Sequence[Question],
    institution_id: int | None,
    *,
    whole: bool,
) -> dict[str, int]:
    assert span.since is not None
    these = [one for one in sprints if (one.school_year == span.year if whole else _begun(one, span))]
    came = [one for one in asked if span.since <= one.received_on <= span.until]
    return {
        "businesses": distinct(these),
        "sprints": len(these),
        "students": students(these),
        "received": len(came),
        "placed": sum(one.placed for one in came),
        "informed": entered_between(session, Stage.INFORMED, span, institution_id),
        "agreements": entered_between(session, Stage.AGREEMENT, span, institution_id),
    }


def _begun(one: Coupled, span: Period) -> bool:
    return one.began is not None and span.since is not None and span.since <= one.began <= span.until
