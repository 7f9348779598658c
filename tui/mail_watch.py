"""The folder of mail that the settings name, looked at now and then while the app is open."""

from pathlib import Path
from typing import TYPE_CHECKING

from crm.errors import WerkplaatsError
from crm.language import _, ngettext
from crm.settings_file import plain_setting

if TYPE_CHECKING:
    from crm.mail.taking_in import Taken
    from tui.app import WerkplaatsApp

FIRST_SECONDS, EVERY_SECONDS = 3.0, 60.0
"""How long after the start, and how often, it looks."""

_State = tuple[float, int]
"""When a file was changed, and its size."""


class MailWatch:
    """Takes in what is new in the folder, in a worker; what it did, or could not do, stands on the status line."""

    def __init__(self, app: "WerkplaatsApp") -> None:
        """Of one app."""
        self._app = app
        self._seen: dict[Path, _State] = {}
        self._told = ""

    def begin(self) -> None:
        """From here on, where the settings name a folder."""
        if plain_setting("mail_folder"):
            self._app.set_timer(FIRST_SECONDS, self.look)
            self._app.set_interval(EVERY_SECONDS, self.look)

    def look(self) -> None:
        """Looks now."""
        self._app.run_worker(self._take_in, thread=True, group="mail", exclusive=True, exit_on_error=False)

    def _take_in(self) -> None:
        named = plain_setting("mail_folder")
        if not named:
            return
        try:
            done = self._new_in(Path(named).expanduser())
        except WerkplaatsError as error:
            self._tell(str(error), "late")
            return
        if done is not None and done.action is not None:
            self._tell(_said(done), "")
            self._app.call_from_thread(self._app.data_changed)

    def _new_in(self, path: Path) -> "Taken | None":
        """Takes in the files that are new or were changed since the last look; None where there is none."""
        from crm.mail.boxes import mail_files
        from crm.mail.known import Ours
        from crm.mail.taking_in import import_mail
        from crm.settings import read_settings

        files = mail_files(path) if path.is_dir() else [path]
        states = {file: (file.stat().st_mtime, file.stat().st_size) for file in files if file.exists()}
        same = {file for file, state in states.items() if self._seen.get(file) == state}
        if states and len(same) == len(states):
            return None
        store = self._app.store
        ours = Ours.of(*read_settings().ours)
        done = import_mail(
            store.engine(), path, ours=ours, by=store.user, clock=store.clock, skip=same, progress=lambda *_told: None
        )
        self._seen = states
        return done

    def _tell(self, words: str, tone: str) -> None:
        """Says it; what could not be done is said once, not every minute."""
        if words != self._told:
            self._app.call_from_thread(self._app.say, words, tone)
        self._told = words if tone else ""


def _said(done: "Taken") -> str:
    """What was taken in, and how to take it back."""
    counts = done.counts()
    pieces = [
        ngettext("{n} answer", "{n} answers", counts["answer"]).format(n=counts["answer"]) if counts["answer"] else "",
        ngettext("{n} sent", "{n} sent", counts["sent"]).format(n=counts["sent"]) if counts["sent"] else "",
        ngettext("{n} came back", "{n} came back", counts["bounce"]).format(n=counts["bounce"])
        if counts["bounce"]
        else "",
        _("{n} may be forged (P)").format(n=done.held) if done.held else "",
    ]
    told = ", ".join(piece for piece in pieces if piece) or _("{n} automatic").format(n=counts["automatic"])
    return _("New mail: {said}. ‹u› takes it back.").format(said=told)
