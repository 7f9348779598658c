"""A message as the user's own mail program takes it: an unsent mail in a file, or a `mailto:` address."""

import os
import uuid
from datetime import datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from urllib.parse import quote

from crm.errors import RefusedError
from crm.language import _
from crm.messages.buttons import as_page, has_buttons
from crm.messages.drafting import Drafted
from crm.messages.phrases import no_more_said

LONGEST_MAILTO = 1_800
"""Characters of a `mailto:` address: mail programs and desktops cut longer ones (2,000 is the least that all take)."""

DAYS_KEPT = 7
"""Days that a file handed to a mail program stays in the user's cache."""

_POLICY = SMTP.clone(cte_type="7bit")


def new_message_id(office_email: str | None) -> str:
    """A Message-ID that no other mail has, at the office's own domain."""
    domain = (office_email or "").rpartition("@")[2] or "werkplaats.invalid"
    return f"<{uuid.uuid4()}@{domain}>"


def mail_bytes(draft: Drafted, message_id: str, *, office: str | None, office_email: str | None) -> bytes:
    """The message as an unsent mail (`X-Unsent: 1`), its attachments in it.

    Raises RefusedError where no address is known that mail arrives at.
    """
    if draft.email is None:
        raise RefusedError(draft.email_trouble)
    to = Address(draft.name, addr_spec=draft.email)
    mail = _unsent(to, draft.subject, message_id, office=office, office_email=office_email)
    if draft.noticed and office_email:
        mail["List-Unsubscribe"] = f"<mailto:{office_email}?subject={quote(no_more_said(draft.language))}>"
    mail.set_content(draft.body + "\n", cte="quoted-printable")
    if has_buttons(draft.body):
        mail.add_alternative(as_page(draft.body), subtype="html", cte="quoted-printable")
    for file in draft.files:
        mail.add_attachment(file.content, *_sort_of(file.name), filename=file.name)
    return mail.as_bytes()


def plain_mail(
    to: Address, subject: str, body: str, message_id: str, *, office: str | None, office_email: str | None
) -> bytes:
    """A message that is words alone as an unsent mail (`X-Unsent: 1`), for one's own mail program."""
    mail = _unsent(to, subject, message_id, office=office, office_email=office_email)
    mail.set_content(body + "\n", cte="quoted-printable")
    return mail.as_bytes()


def _unsent(
    to: Address, subject: str, message_id: str, *, office: str | None, office_email: str | None
) -> EmailMessage:
    """The head of a mail that is still to be sent."""
    mail = EmailMessage(policy=_POLICY)
    mail["X-Unsent"] = "1"
    if office_email:
        mail["From"] = Address(office or "", addr_spec=office_email)
    mail["To"] = to
    mail["Subject"] = subject
    mail["Message-ID"] = message_id
    return mail


def _sort_of(name: str) -> tuple[str, str]:
    """Main and sub type by the name of a file."""
    import mimetypes

    main, _slash, sub = (mimetypes.guess_type(name)[0] or "application/octet-stream").partition("/")
    return (main, sub) if main != "text" else ("application", "octet-stream")


def mailto(draft: Drafted) -> str:
    """The message as a `mailto:` address.

    Raises RefusedError where there is no address, the message has attachments, or is too long for one.
    """
    if draft.email is None:
        raise RefusedError(draft.email_trouble)
    if draft.files:
        raise RefusedError(_("A message with attachments cannot be opened like this: open it as a mail."))
    address = mailto_address(draft.email, draft.subject, draft.body)
    if len(address) > LONGEST_MAILTO:
        raise RefusedError(_("The message is too long to be opened like this: open it as a mail, or copy it."))
    return address


def mailto_address(email: str, subject: str, body: str) -> str:
    """A message as a `mailto:` address, however long; one over `LONGEST_MAILTO` does not arrive whole."""
    body = body.replace("\n", "\r\n")
    return f"mailto:{quote(email, safe='@')}?subject={quote(subject)}&body={quote(body)}"


def outbox() -> Path:
    """The folder of files that were handed to a mail program, in the user's cache."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "werkplaats" / "outbox"


def write_outbox(content: bytes, now: datetime) -> Path:
    """Writes a mail for the mail program to open, for this user's eyes alone; old ones are taken away first."""
    folder = outbox()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    oldest = (now - timedelta(days=DAYS_KEPT)).timestamp()
    for path in folder.glob("*.eml"):
        if path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
    path = folder / f"{uuid.uuid4()}.eml"
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
    return path
