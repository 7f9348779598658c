"""What stands in the tree of the map: its nodes as the screen needs them, read through a filter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crm.clock import Clock
from crm.words import EntityKind, Stage, Target
from tui.widgets.tree import Key

if TYPE_CHECKING:
    from sqlmodel import Session

    from crm.views.tree import TreeNode
    from crm.views.tree_filter import Passing


@dataclass(frozen=True, slots=True)
class Node:
    """A thing of the map where it stands in the tree, with the stage of a person's lead.

    `stages` of a programme: how many people there stand at each stage. `known`: how many there one of us knows.
    """

    thing: "TreeNode"
    stage: Stage | None = None
    stages: Mapping[Stage, int] = field(default_factory=dict)
    known: int = 0
    rests: str = ""
    """Of a programme that is a target: on how many it rests."""

    @property
    def key(self) -> Key:
        """Kind and id."""
        return self.thing.kind.value, self.thing.id

    @property
    def has_children(self) -> bool:
        """Whether it can be opened."""
        return self.thing.has_children

    @property
    def kind(self) -> EntityKind:
        """What it is."""
        return self.thing.kind

    @property
    def id(self) -> int:
        """Its number."""
        return self.thing.id

    @property
    def name(self) -> str:
        """What it is called."""
        return self.thing.name


def _known(session: "Session", things: "Sequence[TreeNode]") -> dict[int, int]:
    """How many people one of us knows at each school, unit and programme of `things`."""
    from crm.views.known_here import count_known

    found: dict[int, int] = {}
    for kind in (EntityKind.INSTITUTION, EntityKind.UNIT, EntityKind.PROGRAMME):
        ids = [thing.id for thing in things if thing.kind is kind]
        found |= count_known(session, kind, ids) if ids else {}
    return found


def _resting(session: "Session", programmes: Sequence[int], clock: Clock) -> dict[int, str]:
    """On how many teachers each of these programmes rests, of those that are targets."""
    from crm.views.footing import footings
    from crm.views.footing_told import mark_said

    return {one.programme_id: mark_said(one) for one in footings(session, clock.today(), programmes=programmes)}


@dataclass(slots=True)
class Reading:
    """Reads the tree through a filter: `text` in the query language, "" for all.

    What stands under a thing that the filter finds passes whole.
    """

    text: str
    clock: Clock
    me: str
    _passing: "Passing | None" = None
    _whole: set[Key] = field(default_factory=set)

    def __call__(self, session: "Session", key: Key | None) -> Sequence[Node]:
        """What stands right under `key` and passes the filter. Raises QueryError for what is not understood."""
        from crm.views.card import stages_at, stages_of
        from crm.views.tree import NodeId, children

        if key is None:
            self._read_filter(session)
        above = None if key is None else NodeId(EntityKind(key[0]), key[1])
        things = self._passed(key, children(session, above, clock=self.clock))
        people = [thing.id for thing in things if thing.lead_id is not None]
        programmes = [thing.id for thing in things if thing.kind is EntityKind.PROGRAMME]
        stages = stages_of(session, people) if people else {}
        at = stages_at(session, programmes) if programmes else {}
        known = _known(session, things)
        wanted = [thing.id for thing in things if thing.id in programmes and thing.effective is Target.YES]
        rests = _resting(session, wanted, self.clock) if wanted else {}
        return [
            Node(
                thing,
                stages.get(thing.id) if thing.lead_id is not None else None,
                at.get(thing.id, {}),
                known.get(thing.id, 0),
                rests.get(thing.id, ""),
            )
            for thing in things
        ]

    def _read_filter(self, session: "Session") -> None:
        from crm.query import parse
        from crm.views.tree_filter import passing

        query = parse(self.text)
        self._passing = passing(session, query, clock=self.clock, me=self.me) if query.terms else None
        self._whole.clear()

    def _passed(self, key: Key | None, things: "list[TreeNode]") -> "list[TreeNode]":
        passing = self._passing
        if passing is None:
            return things
        if key is not None and (key in self._whole or key[1] in passing.hits):
            whole = [thing for thing in things if thing.id not in passing.hidden]
            self._whole |= {(thing.kind.value, thing.id) for thing in whole}
            return whole
        return [thing for thing in things if thing.id in passing]
