"""Questions to the database that never hold up the screen.

A widget asks in a worker thread; the answer comes back as a message, unless a newer question of the same group has
been asked since. What goes wrong is told in one place, `Asks.trouble`.
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar, cast

from textual.message import Message
from textual.widget import Widget
from textual.worker import Worker, WorkerState, get_current_worker

from crm.errors import WerkplaatsError

if TYPE_CHECKING:
    import sqlite3

    from sqlmodel import Session

    from crm.unit_of_work import Work
    from tui.app import WerkplaatsApp

T = TypeVar("T")


class Answer(Message, bubble=False):
    """A worker is done: `then` takes what it found."""

    def __init__(self, then: Callable[[Any], None], value: object, *, paints: bool) -> None:
        super().__init__()
        self.then = then
        self.value = value
        self.paints = paints
        """What was held back until the answer came may be painted."""


class Trouble(Message, bubble=False):
    """A worker could not: the sentence that says why."""

    def __init__(self, told: Callable[[str], None], sentence: str) -> None:
        super().__init__()
        self.told = told
        self.sentence = sentence


class Asks(Widget):
    """A widget or screen that asks the database."""

    @property
    def werkplaats(self) -> "WerkplaatsApp":
        """The app, under its own type."""
        return cast("WerkplaatsApp", self.app)

    def ask(
        self,
        question: "Callable[[Session], T]",
        then: Callable[[T], None],
        *,
        group: str,
        trouble: Callable[[str], None] | None = None,
    ) -> None:
        """Reads `question` in a worker and gives the answer to `then` on the screen's own thread.

        A newer question of the same `group` makes an older one forgotten. `trouble` hears a sentence when it fails;
        without it the status line says it.
        """
        self._in_worker(partial(self.werkplaats.store.read, question), then, group, trouble)

    def glance(
        self, look: "Callable[[sqlite3.Connection], T]", then: Callable[[T | None], None], *, group: str
    ) -> None:
        """Reads in a worker what `look` finds in the embedded database before it has been opened for good.

        `then` gets None where that cannot be: it asks in the usual way.
        """
        self._in_worker(partial(self.werkplaats.store.glance, look), then, group, None)

    def act(
        self,
        deed: "Callable[[Work], T]",
        then: Callable[[T], None],
        *,
        trouble: Callable[[str], None] | None = None,
    ) -> None:
        """Does `deed` as one action of the user, then tells all places that the data changed."""

        def job() -> T:
            value = self.werkplaats.store.act(deed)
            self.werkplaats.wrote()
            return value

        def done(value: T) -> None:
            then(value)
            self.werkplaats.data_changed()

        self.werkplaats.painting.hold()
        self._in_worker(job, done, "act", trouble, exclusive=False, paints=False)

    def _in_worker(
        self,
        job: Callable[[], T],
        then: Callable[[T], None],
        group: str,
        trouble: Callable[[str], None] | None,
        *,
        exclusive: bool = True,
        paints: bool = True,
    ) -> None:
        told = trouble or self.trouble
        self.werkplaats.painting.asked()
        waiting = self.werkplaats.waiting
        asked = waiting.asked(self, group)

        def run() -> None:
            worker = get_current_worker()
            answer: Answer | Trouble
            try:
                answer = Answer(then, job(), paints=paints)
            except WerkplaatsError as error:
                answer = Trouble(told, str(error))
            finally:
                waiting.done(asked)
            if isinstance(answer, Trouble) or not worker.is_cancelled:
                self.post_message(answer)

        self.run_worker(run, thread=True, exclusive=exclusive, group=group, exit_on_error=False)

    def on_answer(self, message: Answer) -> None:
        """Hands the answer over."""
        if self.is_attached:
            message.then(message.value)
        self.werkplaats.waiting.answered()
        if message.paints:
            self.werkplaats.painting.release()

    def on_trouble(self, message: Trouble) -> None:
        """Hands the sentence over."""
        self.werkplaats.waiting.answered()
        self.werkplaats.painting.release()
        message.told(message.sentence)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """What no rule of ours foresaw is told as well, with its kind, and goes to the log."""
        if event.state is WorkerState.ERROR and event.worker.error is not None:
            error = event.worker.error
            self.log.error(error)
            self.trouble(f"{type(error).__name__}: {error}")

    def trouble(self, sentence: str) -> None:
        """Shows what went wrong on the status line."""
        self.werkplaats.say(sentence, tone="late")
