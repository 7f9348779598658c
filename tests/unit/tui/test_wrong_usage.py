"""Wrong usage is told in the user's language, with what would do."""

import re

import pytest

from tui.commands.running import run

CASES = {
    "leds": "De opdracht “werkplaats leds” bestaat niet. Bedoelde je leads, lead?",
    "qqqq": "De opdracht “werkplaats qqqq” bestaat niet. `werkplaats --help` noemt ze.",
    "lead shw 1": "De opdracht “werkplaats lead shw” bestaat niet. Bedoelde je show?",
    "lead show": "ID ontbreekt: Het nummer van de lead.",
    "lead show x": "ID moet een heel getal zijn, niet x.",
    "lead show 1 2": "“2” is hier te veel.",
    "leads --databse x": "De optie --databse bestaat hier niet. Bedoelde je --database?",
    "-x": "De optie -x bestaat hier niet.",
    "search x --limit 0": "--limit moet 1 of meer zijn, niet 0.",
    "search x --limit veel": "--limit moet een heel getal zijn, niet veel.",
    "crawl --delay [/b]": "--delay moet een getal zijn, niet [/b].",
    "leads --database": "Achter --database hoort een waarde.",
    "crawl --due=ja": "--due neemt geen waarde.",
    "lead log 1": "--kind ontbreekt.",
}
ENGLISH = re.compile(r"\b(Usage|Missing|Invalid|No such|Got|Input|requires|Option|Try|argument)\b")


def _told(words: str, capsys: pytest.CaptureFixture[str]) -> str:
    assert run(words.split()) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    return " ".join(captured.err.replace("│", " ").split())


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WERKPLAATS_LANGUAGE", raising=False)


@pytest.mark.parametrize("words", CASES)
def test_wrong_usage_is_told_in_dutch(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    told = _told(words, capsys)
    assert CASES[words] in told
    assert not ENGLISH.search(told)


@pytest.mark.parametrize("words", CASES)
def test_wrong_usage_is_told_in_english_when_asked(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert CASES[words] not in _told(f"--language=en {words}", capsys)


def test_help_is_dutch_down_to_its_own_option(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert run(["lead", "show", "--help"]) == 0
    told = capsys.readouterr().out
    assert "Gebruik: werkplaats lead show [OPTIES]" in told
    assert "Zegt hoe het werkt." in told
    assert "[nodig]" in told
    assert not re.search(r"Usage|Show this|required|default", told)


def test_only_the_command_that_runs_has_its_options_made() -> None:
    from tui.commands.lazily import LazyCommand
    from tui.commands.tree import make_commands

    commands = make_commands().commands
    assert commands["search"].help
    assert not any(command._made for command in commands.values() if isinstance(command, LazyCommand))
    assert "--limit" in [word for parameter in commands["search"].params for word in parameter.opts]
