"""What a reader sees as one line, whatever the elements are."""

import pytest

from crawler.extraction.reader import page_of


def lines(body: str) -> list[str]:
    read = page_of(f"<html><body>{body}</body></html>", "https://school.example/x")
    return [line.text for line in read[0].lines] if read else []


def test_pieces_that_only_the_style_sheet_sets_apart_are_lines_of_their_own() -> None:
    assert lines("<div><span>Vakcode</span><span>5193KWCH6Y</span></div>") == ["Vakcode", "5193KWCH6Y"]
    assert lines("<li><a href=/a>ROC Zuid</a><a href=/b>Opleidingen</a></li>") == ["ROC Zuid", "Opleidingen"]


def test_a_small_letter_begins_a_piece_where_there_are_several() -> None:
    body = "<div><em>Anna Bakker</em><small>Docent Bouwkunde</small><a href=/anna>meer</a></div>"
    assert lines(body) == ["Anna Bakker", "Docent Bouwkunde", "meer"]


def test_an_element_of_the_sites_own_making_is_a_block_unless_it_stands_in_a_text() -> None:
    head = "<school-head><h1>Bouwfysica</h1><a href=/en>English</a></school-head>"
    grid = "<school-grid><span>Code</span><span>BWK-101</span><span>Wanneer</span><span>blok 1</span></school-grid>"
    assert lines(head + grid) == ["Bouwfysica", "English", "Code", "BWK-101", "Wanneer", "blok 1"]
    assert lines("<p>De <school-term>bouwfysica</school-term> van huizen</p>") == ["De bouwfysica van huizen"]


def test_a_bold_label_stays_in_the_line_of_its_value() -> None:
    assert lines("<p><b>Docent</b><span>Anna de Wit</span></p>") == ["Docent Anna de Wit"]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>Zie <b>Do</b><i>Cent</i> hieronder</p>", "Zie DoCent hieronder"),
        ("<p><b>Do</b>cent</p>", "Docent"),
        ("<h1><span>Data</span><span>bases</span></h1>", "Databases"),
        ("<h1><span>B</span><span>Ram</span></h1>", "BRam"),
        ("<p>een <b>her</b><i>ken</i><b>baar</b> woord</p>", "een herkenbaar woord"),
        ("<p><span>a.dewit</span><span>@school.example</span></p>", "a.dewit@school.example"),
        ("<p><span>Anna</span> <span>Bakker</span></p>", "Anna Bakker"),
    ],
)
def test_words_in_pieces_stay_whole(body: str, text: str) -> None:
    assert lines(body) == [text]
