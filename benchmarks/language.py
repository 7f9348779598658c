"""Log lines, replies and cases read by `understand`, scored by the scorers beside the measuring sites.

usage: python -m benchmarks.language [--json]
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.extraction.contacts import SITES

LANGUAGE = SITES.parent / "language"


def understood(*arguments: str) -> str:
    """What `werkplaats understand` prints."""
    code = "import sys; from tui.commands import main; main()"
    command = [sys.executable, "-c", code, "understand", *arguments]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def scored(answers: str, *scorer: str) -> dict[str, float]:
    """What a scorer says of the answers."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "answers.jsonl"
        file.write_text(answers, encoding="utf-8")
        done = subprocess.run([sys.executable, *scorer, str(file)], check=True, stdout=subprocess.PIPE, text=True)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def figures() -> dict[str, Any]:
    """The scores of each sort; empty where the texts are not there."""
    if not LANGUAGE.is_dir():
        return {}
    scorer, matching = str(LANGUAGE / "score_language.py"), LANGUAGE / "matching"
    texts = [str(matching / name) for name in ("courses.jsonl", "cases.jsonl")]
    ranker = str(matching / "score_matching.py")
    baseline = subprocess.run(
        [sys.executable, str(matching / "bm25.py")], check=True, stdout=subprocess.PIPE, text=True
    ).stdout
    return {
        "logging": scored(understood("logging", str(LANGUAGE / "logging.jsonl")), scorer, "logging"),
        "messages": scored(understood("messages", str(LANGUAGE / "messages.jsonl")), scorer, "messages"),
        "bm25": scored(baseline, ranker),
        "match": scored(understood("match", *texts), ranker),
        "words_only": scored(understood("match", "--words-only", *texts), ranker),
    }


if __name__ == "__main__":
    print(json.dumps(figures(), indent=None if "--json" in sys.argv else 2))
