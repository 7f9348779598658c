"""Codes in figures, in words."""

from crm.case_words import CompanySize, Party
from crm.language import _
from crm.spoken import spoken_party, spoken_role, spoken_setting
from crm.words import RUNGS, Level, Setting


def level_words() -> dict[str, str]:
    """Levels of education."""
    return {
        Level.WO.value: _("wo (university)"),
        Level.HBO.value: _("hbo (applied sciences)"),
        Level.MBO.value: _("mbo (vocational)"),
    }


def size_words() -> dict[str, str]:
    """Sizes of businesses, by people at work (Recommendation 2003/361/EC)."""
    return {
        CompanySize.MICRO.value: _("fewer than 10"),
        CompanySize.SMALL.value: _("10 to 49"),
        CompanySize.MEDIUM.value: _("50 to 249"),
        CompanySize.LARGE.value: _("250 or more"),
    }


def setting_words() -> dict[str, str]:
    """Forms in which a case can land."""
    return {setting.value: spoken_setting(setting) for setting in Setting}


def rung_words() -> dict[str, str]:
    """Rungs of the ladder."""
    return {rung.value: spoken_role(rung) for rung in RUNGS}


def party_words() -> dict[str, str]:
    """Who takes part in a sprint."""
    return {party.value: spoken_party(party) for party in Party}
