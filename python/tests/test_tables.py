"""Tables: what is said of their rows, which is what the command says of a file with the same rows."""

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import needlint
from catalogue import SHAPES, catalogue, told_by_command, write_csv

ENGINE = needlint.Engine()
SHOP = pa.table({
    "sku": ["a", "b", "c", "d"],
    "title": ["Vodka 40 % Toner", "Cream", "Rubbing Alcohol", None],
    "active": [None, "Zinc oxide 10%", None, None],
    "inactive": ["Water, Glycerin", " Water, SD Alcohol 40", None, None],
})
VERDICTS = ["avoid", "avoid", "caution", "unreadable"]
WANTED = {"columns": ["active", "inactive"], "name": "title"}


@pytest.mark.parametrize("shape", SHAPES)
def test_rows_are_judged_as_the_command_judges_them(shape, tmp_path):
    table = catalogue(shape)
    write_csv(table, tmp_path / "shop.csv")
    _, columns, name = SHAPES[shape]
    reports = ENGINE.check_batch(table, columns=columns, name=name)
    are_several = shape != "plain"
    command = told_by_command(tmp_path / "shop.csv", columns, name, are_several)
    assert dict(zip(table["sku"].to_pylist(), reports.to_pylist())) == command


def test_a_finding_is_in_its_own_column():
    reports = ENGINE.check_batch(SHOP, **WANTED).to_pylist()
    assert [report["verdict"] for report in reports] == VERDICTS
    told = [(row, finding) for row, report in zip(SHOP.to_pylist(), reports) for finding in report["findings"]]
    assert [finding["field"] for _, finding in told] == ["title", "inactive", "inactive", "title"]
    for row, finding in told:
        assert row[finding["field"]].encode()[finding["start"] : finding["end"]].decode() == finding["ingredient"]
    in_one = ENGINE.check_batch(SHOP, columns="inactive", name="title")[1].as_py()
    assert [(finding["field"], finding["start"]) for finding in in_one["findings"]] == [(None, 8)]


def test_a_field_is_told_only_where_there_are_several():
    def fields(**wanted):
        finding = ENGINE.check_batch(SHOP, **wanted).type.field("findings").type.value_type
        return [finding.field(at).name for at in range(finding.num_fields)]

    plain = fields(columns="inactive")
    assert plain[-3:] == ["start", "end", "message"]
    assert fields(columns="inactive", name="title") == fields(columns="*active") == [*plain, "field"]


@pytest.mark.parametrize("threads", [1, 2, 7])
def test_any_library_gives_tables(threads):
    batches = pa.Table.from_batches(SHOP.to_batches() * 900)
    frame = pl.from_arrow(SHOP)
    for table, count in [
        (batches, 900),
        (SHOP.to_batches()[0], 1),
        (pa.chunked_array(SHOP.to_struct_array()), 1),
        (SHOP.to_pandas(), 1),
        (frame, 1),
        (frame.to_struct("shop"), 1),
    ]:
        reports = pa.array(ENGINE.check_batch(table, threads=threads, **WANTED))
        assert reports.field("verdict").to_pylist() == VERDICTS * count
    assert isinstance(ENGINE.check_batch(frame, **WANTED), pl.Series)
    assert ENGINE.check_batch(frame.to_struct("shop"), **WANTED).name == "shop"
    assert isinstance(ENGINE.check_batch(pd.DataFrame({"inci": ["Water"]}), columns="inci"), pa.StructArray)


def test_a_row_that_is_null_is_unreadable():
    rows = pa.StructArray.from_arrays([pa.array(["Water, SD Alcohol 40"] * 2)], ["inci"], mask=pa.array([True, False]))
    assert ENGINE.check_batch(rows, columns="inci").field("verdict").to_pylist() == ["unreadable", "avoid"]


@pytest.mark.parametrize(
    "table, wanted, told",
    [
        (SHOP, {"columns": "inci"}, "no column called `inci`; columns are sku, title, active, inactive"),
        (SHOP, {"columns": "active", "name": "names"}, "no column called `names`"),
        (SHOP, {"columns": []}, "no column"),
        (SHOP, {}, "name the columns"),
        (SHOP, {"name": "title"}, "columns"),
        (SHOP["title"], {"columns": "title"}, "those of a table"),
        (pa.table([["Water"], ["Alcohol"]], names=["inci", "inci"]), {"columns": "inci"}, "several columns are called `inci`"),
        (pa.table({"inci": [1]}), {"columns": "inci"}, "column inci does not hold texts"),
    ],
)
def test_what_means_nothing_is_an_error(table, wanted, told):
    with pytest.raises((ValueError, TypeError), match=told):
        ENGINE.check_batch(table, **wanted)
