"""Whatever a page holds, recognisers raise nothing and what they give is bounded."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.extraction.recognisers import (
    course_codes,
    emails,
    languages,
    page_words,
    periods,
    phones,
    school_years,
    units,
)
from crawler.extraction.recognisers.addresses import valid_email
from crawler.extraction.recognisers.credits import read_credits
from crawler.extraction.recognisers.email_owners import belongs_to, is_functional
from crawler.extraction.recognisers.hidden_emails import (
    decode_cloudflare,
    decode_pure,
    emails_in_script,
    from_attributes,
    from_reversed,
    from_rot13,
    uncrypt_mailto,
)
from crawler.extraction.recognisers.labels import read_label
from crawler.extraction.recognisers.roles import MOST, read_roles
from crm.names import PersonName

FRAGMENTS = st.sampled_from(
    [
        "docent",
        "@",
        "(at)",
        " dot ",
        "school.nl",
        "mailto:",
        "5",
        "EC",
        "blok",
        "2026",
        "-",
        "/",
        "decaan",
        "Master",
        "CS 101",
        "'",
        "\\",
        "+31",
        "\u200b",
        "İ",
        "ﬁ",
        "·e",
        " ",
        ":",
        "%27",
        "fromCharCode(",
        "write(",
    ]
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(FRAGMENTS, max_size=25).map("".join))


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_no_text_breaks_the_recognisers_of_text(text: str) -> None:
    assert all(valid_email(email) for email in emails.find_emails(text) + emails.mailto_recipients(text))
    assert all(8 <= sum(map(str.isdigit, phone)) <= 16 for phone in phones.find_phones(text))
    assert 0 <= course_codes.code_likelihood(text) <= 1
    for bare in (False, True):
        found = read_credits(text, bare=bare)
        assert found is None or found.number is None or 0 <= found.number <= 480
        assert len(periods.find_periods(text, bare=bare)) <= periods.MOST
        assert all(len(year) == 9 for year in school_years.find_school_years(text, bare=bare))
    code = course_codes.find_code(text)
    assert code is None or len(code) <= 40
    assert languages.page_language(text, text) is None or len(str(languages.page_language(text, text))) == 2
    assert all(len(language) == 2 for language in languages.find_languages(text))


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_no_text_breaks_the_recognisers_of_words(text: str) -> None:
    for level in (None, "wo", "hbo", "mbo"):
        readings = read_roles(text, level=level, beside=text)
        assert len(readings) <= MOST
        assert all(0 <= reading.start < reading.end <= len(text) for reading in readings)
        assert all(reading.contact == (reading.kind is not None) for reading in readings)
    label = read_label(text)
    assert label is None or 0 < label.score <= 1
    hints = [page_words.url_hint(text), page_words.text_hint(text)]
    assert all(0 <= score <= 1 for hint in hints for score in hint.values())
    assert 0 <= page_words.link_score(text, text) <= 1
    assert page_words.group_hint(text) in {None, "staff", "service", "student", "alumni", "outsider"}
    programme = units.read_programme(text)
    assert programme is None or 0 < programme.score <= 1
    assert units.read_unit(text) is None or isinstance(units.read_unit(text), str)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_no_text_breaks_the_decoders(text: str) -> None:
    decoded = [decode_cloudflare(text), decode_pure(text), uncrypt_mailto(text), from_rot13(text), from_reversed(text)]
    decoded += [from_attributes({"data-user": text, "data-domain": text, "data-email": text}), *emails_in_script(text)]
    assert all(valid_email(email) for email in decoded if email)
    assert is_functional(text) in {True, False}
    assert (
        0
        <= belongs_to(text, PersonName(initials=text[:5], call_name=text[:20], prefix=text[5:9], surname=text[:30]))
        <= 1
    )


@pytest.mark.parametrize(
    "unit", ["a", "a.", "a@", "(at)", "1 ", "1-", "docent ", "A1-", "'x'+", "{a,", "5 EC ", "blok 1, "]
)
def test_long_monotonous_text_is_read_in_time(unit: str) -> None:
    text = unit * 20_000
    emails.find_emails(text)
    emails_in_script("write" + text)
    phones.find_phones(text)
    course_codes.find_code(text)
    read_credits(text)
    periods.find_periods(text)
    school_years.find_school_years(text)
    read_roles(text)
    assert read_label(text) is None
