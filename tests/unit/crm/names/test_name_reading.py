"""Names as pages write them, each with its parts: `forms.txt` beside this file is the table."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm.names import PersonName, parse, parse_people, people_as_written

TABLE = [
    tuple(line.split(" => ", 1))
    for line in Path(__file__).with_name("forms.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def _shown(name: PersonName) -> str:
    titles, suffixes = " ".join(name.titles), " ".join(name.suffixes)
    return f"{titles}|{name.initials}|{name.call_name}|{name.prefix}|{name.surname}|{suffixes}"


@pytest.mark.parametrize(("raw", "expected"), TABLE, ids=[raw for raw, _ in TABLE])
def test_a_written_form_is_read_into_its_parts(raw: str, expected: str) -> None:
    assert (" && ".join(map(_shown, parse_people(raw))) or "-") == expected


@pytest.mark.parametrize(("raw", "expected"), TABLE, ids=[raw for raw, _ in TABLE])
def test_every_person_found_has_a_raw_piece(raw: str, expected: str) -> None:
    pieces = [piece for piece, _ in people_as_written(raw)]
    assert len(pieces) == len(parse_people(raw))
    assert all(piece.strip() for piece in pieces)


@pytest.mark.parametrize("raw", [raw for raw, expected in TABLE if expected != "-" and "&&" not in expected])
def test_a_name_written_plainly_is_read_back_the_same(raw: str) -> None:
    first = parse(raw)
    assert first is not None
    again = parse(first.natural if first.call_name or first.initials else f"mw. {first.formal}")
    assert again is not None
    assert (again.prefix, again.surname, again.call_name) == (first.prefix, first.surname, first.call_name)


def test_a_name_written_for_sorting_is_read_back_the_same() -> None:
    for raw in ("J.M. van der Berg", "Laura de Boer", "W. Kramer-van Dongen", "Kees 't Lam", "Hugo d'Aumerie"):
        name = parse(raw)
        assert name is not None
        assert parse(name.sort) == name


def test_several_people_are_not_one_person() -> None:
    assert parse("J. Smit, K. de Boer") is None
    assert len(parse_people("J. Smit, K. de Boer")) == 2


def test_pieces_keep_the_text_of_each_person() -> None:
    raw = "Smit, J. (coördinator); K. de Boer MSc / N.N."
    assert [piece for piece, _ in people_as_written(raw)] == ["Smit, J. (coördinator)", "K. de Boer MSc"]


@pytest.mark.parametrize(
    "raw", ["", " ", "\x00", "\x1b[31m", "()", "((", '"', "'", ",,,;", "van", "de", "J.", "dr.", "MSc", "🙂"]
)
def test_scraps_name_nobody(raw: str) -> None:
    assert parse(raw) is None


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_without_error_and_within_bounds(text: str) -> None:
    people = parse_people(text)
    assert len(people) <= 60
    assert [person for _, person in people_as_written(text)] == people
    assert all(name.surname or name.call_name for name in people)
    assert all(len(name.full) <= 4 * len(text) + 40 for name in people)


_WORDS = st.sampled_from(
    [
        "J.M.",
        "van",
        "der",
        "Berg",
        "dr.",
        ",",
        "(Laura)",
        "en",
        "/",
        "de",
        "MSc",
        "BOER",
        "'t",
        "Hek",
        "Anna",
        "-",
        "prof.",
        "N.N.",
        "docent",
        ":",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(_WORDS, max_size=25).map(" ".join))
def test_name_words_in_any_order_are_read_without_error(text: str) -> None:
    for name in parse_people(text):
        assert name.sort
        assert name.formal
        assert "\n" not in name.full


def test_a_long_text_is_read_only_to_its_bound() -> None:
    assert len(parse_people("J. Smit; " * 10_000)) == 60


@pytest.mark.parametrize("unit", ["A:", "A.", "(", "'", "- ", "van ", "J. Smit, ", "dr.", "Docent: ", '"x'])
def test_a_repeated_scrap_is_read_without_error(unit: str) -> None:
    assert len(parse_people(unit * 2_000)) <= 60
