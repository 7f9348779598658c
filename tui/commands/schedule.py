"""The command `schedule print`: what makes this computer crawl what is due, ready to paste."""

import os
import shutil
import sys
from pathlib import Path

import typer

from crm.language import _
from tui.commands import output
from tui.commands.invocation import Invocation, command

AT_HOUR, AT_MINUTE = 3, 17
"""When, at night: schools' servers have time then, and not everybody's cron should ring on the hour."""

LOST_MINUTES = 45
"""Within how many minutes after that systemd begins, by lot."""


def add_to(app: typer.Typer) -> None:
    """Registers the command."""
    group = typer.Typer(help=_("Crawling by itself."), no_args_is_help=True)
    app.add_typer(group, name="schedule")
    command(group, "print", "werkplaats schedule print")(print_)


def print_(run: Invocation) -> None:
    """Show a cron line, and systemd units, that crawl every night what is due; nothing is installed."""
    called = crawl_command(run.database or os.environ.get("WERKPLAATS_DATABASE"))  # cron has no environment of ours
    parts = {"cron": cron_line(called), "service": service_unit(called), "timer": timer_unit()}

    def say() -> None:
        output.say(_("# For cron: paste this line into what `crontab -e` opens."))
        output.say(parts["cron"])
        folder = "~/.config/systemd/user"
        output.say(_("# Or for systemd: save these two files, then do"))
        output.say("#   systemctl --user daemon-reload && systemctl --user enable --now werkplaats-crawl.timer")
        output.say(f"# {folder}/werkplaats-crawl.service\n{parts['service']}")
        output.say(f"# {folder}/werkplaats-crawl.timer\n{parts['timer']}")

    run.answer(parts, say)


def crawl_command(database: str | None) -> list[str]:
    """The words that crawl what is due, with the program's whole path: cron knows no PATH to speak of."""
    beside = Path(sys.executable).with_name("werkplaats")
    program = str(beside) if beside.exists() else shutil.which("werkplaats")
    words = [program] if program else [sys.executable, "-c", "from tui.commands import main; main()"]
    return [*words, "crawl", "--due", *(["--database", _whole(database)] if database else [])]


def _whole(database: str) -> str:
    return database if "://" in database else str(Path(database).expanduser().absolute())


def cron_line(called: list[str]) -> str:
    """A line of a crontab. A percent sign would end the command there."""
    import shlex

    return f"{AT_MINUTE} {AT_HOUR} * * * {shlex.join(called)}".replace("%", "\\%")


def service_unit(called: list[str]) -> str:
    """The unit that crawls once."""
    words = " ".join(_quoted(word) for word in called)
    return "\n".join(
        (
            "[Unit]",
            f"Description=werkplaats: {_('crawl what is due')}",
            "Wants=network-online.target",
            "After=network-online.target",
            "",
            "[Service]",
            "Type=oneshot",
            f"ExecStart={words}",
            f"# 3: {_('done in part (a school could not be had)')}.",
            "SuccessExitStatus=3",
            "Nice=10",
            "",
        )
    )


def timer_unit() -> str:
    """The unit that starts it every night, or after a night that was missed."""
    return "\n".join(
        (
            "[Unit]",
            f"Description=werkplaats: {_('crawl every night what is due')}",
            "",
            "[Timer]",
            f"OnCalendar=*-*-* {AT_HOUR:02}:{AT_MINUTE:02}",
            f"RandomizedDelaySec={LOST_MINUTES}min",
            "Persistent=true",
            "",
            "[Install]",
            "WantedBy=timers.target",
            "",
        )
    )


def _quoted(word: str) -> str:
    """A word as systemd reads it: its own escapes for percent and dollar signs, quotes where there is a blank."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"' if any(c in word for c in " \t;'\"") else escaped
