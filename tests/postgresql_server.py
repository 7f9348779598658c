"""A real PostgreSQL for the suite: started in a temporary folder, by an unprivileged user, on loopback."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

NOT_INSTALLED = "PostgreSQL is not installed (no initdb in `pg_config --bindir` or the usual folders)"


def binaries() -> Path | None:
    """The folder of PostgreSQL's server programs; None where it is not installed."""
    places: list[Path] = []
    with suppress(OSError, subprocess.CalledProcessError):
        said = subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True, check=True)
        places.append(Path(said.stdout.strip()))
    usual = (
        "/usr/lib/postgresql/*/bin",
        "/usr/pgsql-*/bin",
        "/opt/homebrew/opt/postgresql*/bin",
        "/usr/local/pgsql/bin",
    )
    places += [found for pattern in usual for found in sorted(Path("/").glob(pattern[1:]), reverse=True)]
    return next((place for place in places if (place / "initdb").exists()), None)


@contextmanager
def running_server() -> Iterator[str]:
    """The URL of a fresh server (without a database name, ending in "/"), stopped and removed afterwards."""
    programs = binaries()
    if programs is None:
        raise RuntimeError(NOT_INSTALLED)
    folder = Path(tempfile.mkdtemp(prefix="werkplaats-postgresql-"))
    with _lent_to_unprivileged(folder) as user:
        _run(
            user, [programs / "initdb", "-D", folder / "data", "-U", "tester", "-A", "trust", "-E", "UTF8", "--no-sync"]
        )
        port = _free_port()
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off"
        control: tuple[Path | str, ...] = (programs / "pg_ctl", "-D", folder / "data")
        _run(user, (*control, "-w", "-o", options, "-l", folder / "log", "start"))
        try:
            yield f"postgresql+psycopg://tester@127.0.0.1:{port}/"
        finally:
            _run(user, (*control, "-m", "immediate", "stop"))
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _lent_to_unprivileged(folder: Path) -> Iterator[str | None]:
    """PostgreSQL refuses to run as root: then the folder goes to a user without rights."""
    if os.geteuid() != 0:
        yield None
        return
    user = next(name for name in ("postgres", "nobody") if _known(name))
    record = pwd.getpwnam(user)
    os.chown(folder, record.pw_uid, record.pw_gid)
    yield user


def _known(user: str) -> bool:
    try:
        pwd.getpwnam(user)
    except KeyError:
        return False
    return True


def _run(user: str | None, command: Sequence[Path | str]) -> None:
    environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"}
    # The server inherits no pipe of ours: pg_ctl's child would keep it open and the call would never end.
    done = subprocess.run(
        [str(part) for part in command],
        user=user,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]} ended with {done.returncode}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
