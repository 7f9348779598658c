"""Where the page goes, and for whom: those who pay, or one school."""

from pathlib import Path
from typing import TYPE_CHECKING

from crm.language import _
from tui.screens.place import Place
from tui.typed_path import typed_path
from tui.widgets.form import Field, FieldError, Form, Values

if TYPE_CHECKING:
    from sqlmodel import Session

    from crm.figures.report import Report

MOST_SCHOOLS = 12
"""Schools that can be chosen here; `report --school` takes any."""


def ask_page(place: Place, report: "Report") -> None:
    """Asks for the file, and writes the page there whole or not at all."""
    from crm.exports.folder import export_folder, in_export_folder
    from crm.views.footing_told import by_school

    schools = by_school(report.footings)[:MOST_SCHOOLS]
    file = export_folder() / f"rapport-{report.period.until.isoformat()}.html"
    options = [("", _("those who pay")), *((str(one.institution_id), one.school) for one in schools)]
    fields = [
        Field("file", _("File"), value=str(file), hint=_("a page to print, or to send as it is")),
        Field("for", _("For"), options=options),
    ]

    def submit(form: Form, values: Values) -> None:
        if not values["file"].strip():
            raise FieldError("file", _("Type the path of the file."))
        path = in_export_folder(typed_path(values["file"]))
        school = int(values["for"]) if values["for"] else None
        form.dismiss()
        _write(place, report, path, school)

    place.app.push_screen(Form(_("The figures as a page"), fields, submit))


def _write(place: Place, report: "Report", path: Path, school: int | None) -> None:
    """Writes it in a worker, and says where it is."""

    def write(session: "Session") -> Path:
        from crm.exports.whole_file import whole_file
        from crm.figures.page import By, report_page, school_page
        from crm.figures.report import read_report
        from crm.settings import read_settings
        from crm.tables import Institution

        settings = read_settings()
        by = By(settings.office_name, settings.office_email)
        if school is None:
            page = report_page(report, by)
        else:
            name = session.get_one(Institution, school).name
            found = read_report(session, report.period.until, institution_id=school, school=name)
            page = school_page(found, by)
        with whole_file(path) as opened:
            opened.write(page.encode())
        return path

    place.ask(write, lambda file: place.werkplaats.say(_("Written: {files}").format(files=file)), group="report page")
