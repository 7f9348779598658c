"""Who teaches what, where? The map of the schools, as a tree that is read as it opens."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input

from crm.language import _, ngettext
from crm.services.profiles import people_search
from crm.words import EntityKind, Stage, Target
from tui.actions import PROGRAMMES, bindings_for
from tui.screens.card_lines import card_lines, strip_lines
from tui.screens.programmes_adding import ask_person, edit_values
from tui.screens.programmes_lines import node_line
from tui.screens.programmes_nodes import Node, Reading
from tui.screens.working import Subject, Working
from tui.showing import Line, fit
from tui.widgets.empty import Empty, keyed
from tui.widgets.filter import Filter
from tui.widgets.line import Block, Rule, Told
from tui.widgets.resting import Resting
from tui.widgets.tree import Tree
from tui.wording import target_word

if TYPE_CHECKING:
    from crm.unit_of_work import Work
    from crm.views.card import Card

CARD_WIDTH = 47
"""Cells of a line in the pane beside the tree."""

_NEXT_TARGET = {Target.UNDECIDED: Target.YES, Target.YES: Target.NO, Target.NO: Target.UNDECIDED}


class Programmes(Working):
    """The map: school, unit, programme, course, people."""

    NAME = PROGRAMMES
    KEYS = ("enter", "target", "lead", "add", "filter", "help")
    AUTO_FOCUS = "#tree"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for(PROGRAMMES)
    DEFAULT_CSS = """
    Programmes #filter-line { height: 1; }
    Programmes #filter { width: 1fr; border: none; height: 1; padding: 0 1; }
    Programmes #filter:focus { border: none; background: $panel; }
    Programmes #counted { width: auto; min-width: 18; max-width: 30; text-align: right; padding: 0 1; }
    Programmes #split { height: 1fr; }
    Programmes #strip { height: 2; padding: 0 1; }
    Programmes #card { display: none; width: 50; height: 1fr; padding: 0 1; border-left: solid $tone-rule; }
    Programmes.-wide #card { display: block; }
    Programmes.-wide #strip, Programmes.-wide #strip-rule { display: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._card: Card | None = None
        self._resting = Resting(self, self._ask_card)
        self._sought: tuple[EntityKind, int] | None = None

    def body(self) -> Iterable[Widget]:
        """Filter, tree, and what is known of the thing under the cursor."""
        with Horizontal(id="filter-line"):
            yield Filter(placeholder=_("f filters: a name, a course, school:…, target:yes, has:email"), id="filter")
            yield Told(id="counted")
        with Horizontal(id="split"):
            yield Tree[Node](node_line, self._parts(""), trouble=self._misunderstood, id="tree")
            yield Empty(id="empty")
            yield Block(id="card")
        yield Rule(id="strip-rule")
        yield Block(id="strip")

    @property
    def tree_of_map(self) -> Tree[Node]:
        """The tree."""
        return self.query_one("#tree", Tree)

    @property
    def filter_text(self) -> str:
        """What is typed in the filter."""
        return self.query_one("#filter", Input).value.strip()

    @property
    def node(self) -> Node | None:
        """What the cursor is on."""
        branch = self.tree_of_map.current
        return branch.part if branch is not None else None

    # Data

    def _parts(self, text: str) -> Reading:
        return Reading(text, self.werkplaats.clock, self.werkplaats.user)

    def reload(self) -> None:
        """Reads anew all that stands open; goes to what was asked for before there was a tree."""
        self.tree_of_map.reload()
        if self._sought is not None:
            self.reveal(*self._sought)

    def on_tree_grown(self) -> None:
        """Says how much there is, or what to do when there is nothing."""
        self.query_one(Empty).teach(self._nothing() if not self.tree_of_map.lines else [], self.tree_of_map)
        self._tell_count()

    def _tell_count(self) -> None:
        schools = [branch.part for branch in self.tree_of_map.lines.values() if not branch.depth]
        said = ngettext("{n} school", "{n} schools", len(schools)).format(n=len(schools))
        self.query_one("#counted", Told).tell([(fit(said, 16, right=True), "dim")])

    def on_rows_moved(self) -> None:
        """Asks what is known of the thing the cursor came to."""
        self.refresh_keys()
        self._say_of_node()

    def _say_of_node(self) -> None:
        node = self.node
        if node is None:
            self._card = None
            self._tell([])
            return
        self._resting.moved()

    def _ask_card(self) -> None:
        node = self.node
        if node is None:
            return
        from crm.views.card import card

        clock = self.werkplaats.clock
        self.ask(lambda session: card(session, node.kind, node.id, clock=clock), self._show_card, group="card")

    def _show_card(self, card: "Card") -> None:
        node = self.node
        if node is None or (node.kind, node.id) != (card.kind, card.id):
            return
        self._card = card
        today = self.werkplaats.clock.today()
        effective = node.thing.effective
        self.query_one("#strip", Block).tell(strip_lines(card, effective, self.size.width - 2, today))
        self.query_one("#card", Block).tell(card_lines(card, effective, CARD_WIDTH, today))

    def _misunderstood(self, sentence: str) -> None:
        """What is wrong with the filter is said below or beside the tree, which stays as it was."""
        self._card = None
        self._tell([[("! ", "late"), (sentence, "late")]])
        if not self.tree_of_map.lines:
            self.query_one(Empty).teach([[(_("This filter is not understood yet."), "dim")]], self.tree_of_map)

    def _tell(self, lines: Sequence[Line]) -> None:
        self.query_one("#strip", Block).tell(lines)
        self.query_one("#card", Block).tell(lines)

    def _nothing(self) -> list[Line]:
        if self.filter_text:
            return [[(_("Nothing on the map fits this filter."), "")], [(_("esc takes it away."), "dim")]]
        return [
            [(_("Here stands who teaches what, where, once a school has been crawled."), "")],
            [],
            keyed(_("{schools} goes to the schools; there {add} adds one.")),
        ]

    def reveal(self, kind: EntityKind, id_: int) -> None:
        """Opens the tree down to a thing and puts the cursor on it."""
        self._sought = None if self.query("#tree") else (kind, id_)
        if self._sought is not None:
            return
        from crm.views.standing import Step, way_to

        field = self.query_one("#filter", Input)
        if field.value:
            field.value = ""

        def show(way: Sequence[Step]) -> None:
            self.tree_of_map.reveal(tuple((step.kind.value, step.id) for step in way))

        self.ask(lambda session: way_to(session, kind, id_), show, group="way")

    # Filter

    def do_filter(self) -> None:
        """Puts the keys in the filter."""
        self.set_focus(self.query_one("#filter", Input))

    def on_input_changed(self) -> None:
        """The tree follows every keystroke."""
        text = self.filter_text
        if text:
            self.tree_of_map.unfold(self._parts(text))
        else:
            self.tree_of_map.fold_back(self._parts(""))

    def on_input_submitted(self) -> None:
        """Back to the tree, which stays filtered."""
        self.set_focus(self.tree_of_map)

    def leave_field(self) -> bool:
        """Out of the filter; from the tree: takes the filter away."""
        field = self.query_one("#filter", Input)
        if field.has_focus:
            self.set_focus(self.tree_of_map)
        elif field.value:
            field.value = ""
        else:
            return False
        return True

    # Actions

    def subjects(self) -> Sequence[Subject]:
        """What the cursor is on."""
        node = self.node
        if node is None:
            return ()
        card = (
            self._card if self._card is not None and (self._card.kind, self._card.id) == (node.kind, node.id) else None
        )
        return [
            Subject(
                kind=node.kind,
                id=node.id,
                name=node.name,
                lead_id=node.thing.lead_id,
                stage=node.stage or Stage.MAPPED,
                place=card.school if card is not None and node.kind is not EntityKind.INSTITUTION else "",
                url=node.thing.url or (card.page if card is not None else None),
            )
        ]

    def why_not(self, action: str) -> str | None:
        """An action on a person needs one; a target needs something else."""
        node = self.node
        if node is None and action in {"add", "linkedin"}:
            return _("The map is empty: ‹5› goes to the schools, ‹a› adds one there.")
        if action in {"add", "linkedin", "open"} and node is not None:
            return None
        return super().why_not(action)

    def do_enter(self) -> None:
        """Opens or closes; goes to a person."""
        node = self.node
        if node is None:
            return
        if node.kind is EntityKind.PERSON:
            self.werkplaats.show_thing(node.kind, node.id)
        else:
            self.tree_of_map.toggle()

    def on_rows_opened(self) -> None:
        """A double click does what enter does."""
        self.werkplaats.do("enter")

    def do_add(self) -> None:
        """Asks for a person in one line, to stand at what the cursor is on."""
        branch = self.tree_of_map.current
        if branch is None:
            return
        above = self.tree_of_map.above(branch)
        at = above if branch.part.kind is EntityKind.PERSON and above is not None else branch
        ask_person(self, at.part)

    def do_open(self) -> None:
        """Opens its own page, or the one it was seen on, in the browser."""
        node = self.node
        if node is None:
            return
        from crm.views.card import card

        def show(found: "Card") -> None:
            if found.url:
                self.werkplaats.open_page(found.url)
            else:
                self.werkplaats.say(_("No page is known of {name}.").format(name=found.name))

        self.ask(lambda session: card(session, node.kind, node.id), show, group="open")

    def do_edit(self) -> None:
        """Asks for other values; what a hand typed no crawl overwrites."""
        node = self.node
        if node is None:
            return
        from crm.views.card import card

        self.ask(
            lambda session: card(session, node.kind, node.id), lambda found: edit_values(self, found), group="edit"
        )

    def do_target(self) -> None:
        """Yes, no, undecided, and round again."""
        node = self.node
        if node is None:
            return
        from crm.services import targets

        following = _NEXT_TARGET[node.thing.target]

        def deed(work: "Work") -> None:
            targets.set_target(work, node.kind, node.id, following)

        subjects = self.subjects()
        self.act(deed, lambda _none: self.done(subjects, target_word(following)))

    def do_linkedin(self) -> None:
        """Looks for the person, or for people of the school, on LinkedIn in the user's own browser."""
        subject = self.subjects()[0]
        self.werkplaats.open_page(people_search(f"{subject.name} {subject.place}"))
