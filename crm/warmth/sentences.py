"""What happened between one of us and somebody, in a few words."""

from datetime import date

from crm.language import _
from crm.spoken import spoken_day
from crm.warmth.happenings import Event, Happening


def said(one: Happening, today: date) -> str:
    """An event with whose it is and when it was last: "called by noor, 12 Nov"."""
    day = spoken_day(one.on, today) if one.on is not None else _("day unknown")
    return _words(one).format(whose=one.whose, n=one.count, day=day)


def _words(one: Happening) -> str:
    if one.event in _COUNTED:
        once, often = _COUNTED[one.event]
        return _(once) if one.count == 1 else _(often)
    return {
        Event.CONNECTED: _("connected with {whose} on LinkedIn since {day}"),
        Event.INVITED_US: _("invited {whose} to connect, {day}"),
        Event.WE_INVITED: _("invited to connect by {whose}, {day}"),
        Event.AGREEMENT: _("made an agreement with {whose}, {day}"),
    }[one.event]


_COUNTED = {
    Event.MESSAGES_FROM: ("wrote {whose} a message, {day}", "wrote {whose} {n} messages, last {day}"),
    Event.MESSAGES_TO: ("{whose} wrote a message, {day}", "{whose} wrote {n} messages, last {day}"),
    Event.VISITED: ("visited by {whose}, {day}", "visited {n} times by {whose}, last {day}"),
    Event.CAME_BY: ("came to see {whose}, {day}", "came to see {whose} {n} times, last {day}"),
    Event.IN_TOUCH: ("in touch with {whose}, {day}", "in touch with {whose} {n} times, last {day}"),
    Event.CALLED: ("called by {whose}, {day}", "called {n} times by {whose}, last {day}"),
    Event.THEY_CALLED: ("rang {whose}, {day}", "rang {whose} {n} times, last {day}"),
    Event.ANSWERED: ("wrote back to {whose}, {day}", "wrote back to {whose} {n} times, last {day}"),
    Event.SPRINT: ("did a sprint with {whose}, {day}", "did {n} sprints with {whose}, last {day}"),
    Event.WRITTEN_TO: ("written to by {whose}, {day}", "written to {n} times by {whose}, last {day}"),
}
"""Of what may happen often: the words for once, and for several times."""
