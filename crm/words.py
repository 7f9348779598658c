"""The closed lists of the domain: what a column or a command may say. Dutch words for them are in the catalogue."""

from enum import StrEnum

BY_HAND = "by hand"
"""Where a value comes from that a person typed, as it is kept in place of a page or a file."""


class Level(StrEnum):
    """Sort of school: research university, university of applied sciences, vocational."""

    WO = "wo"
    HBO = "hbo"
    MBO = "mbo"


class EntityKind(StrEnum):
    """What a sighting can be about."""

    INSTITUTION = "institution"
    UNIT = "unit"
    PROGRAMME = "programme"
    COURSE = "course"
    PERSON = "person"
    ROLE = "role"


class Target(StrEnum):
    """Whether the office is after this (beoogd). `UNDECIDED` inherits from what stands above."""

    YES = "yes"
    NO = "no"
    UNDECIDED = "undecided"


class RoleKind(StrEnum):
    """What a person is; the first six are the rungs of the ladder, lowest first."""

    TEACHER = "teacher"
    COURSE_COORDINATOR = "course_coordinator"
    PROGRAMME_COORDINATOR = "programme_coordinator"
    PROGRAMME_DIRECTOR = "programme_director"
    DEAN = "dean"
    BOARD = "board"
    CONTACT = "contact"
    INTERNSHIP_COORDINATOR = "internship_coordinator"
    STAFF = "staff"


RUNGS = (
    RoleKind.TEACHER,
    RoleKind.COURSE_COORDINATOR,
    RoleKind.PROGRAMME_COORDINATOR,
    RoleKind.PROGRAMME_DIRECTOR,
    RoleKind.DEAN,
    RoleKind.BOARD,
)
"""The ladder, lowest rung first."""


class Setting(StrEnum):
    """Where a case can land."""

    COURSE = "course"
    INTERNSHIP = "internship"
    GRADUATION = "graduation"
    MINOR = "minor"
    ELECTIVE = "elective"
    HONOURS = "honours"
    PROJECT_WEEK = "project_week"


class Method(StrEnum):
    """How a value was read, most trusted first: among sightings that disagree the earlier in this list wins.

    A list of the office's own (`import`) stands right behind what is typed: somebody chose the file and saw what would
    become of each row. A LinkedIn export (`linkedin`) says what people write of themselves, often long ago and with a
    private address: what a school's page says beside a label is believed before it.
    """

    MANUAL = "manual"
    IMPORT = "import"
    FEED = "feed"
    SCHEMA_ORG = "schema.org"
    PROFILE = "profile"
    LABEL = "label"
    LINKEDIN = "linkedin"
    HEADING = "heading"
    TEXT = "text"

    @property
    def rank(self) -> int:
        """Where it stands in this list: 0 is trusted most."""
        return _RANKS[self]


_RANKS = {method: rank for rank, method in enumerate(Method)}

IMPORTED = (Method.IMPORT, Method.LINKEDIN)
"""Read from a file that somebody handed over, and so on no source's page."""


class Stage(StrEnum):
    """Where a lead stands in the funnel, or beside it."""

    MAPPED = "mapped"
    WARM = "warm"
    INFORMED = "informed"
    EXAMPLES = "examples"
    AGREEMENT = "agreement"
    SPRINT = "sprint"
    RESTING = "resting"
    DECLINED = "declined"
    DO_NOT_CONTACT = "do_not_contact"


FUNNEL = (Stage.MAPPED, Stage.WARM, Stage.INFORMED, Stage.EXAMPLES, Stage.AGREEMENT, Stage.SPRINT)
"""The stages in order; the three others stand beside it."""


class ActivityKind(StrEnum):
    """Anything that happened with a lead."""

    MAIL = "mail"
    CALL = "call"
    VISIT = "visit"
    MESSAGE = "message"
    NOTE = "note"
    STAGE = "stage"


class Milestone(StrEnum):
    """What stands in a lead's timeline beside its activities."""

    EXAMPLE = "example"
    AGREEMENT = "agreement"
    PROPOSAL = "proposal"
    SPRINT = "sprint"
    STEP_UP = "escalation"
    SCOUTING = "scouting"
    INTRODUCTION = "introduction"


REACHED_OUT = (ActivityKind.MAIL, ActivityKind.MESSAGE, ActivityKind.CALL)
"""An outgoing one of these, not answered, makes a mapped lead *approached*."""


class Direction(StrEnum):
    """Who reached out: we (`out`) or they, answering or on their own (`in`)."""

    OUT = "out"
    IN = "in"


class Basis(StrEnum):
    """Ground for reaching someone by a channel (Telecommunicatiewet 11.7)."""

    CONSENT = "consent"
    RELATION = "relation"
    DESIGNATED_ADDRESS = "designated_address"
    NONE = "none"


class Channel(StrEnum):
    """By which road somebody is reached. A ground for the one is none for another. No post: no address is kept."""

    EMAIL = "email"
    PHONE = "phone"
    LINKEDIN = "linkedin"


class Recipients(StrEnum):
    """Whom an export is about: all at the schools, who teaches, or whom we talk to at businesses or partners."""

    PEOPLE = "people"
    TEACHERS = "teachers"
    COMPANIES = "companies"
    PARTNERS = "partners"


class StopKind(StrEnum):
    """Why no more mail goes to an address, lightest first. All but the first end every approach, by whatever road."""

    UNSUBSCRIBED = "unsubscribed"
    COMPLAINED = "complained"
    OBJECTED = "objected"


class Right(StrEnum):
    """What not everybody of a team need be allowed: to take a contact list out, and to erase somebody."""

    EXPORT = "export"
    ERASE = "erase"


class Consent(StrEnum):
    """Whether a teacher agreed to be named to somebody higher up. `NONE`: nobody asked."""

    NONE = "none"
    ASKED = "asked"
    YES = "yes"
    NO = "no"


class Whose(StrEnum):
    """Who promised: the office (`ours`) or the other one (`theirs`)."""

    OURS = "ours"
    THEIRS = "theirs"


class PromiseState(StrEnum):
    """How a promise stands."""

    OPEN = "open"
    KEPT = "kept"
    BROKEN = "broken"


class Formality(StrEnum):
    """How somebody is addressed: *je* or *u*."""

    INFORMAL = "informal"
    FORMAL = "formal"


class MessageStep(StrEnum):
    """What a message is for: the step of the work that a template belongs to, and that a cadence names."""

    FIRST_COLD = "first_cold"
    FIRST_WARM = "first_warm"
    REMINDER = "reminder"
    INFORMATION = "information"
    EXAMPLES = "examples"
    AGREEMENT = "agreement"
    THANKS = "thanks"
    COORDINATOR = "coordinator"
    DIRECTOR = "director"
    FORWARD = "forward"
    CASES = "cases"
    EVALUATION = "evaluation"
    RECEIPT = "receipt"


class MessageState(StrEnum):
    """How a message stands: written, handed to the mail program, sent as its writer said, or dropped."""

    DRAFT = "draft"
    HANDED_OVER = "handed_over"
    SENT = "sent"
    DROPPED = "dropped"


class SchoolTime(StrEnum):
    """What a stretch of a school's calendar is: lessons (a period, block or semester), exams, or a holiday."""

    PERIOD = "period"
    EXAMS = "exams"
    HOLIDAY = "holiday"


class EmbeddingLevel(StrEnum):
    """How firmly digital sprints stand in a programme, loosest first."""

    NONE = "none"
    ONCE = "once"
    YEAR = "year"
    MANAGER = "manager"
    STUDY_GUIDE = "study_guide"
    COVENANT = "covenant"


class ImportKind(StrEnum):
    """What sort of file was imported."""

    CONTACTS = "contacts"
    LINKEDIN = "linkedin"


class SheetKind(StrEnum):
    """What the rows of a sheet are, of which it is remembered which column holds what."""

    CONTACTS = "contacts"
    CASES = "cases"
    SPRINTS = "sprints"


class SourceKind(StrEnum):
    """What runs at a source; `AUTO` finds out."""

    AUTO = "auto"
    SITE = "site"
    OOAPI = "ooapi"
    OSIRIS = "osiris"
    PURE = "pure"
    RIO = "rio"


class RuleState(StrEnum):
    """How a rule of a site stands: proposed by what is known of its pages, or kept and read by."""

    PROPOSED = "proposed"
    KEPT = "kept"


class RunKind(StrEnum):
    """What a run reads: the school's servers, or the archive of their pages once more."""

    CRAWL = "crawl"
    REREAD = "reread"


class RunState(StrEnum):
    """How a run stands. One that died is found by its lock and taken over under the same number.

    `HELD`: it found far less than the last finished one, and waits for somebody to accept or discard it.
    """

    RUNNING = "running"
    FOLDING = "folding"
    FINISHED = "finished"
    STOPPED = "stopped"
    FAILED = "failed"
    HELD = "held"
    DISCARDED = "discarded"


class PageState(StrEnum):
    """How an address stands: known and not yet asked, read, answered with an error, gone, or left out and why."""

    WAITING = "waiting"
    READ = "read"
    FAILED = "failed"
    GONE = "gone"
    SKIPPED = "skipped"


SITEMAP = "sitemap"
"""The kind of an address that is a sitemap: asked conditionally like a page, but no page and not counted as one."""


class LeftOut(StrEnum):
    """Why an address that a crawl knows was not visited."""

    BUDGET = "budget"
    ROBOTS = "robots"
    NOFOLLOW = "nofollow"
    ALIKE = "alike"
    FILE = "file"
    PDF = "pdf"
    NO_PAGE = "no_page"
    REDIRECT = "redirect"
    ELSEWHERE = "elsewhere"
    NOT_PUBLIC = "not_public"
    FEED = "feed"
    DEEP = "deep"
    TRAP = "trap"
    FULL = "full"
    MISSING = "missing"


class ChangeKind(StrEnum):
    """What the change feed says of a thing."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"
    BACK = "back"


class MarkKind(StrEnum):
    """What a keyed hash of the suppression list was made of."""

    EMAIL = "email"
    PROFILE = "profile"
    PAGE = "page"
    NAME = "name"
    WRITING = "writing"
    """A way to write the name, as it is found in running text."""
    FIRST_WORD = "first_word"
    """The first word of such a way: where to begin looking."""


class SuppressedWhy(StrEnum):
    """Why somebody must not come back."""

    ERASED = "erased"
    UNSUBSCRIBED = "unsubscribed"


class PastOf(StrEnum):
    """Figures of the report to which people who are not here any more added: see `PastFigure`."""

    ROUTE = "route"
    STAGE = "stage"
    TEMPLATE = "template"
    MATCH = "match"
    STEP_UP = "step_up"
    NAMED = "named"
