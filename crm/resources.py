"""Where the project's data files lie: inside the installed package, or in the checkout's `data/`."""

from functools import cache
from pathlib import Path


@cache
def data_root() -> Path:
    """The folder of data files: `crm/_data` in an installed wheel, `data/` beside the packages in a checkout."""
    installed = Path(__file__).parent / "_data"
    return installed if installed.is_dir() else Path(__file__).parent.parent / "data"


def data_path(name: str) -> Path:
    """The data file `name` ("vocabulary/roles.toml"), which must be there.

    Raises FileNotFoundError naming the file when the installation lacks it.
    """
    path = data_root() / name
    if not path.exists():
        raise FileNotFoundError(f"The data file {name} is missing from {data_root()}: install werkplaats again.")
    return path
