"""What every command shares: the common options, the database, who acts, and JSON or text as the answer."""

import functools
import inspect
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.models import CommandInfo

from crm.language import _, use_language
from tui.commands.lazily import later

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlmodel import Session

    from crm.clock import Clock
    from crm.settings import Settings
    from crm.unit_of_work import Work


@dataclass(slots=True)
class Invocation:
    """One call of a command: its common options, and what they lead to, opened when first asked for."""

    database: str | None = None
    user: str | None = None
    json: bool = False
    verbose: bool = False
    language: str | None = None
    _engine: "Engine | None" = field(default=None, repr=False)
    _settings: "Settings | None" = field(default=None, repr=False)

    @property
    def settings(self) -> "Settings":
        """The office's settings."""
        if self._settings is None:
            from crm.settings import read_settings

            self._settings = read_settings()
        return self._settings

    @property
    def engine(self) -> "Engine":
        """The user's database, opened (and, when it is the embedded one, made) at first use."""
        if self._engine is None:
            from crm.database.opening import open_database
            from crm.log import keep_log

            keep_log()
            self._engine = open_database(self.database or self.settings.database)
        return self._engine

    @property
    def database_url(self) -> str:
        """The database's URL, with its password: for a child process, never for a screen."""
        return self.engine.url.render_as_string(hide_password=False)

    @property
    def by(self) -> str:
        """Who acts: `--as`, else the settings, else the login name."""
        from crm.settings_file import login_name

        return self.user or self.settings.user or login_name()

    @property
    def clock(self) -> "Clock":
        """The computer's clock."""
        from crm.clock import SystemClock

        return SystemClock()

    def closes(self, engine: "Engine") -> "Engine":
        """The same engine, which is this call's own from now on and let go with it."""
        self._engine = engine
        return engine

    def close(self) -> None:
        """Lets the database go, where it was opened."""
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None

    @contextmanager
    def reading(self) -> "Iterator[Session]":
        """A session for views."""
        from crm.unit_of_work import reading

        with reading(self.engine) as session:
            yield session

    @contextmanager
    def working(self) -> "Iterator[Work]":
        """A unit of work for services, journalled under who acts."""
        from crm.unit_of_work import unit_of_work

        with unit_of_work(self.engine, by=self.by, clock=self.clock) as work:
            yield work

    def answer(self, document: Any, text: Callable[[], None], *, nothing: str | None = None) -> None:  # noqa: ANN401 - any JSON
        """Prints the answer: `document` as the one JSON document on stdout, or for people by `text`.

        Where the document is empty people are told so beside it, in the sentence `nothing`.
        """
        if self.json:
            sys.stdout.write(f"{_lined(document)}\n")
            return
        text()
        if nothing is not None and not document:
            from tui.commands import output

            output.tell(nothing)


def _lined(document: Any) -> str:  # noqa: ANN401 - any JSON document
    """The document with a line for each key and each item of a list: `indent` would cost seven times this."""
    if isinstance(document, list):
        items = ",\n".join(_plain(item) for item in document)
        return f"[\n{items}\n]" if items else "[]"
    if isinstance(document, dict):
        items = ",\n".join(f"{_plain(str(key))}: {_lined(value)}" for key, value in document.items())
        return f"{{\n{items}\n}}" if items else "{}"
    return _plain(document)


def _plain(value: Any) -> str:  # noqa: ANN401 - as above
    import json

    return json.dumps(value, ensure_ascii=False, default=str)


# The environment is read with the settings, once: were it read per option,
# it would win over what stands before the command.
DATABASE = typer.Option(
    "--database",
    help=_("Database: a file, sqlite:///FILE or postgresql://…; else WERKPLAATS_DATABASE."),
    metavar="URL",
)
JSON = typer.Option("--json", metavar="", help=_("Answer with one JSON document on stdout."))
AS = typer.Option("--as", help=_("Who acts: owner and journal; else WERKPLAATS_USER."), metavar="NAME")
LANGUAGE = typer.Option("--language", help=_("nl or en."), metavar="nl|en")
VERBOSE = typer.Option("--verbose", metavar="", help=_("Show the log on stderr."))

COMMON = {
    "database": (str | None, DATABASE, None),
    "as_": (str | None, AS, None),
    "json": (bool, JSON, False),
    "language": (str | None, LANGUAGE, None),
    "verbose": (bool, VERBOSE, False),
}


def command(
    app: typer.Typer,
    name: str,
    example: str,
    *,
    database: Any = DATABASE,  # noqa: ANN401 - what Typer makes of an option
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Registers a function as the command `name`, with the common options behind its own and an example in its help.

    The function's first parameter is the `Invocation`; its docstring (through the catalogue) is the help. `database` is
    the option of which database it is, where it is not the usual one.
    """

    def register(function: Callable[..., None]) -> Callable[..., None]:
        info = CommandInfo(
            name,
            help=_(inspect.cleandoc(function.__doc__ or "")),
            epilog=_("Example: {example}").format(example=example),
        )
        later(app, info, functools.partial(_with_common_options, function, database))
        return function

    return register


def _with_common_options(function: Callable[..., None], database: Any) -> Callable[..., None]:  # noqa: ANN401 - as above
    """`function` as Typer calls it: with the context, its own options, and the common ones behind them."""
    own = list(inspect.signature(function, eval_str=True).parameters.values())[1:]
    common = [
        inspect.Parameter(key, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[kind, option])
        for key, (kind, option, default) in {**COMMON, "database": (str | None, database, None)}.items()
    ]

    @functools.wraps(function)
    def called(context: typer.Context, **values: Any) -> None:  # noqa: ANN401 - as the command declares them
        given = _merged(context.obj or Invocation(), {key: values.pop(key) for key in COMMON})
        try:
            function(given, **values)
        finally:
            given.close()

    context = inspect.Parameter("context", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)
    signature = inspect.Signature([context, *(p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in own), *common])
    called.__signature__ = signature  # type: ignore[attr-defined]  # Typer reads the options from it
    called.__annotations__ = {p.name: p.annotation for p in signature.parameters.values()}
    return called


def root_options(
    context: typer.Context,
    *,
    database: Annotated[str | None, DATABASE] = None,
    as_: Annotated[str | None, AS] = None,
    json: Annotated[bool, JSON] = False,
    language: Annotated[str | None, LANGUAGE] = None,
    verbose: Annotated[bool, VERBOSE] = False,
) -> None:
    """Takes the common options where they stand before the command."""
    given = {"database": database, "as_": as_, "json": json, "language": language, "verbose": verbose}
    context.obj = _merged(Invocation(), given)


def _merged(before: Invocation, given: dict[str, Any]) -> Invocation:
    language = given["language"] or before.language
    if language:
        _use(language)
    verbose = given["verbose"] or before.verbose
    if verbose:
        from crm.log import show_log

        show_log()
    return replace(
        before,
        database=given["database"] or before.database,
        user=given["as_"] or before.user,
        json=given["json"] or before.json,
        verbose=verbose,
        language=language,
    )


def _use(language: str) -> None:
    from crm.errors import UsageError

    try:
        use_language(language)
    except ValueError as error:
        raise UsageError(_("--language takes nl or en, not {language}.").format(language=language)) from error
