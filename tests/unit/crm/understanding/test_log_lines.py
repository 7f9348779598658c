"""What a line typed after a contact says, where a rule of the language decides it."""

from datetime import date
from pathlib import Path

import pytest

from crm.understanding.log_lines import Outcome, read_log_line
from crm.understanding.pieces import PieceWeights, figures, scores
from crm.words import ActivityKind

THURSDAY = date(2026, 3, 12)


def next_of(line: str) -> tuple[str, str | None, str | None]:
    step = read_log_line(line, THURSDAY).next
    assert step is not None
    return step.kind.value, step.on.isoformat() if step.on else None, step.time


@pytest.mark.parametrize(
    ("line", "step"),
    [
        ("in class till 3, call then", ("call", "2026-03-12", "15:00")),
        ("gebeld: in vergadering tot half vier, dan terugbellen", ("call", "2026-03-12", "15:30")),
        ("vrijdag langs bij Sjoerd, 14u", ("visit", "2026-03-13", "14:00")),
        ("gesproken, uitleg mailen zsm", ("mail", None, None)),
        ("gebeld, Joost morgen informeren per mail", ("mail", "2026-03-13", None)),
        ("week 19 de stand van zaken navragen bij Elles", ("call", "2026-05-04", None)),
        ("vraag gesteld aan het bureau, geen antwoord, morgen nabellen", ("call", "2026-03-13", None)),
        ("check of Sanne de mail heeft gelezen", ("note", None, None)),
        ("nogal gehaast, of ik maandag om 10 uur wil bellen", ("call", "2026-03-16", "10:00")),
        ("wilt eerst met zijn team overleggen, maandag bel ik", ("call", "2026-03-16", None)),
        ("via LinkedIn een vraag van Judith, morgen terugschrijven", ("message", "2026-03-13", None)),
    ],
)
def test_what_comes_next_by_which_way_and_when(line: str, step: tuple[str, str | None, str | None]) -> None:
    assert next_of(line) == step


def test_what_is_to_be_done_is_said_without_what_ties_it_to_the_words_before() -> None:
    step = read_log_line("gebeld: in vergadering tot half vier, dan terugbellen", THURSDAY).next
    assert step is not None
    assert step.what == "terugbellen"


@pytest.mark.parametrize(
    "line",
    [
        "vanmiddag bij het ROC binnengelopen, Henk was er niet",
        "belletje gedaan, Peter gaat t regelen",
        "kort gebeld, mail haar het plan, zojuist gedaan",
    ],
)
def test_what_was_done_today_or_is_theirs_to_do_is_no_next_step(line: str) -> None:
    assert read_log_line(line, THURSDAY).next is None


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Met Jolanda een afspraak bevestigd, do 19 maart 10u bij haar op kantoor", ActivityKind.MAIL),
        ("kennismaking bij haar op kantoor verplaatst naar wo 25 maart 11 uur", ActivityKind.MAIL),
        ("niemand nam op ivm studiedag", ActivityKind.CALL),
        ("Zij gaat met pensioen in juli", ActivityKind.CALL),
    ],
)
def test_a_visit_still_to_come_or_named_as_a_reason_is_none_that_was_made(line: str, kind: ActivityKind) -> None:
    assert read_log_line(line, THURSDAY).kind is kind


def test_what_is_to_be_done_if_nobody_answers_does_not_say_that_nobody_did() -> None:
    assert read_log_line("mail gestuurd, bij geen reactie vrijdag bellen", THURSDAY).outcome is Outcome.NONE


def test_scores_weigh_on_how_a_contact_went_unless_the_phrases_speak_louder() -> None:
    line = "gebeld, hij is enthousiast"
    assert read_log_line(line, THURSDAY, scores=lambda _line: {}).outcome is Outcome.POSITIVE
    assert read_log_line(line, THURSDAY, scores=lambda _line: {"negative": 0.3}).outcome is Outcome.POSITIVE
    assert read_log_line(line, THURSDAY, scores=lambda _line: {"negative": 0.9}).outcome is Outcome.NEGATIVE


def test_a_misspelt_line_lies_near_the_one_that_was_meant() -> None:
    meant, misspelt, other = (figures(line) for line in ("enthousiast gesprek", "entousiast gespreck", "mailbox vol"))

    def near(one: dict[int, float], another: dict[int, float]) -> float:
        return sum(count * another.get(place, 0.0) for place, count in one.items())

    assert near(meant, misspelt) > 0.3 > near(meant, other)
    assert near(meant, meant) == pytest.approx(1.0)
    assert figures("") == {}


def test_weights_come_back_from_their_file_as_they_were(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    weights = PieceWeights(("no", "yes"), (0.25, 0.75), (0.5, -0.5) * 8192)
    weights.write(tmp_path / "weights.json")
    monkeypatch.setattr("crm.understanding.pieces.data_path", lambda _name: tmp_path / "weights.json")
    scores.__globals__["_weights"].cache_clear()
    try:
        assert scores("") == {"no": 0.25, "yes": 0.75}
        assert scores("ja, leuk") == weights.scores("ja, leuk")
    finally:
        scores.__globals__["_weights"].cache_clear()


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("gbeld, geen tijd", ActivityKind.CALL),
        ("telco met Anna, goed", ActivityKind.CALL),
        ("ge-emaild", ActivityKind.MAIL),
        ("gelunched met de decaan", ActivityKind.VISIT),
        ("niemand op de afdeling, alleen schoonmakers", ActivityKind.VISIT),
        ("berichtje via teams gestuurd", ActivityKind.MESSAGE),
        ("wapp gestuurd", ActivityKind.MESSAGE),
    ],
)
def test_a_way_is_known_when_it_is_misspelt_shortened_or_borrowed(line: str, kind: ActivityKind) -> None:
    assert read_log_line(line, THURSDAY).kind is kind
