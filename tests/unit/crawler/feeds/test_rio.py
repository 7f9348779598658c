"""RIO and DUO: programmes with their codes, and schools as candidates; the invented schools lie by an invented sea."""

from datetime import date

import pytest

from crawler.answers import Answer
from crawler.extraction.findings import PageFindings
from crawler.feeds.rio import RioReader, level_of
from crawler.feeds.values import UnreadableFeedError
from crm.words import Level

OVERVIEW = "https://data.example/ho_opleidingsoverzicht.csv"
COLUMNS = (
    "ONDERWIJSAANBIEDER_NAAM,OPLEIDINGSEENHEIDCODE,ERKENDEOPLEIDINGSCODE,NAAM_LANG,NIVEAU,GRAAD,EINDDATUM,"
    "AANGEBODEN_OPLEIDING_EINDDATUM,VORM,WEBSITE"
)


def read(body: bytes, url: str = OVERVIEW) -> PageFindings:
    return RioReader(today=date(2026, 11, 23), any_csv=True).read(Answer(url, 200, {}, body))


def overview(*rows: str) -> PageFindings:
    return read("\r\n".join((COLUMNS, *rows)).encode("utf-8-sig"))


def test_a_programme_has_its_official_code_level_and_school() -> None:
    offered = "1001O1234,30020,B HBO-ICT,HBO-BA,Bachelor of Science,,,VOLTIJD,www.zeewijk.example/hbo-ict"
    found = overview(f'"Hogeschool Zeewijk, Aan Zee",{offered}')
    programme = found.programmes[0]
    assert (programme.name, programme.code, programme.level) == ("B HBO-ICT", "30020", "hbo")
    assert (programme.degree, programme.unit) == ("Bachelor of Science", "Hogeschool Zeewijk, Aan Zee")
    assert programme.url == "https://www.zeewijk.example/hbo-ict"


def test_full_time_and_part_time_are_one_programme() -> None:
    row = "Hogeschool Zeewijk,1001O1234,30020,B HBO-ICT,HBO-BA,,,,{form},"
    assert len(overview(row.format(form="VOLTIJD"), row.format(form="DEELTIJD")).programmes) == 1


def test_what_has_ended_or_is_nobodys_is_left_out() -> None:
    found = overview(
        "Hogeschool Zeewijk,a,1,Over,HBO-BA,,2020-08-31,,,",
        "Hogeschool Zeewijk,b,2,Ook over,HBO-BA,,,31-8-2026,,",
        ",c,3,Van niemand,HBO-BA,,,,,",
        "Hogeschool Zeewijk,d,,Blijft,WO-MA,,20991231,,,",
    )
    assert [(p.name, p.code, p.level) for p in found.programmes] == [("Blijft", "d", "wo")]


def test_websites_are_candidates_once_a_school() -> None:
    found = overview(
        "Hogeschool Zeewijk,a,1,Een,HBO-BA,,,,,https://www.zeewijk.example/een",
        "Hogeschool Zeewijk,b,2,Twee,HBO-BA,,,,,https://www.zeewijk.example/twee",
        "Universiteit Zeestad,c,3,Drie,WO-BA,,,,,n.v.t. nog niet",
    )
    assert found.hints["candidates"] == [
        {"name": "Hogeschool Zeewijk", "url": "https://www.zeewijk.example/", "level": "hbo"}
    ]


def test_institutions_are_read_in_their_own_character_set() -> None:
    columns = "SOORT HO;INSTELLINGSCODE;INSTELLINGSNAAM;INTERNETADRES"
    rows = f"{columns}\r\nhbo;99XX;Hogeschool Zeeën;www.zeeen.example\r\n;;;\r\n"
    found = read(rows.encode("cp1252"), "https://data.example/01.-instellingen-hbo-en-wo.csv")
    assert found.hints["candidates"] == [
        {"name": "Hogeschool Zeeën", "url": "https://www.zeeen.example/", "level": "hbo"}
    ]
    assert [unit.name for unit in found.units] == ["Hogeschool Zeeën"]


def test_the_file_of_vocational_schools_tells_their_level() -> None:
    rows = "INSTELLINGSCODE;INSTELLINGSNAAM;INTERNETADRES\n99YY;ROC Zeewijk;www.roczeewijk.example\n"
    found = read(rows.encode(), "https://data.example/01.-adressen-mbo-instellingen.csv")
    assert found.hints["candidates"][0]["level"] == "mbo"


@pytest.mark.parametrize(
    "body", [b"", b"\n\n", COLUMNS.encode(), b"a;b\n1;2\n", b'"' + b"x" * 200_000 + b'"\n1,2\n', b"\0\0\0\n\0,\0\n"]
)
def test_another_file_is_refused(body: bytes) -> None:
    with pytest.raises(UnreadableFeedError):
        read(body)


def test_rows_that_are_too_short_or_too_long_are_read_as_far_as_they_go() -> None:
    found = overview("Hogeschool Zeewijk,a,1,Een", "Hogeschool Zeewijk", "Hogeschool Zeewijk,b,2,Twee,,,,,,,,,,x,y,z")
    assert [programme.name for programme in found.programmes] == ["Een", "Twee"]


def test_a_file_is_known_by_its_name_or_by_the_users_word() -> None:
    assert RioReader(today=date(2026, 1, 1)).is_mine(OVERVIEW)
    assert not RioReader(today=date(2026, 1, 1)).is_mine("https://www.school.example/prijzen.csv")
    assert RioReader(today=date(2026, 1, 1), any_csv=True).is_mine("https://www.school.example/prijzen.csv")


def test_a_level_stands_in_other_words() -> None:
    assert [level_of(words) for words in ("HBO-AD", "wo master", "MBO-4", "", "EQF 6")] == [
        Level.HBO, Level.WO, Level.MBO, None, None,
    ]  # fmt: skip
