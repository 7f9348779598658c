"""Personal names, Dutch and foreign: read from any text, written, compared. No gender is ever inferred."""

from crm.names.column import in_column_of_names
from crm.names.likelihood import is_surely_none, name_likelihood
from crm.names.listing import parse, parse_people, people_as_written
from crm.names.matching import compatible, full_key, match_key
from crm.names.writing import PersonName

__all__ = [
    "PersonName",
    "compatible",
    "full_key",
    "in_column_of_names",
    "is_surely_none",
    "match_key",
    "name_likelihood",
    "parse",
    "parse_people",
    "people_as_written",
]
