"""The demo schools' pages as they stood in a given week."""

import fnmatch
import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import cached_property
from pathlib import Path
from typing import Any

from crm.resources import data_path

_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".htm": "text/html; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
}


@dataclass(frozen=True, slots=True)
class School:
    """One invented school: the name and level a user would give it, and its start address."""

    key: str
    name: str
    level: str
    url: str
    hosts: tuple[str, ...]


@dataclass(frozen=True)
class Page:
    """One file as a web server would send it. `modified` is in UTC, whole seconds."""

    body: bytes
    content_type: str
    modified: datetime

    @cached_property
    def etag(self) -> str:
        """A strong validator: two pages have the same one only when their bytes are the same."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:32]}"'


@dataclass(frozen=True, slots=True)
class Edition:
    """All pages of all demo schools in one week, by host and path (`/team/`, `/robots.txt`)."""

    number: int
    pages: Mapping[str, Mapping[str, Page]]

    @property
    def hosts(self) -> frozenset[str]:
        """The host names that are played."""
        return frozenset(self.pages)

    def page(self, host: str, path: str) -> Page | None:
        """What stands at `path` on `host`; None for nothing there, or for a host that is not played."""
        return self.pages.get(host, {}).get(path)

    def is_folder(self, host: str, path: str) -> bool:
        """Whether `path` lacks only its closing slash, so that a web server would redirect."""
        return not path.endswith("/") and f"{path}/" in self.pages.get(host, {})


def schools(root: Path | None = None) -> list[School]:
    """The demo schools in the order of `schools.toml`."""
    return [School(s["key"], s["name"], s["level"], s["url"], tuple(s["hosts"])) for s in _settings(root)["school"]]


def missing(root: Path | None = None) -> frozenset[str]:
    """Addresses that are asked for and, on purpose, not there."""
    return frozenset(m["url"] for m in _settings(root)["missing"])


def load(number: int, root: Path | None = None) -> Edition:
    """Edition `number`: the files of the first edition, overlaid by those of each later one.

    `removed.txt` beside an edition's files names those it took away; `rules.toml` moves folders and replaces words in
    what stood before. `root` is the folder that holds `schools.toml`
    and `editions/`, by default the one that comes with werkplaats.
    Raises ValueError for an edition that does not exist.
    """
    base = root or data_path("demo")
    settings = _settings(root)
    dates = {e["number"]: datetime.combine(e["on"], time(6), UTC) for e in settings["edition"]}
    if number not in dates:
        raise ValueError(f"There is no edition {number} of the demo schools; there are {sorted(dates)}.")
    pages: dict[str, dict[str, Page]] = {}
    for name, (body, modified) in sorted(_layered(base / "editions", number, dates).items()):
        host, _, rest = name.partition("/")
        page = Page(body, _content_type(host, f"/{rest}", settings["content_type"]), modified)
        for address in _addresses(f"/{rest}"):
            pages.setdefault(host, {})[address] = page
    return Edition(number, pages)


def _layered(editions: Path, number: int, dates: Mapping[int, datetime]) -> dict[str, tuple[bytes, datetime]]:
    files: dict[str, tuple[bytes, datetime]] = {}
    for each in sorted(n for n in dates if n <= number):
        folder = editions / str(each)
        for name in _removed(folder):
            del files[name]
        files = _ruled(files, folder, dates[each])
        for file in (f for host in folder.iterdir() for f in host.rglob("*") if f.is_file()):
            files[file.relative_to(folder).as_posix()] = (file.read_bytes(), dates[each])
    return files


def _ruled(files: dict[str, tuple[bytes, datetime]], folder: Path, on: datetime) -> dict[str, tuple[bytes, datetime]]:
    """The files as an edition's `rules.toml` makes them; what it changes is of that edition's day."""
    listed = folder / "rules.toml"
    rules = tomllib.loads(listed.read_text(encoding="utf-8")) if listed.is_file() else {}
    for move in rules.get("move", []):
        begins, instead = move["from"], move["to"]
        files = {
            f"{instead}{name.removeprefix(begins)}" if name.startswith(begins) else name: (body, modified)
            for name, (body, modified) in files.items()
        }
    for rule in rules.get("replace", []):
        old, new = rule["old"].encode(), rule["new"].encode()
        for name, (body, _modified) in list(files.items()):
            if fnmatch.fnmatchcase(name, rule["in"]) and old in body:
                files[name] = (body.replace(old, new), on)
    return files


def _settings(root: Path | None) -> dict[str, Any]:
    return tomllib.loads(((root or data_path("demo")) / "schools.toml").read_text(encoding="utf-8"))


def _removed(folder: Path) -> list[str]:
    listed = folder / "removed.txt"
    return listed.read_text(encoding="utf-8").split() if listed.is_file() else []


def _addresses(path: str) -> list[str]:
    folder, _, name = path.rpartition("/")
    return [f"{folder}/", path] if name == "index.html" else [path]


def _content_type(host: str, path: str, rules: list[dict[str, str]]) -> str:
    for rule in rules:
        if rule["host"] == host and fnmatch.fnmatchcase(path, rule["path"]):
            return rule["value"]
    return _TYPES.get(Path(path).suffix, "application/octet-stream")
