"""Pages with tags left out or in odd places, as minifiers, includes and frames leave them: what is shown is read."""

import pytest

from crawler.extraction import read_page
from crawler.extraction.tree import parsed
from tests.unit.crawler.extraction.reading import courses, roles

COURSE = """<h1>INF-210 Databases</h1><table><tr><th>Lecturer</th><td>Karla Weiss</td></tr>
<tr><th>Credits</th><td>6 ECTS</td></tr></table>"""
HEAD = "<meta charset=utf-8><title>Databases</title><link rel=stylesheet href=style.css><script>let a = 1</script>"


@pytest.mark.parametrize(
    "page",
    [
        f"<!doctype html><html lang=en>{HEAD}<main>{COURSE}</main>",
        f"<!doctype html><html lang=en>{HEAD}<header><a href=/>Home</a></header><section>{COURSE}</section>",
        f"<html><head>{HEAD}<nav><a href=/>Home</a></nav></head><body>{COURSE}</body></html>",
        f"<html><head>{HEAD}</head><body><p>Welcome</p></body></html>{COURSE}",
        f"<HTML><HEAD>{HEAD}</HEAD><BODY></BODY></HTML>{COURSE}</BODY></HTML>",
        f"<html><head>{HEAD}</head><frameset cols='20,80'><noframes><body>{COURSE}</body></noframes></frameset></html>",
    ],
    ids=["no body", "no body, parts", "a menu in the head", "behind the end", "behind the end, twice", "no frames"],
)
def test_what_is_shown_is_read(page: str) -> None:
    found = read_page(page, "https://school.example/courses/databases")
    assert courses(found) == [("INF-210", "Databases", 6.0)]
    assert roles(found) == {"Karla Weiss": {"teacher"}}


def test_a_head_keeps_what_belongs_to_it_and_text_stays_in_order() -> None:
    root = parsed(b"<title>A</title><meta name=x><main>one</main> two <p>three</p>")
    assert root is not None
    assert [child.tag for child in root[0]] == ["title", "meta"]
    assert "".join(root[1].itertext()) == "one two three"


def test_what_stands_before_the_end_alone_is_left_as_it_is() -> None:
    root = parsed(b"<html><body><p>one</p></body> \n </html> \n")
    assert root is not None
    assert "".join(root.itertext()).strip() == "one"
