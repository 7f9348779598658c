"""The same rows through splink, for its time and for what it finds: blocked and trained as its own guide does."""

import time
from collections.abc import Set as AbstractSet
from typing import Any

from benchmarks.identity.bearers import bearer_of
from benchmarks.identity.people import Row

FAINT = 0.5
"""Probability from which splink gives a pair: its best threshold lies above it."""

Found = dict[tuple[int, int], float]
"""The places of two rows, the lower first, with the probability that they are one person."""


def seconds_and_pairs(rows: list[Row]) -> tuple[float, Found]:
    """CPU seconds from rows whose names were taken apart to pairs, and the pairs."""
    import pandas as pd
    import splink.comparison_library as compared
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    table = pd.DataFrame(_flat(number, row) for number, row in enumerate(rows))
    started = time.process_time()
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            compared.NameComparison("first"),
            compared.NameComparison("last").configure(term_frequency_adjustments=True),
            compared.EmailComparison("email"),
            compared.ExactMatch("phone"),
            compared.ExactMatch("school").configure(term_frequency_adjustments=True),
            compared.ExactMatch("unit"),
            compared.ExactMatch("role"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("last", "school"),
            block_on("first", "last"),
            block_on("email"),
            block_on("phone"),
        ],
    )
    linker: Any = Linker(DuckDBAPI().register(table), settings)
    linker.training.estimate_probability_two_random_records_match([block_on("email")], recall=0.4)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("last", "school"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("email"))
    table = linker.inference.predict(threshold_match_probability=FAINT).as_pandas_dataframe()
    taken = time.process_time() - started
    columns = (table[name].tolist() for name in ("unique_id_l", "unique_id_r", "match_probability"))
    return taken, {(min(one, other), max(one, other)): chance for one, other, chance in zip(*columns, strict=True)}


def best(found: Found, true: AbstractSet[tuple[int, int]]) -> tuple[float, float]:
    """Precision and recall at the threshold that gives the highest F1."""
    right = tried = 0
    most = (0.0, 0.0, 0.0)
    for two, _chance in sorted(found.items(), key=lambda each: -each[1]):
        right, tried = right + (two in true), tried + 1
        most = max(most, (2 * right / (tried + len(true)), right / tried, right / len(true)))
    return most[1], most[2]


def _flat(number: int, row: Row) -> dict[str, Any]:
    bearer = bearer_of(number, row)
    name = bearer.names[0] if bearer.names else None
    return {
        "unique_id": number,
        "first": (name.call_name or name.initials).lower() if name else None,
        "last": name.surname.lower() if name else None,
        "email": next(iter(bearer.emails), None),
        "phone": next(iter(bearer.phones), None),
        "school": next(iter(bearer.schools), None),
        "unit": next(iter(bearer.units), None),
        "role": next(iter(bearer.roles), None),
    }
