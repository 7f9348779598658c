"""The closed lists of what businesses ask and what comes of it: cases, offers, sprints. Others are in `crm.words`."""

from enum import StrEnum


class CaseState(StrEnum):
    """How a business's question stands: come in, fit to offer, offered to a teacher, placed, done, or withdrawn."""

    NEW = "new"
    FIT = "fit"
    OFFERED = "offered"
    PLACED = "placed"
    DONE = "done"
    WITHDRAWN = "withdrawn"


OPEN_CASES = (CaseState.NEW, CaseState.FIT, CaseState.OFFERED)
"""A business still waits for a team."""


class CompanySize(StrEnum):
    """How large a business is, by people at work (Recommendation 2003/361/EC): below 10, 50, 250, or more."""

    MICRO = "micro"
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


class Asked(StrEnum):
    """What search finds that is neither of the map nor said by a teacher: a company, and its question."""

    COMPANY = "company"
    CASE = "case"


class ProposalState(StrEnum):
    """How a case that was put to a teacher stands. `PREPARED`: chosen, and in no message that was sent yet."""

    PREPARED = "prepared"
    SENT = "sent"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    MAYBE = "maybe"
    WITHDRAWN = "withdrawn"


class SprintState(StrEnum):
    """How a digital sprint stands."""

    PLANNED = "planned"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"


class SprintStepKind(StrEnum):
    """The dated steps that guide a sprint."""

    INTAKE = "intake"
    KICK_OFF = "kick_off"
    HALFWAY = "halfway"
    FINAL = "final"
    EVALUATION = "evaluation"


class Party(StrEnum):
    """Who takes part in a sprint: the business, the teacher, the team of students, and the office."""

    COMPANY = "company"
    TEACHER = "teacher"
    TEAM = "team"
    OFFICE = "office"
