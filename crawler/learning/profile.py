"""The rules of a site as a profile: a data file by which the same system is read at other schools."""

import json
from collections.abc import Sequence
from urllib.parse import urlsplit

from crawler.learning.rules import Rule, Says, Where
from crawler.learning.templates import EVERY


def profile_text(name: str, url: str, rules: Sequence[Rule]) -> str:
    """A profile (TOML, `docs/profiles.md`) that says what the rules of the source `name` at `url` say.

    What names a single page or person stays behind: marks, words that are nobody, and what waits in review.
    """
    host = urlsplit(url).netloc
    lines = [
        f"title = {_text(name)}",
        "",
        "[recognise]",
        f"url = [{_text(rf'^https?://(?:[^/]+[.])?{_escaped(host)}/')}]",
    ]
    for rule in rules:
        anchors = [anchor for anchor in rule.anchors if anchor.where is not Where.WORDS]
        if rule.says is Says.UNSURE or not anchors or rule.template.address == EVERY:
            continue
        lines += ["", "[[rules]]", f"says = {_text(str(rule.says))}", f"pages = {_text(rule.template.address)}"]
        for where in Where:
            texts = [anchor.text for anchor in anchors if anchor.where is where]
            if texts:
                lines.append(f"{where} = {_list(texts)}")
        if rule.template.make:
            lines.append(f"make = {_list(sorted(rule.template.make))}")
    return "\n".join(lines) + "\n"


def _text(text: str) -> str:
    """A TOML string: JSON writes one the same way."""
    return json.dumps(text, ensure_ascii=False)


def _list(texts: Sequence[str]) -> str:
    return f"[{', '.join(_text(text) for text in texts)}]"


def _escaped(host: str) -> str:
    return host.removeprefix("www.").replace(".", "[.]")
