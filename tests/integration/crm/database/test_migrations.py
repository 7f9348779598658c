"""What stood in a database before it was brought up to date stands there afterwards."""

import json
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, inspect, text
from sqlmodel import Session, col, select

from crm.database import schema
from crm.database.engine import open_engine
from crm.database.upgrading import upgrade
from crm.errors import DatabaseError
from crm.services.journal import undo
from crm.tables import ContactBasis, JournalRow
from crm.unit_of_work import unit_of_work
from crm.views.grounds import ground
from crm.words import Basis, Channel


def _to(engine: Engine, version: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(schema.__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, version)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def first_form(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    """A database of the first version with a sighting in it, on each of the two kinds."""
    if request.param == "sqlite":
        engine = open_engine(f"sqlite:///{tmp_path / 'old.db'}")
    else:
        engine = open_engine(request.getfixturevalue("postgresql_database"))
        with engine.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
    _to(engine, "0001")
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO entity (id, kind, identity, first_seen, last_seen, in_review)"
                " VALUES (1, 'person', 'x', '2026-01-01', '2026-01-01', false)"
            )
        )
        connection.execute(text("INSERT INTO person (id, name, sort_key) VALUES (1, 'Zoë', 'zoe')"))
        connection.execute(
            text(
                "INSERT INTO sighting (id, entity_id, kind, mention, page, method, says, evidence, confidence,"
                " first_seen, last_seen, \"by\") VALUES (7, 1, 'person', 'added', 'by hand', 'manual',"
                " '{\"name\": \"Zoë\"}', '{}', 1, '2026-01-01', '2026-01-02', 'me')"
            )
        )
    return engine


def test_sightings_outlive_their_new_rules(first_form: Engine) -> None:
    upgrade(first_form)
    with first_form.connect() as connection:
        assert connection.execute(text('SELECT id, entity_id, method, "by", import_id FROM sighting')).all() == [
            (7, 1, "manual", "me", None)
        ]
        names = {index["name"] for index in inspect(connection).get_indexes("sighting")}
    assert {"ix_sighting_entity_id", "ix_sighting_source_id", "ix_sighting_import_id", "uq_sighting_live"} <= names
    first_form.dispose()


def test_a_step_that_fails_leaves_the_database_as_it_was(first_form: Engine) -> None:
    with first_form.begin() as connection:
        connection.execute(text("CREATE TABLE swept_school (id INTEGER)"))  # which a later step makes
    before = _form(first_form)
    with pytest.raises(DatabaseError, match=r"niets is veranderd: .*swept_school"):
        upgrade(first_form)
    assert _form(first_form) == before
    with first_form.begin() as connection:
        connection.execute(text("DROP TABLE swept_school"))
    upgrade(first_form)
    assert _form(first_form)[0] == schema.HEAD
    first_form.dispose()


def _form(engine: Engine) -> tuple[str, dict[str, list[str]]]:
    """Its version, and the columns of every table."""
    with engine.connect() as connection:
        version = connection.scalar(text("SELECT version_num FROM alembic_version"))
        there = inspect(connection)
        return version, {
            name: sorted(column["name"] for column in there.get_columns(name)) for name in there.get_table_names()
        }


def test_who_was_named_by_a_scout_stays_so(first_form: Engine) -> None:
    _to(first_form, "0019")
    with first_form.connect() as connection:
        sqlite = first_form.dialect.name == "sqlite"
        connection.execute(text("PRAGMA foreign_keys = OFF" if sqlite else "SET session_replication_role = replica"))
        for lead, scouting in ((1, 5), (2, None)):
            connection.execute(
                text(
                    'INSERT INTO introduction (lead_id, via_person_id, scouting_id, "on", "by")'
                    " VALUES (:lead, 1, :scouting, '2026-01-01', 'me')"
                ),
                {"lead": lead, "scouting": scouting},
            )
        connection.execute(
            text(
                "INSERT INTO past_figure (id, of, what, month, came_of_it, agreed, sprint, mails, calls, visits)"
                " VALUES (1, 'route', 'came', '2026-01-01', true, false, false, 1, 2, 3)"
            )
        )
        connection.commit()
    upgrade(first_form)
    with first_form.connect() as connection:
        kept = connection.execute(text("SELECT lead_id, via_person_id, scouted FROM introduction ORDER BY lead_id"))
        assert [(row[0], row[1], bool(row[2])) for row in kept] == [(1, 1, True), (2, 1, False)]
        assert connection.execute(text("SELECT of, what, calls FROM past_figure")).all() == [("route", "came", 2)]
    first_form.dispose()


def test_a_ground_for_mail_stays_one_for_mail_and_of_what_was_designated_alone(first_form: Engine) -> None:
    _to(first_form, "0020")
    quote = "Mail uw opdracht"
    bases = [
        (1, "consent", "mail van 3 mei", None, "me"),
        (2, "designated_address", quote, "https://haz.example/stage", "crawl"),
        (3, "designated_address", "zei het zelf", None, "me"),
        (4, "designated_address", quote, "https://haz.example/weg", "crawl"),
    ]
    with first_form.begin() as connection:
        for person, basis, evidence, page, by in bases:
            if person > 1:
                connection.execute(
                    text(
                        "INSERT INTO entity (id, kind, identity, first_seen, last_seen, in_review)"
                        " VALUES (:id, 'person', :identity, '2026-01-01', '2026-01-01', false)"
                    ),
                    {"id": person, "identity": f"p{person}"},
                )
                connection.execute(
                    text("INSERT INTO person (id, name, sort_key, email) VALUES (:id, 'P', 'p', 'Prive@Haz.example')"),
                    {"id": person},
                )
            connection.execute(
                text(
                    'INSERT INTO mail_basis (person_id, basis, evidence, page, "by", "on")'
                    " VALUES (:person, :basis, :evidence, :page, :by, '2026-01-02')"
                ),
                {"person": person, "basis": basis, "evidence": evidence, "page": page, "by": by},
            )
        connection.execute(
            text(
                "INSERT INTO sighting (id, entity_id, kind, mention, page, method, says, evidence, confidence,"
                " first_seen, last_seen, source_id, import_id, \"by\") VALUES (8, 2, 'person', 'p',"
                " 'https://haz.example/stage', 'manual', :says, '{}', 1, '2026-01-01', '2026-01-02', NULL, NULL, 'me')"
            ),
            {"says": json.dumps({"email": "Stage@Haz.example", "designated_quote": quote})},
        )
        entry = "INSERT INTO journal_entry (id, at, \"by\", what, reversible) VALUES (1, '2026-01-02', 'me', 'x', true)"
        connection.execute(text(entry))
        made = {"person_id": 1, "basis": "consent", "evidence": "mail van 3 mei", "page": None, "by": "me"}
        changed = {"basis": "designated_address"}, {"basis": "consent"}
        for number, person, before, after in ((1, 1, None, {**made, "on": "2026-01-02"}), (2, 3, *changed)):
            connection.execute(
                text(
                    'INSERT INTO journal_row (id, entry_id, "table", key, before, after)'
                    " VALUES (:id, 1, 'mail_basis', :key, :before, :after)"
                ),
                {
                    "id": number,
                    "key": json.dumps({"person_id": person}),
                    "before": json.dumps(before) if before is not None else None,
                    "after": json.dumps(after),
                },
            )
    upgrade(first_form)
    with Session(first_form) as session:
        held = session.exec(select(ContactBasis).order_by(col(ContactBasis.person_id))).all()
        assert [(one.person_id, one.channel, one.basis, one.address) for one in held] == [
            (1, Channel.EMAIL, Basis.CONSENT, None),
            (2, Channel.EMAIL, Basis.DESIGNATED_ADDRESS, "stage@haz.example"),
            (3, Channel.EMAIL, Basis.DESIGNATED_ADDRESS, "prive@haz.example"),
            (4, Channel.EMAIL, Basis.NONE, None),
        ]
        assert not any(one.objected for one in held)
        assert ground(session, 2).basis is Basis.NONE  # the address that was designated is not the one they have
        assert ground(session, 1, Channel.PHONE).basis is Basis.NONE
        rows = session.exec(select(JournalRow).order_by(col(JournalRow.id))).all()
        assert [(each.table, each.key["channel"]) for each in rows] == [("contact_basis", "email")] * 2
        assert rows[1].before == {"basis": "none"}
        session.delete(rows[1])
        session.commit()
    with unit_of_work(first_form, by="me", journalled=False) as work:
        undo(work, 1)
        assert work.session.get(ContactBasis, (1, Channel.EMAIL)) is None
    first_form.dispose()
