"""Processes that begin where another has read all the code: crawls and commands of a suite that starts hundreds.

Most of what a short crawl costs is reading its code and its vocabulary, and putting its questions to the database into
SQL. A process that has done so (`serve`) forks one for each that is asked for. Each is a process of its own, with its
own arguments, surroundings and pipes; only how it began differs. Who is asked in its place is a small program
(`STAND_IN`), run as the interpreter would be: it takes the signals, gives the exit code, and its death is the other's.
"""

import gc
import json
import os
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from types import SimpleNamespace
from typing import Any

from scrapy.settings import default_settings
from scrapy.utils.misc import load_object

from crawler import launch

ROOT = Path(__file__).parents[1]

_READ = ("crm", "crawler", "tui.commands")
"""Packages; what they read only when it is needed is read as well."""

_NOT_READ = ("crm.database.migrations.", "__main__")

STAND_IN = """#!{python} -IS
import json, os, signal, socket, sys
with socket.socket(socket.AF_UNIX) as asked:
    asked.connect({place!r})
    told = json.dumps({{"arguments": sys.argv[1:], "environment": dict(os.environ), "folder": os.getcwd()}})
    socket.send_fds(asked, [len(told.encode()).to_bytes(4, "big")], [0, 1, 2])
    asked.sendall(told.encode())
    number = int.from_bytes(asked.recv(4), "big")
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, lambda given, _: os.kill(number, given))
    for each in (0, 1, 2):
        os.close(each)
    code = asked.recv(4)
os._exit(int.from_bytes(code, "big") if len(code) == 4 else 1)
"""


@contextmanager
def warm_processes() -> Iterator[Path]:
    """The program to run in place of the interpreter; it knows `-m crawler.process` and `-m tui.commands`."""
    with tempfile.TemporaryDirectory(prefix="warm-") as folder:
        place, stand_in = Path(folder, "asked"), Path(folder, "python")
        stand_in.write_text(STAND_IN.format(python=sys.executable, place=str(place)), encoding="utf-8")
        stand_in.chmod(stat.S_IRWXU)
        command = [sys.executable, "-m", "tests.warm_processes", str(place), str(stand_in)]
        server = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert server.stdout is not None
        assert server.stdout.readline() == "ready\n"
        try:
            yield stand_in
        finally:
            assert server.stdin is not None
            server.stdin.close()
            server.wait(10)
            server.stdout.close()


def serve(place: str, stand_in: str) -> None:
    """Forks a process for each that asks at the socket `place`, until stdin ends; their crawls begin the same way."""
    _read_everything()
    rehearsal.crawl_once()
    gc.freeze()
    vars(launch)["sys"] = SimpleNamespace(executable=stand_in)
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(place)
    listening.listen(64)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    print("ready", flush=True)  # noqa: T201 - how it tells that it may be asked
    threading.Thread(target=_end_with_stdin, daemon=True).start()
    while True:
        asking, _ = listening.accept()
        if os.fork():
            asking.close()
            _bury()
            continue
        listening.close()
        _attend(asking)


def _attend(asking: socket.socket) -> None:
    """In a process of its own: begins the one that is asked for, and tells how it ended."""
    size, files, _flags, _address = socket.recv_fds(asking, 4, 3)
    told = b""
    while len(told) < int.from_bytes(size, "big"):
        told += asking.recv(65_536)
    wanted = json.loads(told)
    number = os.fork()
    if number == 0:
        os._exit(_become(wanted, files, asking))
    for each in files:
        os.close(each)
    asking.sendall(number.to_bytes(4, "big"))
    threading.Thread(target=_die_with, args=(asking, number), daemon=True).start()
    _number, status = os.waitpid(number, 0)
    code = os.waitstatus_to_exitcode(status)
    asking.sendall((code if code >= 0 else 128 - code).to_bytes(4, "big"))
    os._exit(0)


def _become(wanted: dict[str, Any], files: list[int], asking: socket.socket) -> int:
    """The process that was asked for; its exit code."""
    asking.close()
    for number, each in enumerate(files):
        os.dup2(each, number)
        os.close(each)
    os.environ.clear()
    os.environ.update(wanted["environment"])
    os.chdir(wanted["folder"])
    arguments: list[str] = wanted["arguments"]
    sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w", 1), open(2, "w", 1)  # noqa: SIM115 - the process' own
    sys.argv = arguments[1:]
    sys.orig_argv = [sys.executable, *arguments]
    try:
        if arguments[1] == "crawler.process":
            from crawler.process import main

            code = main(arguments[2:])
        else:
            from tui.commands.running import run

            code = run(arguments[2:])
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 1
    except BaseException:  # noqa: BLE001 - what the interpreter would do
        sys.excepthook(*sys.exc_info())
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    return code


def _die_with(asking: socket.socket, number: int) -> None:
    """Kills the process when who stands in for it is gone."""
    if not asking.recv(1):
        with suppress(ProcessLookupError):  # it may have ended by itself
            os.kill(number, signal.SIGKILL)


def _bury() -> None:
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            continue
    except ChildProcessError:
        return


def _end_with_stdin() -> None:
    sys.stdin.read()
    os._exit(0)


def _read_everything() -> None:
    """All that a crawl and a command read before they begin: code, and the words that pages are read with."""
    for package in _READ:
        for module in walk_packages(import_module(package).__path__, f"{package}."):
            if not module.name.startswith(_NOT_READ) and not module.name.endswith(_NOT_READ):
                import_module(module.name)
    for name, parts in vars(default_settings).items():
        for part in (*parts, *parts.values()) if name.endswith("_BASE") else ():
            if isinstance(part, str) and "." in part:
                load_object(part)


if __name__ == "__main__":
    from tests import rehearsal

    serve(*sys.argv[1:])
