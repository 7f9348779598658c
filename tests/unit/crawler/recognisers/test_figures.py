"""Phones, codes, credits, periods, school years and languages: what a string can be, and what it only resembles."""

import pytest

from crawler.extraction.recognisers.course_codes import LIKELY, code_likelihood, find_code
from crawler.extraction.recognisers.credits import read_credits
from crawler.extraction.recognisers.languages import find_languages, instruction_language, page_language
from crawler.extraction.recognisers.periods import find_periods
from crawler.extraction.recognisers.phones import find_phones
from crawler.extraction.recognisers.school_years import find_school_years, school_year


@pytest.mark.parametrize(
    "text",
    [
        "020 555 01 23",
        "(020) 555 01 23",
        "020 - 555 0123",
        "+31 (0)20 555 0123",
        "0031 20 5550123",
        "06-12345678",
        "+32 9 555 12 34",
        "+49 555 203 1234",
        "856-555-8073",
        "856.555.8073",
        "856/555-8073",
        "+49 (0)40 / 555 - 01 10",
        "089/555-0123",
    ],
)
def test_a_phone_number_is_found_as_written(text: str) -> None:
    assert find_phones(f"Tel. {text}.") == [text]


@pytest.mark.parametrize(
    "text",
    [
        "03-09-2018 t/m 18-11-2018",
        "2018-2019",
        "1091 GH",
        "ISBN 0765326353",
        "NL91 ABNA 0417 1643 00",
        "KvK 12345678",
        "Fax 020 555 01 24",
        "vanaf 25-06-2018 09:00",
        "1.000-18.000",
    ],
)
def test_dates_codes_and_accounts_are_no_phones(text: str) -> None:
    assert find_phones(text) == []


@pytest.mark.parametrize(
    "code",
    [
        "ICT-DB-1",
        "CMIBET01K",
        "5072DATA6Y",
        "INFOB1PICA",
        "CS 101",
        "ENGL 2010",
        "MATH-UA 123",
        "B-KUL-G0Q20A",
        "K0072",
        "IN3405",
        "ICT.DB.1-V20",
        "X_400559",
        "AM1060",
        "311-0420-00L",
    ],
)
def test_a_course_code_is_found_in_a_line(code: str) -> None:
    assert code_likelihood(code) >= LIKELY
    assert find_code(f"Databases ({code}), voltijd") == code


@pytest.mark.parametrize(
    "text",
    [
        "2018",
        "2018-2019",
        "COVID-19",
        "H264",
        "1091 GH",
        "slides01.pdf",
        "OP2",
        "BLOK 3",
        "FALL 2026",
        "lokaal B2.14",
        "HTML5",
        "020-5550123",
        "ISO 27001",
        "0-8044-2957-X",
        "IBAN NL91 ABNA 0417 1643 00",
    ],
)
def test_years_rooms_files_and_standards_are_no_codes(text: str) -> None:
    assert find_code(text) is None
    assert code_likelihood(text) < LIKELY


def test_digits_or_letters_alone_are_a_code_only_for_a_label() -> None:
    assert 0 < code_likelihood("201600017") < LIKELY
    assert 0 < code_likelihood("MKT") < LIKELY
    assert 0 < code_likelihood("WPF VFX") < LIKELY
    assert code_likelihood("Databases") == 0


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("5 EC", 5.0),
        ("30EC", 30.0),
        ("7,5 ec", 7.5),
        ("2 SP", 2.0),
        ("15 ECTS credits", 15.0),
        ("Credits: 3.00", 3.0),
        ("Studiepunten (ECTS): 2", 2.0),
        ("4 Leistungspunkte", 4.0),
        ("6 CFU", 6.0),
        ("1 credit hour", 1.0),
        ("CHEM 116 General Chemistry II 4 Credit Hours", 4.0),
        ("Semester 1, 5 EC", 5.0),
        ("2,5 ECTS-P", 2.5),
        ("20 credits (10 ECTS)", 10.0),
        ("3-4 Hours", None),
        ("0 or 4 Credit Hours", None),
        ("2 x 15 EC", None),
    ],
)
def test_credits_are_read_and_ranges_have_no_number(text: str, number: float | None) -> None:
    credit = read_credits(text)
    assert credit is not None
    assert credit.number == number


@pytest.mark.parametrize("text", ["240 SBU", "480 uur", "2 hours per week", "12 weken", "blok 3", ""])
def test_study_hours_are_no_credits(text: str) -> None:
    assert read_credits(text) is None


def test_behind_a_label_a_number_is_enough() -> None:
    five, half, either, both = (read_credits(text, bare=True) for text in ("5", "7,5", "0 or 4", "30 (2 x 15 EC'S)"))
    assert five is not None
    assert half is not None
    assert either is not None
    assert both is not None
    assert (five.number, half.number, either.number, both.number) == (5.0, 7.5, None, None)
    assert (either.text, both.text) == ("0 or 4", "30 (2 x 15 EC'S)")
    assert read_credits("240 uur", bare=True) is None


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("periode 1-2", ["periode 1", "periode 2"]),
        ("OP1, OP3", ["OP1", "OP3"]),
        ("Semester II", ["Semester 2"]),
        ("blok 1 t/m 3", ["blok 1", "blok 2", "blok 3"]),
        ("eerste semester", ["eerste semester"]),
        ("Fall 2026", ["Fall 2026"]),
        ("september", ["september"]),
        ("vraag 1", []),
        ("spring over het hek", []),
        ("term 12345", []),
    ],
)
def test_periods_are_found_with_the_pages_own_word(text: str, periods: list[str]) -> None:
    assert find_periods(text) == periods


def test_bare_numbers_are_periods_behind_a_label_alone() -> None:
    assert find_periods("3 (onderwijs) en 4 (stage)", bare=True) == ["3", "4"]
    assert find_periods("3 en 4") == []


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2026-2027", ["2026-2027"]),
        ("2026/27", ["2026-2027"]),
        ("26/27", ["2026-2027"]),
        ("collegejaar 2026", ["2026-2027"]),
        ("WS 2015/16", ["2015-2016"]),
        ("SoSe 2016", ["2015-2016"]),
        ("Fall 2026 and Spring 2027", ["2026-2027"]),
        ("1914-1918", []),
        ("03-09-2018", []),
        ("2018", []),
    ],
)
def test_school_years_have_one_form(text: str, years: list[str]) -> None:
    assert find_school_years(text) == years


def test_a_labelled_year_is_a_school_year() -> None:
    assert school_year("2018", bare=True) == "2018-2019"


def test_languages_of_instruction() -> None:
    assert find_languages("Nederlands, deels Engels") == ["nl", "en"]
    assert find_languages("NL/EN") == ["nl", "en"]
    assert instruction_language("Voertaal: Duits") == "de"
    assert instruction_language("nog onbekend") is None


def test_a_lying_lang_attribute_is_not_believed() -> None:
    dutch = "De opleiding is voor wie met mensen wil werken. Je leert hoe het bij ons in het team wordt gedaan."
    assert page_language("en", dutch) == "nl"
    assert page_language("nl-NL", "Home") == "nl"
    assert page_language(None, "") is None
