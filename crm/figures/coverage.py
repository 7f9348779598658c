"""How far the programmes that the office is after are covered, how firmly it stands in them, and what hangs on one."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlmodel import Session

from crm.figures.tables import Cell, Column, Figures, Kind, share
from crm.figures.words import level_words
from crm.language import _
from crm.tables.core import INSTITUTION, PROGRAMME
from crm.views.footing import Footing
from crm.views.footing_told import level_said, rungs_said
from crm.words import EmbeddingLevel, Level


def levels_of(session: Session, found: Sequence[Footing]) -> dict[int, Level | None]:
    """Programme → its level; its school's where the programme says none."""
    chosen = sa.select(PROGRAMME.c.id, sa.func.coalesce(PROGRAMME.c.level, INSTITUTION.c.level)).join(
        INSTITUTION, INSTITUTION.c.id == PROGRAMME.c.institution_id
    )
    wanted = {one.programme_id for one in found}
    return {row[0]: row[1] for row in session.connection().execute(chosen) if row[0] in wanted}


def coverage(found: Sequence[Footing], levels: Mapping[int, Level | None]) -> Figures:
    """The wanted programmes of each school, by level: informed, with an agreement, and hanging on one person."""
    grouped: dict[tuple[str, Level | None], list[Footing]] = {}
    for one in found:
        grouped.setdefault((one.school, levels.get(one.programme_id)), []).append(one)
    rows: list[tuple[Cell, ...]] = []
    for (school, level), these in grouped.items():
        agreed = sum(bool(one.agreed) for one in these)
        informed = sum(bool(one.informed or one.agreed) for one in these)
        single = sum(one.single is not None for one in these)
        rows.append((school, level, len(these), informed, agreed, share(agreed, len(these)), single))
    columns = (
        Column("school", _("School"), Kind.TEXT),
        Column("level", _("Level"), Kind.TEXT, level_words()),
        Column("programmes", _("Wanted programmes")),
        Column("informed", _("Somebody informed")),
        Column("agreed", _("With an agreement")),
        Column("share", _("Share"), Kind.SHARE),
        Column("single", _("Hangs on one person")),
    )
    title = _("Programmes we are after, by school and level")
    return Figures("coverage", title, columns, tuple(rows), ("informed", "agreed"))


def embedding(found: Sequence[Footing]) -> Figures:
    """How many of the wanted programmes stand at each level of being in it, firmest last."""
    counted = {level: sum(one.embedded.level is level for one in found) for level in EmbeddingLevel}
    columns = (
        Column("level", _("In the programme"), Kind.TEXT, {level.value: level_said(level) for level in EmbeddingLevel}),
        Column("programmes", _("Programmes")),
    )
    rows = tuple((level.value, number) for level, number in counted.items())
    return Figures("embedding", _("How firmly it stands in the programmes"), columns, rows, ("programmes",))


def fragile(found: Sequence[Footing]) -> Figures:
    """The wanted programmes with an agreement that hang on one person. Nobody is named: these pages go outside."""
    rows = tuple(
        (one.school, one.programme, len(one.agreed), len(one.informed), one.places, rungs_said(one))
        for one in found
        if one.single is not None and one.agreed
    )
    columns = (
        Column("school", _("School"), Kind.TEXT),
        Column("programme", _("Programme"), Kind.TEXT),
        Column("agreed", _("With an agreement")),
        Column("informed", _("Informed")),
        Column("places", _("Places")),
        Column("rungs", _("Levels informed"), Kind.TEXT),
    )
    return Figures("fragile", _("Programmes that hang on one person"), columns, rows)
