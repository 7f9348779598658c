"""The text of a file whose encoding nobody said."""

import codecs
import re
from dataclasses import dataclass, field
from pathlib import Path

from crm.errors import FileError
from crm.language import _, ngettext
from crm.spoken import spoken_reason

MOST_BYTES = 512 * 1024 * 1024
"""A file of more is no address book."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_PLAUSIBLE = ["cp1252", "mac_roman", "cp850", "cp1250", "iso8859_15", "cp1254", "cp1251"]
"""Single-byte encodings of office programs in Europe. A guess among all there are is more often wrong."""

_SAMPLE = 64 * 1024
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_WINDOWS = "cp1252"


@dataclass(slots=True)
class Text:
    """The lines of a file, without their ends, and what was odd about it."""

    lines: list[str]
    remarks: list[str] = field(default_factory=list)


def read_bytes(path: Path) -> bytes:
    """The bytes of a file. Raises FileError when it cannot be read, is a folder, empty or too large."""
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise FileError(_("{file} is a folder: name a file in it.").format(file=path.name))
        if size > MOST_BYTES:
            raise FileError(_("{file} is larger than {n} MB: no list of contacts is.").format(file=path.name, n=512))
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise FileError(_("There is no file {file}.").format(file=path)) from error
    except OSError as error:
        raise FileError(_("{file} cannot be read: {why}.").format(file=path, why=spoken_reason(error))) from error
    if not content.strip(b"\x00\r\n\t "):
        raise FileError(_("{file} is empty.").format(file=path.name))
    return content


def text_of(content: bytes, file: str) -> Text:
    """The text in `content`: by its mark, as UTF-8, or by the likeliest of the encodings that office programs write.

    A UTF-8 file in which single lines are not is read line by line, those as Windows-1252; NULs are taken out. Both are
    said in `remarks`. Raises FileError for what is no text.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _lines(_decoded(content[len(mark) :], encoding, file), [])
    wide = _wide(content)
    if wide is not None:
        return _lines(_decoded(content, wide, file), [])
    if len(_CONTROLS.findall(content[:_SAMPLE])) * 20 > len(content[:_SAMPLE]):
        raise FileError(_("{file} is no text: give a csv, xlsx or vcf file.").format(file=file))
    try:
        return _lines(content.decode("utf-8"), [])
    except UnicodeDecodeError:
        pass
    mixed = _mixed(content)
    if mixed is not None:
        return mixed
    return _lines(content.decode(_guessed(content), errors="replace"), [])


def _decoded(content: bytes, encoding: str, file: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        pass
    if encoding == "utf-8":
        mixed = _mixed(content)
        if mixed is not None:
            return "\n".join(mixed.lines)
    raise FileError(
        _("{file} says that it is {encoding}, and is not: save it again as UTF-8.").format(file=file, encoding=encoding)
    )


def _wide(content: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of Western text is NUL."""
    sample = content[:2_000]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    most = len(sample) // 2 * 0.4
    for encoding, nuls, others in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if nuls > most and others < most / 8:
            text = sample.decode(encoding, errors="ignore")
            if sum(c.isprintable() or c.isspace() for c in text) > len(text) * 0.95:
                return encoding
    return None


def _mixed(content: bytes) -> Text | None:
    """The lines of a file that is mostly UTF-8; None where it is not (most lines beyond ASCII are something else)."""
    lines: list[str] = []
    other: list[int] = []
    wide = 0
    for number, line in enumerate(content.splitlines(), start=1):
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            other.append(number)
            lines.append(line.decode(_WINDOWS, errors="replace"))
            continue
        lines.append(text)
        wide += not text.isascii()
    if len(other) > wide:
        return None
    some = ", ".join(map(str, other[:10])) + (" …" if len(other) > 10 else "")
    said = ngettext(
        "Mixed encodings: UTF-8, and Windows-1252 in line {lines}.",
        "Mixed encodings: UTF-8, and Windows-1252 in lines {lines}.",
        len(other),
    )
    remark = said.format(lines=some)
    return _lines("\n".join(lines), [remark])


def _guessed(content: bytes) -> str:
    """The likeliest encoding by the letters that come out."""
    from charset_normalizer import from_bytes

    beyond = b"\n".join(line for line in content.splitlines()[:200_000] if not line.isascii())[:_SAMPLE]
    best = from_bytes(beyond, cp_isolation=_PLAUSIBLE, threshold=0.5).best()
    return best.encoding if best is not None and len(beyond) > 200 else _WINDOWS


def _lines(text: str, remarks: list[str]) -> Text:
    if "\x00" in text:
        number = text[: text.index("\x00")].count("\n") + 1
        remarks = [*remarks, _("Characters NUL were taken out, the first in line {n}.").format(n=number)]
        text = text.replace("\x00", "")
    return Text(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), remarks)
