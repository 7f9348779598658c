"""Every table says how it may hold somebody: one that is added later and forgotten turns this red."""

import sqlalchemy as sa

from crm.privacy.holdings import holdings, text_columns
from crm.tables import all_tables, table_named

WHAT_TO_DO = "say in data/privacy/tables.toml what it holds"


def test_every_table_says_how_it_may_hold_somebody() -> None:
    said = set(holdings())
    tables = {table.name for table in all_tables()}
    assert tables - said == set(), WHAT_TO_DO
    assert said - tables == set()


def test_every_column_of_text_is_said_to_name_others_or_nobody() -> None:
    for table in all_tables():
        said = holdings()[table.name]
        columns = {column.name for column in text_columns(table)}
        assert columns == {*said.words, *said.plain}, f"{table.name}: {WHAT_TO_DO}"
        assert not set(said.words) & set(said.plain), table.name
        assert all(table.c[name].nullable for name in said.emptied), table.name


def test_what_points_at_somebody_goes_with_them_or_is_emptied() -> None:
    """So that an erasure, which follows the keys, leaves nothing behind and breaks nothing."""
    for table in all_tables():
        for key in table.foreign_keys:
            alone = key.constraint is not None and len(key.constraint.columns) == 1
            if alone and key.column.table.name != "contact_import":
                assert key.ondelete in {"CASCADE", "SET NULL"}, f"{table.name}.{key.parent.name}"
                assert key.ondelete == "CASCADE" or (isinstance(key.parent, sa.Column) and key.parent.nullable)


def test_of_a_person_only_a_work_contact_is_held() -> None:
    """GDPR art. 5(1)(c): a column that is added here needs a reason in the register of processing first."""
    held = {column.name for column in table_named("person").columns}
    contact = {"name", "titles", "sort_key", "email", "phone", "url", "profile"}
    assert held == {"id", "institution_id", "unit_id", *contact}
    beside = {column.name for table in all_tables() for column in table.columns}
    assert beside & {"photo", "picture", "birth_date", "birthday", "gender", "sex", "street", "home_address"} == set()
