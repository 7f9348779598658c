"""Contacts as a workbook (.xlsx) of one sheet, every cell a text: written row by row, in the memory of one row.

The parts are those that ECMA-376 (Office Open XML, part 1) asks of a workbook. A text stands in its cell (`inlineStr`),
so nothing has to be kept until the end.
"""

import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import IO

from crm.exports.columns import Cells, headings
from crm.exports.line import Lines
from crm.language import _
from crm.words import Recipients

LONGEST_CELL = 32_767
"""Characters a cell can hold."""

MOST_ROWS = 1_048_576
"""Rows of a sheet, the header among them."""

AT_ONCE = 8_000
"""People whose rows are in memory together: 2 kB each."""

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_PARTS = {
    "[Content_Types].xml": f"""<Types xmlns="{_PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KIND}.worksheet+xml"/>
<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/></Types>""",
    "_rels/.rels": f"""<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="rId1" Type="{_RELATED}/officeDocument" Target="xl/workbook.xml"/></Relationships>""",
    "xl/_rels/workbook.xml.rels": f"""<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="rId1" Type="{_RELATED}/worksheet" Target="worksheets/sheet1.xml"/>
<Relationship Id="rId2" Type="{_RELATED}/styles" Target="styles.xml"/></Relationships>""",
    "xl/styles.xml": f"""<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>
<font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/>
</fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/>
<bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>
</cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>
<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>""",
}

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot hold."""

_LITERAL = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""Excel reads "_x0041_" as the character of that number (ECMA-376, 22.9.2.19): so is the underscore written."""

_CELL = '<c t="inlineStr" s="1"><is><t xml:space="preserve">'
_BOLD = _CELL.replace('s="1"', 's="2"')
_END = "</t></is></c>"
_NEXT = f"{_END}{_CELL}"
_EMPTY = f"{_CELL}{_END}"
_BLANK = "<c/>"


@contextmanager
def sheet_in(file: IO[bytes]) -> Iterator[IO[bytes]]:
    """The sheet of a new workbook in `file`, to write the rows into."""
    name = _text(_("Contacts"))[:31]
    book = (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATED}"><sheets><sheet name="{name}" sheetId="1" r:id="rId1"/>'
        "</sheets></workbook>"
    )
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for part, text in {**_PARTS, "xl/workbook.xml": book}.items():
            archive.writestr(part, f"{_XML}{text}")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            yield sheet


TAIL = "</sheetData></worksheet>"


def sheet_rows(recipients: Recipients) -> tuple[str, Callable[[Lines], list[str]]]:
    """The beginning of the sheet with its header, and the writer of rows."""
    columns = headings(recipients)
    head = (
        f'{_XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'<cols><col min="1" max="{len(columns)}" width="22" customWidth="1"/></cols><sheetData>'
    )
    titles = "".join(f"{_BOLD}{_text(heading)}{_END}" for heading in columns)
    cells = Cells(recipients)
    return f"{head}<row>{titles}</row>", lambda people: list(map(sheet_row, cells.of(people)))


def sheet_row(cells: Sequence[str]) -> str:
    """A row of text cells."""
    joined = "\x00".join(cells)
    if len(joined) > LONGEST_CELL or "_x" in joined or joined.count("\x00") != len(cells) - 1 or not _is_plain(joined):
        joined = "\x00".join([_text(cell) for cell in cells])
    elif "&" in joined or "<" in joined or ">" in joined:
        joined = _escaped(joined)
    told = f"<row>{_CELL}{joined.replace(chr(0), _NEXT)}{_END}</row>"
    return told.replace(_EMPTY, _BLANK)


def _is_plain(joined: str) -> bool:
    return joined.replace("\x00", "").isprintable()


def _text(cell: str) -> str:
    """A text as XML holds it and Excel shows it unchanged."""
    return _escaped(_LITERAL.sub("_x005F_", _NO_XML.sub("", cell[:LONGEST_CELL])))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
