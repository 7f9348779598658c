"""What a typed line or a pasted reply makes one propose."""

from datetime import date

import pytest

from crm.calendar.days import OnesDays
from crm.calendar.school import SchoolCalendar
from crm.understanding.proposals import Refusal, propose
from crm.understanding.replies import Intent, read_reply
from crm.understanding.school_days import asked_of
from crm.words import ActivityKind, Direction, Whose

THURSDAY = date(2026, 11, 12)


def test_a_line_is_a_contact_and_the_next_step() -> None:
    said = propose("called, back Tuesday 10:00", THURSDAY)
    assert (said.kind, said.direction) == (ActivityKind.CALL, Direction.IN)
    assert (said.what, said.on) == ("call, 10:00", date(2026, 11, 17))


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("niet bereikt, anders bel ik dinsdag", "bellen"),
        ("ze zei bel maar na de kerstvakantie", "bellen"),
        ("swamped, ring me in three weeks", "call"),
        ("vakantie t/m 2 dec, ma 7 dec mail ik weer", "mailen"),
        ("gebeld, ziet het zitten, maandag mail ik hem 2 casussen", "mailen: 2 casussen"),
        ("voicemail. na 15u nog 1x", "bellen, 15:00"),
        ("gebeld, mailen met de link op vrijdag", "mailen met de link"),
        ("geappt, morgen casussen vertalen", "casussen vertalen"),
    ],
)
def test_what_is_to_be_done_is_said_in_the_words_that_tell_something(line: str, what: str) -> None:
    assert propose(line, THURSDAY).what == what


def test_a_pasted_reply_is_a_mail_from_them_of_which_the_newest_part_is_kept() -> None:
    mail = "Beste Eva,\n\nOver twee weken weet ik meer.\n\nGroet, Zoë\n\nOp 9 nov schreef Eva:\n> Mag ik u bellen?"
    said = propose(mail, THURSDAY)
    assert (said.kind, said.direction, said.on) == (ActivityKind.MAIL, Direction.IN, date(2026, 11, 26))
    assert said.note == "Beste Eva,\n\nOver twee weken weet ik meer."


def test_who_asks_for_the_newsletter_gives_the_words_as_evidence() -> None:
    assert propose("gebeld, stuur de nieuwsbrief maar", THURSDAY).consent == "stuur de nieuwsbrief maar"
    assert propose("gebeld, geen nieuwsbrief graag", THURSDAY).consent is None


def test_a_promise_has_a_day_and_a_side() -> None:
    ours = propose("gebeld, ik stuur donderdag de voorbeelden", THURSDAY).promise
    theirs = propose("gebeld, zij stuurt vrijdag de planning", THURSDAY).promise
    assert ours is not None
    assert theirs is not None
    assert (ours.whose, ours.due, theirs.whose, theirs.due) == (
        Whose.OURS,
        date(2026, 11, 19),
        Whose.THEIRS,
        date(2026, 11, 13),
    )
    assert propose("gebeld, ik stuur de voorbeelden", THURSDAY).promise is None, "no day, no promise"


@pytest.mark.parametrize(
    ("text", "refusal"),
    [("geen interesse", Refusal.DECLINES), ("remove me from your list", Refusal.OBJECTS), ("gebeld, leuk", None)],
)
def test_a_refusal_plans_nothing(text: str, refusal: Refusal | None) -> None:
    said = propose(text, THURSDAY)
    assert (said.refusal, said.what) == (refusal, None)


def test_a_day_that_does_not_exist_or_has_gone_by_is_told_and_not_planned() -> None:
    for words in ("31 februari", "1-3-2025"):
        said = propose(f"bellen op {words}", THURSDAY)
        assert said.on is None
        assert words in str(said.problem)


@pytest.mark.parametrize(("words", "day"), [("over twee weken", date(2026, 11, 30)), ("zaterdag", date(2026, 11, 21))])
def test_a_loose_day_in_a_weekend_is_planned_on_monday_and_a_saturday_by_name_stays(words: str, day: date) -> None:
    assert propose(f"bellen {words}", date(2026, 11, 14)).on == day


@pytest.mark.parametrize("words", ["na de toetsweek", "na de kerst", "in blok 3", "na de meivakantie"])
def test_the_schools_calendar_tells_what_it_knows(words: str) -> None:
    calendar = asked_of(OnesDays(SchoolCalendar()))
    asked, open_ = propose(f"mailen {words}", THURSDAY, calendar), propose(f"mailen {words}", THURSDAY)
    assert asked.on is not None
    assert asked.on > THURSDAY
    assert (open_.on, open_.when) == (None, words)


def test_a_denial_close_before_a_yes_is_a_no_and_a_yes_in_a_question_asks() -> None:
    assert read_reply("Wij doen hier niet graag aan mee.", THURSDAY).intent is Intent.NEGATIVE
    assert read_reply("Is er ook plek voor twee groepen bij één bedrijf?", THURSDAY).intent is Intent.ASK


def test_text_without_words_or_without_end_is_read() -> None:
    assert propose("?!\x00\u202e", THURSDAY).what is None
    assert propose("ja " * 100_000, THURSDAY).kind is ActivityKind.MAIL


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("en wie beoordeelt dat dan", Intent.ASK),
        ("Kan het ook online", Intent.ASK),
        ("and who pays for the coffee", Intent.ASK),
        ("Hoe eerder hoe beter", Intent.POSITIVE),
        ("Kan niet", Intent.NEGATIVE),
        ("Wat een mooi plan", Intent.POSITIVE),
        ("Wilt u mij in het vervolg overslaan bij deze rondzendmails?", Intent.UNSUBSCRIBE),
        ("Can you make sure this is the last one I receive?", Intent.UNSUBSCRIBE),
    ],
)
def test_a_question_is_one_without_its_mark_too_and_a_wish_to_be_left_out_is_no_question(
    text: str, intent: Intent
) -> None:
    assert read_reply(text, THURSDAY).intent is intent
