"""A file that is written whole or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from crm.errors import WerkplaatsError
from crm.language import _
from crm.spoken import spoken_reason


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """A file to write that takes the name `path` only when the block ends well; on an error nothing is left.

    It holds personal data: its owner alone may read it. Raises WerkplaatsError when it cannot be written.
    """
    if path.is_dir():
        raise WerkplaatsError(_("{path} is a folder: name a file in it.").format(path=path))
    try:
        number, name = tempfile.mkstemp(prefix=f".{path.name[:60]}.", suffix=".part", dir=path.parent)
    except OSError as error:
        raise _cannot(path, error) from error
    try:
        with os.fdopen(number, "wb") as file:
            yield file
            settle(file)
        Path(name).replace(path)
    except OSError as error:
        raise _cannot(path, error) from error
    finally:
        Path(name).unlink(missing_ok=True)


def settle(file: IO[bytes]) -> None:
    """Brings what was written so far to the disk: a full one is known now, before anything takes its name.

    Raises OSError.
    """
    file.flush()
    os.fsync(file.fileno())


def _cannot(path: Path, error: OSError) -> WerkplaatsError:
    return WerkplaatsError(
        _("{path} cannot be written: {why}. Nothing was written there.").format(path=path, why=spoken_reason(error))
    )
