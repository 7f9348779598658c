"""The office's settings: a TOML file in the XDG config folder, and the same keys by environment, which wins."""

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from crm.errors import SettingsError, UsageError
from crm.language import _
from crm.settings_file import PREFIX, settings_path

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


class Settings(BaseSettings):
    """All settings, validated once and frozen."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid", str_strip_whitespace=True)

    database: str | None = Field(default=None, description="file, sqlite:///FILE or postgresql://…")
    user: str | None = Field(default=None, description="who acts: owner of leads, name in the journal")
    language: Literal["nl", "en"] = Field(default="nl", description="nl or en")
    contact: str | None = Field(default=None, description="e-mail address that schools can write to about the crawler")
    night: str = Field(default="22:00-06:00", description="hours in which `crawl --night` asks, like 22:00-06:00")
    office_name: str | None = Field(default=None, description="the office's name")
    office_email: str | None = Field(default=None, description="the office's e-mail address")
    office_address: str | None = Field(default=None, description="the office's postal address")
    signature: str | None = Field(default=None, description="what stands under a message; \\n begins a new line")
    office_results: str | None = Field(
        default=None, description="what the office has reached so far, in a sentence for in a message"
    )
    keys: str | None = Field(
        default=None, description="keys of your own in the app, like log=j, message=ctrl+o; ? shows them all"
    )
    mail_folder: str | None = Field(
        default=None, description="a folder or mbox whose mail is taken in: `import mail` without a file, and the app"
    )
    own_addresses: str | None = Field(
        default=None, description="addresses we write from, with commas, beside office_email and its domain"
    )

    @field_validator("contact", "office_email")
    @classmethod
    def _is_address(cls, value: str | None) -> str | None:
        if not value:
            return None
        from email_validator import EmailNotValidError, validate_email

        try:
            return validate_email(value, check_deliverability=False, test_environment=True).normalized
        except EmailNotValidError as error:
            raise ValueError(_("{given} is no e-mail address").format(given=value[:100])) from error

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the interface
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the interface
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Environment over file; no other place is read."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, toml_file=settings_path())

    @property
    def ours(self) -> list[str]:
        """Every address that the office is said to write from."""
        named = (self.own_addresses or "").split(",")
        return [one.strip() for one in (self.office_email or "", self.contact or "", *named) if one.strip()]

    @property
    def crawl_contact(self) -> str | None:
        """The address in the crawler's user agent: `contact`, else the office's own."""
        return self.contact or self.office_email


@dataclass(frozen=True, slots=True)
class SettingLine:
    """A setting as `settings` shows it: where the value comes from is "environment", the file's path, or "default"."""

    key: str
    value: str | None
    origin: str
    about: str


def read_settings() -> Settings:
    """The settings as they stand. Raises SettingsError naming the key, the file and what it takes."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise SettingsError(
            _("The setting {key} ({origin}) is not valid: {problem}.").format(
                key=key, origin=spoken_origin(_origin(key)), problem=_problem(first)
            )
        ) from error
    except (ValueError, OSError) as error:
        raise SettingsError(
            _("The settings file {path} cannot be read: {problem}.").format(path=settings_path(), problem=error)
        ) from error


def _problem(error: "ErrorDetails") -> str:
    """Why a setting is refused; our own sentence where the setting has one."""
    taken = ", ".join(re.findall("'([^']*)'", str(error.get("ctx", {}).get("expected"))))
    return {
        "extra_forbidden": _("there is no such setting"),
        "string_type": _("it takes a text"),
        "literal_error": _("it is one of {words}").format(words=taken),
    }.get(error["type"], error["msg"].removeprefix("Value error, "))


def spoken_origin(origin: str) -> str:
    """Where a value comes from, in the current language; a file by its path."""
    return {"environment": _("environment"), "default": _("default")}.get(origin, origin)


def setting_lines() -> list[SettingLine]:
    """Every setting with its value and where it comes from."""
    settings = read_settings()
    return [
        SettingLine(key, getattr(settings, key), _origin(key), _(field.description or ""))
        for key, field in Settings.model_fields.items()
    ]


def write_setting(key: str, value: str) -> Path:
    """Writes `key` = `value` into the settings file, keeping what else stands there; gives the file's path.

    Raises UsageError for an unknown key, SettingsError for a value that the setting does not take.
    """
    import tomlkit

    if key not in Settings.model_fields:
        known = ", ".join(Settings.model_fields)
        raise UsageError(_("There is no setting {key}. Known are: {known}.").format(key=key, known=known))
    path = settings_path()
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    document = tomlkit.parse(before)
    document[key] = value
    path.parent.mkdir(parents=True, exist_ok=True)
    _write_whole(path, tomlkit.dumps(document))
    try:
        read_settings()
    except SettingsError:
        if before:
            _write_whole(path, before)
        else:
            path.unlink()
        raise
    return path


def _write_whole(path: Path, text: str) -> None:
    unfinished = path.with_name(f".{path.name}.unfinished")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(path)


def _origin(key: str) -> str:
    if os.environ.get(PREFIX + key.upper()) is not None:
        return "environment"
    path = settings_path()
    if path.exists() and key in path.read_text(encoding="utf-8"):
        return str(path)
    return "default"
