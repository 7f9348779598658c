"""A line of one endless word costs no more than any other: hostile pages have them."""

import time

import pytest

from crawler.extraction.naming import whole_name


@pytest.mark.parametrize("text", ["A" * 20_000 + ", Anna", "Anna Mol, " + "A" * 20_000 + "x", "MOL, Anna" * 2_000])
def test_an_endless_line_is_no_name_and_costs_nothing(text: str) -> None:
    began = time.process_time()
    assert whole_name(text) is None
    assert time.process_time() - began < 1


def test_a_surname_in_capitals_and_certificates_are_still_read() -> None:
    named, certified = whole_name("VAN DER MOL, Anna Grace"), whole_name("Anna Mol, J.D., CISSP")
    assert named is not None
    assert certified is not None
    assert (named.natural, certified.natural) == ("Anna Grace van der Mol", "Anna Mol")
