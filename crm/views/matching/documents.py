"""Matches as commands give them."""

from typing import Any

from crm.views.matching.ranking import MatchLine


def match_json(line: MatchLine) -> dict[str, Any]:
    """A match as commands give it."""
    teacher = line.teacher
    return {
        "course": {"id": line.course.id, "name": line.course.name},
        "person": None if teacher is None else {"id": teacher.person_id, "name": teacher.name},
        "lead": None if teacher is None else teacher.lead_id,
        "case": {"id": line.case.id, "code": line.case.code, "title": line.case.title},
        "agreement": line.course.agreement_id,
        "setting": None if line.course.setting is None else line.course.setting.value,
        "score": line.score,
        "reasons": list(line.reasons),
        "words": list(line.words),
        "obstacles": [one.said for one in line.obstacles],
        "school": line.course.school,
    }
