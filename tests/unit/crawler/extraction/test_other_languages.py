"""Links that lead to the same page in another language."""

import pytest

from crawler.extraction import read_page


@pytest.mark.parametrize(
    ("head", "links", "others"),
    [
        ("", "<a href=/en/x>English</a> <a href=/nl/x>Nederlands</a> <a href=/>Home</a>", {"en": "/en/x"}),
        (
            "",
            "<a href=/en/x>EN</a> <a href=/de/x>DE</a> <a href=/be>BE</a> <a href=/is>is</a>",
            {"en": "/en/x", "de": "/de/x"},
        ),
        ("<link rel=alternate hreflang=en href=/english>", "<a href=/en/>English</a>", {"en": "/english"}),
        ("", "<a href=/en/>English courses</a>", {}),
    ],
)
def test_a_link_that_is_the_name_of_a_language(head: str, links: str, others: dict[str, str]) -> None:
    body = f"<html lang=nl><head>{head}</head><body><nav>{links}</nav><p>Welkom bij de opleiding.</p></body></html>"
    read = read_page(body, "https://school.example/nl/x")
    assert read.alternates == {language: f"https://school.example{url}" for language, url in others.items()}
