"""What a command costs in CPU, beside a bare Typer app's `--help` in the same run.

python -m benchmarks.commands [TURNS]
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from benchmarks.screen.contacts import make

BARE = """
import typer
app = typer.Typer(add_completion=False)
@app.command()
def hello(name: str) -> None: ...
@app.command()
def bye(name: str) -> None: ...
app()
"""

OURS = "from tui.commands import main; main()"


def cpu(code: str, *arguments: str) -> float:
    """CPU seconds, of user and system, that a Python process takes for `code`."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-c", code, *arguments],
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": ""},
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure(turns: int = 7) -> dict[str, float]:
    """Medians over so many turns, the three in turn: `--help` and `leads --json` on 1,000 leads as ratios."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "leads.db"
        url = make(database, 20_000)
        bare, help_, leads = [], [], []
        for _turn in range(turns):
            bare.append(cpu(BARE, "--help"))
            help_.append(cpu(OURS, "--help"))
            leads.append(cpu(OURS, "leads", "--json", "--database", url))
    return {
        "bare_seconds": median(bare),
        "help_ratio": median(help_) / median(bare),
        "leads_ratio": median(leads) / median(bare),
    }


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 7), indent=1))
