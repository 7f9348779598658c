"""Settings: a file and the environment, each value with where it comes from, wrong ones named."""

import pytest

from crm.errors import SettingsError, UsageError
from crm.language import language
from crm.settings import read_settings, setting_lines, write_setting
from crm.settings_file import plain_setting, settings_path


def test_what_is_written_is_read_back_and_names_its_file() -> None:
    write_setting("office_name", "Bureau Zeewind")
    lines = {line.key: line for line in setting_lines()}
    assert lines["office_name"].value == "Bureau Zeewind"
    assert lines["office_name"].origin == str(settings_path())
    assert lines["language"].origin == "default"


def test_the_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    write_setting("office_name", "Bureau Zeewind")
    monkeypatch.setenv("WERKPLAATS_OFFICE_NAME", "Bureau Duin")
    assert read_settings().office_name == "Bureau Duin"
    assert next(line.origin for line in setting_lines() if line.key == "office_name") == "environment"


def test_the_contact_of_the_crawler_is_the_offices_address_unless_another_is_given() -> None:
    write_setting("office_email", "bureau@zeewind.example")
    assert read_settings().crawl_contact == "bureau@zeewind.example"
    write_setting("contact", "crawler@zeewind.example")
    assert read_settings().crawl_contact == "crawler@zeewind.example"


def test_a_wrong_value_is_refused_and_the_file_stays_as_it_was() -> None:
    write_setting("office_name", "Bureau Zeewind")
    before = settings_path().read_text()
    with language("en"), pytest.raises(SettingsError, match="office_email"):
        write_setting("office_email", "no address")
    assert settings_path().read_text() == before


def test_what_is_wrong_with_a_value_is_said_in_ones_own_language() -> None:
    with language("nl"), pytest.raises(SettingsError, match=r"klopt niet: 5 is geen e-mailadres\.$"):
        write_setting("contact", "5")


def test_an_unknown_setting_names_the_known_ones() -> None:
    with language("en"), pytest.raises(UsageError, match="office_name"):
        write_setting("colour", "blue")


def test_a_file_that_is_no_toml_is_named() -> None:
    write_setting("office_name", "Bureau Zeewind")
    settings_path().write_text("office_name = [")
    with pytest.raises(SettingsError, match=r"settings\.toml"):
        read_settings()


def test_the_plain_reader_says_what_the_validating_one_says(monkeypatch: pytest.MonkeyPatch) -> None:
    write_setting("language", "en")
    assert plain_setting("language") == read_settings().language == "en"
    monkeypatch.setenv("WERKPLAATS_LANGUAGE", "nl")
    assert plain_setting("language") == read_settings().language == "nl"
    assert plain_setting("database") is read_settings().database is None


def test_what_a_setting_is_is_said_in_the_users_language() -> None:
    with language("en"):
        english = {line.key: line.about for line in setting_lines()}
    with language("nl"):
        dutch = {line.key: line.about for line in setting_lines()}
    assert all(english.values())
    same = {key for key, about in english.items() if dutch[key] == about}
    assert same == {"language"}, "nl or en are no English words"


def test_a_value_that_a_setting_does_not_take_is_refused_in_the_users_language() -> None:
    with language("nl"):
        with pytest.raises(SettingsError, match="kies uit nl, en"):
            write_setting("language", "frans")
        settings_path().parent.mkdir(parents=True, exist_ok=True)
        settings_path().write_text('naam = "Bureau"\n', encoding="utf-8")
        with pytest.raises(SettingsError, match="er is geen instelling die zo heet"):
            read_settings()
