"""A LinkedIn export in each of its forms: who comes in, how well they are known, and what is never kept."""

import io
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from crm.errors import FileError
from crm.imports.linkedin.importing import import_linkedin, open_linkedin
from crm.imports.plan import Outcome
from crm.tables.core import ACQUAINTANCE, NETWORK, PERSON
from crm.words import Direction

Office = Any

ZOE = "https://www.linkedin.com/in/zoe-van-t-hek"
PIM = "https://www.linkedin.com/in/pim-pover"
ME = "https://www.linkedin.com/in/marlies-mol"

CONNECTIONS = f"""First Name,Last Name,URL,Email Address,Company,Position,Connected On
Zoë,van 't Hek,{ZOE},,HAZ | Faculteit ICT,Docent HBO-ICT,14 Mar 2024
Pim,Pover,{PIM},pim@bakkerij.example,Bakkerij Korenmolen,Eigenaar,01 Jan 2020
Sam,Student,https://www.linkedin.com/in/sam-s,,Hogeschool aan Zee,Student,02 Feb 2022
,,,,,,03 Feb 2022
"""
MESSAGE_COLUMNS = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,"
    "FOLDER,ATTACHMENTS,IS MESSAGE DRAFT"
)
MESSAGES = f"""{MESSAGE_COLUMNS}
1,,Marlies Mol,{ME},Zoë van 't Hek,{ZOE},2024-03-15 09:41:53 UTC,,"Dag Zoë,
geheim",INBOX,,No
1,,Zoë van 't Hek,{ZOE},Marlies Mol,{ME},2024-03-16 10:00:00 UTC,,geheim antwoord,INBOX,,No
1,,Zoë van 't Hek,{ZOE},Marlies Mol,{ME},2024-09-01 10:00:00 UTC,,nog iets,INBOX,,No
1,,Marlies Mol,{ME},Zoë van 't Hek,{ZOE},2024-09-02 10:00:00 UTC,,klad,INBOX,,Yes
2,,Marlies Mol,{ME},Pim Pover,{PIM},2024-05-01 10:00:00 UTC,,brood,INBOX,,No
"""
INVITATIONS = f"""From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl
Marlies Mol,Zoë van 't Hek,"3/13/24, 9:41 AM",Dag,OUTGOING,{ME},{ZOE}
"""
PROFILE = "First Name,Last Name,Maiden Name,Address\nMarlies,Mol,,Thuisstraat 1\n"
PREAMBLE = 'Notes:\n"When exporting your connection data, you may notice that some addresses are missing."\n\n'
FILES = {
    "Connections.csv": CONNECTIONS,
    "messages.csv": MESSAGES,
    "learning_role_play_messages.csv": "Role,Text\nx,y\n",
    "Invitations.csv": INVITATIONS,
    "Profile.csv": PROFILE,
}


@pytest.fixture
def there(office: Office) -> Office:
    """An office that maps Hogeschool aan Zee."""
    office.map_school()
    return office


def _zip(office: Office, files: Mapping[str, str | bytes], folder: str = "", name: str = "export.zip") -> Path:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for each, content in files.items():
            archive.writestr(f"{folder}{each}", content)
    path: Path = office.file(held.getvalue(), name)
    return path


def _taken(office: Office, path: Path, **more: Any) -> Any:
    opening = {name: more.pop(name) for name in ("mapping", "whose", "marked") if name in more}
    return import_linkedin(office.engine, open_linkedin(path, **opening), by="zee", clock=office.clock, **more)


def _ties(office: Office) -> dict[tuple[str, str], dict[str, Any]]:
    joined = sa.select(ACQUAINTANCE, NETWORK.c.name.label("whose"), PERSON.c.name.label("whom"))
    joined = joined.join(NETWORK, NETWORK.c.id == ACQUAINTANCE.c.network_id)
    joined = joined.join(PERSON, PERSON.c.id == ACQUAINTANCE.c.person_id)
    with office.engine.connect() as connection:
        return {(row["whose"], row["whom"]): dict(row) for row in connection.execute(joined).mappings()}


@pytest.mark.parametrize("folder", ["", "Basic_LinkedInDataExport_11-01-2026/"])
def test_only_people_at_mapped_schools_come_in_with_how_well_they_are_known(there: Office, folder: str) -> None:
    done = _taken(there, _zip(there, dict(FILES), folder))
    assert [line.outcome for line in done.plan.lines] == [Outcome.ADDED, *[Outcome.LEFT_OUT] * 3]
    assert list(there.people()) == ["Zoë van 't Hek"]
    tie = _ties(there)["Marlies Mol", "Zoë van 't Hek"]
    assert tie["connected_on"] == date(2024, 3, 14)
    assert (tie["sent"], tie["last_sent_on"]) == (1, date(2024, 3, 15))
    assert (tie["received"], tie["last_received_on"]) == (2, date(2024, 9, 1))
    assert (tie["invited"], tie["invited_on"]) == (Direction.OUT, date(2024, 3, 13))
    assert tie["page"] == "Connections.csv, line 2"


def test_no_word_of_a_message_nor_anything_of_others_is_kept(there: Office) -> None:
    _taken(there, _zip(there, dict(FILES)))
    with there.engine.connect() as connection:
        everything = ""
        for name in sa.inspect(connection).get_table_names():
            if not name.startswith("search_"):
                everything += str(connection.execute(sa.text(f'SELECT * FROM "{name}"')).all())
    for word in ("geheim", "brood", "Pover", "bakkerij", "Thuisstraat", "Student"):
        assert word not in everything


def test_a_preamble_a_mark_and_missing_columns_make_no_difference(there: Office) -> None:
    older = CONNECTIONS.replace(",URL", "")
    for address in (ZOE, PIM, "https://www.linkedin.com/in/sam-s"):
        older = older.replace(f",{address}", "")
    content = ("\ufeff" + PREAMBLE + older.replace(",,,,,,", ",,,,,")).encode("utf-8")
    done = _taken(there, _zip(there, {**FILES, "Connections.csv": content}))
    assert done.plan.counts()["added"] == 1
    tie = _ties(there)["Marlies Mol", "Zoë van 't Hek"]
    assert (tie["profile"], tie["received"]) == ("linkedin.com/in/zoe-van-t-hek", 2)


def test_a_folder_and_the_one_csv_are_taken_as_well(there: Office) -> None:
    folder = there.folder / "uitgepakt" / "diep"
    folder.mkdir(parents=True)
    for name, content in FILES.items():
        (folder / name).write_text(content, encoding="utf-8")
    assert _taken(there, there.folder / "uitgepakt").plan.counts()["added"] == 1
    again = _taken(there, folder / "Connections.csv")
    assert again.action is not None or again.plan.counts()["same"] == 1
    assert list(there.people()) == ["Zoë van 't Hek"]


def test_an_unknown_language_is_told_by_what_the_columns_hold(there: Office) -> None:
    header = "Etunimi,Sukunimi,Osoite,Sähköposti,Yritys,Asema,Yhdistetty"
    strange = CONNECTIONS.replace(CONNECTIONS.splitlines()[0], header)
    done = _taken(there, there.file(strange, "Connections.csv"))
    assert done.plan.counts()["added"] == 1
    assert any("Etunimi" in remark for remark in done.plan.remarks)


def test_without_a_profile_the_network_is_that_of_whoever_acts(there: Office) -> None:
    _taken(there, there.file(CONNECTIONS, "Connections.csv"))
    assert set(_ties(there)) == {("zee", "Zoë van 't Hek")}
    _taken(there, _zip(there, dict(FILES)))
    assert set(_ties(there)) == {("Marlies Mol", "Zoë van 't Hek")}


def test_a_team_has_several_networks(there: Office) -> None:
    _taken(there, _zip(there, dict(FILES)))
    other = {
        "Connections.csv": CONNECTIONS.replace("14 Mar 2024", "2021-05-06"),
        "Profile.csv": "First Name,Last Name\nKees,Kok\n",
    }
    _taken(there, _zip(there, other, name="kees.zip"))
    assert {whose: tie["connected_on"] for (whose, _), tie in _ties(there).items()} == {
        "Marlies Mol": date(2024, 3, 14),
        "Kees Kok": date(2021, 5, 6),
    }


def test_the_same_archive_again_writes_nothing_and_a_newer_one_updates(there: Office) -> None:
    _taken(there, _zip(there, dict(FILES)))
    before = there.rows()
    again = _taken(there, _zip(there, dict(FILES), name="again.zip"))
    assert again.action is None
    assert there.rows() == before
    more = MESSAGES + f"1,,Zoë van 't Hek,{ZOE},Marlies Mol,{ME},2026-11-01 10:00:00 UTC,,x,INBOX,,No\n"
    newer = _taken(there, _zip(there, {**FILES, "messages.csv": more}, name="newer.zip"))
    assert newer.plan.counts()["updated"] == 1
    assert _ties(there)["Marlies Mol", "Zoë van 't Hek"]["received"] == 3
    there.undo(by="zee")
    assert _ties(there)["Marlies Mol", "Zoë van 't Hek"]["received"] == 2
    assert there.rows() == before


def test_one_undo_takes_network_and_ties_back(there: Office) -> None:
    before = there.rows()
    _taken(there, _zip(there, dict(FILES)))
    there.undo(by="zee")
    assert there.rows() == before


def test_whom_the_user_marks_comes_in_wherever_they_work(there: Office) -> None:
    _taken(there, _zip(there, dict(FILES)), marked=["Pim Pover"])
    assert set(there.people()) == {"Zoë van 't Hek", "Pim Pover"}
    assert there.why("Pim Pover")["organisation"][0]["value"] == "Bakkerij Korenmolen"


def test_contacts_once_handed_to_linkedin_come_in_by_their_address(there: Office) -> None:
    imported = (
        "FirstName,MiddleName,LastName,Title,Emails,PhoneNumbers\n"
        'Anna,,Kok,,"a.kok@haz.example, anna@thuis.example",+31 20 555 01 23\nPiet,,Thuis,,piet@thuis.example,\n'
    )
    _taken(there, _zip(there, {**FILES, "ImportedContacts.csv": imported}))
    assert set(there.people()) == {"Zoë van 't Hek", "Anna Kok"}
    assert there.person("Anna Kok").email == "a.kok@haz.example"


def test_a_page_of_the_school_is_believed_before_linkedin(there: Office, make_school: Any) -> None:
    school = make_school()
    school.crawl(school.teacher("Zoë van 't Hek", "team", email="z.vanthek@haz.example"))
    school.session.commit()
    other = CONNECTIONS.replace(f"{ZOE},,", f"{ZOE},Z.VanTHek@HAZ.example,").replace("Zoë,van 't Hek", "Zoë,Van 't Hek")
    _taken(
        there,
        _zip(there, {**FILES, "Connections.csv": other.replace("VanTHek", "VantHek").replace("Docent HBO-ICT", "")}),
    )
    zoe = there.person("Zoë van 't Hek")
    assert (zoe.email, zoe.profile) == ("z.vanthek@haz.example", "linkedin.com/in/zoe-van-t-hek")


def test_a_dry_run_counts_alike_and_what_stops_it_leaves_nothing(there: Office) -> None:
    path = _zip(there, dict(FILES))
    before = there.rows()
    dry = _taken(there, path, dry_run=True)

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        _taken(there, path, progress=stop)
    assert there.rows() == before
    assert _taken(there, path).plan.counts() == dry.plan.counts()


@pytest.mark.parametrize("sort", ["no zip", "damaged", "bomb", "climbing", "empty", "nothing there"])
def test_what_is_no_archive_is_said_to_be_none(there: Office, sort: str) -> None:
    if sort == "no zip":
        path = there.file("hallo", "export.zip")
    elif sort == "damaged":
        path = there.file(_zip(there, dict(FILES)).read_bytes()[:-30], "cut.zip")
    elif sort == "bomb":
        path = _zip(there, {**FILES, "messages.csv": b"0" * 30_000_000})
    elif sort == "climbing":
        path = _zip(there, {"../../Connections.csv": CONNECTIONS})
    elif sort == "empty":
        path = _zip(there, {"iets.txt": "x"})
    else:
        path = there.folder / "weg.zip"
    with pytest.raises(FileError) as told:
        open_linkedin(path)
    assert path.name in str(told.value)


def test_an_archive_with_a_password_is_said_to_have_one(there: Office) -> None:
    content = bytearray(_zip(there, dict(FILES)).read_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = 0
        while (at := content.find(mark, start)) >= 0:
            content[at + place] |= 1
            start = at + 4
    with pytest.raises(FileError, match="wachtwoord"):
        open_linkedin(there.file(bytes(content), "secret.zip"))


KNOWN = "Naam;School;Functie;E-mail\nZoë van 't Hek;Hogeschool aan Zee;onderzoeker;z.vanthek@haz.example\n"


def test_the_whole_name_at_one_school_is_one_person_whatever_they_call_their_post(there: Office) -> None:
    there.contacts(KNOWN)
    _taken(there, _zip(there, FILES), whose="")
    assert [name for name in there.people() if "Hek" in name] == ["Zoë van 't Hek"]
    (tie,) = [tie for (_whose, whom), tie in _ties(there).items() if whom == "Zoë van 't Hek"]
    assert tie["person_id"] == there.person("Zoë van 't Hek").id


def test_with_a_second_bearer_at_the_school_the_name_proves_nothing(there: Office) -> None:
    there.contacts(KNOWN + "Zoë van 't Hek;Hogeschool aan Zee;teamleider;zoe.hek@haz.example\n")
    _taken(there, _zip(there, FILES), whose="")
    with there.engine.connect() as connection:
        named = sa.select(sa.func.count()).where(PERSON.c.name == "Zoë van 't Hek")
        assert connection.scalar(named) == 3
