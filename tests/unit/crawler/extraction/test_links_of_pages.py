"""The links of a page are absolute, each once, and only addresses of pages."""

from crawler.extraction import read_page
from crawler.extraction.findings import Link

URL = "https://school.example/vakken/index.html"


def links(body: str) -> list[Link]:
    return read_page(body, URL).links


def test_links_are_absolute_without_fragment_and_each_once() -> None:
    found = links("<a href=db.html#a>Databases</a><a href='db.html#b'>DB</a><a href=/x>X</a><a href=../y>Y</a>")
    assert [link.url for link in found] == [
        "https://school.example/vakken/db.html",
        "https://school.example/x",
        "https://school.example/y",
    ]
    assert found[0].text == "Databases"


def test_what_is_no_page_is_no_link() -> None:
    assert (
        links("<a href=mailto:a@b.example>m</a><a href='javascript:x()'>j</a><a href='tel:1'>t</a><a href=#top>top</a>")
        == []
    )


def test_a_link_in_the_menu_is_furniture_unless_it_stands_in_the_text_too() -> None:
    found = links("<nav><a href=/a>A</a><a href=/b>B</a></nav><main><p>Zie <a href=/b>vak B</a></p></main>")
    assert [(link.url[-1], link.furniture, link.text) for link in found] == [("a", True, "A"), ("b", False, "vak B")]


def test_base_and_nofollow_are_respected() -> None:
    [link] = links("<base href='https://school.example/gids/'><a rel=nofollow href=x>X</a>")
    assert (link.url, link.nofollow) == ("https://school.example/gids/x", True)
