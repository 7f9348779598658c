"""What colours mean. A tone is a meaning ("late", "stage-warm"); the themes say which colour it has.

One hue a stage; red only for what is overdue or lost; dim for what is secondary. A tone never stands alone: a glyph or
a word says the same, so that a screen without colour loses nothing.
"""

from textual.theme import Theme

from crm.words import Stage

_STAGES_DARK = {
    Stage.MAPPED: "#93a1b3",
    Stage.WARM: "#e3ad5c",
    Stage.INFORMED: "#6cb6dd",
    Stage.EXAMPLES: "#b49ae6",
    Stage.AGREEMENT: "#86cb86",
    Stage.SPRINT: "#45c9ad",
    Stage.RESTING: "#93a1b3",
    Stage.DECLINED: "#ef6f6c",
    Stage.DO_NOT_CONTACT: "#ef6f6c",
}
_STAGES_LIGHT = {
    Stage.MAPPED: "#5c6878",
    Stage.WARM: "#8f5b00",
    Stage.INFORMED: "#0b629a",
    Stage.EXAMPLES: "#6a3fb5",
    Stage.AGREEMENT: "#1f7a2e",
    Stage.SPRINT: "#00756a",
    Stage.RESTING: "#5c6878",
    Stage.DECLINED: "#b3261e",
    Stage.DO_NOT_CONTACT: "#b3261e",
}


def stage_tone(stage: Stage) -> str:
    """The tone of a stage: "stage-warm"."""
    return f"stage-{stage.value.replace('_', '-')}"


TONES: dict[str, str] = {
    "": "",
    "strong": "bold",
    "dim": "$tone-dim",
    "rule": "$tone-rule",
    "late": "bold $tone-late",
    "new": "$tone-new",
    "key": "bold $tone-key",
    "here": "bold $tone-key reverse",
    "good": "$tone-new",
    "match": "bold underline",
    **{stage_tone(stage): f"${stage_tone(stage)}" for stage in Stage},
    **{f"{stage_tone(stage)}-here": f"bold ${stage_tone(stage)} reverse" for stage in Stage},
}
"""Tone → Textual style."""


def _variables(
    stages: dict[Stage, str], *, dim: str, rule: str, late: str, new: str, key: str, row: str
) -> dict[str, str]:
    return {
        "tone-dim": dim,
        "tone-rule": rule,
        "tone-late": late,
        "tone-new": new,
        "tone-key": key,
        "row-cursor": row,
        **{stage_tone(stage): colour for stage, colour in stages.items()},
    }


DARK = Theme(
    name="werkplaats-dark",
    primary="#6cb6dd",
    secondary="#45c9ad",
    accent="#e3ad5c",
    foreground="#d8dee6",
    background="#12161b",
    surface="#171c22",
    panel="#1e252d",
    error="#ef6f6c",
    warning="#e3ad5c",
    success="#86cb86",
    variables=_variables(
        _STAGES_DARK, dim="#8793a3", rule="#39434f", late="#ef6f6c", new="#86cb86", key="#e3ad5c", row="#27313c"
    ),
)
LIGHT = Theme(
    name="werkplaats-light",
    primary="#0b629a",
    secondary="#00756a",
    accent="#8f5b00",
    foreground="#1d232b",
    background="#fbfaf7",
    surface="#f3f1ec",
    panel="#eae7df",
    error="#b3261e",
    warning="#8f5b00",
    success="#1f7a2e",
    dark=False,
    variables=_variables(
        _STAGES_LIGHT, dim="#5c6878", rule="#c9c4b8", late="#b3261e", new="#1f7a2e", key="#8f5b00", row="#e2e6ea"
    ),
)
DEFAULTS: dict[bool, dict[str, str]] = {True: DARK.variables, False: LIGHT.variables}
"""Colours of the tones under a theme that does not name them, by whether it is dark."""
