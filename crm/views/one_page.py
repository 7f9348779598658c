"""A page of names and values, for both to keep: as Markdown, as HTML to print, and as the text of a message."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from crm.exports.whole_file import whole_file
from crm.markdown import plain

_PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>
<style>body{{font:16px/1.5 Georgia,serif;max-width:42rem;margin:3rem auto;padding:0 1rem;color:#1d232b}}
h1{{font-size:1.5rem}}th{{text-align:left;vertical-align:top;padding:.3rem 1.5rem .3rem 0;{names}}}
td{{padding:.3rem 0}}footer{{margin-top:2rem;color:#5c6878}}</style></head>
<body><h1>{title}</h1><p>{opening}</p><table>
{rows}
</table>{footer}</body></html>
"""


@dataclass(frozen=True, slots=True)
class OnePage:
    """What stands on the page. A value may have several lines. All of it is outside text, and is shown as such."""

    language: str
    title: str
    opening: str
    rows: Sequence[tuple[str, str]]
    footer: str | None = None
    wraps_names: bool = False
    """The names are long: they may take several lines."""

    def text(self) -> str:
        """As the text of a message."""
        rows = [f"{name}: {value}" for name, value in self.rows]
        return "\n".join([self.opening, "", *rows, *([f"\n{self.footer}"] if self.footer else [])])

    def markdown(self) -> str:
        """As a Markdown page."""
        rows = [f"| {plain(name)} | {_lines(value, plain)} |" for name, value in self.rows]
        heading = [f"# {plain(self.title)}", "", plain(self.opening), "", "| | |", "|---|---|"]
        return "\n".join([*heading, *rows, *(["", plain(self.footer)] if self.footer else []), ""])

    def html(self) -> str:
        """As a page to print."""
        rows = "\n".join(
            f"<tr><th>{escape(name)}</th><td>{_lines(value, escape)}</td></tr>" for name, value in self.rows
        )
        return _PAGE.format(
            language=self.language,
            title=escape(self.title),
            opening=escape(self.opening),
            rows=rows,
            names="min-width:9rem" if self.wraps_names else "white-space:nowrap",
            footer=f"<footer>{escape(self.footer)}</footer>" if self.footer else "",
        )

    def write(self, stem: Path) -> Sequence[Path]:
        """Writes it as `stem`.md and `stem`.html; returns both files. Raises FileError."""
        written = []
        for suffix, text in ((".md", self.markdown()), (".html", self.html())):
            path = stem.with_suffix(suffix)
            with whole_file(path) as file:
                file.write(text.encode())
            written.append(path)
        return written


def _lines(value: str, shown: Callable[[str], str]) -> str:
    return "<br>".join(shown(line) for line in value.split("\n"))
