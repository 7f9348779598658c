"""Why to go higher up, and with whom: asked in plain SQL, so that Today and a lead's own screen say the same.

Four reasons, none of them silence: somebody said that they have to ask; an agreement needs the programme; enough
teachers of a programme are convinced; a programme hangs on one person.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from crm.clock import school_year
from crm.deciders import needs_programme
from crm.going_up import rules, says_they_must_ask
from crm.language import _
from crm.spoken import spoken_day
from crm.today.asking import Ask, day_of, marks
from crm.words import FUNNEL, RUNGS, Level, Setting, Stage

ASKED, ROOM, CONVINCED, SINGLE = "asked", "room", "convinced", "single"
"""The reasons, the strongest first."""

_FUNNEL = ", ".join(f"'{stage}'" for stage in FUNNEL)

_SAID = f"""
    SELECT activity.lead_id, activity.note, activity."on" FROM activity JOIN lead ON lead.id = activity.lead_id
    WHERE activity."on" >= ? AND activity."on" <= ? AND activity.kind <> 'stage' AND lead.stage IN ({_FUNNEL})
        AND (activity.direction = 'in' OR activity.kind IN ('call', 'visit', 'note'))
        AND ({{}}) ORDER BY activity."on" DESC, activity.id DESC
"""  # noqa: S608 - words of our own

_AGREED = f"""
    SELECT agreement.lead_id, agreement.setting, agreement.school_year, agreement.renews_id, institution.level,
        institution.domain
    FROM agreement CROSS JOIN lead JOIN person ON person.id = lead.person_id
    LEFT JOIN institution ON institution.id = person.institution_id
    WHERE lead.id = agreement.lead_id AND agreement.ended_on IS NULL AND agreement.school_year >= ?
        AND lead.stage IN ({_FUNNEL})
    ORDER BY agreement.id
"""  # noqa: S608 - words of our own
"""The agreements go first: there are few. SQLite keeps to the order of a CROSS JOIN; a plain one began at the leads."""

_CONVINCED = """
    SELECT role.of_id, lead.id, lead.stage, person.name
    FROM lead JOIN person ON person.id = lead.person_id JOIN role ON role.person_id = lead.person_id
    JOIN entity ON entity.id = role.id
    WHERE lead.stage IN ({0}) AND entity.gone_on IS NULL AND NOT entity.in_review AND role.of_kind = 'programme'{1}
    UNION
    SELECT part.programme_id, lead.id, lead.stage, person.name
    FROM lead JOIN person ON person.id = lead.person_id JOIN role ON role.person_id = lead.person_id
    JOIN entity ON entity.id = role.id JOIN course_in_programme AS part ON part.course_id = role.of_id
    WHERE lead.stage IN ({0}) AND entity.gone_on IS NULL AND NOT entity.in_review{2}
"""

_PROGRAMMES_OF = """
    SELECT role.of_id FROM lead JOIN role ON role.person_id = lead.person_id
    WHERE role.of_kind = 'programme' AND lead.id IN ({0})
    UNION
    SELECT part.programme_id FROM lead JOIN role ON role.person_id = lead.person_id
    JOIN course_in_programme AS part ON part.course_id = role.of_id WHERE lead.id IN ({0})
"""

_LED = """
    SELECT role.of_id FROM lead JOIN role ON role.person_id = lead.person_id JOIN entity ON entity.id = role.id
    WHERE role.of_kind = 'programme' AND role.kind IN ({}) AND lead.stage IN ({})
        AND entity.gone_on IS NULL AND NOT entity.in_review{}
"""

_QUIET = 'SELECT lead_id FROM escalation WHERE outcome IS NULL OR "on" > ?'


@dataclass(frozen=True, slots=True)
class Reason:
    """Why to go higher up with a lead. `among`: the leads of which one going up is enough; `programme` where it is one.

    `about` is the same for as long as the reason stands.
    """

    lead_id: int
    reason: str
    why: str
    among: tuple[int, ...]
    programme_id: int | None = None
    programme: str | None = None

    @property
    def about(self) -> str:
        """What it is about."""
        of = f"programme:{self.programme_id}" if self.reason in {CONVINCED, SINGLE} else f"lead:{self.lead_id}"
        return f"up:{self.reason}:{of}"


@dataclass(frozen=True, slots=True)
class Programmes:
    """Of each programme that nobody of ours leads yet: who of its teachers is convinced, and whether it is a target.

    Both by programme. `convinced` holds (place in the funnel, lead, name), the furthest first; `aims` (name, target).
    """

    convinced: Mapping[int, Sequence[tuple[int, int, str]]]
    aims: Mapping[int, tuple[str, str]]


def reasons(ask: Ask, today: date, programmes: Programmes | None = None) -> list[Reason]:
    """The reasons there are today, the strongest first; nothing where a step was taken not long ago.

    `programmes` as they were read before, for who knows that no lead changed its stage since.
    """
    agreed = list(ask(_AGREED, (school_year(today),)))
    since = today - timedelta(days=rules().quiet_days)
    quiet = {row[0] for row in ask(_QUIET, (since,))}
    holding = {row[0] for row in agreed}
    found = [*_said(ask, today), *_rooms(agreed), *_of_programmes(programmes or read_programmes(ask), holding)]
    return [one for one in found if quiet.isdisjoint(one.among)]


def _said(ask: Ask, today: date) -> Iterator[Reason]:
    """ "I have to ask" was said, by them or in a talk."""
    anchors = [f"%{anchor}%" for anchor in rules().anchors]
    words = " OR ".join(["lower(activity.note) LIKE ?"] * len(anchors))
    since = today - timedelta(days=rules().asked_days)
    seen: set[int] = set()
    for lead, note, on in ask(_SAID.format(words), (since, today, *anchors)):
        day = day_of(on)
        if lead not in seen and day is not None and says_they_must_ask(note):
            seen.add(lead)
            said = _("said on {day}: “{words}”").format(day=spoken_day(day, today), words=note)
            yield Reason(lead, ASKED, said, (lead,))


def _rooms(agreed: Iterable[Sequence[object]]) -> Iterator[Reason]:
    """An agreement needs the programme: by its setting, or for a second year on end, which asks for lasting room."""
    for lead, setting, year, renews, level, domain in agreed:
        assert isinstance(lead, int)
        known = Level(str(level)) if level is not None else None
        if renews is not None:
            why = _("agreed for a second year, {year}: time for lasting room in the programme")
        elif needs_programme(Setting(str(setting)), known, None if domain is None else str(domain)):
            why = _("the agreement for {year} needs the programme: a teacher alone cannot give that room")
        else:
            continue
        yield Reason(lead, ROOM, why.format(year=year), (lead,))


def programmes_of(ask: Ask, leads: Sequence[int]) -> list[int]:
    """The programmes in which the people of these leads have a role, or teach a course."""
    return [row[0] for row in ask(_PROGRAMMES_OF.format(marks(leads)), [*leads, *leads])]


def read_programmes(ask: Ask, only: Sequence[int] | None = None) -> Programmes:
    """The programmes with somebody who is convinced, but those in which somebody higher up is informed already.

    Of `only` these, where they are given.
    """
    stages, these = [str(stage) for stage in rules().stages], list(only or ())
    held = part = ""
    if only is not None:
        held = f" AND role.of_id IN ({marks(these)})"
        part = f" AND part.programme_id IN ({marks(these)})"
    convinced: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    asked = [*stages, *these, *stages, *these]
    for programme, lead, stage, name in ask(_CONVINCED.format(marks(stages), held, part), asked):
        convinced[programme].append((-FUNNEL.index(Stage(stage)), lead, name))
    leading = [str(rung) for rung in RUNGS[RUNGS.index(rules().from_rung) :]]
    informed = [str(stage) for stage in FUNNEL[FUNNEL.index(Stage.INFORMED) :]]
    led = {row[0] for row in ask(_LED.format(marks(leading), marks(informed), held), [*leading, *informed, *these])}
    wanted = [programme for programme in sorted(convinced) if programme not in led]
    return Programmes({one: sorted(convinced[one]) for one in wanted}, _aims(ask, wanted))


def read_programmes_again(ask: Ask, before: Programmes, changed: Sequence[int]) -> Programmes:
    """The same as `read_programmes`, in which only what these programmes say may differ from `before`."""
    fresh, others = read_programmes(ask, changed), before.convinced.keys() - set(changed)
    convinced = {**{one: before.convinced[one] for one in others}, **fresh.convinced}
    return Programmes(dict(sorted(convinced.items())), {**before.aims, **fresh.aims})


def _of_programmes(programmes: Programmes, holding: set[int]) -> Iterator[Reason]:
    """Enough teachers of a programme are convinced; or one that the office is after hangs on one of them."""
    for programme, theirs in programmes.convinced.items():
        name, target = programmes.aims.get(programme, ("", ""))
        among = tuple(lead for _order, lead, _name in theirs)
        if len(theirs) >= rules().teachers and target != "no":
            why = _("{n} teachers of {programme} are convinced").format(n=len(theirs), programme=name)
            yield Reason(among[0], CONVINCED, why, among, programme, name)
        elif len(theirs) == 1 and among[0] in holding and target == "yes":
            why = _("{programme} hangs on {name} alone").format(programme=name, name=theirs[0][2])
            yield Reason(among[0], SINGLE, why, among, programme, name)


def _aims(ask: Ask, programmes: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Programme → its name, and whether the office is after it: by its own mark, else that of what stands above."""
    units = (
        {row[0]: (row[1], str(row[2])) for row in ask("SELECT id, parent_id, target FROM unit")} if programmes else {}
    )
    rows = ask(
        f"""SELECT programme.id, programme.name, programme.target, programme.unit_id, institution.target
            FROM programme JOIN institution ON institution.id = programme.institution_id
            WHERE programme.id IN ({marks(programmes)})""",  # noqa: S608 - marks alone
        programmes,
    )
    found: dict[int, tuple[str, str]] = {}
    for number, name, own, part_of, school in rows:
        unit, target, seen = part_of, str(own), set[int]()
        while target == "undecided" and unit in units and unit not in seen:
            seen.add(unit)
            unit, target = units[unit]
        found[number] = (name, target if target != "undecided" else str(school))
    return found
