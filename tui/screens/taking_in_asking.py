"""What an import asks: which file, what a column holds, and whether the good rows go in without the refused ones."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual.suggester import Suggester

from crm.errors import UsageError
from crm.language import _, ngettext
from tui.screens.place import Place
from tui.typed_path import typed_path
from tui.widgets.form import Field, Form, Values

if TYPE_CHECKING:
    from crm.imports.plan import Plan

_FILES = frozenset((".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".vcf", ".zip", ".eml"))
_MOST = 2_000
"""Names of a folder that are looked through."""


class Paths(Suggester):
    """Completes a path: folders, and files that can be taken in."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        """The first name that begins as was typed."""
        return completed(value)


def completed(typed: str) -> str | None:
    """The path that `typed` is the beginning of; None where there is none."""
    folder, _slash, begun = typed.rpartition("/")
    where = Path(folder + "/" if _slash else ".").expanduser()
    try:
        names = sorted(where.iterdir(), key=lambda each: each.name.lower())[:_MOST]
    except OSError:
        return None
    for path in names:
        if path.name.lower().startswith(begun.lower()) and (begun or not path.name.startswith(".")):
            if path.is_dir():
                return f"{typed}{path.name[len(begun) :]}/"
            if path.suffix.lower() in _FILES:
                return f"{typed}{path.name[len(begun) :]}"
    return None


def ask_file(place: Place) -> None:
    """Asks for the file, and shows it on a screen of its own."""
    hint = _("a list of contacts or a LinkedIn export; → completes")
    field = Field("path", _("File"), hint=hint, suggester=Paths())

    def submit(form: Form, values: Values) -> None:
        path = existing(values["path"])
        form.dismiss()
        from tui.screens.taking_in import TakingIn

        place.app.push_screen(TakingIn(path))

    place.app.push_screen(Form(_("Import"), [field], submit))


def existing(typed: str) -> Path:
    """The file whose path was typed. Raises UsageError for none."""
    if not typed:
        raise UsageError(_("Type the path of the file."))
    path = typed_path(typed)
    if not path.exists():
        raise UsageError(_("There is no file {file}.").format(file=path))
    return path


def ask_column(
    place: Place, column: str, held: str, fields: Sequence[tuple[str, str]], chosen: Callable[[str], None]
) -> None:
    """Asks which of `fields` (value, words) a column holds."""
    options: Sequence[tuple[str, str]] = [("", _("leave out")), *fields]

    def submit(form: Form, values: Values) -> None:
        form.dismiss()
        chosen(values["field"])

    field = Field("field", _("Holds"), value=held, options=options)
    place.app.push_screen(Form(_("Column {name}").format(name=column), [field], submit))


def ask_keep(place: Place, plan: "Plan", agreed: Callable[[], None]) -> None:
    """Asks whether the good rows go in though others are refused; to leave it is no."""
    refused = plan.refused()
    first = refused[0]
    title = ngettext("{n} row is refused", "{n} rows are refused", len(refused)).format(n=len(refused))
    told = _("line {n}").format(n=first.line)
    options = [("yes", _("yes, the good rows")), ("no", _("no, nothing"))]
    field = Field("keep", _("Import"), options=options)

    def submit(form: Form, values: Values) -> None:
        form.dismiss()
        if values["keep"] == "yes":
            agreed()

    place.app.push_screen(Form(f"{title} ({told}: {first.reason})", [field], submit))
