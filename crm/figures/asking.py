"""What a school is asked, by how it stands there: each sentence follows from a figure on the same page."""

from collections.abc import Sequence

from crm.figures.report import Report
from crm.language import _, ngettext
from crm.views.footing import Footing
from crm.words import EmbeddingLevel

_LASTING = (EmbeddingLevel.MANAGER, EmbeddingLevel.STUDY_GUIDE, EmbeddingLevel.COVENANT)

MOST_NAMED = 3
"""Programmes that a sentence names."""


def asks(report: Report) -> list[str]:
    """Room where it is asked for, a second teacher where it hangs on one, and a lasting place; none without targets."""
    stand = report.footings
    fragile = [one for one in stand if one.single is not None and one.agreed]
    loose = [one for one in stand if one.agreed and one.embedded.level not in _LASTING]
    unknown = [one for one in stand if not one.informed and not one.agreed]
    found = []
    if fragile:
        said = ngettext(
            "A second teacher in {programmes}: there it rests on one person now.",
            "A second teacher in each of these {n} programmes, which rest on one person now: {programmes}.",
            len(fragile),
        )
        found.append(said.format(n=len(fragile), programmes=_named(fragile)))
    if loose:
        said = ngettext(
            "A lasting place in {programmes}: an agreement with its manager, or a line in the study guide.",
            "A lasting place in these {n} programmes, with their managers or in the study guide: {programmes}.",
            len(loose),
        )
        found.append(said.format(n=len(loose), programmes=_named(loose)))
    if unknown:
        said = ngettext(
            "Somebody to talk to at {programmes}.",
            "Somebody to talk to at these {n} programmes: {programmes}.",
            len(unknown),
        )
        found.append(said.format(n=len(unknown), programmes=_named(unknown)))
    if stand and not any(one.embedded.level is EmbeddingLevel.COVENANT for one in stand):
        found.append(_("A covenant with the board, so that digital sprints stay when people leave."))
    return found


def _named(found: Sequence[Footing]) -> str:
    names = ", ".join(one.programme for one in found[:MOST_NAMED])
    more = len(found) - MOST_NAMED
    return names if more <= 0 else _("{names} and {n} more").format(names=names, n=more)
