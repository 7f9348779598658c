"""The patterns by which days are found in a text, in order: of two that overlap the earlier in this list holds."""

import re
from dataclasses import dataclass
from functools import cache

from crm.understanding.day_words import day_words, one_of


@dataclass(frozen=True, slots=True)
class Pattern:
    """A way of naming a day: its name, by which `days.py` reads it, and the expression."""

    name: str
    expression: re.Pattern[str]


_SOURCES = (
    ("iso", r"(?P<y>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)"),
    ("break", r"(?P<side>{after_before})\s+(?:(?:{determiner}|eerst|de\s+komende)\s+)?(?P<what>(?:\w+\s+)?{breaks})"),
    ("event", r"(?P<side>{after})\s+(?:{determiner}|eerst)\s+(?P<what>[^\W\d_][\w-]+(?:\s+(?:van|of)\s+[\w-]+)?)"),
    (
        "once",
        (
            r"(?P<side>{once})\s+(?P<what>[^.,;!?:\n]{{3,40}}?\s(?:(?:is|are|zijn|has|have|heeft|hebben)"
            r"\s(?:been\s+)?{finished}|{finished}\s(?:is|zijn|heeft|hebben))"
            r"(?!\s+(?:de|het|een|the|a|hoe|wat|this|dit|dat|deze|met|of)\b))"
        ),
    ),
    (
        "during",
        r"(?P<side>{during}|{after})\s+(?P<what>(?:{determiner}\s+)?(?:{term})\s*-?\s*(?:\d|[ivx]+)\b(?!\s*(?:%|/|-\d)))",
    ),
    (
        "weekof",
        r"(?:de\s+)?week\s+(?:van|of|vanaf|beginning|starting|commencing)\s+(?:(?:{wd})\s+)?(?P<d>\d{{1,2}})(?:e|ste|de|th|st|nd|rd)?(?:\s+of)?\s*(?:(?P<mw>{month})\b|[/-](?P<m>\d{{1,2}}))",
    ),
    (
        "daymonth",
        r"(?:(?:{next}\s+week\s+)?(?P<wd>{wd})(?:{part})?\.?,?\s+(?:de\s+|the\s+)?)?(?P<d>\d{{1,2}})(?:e|ste|de|th|st|nd|rd)?\.?\s*-?(?:\s*(?:of|van)\s+)?\s*(?P<mw>{month})\b\.?(?:,?\s*(?P<y>20\d\d))?",
    ),
    (
        "monthday",
        r"(?:(?P<wd>{wd}),?\s+)?(?P<mw>{enmonth})\.?\s+(?:the\s+)?(?P<d>\d{{1,2}})(?:th|st|nd|rd)?(?![\d:.]\d|\s*(?:u|uur|h)\b)(?:,?\s*(?P<y>20\d\d))?",
    ),
    (
        "numeric",
        r"(?:(?P<wd>{wd})\.?,?\s+)?(?P<d>\d{{1,2}})(?P<sep>[/-])(?P<m>\d{{1,2}})(?:[/-](?P<y>20\d\d|\d\d))?(?![\d/]|\s*(?:u|uur|h|hrs|am|pm|x|teams?|groep\w*|stud\w*|groups?)\b)",
    ),
    ("dotted", r"(?P<d>\d{{1,2}})\.(?P<m>\d{{1,2}})\.(?P<y>20\d\d|\d\d)\b"),
    (
        "nthweek",
        r"(?:de\s+|the\s+)?(?P<n>{ordinal})\s+(?:volle\s+|full\s+)?(?:week|wk)\s+(?:van\s+|of\s+|in\s+|vd\s+|v\.?\s+)?(?P<mw>{month})\b",
    ),
    (
        "halfmonth",
        r"(?:(?:de|the)\s+)?(?P<half>{half})\s+(?:helft|half)\s+(?:van\s+|of\s+|v\.?\s*)?(?P<mw>{month})\b|(?P<mw2>{month})\s+(?P<half2>{half})\s+helft",
    ),
    ("feast", r"(?:(?:op|on)\s+)?(?P<feast>{feast})\b"),
    (
        "season",
        r"(?:(?P<rel>in\s+(?:het|the)(?:\s+{nextish})?|van\s+het|dit|this|aankomend|{relative}|in)\s+)(?P<season>{season})(?!\s+(?:break|half|holiday|vakantie|term))\b(?:\s+(?:van\s+|of\s+)?(?P<y>20\d\d))?|(?P<season2>{season})\s+(?:van\s+|of\s+)?(?P<y2>20\d\d)|(?P<season3>voorjaar|najaar)(?=\s+(?:weer|opnieuw|nog|graag|wel|pas))",
    ),
    (
        "week",
        r"(?:(?:in|de|van)\s+)?(?:week|wk|weeknr|kw|weken)\.?\s*(?:nr\.?\s*|no\.?\s*|number\s+)?(?P<n>\d{{1,2}})\b(?!\s*(?:uur|u|h|:|/|dagen|weken|days|weeks)\b)",
    ),
    (
        "halfyear",
        r"(?:(?:over|in|na)\s+)?(?:een\s+|'n\s+|a\s+)?(?:half\s*jaar(?:tje)?|half\s+a\s+year|half\s+year|halfjaar)",
    ),
    ("edgemonth", r"(?P<edge>{edge})\s*(?:de\s+maand\s+|van\s+|of\s+|v\.?\s+)?(?P<mw>{month})\b(?:\s*(?P<y>20\d\d))?"),
    (
        "edgerelative",
        r"(?P<edge>{edge})\s+(?:(?:van|of|vd|v\.d\.|vh|v\.h\.|v\.|d'?r)\s+)?(?:(?:de|het|the|dit|this)\s+)?(?:(?P<rel>{relative})\s+)?(?P<unit>week|wk|maand|mnd|month|jaar|jr|schooljaar|year|weekend|kwartaal|quarter)\b",
    ),
    ("weekenddue", r"(?:voor|vóór|before|tot)\s+(?:het|the|'t|t)\s*weekend|eow\b"),
    ("afterweekend", r"(?:na|after)\s+(?:het|the|'t|t)\s+weekend"),
    ("dayafterweek", r"(?:{wd2})\s+(?:over|in)\s+(?P<n>{number}|\d{{1,2}})\s*(?P<unit>weeks?|weken|wk|wkn)\b"),
    ("weekdayweek", r"(?P<wd>(?:mon|tues|wednes|thurs|fri|satur|sun)day)\s+week\b(?!\s*\d)"),
    ("weekontop", r"(?P<day>{tomorrow}|vandaag|today)\s+over\s+(?:een|a)\s+week|(?:a|one)\s+week\s+from\s+tomorrow"),
    ("waiting", r"(?:(?P<n>{number}|\d{{1,2}})\s+)?(?P<unit>{unit})\s+(?:wachten|geduld)\b"),
    ("weekfrom", r"(?:a\s+|een\s+)?week\s+(?:from|na)\s+(?:(?P<wd>{wd})|(?:now|today|nu|vandaag))\b"),
    ("nextweekday", r"(?P<rel>{nextish})\s+(?:week|wk)(?:\s+(?:op|on))?,?\s*(?P<wd>{wd})(?:{part})?\b"),
    ("weekdaynext", r"(?P<wd>{wd})(?:{part})?\s+(?:(?:of|van|in)\s+)?(?:de\s+)?(?P<rel>{nextish})\s+(?:week|wk)\b"),
    ("relweekday", r"(?:(?:op|on)\s+)?(?P<rel>{relative})\s+(?P<wd>{wd})(?:{part})?\b"),
    ("fortnight", r"(?:(?:over|in)\s+)?(?:a\s+|een\s+)?fortnight(?:'s\s+time)?\b|(?:over|in)\s+veertien\s+dagen"),
    ("halfmore", r"(?:over|in)\s+anderhalve?\s+(?P<unit>{unit})\b"),
    (
        "in",
        r"(?:over|in|na|binnen|within|after|geef\s+(?:me|mij|ons)|give\s+(?:me|us)|need|needs|wacht|wait|allow)\s+(?:nog\s+|zo'?n\s+|ongeveer\s+|about\s+|another\s+|circa\s+|minstens\s+|at\s+least\s+)?(?P<n>{number}|\d{{1,3}})\s*(?:{sized}\s+)?(?:à\s+\d+\s*|-\s*\d+\s*|(?:of|or|tot|to)\s+(?:{number}|\d{{1,2}})\s+)?(?P<unit>{unit})\b(?:\s+(?:of|or)\s+(?P<n2>{number}))?(?:\s+time|'\s*time)?",
    ),
    (
        "fromnow",
        r"(?P<n>{number}|\d{{1,3}})\s*(?P<unit>{unit})\s+(?:from\s+(?:now|today)|hence|later|vanaf\s+nu|verder)\b",
    ),
    ("weekafternext", r"(?:the\s+)?week\s+after\s+next|over\s+volgende\s+week"),
    (
        "erna",
        r"(?:(?P<unit>de\s+week|het\s+weekje|week|wk|de\s+dag|dag|de\s+maand|maand|(?:the\s+)?(?:day|week|month)|(?:the\s+)?(?P<wd>{wd}))\s+(?:erna|daarna|later|erop|after|nadien|thereafter))\b(?!\s+(?:the|de|het|{wd}))",
    ),
    (
        "thisweek",
        r"(?:later\s+)?(?:deze|van\s+de|vd|this|van\s+deze|in\s+de\s+loop\s+van\s+de|de\s+rest\s+van\s+de)\s+(?:week|wk)\b",
    ),
    (
        "rel",
        r"(?P<rel>{relative})\s+(?P<unit>week|wk|maand|mnd|jaar|schooljaar|studiejaar|collegejaar|month|year|school\s+year|academic\s+year)\b",
    ),
    ("past", r"{past}(?:\s+(?:{wd}|week|maand|jaar|year|month))?\b"),
    ("pastday", r"(?:last|vorige|afgelopen|jl\.?)\s+(?:{wd})\b"),
    ("day_after", r"{day_after}\b"),
    ("tomorrow", r"(?<!'s )(?<!'s)(?<!goede )(?:{tomorrow})\b"),
    ("today", r"(?:{today})"),
    (
        "weekdaynth",
        r"(?:(?:op|on)\s+)?(?P<wd>{wd})(?:{part})?\.?,?\s+(?:de\s+|the\s+)?(?P<d>\d{{1,2}})(?:e|ste|de|th|st|nd|rd)?(?![\d:.,/-]|\s*(?:u|uur|h|hrs|am|pm|x|{unit}|{month}|teams?|groep\w*|stud\w*|keer|maal|ronde|poging\w*|attempts?|tries|try|times?|mail\w*|gesprek\w*|rondje|reminder)\b)",
    ),
    (
        "nth",
        r"(?:(?:de|the|op)\s+)(?P<d>\d{{1,2}})(?:e|ste|de|th|st|nd|rd)\b(?!\s*(?:week|keer|jaars?|year|time|klas|ronde|blok|periode|groep|team|semester|graad|mail|maal|poging|attempt))",
    ),
    ("weekday", r"(?:(?:op|on)\s+)?(?P<wd>{wd})(?P<part>{part})?\b(?:(?<=\b\w\w)\.(?=\s*\d))?"),
    (
        "month",
        r"(?P<by>(?:ergens\s+)?(?:in|vanaf|from|per|van|sometime\s+in|rond|around|by|pas\s+in|until|till|tot|voor|before|na|after|sinds|since|this|deze)\s+)?(?P<mw>{month})\b(?:\s*(?P<y>20\d\d))?",
    ),
)


@cache
def patterns() -> tuple[Pattern, ...]:
    """The patterns, with the vocabulary filled in."""
    words = day_words()
    edge = [word for name in ("begin", "middle", "end") for word in words.lists[f"edges.{name}"]]
    relative = [*words.lists["next.next"], *words.lists["next.coming"]]
    weekday = one_of(words.weekdays)
    filled = {
        "wd": weekday,
        "wd2": f"(?P<wd>{weekday})",
        "month": one_of(words.months),
        "enmonth": one_of(word for word in words.months if word not in {"mei", "maart", "mrt"}),
        "number": one_of(words.numbers),
        "ordinal": one_of(words.ordinals),
        "unit": one_of(words.units),
        "sized": words.one_of("stretches.sized"),
        "edge": one_of(edge),
        "relative": one_of(relative),
        "next": words.one_of("next.next"),
        "nextish": one_of([*words.lists["next.next"], "komende"]),
        "part": rf"(?:\s*-?{words.one_of('parts.words')})",
        "past": words.one_of("relative.past"),
        "today": words.one_of("relative.today"),
        "tomorrow": words.one_of("relative.tomorrow"),
        "day_after": words.one_of("relative.day_after"),
        "after_before": one_of(
            word for name in ("after", "before", "till") for word in words.lists[f"break_side.{name}"]
        ),
        "after": words.one_of("break_side.after"),
        "during": words.one_of("break_side.during"),
        "half": one_of([*(word for word, n in words.ordinals.items() if n in {1, 2}), "laatste"]),
        "feast": one_of(words.feasts),
        "season": one_of(words.seasons),
        "finished": words.one_of("break_side.finished"),
        "once": words.one_of("break_side.once"),
        "determiner": words.one_of("break_side.determiners"),
        "breaks": one_of(words.breaks),
        "term": words.one_of("terms.words"),
    }
    return tuple(
        Pattern(name, re.compile(rf"(?<![\w/'’-])(?:{source.format(**filled)})(?![\w])", re.IGNORECASE))
        for name, source in _SOURCES
    )
