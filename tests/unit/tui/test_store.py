"""The app's way to the database, when the app ends while a worker still asks."""

from pathlib import Path
from threading import Thread

from crm.clock import SystemClock
from crm.database.engine import sqlite_url
from tui.store import Store


def test_closing_waits_for_who_looks_and_nothing_is_opened_after_it(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "w.db")
    for _turn in range(5):
        store = Store(url, user="eva", clock=SystemClock())
        assert store.version() is not None
        seen: list[int | None] = []

        def look(store: Store = store, seen: list[int | None] = seen) -> None:
            while not seen or seen[-1] is not None:
                seen.append(store.version())

        lookers = [Thread(target=look) for _each in range(3)]
        for looker in lookers:
            looker.start()
        store.close()
        for looker in lookers:
            looker.join(10)
        assert seen[-1] is None
        assert store.version() is None
