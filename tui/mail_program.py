"""Opening a message in the user's own mail program, and a text in their own editor."""

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from crm.errors import WerkplaatsError
from crm.language import _

_OPENERS = ("xdg-open", "wslview")


def open_mail(target: str) -> bool:
    """Opens a mail file or a `mailto:` address with what the desktop uses for it; False where nothing can."""
    program = "open" if sys.platform == "darwin" else next((one for one in _OPENERS if shutil.which(one)), None)
    if program is None:
        return False
    try:
        subprocess.Popen(  # noqa: S603 - a program of the desktop, and an address or file of our own making
            [program, target],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return False
    return True


def edited(text: str) -> str:
    """`text` as the user's editor ($VISUAL, else $EDITOR) leaves it; the terminal is the editor's meanwhile.

    Raises WerkplaatsError where there is no editor, it cannot be started or ends badly; the sentence names the file in
    which what was typed is kept.
    """
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        words = shlex.split(command)
    except ValueError:
        words = []
    if not words:
        raise WerkplaatsError(_("No editor is set: set VISUAL or EDITOR, or press i to write here."))
    handle, name = tempfile.mkstemp(prefix="werkplaats-", suffix=".txt")
    path = Path(name)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    try:
        code = subprocess.run([*words, name], check=False).returncode  # noqa: S603 - the user's own editor
    except OSError as error:
        path.unlink(missing_ok=True)
        problem = error.strerror or str(error)
        said = _("The editor {editor} cannot be started: {problem}. The message is as it was.")
        raise WerkplaatsError(said.format(editor=command, problem=problem)) from error
    return _left(path, text, command, code)


def _left(path: Path, before: str, command: str, code: int) -> str:
    """What the editor left in the file, which goes unless the editor failed after something was typed."""
    try:
        after = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        said = _("What the editor {editor} left cannot be read; it is in {file}. The message is as it was.")
        raise WerkplaatsError(said.format(editor=command, file=path)) from error
    if code == 0:
        path.unlink(missing_ok=True)
        return after
    if after == before:
        path.unlink(missing_ok=True)
        said = _("The editor {editor} ended with {code}. The message is as it was.")
        raise WerkplaatsError(said.format(editor=command, code=code))
    said = _("The editor {editor} ended with {code}. The message is as it was; what you typed is in {file}.")
    raise WerkplaatsError(said.format(editor=command, code=code, file=path))
