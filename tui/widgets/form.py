"""A small form at the bottom of the screen: a few fields, enter does it, escape leaves it.

Whether the values are right is the service's to say; its sentence shows in the form, which stays open.
"""

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, ClassVar, TypeVar

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.suggester import Suggester
from textual.widget import Widget
from textual.widgets import Input, Label

from crm.errors import UsageError, WerkplaatsError
from crm.language import _
from tui.showing import Line, content
from tui.widgets.ahead import TypedAhead, to_end
from tui.widgets.line import Block, Told

if TYPE_CHECKING:
    from crm.unit_of_work import Work
    from tui.widgets.words import Words

T = TypeVar("T")
_OPTION = re.compile(r" \(--[^)]*\)")
Values = dict[str, str]
"""Field → what it holds."""


class FieldError(UsageError):
    """What one field of a form holds is missing or wrong: the keys go there. `field` is its name."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True, slots=True)
class Field:
    """A field: free text, or one of `options` (value, words). `when` says for which values it is asked at all."""

    name: str
    label: str
    value: str = ""
    options: Sequence[tuple[str, str]] = ()
    hint: str = ""
    when: Callable[[Values], bool] | None = None
    suggester: Suggester | None = None
    """Completes what is typed; right takes it over."""
    required: bool = False
    """It is marked, and without it nothing is done: all that is still needed is told at once."""


class OneOf(Widget, can_focus=True):
    """A choice among a few words, all in sight: left and right.

    Where no text follows it, the first letter of a word chooses it too; else letters are that text.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", show=False),
        Binding("right", "step(1)", show=False),
    ]
    DEFAULT_CSS = "OneOf { height: auto; width: 1fr; }"

    class Changed(Message):
        """Another word was chosen."""

    def __init__(
        self,
        options: Sequence[tuple[str, str]],
        value: str,
        *,
        letters: bool,
        id: str,  # noqa: A002 - Textual's name
    ) -> None:
        super().__init__(id=id)
        self._letters = letters
        self.options = options
        values = [one for one, _words in options]
        self.chosen = values.index(value) if value in values else 0

    @property
    def value(self) -> str:
        """The value of the chosen word."""
        return self.options[self.chosen][0]

    def action_step(self, by: int) -> None:
        """The next word, or the one before."""
        self._choose((self.chosen + by) % len(self.options))

    def on_key(self, event: events.Key) -> None:
        """The first letter of a word chooses it; again: the next one with that letter."""
        letter = (event.character or "").lower()
        if not self._letters or not letter.isalpha():
            return
        count = len(self.options)
        for step in range(1, count + 1):
            number = (self.chosen + step) % count
            if self.options[number][1].lower().startswith(letter):
                event.stop()
                self._choose(number)
                return

    def on_click(self, event: events.Click) -> None:
        """Chooses the word under the mouse."""
        for number, (x, y, size) in enumerate(self._places(self.size.width)):
            if y == event.y and x <= event.x < x + size:
                self._choose(number)

    def show(self, value: str) -> None:
        """Chooses a value for the user: nobody is told."""
        values = [one for one, _words in self.options]
        self.chosen = values.index(value)
        self.refresh()

    def say(self, value: str, words: str) -> None:
        """Says a value in other words from now on."""
        self.options = [(one, words if one == value else said) for one, said in self.options]
        self.refresh(layout=True)

    def _choose(self, number: int) -> None:
        self.chosen = number
        self.refresh()
        self.post_message(self.Changed())

    def _places(self, width: int) -> list[tuple[int, int, int]]:
        x = y = 0
        places = []
        for _value, words in self.options:
            size = cell_len(words) + 2
            if x and x + size > width:
                x, y = 0, y + 1
            places.append((x, y, size))
            x += size
        return places

    def get_content_height(self, container: object, viewport: object, width: int) -> int:  # noqa: ARG002 - Textual's
        """As many lines as the words need."""
        return self._places(width)[-1][1] + 1 if self.options else 1

    def render(self) -> Content:
        """All words, the chosen one reversed."""
        lines: list[Line] = [[]]
        for number, ((_x, y, _size), (_value, words)) in enumerate(
            zip(self._places(self.size.width), self.options, strict=True)
        ):
            if y == len(lines):
                lines.append([])
            mine = number == self.chosen
            lines[y].append(
                (
                    f"[{words}]" if mine else f" {words} ",
                    "here" if mine and self.has_focus else "strong" if mine else "",
                )
            )
        return Content("\n").join(content(line) for line in lines)


class _Phase(IntEnum):
    """How far a form is with enter."""

    OPEN = 0
    """Its fields take what is typed."""

    ENTERED = 1
    """Enter was pressed: no field has the keys, and what was typed before it is on its way to its field."""

    ACTING = 2
    """The deed is being done."""


class Form(TypedAhead):
    """Asks for a few values and does something with them.

    `submit` gets the form and the values; it calls `carry_out` with the deed, or raises a WerkplaatsError whose
    sentence is shown.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("enter", "end", show=False, priority=True),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]
    DEFAULT_CSS = """
    Form { align: center bottom; background: $background 30%; }
    Form > Vertical {
        width: 100%; height: auto; max-height: 90%; border: round $tone-key; background: $surface;
        border-title-color: $tone-key; padding: 0 1; margin: 0 0 1 0;
    }
    Form Horizontal { height: auto; }
    Form Label { width: 16; color: $tone-dim; }
    Form Input { border: none; height: 1; padding: 0; background: $panel; }
    Form Input:focus { border: none; }
    Form #form-trouble { display: none; }
    Form #form-trouble.-told { display: block; }
    """

    def __init__(self, title: str, fields: Sequence[Field], submit: "Callable[[Form, Values], None]") -> None:
        super().__init__()
        self._title = title
        self._fields = fields
        self._submit = submit
        self._phase = _Phase.OPEN
        self._left_field: Widget | None = None
        self._entered_at = math.inf
        """What was typed later than this is behind enter."""

    def compose(self) -> ComposeResult:
        """The fields under each other, a line for trouble, and how to go on."""
        with Vertical() as panel:
            panel.border_title = Content(self._title)
            yield from self.head()
            for number, field in enumerate(self._fields):
                with Horizontal(id=f"line-{field.name}"):
                    yield Label(f"{field.label} *" if field.required else field.label, markup=False)
                    if field.options:
                        letters = all(after.options for after in self._fields[number:])
                        yield OneOf(field.options, field.value, letters=letters, id=f"field-{field.name}")
                    else:
                        yield Input(
                            field.value,
                            placeholder=field.hint,
                            id=f"field-{field.name}",
                            suggester=field.suggester,
                        )
            yield Block(id="form-trouble")
            yield Told(self._keys())

    def head(self) -> Iterable[Widget]:
        """What stands above the fields."""
        return ()

    def _keys(self) -> Line:
        keys: Line = []
        if any(field.options for field in self._fields):
            keys += [("← →", "key"), (f" {_('choose')}   ", "")]
        if len(self._fields) > 1:
            keys += [("tab", "key"), (f" {_('next field')}   ", "")]
        keys += [("enter", "key"), (f" {_('do it')}   ", ""), ("esc", "key"), (f" {_('leave it')}", "")]
        return [*keys, (f"   * {_('needed')}", "dim")] if any(field.required for field in self._fields) else keys

    def on_mount(self) -> None:
        """Hides what is not asked."""
        self._suit()

    def take(self, event: events.Key) -> bool:
        """Takes a key that no field got: text, or an enter that was pressed before there was a field."""
        if event.time > self._entered_at:
            self.werkplaats.held_keys.add(event)
            return True
        return super().take(event)

    def entered(self, event: events.Key) -> None:
        """Enter was pressed before the form was there: what was typed behind it may come this way too."""
        self.action_end()
        self._entered_at = event.time

    def _give_keys(self, field: "Input | Words") -> None:
        """Letters go to this field from now on, unless enter was pressed behind them."""
        if self._phase == _Phase.OPEN:
            super()._give_keys(field)

    def on_key(self, event: events.Key) -> None:
        """Letters typed at a choice are the start of the text; a field keeps its own letters."""
        if event.is_printable and self.take(event):
            event.stop()

    def typed_into(self) -> "Input | Words | None":
        """The first field that takes text, of those that are asked from the one with the keys on."""
        names = [field.name for field in self._fields]
        here = "" if self.focused is None else (self.focused.id or "").removeprefix("field-")
        rest = self._fields[names.index(here) :] if here in names else self._fields
        asked = (self.query_one(f"#line-{field.name}") for field in rest if not field.options)
        return next((line.query_one(Input) for line in asked if line.display), None)

    def action_end(self) -> None:
        """Enter does it, once what was typed before it is in its field; pressed twice it does it once.

        What is typed from now on waits in the app until the form has gone and what changed stands on the screen, and
        the form is not painted once more on its way out.
        """
        if self._phase > _Phase.OPEN:
            return
        self._phase, self._left_field = _Phase.ENTERED, self.focused
        self.werkplaats.held_keys.hold()
        self.werkplaats.painting.hold()
        self.set_focus(None)
        self.call_later(self._end)

    def _end(self) -> None:
        """What came to the form itself is in its field by now; what a field passes up to the form is waited for."""
        field = self._left_field or self.typed_into()
        self._follow([] if field is None else [one for one in field.ancestors_with_self if isinstance(one, Widget)])

    def _follow(self, way: Sequence[Widget]) -> None:
        """Goes the way of a letter that a field does not keep, behind it, up to the form; then does it."""
        if not way or way[0] is self:
            self.call_later(self.action_submit)
        else:
            way[0].call_later(self._follow, way[1:])

    @property
    def values(self) -> Values:
        """What the fields hold; of a field that is not asked nothing."""
        held = {field.name: self._value(field) for field in self._fields}
        return {f.name: "" if f.when is not None and not f.when(held) else held[f.name] for f in self._fields}

    def _value(self, field: Field) -> str:
        widget = self.query_one(f"#field-{field.name}")
        if isinstance(widget, OneOf | Input):
            return widget.value.strip()
        raise TypeError(field.name)

    def _suit(self) -> None:
        held = {field.name: self._value(field) for field in self._fields}
        for field in self._fields:
            self.query_one(f"#line-{field.name}").display = field.when is None or field.when(held)

    def on_one_of_changed(self) -> None:
        """Other fields may be asked now."""
        self._suit()

    def action_leave(self) -> None:
        """Leaves; nothing has changed."""
        self.dismiss()

    def action_submit(self) -> None:
        """Does it, unless a value is wrong or it is being done already."""
        if self._phase == _Phase.ACTING:
            return
        try:
            self._submit(self, self._complete())
        except WerkplaatsError as error:
            if isinstance(error, FieldError):
                self._left_field = self.query_one(f"#field-{error.field}")
            self.trouble(str(error))
        else:
            if self._phase < _Phase.ACTING:
                self._take_up()
                self.werkplaats.held_keys.release()

    def _complete(self) -> Values:
        """What the fields hold. Raises FieldError at the first that is needed and empty, naming all of those."""
        values = self.values
        asked = {field.name for field in self._fields if field.when is None or field.when(values)}
        missing = [f for f in self._fields if f.required and f.name in asked and not values[f.name]]
        if missing:
            raise FieldError(
                missing[0].name, _("Still needed: {fields}.").format(fields=", ".join(f.label for f in missing))
            )
        return values

    def carry_out(self, deed: "Callable[[Work], T]", then: Callable[[T], None]) -> None:
        """Does `deed` as one action; when it is done the form closes, else it says why not and stays."""

        def done(value: T) -> None:
            self.dismiss()
            then(value)

        self._phase = _Phase.ACTING
        self.act(deed, done)

    def _take_up(self) -> None:
        """The keys go to the field again, and what is wrong is painted."""
        self.werkplaats.painting.release()
        self._phase, self._entered_at = _Phase.OPEN, math.inf
        field = self._left_field
        if field is not None and self.is_attached:
            self.set_focus(field)
            if isinstance(field, Input):
                field.call_later(to_end, field)  # behind its own selecting of all: what was typed is to be mended

    def on_unmount(self, event: events.Unmount) -> None:  # noqa: ARG002 - Textual's
        """What was typed behind enter comes once what changed stands on the screen."""
        if self._phase > _Phase.OPEN:
            self.werkplaats.painting.afterwards(self.werkplaats.held_keys.release)

    def trouble(self, sentence: str) -> None:
        """Says in the form what is wrong, without the option of the command line that the sentence may name."""
        self.werkplaats.held_keys.drop()
        self._take_up()
        sentence = _OPTION.sub("", sentence)
        block = self.query_one("#form-trouble", Block)
        block.add_class("-told")
        block.tell([[("! ", "late"), (sentence, "late")]])
