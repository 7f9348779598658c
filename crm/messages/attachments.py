"""Files that go along with a message: found beside the templates, bounded, and known by what they hold."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from crm.errors import TemplateError
from crm.language import _
from crm.messages.templates import Attached, Template, own_folder
from crm.resources import data_root

LARGEST = 10_000_000
"""Bytes of an attachment: mail servers refuse much more."""


@dataclass(frozen=True, slots=True)
class File:
    """A file as it goes along. `sha256` says which version it was."""

    name: str
    content: bytes
    sha256: str

    def kept(self) -> dict[str, str]:
        """What is kept of it with the message."""
        return {"name": self.name, "sha256": self.sha256}


def files_of(template: Template) -> tuple[File, ...]:
    """The files of a template that are there; the user's folder before ours.

    Raises TemplateError naming template, line and file for one that is missing, unreadable or too large.
    """
    found = (_file(template, attached) for attached in template.attachments)
    return tuple(one for one in found if one is not None)


def _file(template: Template, attached: Attached) -> File | None:
    folders = (own_folder(), data_root() / "templates")
    path = next((p for p in (folder / "attachments" / attached.name for folder in folders) if p.is_file()), None)
    if path is None and attached.optional:
        return None
    if path is None:
        where = own_folder() / "attachments"
        raise _wrong(template, attached, _("{name} is not in {folder}").format(name=attached.name, folder=where))
    content = _content(path, template, attached)
    return File(attached.name, content, hashlib.sha256(content).hexdigest())


def _content(path: Path, template: Template, attached: Attached) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise _wrong(template, attached, _("{name} is larger than 10 MB").format(name=attached.name))
        return path.read_bytes()
    except OSError as error:
        said = _("{name} cannot be read: {problem}").format(name=attached.name, problem=error.strerror or error)
        raise _wrong(template, attached, said) from error


def _wrong(template: Template, attached: Attached, problem: str) -> TemplateError:
    return TemplateError(
        _("{file}, line {line}: {problem}.").format(file=template.path, line=attached.line, problem=problem)
    )
