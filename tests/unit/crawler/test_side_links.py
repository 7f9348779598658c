"""Frames, maps and pages that send on lead further too."""

import pytest

from crawler.side_links import MOST, side_links

URL = "http://www.school.example/oud/index.htm"


@pytest.mark.parametrize(
    ("html", "address"),
    [
        ('<frameset><FRAME NAME="menu" SRC="menu.htm"></frameset>', "http://www.school.example/oud/menu.htm"),
        ("<iframe src='/rooster?a=1&amp;b=2'></iframe>", "http://www.school.example/rooster?a=1&b=2"),
        ('<map><area shape="rect" href=team.htm></map>', "http://www.school.example/oud/team.htm"),
        ('<meta http-equiv="refresh" content="0; url=/nl/">', "http://www.school.example/nl/"),
        ("<META HTTP-EQUIV=Refresh CONTENT=\"5;URL='start.htm'\">", "http://www.school.example/oud/start.htm"),
    ],
)
def test_a_link_that_is_no_anchor_is_found(html: str, address: str) -> None:
    assert [link.url for link in side_links(html.encode(), URL)] == [address]


@pytest.mark.parametrize(
    "html",
    [
        "",
        '<a href="/x">x</a>',
        '<meta http-equiv="refresh" content="300">',
        '<iframe src="javascript:void(0)"></iframe>',
        '<iframe src="http://[broken/"></iframe>',
        "<frame",
    ],
)
def test_nothing_else_is(html: str) -> None:
    assert side_links(html.encode(), URL) == []


def test_a_page_of_nothing_but_frames_is_bounded() -> None:
    assert len(side_links(b'<iframe src="/x">' * 10_000, URL)) == MOST
