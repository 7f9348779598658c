"""Asking before what cannot be taken back."""

import sys

from crm.errors import RefusedError, UsageError
from crm.language import _


def confirm(question: str, *, yes: bool) -> None:
    """Asks `question` on the terminal unless `yes`.

    Raises UsageError naming `--yes` where there is no terminal, RefusedError when the answer is no.
    """
    if yes:
        return
    if not sys.stdin.isatty():
        raise UsageError(_("{question} Say --yes: there is no terminal to ask on.").format(question=question))
    sys.stderr.write(f"{question} [{_('y/N')}] ")
    sys.stderr.flush()
    if sys.stdin.readline().strip().lower() not in {"y", "yes", "j", "ja"}:
        raise RefusedError(_("Nothing was done."))


def answered(question: str, otherwise: str) -> str:
    """What is typed to `question` on the terminal; `otherwise` where nothing is, or where there is no terminal."""
    if not sys.stdin.isatty():
        return otherwise
    sys.stderr.write(f"{question} [{otherwise}] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip() or otherwise
