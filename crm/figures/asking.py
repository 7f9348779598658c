"""What a school is asked, by how it stands there: each sentence follows from a figure on the same page."""

from collections.abc import Sequence

from crm.figures.report import Report
from crm.language import _
from crm.views.footing import Footing
from crm.words import EmbeddingLevel

_LASTING = (EmbeddingLevel.MANAGER, EmbeddingLevel.STUDY_GUIDE, EmbeddingLevel.COVENANT)

MOST_NAMED = 3
"""Programmes that a sentence names."""


def asks(report: Report) -> list[str]:
    """Room where it is asked for, a second teacher where it hangs on one, and a lasting place; without targets a talk
    about which they could be.
    """
    stand = report.footings
    fragile = [one for one in stand if one.single is not None and one.agreed]
    loose = [one for one in stand if one.agreed and one.embedded.level not in _LASTING]
    unknown = [one for one in stand if not one.informed and not one.agreed]
    told = (
        (fragile, _("A second teacher where it rests on one person now: {programmes}.")),
        (loose, _("A lasting place, with its manager or in the study guide: {programmes}.")),
        (unknown, _("Somebody to talk to where we know nobody yet: {programmes}.")),
    )
    found = [said.format(programmes=_named(these)) for these, said in told if these]
    if not stand:
        return [_("A talk about the programmes in which digital sprints would fit.")]
    if not any(one.embedded.level is EmbeddingLevel.COVENANT for one in stand):
        found.append(_("A covenant with the board, so that digital sprints stay when people leave."))
    return found


def _named(found: Sequence[Footing]) -> str:
    names = ", ".join(one.programme for one in found[:MOST_NAMED])
    more = len(found) - MOST_NAMED
    return names if more <= 0 else _("{names} and {n} more").format(names=names, n=more)
