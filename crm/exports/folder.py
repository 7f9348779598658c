"""The folder of what the app writes for the user: contact lists, pages, confirmations."""

from pathlib import Path

from crm.database.embedded import default_path


def export_folder() -> Path:
    """`werkplaats/exports` in the user's XDG data folder."""
    return default_path().with_name("exports")


def in_export_folder(path: Path) -> Path:
    """`path` as a file or folder to be written: one that is not said from the root on is in `export_folder`.

    That folder is made where it is not there, for its owner's eyes alone: what goes there holds personal data.
    """
    folder = export_folder()
    whole = folder / path
    if whole.is_relative_to(folder):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return whole
