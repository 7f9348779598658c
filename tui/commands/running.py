"""From a command's words to its exit code: the language first, then the command, and errors told in one place.

Exit codes: 0 done; 1 could not; 2 wrong usage; 3 done in part; 130 stopped with Ctrl-C.
"""

import gc
import os
import sys

from crm.errors import WerkplaatsError
from crm.language import LANGUAGES, _, use_language
from crm.settings_file import plain_setting
from tui.commands.exit_codes import STOPPED


def run(arguments: list[str]) -> int:
    """Runs one command; every error it knows is one clear message on stderr. Returns the exit code."""
    # Most of what a command makes lives until its end: looking for garbage every 700 objects is a tenth of its time,
    # and looking once through all that was imported a twelfth of that of a short one.
    gc.set_threshold(300_000, 20, 20)
    # Pydantic would read the metadata of every installed package for plugins to its validation: there are none here.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    use_language(early_language(arguments))
    try:
        return _dispatch(arguments)
    except WerkplaatsError as error:
        print(f"werkplaats: {error}", file=sys.stderr)  # noqa: T201 - the one place where errors are shown
        return error.exit_code
    except KeyboardInterrupt:
        print(_("werkplaats: stopped; what was done is kept."), file=sys.stderr)  # noqa: T201 - as above
        return STOPPED
    except BrokenPipeError:
        # Whoever read our output has gone (`| head`): that is no error, and nothing more can be said to them.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def early_language(arguments: list[str]) -> str:
    """The language for help texts, known before a command is: option, then environment, then settings file."""
    for place, word in enumerate(arguments):
        if word.startswith("--language="):
            return _known(word.partition("=")[2])
        if word == "--language" and place + 1 < len(arguments):
            return _known(arguments[place + 1])
    return _known(plain_setting("language"))


def _known(language: str | None) -> str:
    return language if language in LANGUAGES else LANGUAGES[0]


def _dispatch(arguments: list[str]) -> int:
    if not arguments:
        from tui.commands.opening import open_app

        open_app()  # by itself: the first frame need not wait for the reader of options
        return 0
    import typer

    from tui.commands.tree import make_commands

    command = make_commands()
    if "--help" in arguments:
        from typer import rich_utils

        rich_utils.ARGUMENTS_PANEL_TITLE, rich_utils.OPTIONS_PANEL_TITLE = _("Arguments"), _("Options")
        rich_utils.COMMANDS_PANEL_TITLE = _("Commands")
        rich_utils.REQUIRED_LONG_STRING, rich_utils.DEFAULT_STRING = _("[required]"), _("[default: {}]")
    try:
        code = command.main(arguments, prog_name="werkplaats", standalone_mode=False)
    except typer.Exit as ended:
        return ended.exit_code
    except typer.Abort:
        raise KeyboardInterrupt from None
    except Exception as error:
        if not hasattr(error, "format_message"):
            raise
        from typer import rich_utils

        from tui.commands.wrong_usage import sentence

        said = sentence(error)
        error.format_message = lambda: said
        rich_utils.ERRORS_PANEL_TITLE = _("Wrong usage")
        rich_utils.RICH_HELP = _("[blue]{command_path} {help_option}[/] says how it is used.")
        rich_utils.rich_format_error(error)  # type: ignore[arg-type]  # every error of wrong usage has format_message
        return int(getattr(error, "exit_code", 2))
    return code if isinstance(code, int) else 0
