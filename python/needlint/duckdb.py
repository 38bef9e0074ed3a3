"""DuckDB: a function `needlint(list)` on a connection.

>>> import duckdb
>>> import needlint.duckdb
>>> shop = needlint.duckdb.register(duckdb.connect())
>>> shop.sql("select needlint('Water, Alcohol Denat.').verdict").fetchall()
[('avoid',)]
"""

from typing import Optional

import duckdb
import pyarrow

from . import Engine

REPORT = (
    "STRUCT(verdict VARCHAR, unreadable VARCHAR, findings STRUCT(rule VARCHAR, severity VARCHAR, certainty VARCHAR, "
    "ingredient VARCHAR, rank INTEGER, section VARCHAR, low DOUBLE, high DOUBLE, basis VARCHAR, \"start\" INTEGER, "
    '"end" INTEGER, message VARCHAR)[])'
)
"""The type of a report."""


def register(
    connection: "duckdb.DuckDBPyConnection", engine: Optional[Engine] = None, name: str = "needlint"
) -> "duckdb.DuckDBPyConnection":
    """Adds a function of this name that says what needlint says of a list, as a struct; gives the connection."""
    judge = (engine or Engine()).check_batch

    def check(lists: pyarrow.ChunkedArray) -> pyarrow.Array:
        # DuckDB runs it in all of its threads
        return judge(lists, threads=1)

    connection.create_function(name, check, ["VARCHAR"], duckdb.dtype(REPORT) if hasattr(duckdb, "dtype") else REPORT, type="arrow", null_handling="special")
    return connection
