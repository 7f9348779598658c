"""An office that has somebody in every corner, by the commands that a coordinator gives."""

import contextlib
import io
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Engine

from benchmarks.erasure.files import OURS
from benchmarks.erasure.site import NAME, Site
from crm.clock import SystemClock
from crm.database.engine import open_engine
from crm.unit_of_work import Work, unit_of_work
from tui.commands.running import run

TRACES = ("wierinck", "zwaantje", "5550123", "555 01 23")
"""What must be found nowhere any more: nobody and nothing else here is called so."""

KEPT_OPEN = {0, 3}
"""Exit codes of what was done, whole or in part."""


class CommandError(Exception):
    """A command of the scenario ended as it should not; the message is what it said."""


@dataclass
class Office:
    """One office with a database and folders of its own, and one school on loopback."""

    url: str
    folder: Path
    site: Site
    folders: list[Path] = field(default_factory=list)
    """Where the program keeps things: below the user's data, state, cache and settings."""

    def __post_init__(self) -> None:
        self.folders = [self.folder / "xdg"]

    def surroundings(self) -> dict[str, str]:
        """The environment in which its commands run."""
        folders = {
            f"XDG_{name}_HOME": str(self.folder / "xdg" / name.lower()) for name in ("DATA", "STATE", "CACHE", "CONFIG")
        }
        office = {"NAME": "Bureau Zeewind", "EMAIL": OURS, "ADDRESS": "Kade 1, Zeestad"}
        said = {f"WERKPLAATS_OFFICE_{name}": value for name, value in office.items()}
        said["WERKPLAATS_SIGNATURE"] = "Marlies Mol"
        return {
            **folders,
            **said,
            "WERKPLAATS_DATABASE": self.url,
            "WERKPLAATS_USER": "marlies",
            "WERKPLAATS_LANGUAGE": "en",
        }

    @property
    def engine(self) -> Engine:
        """The database, opened anew."""
        return open_engine(self.url)

    def give(self, *arguments: object, codes: set[int] = KEPT_OPEN) -> Any:  # noqa: ANN401 - its JSON
        """Gives a command, and its JSON. Raises CommandError where it ends otherwise than `codes`."""
        said, told = io.StringIO(), io.StringIO()
        words = [str(each) for each in (*arguments, "--json")]
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(told):
            code = run(words)
        if code not in codes:
            raise CommandError(f"{' '.join(words)}: {code}: {said.getvalue()}{told.getvalue()}")
        return json.loads(said.getvalue()) if said.getvalue().strip() else None

    def work(self, deed: Callable[[Work], Any]) -> Any:  # noqa: ANN401 - what the deed gives
        """One action in the app."""
        engine = self.engine
        try:
            with unit_of_work(engine, by="marlies", clock=SystemClock()) as work:
                return deed(work)
        finally:
            engine.dispose()

    def number(self, query: str) -> int:
        """The one number that a query gives."""
        engine = self.engine
        with engine.connect() as connection:
            found = connection.scalar(sa.text(query))
        engine.dispose()
        if found is None:
            raise CommandError(f"nothing here: {query}")
        return int(found)

    def person(self, name: str = NAME) -> int:
        """The number of somebody."""
        return self.number(f"SELECT min(id) FROM person WHERE name = '{name.replace(chr(39), chr(39) * 2)}'")

    def crawl(self) -> None:
        """Reads the school."""
        self.give("crawl", self.site.url, "--delay", "0")
