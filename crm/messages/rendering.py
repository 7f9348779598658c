"""Filling in a template: every gap with a fact, or an error that says which file, line and field.

The engine is Jinja's sandbox; a fact is a value and never read as a template. What a template needs is what it shows
without first asking whether it is there (`{% if results %}`).
"""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache
from typing import Any

from crm.errors import MissingFactsError, TemplateError
from crm.language import _
from crm.messages.fields import FACTS, fact_word
from crm.messages.templates import Piece, Template
from crm.text import clean
from crm.words import Formality

LONGEST_SUBJECT = 150
"""Characters of a subject: a header line stays below the 998 of RFC 5322 in any encoding."""

LONGEST_BODY = 20_000
"""Characters of a message."""

PIECES_KEPT = 200
"""Subjects and bodies that are parsed once: more than there are templates."""

LONGEST_FACT = 1_000
"""Characters of one fact, a signature included."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A template with its facts in it."""

    subject: str
    body: str


def needs(template: Template, form: Formality | None = None) -> list[str]:
    """The fields that the template shows whatever else is known, in the order of `FACTS`; of one form or of any.

    Raises TemplateError for a field that does not exist.
    """
    pieces = [template.subject, *(piece for f, piece in template.words.items() if form in {None, f})]
    found = {name for piece in pieces for name in _needed(template, piece)}
    return [name for name in FACTS if name in found]


def fill(template: Template, form: Formality, facts: Mapping[str, Any]) -> Filled:
    """The subject (one line) and the body of the message.

    Raises MissingFactsError naming every fact that is needed and not there, TemplateError.
    """
    missing = tuple(name for name in needs(template, form) if not facts.get(name) and FACTS[name].asked)
    if missing:
        raise MissingFactsError(missing_said(missing), missing)
    known = {name: bounded(value) for name, value in facts.items()}
    subject = clean(_run(template, template.subject, known), LONGEST_SUBJECT)
    return Filled(subject, tidied(_run(template, template.words[form], known)))


def missing_said(missing: tuple[str, ...]) -> str:
    """The sentence that names what is missing, and how a command is given it."""
    words = ", ".join(f"{name} ({fact_word(name)})" for name in missing)
    said = _("This message still needs: {facts}.")
    settings = [FACTS[name].setting for name in missing if FACTS[name].setting]
    ways = [_(" Say it with --fact {name}=….").format(name=name) for name in missing if not FACTS[name].setting][:1]
    ways += [_(" `werkplaats settings set {key} …` keeps it.").format(key=key) for key in settings[:1]]
    return said.format(facts=words) + "".join(ways)


def bounded(value: Any) -> Any:  # noqa: ANN401 - a fact is a text, a list or table of them, a number or a flag
    """A fact as it may stand in a message: no control characters, one line save where it is ours, not without end."""
    if isinstance(value, str):
        return "\n".join(clean(line, LONGEST_FACT) for line in value.split("\n")[:40])[:LONGEST_FACT]
    if isinstance(value, list | tuple):
        return [bounded(one) for one in value[:20]]
    if isinstance(value, Mapping):
        return {str(name): bounded(one) for name, one in list(value.items())[:40]}
    return value


def tidied(text: str) -> str:
    """A body without trailing spaces, never more than one empty line between paragraphs, and bounded."""
    lines: list[str] = []
    for line in text[:LONGEST_BODY].split("\n"):
        bare = line.rstrip()
        if bare or (lines and lines[-1]):
            lines.append(bare)
    return "\n".join(lines).strip("\n")


def _needed(template: Template, piece: Piece) -> set[str]:
    from jinja2 import nodes

    parsed = _parsed(template, piece)
    return {name.name for name in _shown(parsed, frozenset(), nodes)}


def _shown(node: Any, asked: AbstractSet[str], nodes: Any) -> Iterator[Any]:  # noqa: ANN401 - nodes of the engine
    """The names that are shown where no condition around them asks whether they are there."""
    if isinstance(node, nodes.If):
        tested = {name.name for name in _names(node.test, nodes)}
        for child in (*node.body, *node.elif_, *node.else_):
            yield from _shown(child, asked | tested, nodes)
        return
    if isinstance(node, nodes.For):
        listed = {name.name for name in _names(node.iter, nodes)} | {name.name for name in _names(node.target, nodes)}
        for child in (*node.body, *node.else_):
            yield from _shown(child, asked | listed, nodes)
        return
    if isinstance(node, nodes.Name) and node.name not in asked:
        yield node
    for child in node.iter_child_nodes():
        yield from _shown(child, asked, nodes)


def _names(node: Any, nodes: Any) -> list[Any]:  # noqa: ANN401 - as above
    return [node] if isinstance(node, nodes.Name) else list(node.find_all(nodes.Name))


def _parsed(template: Template, piece: Piece) -> Any:  # noqa: ANN401 - a tree of the engine
    """The piece as a tree, checked.

    Raises TemplateError for what is no template, and for a field that does not exist.
    """
    from jinja2 import TemplateSyntaxError

    try:
        tree, undeclared = _tree(_placed(piece))
        unknown = sorted(undeclared - set(FACTS))
    except TemplateSyntaxError as error:
        raise TemplateError(
            _("{file}, line {line}: {problem}.").format(
                file=template.path, line=error.lineno, problem=(error.message or "").rstrip(".")
            )
        ) from error
    if unknown:
        raise _unknown_field(template, piece, unknown[0])
    return tree


def _unknown_field(template: Template, piece: Piece, field: str) -> TemplateError:
    from jinja2 import nodes

    tree = _engine().parse(_placed(piece))
    line = next((name.lineno for name in tree.find_all(nodes.Name) if name.name == field), piece.line)
    close = get_close_matches(field, FACTS, 1, 0.6)
    meant = _(" Did you mean {name}?").format(name=close[0]) if close else ""
    return TemplateError(
        _("{file}, line {line}: there is no field {field}.").format(file=template.path, line=line, field=field) + meant
    )


def _run(template: Template, piece: Piece, facts: Mapping[str, Any]) -> str:
    from jinja2 import TemplateError as EngineError

    _parsed(template, piece)
    known = {name: facts.get(name, 0 if name == "teacher_count" else "") for name in FACTS}
    try:
        return str(_compiled(_placed(piece)).render(known)).lstrip("\n")
    except (EngineError, TypeError, ValueError, ArithmeticError, OverflowError, AttributeError) as error:
        raise TemplateError(
            _("{file}, line {line}: this cannot be filled in: {problem}.").format(
                file=template.path, line=_line_of(error, piece), problem=error
            )
        ) from error


def _line_of(error: BaseException, piece: Piece) -> int:
    """The line of the template on which it went wrong, from the engine's own frame."""
    lines = []
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            lines.append(trace.tb_lineno)
        trace = trace.tb_next
    return lines[-1] if lines else piece.line


def _placed(piece: Piece) -> str:
    """The piece with as many empty lines before it as the file has: the engine then tells the file's own lines."""
    return "\n" * (piece.line - 1) + piece.text


@lru_cache(maxsize=PIECES_KEPT)
def _tree(text: str) -> tuple[Any, set[str]]:
    """What is written, as a tree, and the names in it; parsed once."""
    from jinja2 import meta

    tree = _engine().parse(text)
    return tree, meta.find_undeclared_variables(tree)


@lru_cache(maxsize=PIECES_KEPT)
def _compiled(text: str) -> Any:  # noqa: ANN401 - a template of the engine
    """What is written, compiled once."""
    return _engine().from_string(text)


@cache
def _engine() -> Any:  # noqa: ANN401 - imported when first used: start-up time is measured
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    engine = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    engine.globals.clear()
    return engine
