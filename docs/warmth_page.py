"""The page `warmth.md`: how warmth is counted, with the weights as the data have them."""

from datetime import date

from crm.warmth import Event, Happening, warmth
from crm.warmth.rules import WarmthRules, rules

EVENTS = {
    Event.CONNECTED: "connected on LinkedIn",
    Event.INVITED_US: "they invited one of us",
    Event.WE_INVITED: "one of us invited them",
    Event.MESSAGES_FROM: "they wrote on LinkedIn",
    Event.MESSAGES_TO: "one of us wrote on LinkedIn",
    Event.VISITED: "one of us visited them",
    Event.CAME_BY: "they came by",
    Event.IN_TOUCH: "one of us was in touch, nobody knows which way",
    Event.CALLED: "one of us called them",
    Event.THEY_CALLED: "they called",
    Event.ANSWERED: "they wrote back",
    Event.WRITTEN_TO: "one of us wrote to them",
    Event.AGREEMENT: "an agreement was made",
    Event.SPRINT: "a sprint was done together",
}

PAGE = """# How warm, and why

Made from the weights by `python docs/make.py`; they stand in `data/funnel/warmth.toml`, to be changed there.

Everybody has a warmth from 0 (nobody of ours knows them) to 100. It is read from what happened: whose LinkedIn
network they are in, the messages that went to and fro (counted and dated, never kept), and the calls, visits, mails
and agreements in the log. It is counted when it is asked for and stored nowhere, so it cools by itself.

What happened gives points, fewer the longer ago it is. {half} points are a warmth of 50, {twice} points one of 75:
the more there is, the less one thing more adds. From a warmth of {known} on somebody counts as known.

| what happened | points on the day | half is left after |
|---|---|---|
{weights}

Of the same sort several times: each doubling of the number adds {share}, up to {most} times its points. Only the day
of the last one counts.

| the relation ended | what is left of it |
|---|---|
{ended}

An example, on 23 November 2026: {example}. That is warm {score}.

## The way in

Of somebody whom nobody knows, the lead and Today say through whom to go: who of ours knows a colleague on the same
course, in the same programme or the same unit, or somebody above them. The nearest comes first, then the warmest.
Each step shows its day and where it stands: the line of the export or the log, and the page of the school. Nothing is
concluded from a shared mailbox, nor from having one employer.

In every list and filter: `warm:60..`, `knows:me`, `knows:marit`, `via:pelgrim`, `via:any`.
"""

EXAMPLE = [
    Happening(Event.CONNECTED, "Marit", date(2019, 3, 4)),
    Happening(Event.MESSAGES_FROM, "Marit", date(2026, 9, 2), 4),
    Happening(Event.CALLED, "Noor", date(2026, 11, 12)),
]


def warmth_page() -> str:
    """The page, in English."""
    told, example = rules(), warmth(EXAMPLE, date(2026, 11, 23))
    ended = [f"| {stage.value.replace('_', ' ')} | {share:.0%} |" for stage, share in told.stages.items()]
    return PAGE.format(
        half=told.half,
        twice=2 * told.half,
        known=told.known,
        weights="\n".join(_weights(told)),
        share=f"{told.doubling:.0%}",
        most=f"{told.most:g}",
        ended="\n".join(ended),
        example="; ".join(example.texts),
        score=example.score,
    )


def _weights(told: WarmthRules) -> list[str]:
    return [f"| {EVENTS[event]} | {w.points:g} | {_span(w.half_life_days)} |" for event, w in told.events.items()]


def _span(days: float) -> str:
    return f"{days / 365:.1f} years" if days >= 365 else f"{days:g} days"
