"""Every action of the app, once: its key, its words, and where it works.

Key bindings, the footer, the palette and the help are all read from this list, so they cannot disagree. A key means
the same wherever it works. Words are English here and are translated where they are shown.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from textual.binding import Binding, BindingType

from crm.language import write_keys

TODAY, LEADS, LEAD, PROGRAMMES, CHANGES, SCHOOLS = "today", "leads", "lead", "programmes", "changes", "schools"
PAGE, REVIEW, IMPORT, DUPLICATES = "page", "review", "import", "duplicates"
"""Places that are gone to from others: a crawled page as text, the review list, a file, and who is here twice."""

FOOTING, LADDERS, YEAR = "footing", "ladders", "year"
"""How firmly each wanted programme stands, who stands where at one school, and the turn of the school year."""

REPORT = "report"
"""What came of it."""

CASES, CASE = "cases", "case"
"""What businesses ask, and one such question."""

SPRINTS, SPRINT = "sprints", "sprint"
"""What student teams work on, and one such sprint."""

PLACES = (TODAY, LEADS, PROGRAMMES, CHANGES, SCHOOLS, CASES)
"""The places that numbers lead to, in order."""

BAR = (*PLACES, REPORT, SPRINTS)
"""What the bar above every place shows, in order: also the two places that are put upon another."""

EVERYWHERE = frozenset(
    {*PLACES, LEAD, PAGE, REVIEW, IMPORT, DUPLICATES, FOOTING, LADDERS, YEAR, CASE, REPORT, SPRINTS, SPRINT}
)
_PEOPLE = frozenset({TODAY, LEADS, LEAD, PROGRAMMES, LADDERS, YEAR})
_CASES = frozenset({CASES, CASE})
_SPRINTS = frozenset({SPRINTS, SPRINT})
_WORKED = _PEOPLE | _CASES
_MOVED = _WORKED | _SPRINTS
_UP = frozenset({LEAD, LADDERS})
_MAP = frozenset({LEAD, PROGRAMMES, FOOTING})
_FILTERED = frozenset({LEADS, PROGRAMMES, CHANGES, CASES})
_DECIDED = frozenset({SCHOOLS, REVIEW, IMPORT, DUPLICATES})
_LATER = frozenset({TODAY, REVIEW, DUPLICATES, LEAD, CASE})
_TWICE = "Who is probably here twice: the same, not the same, or later."
_READ = frozenset({LEAD, PROGRAMMES, CHANGES, SCHOOLS, REVIEW})
_LEARNT = frozenset({SCHOOLS, PAGE})
_IMPORTING = frozenset({TODAY, LEADS, PROGRAMMES, SCHOOLS, CASES, SPRINTS})
_ON_THINGS = EVERYWHERE - {IMPORT, REPORT, SPRINTS, SPRINT}
_ADDING = frozenset({TODAY, PROGRAMMES, SCHOOLS, CASES, SPRINTS})


_own: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class Action:
    """One thing the user can do. `key` as Textual names it; `shows` as it is written on a keyboard."""

    id: str
    key: str
    shows: str
    label: str
    says: str
    places: frozenset[str]

    @property
    def written(self) -> str:
        """Its key as it is written now: the user's own, else the usual one."""
        return _own.get(self.id, self.shows)

    def binding(self) -> Binding:
        """The key binding; its id lets a keymap give the action another key."""
        return Binding(self.key, f"app.do('{self.id}')", self.label, show=False, tooltip=self.says, id=self.id)


ACTIONS: tuple[Action, ...] = (
    Action("today", "1", "1", "Today", "What now? Everything that is due, each with its reason.", EVERYWHERE),
    Action("leads", "2", "2", "Leads", "How do we stand? The funnel and everyone in it.", EVERYWHERE),
    Action("programmes", "3", "3", "Programmes", "Who teaches what, where? The map of the schools.", EVERYWHERE),
    Action("changes", "4", "4", "Changes", "What changed on the schools' sites?", EVERYWHERE),
    Action("schools", "5", "5", "Schools", "Is the map fresh? The schools, their schedule and crawls.", EVERYWHERE),
    Action("cases", "6", "6", "Cases", "What do businesses ask, and who waits longest?", EVERYWHERE),
    Action("report", "7", "7", "Report", "What came of it? The figures of the office.", EVERYWHERE),
    Action("sprints", "8", "8", "Sprints", "What do student teams work on, and what comes next?", EVERYWHERE),
    Action("enter", "enter", "enter", "open", "Opens what the cursor is on.", _ON_THINGS | _SPRINTS | {REPORT}),
    Action("back", "escape", "esc", "back", "Back to where you came from, or out of the filter.", EVERYWHERE),
    Action("log", "l", "l", "log", "Writes down a mail, call, visit, message or note.", _WORKED),
    Action("message", "m", "m", "message", "The next message: you send it, and it is logged.", _WORKED),
    Action("held", "P", "P", "doubted mail", "Mail that may not be from whom it says: yes or no.", _PEOPLE),
    Action(
        "stage", "s", "s", "stage", "Moves to another stage of the funnel; a case or sprint to another state.", _MOVED
    ),
    Action("next", "n", "n", "next action", "Plans what comes next, and when; moves a sprint.", _MOVED),
    Action("example", "x", "x", "example", "Keeps what the students work on, in their own words.", _PEOPLE),
    Action("agreement", "g", "g", "agreement", "Keeps what was agreed for a course and a school year.", _PEOPLE),
    Action("propose", "c", "c", "propose", "Proposes the best fitting case, or to the best fitting teacher.", _WORKED),
    Action(
        "scout", "S", "S", "asks round", "A scout asks round for us: whom, by when; Today asks what came of it.", _UP
    ),
    Action("step_up", "e", "e", "higher up", "Takes it to who stands above, with the reason.", _PEOPLE),
    Action("later", "z", "z", "later", "Puts this off to another day; a case: maybe, later.", _LATER),
    Action(
        "yes",
        "y",
        "y",
        "yes, so",
        "It is so, and goes on the map; crawl: decides; file: takes it in; Today, sprint: does it; case: yes.",
        _DECIDED | _SPRINTS | {TODAY, FOOTING, YEAR, LEAD, CASE},
    ),
    Action(
        "no",
        "b",
        "b",
        "not so",
        "It is not so: it stays off the map, whatever pages say; on Today: not this one; a case: no.",
        frozenset({TODAY, REVIEW, DUPLICATES, YEAR, LEAD, CASE}),
    ),
    Action("lead", "k", "k", "make lead", "Makes a lead of this person.", _PEOPLE),
    Action("add", "a", "a", "add", "Adds a school, a case, a person, or the sprint of a case.", _ADDING),
    Action("edit", "i", "i", "edit", "Corrects this value; no crawl overwrites it.", _MAP | _CASES | {IMPORT, SPRINT}),
    Action("target", "t", "t", "target", "Marks whether the office is after this: yes, no, undecided.", _MAP),
    Action("why", "w", "w", "why", "Why this stands here, and from which page.", _ON_THINGS),
    Action("open", "o", "o", "web page", "Opens its page in the browser.", _ON_THINGS),
    Action("read", "O", "O", "page as text", "Shows its crawled page as text, with what was found in it.", _READ),
    Action("rules", "L", "L", "rules", "What was learnt of this site by showing it; takes it back.", _LEARNT),
    Action("review", "R", "R", "review", "What pages say without making it sure: yes, no or later.", EVERYWHERE),
    Action("duplicates", "d", "d", "duplicates", "Who may be this person as well.", _PEOPLE),
    Action("twice", "D", "D", "here twice", _TWICE, EVERYWHERE),
    Action("privacy", "v", "v", "privacy", "What is held of them, and on what ground; objection, erasure.", _PEOPLE),
    Action("office_privacy", "N", "N", "notices", "Who has to be told, what may be let go, the register.", EVERYWHERE),
    Action("linkedin", "p", "p", "LinkedIn", "Looks for the person on LinkedIn, in the browser.", _PEOPLE | {SCHOOLS}),
    Action("crawl", "r", "r", "crawl", "Starts a crawl of this school, and follows it.", frozenset({SCHOOLS})),
    Action("stop", "h", "h", "halt", "Stops the crawl; what was read is kept.", frozenset({SCHOOLS})),
    Action("filter", "f", "f", "filter", "Filters this list as you type.", _FILTERED),
    Action(
        "mark", "space", "space", "mark", "Marks the row, to act on several at once.", frozenset({LEADS, PAGE, IMPORT})
    ),
    Action(
        "import",
        "I",
        "I",
        "import",
        "Takes in a file: contacts, LinkedIn, cases, answers, sprints.",
        _IMPORTING,
    ),
    Action("gaps", "V", "V", "what is short", "Open cases against free places, and whom to call.", frozenset({CASES})),
    Action("mine", "M", "M", "mine or all", "Only your own leads, or everybody's.", frozenset({LEADS})),
    Action("lists", "K", "K", "kept lists", "Your kept lists; keeps this filter under a name.", frozenset({LEADS})),
    Action(
        "export",
        "E",
        "E",
        "contact list",
        "Exports this filter as a contact list: who is in it, who not, then written.",
        frozenset({LEADS}),
    ),
    Action("funnel", "F", "F", "funnel", "What share goes on, how long they stand, what is stuck.", frozenset({LEADS})),
    Action(
        "give", "G", "G", "give to", "Gives the lead to another owner, a sprint to another teacher.", _PEOPLE | _SPRINTS
    ),
    Action("away", "W", "W", "away", "You are away: a colleague sees your due work meanwhile.", frozenset({TODAY})),
    Action(
        "calendar", "C", "C", "school year", "Keeps a period or holiday as the school has it.", frozenset({SCHOOLS})
    ),
    Action("evaluate", "T", "T", "look back", "What business, teacher and team said of it; asks them.", _SPRINTS),
    Action("undo", "u", "u", "undo", "Takes back your last action, and says which.", EVERYWHERE),
    Action("examples", "X", "X", "all examples", "What students work on, of all teachers: type to find.", EVERYWHERE),
    Action("footing", "H", "H", "how firmly", "How firmly does each wanted programme stand, and on whom?", EVERYWHERE),
    Action("year", "J", "J", "turn of the year", "The agreements of the year: renew, ask, end.", EVERYWHERE),
    Action(
        "save",
        "B",
        "B",
        "as a page",
        "Writes the figures, or the assignment of a sprint, as a page.",
        _SPRINTS | {REPORT},
    ),
    Action("search", "slash", "/", "search", "Searches everything; typing errors are forgiven.", EVERYWHERE),
    Action("palette", "colon,ctrl+p", ":", "commands", "Every action, by name.", EVERYWHERE),
    Action("help", "question_mark", "?", "keys", "The keys that work here.", EVERYWHERE),
    Action("theme", "ctrl+t", "ctrl+t", "dark or light", "Changes between dark and light.", EVERYWHERE),
    Action("quit", "ctrl+q", "ctrl+q", "quit", "Leaves.", EVERYWHERE),
)
BY_ID = {action.id: action for action in ACTIONS}


def use_keys(own: Mapping[str, str]) -> None:
    """Writes these actions with these keys from now on, all others with their usual ones; sentences do so too."""
    _own.clear()
    _own.update(own)
    write_keys({BY_ID[one].shows: key for one, key in own.items() if one in BY_ID})


def key_of(action: str) -> str:
    """The key of an action as it is written now. Raises KeyError for one that does not exist."""
    return BY_ID[action].written


def here(place: str) -> list[Action]:
    """The actions that work in `place`, in the order of the registry."""
    return [action for action in ACTIONS if place in action.places]


def bindings_for(place: str) -> list[BindingType]:
    """The key bindings of the place `place`."""
    return [action.binding() for action in here(place)]


def named(ids: Iterable[str]) -> list[Action]:
    """The actions with these ids, in that order. Raises KeyError for one that does not exist."""
    return [BY_ID[one] for one in ids]
