"""What the command that crawls says of what it could not have, and what it takes as an address."""

from typing import Any

Werkplaats = Any

PAGE = """<!doctype html><html lang="nl"><head><title>Statistiek</title></head><body><h1>Statistiek</h1><table>
<tr><th>Vakcode</th><td>ICT-ST-1</td></tr><tr><th>Docent</th><td>Ineke Bakker</td></tr></table></body></html>"""


def test_a_crawl_names_the_pages_that_could_not_be_read(werkplaats: Werkplaats, served: Any) -> None:
    site = served({"/": '<a href="/a">Vak</a> <a href="/leeg">Vakken</a>', "/a": PAGE, "/leeg": ""})
    told = werkplaats("crawl", site.url)
    assert told.code == 0
    assert f"Could not be read, and asked again next time; what they said before stays: {site.url}leeg (" in told.err
    again = werkplaats("crawl", site.url, "--json")
    assert again.json["unread"] == [{"page": f"{site.url}leeg", "problem": "the answer was empty"}]


def test_an_address_is_taken_as_one_however_it_is_written(werkplaats: Werkplaats, served: Any) -> None:
    site = served({"/": PAGE})
    assert werkplaats("crawl", site.url.replace("http", "HTTP")).code == 0
    assert [line["url"] for line in werkplaats("source", "list", "--json").json] == [site.url]
    unknown = werkplaats("crawl", "www.no-such-school.invalid/opleidingen")
    assert "https://www.no-such-school.invalid/opleidingen cannot be crawled" in unknown.err
    assert werkplaats("crawl", "ftp://www.haz.example/").code == 2
    assert "There is no source Hogeschool. Zee; known: " in werkplaats("crawl", "Hogeschool. Zee").err
