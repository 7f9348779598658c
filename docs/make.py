"""Makes the pages of `docs/` that say what the program says; `--check` fails where one is behind.

usage: python docs/make.py [--check]
"""

import re
import sys
from pathlib import Path

from messages_page import messages_page
from report_page import report_page, report_picture
from warmth_page import warmth_page

from crm.language import use_language

DOCS = Path(__file__).parent
ROOT = DOCS.parent


def commands_page() -> str:
    """`commands.md`: every command with its arguments, options and an example, as its `--help` gives them."""
    from tui.commands.tree import make_commands

    group = make_commands()
    lines = ["# The commands", "", "Made from the program itself by `python docs/make.py`.", ""]
    for path, command in walk(group, ()):
        lines += [f"## `werkplaats {' '.join(path)}`", "", str(command.help or ""), ""]
        rows = [row for parameter in command.params if (row := parameter_row(parameter))]
        if rows:
            lines += ["| | |", "|---|---|", *rows, ""]
        if command.epilog:
            lines += [re.sub(r"^Example: (.*)$", r"    \1", str(command.epilog)), ""]
    lines += [
        "Every command also takes `--database URL`, `--as NAME`, `--json`, `--language nl|en` and `--verbose`.",
        "",
    ]
    return "\n".join(lines)


def walk(command: object, path: tuple[str, ...]) -> list[tuple[tuple[str, ...], object]]:
    """All commands below `command` with the words that call them."""
    below = getattr(command, "commands", {})
    if not below:
        return [(path, command)]
    return [found for name, child in below.items() for found in walk(child, (*path, name))]


def parameter_row(parameter: object) -> str | None:
    """A table row for an argument or option of a command; None for the common ones."""
    names = "/".join(getattr(parameter, "opts", ()))
    if names in {"--database", "--as", "--json", "--language", "--verbose", "--help"}:
        return None
    shown = getattr(parameter, "metavar", None) if not names.startswith("-") else None
    return f"| `{shown or names}` | {getattr(parameter, 'help', '') or ''} |"


def broken_links() -> list[str]:
    """Links in the Markdown pages that lead to a file that is not there."""
    return [
        f"{page.relative_to(ROOT)}: {target} is not there"
        for page in [*ROOT.glob("*.md"), *DOCS.rglob("*.md")]
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8"))
        if "://" not in target and not (page.parent / target).exists()
    ]


def unknown_commands() -> list[str]:
    """Commands that a page tells the reader to type and that the program does not have."""
    from tui.commands.tree import make_commands

    known = {" ".join(path) for path, _command in walk(make_commands(), ())}
    first_words = {name.split()[0] for name in known}
    found = []
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *DOCS.rglob("*.md")]:
        for line in re.findall(r"(?:^|`|\s)werkplaats ([a-z][a-z -]*)", page.read_text(encoding="utf-8"), re.MULTILINE):
            words = line.split()
            if words and not any(" ".join(words[:n]) in known for n in (1, 2)) and words[0] not in first_words:
                found.append(f"{page.name}: there is no `werkplaats {words[0]}`")
    return found


def main(arguments: list[str]) -> int:
    """Writes the pages, or with `--check` says which one is behind; the exit code."""
    use_language("en")
    pages = {
        DOCS / "commands.md": commands_page(),
        DOCS / "warmth.md": warmth_page(),
        DOCS / "messages.md": messages_page(),
        DOCS / "report.md": report_page(),
        DOCS / "screens" / "report-plot.svg": report_picture(),
    }
    if "--check" not in arguments:
        for page, text in pages.items():
            page.write_text(text, encoding="utf-8")
        return 0
    problems = broken_links() + unknown_commands()
    for page, text in pages.items():
        if not page.exists() or page.read_text(encoding="utf-8") != text:
            problems.append(f"docs/{page.name} is behind: run python docs/make.py")
    print("\n".join(problems) or "docs: every page is true today")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
