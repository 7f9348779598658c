"""How firmly digital sprints stand in a programme or school: said by hand with its evidence, or read by a crawl."""

from datetime import date

from sqlmodel import select

from crm.errors import NotFoundError, RefusedError, UsageError
from crm.language import _
from crm.services import leads
from crm.tables import Embedding, Entity, Institution, Programme, Unit
from crm.text import clean
from crm.unit_of_work import Work
from crm.words import EmbeddingLevel, EntityKind

LONGEST_EVIDENCE = 2_000
"""Characters kept of what shows it."""

BY_AGREEMENT = (EmbeddingLevel.ONCE, EmbeddingLevel.YEAR)
"""Levels that follow from the agreements themselves."""

_TABLES: dict[EntityKind, type[Programme] | type[Unit] | type[Institution]] = {
    EntityKind.PROGRAMME: Programme,
    EntityKind.UNIT: Unit,
    EntityKind.INSTITUTION: Institution,
}


def say(
    work: Work, entity_id: int, level: EmbeddingLevel, evidence: str, *, page: str | None = None, on: date | None = None
) -> Embedding:
    """Keeps that a programme, unit or school takes part this firmly since the day `on` (default today).

    Raises NotFoundError for what is none of these; UsageError without evidence, for the level `none`, or one that
    follows from the agreements.
    """
    name = _name(work, entity_id)
    words = clean(evidence, LONGEST_EVIDENCE)
    if not words:
        raise UsageError(_("What shows it? (--evidence)"))
    if level is EmbeddingLevel.NONE or level in BY_AGREEMENT:
        raise UsageError(
            _("{level} follows from the agreements: choose manager, study_guide or covenant.").format(level=level.value)
        )
    day = leads.past_day(work, on)
    held = work.session.exec(
        select(Embedding).where(Embedding.entity_id == entity_id, Embedding.level == level)
    ).first()
    if held is None:
        held = Embedding(entity_id=entity_id, level=level, evidence=words, page=page, on=day, by=work.by)
        work.session.add(held)
    else:
        held.evidence, held.page, held.on, held.by, held.proposed = words, page, day, work.by, False
    work.session.flush()
    work.say(_("How firmly {name} takes part kept").format(name=name))
    return held


def accept(work: Work, embedding_id: int) -> Embedding:
    """Says yes to what a crawl read. Raises NotFoundError; RefusedError when somebody said so already."""
    held = _find(work, embedding_id)
    if not held.proposed:
        raise RefusedError(_("Somebody has said so already."))
    held.proposed, held.by = False, work.by
    work.session.flush()
    work.say(_("How firmly {name} takes part kept").format(name=_name(work, held.entity_id)))
    return held


def take_away(work: Work, embedding_id: int) -> None:
    """Takes away what was said of how firmly something takes part. Raises NotFoundError."""
    held = _find(work, embedding_id)
    name = _name(work, held.entity_id)
    work.session.delete(held)
    work.session.flush()
    work.say(_("How firmly {name} takes part taken away").format(name=name))


def _find(work: Work, embedding_id: int) -> Embedding:
    held = work.session.get(Embedding, embedding_id)
    if held is None:
        raise NotFoundError(
            _("There is nothing numbered {id} on how firmly something takes part.").format(id=embedding_id)
        )
    return held


def _name(work: Work, entity_id: int) -> str:
    entity = work.session.get(Entity, entity_id)
    table = _TABLES.get(entity.kind) if entity is not None else None
    thing = work.session.get(table, entity_id) if table is not None else None
    if not isinstance(thing, (Programme, Unit, Institution)):
        raise NotFoundError(
            _("There is no programme, unit or school {id}: `werkplaats search` shows the numbers.").format(id=entity_id)
        )
    return thing.name
