"""What a reply wants, where a rule of the language decides it; by words alone, as they hold without an encoder."""

from datetime import date

import pytest

from crm.understanding.replies import Intent, read_reply

THURSDAY = date(2026, 3, 12)


@pytest.mark.parametrize(
    "mail",
    [
        "Never contact me again.",
        "Neem me niet meer op in uw mailings.",
        "Mailt u mij svp nooit meer.",
        "I'd like to be removed from your mailing.",
        "Geen mail meer, graag.",
    ],
)
def test_who_wants_no_more_mail_is_understood(mail: str) -> None:
    assert read_reply(mail, THURSDAY).intent is Intent.UNSUBSCRIBE


@pytest.mark.parametrize(
    "mail",
    [
        "Ik ben ziek thuis en lees geen mail.",
        "Ik ben er op maandag en dinsdag. Op andere dagen lees ik geen mail.",
    ],
)
def test_who_reads_no_mail_has_not_asked_to_get_none(mail: str) -> None:
    assert read_reply(mail, THURSDAY).intent is Intent.OUT_OF_OFFICE


def test_the_day_of_return_is_one_on_which_mail_is_read_and_no_habit() -> None:
    back = read_reply("Ben er tot en met vrijdag niet. Maandag lees ik alles. Automatisch bericht.", THURSDAY)
    habit = read_reply("Automatisch bericht: ik lees mijn mail op maandag en woensdag.", THURSDAY)
    assert back.later == date(2026, 3, 16)
    assert habit.later is None


@pytest.mark.parametrize(
    ("mail", "intent"),
    [
        ("Wij werken al jaren met een vast netwerk en willen dat graag zo houden.", Intent.NEGATIVE),
        ("Zonder extra uren begin ik hier niet aan.", Intent.NEGATIVE),
        ("De teamleider bepaalt dit, ik heb er niets over te zeggen.", Intent.REFER),
        ("Over een maand weet ik wie er meedoet, zullen we dan bellen?", Intent.LATER),
    ],
)
def test_a_no_somebody_else_and_a_later_talk_are_told_from_a_yes(mail: str, intent: Intent) -> None:
    assert read_reply(mail, THURSDAY).intent is intent


def test_the_new_year_is_a_day_to_come_back_at() -> None:
    reply = read_reply("Mijn agenda staat vol. In het nieuwe jaar graag.", date(2026, 11, 27))
    assert (reply.intent, reply.later) == (Intent.LATER, date(2027, 1, 1))


def test_somebody_behind_a_title_is_named_though_the_point_ends_no_sentence() -> None:
    assert read_reply("Ask for Prof. Marquez instead, please.", THURSDAY).refer_to == "Marquez"


@pytest.mark.parametrize(
    "mail", ["Would love to, but the board has frozen all projects.", "I like the idea but we are full, so no."]
)
def test_a_kind_word_before_a_refusal_is_no_yes(mail: str) -> None:
    assert read_reply(mail, THURSDAY).intent is Intent.NEGATIVE
