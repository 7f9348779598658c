"""Erases somebody who came in by every road, and says where they are still found: JSON.

python -m benchmarks.erasure [DATABASE_URL]
"""

import json
import os
import sys
import tempfile
from pathlib import Path

from benchmarks.erasure.run import everywhere


def main() -> None:
    """Prints how often she was found before and after, and after each road by which she might come back."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        url = (
            sys.argv[1]
            if len(sys.argv) > 1
            else f"sqlite:///{folder / 'xdg' / 'data' / 'werkplaats' / 'werkplaats.db'}"
        )
        print(json.dumps(everywhere(url, folder, os.environ), indent=1))


if __name__ == "__main__":
    main()
