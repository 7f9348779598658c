"""The tables of a school's own page: its sprints, and how it stands in each programme."""

from dataclasses import replace
from textwrap import shorten

from crm.figures.marks import Quote
from crm.figures.report import Report
from crm.figures.tables import Column, Figures, Kind
from crm.language import _
from crm.views.footing import Footing
from crm.words import EmbeddingLevel

MOST_SPRINTS, MOST_PROGRAMMES = 4, 5
"""Rows for which one sheet of paper has room."""

NAME, RESULT, QUOTE = 48, 76, 130
"""Letters of the name of a business or programme, of a result and of a quote, for the same reason."""


def sprints_done(report: Report) -> Figures:
    """The sprints, newest first; earlier ones are counted."""
    columns = (
        Column("school_year", _("School year"), Kind.TEXT),
        Column("company", _("Business"), Kind.TEXT),
        Column("course", _("Course"), Kind.TEXT),
        Column("students", _("Students")),
        Column("result", _("What the business has of it"), Kind.TEXT),
    )
    newest = sorted(report.sprints, key=lambda one: (one.school_year, str(one.starts or ""), one.id), reverse=True)
    rows = tuple(
        (
            one.school_year,
            one.company,
            one.course or "–",
            one.students,
            _brief(one.result, RESULT),
        )
        for one in newest[:MOST_SPRINTS]
    )
    return Figures("sprints", _("The sprints"), columns, rows, note=_more(len(newest) - len(rows)))


def programmes(report: Report) -> Figures:
    """How it stands in the wanted programmes: on how many legs, how high up, how firmly. Nobody is named.

    Those where it stands firmest first; those where nobody was informed yet are counted.
    """
    from crm.views.footing_told import level_said, rungs_said

    columns = (
        Column("programme", _("Programme"), Kind.TEXT),
        Column("informed", _("Teachers informed")),
        Column("agreed", _("With an agreement")),
        Column("legs", _("Rests on (people)")),
        Column("rungs", _("Levels informed"), Kind.TEXT),
        Column("level", _("In the programme"), Kind.TEXT),
    )
    begun = [
        one for one in report.footings if one.informed or one.agreed or one.embedded.level is not EmbeddingLevel.NONE
    ]
    shown = sorted(begun, key=_farthest)[:MOST_PROGRAMMES]
    rows = tuple(
        (
            _brief(one.programme, NAME),
            len(one.informed),
            len(one.agreed),
            len(one.holders),
            rungs_said(one) or "–",
            level_said(one.embedded.level),
        )
        for one in shown
    )
    left = len(report.footings) - len(rows)
    return Figures("programmes", _("How it stands in the programmes"), columns, rows, note=_more(left))


def _brief(text: str | None, most: int) -> str:
    """At most so many letters, cut between words where that can be."""
    said = " ".join((text or "–").split())
    cut = shorten(said, most, placeholder="…")
    return cut if len(cut) > 1 or len(said) <= 1 else f"{said[: most - 1]}…"


def _farthest(one: Footing) -> tuple[int, int, int, str]:
    firm = list(EmbeddingLevel).index(one.embedded.level)
    return -firm, -len(one.agreed), -len(one.informed), one.programme


def _more(left: int) -> str:
    return _("And {n} more.").format(n=left) if left > 0 else ""


def said(report: Report, most: int) -> list[Quote]:
    """The newest words that may be shown, each as long as there is room for."""
    return [replace(one, words=_brief(one.words, QUOTE)) for one in report.quotes[:most]]
