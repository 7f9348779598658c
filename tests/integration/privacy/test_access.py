"""An access request shows every row that is somebody's, every text that names them, and where it comes from."""

from crm.privacy.access import access
from crm.privacy.access_page import as_page
from crm.unit_of_work import reading

from .conftest import EMAIL, NAME, Office


def test_access_shows_all_that_an_erasure_would_take(peopled: Office) -> None:
    with reading(peopled.engine) as session:
        held = access(session, EMAIL)
    document = held.document()
    assert document["person"]["emails"] == [EMAIL]
    parts = {part["table"]: part for part in document["held"]}
    assert {"person", "sighting", "role", "lead", "activity", "example", "agreement", "promise"} <= set(parts)
    assert parts["sprint"]["rows"][0]["students"] == 4
    assert parts["activity"]["named"][0]["note"] == f"Werkt samen met {NAME} en Z. van 't Hek"
    assert document["sources"][0]["page"].startswith("https://haz.example/")
    assert document["stored_pages"] == ["https://haz.example/medewerkers/z-van-t-hek", "https://haz.example/team"]
    shown = {trace.partition(":")[0] for trace in peopled.traces()}
    elsewhere = {"page.url", "page.findings", "page_body.body", "search_text.words", "search_text.name"}
    elsewhere.add("journal_row.key")  # the address at which nothing arrives, shown in its own table
    told = {f"{part['table']}.{name}" for part in document["held"] for r in part["rows"] + part["named"] for name in r}
    assert shown - elsewhere - told == set()


def test_the_page_says_it_in_words_and_nothing_of_it_acts(peopled: Office) -> None:
    with reading(peopled.engine) as session:
        held = access(session, NAME)
    held.parts[0].rows.append({"note": "<script>alert(1)</script>"})
    office = {"office": "Bureau Zeewind", "office_email": "post@zeewind.example", "office_address": "Kade 1"}
    page = as_page(held, office, peopled.clock.today())
    for words in (
        "<td>docent</td>",
        "<th>van</th><td>Databases</td>",
        "Wat er is vastgelegd van Zoë van &#x27;t Hek",
        "Vindplaats",
        "laatst gezien",
        "uw rechten",
    ):
        assert words in page
    assert "<script>" not in page
