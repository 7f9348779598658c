"""Templates of messages: files of the program and of the user, read and checked before anything is filled in.

A template is a text file: lines `Key: value`, an empty line, and the words. `Step`, `Language`, `Title` and `Subject`
are needed; `Attachment` may stand there more than once, and a file of which it is said with `?` behind it goes along
only where it is there. Words for somebody called *je* and for somebody called *u* stand below the lines `== je ==` and
`== u ==`; without those the words serve for both.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from crm.errors import NotFoundError, TemplateError
from crm.language import LANGUAGES, _
from crm.resources import data_path
from crm.settings_file import settings_path
from crm.words import Formality, MessageStep

LONGEST_FILE = 100_000
"""Characters of a template: a longer file is none."""

FORMS = {"je": Formality.INFORMAL, "u": Formality.FORMAL}
"""The word by which a section of a template is named → whom it is for."""

_KEYS = ("step", "language", "title", "subject", "attachment")
_KEY = re.compile(r"([A-Za-z]+)[ \t]*:[ \t]*(.*)")
_SECTION = re.compile(r"==\s*(\w+)\s*==\s*")
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a template's text, and the line of the file on which it begins."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that goes along. `optional`: only where it is there."""

    name: str
    optional: bool
    line: int


@dataclass(frozen=True, slots=True)
class Template:
    """A message for one step of the work in one language. `own`: it stands in the user's folder."""

    name: str
    step: MessageStep
    language: str
    title: str
    subject: Piece
    words: Mapping[Formality, Piece]
    attachments: tuple[Attached, ...]
    path: Path
    own: bool


def own_folder() -> Path:
    """The user's own templates: `werkplaats/templates` in the XDG config folder. They add to ours, or replace one."""
    return settings_path().parent / "templates"


def templates() -> list[Template]:
    """All templates by step, the program's and the user's; of one name the user's alone.

    Raises TemplateError naming file, line and field.
    """
    found = {template.name: template for template in _ours()}
    folder = own_folder()
    for path in sorted(folder.glob("*.txt")) if folder.is_dir() else ():
        template = read_template(path, own=True)
        found[template.name] = template
    steps = list(MessageStep)
    return sorted(found.values(), key=lambda one: (steps.index(one.step), one.language, not one.own, one.name))


def template_named(name: str, language: str) -> Template:
    """The template called `name`, or that of the step `name` in `language` (the user's own before ours).

    Raises NotFoundError naming the closest, TemplateError where a file cannot be used.
    """
    every = templates()
    asked = name.strip().lower()
    exact = next((one for one in every if one.name == asked), None)
    step = asked.replace("-", "_")
    of_step = [one for one in every if one.step == step]
    chosen = exact or next((one for one in of_step if one.language == language), None) or next(iter(of_step), None)
    if chosen is not None:
        return chosen
    names = [one.name for one in every]
    close = get_close_matches(asked, [*names, *MessageStep], 1, 0.4)
    meant = _(" Did you mean {name}?").format(name=close[0]) if close else ""
    raise NotFoundError(
        _("There is no template {name}: `werkplaats template list` shows them.").format(name=name) + meant
    )


@cache
def _ours() -> tuple[Template, ...]:
    paths = sorted(path for language in LANGUAGES for path in data_path(f"templates/{language}").glob("*.txt"))
    return tuple(read_template(path, own=False) for path in paths)


def read_template(path: Path, *, own: bool) -> Template:
    """The template in the file `path`, whose name is that of the file.

    Raises TemplateError naming file, line and field.
    """
    name = path.stem if own else f"{path.stem}-{path.parent.name}"
    if not _NAME.fullmatch(name):
        raise TemplateError(_("{file}: a template is called by small letters, digits and hyphens.").format(file=path))
    head, rest = _split(path, _text_of(path).split("\n"))
    words = dict(_words(path, rest))
    step = _one_of(path, head, "step", [step.value for step in MessageStep])
    language = _one_of(path, head, "language", LANGUAGES)
    attachments = [_attached(path, piece) for piece in head.get("attachment", ())]
    return Template(
        name=name,
        step=MessageStep(step),
        language=language,
        title=_single(path, head, "title").text,
        subject=_single(path, head, "subject"),
        words=words,
        attachments=tuple(attachments),
        path=path,
        own=own,
    )


def _text_of(path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise TemplateError(
            _("The template {file} cannot be read: {problem}.").format(file=path, problem=error)
        ) from error
    if len(text) > LONGEST_FILE:
        raise TemplateError(_("The template {file} is longer than {n} characters.").format(file=path, n=LONGEST_FILE))
    return text.replace("\r\n", "\n")


Head = dict[str, list[Piece]]


def _split(path: Path, lines: Sequence[str]) -> tuple[Head, list[Piece]]:
    """The keys above the empty line, and the lines below it."""
    head: Head = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            return head, [Piece(text, below) for below, text in enumerate(lines[number:], number + 1)]
        found = _KEY.fullmatch(line.strip())
        if found is None or found[1].lower() not in _KEYS:
            raise _wrong(
                path,
                number,
                _("“{line}” is none of {keys}; an empty line ends them").format(
                    line=line.strip()[:60], keys=", ".join(key.title() for key in _KEYS)
                ),
            )
        head.setdefault(found[1].lower(), []).append(Piece(found[2], number))
    raise _wrong(path, len(lines), _("there are no words: they stand below an empty line"))


def _words(path: Path, rest: Sequence[Piece]) -> Iterator[tuple[Formality, Piece]]:
    """The words for each form; without sections the same ones for both."""
    parts: list[tuple[str, int, list[str]]] = []
    for piece in rest:
        section = _SECTION.fullmatch(piece.text)
        if section is not None and section[1].lower() not in FORMS:
            raise _wrong(path, piece.line, _("a part is for je or for u, not for {form}").format(form=section[1]))
        if section is not None:
            parts.append((section[1].lower(), piece.line + 1, []))
        elif parts:
            parts[-1][2].append(piece.text)
        elif piece.text.strip():
            parts.append(("", piece.line, [piece.text]))
    filled = [(form, Piece("\n".join(lines), line)) for form, line, lines in parts if "".join(lines).strip()]
    if not filled:
        raise _wrong(path, rest[0].line if rest else 1, _("there are no words: they stand below an empty line"))
    for form, piece in filled:
        if form:
            yield FORMS[form], piece
    if len({form for form, _piece in filled if form}) < len(FORMS):
        missing = set(FORMS.values()) - {FORMS[form] for form, _piece in filled if form}
        for formality in missing:
            yield formality, filled[0][1]


def _single(path: Path, head: Head, key: str) -> Piece:
    given = [piece for piece in head.get(key, ()) if piece.text.strip()]
    if len(given) != 1:
        line = given[1].line if given else 1
        said = _("{key} stands there twice") if given else _("{key} is missing")
        raise _wrong(path, line, said.format(key=key.title()))
    return given[0]


def _one_of(path: Path, head: Head, key: str, known: Sequence[str]) -> str:
    piece = _single(path, head, key)
    value = piece.text.strip().lower().replace("-", "_")
    if value not in known:
        said = _("{key} is one of {known}, not {value}")
        raise _wrong(path, piece.line, said.format(key=key.title(), known=", ".join(known), value=piece.text[:60]))
    return value


def _attached(path: Path, piece: Piece) -> Attached:
    """A file beside the templates, in their folder `attachments`: a bare name, never a path."""
    name = piece.text.strip()
    optional = name.endswith("?")
    name = name.rstrip("? ")
    if not name or name != Path(name).name or name.startswith(".") or "\\" in name or "\x00" in name:
        raise _wrong(path, piece.line, _("Attachment takes the name of a file in the folder attachments"))
    return Attached(name, optional, piece.line)


def _wrong(path: Path, line: int, problem: str) -> TemplateError:
    return TemplateError(_("{file}, line {line}: {problem}.").format(file=path, line=line, problem=problem))
