"""Whether a database keeps the rules of the house, beyond what its constraints hold."""

from pathlib import Path

from sqlalchemy import Engine, text

from crm.database import backup
from crm.language import _


def problems(engine: Engine) -> list[str]:
    """What is wrong, a sentence each; empty when the database is sound."""
    found = []
    if engine.dialect.name == "sqlite" and engine.url.database:
        found += backup.check_file(Path(engine.url.database))
    with engine.connect() as connection:
        for sentence, query in _rules().items():
            count = connection.scalar(text(query))
            if count:
                found.append(sentence.format(n=count))
    return found


def _rules() -> dict[str, str]:
    return {
        _("{n} values on the map stand on no sighting."): (
            "SELECT count(*) FROM entity WHERE kind IN ('course', 'person', 'programme')"
            " AND NOT EXISTS (SELECT 1 FROM sighting WHERE sighting.entity_id = entity.id)"
        ),
        _("{n} leads stand at a stage that no activity of theirs says."): (
            "SELECT count(*) FROM lead WHERE NOT EXISTS (SELECT 1 FROM activity WHERE activity.id ="
            " lead.stage_activity_id AND activity.lead_id = lead.id AND activity.to_stage = lead.stage)"
        ),
        _("{n} things have no searchable text."): (
            "SELECT count(*) FROM person WHERE NOT EXISTS (SELECT 1 FROM search_text WHERE search_text.id = person.id)"
        ),
    }
