"""How firmly programmes and schools stand, as commands give it and in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from crm.language import _, ngettext
from crm.spoken import spoken_role
from crm.views.footing import Embedded, Footing
from crm.words import EmbeddingLevel


@dataclass(frozen=True, slots=True)
class SchoolFooting:
    """The programmes of one school that are targets, taken together. People are counted once."""

    institution_id: int
    school: str
    programmes: int
    informed: int
    agreed: int
    with_agreement: int
    single: int
    places: int


def by_school(found: Sequence[Footing]) -> list[SchoolFooting]:
    """The schools of some programmes, in their order."""
    schools = {one.institution_id: one.school for one in found}
    return [
        _school(number, name, [one for one in found if one.institution_id == number])
        for number, name in schools.items()
    ]


def footing_json(one: Footing) -> dict[str, Any]:
    """A programme as `werkplaats report --json` gives it."""
    return {
        "programme": {"id": one.programme_id, "name": one.programme},
        "institution": {"id": one.institution_id, "name": one.school},
        "informed": len(one.informed),
        "agreed": len(one.agreed),
        "places": one.places,
        "rungs": [rung.value for rung in one.rungs],
        "single": one.single,
        "years": {year: {"informed": told, "agreements": made} for year, (told, made) in one.years.items()},
        "embedding": _embedded_json(one.embedded),
        "proposed": None if one.proposed is None else _embedded_json(one.proposed),
    }


def school_json(one: SchoolFooting) -> dict[str, Any]:
    """A school as `werkplaats report --json` gives it."""
    return {
        "institution": {"id": one.institution_id, "name": one.school},
        "programmes": one.programmes,
        "informed": one.informed,
        "agreed": one.agreed,
        "with_agreement": one.with_agreement,
        "single": one.single,
        "places": one.places,
    }


def mark_said(one: Footing) -> str:
    """The mark beside a programme: "rests on 1 teacher", "rests on 3", or "" where nobody was informed."""
    if not one.informed and not one.agreed:
        return ""
    count = len(one.holders)
    said = ngettext("rests on {n} teacher", "rests on {n} teachers", count).format(n=count)
    level = level_said(one.embedded.level)
    return said if one.embedded.level in {EmbeddingLevel.NONE, EmbeddingLevel.ONCE} else f"{said} · {level}"


def level_said(level: EmbeddingLevel) -> str:
    """How firmly it stands in the programme."""
    return {
        EmbeddingLevel.NONE: _("not in it yet"),
        EmbeddingLevel.ONCE: _("once"),
        EmbeddingLevel.YEAR: _("a year's agreement"),
        EmbeddingLevel.MANAGER: _("agreed with its manager"),
        EmbeddingLevel.STUDY_GUIDE: _("in the study guide"),
        EmbeddingLevel.COVENANT: _("covenant with the board"),
    }[level]


def rungs_said(one: Footing) -> str:
    """The levels of the ladder that were informed, lowest first."""
    return ", ".join(spoken_role(rung) for rung in one.rungs)


def _school(number: int, name: str, found: Sequence[Footing]) -> SchoolFooting:
    return SchoolFooting(
        institution_id=number,
        school=name,
        programmes=len(found),
        informed=len({person for one in found for person in one.informed}),
        agreed=len({person for one in found for person in one.agreed}),
        with_agreement=sum(bool(one.agreed) for one in found),
        single=sum(one.single is not None for one in found),
        places=sum(one.places for one in found),
    )


def _embedded_json(one: Embedded) -> dict[str, Any]:
    return {
        "id": one.id,
        "level": one.level.value,
        "evidence": one.evidence or None,
        "on": None if one.on is None else one.on.isoformat(),
        "page": one.page,
    }
