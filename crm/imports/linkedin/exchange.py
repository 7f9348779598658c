"""How much was written and who invited whom, counted over messages and invitations as they pass: no word is kept."""

import csv
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from crm.imports.days import day_in
from crm.imports.linkedin.archive import Archive, Columns, columns_of, said_yes, vocabulary
from crm.imports.plan import Progress
from crm.language import _
from crm.services.profiles import profile_key
from crm.text import fold
from crm.words import Direction

MOST_TOGETHER = 8
"""Recipients of one message above which it says nothing of a tie: a circular."""

REPORT_EVERY = 5_000


@dataclass(slots=True)
class Exchange:
    """What passed between one network and one person, as far as it is counted."""

    received: int = 0
    last_received_on: date | None = None
    sent: int = 0
    last_sent_on: date | None = None
    invited: Direction | None = None
    invited_on: date | None = None


@dataclass(slots=True)
class _Written:
    """Messages that somebody sent to a person: how many, and the last day."""

    count: int = 0
    last: date | None = None

    def add(self, on: date) -> None:
        self.count += 1
        self.last = on if self.last is None or on > self.last else self.last


@dataclass(slots=True)
class Exchanges:
    """What passed with all whose profile is wanted."""

    with_: dict[str, Exchange] = field(default_factory=dict)
    owner: str | None = None
    """Profile of whose network it is: who took part in every message."""
    names: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Folded name → profiles, of all in messages and invitations: older lists of connections have no addresses."""
    remarks: list[str] = field(default_factory=list)


@lru_cache(maxsize=100_000)
def _profile(address: str) -> str | None:
    return profile_key(address) if address else None


@lru_cache(maxsize=20_000)
def _day(text: str) -> date | None:
    return day_in(text, month_first="/" in text)


def names_in(archive: Archive, wanted: Collection[str]) -> dict[str, set[str]]:
    """Folded name → profiles, of those called as one of `wanted`, in messages and invitations."""
    found: dict[str, set[str]] = defaultdict(set)
    pairs = (
        ("messages", "sender", "sender_profile"),
        ("invitations", "inviter", "inviter_profile"),
        ("invitations", "invitee", "invitee_profile"),
    )
    for part, name, profile in pairs:
        for columns, row, _line in rows_of(archive, part, {name, profile}):
            key = fold(_cell(row, columns, name))
            address = _profile(_cell(row, columns, profile))
            if key in wanted and address:
                found[key].add(address)
    return found


def exchanges(
    archive: Archive, wanted: Collection[str], *, whose: str, connected: Collection[str], progress: Progress
) -> Exchanges:
    """What passed with the `wanted` profiles.

    `whose` is the name of whose network it is, `connected` the profiles they are connected with (they themselves are
    not): by these the owner is told where everybody took part in every message.
    """
    found = Exchanges({profile: Exchange() for profile in wanted})
    sent = _messages(archive, found, progress)
    takers, names = sent.takers, sent.names
    found.owner = _owner(takers, names, whose, connected)
    for profile, writers in sent.to.items():
        written = writers.get(found.owner or "")
        if written is not None:
            found.with_[profile].sent, found.with_[profile].last_sent_on = written.count, written.last
    for profile, written in sent.by.items():
        found.with_[profile].received, found.with_[profile].last_received_on = written.count, written.last
    _invitations(archive, found)
    return found


@dataclass(slots=True)
class _Sent:
    by: dict[str, _Written] = field(default_factory=lambda: defaultdict(_Written))
    to: dict[str, dict[str, _Written]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(_Written)))
    takers: Counter[str] = field(default_factory=Counter)
    names: dict[str, str] = field(default_factory=dict)


def _messages(archive: Archive, found: Exchanges, progress: Progress) -> _Sent:
    sent = _Sent()
    needed = {"sender_profile", "recipient_profiles", "on"}
    number = 0
    for columns, row, _line in rows_of(archive, "messages", needed, found.remarks):
        number += 1
        if number % REPORT_EVERY == 0:
            progress(_("Counting messages"), number, 0)
        if "draft" in columns and said_yes(_cell(row, columns, "draft")):
            continue
        sender = _profile(_cell(row, columns, "sender_profile"))
        addresses = _cell(row, columns, "recipient_profiles").replace(",", ";").split(";")
        recipients = [key for address in addresses if (key := _profile(address.strip()))]
        on = _day(_cell(row, columns, "on"))
        if sender is None or on is None or not recipients:
            continue
        sent.takers.update({sender, *recipients})
        sent.names.setdefault(sender, fold(_cell(row, columns, "sender")))
        if len(recipients) > MOST_TOGETHER:
            continue
        if sender in found.with_:
            sent.by[sender].add(on)
        for recipient in recipients:
            if recipient in found.with_ and recipient != sender:
                sent.to[recipient][sender].add(on)
    return sent


def _owner(takers: Counter[str], names: dict[str, str], whose: str, connected: Collection[str]) -> str | None:
    """Who took part in most messages; of several the one who bears the name, else one nobody is connected with."""
    if not takers:
        return None
    most = max(takers.values())
    likely = sorted(profile for profile, count in takers.items() if count == most)
    named = [profile for profile in likely if whose and names.get(profile) == fold(whose)]
    strangers = [profile for profile in likely if profile not in connected]
    return (named or strangers or likely)[0]


def _invitations(archive: Archive, found: Exchanges) -> None:
    needed = {"direction", "inviter_profile", "invitee_profile"}
    for columns, row, _line in rows_of(archive, "invitations", needed, found.remarks):
        outgoing = _cell(row, columns, "direction").strip().lower() in vocabulary()["words"]["outgoing"]
        other = _profile(_cell(row, columns, "invitee_profile" if outgoing else "inviter_profile"))
        if other in found.with_:
            exchange = found.with_[other]
            on = _day(_cell(row, columns, "on"))
            if exchange.invited is None or (on and exchange.invited_on and on < exchange.invited_on):
                exchange.invited, exchange.invited_on = (Direction.OUT if outgoing else Direction.IN), on


def rows_of(
    archive: Archive, part: str, needed: Collection[str], remarks: list[str] | None = None
) -> Iterator[tuple[Columns, Sequence[str], int]]:
    """The rows of a part as they pass, with where its columns stand and their line; nothing where it has no such part.

    What stands before the header is passed by. A part without the columns that are `needed` is left out, and so said.
    """
    if part not in archive.parts:
        return
    with archive.text(part) as text:
        reader = csv.reader(text)
        columns: Columns | None = None
        before = 0
        while True:
            try:
                row = next(reader)
            except StopIteration:
                break
            except csv.Error:
                continue
            line, before = before + 1, reader.line_num
            if columns is None:
                here = columns_of(row, part)
                if set(needed) <= here.keys():
                    columns = here
                elif line > 30:
                    break
                continue
            yield columns, row, line
    if columns is None and remarks is not None:
        remarks.append(_("The columns of {file} are not known: it is left out.").format(file=archive.name(part)))


def _cell(row: Sequence[str], columns: Columns, wanted: str) -> str:
    place = columns.get(wanted)
    return row[place] if place is not None and place < len(row) else ""
