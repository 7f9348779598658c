"""How a message leaves the app: as a mail in the mail program, as a mail address, or copied."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from crm.language import _

if TYPE_CHECKING:
    from crm.messages.drafting import Drafted
    from tui.app import WerkplaatsApp

Way = Callable[["WerkplaatsApp", "Drafted", str], Callable[[], str]]
"""Makes ready what is to go, or raises a WerkplaatsError; what it gives lets it go, and says what became of it."""


def open_file(app: "WerkplaatsApp", draft: "Drafted", message_id: str) -> Callable[[], str]:
    """As an unsent mail that the mail program opens. Raises RefusedError where no address is known."""
    from crm.messages.mail_file import mail_bytes, write_outbox
    from crm.settings import read_settings

    office = read_settings()
    content = mail_bytes(draft, message_id, office=office.office_name, office_email=office.office_email)
    path = write_outbox(content, app.clock.now())

    def go() -> str:
        if app.open_mail(str(path)):
            return _("Opened in your mail program: send it there, then come back here.")
        return _("No mail program could be opened. The mail is in {file}.").format(file=path)

    return go


def open_address(app: "WerkplaatsApp", draft: "Drafted", message_id: str) -> Callable[[], str]:  # noqa: ARG001 - a Way
    """As a mail address with the words in it. Raises RefusedError where it is too long, or has attachments."""
    from crm.messages.mail_file import mailto

    address = mailto(draft)

    def go() -> str:
        if app.open_mail(address):
            return _("Opened in your mail program: send it there, then come back here.")
        return _("No mail program could be opened: copy it.")

    return go


def copy(app: "WerkplaatsApp", draft: "Drafted", message_id: str) -> Callable[[], str]:  # noqa: ARG001 - a Way
    """On the clipboard, by the terminal (OSC 52)."""

    def go() -> str:
        app.copy_to_clipboard(f"{draft.subject}\n\n{draft.body}\n")
        return _("Copied: paste it where you write to them, then come back here.")

    return go
