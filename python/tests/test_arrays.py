"""Arrays of labels: of pyarrow, Polars and DuckDB, in each form that texts have."""

import duckdb
import polars as pl
import pyarrow as pa
import pytest

import needlint
import needlint.duckdb
import needlint.polars
from catalogue import as_told

TEXTS = ["Water, SD Alcohol 40-B, Glycerin", "Water, Cetyl Alcohol", "정제수, 에탄올", None, "", "see packaging"]
REPORTS = [needlint.check(text or "").to_dict() for text in TEXTS]
VERDICTS = [report["verdict"] for report in REPORTS]

ENGINE = needlint.Engine()


@pytest.mark.parametrize(
    "kind", [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int16(), pa.string())], ids=str
)
def test_texts_are_judged_in_each_form(kind):
    texts = pa.array(TEXTS, pa.string()).cast(kind) if kind != pa.string_view() else pa.array(TEXTS, kind)
    reports = ENGINE.check_batch(texts)
    assert isinstance(reports, pa.StructArray)
    for report, told in zip(REPORTS, reports.to_pylist()):
        assert told == as_told(report, are_several=False)


def test_null_is_unreadable_and_never_an_error():
    nothing = {"verdict": "unreadable", "unreadable": "empty", "findings": []}
    assert ENGINE.check_batch(pa.nulls(2)).to_pylist() == [nothing, nothing]
    assert ENGINE.check_batch(pa.array([None], pa.string())).to_pylist() == [nothing]


def test_what_perhaps_did_not_come_through_is_never_clear():
    lists = ["Water, Glycerin\0", "Water, Glycerin, " * 10_000, "Alcohol Denat., " + "Water, " * 20_000]
    told = ENGINE.check_batch(pa.array(lists))
    assert told.field("verdict").to_pylist() == ["unreadable", "unreadable", "avoid"]
    assert told.field("unreadable").to_pylist() == ["broken-row", "broken-row", None]


@pytest.mark.parametrize("threads", [1, 2, 7])
def test_threads_and_chunks_change_nothing(threads):
    texts = pa.chunked_array([TEXTS * 1000, [], TEXTS[:1], TEXTS * 700])
    reports = ENGINE.check_batch(texts, threads=threads)
    assert len(reports) == len(texts)
    assert reports.field("verdict").to_pylist() == VERDICTS * 1000 + VERDICTS[:1] + VERDICTS * 700


def test_an_empty_array_has_the_same_type():
    assert ENGINE.check_batch(pa.array([], pa.string())).type == ENGINE.check_batch(pa.array(TEXTS)).type
    assert len(ENGINE.check_batch(pa.chunked_array([], pa.string()))) == 0


@pytest.mark.parametrize("other", [pa.array([1, 2]), [1, 2], "Water, Alcohol"])
def test_what_is_no_array_of_texts_is_an_error(other):
    with pytest.raises((TypeError, ValueError)):
        ENGINE.check_batch(other)


class Foreign:
    """An array of no library that is known here."""

    def __init__(self, array):
        self.array = array

    def __arrow_c_array__(self, requested_schema=None):
        return self.array.__arrow_c_array__(requested_schema)


def test_any_library_gives_and_takes_arrays():
    reports = ENGINE.check_batch(Foreign(pa.array(TEXTS)))
    assert pa.array(reports).field("verdict").to_pylist() == VERDICTS
    assert pl.Series(reports).struct.field("verdict").to_list() == VERDICTS


def test_polars():
    shop = pl.DataFrame({"id": range(len(TEXTS)), "ingredients": TEXTS})
    checked = shop.with_columns(report=pl.col("ingredients").needlint.check())
    assert checked.schema["report"] == needlint.polars.REPORT
    assert checked["report"].struct.field("verdict").to_list() == VERDICTS
    assert shop["ingredients"].needlint.check().name == "ingredients"
    lazy = shop.lazy().filter(pl.col("ingredients").needlint.check(ENGINE).struct.field("verdict") == "avoid")
    assert lazy.collect()["id"].to_list() == [0]


def test_duckdb():
    connection = needlint.duckdb.register(duckdb.connect())
    lists = pa.table({"ingredients": TEXTS})
    rows = connection.sql("select needlint(ingredients).verdict from lists").fetchall()
    assert [verdict for (verdict,) in rows] == VERDICTS
    finding = "unnest(needlint(ingredients).findings)"
    assert connection.sql(f"select {finding}.rule from lists").fetchall()[0] == ("needling/sd-alcohol",)
    gentle = needlint.Engine(select=["needling/high-alcohol"])
    needlint.duckdb.register(connection, gentle, name="gentle")
    assert connection.sql("select gentle('Water, Cetyl Alcohol').verdict").fetchall() == [("clear",)]
