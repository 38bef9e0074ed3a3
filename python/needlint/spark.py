"""Spark: reports beside the rows of a data frame, and one row a finding.

    checked = needlint.spark.check(shop, ["active_ingredient", "inactive_ingredient"], id="sku", name="title")
    needlint.spark.flagged(checked).show()

Every row that goes in comes out, with all its columns and a struct `needlint` beside them, which says what `needlint scan`
says of a file with the same rows. Nothing is read before Spark asks for it. The executors need this module and pyarrow, and
no network.
"""

from typing import Iterator, Optional, Sequence, Union

import pyarrow
from pyspark.sql import DataFrame
from pyspark.sql import functions as f
from pyspark.sql.pandas.types import from_arrow_type
from pyspark.sql.types import CharType, NullType, StringType, StructField, StructType, VarcharType

from . import Engine
from ._needlint import column

_COLUMN = "needlint"
_TEXTS = (CharType, NullType, StringType, VarcharType)


def check(
    df: DataFrame,
    columns: Union[str, Sequence[str]],
    id: Optional[str] = None,
    name: Optional[str] = None,
    engine: Optional[Engine] = None,
) -> DataFrame:
    """The same rows and columns, and in a column `needlint` what needlint says of the list in each row.

    columns: the column with the list, or several that are read together, in this order and as `needlint scan --ingredients`
        reads them; names, numbers from 1, or patterns such as "ingredient_*".
    id: the column with the id of the product. It and the name are what `flagged` tells products apart by.
    name: the column with the name of the product, which may state what is in it ("Vodka 40% Toner").
    engine: what judges, with packs, figures and all; it travels to the executors.

    If there are several columns or a name, each finding has a `field` at its end: the column that it is in, in whose text
    `start` and `end` are; null if that is the only one with ingredients.
    """
    if _COLUMN in df.columns:
        raise ValueError(f"there is a column {_COLUMN} already")
    known = {role: column(df.columns, wanted) for role, wanted in (("id", id), ("name", name)) if wanted is not None}
    judge = (engine or Engine()).check_batch
    columns = [columns] if isinstance(columns, str) else list(columns)

    def reports(rows):
        # an executor runs a task a core
        return judge(rows, threads=1, columns=columns, name=name)

    def judged(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        for batch in batches:
            yield pyarrow.RecordBatch.from_arrays(
                [*batch.columns, reports(batch)], names=[*batch.schema.names, _COLUMN]
            )

    # of no rows it says at once what is wrong with the columns
    report = from_arrow_type(reports(_no_rows(df.schema)).type)
    checked = df.mapInArrow(judged, StructType([*df.schema.fields, StructField(_COLUMN, report, False)]))
    for role, found in known.items():
        checked = checked.withMetadata(found, {**df.schema[found].metadata, "needlint": role})
    return checked


def _no_rows(schema: StructType) -> pyarrow.Table:
    """A table with these columns, as far as it matters which of them hold texts."""
    kinds = [pyarrow.string() if isinstance(field.dataType, _TEXTS) else pyarrow.binary() for field in schema.fields]
    return pyarrow.schema(list(zip(schema.names, kinds))).empty_table()


def flagged(checked: DataFrame) -> DataFrame:
    """One row a finding of what `check` gave: id and name, if it was told of them, the verdict, and the finding."""
    known = [field.name for field in checked.schema.fields if field.metadata.get("needlint") in ("id", "name")]
    finding = f.explode(f"{_COLUMN}.findings").alias("finding")
    rows = checked.select(*known, f.col(f"{_COLUMN}.verdict").alias("verdict"), finding)
    return rows.select(*known, "verdict", "finding.*")
