"""Polars: `needlint.check()` of a column of ingredient lists.

>>> import polars as pl
>>> import needlint.polars
>>> shop = pl.DataFrame({"ingredients": ["Water, Alcohol Denat.", "Water, Cetyl Alcohol", None]})
>>> shop.select(pl.col("ingredients").needlint.check().struct.field("verdict"))["verdict"].to_list()
['avoid', 'clear', 'unreadable']
"""

from typing import Optional

import polars as pl

from . import Engine

_BUILTIN = Engine()

_FINDING = {
    "rule": pl.String,
    "severity": pl.String,
    "certainty": pl.String,
    "ingredient": pl.String,
    "rank": pl.Int32,
    "section": pl.String,
    "low": pl.Float64,
    "high": pl.Float64,
    "basis": pl.String,
    "start": pl.Int32,
    "end": pl.Int32,
    "message": pl.String,
}

REPORT = pl.Struct({"verdict": pl.String, "unreadable": pl.String, "findings": pl.List(pl.Struct(_FINDING))})
"""The type of a report."""


@pl.api.register_series_namespace("needlint")
class _OfSeries:
    def __init__(self, series: pl.Series) -> None:
        self._series = series

    def check(self, engine: Optional[Engine] = None) -> pl.Series:
        """What needlint says of each list, as structs."""
        return (engine or _BUILTIN).check_batch(self._series)


@pl.api.register_expr_namespace("needlint")
class _OfExpr:
    def __init__(self, expr: pl.Expr) -> None:
        self._expr = expr

    def check(self, engine: Optional[Engine] = None) -> pl.Expr:
        """What needlint says of each list, as structs."""
        judge = (engine or _BUILTIN).check_batch
        return self._expr.map_batches(judge, return_dtype=REPORT, is_elementwise=True)
