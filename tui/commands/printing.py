"""A page that is printed: on stdout, or into a file that is written whole or not at all."""

import sys
from pathlib import Path
from typing import Any

from crm.language import _
from tui.commands import output
from tui.commands.invocation import Invocation


def print_page(run: Invocation, page: str, document: dict[str, Any], file: Path | None) -> None:
    """Answers with `page` as it is, or with `document`; with `file` the page goes there and the answer says where.

    Raises WerkplaatsError when the file cannot be written.
    """
    if file is None:
        run.answer(document, lambda: _written(page))
        return
    from crm.exports.whole_file import whole_file

    with whole_file(file) as opened:
        opened.write(page.encode())
    run.answer({**document, "file": str(file)}, lambda: output.say(_("Written: {files}").format(files=file)))


def _written(page: str) -> None:
    """The page to the letter: a table that is made to fit would be another page."""
    sys.stdout.write(page if page.endswith("\n") else f"{page}\n")
