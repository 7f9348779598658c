"""PDFs written by hand: lines of text at places on pages, without a library."""

import zlib
from collections.abc import Sequence

Placed = tuple[float, float, float, str, str]
"""Left, height from the foot, size, "b" for bold or "n", and the text."""


def pdf(pages: list[list[Placed]], *, encrypt: bytes = b"", stream: bytes | None = None) -> bytes:
    """A PDF of `pages`. `encrypt` is the dictionary of its lock; `stream` draws every page instead of its text."""
    objects: list[bytes] = []

    def add(body: bytes) -> int:
        objects.append(body)
        return len(objects)

    font = b"<</Type/Font/Subtype/Type1/BaseFont/%s/Encoding/WinAnsiEncoding>>"
    fonts = (add(font % b"Helvetica"), add(font % b"Helvetica-Bold"))
    tree = len(objects) + 2 * len(pages) + 1
    kids = []
    for page in pages:
        drawn = zlib.compress(stream if stream is not None else b"".join(map(_text, page)))
        content = add(b"<</Length %d/Filter/FlateDecode>>stream\n" % len(drawn) + drawn + b"\nendstream")
        resources = b"<</Font<</Fn %d 0 R/Fb %d 0 R>>>>" % fonts
        kids.append(
            add(
                b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 595 842]/Resources %s/Contents %d 0 R>>"
                % (tree, resources, content)
            )
        )
    add(b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids)))
    root = add(b"<</Type/Catalog/Pages %d 0 R>>" % tree)
    return _file(objects, root, encrypt)


def _text(placed: Placed) -> bytes:
    left, height, size, font, words = placed
    said = words.encode("cp1252", "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"BT /F%s %g Tf 1 0 0 1 %g %g Tm (%s) Tj ET\n" % (font.encode(), size, left, height, said)


def _file(objects: list[bytes], root: int, encrypt: bytes) -> bytes:
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    lock = b"/ID[<00><00>]/Encrypt " + encrypt if encrypt else b""
    end = b"trailer<</Size %d/Root %d 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, root, lock, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end


def table(
    rows: Sequence[tuple[str, ...]], *, top: float, lefts: tuple[float, ...] = (60, 200), bold: bool = True
) -> list[Placed]:
    """Rows of a table without lines; the first cell of each is bold."""
    return [
        (left, top - 15 * at, 10, "b" if bold and not column else "n", words)
        for at, row in enumerate(rows)
        for column, (left, words) in enumerate(zip(lefts, row, strict=True))
        if words
    ]


def study_guide() -> bytes:
    """A study guide: cover, contents, a chapter a course, and a table of the rest; with a foot on every page."""
    courses = [
        ("Databases 1", "ICT-DB-1", "5", "drs. A.B. de Vries en"),
        ("Webtechniek", "ICT-WEB-2", "10", "Jan Smit"),
    ]
    pages: list[list[Placed]] = [
        [(60, 700, 28, "b", "Studiegids HBO-ICT"), (60, 660, 16, "n", "Studiejaar 2026-2027")],
        [(60, 780, 16, "b", "Inhoudsopgave"), (60, 750, 10, "n", "Databases 1 ............................ 3")],
    ]
    for name, code, points, teachers in courses:
        facts = table([("Code", code), ("EC", points), ("Periode", "2"), ("Docenten", teachers)], top=750)
        more: list[Placed] = [(200.0, 692.0, 10.0, "n", "Noor Haddad")] if teachers.endswith(" en") else []
        said = "De student leert in deze cursus hoe een opdracht voor een bedrijf wordt aangepakt, en maakt die in de"
        text: list[Placed] = [(60, 660, 12, "b", "Inhoud"), (60, 642, 10, "n", said), (60, 629, 10, "n", "regio af.")]
        title: list[Placed] = [(60, 780, 16, "b", name)]
        pages.append([*title, *facts, *more, *text])
    heads: list[Placed] = [
        (60.0, 750.0, 10.0, "b", "Code"),
        (150.0, 750.0, 10.0, "b", "Vak"),
        (350.0, 750.0, 10.0, "b", "EC"),
    ]
    rest = [("ICT-ALG", "Algoritmen", "5"), ("ICT-NET", "Netwerken", "5"), ("ICT-SEC", "Beveiliging", "5")]
    overview = table(rest, top=735, lefts=(60, 150, 352), bold=False)
    title = [(60, 780, 16, "b", "Overzicht van jaar 2")]
    pages.append([*title, *heads, *overview])
    foot: list[Placed] = [(60, 30, 8, "n", "Studiegids HBO-ICT, Hogeschool aan Zee")]
    return pdf([[*page, *foot, (500, 30, 8, "n", str(at))] for at, page in enumerate(pages, 1)])
