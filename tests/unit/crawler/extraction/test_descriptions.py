"""What a site says below every description is no part of any."""

from crawler.extraction import read_page, read_site

FOOT = "Aan deze gids kunnen geen rechten worden ontleend. Fout gezien? Laat het ons weten."
THEMES = ("winkels", "havens", "musea", "bakkers", "reders", "kwekers", "kappers", "drukkers", "vissers", "boeren")


def _page(number: int, theme: str, foot: str = FOOT) -> tuple[str, str]:
    html = f"""<html><body><h1>Ondernemen met {theme}</h1>
<table><tr><th>Code</th><td>ICT-ON-{number}</td></tr><tr><th>Studiepunten</th><td>5 EC</td></tr></table>
<h2>Inhoud</h2><p>Teams van vier werken voor {theme}. Elk team levert een advies op.</p><p>{foot}</p></body></html>"""
    return html, f"https://gids.haz.example/vak/{number}.html"


def _descriptions(foot: str = FOOT, count: int = len(THEMES)) -> list[str | None]:
    pages = [read_page(*_page(number, theme, foot)) for number, theme in enumerate(THEMES[:count])]
    return [page.courses[0].description for page in read_site(pages)]


def test_the_foot_of_a_guide_is_no_part_of_a_description() -> None:
    told = _descriptions()
    assert all(text is not None and "rechten" not in text and "Fout gezien" not in text for text in told)
    assert told[0] is not None
    assert told[0].startswith("Teams van vier werken voor winkels.")


def test_of_a_few_pages_it_cannot_be_told_what_all_repeat() -> None:
    assert all(text is not None and "rechten" in text for text in _descriptions(count=4))
