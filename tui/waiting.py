"""What takes a while says so on the status line, until the answer is there."""

from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING

from crm.language import _

if TYPE_CHECKING:
    from textual.timer import Timer

    from tui.app import WerkplaatsApp

LONG_SECONDS = 0.5
"""A question that is not answered by then is said to be under way: sooner, the words would only flicker."""

LOOK_SECONDS = 0.25
"""How often it looks from then on whether there is still something to wait for."""


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """One question under way: who asked and its group, and since when on the monotonic clock."""

    key: tuple[int, str]
    since: float = field(default_factory=monotonic)


class Waiting:
    """The questions to the database that are under way."""

    def __init__(self, app: "WerkplaatsApp") -> None:
        self._app = app
        self._under_way: dict[tuple[int, str], Asked] = {}
        self._timer: Timer | None = None
        self._said = False

    @property
    def words(self) -> str:
        """What there is to say of it; "" while nothing takes long."""
        if not self._said:
            return ""
        return _("one moment …") if self._app.store.is_open else _("opening the database …")

    def asked(self, who: object, group: str) -> Asked:
        """A question is under way; it stands for all earlier ones of who asks, of that group."""
        asked = Asked((id(who), group))
        self._under_way[asked.key] = asked
        if self._timer is None:
            self._timer = self._app.set_timer(LONG_SECONDS, self.look)
        return asked

    def done(self, asked: Asked) -> None:
        """It has its answer, or none is to come. May be called from a worker."""
        if self._under_way.get(asked.key) is asked:
            self._under_way.pop(asked.key, None)

    def answered(self) -> None:
        """An answer is on the screen: what was said of waiting for it goes at once."""
        if self._said:
            self.look()

    def look(self) -> None:
        """Says what takes long, or takes that back."""
        oldest = min((asked.since for asked in list(self._under_way.values())), default=None)
        said = oldest is not None and monotonic() - oldest >= LONG_SECONDS
        if said is not self._said:
            self._said = said
            self._app.status_changed()
        if self._timer is not None:
            self._timer.stop()
        self._timer = None if oldest is None else self._app.set_timer(LOOK_SECONDS, self.look)
