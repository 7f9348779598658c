"""What earlier imports said: so that the same file again says nothing, and a changed row takes its own place."""

import json
from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from crm.imports.plan import Entry
from crm.tables.crawled import SIGHTING
from crm.tables.who_is_who import CONTACT_IMPORT
from crm.words import EntityKind, Method


@dataclass(frozen=True, slots=True)
class Said:
    """A sighting of a person that an import brought and that stands."""

    id: int
    person: int
    origin: str
    """The file, or the network, that says it."""
    says: dict[str, Any]


@dataclass(slots=True)
class Earlier:
    """All that imports of one method said of people, findable by content and by how a file names them."""

    by_content: dict[str, list[Said]] = field(default_factory=lambda: defaultdict(list))
    by_mention: dict[tuple[str, str], list[Said]] = field(default_factory=lambda: defaultdict(list))
    by_person: dict[int, list[Said]] = field(default_factory=lambda: defaultdict(list))
    _asked: Counter[str] = field(default_factory=Counter)

    @classmethod
    def read(cls, connection: Connection, method: Method) -> "Earlier":
        """What stands now."""
        found = cls()
        chosen = (
            sa.select(
                SIGHTING.c.id,
                SIGHTING.c.entity_id,
                SIGHTING.c.mention,
                SIGHTING.c.says,
                CONTACT_IMPORT.c.file,
                CONTACT_IMPORT.c.network_id,
            )
            .join(CONTACT_IMPORT, CONTACT_IMPORT.c.id == SIGHTING.c.import_id)
            .where(
                SIGHTING.c.method == method,
                SIGHTING.c.kind == EntityKind.PERSON.value,
                SIGHTING.c.ended_on.is_(None),
            )
        )
        for row in connection.execute(chosen.order_by(SIGHTING.c.id)):
            origin = row.file if row.network_id is None else network_origin(row.network_id)
            said = Said(row.id, row.entity_id, origin, row.says)
            found.by_content[content_of(row.says)].append(said)
            found.by_mention[origin, row.mention].append(said)
            found.by_person[row.entity_id].append(said)
        return found

    def person_of(self, entry: Entry, origin: str) -> int | None:
        """Whom the row was before: the same content, or else the one so named in a file of this origin.

        Of several rows with the same content each is who the row in its place was.
        """
        if not self.by_content:
            return None
        content = content_of(entry.says)
        same = list(dict.fromkeys(said.person for said in self.by_content.get(content, ())))
        if same:
            self._asked[content] += 1
            return same[min(self._asked[content], len(same)) - 1]
        people = {said.person for said in self.by_mention.get((origin, entry.mention), ())}
        return people.pop() if len(people) == 1 else None

    def says_already(self, person: int, entry: Entry) -> bool:
        """Whether the very same was said of the person before."""
        return any(said.says == entry.says for said in self.by_person.get(person, ()))

    def replaced(self, person: int, entries: Collection[Entry], origin: str) -> list[int]:
        """What a file of this origin said of the person and these rows of it say no longer."""
        return [
            said.id
            for said in self.by_person.get(person, ())
            if said.origin == origin and not any(said.says == entry.says for entry in entries)
        ]


def network_origin(network_id: int | None) -> str:
    """The origin of what a network's archives say, whatever they are called; of a network that is new nothing is."""
    return f"network {network_id}"


def content_of(says: dict[str, Any]) -> str:
    """What is said as one text, by which it is found again."""
    return json.dumps(says, sort_keys=True, ensure_ascii=False)
