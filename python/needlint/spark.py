"""Spark: reports beside the rows of a data frame, and one row a finding.

    checked = needlint.spark.check(shop, "ingredients", id="sku")
    needlint.spark.flagged(checked).show()

Every row that goes in comes out, with all its columns and a struct `needlint` beside them. Nothing is read before Spark
asks for it. The executors need this module and pyarrow, and no network.
"""

from typing import Iterator, Optional

import pyarrow
from pyspark.sql import DataFrame
from pyspark.sql import functions as f
from pyspark.sql.types import ArrayType, DoubleType, IntegerType, StringType, StructField, StructType

from . import Engine

_TEXT, _NUMBER, _SHARE = StringType(), IntegerType(), DoubleType()

FINDING = (
    StructType()
    .add("rule", _TEXT)
    .add("severity", _TEXT)
    .add("certainty", _TEXT)
    .add("ingredient", _TEXT)
    .add("rank", _NUMBER)
    .add("section", _TEXT)
    .add("low", _SHARE)
    .add("high", _SHARE)
    .add("basis", _TEXT)
    .add("start", _NUMBER)
    .add("end", _NUMBER)
    .add("message", _TEXT)
)
"""The type of a finding."""

REPORT = StructType().add("verdict", _TEXT).add("unreadable", _TEXT).add("findings", ArrayType(FINDING))
"""The type of a report."""

_COLUMN = "needlint"


def check(
    df: DataFrame,
    column: str,
    id: Optional[str] = None,
    name: Optional[str] = None,
    engine: Optional[Engine] = None,
) -> DataFrame:
    """The same rows and columns, and in a column `needlint` what needlint says of the list in `column`.

    id, name: the columns by which `flagged` tells products apart.
    engine: what judges, with packs, figures and all; it travels to the executors.
    """
    for wanted in filter(None, (column, id, name)):
        if wanted not in df.columns:
            raise ValueError(f"there is no column {wanted}; columns are {', '.join(df.columns)}")
    if _COLUMN in df.columns:
        raise ValueError(f"there is a column {_COLUMN} already")
    judge = (engine or Engine()).check_batch
    place = df.columns.index(column)

    def judged(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        for batch in batches:
            # an executor runs a task a core
            reports = judge(batch.column(place), threads=1)
            yield pyarrow.RecordBatch.from_arrays([*batch.columns, reports], names=[*batch.schema.names, _COLUMN])

    schema = StructType([*df.schema.fields, StructField(_COLUMN, REPORT, False)])
    checked = df.mapInArrow(judged, schema)
    for role, known in (("id", id), ("name", name)):
        if known is not None:
            checked = checked.withMetadata(known, {**df.schema[known].metadata, "needlint": role})
    return checked


def flagged(checked: DataFrame) -> DataFrame:
    """One row a finding of what `check` gave: id and name, if it was told of them, the verdict, and the finding."""
    known = [field.name for field in checked.schema.fields if field.metadata.get("needlint") in ("id", "name")]
    finding = f.explode(f"{_COLUMN}.findings").alias("finding")
    rows = checked.select(*known, f.col(f"{_COLUMN}.verdict").alias("verdict"), finding)
    return rows.select(*known, "verdict", "finding.*")
