"""The rules of the funnel, read from `data/funnel/stages.toml`: what must be true to enter each stage."""

import tomllib
from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from crm.errors import StageError
from crm.language import _
from crm.resources import data_path
from crm.words import Stage


@dataclass(frozen=True, slots=True)
class StageRule:
    """What the data say of a stage. `order` is None for those beside the funnel.

    `only_from` does not hold for a lead that has one of `unless`.
    """

    order: int | None = None
    needs: tuple[str, ...] = ()
    only_from: tuple[Stage, ...] = ()
    unless: tuple[str, ...] = ()
    clears_next: bool = False


@dataclass(frozen=True, slots=True)
class FunnelRules:
    """All rules: of each stage, and of moving along the funnel."""

    stages: dict[Stage, StageRule]
    free_steps: int
    skip_needs: tuple[str, ...]
    back_needs: tuple[str, ...]

    def needs(self, ground: Stage, to: Stage, came_from: Stage) -> tuple[str, ...]:
        """What going to `to` asks for: "note", "until", "example", "agreement". Waking up where it stood asks nothing.

        `ground` is the last step of the funnel where the lead stood; `came_from` where it stands, perhaps beside it.
        """
        target, start = self.stages[to].order, self.stages[ground].order
        if target is None or start is None:
            return self.stages[to].needs
        if came_from in {Stage.DECLINED, Stage.DO_NOT_CONTACT}:
            return self.back_needs
        if target < start:
            return self.back_needs
        if target == start:
            return ()
        return self.skip_needs if target - start > self.free_steps else self.stages[to].needs


@cache
def rules() -> FunnelRules:
    """The rules as the data have them."""
    data = tomllib.loads(data_path("funnel/stages.toml").read_text(encoding="utf-8"))
    return FunnelRules(
        stages={Stage(name): _rule(values) for name, values in data["stages"].items()},
        free_steps=data["moves"]["free_steps"],
        skip_needs=tuple(data["moves"]["skip_needs"]),
        back_needs=tuple(data["moves"]["back_needs"]),
    )


def _rule(values: dict[str, object]) -> StageRule:
    def words(key: str) -> tuple[str, ...]:
        listed = values.get(key, ())
        return tuple(str(word) for word in listed) if isinstance(listed, Iterable) else ()

    order = values.get("order")
    return StageRule(
        order=order if isinstance(order, int) else None,
        needs=words("needs"),
        only_from=tuple(Stage(word) for word in words("only_from")),
        unless=words("unless"),
        clears_next=values.get("clears_next") is True,
    )


def check_move(
    *,
    came_from: Stage,
    ground: Stage,
    to: Stage,
    note: str | None,
    until: date | None,
    on: date,
    held: Container[str] = (),
) -> None:
    """Nothing when the move may be made. `held` (of "example", "agreement", "sprint"): what the lead has for a stage.

    Raises StageError saying what is missing: a note, a day to wake up, an example, an agreement, or the stage that
    must come before.
    """
    rule = rules().stages[to]
    if to is came_from and to is not Stage.RESTING:
        raise StageError(_("The lead stands at {stage} already.").format(stage=stage_name(to)))
    bound = rule.only_from and not any(what in held for what in rule.unless)
    if bound and came_from not in rule.only_from and ground not in rule.only_from:
        before = _(" or ").join(
            stage_name(stage) for stage in rule.only_from if rules().stages[stage].order is not None
        )
        raise StageError(_("{stage} comes only after {before}.").format(stage=stage_name(to), before=before))
    needs = rules().needs(ground, to, came_from)
    if "note" in needs and not (note and note.strip()):
        raise StageError(
            _("From {old} to {new} needs a note that says why (--note).").format(
                old=stage_name(came_from), new=stage_name(to)
            )
        )
    for what, sentence in _missing().items():
        if what in needs and what not in held:
            raise StageError(sentence)
    if "until" in needs and until is None:
        raise StageError(_("Resting needs the day on which it ends (--until)."))
    if until is not None and to is not Stage.RESTING:
        raise StageError(_("Only resting has an end (--until); {stage} has none.").format(stage=stage_name(to)))
    if until is not None and until <= on:
        raise StageError(_("The rest must end after it begins: {until} does not.").format(until=until.isoformat()))


def _missing() -> dict[str, str]:
    return {
        "example": _(
            "The stage examples needs an example of what the students work on: ‹x› records one (`lead example`)."
        ),
        "agreement": _("The stage agreement needs an agreement that stands: ‹g› makes one (`lead agree`)."),
    }


def stage_name(stage: Stage) -> str:
    """The stage as it is said on screen, in the current language."""
    return {
        Stage.MAPPED: _("mapped"),
        Stage.WARM: _("warm"),
        Stage.INFORMED: _("informed"),
        Stage.EXAMPLES: _("examples"),
        Stage.AGREEMENT: _("agreement"),
        Stage.SPRINT: _("sprint"),
        Stage.RESTING: _("resting"),
        Stage.DECLINED: _("declined"),
        Stage.DO_NOT_CONTACT: _("do not contact"),
    }[stage]
