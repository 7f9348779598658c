"""Days and words as a person says them, in the current language."""

import errno
import re
from datetime import date

from crm.case_words import Party, SprintState, SprintStepKind
from crm.language import _, current_language, ngettext
from crm.words import BY_HAND, Basis, Channel, EntityKind, RoleKind, Setting, Stage, StopKind

_PDF_PAGE = re.compile(r"PDF page (\d+): (.*)", re.DOTALL)
"""How the crawler writes down on which page of a document something stands."""

_FILE_LINE = re.compile(r"(.+), line (\d+)", re.DOTALL)
"""How an import writes down on which line of which file something stands."""

_PROPOSAL = re.compile(r"(?:proposal|voorstel) (\d+)")
"""How a sprint writes down which proposal it came of, in whatever language it was started."""

_MONTHS = {
    "nl": ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}


def spoken_day(day: date, today: date | None) -> str:
    """The day without its weekday, "19 nov"; with the year when that is not the year of `today` (None: always)."""
    said = f"{day.day} {_MONTHS[current_language()][day.month - 1]}"
    return said if today is not None and day.year == today.year else f"{said} {day.year}"


def spoken_late(days: int) -> str:
    """How late: "4 days late", "today"."""
    return ngettext("{n} day late", "{n} days late", days).format(n=days) if days > 0 else _("today")


def spoken_role(kind: RoleKind) -> str:
    """A role as it is called at a school."""
    return {
        RoleKind.TEACHER: _("teacher"),
        RoleKind.COURSE_COORDINATOR: _("course coordinator"),
        RoleKind.PROGRAMME_COORDINATOR: _("programme coordinator"),
        RoleKind.PROGRAMME_DIRECTOR: _("programme director"),
        RoleKind.DEAN: _("dean"),
        RoleKind.BOARD: _("board member"),
        RoleKind.CONTACT: _("contact person"),
        RoleKind.INTERNSHIP_COORDINATOR: _("internship coordinator"),
        RoleKind.STAFF: _("staff member"),
    }[kind]


def spoken_setting(setting: Setting) -> str:
    """Where a case can land."""
    return {
        Setting.COURSE: _("course"),
        Setting.INTERNSHIP: _("internship"),
        Setting.GRADUATION: _("graduation"),
        Setting.MINOR: _("minor"),
        Setting.ELECTIVE: _("elective"),
        Setting.HONOURS: _("honours"),
        Setting.PROJECT_WEEK: _("project week"),
    }[setting]


def spoken_sprint(state: SprintState) -> str:
    """How a sprint stands."""
    return {
        SprintState.PLANNED: _("planned"),
        SprintState.RUNNING: _("running"),
        SprintState.DONE: _("done"),
        SprintState.STOPPED: _("stopped"),
    }[state]


def spoken_step(kind: SprintStepKind) -> str:
    """A step of a sprint."""
    return {
        SprintStepKind.INTAKE: _("intake"),
        SprintStepKind.KICK_OFF: _("kick-off"),
        SprintStepKind.HALFWAY: _("half-way"),
        SprintStepKind.FINAL: _("final presentation"),
        SprintStepKind.EVALUATION: _("evaluation"),
    }[kind]


def spoken_party(party: Party) -> str:
    """Who takes part in a sprint."""
    return {
        Party.COMPANY: _("the business"),
        Party.TEACHER: _("the teacher"),
        Party.TEAM: _("the team"),
        Party.OFFICE: _("the office"),
    }[party]


def spoken_stage(stage: Stage) -> str:
    """The stage as it stands in the funnel bar: "Informed"."""
    return {
        Stage.MAPPED: _("Mapped"),
        Stage.WARM: _("Warm"),
        Stage.INFORMED: _("Informed"),
        Stage.EXAMPLES: _("Examples"),
        Stage.AGREEMENT: _("Agreement"),
        Stage.SPRINT: _("Sprint"),
        Stage.RESTING: _("Resting"),
        Stage.DECLINED: _("Declined"),
        Stage.DO_NOT_CONTACT: _("Do not contact"),
    }[stage]


def spoken_basis(basis: Basis) -> str:
    """On what ground somebody may be reached, in the current language."""
    return {
        Basis.CONSENT: _("consent"),
        Basis.RELATION: _("relation"),
        Basis.DESIGNATED_ADDRESS: _("designated address"),
        Basis.NONE: _("none"),
    }[basis]


def spoken_channel(channel: Channel) -> str:
    """A way to reach somebody, in the current language."""
    return {Channel.EMAIL: _("e-mail"), Channel.PHONE: _("phone"), Channel.LINKEDIN: "LinkedIn"}[channel]


def spoken_stop(kind: StopKind) -> str:
    """Why somebody is not reached any more."""
    return {
        StopKind.UNSUBSCRIBED: _("unsubscribed from mail"),
        StopKind.COMPLAINED: _("marked mail as unwanted"),
        StopKind.OBJECTED: _("objected"),
    }[kind]


def spoken_kind(kind: EntityKind) -> str:
    """What sort of thing it is."""
    return {
        EntityKind.INSTITUTION: _("school"),
        EntityKind.UNIT: _("unit"),
        EntityKind.PROGRAMME: _("programme"),
        EntityKind.COURSE: _("course"),
        EntityKind.PERSON: _("person"),
        EntityKind.ROLE: _("role"),
    }[kind]


def spoken_field(field: str) -> str:
    """A field of the map, or a kind of role, as it is said."""
    if field in set(RoleKind):
        return spoken_role(RoleKind(field))
    known = {
        "name": _("name"),
        "code": _("code"),
        "level": _("level"),
        "degree": _("degree"),
        "unit": _("unit"),
        "credits": _("credits"),
        "credits_text": _("credits"),
        "period": _("period"),
        "school_year": _("school year"),
        "language": _("language"),
        "description": _("description"),
        "email": _("e-mail address"),
        "phone": _("phone number"),
        "profile": _("LinkedIn profile"),
        "school": _("school"),
        "organisation": _("organisation"),
        "titles": _("titles"),
        "role": _("role"),
        "url": _("page"),
        "designated_quote": _("invitation to mail"),
    }
    return known.get(field, field)


def spoken_page(page: str) -> str:
    """Where something stands: a page by its address; a line of a file in the user's language."""
    found = _FILE_LINE.fullmatch(page)
    return _("{file}, line {n}").format(file=found[1], n=found[2]) if found else page


def spoken_evidence(words: str | None) -> str | None:
    """The words of a page that say something; of a document, the page it stands on is said in the user's language."""
    found = _PDF_PAGE.match(words or "")
    return _("PDF page {n}: {words}").format(n=found[1], words=found[2]) if found else words


def spoken_reason(error: OSError) -> str:
    """Why a file could not be read or written, as a person would say it; the computer's own words for what is rare."""
    said = {
        errno.ENOENT: _("there is no such file or folder"),
        errno.EACCES: _("you have no permission for it"),
        errno.EPERM: _("you have no permission for it"),
        errno.EROFS: _("that disk is read-only"),
        errno.ENOSPC: _("the disk is full"),
        errno.EISDIR: _("it is a folder"),
        errno.ENOTDIR: _("what should be a folder is a file"),
        errno.ENAMETOOLONG: _("the name is too long"),
    }
    return said.get(error.errno or 0) or error.strerror or str(error)


def spoken_source(source: str) -> str:
    """Where a case or sprint was taken from: by hand, or file and line, or a proposal, in the current language."""
    if source == BY_HAND:
        return _("by hand")
    proposal = _PROPOSAL.fullmatch(source)
    return _("proposal {id}").format(id=proposal[1]) if proposal is not None else spoken_page(source)


def as_sentence(text: str) -> str:
    """A text as a sentence of its own: with a point, unless it ends in a mark already."""
    return text if text.endswith(("?", "!", ".", "…")) else f"{text}."
