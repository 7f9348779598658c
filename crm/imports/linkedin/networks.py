"""Whose network an archive is, and the ties in it as they stand and as they will be written."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlmodel import Session, col, select

from crm.database.bulk import insert_rows, reserved_ids
from crm.imports.ground import Ground
from crm.imports.linkedin.archive import Archive
from crm.imports.linkedin.exchange import Exchange, rows_of
from crm.imports.plan import Tie
from crm.tables import Network
from crm.tables.core import ACQUAINTANCE
from crm.text import clean
from crm.unit_of_work import Work

_EMPTY: dict[str, Any] = {
    "profile": None,
    "connected_on": None,
    "sent": 0,
    "received": 0,
    "last_sent_on": None,
    "last_received_on": None,
    "invited": None,
    "invited_on": None,
}


def name_in(archive: Archive) -> str:
    """The name in Profile.csv; empty where there is none."""
    for columns, row, _line in rows_of(archive, "profile", {"first_name", "last_name"}):
        cells = [row[columns[name]] for name in ("first_name", "last_name") if columns[name] < len(row)]
        return clean(" ".join(cells), 200)
    return ""


def network_of(session: Session, *, name: str, profile: str | None, by: str) -> Network | None:
    """The network this is: by its profile, by its name, or without a name the only one that `by` imported; if any."""
    if profile:
        found = session.exec(select(Network).where(Network.profile == profile)).first()
        if found is not None:
            return found
    found = session.exec(select(Network).where(Network.name == (name or by))).first()
    if found is not None or name:
        return found or session.exec(select(Network).where(Network.name == by, Network.owner == by)).first()
    own = list(session.exec(select(Network).where(Network.owner == by).order_by(col(Network.id))))
    return own[0] if len(own) == 1 else None


def kept_network(work: Work, *, name: str, profile: str | None) -> Network:
    """The network, made where it is new; one that had only its owner's name takes over what the archive says."""
    network = network_of(work.session, name=name, profile=profile, by=work.by)
    if network is None:
        network = Network(name=name or work.by, owner=work.by, profile=profile)
        work.session.add(network)
    if network.name == network.owner and name:
        network.name = name
    if network.profile is None and profile:
        network.profile = profile
    work.session.flush()
    return network


def held_ties(connection: Connection, network_id: int | None) -> dict[int, dict[str, Any]]:
    """Person → the row of the network's tie with them."""
    if network_id is None:
        return {}
    rows = connection.execute(sa.select(ACQUAINTANCE).where(ACQUAINTANCE.c.network_id == network_id)).mappings()
    return {row["person_id"]: dict(row) for row in rows}


def tie_values(
    held: dict[str, Any] | None,
    archive: Archive,
    *,
    profile: str | None,
    connected_on: date | None,
    exchange: Exchange | None,
) -> dict[str, Any]:
    """What a tie will say: of each part of the archive what it says now; a part that is not there changes nothing."""
    values = {name: (held or _EMPTY)[name] for name in _EMPTY}
    values["profile"] = profile or values["profile"]
    if connected_on is not None:
        values["connected_on"] = connected_on
    if exchange is not None and "messages" in archive.parts:
        for name in ("sent", "received", "last_sent_on", "last_received_on"):
            values[name] = getattr(exchange, name)
    if exchange is not None and exchange.invited is not None:
        values["invited"], values["invited_on"] = exchange.invited, exchange.invited_on
    return values


def write_ties(work: Work, ties: Sequence[Tie], network_id: int, ground: Ground) -> None:
    """Writes what is new; what was there before is in the journal."""
    connection = work.session.connection()
    new = [tie for tie in ties if tie.held is None]
    ids = reserved_ids(connection, ACQUAINTANCE, len(new))
    seen = {"import_id": ground.import_id, "seen_on": ground.on}
    rows = [
        {"id": id_, "network_id": network_id, "person_id": tie.someone.id, "page": tie.page, **tie.values, **seen}
        for id_, tie in zip(ids, new, strict=True)
    ]
    insert_rows(connection, ACQUAINTANCE, rows)
    for tie in ties:
        if tie.held is not None and tie.is_new:
            after = {**tie.held, **tie.values, **seen, "page": tie.page}
            work.note_rows(ACQUAINTANCE.name, [(tie.held, after)])
            connection.execute(
                sa.update(ACQUAINTANCE)
                .where(ACQUAINTANCE.c.id == tie.held["id"])
                .values(**{name: value for name, value in after.items() if name != "id"})
            )
