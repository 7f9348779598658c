"""The rules of offering cases to teachers, from `data/offers/offers.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from crm.resources import data_path


@dataclass(frozen=True, slots=True)
class OfferRules:
    """All of the file. Days and numbers of cases."""

    pace_days: int
    without_agreement: int
    in_a_message: int
    teachers_at_once: int
    lies_days: int
    remind_days: int
    maybe_days: int
    words: Mapping[str, Mapping[str, str]]


@cache
def rules() -> OfferRules:
    """The rules as the data have them."""
    told = tomllib.loads(data_path("offers/offers.toml").read_text(encoding="utf-8"))
    room = told["room"]
    return OfferRules(
        pace_days=told["pace"]["days"],
        without_agreement=room["without_agreement"],
        in_a_message=room["in_a_message"],
        teachers_at_once=room["teachers_at_once"],
        lies_days=room["lies_days"],
        remind_days=told["remind"]["after_days"],
        maybe_days=told["maybe"]["days"],
        words=told["words"],
    )
