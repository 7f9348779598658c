"""Which contact lists went out for which campaign, and who was in them."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from crm.errors import NotFoundError
from crm.language import _
from crm.tables import ExportedContact, ExportRun, MailStop, Person


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign in a list. `contacts`: people, each once; `stopped`: those of them who want no more mail now."""

    name: str
    runs: int
    contacts: int
    stopped: int
    first: str
    last: str


def campaigns(session: Session) -> list[Campaign]:
    """All campaigns, the newest first."""
    people = sa.func.count(sa.distinct(col(ExportedContact.person_id)))
    ended = sa.func.count(sa.distinct(col(MailStop.person_id)))
    told = {
        name: (contacts, stopped)
        for name, contacts, stopped in session.connection().execute(
            sa.select(col(ExportRun.campaign), people, ended)
            .join(ExportedContact, col(ExportedContact.run_id) == col(ExportRun.id))
            .outerjoin(MailStop, col(MailStop.person_id) == col(ExportedContact.person_id))
            .group_by(col(ExportRun.campaign))
        )
    }
    runs: dict[str, list[ExportRun]] = {}
    for run in session.exec(select(ExportRun).where(col(ExportRun.campaign).is_not(None)).order_by(col(ExportRun.at))):
        runs.setdefault(run.campaign or "", []).append(run)
    found = [
        Campaign(
            name,
            len(own),
            *told.get(name, (0, 0)),
            first=own[0].at.date().isoformat(),
            last=own[-1].at.date().isoformat(),
        )
        for name, own in runs.items()
    ]
    return sorted(found, key=lambda one: (one.last, one.name), reverse=True)


def campaign_json(one: Campaign) -> dict[str, Any]:
    """A campaign in the shape of `werkplaats campaign list --json`."""
    return {
        "name": one.name,
        "runs": one.runs,
        "contacts": one.contacts,
        "stopped": one.stopped,
        "first": one.first,
        "last": one.last,
    }


def one_campaign(session: Session, name: str) -> dict[str, Any]:
    """A campaign in the shape of `werkplaats campaign show --json`: its files, and who was in each.

    Somebody who was erased since is in it no more. Raises NotFoundError that names the campaigns there are.
    """
    wanted = name.strip().lower()
    kept = select(ExportRun).where(sa.func.lower(col(ExportRun.campaign)) == wanted).order_by(col(ExportRun.id))
    runs = session.exec(kept).all()
    if not runs:
        known = ", ".join(one.name for one in campaigns(session)[:20]) or "–"
        raise NotFoundError(_("There is no campaign {name}. There are: {known}.").format(name=name, known=known))
    contacts = session.connection().execute(
        sa.select(
            col(ExportedContact.run_id),
            col(ExportedContact.person_id),
            col(Person.name),
            col(ExportedContact.basis),
            col(ExportedContact.row_hash),
        )
        .join(Person, col(Person.id) == col(ExportedContact.person_id))
        .where(col(ExportedContact.run_id).in_([run.id for run in runs]))
        .order_by(col(ExportedContact.run_id), col(Person.sort_key), col(Person.id))
    )
    when = {run.id: run.at.isoformat() for run in runs}
    return {
        "name": runs[0].campaign,
        "runs": [run_json(run) for run in runs],
        "contacts": [
            {
                "run": row.run_id,
                "at": when[row.run_id],
                "person": row.person_id,
                "name": row.name,
                "basis": row.basis.value,
                "row": row.row_hash,
            }
            for row in contacts
        ],
    }


def run_json(run: ExportRun) -> dict[str, Any]:
    """One file that went out. `digest` is the SHA-256 of it."""
    return {
        "id": run.id,
        "at": run.at.isoformat(),
        "by": run.by,
        "format": run.format,
        "of": run.recipients.value,
        "query": run.query,
        "channel": run.channel.value,
        "bases": run.bases,
        "reason": run.reason,
        "file": run.file,
        "written": run.written,
        "left_out": run.left_out,
        "digest": run.digest,
    }
