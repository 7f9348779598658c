"""The closed lists of the domain in the words of the screen, in the current language."""

from collections.abc import Sequence

from crm.case_words import Asked
from crm.language import _, ngettext
from crm.spoken import spoken_field as field_word
from crm.spoken import spoken_kind as kind_word
from crm.spoken import spoken_role as role_word
from crm.spoken import spoken_setting as setting_word
from crm.spoken import spoken_stage as stage_word
from crm.words import ActivityKind, ChangeKind, Consent, EntityKind, LeftOut, Method, Milestone, RoleKind, Target

__all__ = [
    "activity_word",
    "field_word",
    "kind_word",
    "label_word",
    "method_word",
    "role_word",
    "setting_word",
    "stage_word",
    "target_word",
]


def activity_word(kind: ActivityKind) -> str:
    """The activity as the timeline says it: "called"."""
    return {
        ActivityKind.MAIL: _("mail"),
        ActivityKind.CALL: _("call"),
        ActivityKind.VISIT: _("visit"),
        ActivityKind.MESSAGE: _("message"),
        ActivityKind.NOTE: _("note"),
        ActivityKind.STAGE: _("stage"),
    }[kind]


def label_word(name: str) -> str:
    """A field where little room is for its name."""
    short = {"email": _("e-mail"), "phone": _("phone"), "url": _("page"), "titles": _("titles")}
    return short.get(name) or field_word(name)


def contact_word(kind: str, direction: str | None) -> str:
    """As `happened_word`; a note that says who reached out is a contact in a way that nobody knows."""
    return _("contact") if kind == ActivityKind.NOTE and direction is not None else happened_word(kind)


def happened_word(kind: str) -> str:
    """What a line of a timeline is: an activity, or a milestone."""
    milestones = {
        Milestone.EXAMPLE: _("example"),
        Milestone.AGREEMENT: _("agreement"),
        Milestone.PROPOSAL: _("case"),
        Milestone.SPRINT: _("sprint"),
        Milestone.STEP_UP: _("higher up"),
        Milestone.SCOUTING: _("asks round"),
        Milestone.INTRODUCTION: _("named"),
    }
    return milestones[Milestone(kind)] if kind in set(Milestone) else activity_word(ActivityKind(kind))


def found_word(kind: EntityKind | Milestone | Asked) -> str:
    """What sort of thing a search found."""
    if isinstance(kind, Asked):
        return {Asked.COMPANY: _("company"), Asked.CASE: _("case")}[kind]
    return happened_word(kind) if isinstance(kind, Milestone) else kind_word(kind)


def places_said(left: int) -> str:
    """How many assignments an agreement still has room for."""
    return ngettext("{n} place left", "{n} places left", left).format(n=left)


def consent_word(consent: Consent) -> str:
    """Whether a teacher may be named higher up."""
    return {
        Consent.NONE: _("not asked"),
        Consent.ASKED: _("asked"),
        Consent.YES: _("yes"),
        Consent.NO: _("no"),
    }[consent]


def method_word(method: Method) -> str:
    """How a value was read."""
    return {
        Method.MANUAL: _("typed by hand"),
        Method.IMPORT: _("imported list"),
        Method.LINKEDIN: _("LinkedIn export"),
        Method.FEED: _("feed of the school"),
        Method.SCHEMA_ORG: _("data in the page"),
        Method.PROFILE: _("known sort of page"),
        Method.LABEL: _("beside its label"),
        Method.HEADING: _("heading"),
        Method.TEXT: _("running text"),
    }[method]


def written_said(count: int, files: str) -> str:
    """How many people a contact list holds, and where it is."""
    return ngettext("{n} person written to {file}.", "{n} people written to {file}.", count).format(n=count, file=files)


def page_word(kind: str) -> str:
    """What a page was taken for."""
    return {
        "course": _("course"),
        "course_list": _("courses"),
        "programme": _("programme"),
        "person": _("person"),
        "directory": _("people"),
    }.get(kind, _("other"))


def says_word(says: str) -> str:
    """What a mark or rule says that a piece of a page is."""
    if says in set(RoleKind):
        return role_word(RoleKind(says))
    return {
        "course_name": _("name of the course"),
        "course_code": _("course code"),
        "credits": _("credits"),
        "email": _("e-mail address"),
        "person": _("person; the role stands beside"),
        "job_title": _("job title of a person"),
        "nobody": _("no person"),
        "unsure": _("new, waits in review"),
    }[says]


def target_word(target: Target) -> str:
    """Whether the office is after it."""
    return {Target.YES: _("target"), Target.NO: _("no target"), Target.UNDECIDED: _("undecided")}[target]


def change_word(change: ChangeKind) -> str:
    """What the change feed says of a thing, in a word."""
    return {
        ChangeKind.NEW: _("new"),
        ChangeKind.CHANGED: _("changed"),
        ChangeKind.GONE: _("gone"),
        ChangeKind.BACK: _("back"),
    }[change]


def counted_word(kind: str, count: int) -> str:
    """So many courses, people or programmes, as the figures of a crawl count them."""
    one_and_many = {
        "courses": ngettext("{n} course", "{n} courses", count),
        "people": ngettext("{n} person", "{n} people", count),
        "programmes": ngettext("{n} programme", "{n} programmes", count),
    }
    return one_and_many[kind].format(n=count)


def kept_words(names: Sequence[str]) -> str:
    """Who stays when an import is taken back."""
    some = ", ".join(names[:5]) + (" …" if len(names) > 5 else "")
    return ngettext(
        "{n} person stays, for somebody has worked with them since: {names}.",
        "{n} people stay, for somebody has worked with them since: {names}.",
        len(names),
    ).format(n=len(names), names=some)


def state_word(state: str) -> str:
    """How a source stands after its last crawl."""
    known = {
        "never": _("never crawled"),
        "running": _("being crawled"),
        "folding": _("being crawled"),
        "finished": _("crawled"),
        "stopped": _("stopped"),
        "failed": _("failed"),
        "held": _("held"),
        "discarded": _("discarded"),
    }
    return known[state]


def left_out_word(why: LeftOut) -> str:
    """Why addresses were not visited: "robots.txt forbids it"."""
    return {
        LeftOut.BUDGET: _("known, not asked yet"),
        LeftOut.ROBOTS: _("robots.txt forbids it"),
        LeftOut.NOFOLLOW: _("the site asks not to follow the link"),
        LeftOut.ALIKE: _("views like them led to nothing new"),
        LeftOut.FILE: _("files, no pages"),
        LeftOut.PDF: _("PDFs that are no study guide by their name"),
        LeftOut.NO_PAGE: _("the answer was no page"),
        LeftOut.REDIRECT: _("leads on to another page"),
        LeftOut.ELSEWHERE: _("leads to another site"),
        LeftOut.NOT_PUBLIC: _("not public"),
        LeftOut.FEED: _("the feed has none of these"),
        LeftOut.DEEP: _("too many links from the start page"),
        LeftOut.TRAP: _("the address goes round in a circle"),
        LeftOut.FULL: _("more addresses than can be kept"),
        LeftOut.MISSING: _("pages that are not there, or no longer"),
    }[why]
