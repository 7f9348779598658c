"""The list of those who stay out of an export, each with the reason: for whoever wants to do something about it."""

import csv
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from crm.exports.contacts import LeftOutPerson, left_out_word
from crm.exports.delimited import guarded
from crm.exports.whole_file import whole_file
from crm.language import _


@contextmanager
def left_out_file(path: Path) -> Iterator[Callable[[LeftOutPerson], None]]:
    """A list at `path` to which people are added; whole or not at all, and as a Dutch Excel opens it.

    Raises WerkplaatsError when it cannot be written.
    """
    with whole_file(path) as file:
        text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=False)
        writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
        writer.writerow([_("Number"), _("Name"), _("Organisation"), _("E-mail"), _("Left out because"), _("Reason")])

        def note(one: LeftOutPerson) -> None:
            cells = (str(one.id), one.name, one.organisation, one.email, left_out_word(one.why), one.why.value)
            writer.writerow([guarded(cell) for cell in cells])

        yield note
        text.flush()
        text.detach()
