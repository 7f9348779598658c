"""The key of the suppression list: a file outside the database, made once, without which no mark can be made again.

Who has the database alone learns nothing from the marks in it; who has the key as well could try names. So the key
stands in the user's data folder, readable by them alone, and goes into no copy of the database.
"""

import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from crm.errors import SettingsError
from crm.language import _

BYTES = 32
"""Length of the key: that of the hash."""

_MODE = 0o600


class KeyMissingError(SettingsError):
    """The suppression list was made with a key that is not here; the message says where it belongs."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key, and the name by which its marks are known."""

    secret: bytes
    name: str

    def mark(self, *parts: str) -> str:
        """The keyed hash of `parts`, hexadecimal."""
        return hmac.digest(self.secret, "\x00".join(parts).encode("utf-8"), "sha256").hex()


def folder() -> Path:
    """Where the key stands, with the copy of the list that outlives the database: `werkplaats/privacy`."""
    from platformdirs.unix import Unix

    return Path(Unix("werkplaats").user_data_dir) / "privacy"


def key_path() -> Path:
    """The file of the key."""
    return folder() / "suppression.key"


def read_key() -> Key | None:
    """The key; None where there is none yet. Raises SettingsError for a file that holds no key."""
    path = key_path()
    try:
        text = path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise SettingsError(_("The key {path} cannot be read: {problem}.").format(path=path, problem=error)) from error
    try:
        secret = bytes.fromhex(text)
    except ValueError:
        secret = b""
    if len(secret) != BYTES:
        raise SettingsError(
            _("The file {path} holds no key: put back the one it was, from where the office keeps it.").format(
                path=path
            )
        )
    return _key(secret)


def made_key() -> Key:
    """The key, made where there is none: 32 random bytes in a file that its owner alone may read."""
    known = read_key()
    if known is not None:
        return known
    path = key_path()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    secret = secrets.token_bytes(BYTES)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _MODE), "w", encoding="ascii") as file:
        file.write(secret.hex() + "\n")
    try:
        os.link(unfinished, path)
    except FileExistsError:
        pass
    finally:
        unfinished.unlink()
    made = read_key()
    assert made is not None
    return made


def _key(secret: bytes) -> Key:
    return Key(secret, hashlib.sha256(b"werkplaats suppression" + secret).hexdigest()[:12])


def refuse_other(key: Key | None, names: set[str]) -> None:
    """Raises KeyMissingError where marks were made with a key (`names`) that is not `key`."""
    if not names or (key is not None and names == {key.name}):
        return
    path = key_path()
    if key is None:
        raise KeyMissingError(
            _(
                "People were erased, and the key that keeps them away is missing: put {path} back from where the"
                " office keeps it (on the machine on which they were erased it stands at the same place)."
            ).format(path=path)
        )
    raise KeyMissingError(
        _(
            "People were erased with another key than the one in {path}: put that one there; without it nobody can"
            " tell who must stay away."
        ).format(path=path)
    )
