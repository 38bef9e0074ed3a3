"""Spark, on a cluster: a master and two workers, each a process of its own."""

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

pyspark = pytest.importorskip("pyspark")

import needlint
import needlint.spark
from cluster import cluster as start
from catalogue import SHAPES, catalogue, told_by_command, write_csv
from cluster import session as connect
from needlint.jobs import scan
from test_needlint import COMMAND, PACK

ROWS = 20_000
HOSTILE = ["", "\0\0\0", "[" * 3_000, "\ufffd?????", "a" * 200_000, "<p>" * 2_000, "Water,\nSD Alcohol\t40-B\r\n", "\u202eAlcohol"]
LISTS = ["Water, SD Alcohol 40-B", "Water, Cetyl Alcohol", "Aqua, Glycerin, Alcohol", "see packaging", "정제수, 에탄올"]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    with start(tmp_path_factory.mktemp("cluster"), workers=2) as started:
        yield started


@pytest.fixture(scope="module")
def spark(cluster):
    address, _ = cluster
    session = connect(address)
    yield session
    session.stop()


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    """A catalogue as Parquet and as CSV; a part of it is hostile."""
    draw = random.Random(7)
    lists = [draw.choice(LISTS) + f", Extract {number}" if number % 3 else draw.choice(LISTS) for number in range(ROWS)]
    lists[5_000:5_800] = HOSTILE * 100
    table = pa.table({"sku": [f"S-{number}" for number in range(ROWS)], "inci": lists, "price": range(ROWS)})
    folder = tmp_path_factory.mktemp("shop")
    pq.write_table(table, folder / "shop.parquet", row_group_size=2_000)
    write_csv(table, folder / "shop.csv")
    return folder, table


def as_dicts(rows):
    """What rows say of each product, by id."""
    return {row.sku: row.needlint.asDict(recursive=True) for row in rows}


def test_the_same_rows_come_out_with_the_answers_of_the_command(spark, shop):
    folder, table = shop
    df = spark.read.parquet(str(folder / "shop.parquet")).repartition(8)
    checked = needlint.spark.check(df, "inci", id="sku")
    assert checked.columns == [*table.column_names, "needlint"]
    rows = checked.select("sku", "price", "needlint").collect()
    assert sorted(row.price for row in rows) == list(range(ROWS))
    assert as_dicts(rows) == told_by_command(folder / "shop.csv", ["inci"])


@pytest.mark.parametrize("shape", [shape for shape in SHAPES if shape != "plain"])
def test_columns_and_names_are_judged_as_the_command_judges_them(spark, shape, tmp_path):
    table = catalogue(shape)
    write_csv(table, tmp_path / "shop.csv")
    pq.write_table(table, tmp_path / "shop.parquet")
    _, columns, name = SHAPES[shape]
    df = spark.read.parquet(str(tmp_path / "shop.parquet")).repartition(3)
    checked = needlint.spark.check(df, columns, id="SKU", name=name)
    rows = checked.collect()
    assert sorted(row.sku for row in rows) == sorted(table["sku"].to_pylist())
    assert as_dicts(rows) == told_by_command(tmp_path / "shop.csv", columns, name, are_several=True)
    flagged = needlint.spark.flagged(checked)
    told = ["sku", "title", "verdict"] if name else ["sku", "verdict"]
    assert [*flagged.columns[: len(told)], flagged.columns[-1]] == [*told, "field"]


def test_a_worker_that_dies_loses_nothing_and_counts_nothing_twice(spark, cluster, shop):
    folder, _ = shop
    df = spark.read.parquet(str(folder / "shop.parquet")).repartition(40)
    slow = df.mapInArrow(lambda batches: (time.sleep(0.4) or batch for batch in batches), df.schema)
    checked = needlint.spark.check(slow, "inci", id="sku")
    _, workers = cluster
    killer = subprocess.Popen([sys.executable, "-c", f"import os, time; time.sleep(4); os.killpg({workers[1].pid}, 9)"])
    rows = checked.select("price").collect()
    assert killer.wait() == 0 and workers[1].wait() != 0
    assert sorted(row.price for row in rows) == list(range(ROWS))


def test_findings_have_a_row_each_and_packs_travel(spark):
    df = spark.createDataFrame([("a", "Water, SD Alcohol 40-B, Retinol"), ("b", "Water"), ("c", None)], "sku string, inci string")
    engine = needlint.Engine(rules=[PACK], severity={"clinic/": "error"})
    flagged = needlint.spark.flagged(needlint.spark.check(df, "inci", id="sku", engine=engine)).collect()
    told = [(row.sku, row.verdict, row.rule, row.severity) for row in flagged]
    assert told == [("a", "avoid", "needling/sd-alcohol", "error"), ("a", "avoid", "clinic/retinoid", "error")]


def test_columns_that_are_not_there_are_told(spark):
    df = spark.createDataFrame([("a",)], "inci string")
    for wanted in ({"columns": "ingredients"}, {"columns": "inci", "id": "ingredients"}, {"columns": ["inci", "ingredients"]}):
        with pytest.raises(ValueError, match="no column called `ingredients`; columns are inci"):
            needlint.spark.check(df, **wanted)
    with pytest.raises(TypeError, match="column price does not hold texts"):
        needlint.spark.check(spark.createDataFrame([], "price int, since timestamp"), "price")


def test_the_job_ends_with_a_receipt_and_an_exit_code(spark, shop, tmp_path):
    folder, _ = shop

    def args(*more):
        return scan.arguments().parse_args([str(folder / "shop.csv"), "out", "--ingredients", "inci", *more])

    df = scan.read(spark, str(folder / "shop.csv"))
    told = scan.receipt(needlint.spark.check(df, "inci", engine=scan.engine(args())))
    arguments = [folder / "shop.csv", "--ingredients", "inci", "--quiet", "--format", "json", "--output", tmp_path / "all.json"]
    subprocess.run([COMMAND, "scan", *arguments])
    own = json.loads((tmp_path / "all.json").read_text())["summary"]
    assert told == {key: own[key] for key in told}
    assert scan.exit_code(told, args()) == 1
    assert scan.exit_code({**told, "errors": 0, "warnings": 0}, args()) == 3
    assert scan.exit_code({**told, "errors": 0}, args("--fail-on", "error", "--allow-unreadable")) == 0
    assert scan.exit_code({**told, "products": 0, "errors": 0, "warnings": 0}, args()) == 2


def test_the_job_runs_under_spark_submit(cluster, tmp_path):
    """On its own: the cores of the cluster belong to the session of the other tests."""
    shop = tmp_path / "shop.csv"
    shop.write_text('sku,title,base,rest\n1,Tonic,Water,Alcohol Denat.\n2,Vodka 40% Toner,Water,\n3,Cream,Water,Glycerin\n')
    job = subprocess.run([sys.executable, "-m", "needlint.jobs"], capture_output=True, text=True).stdout.strip()
    submit = Path(pyspark.__file__).parent / "bin" / "spark-submit"
    command = [submit, "--master", "local[1]", job, shop, tmp_path / "out", "--ingredients", "base,rest", "--name", "title"]
    env = {**os.environ, "PYSPARK_PYTHON": sys.executable, "PYSPARK_DRIVER_PYTHON": sys.executable}
    done = subprocess.run(command, env=env, capture_output=True, text=True)
    told = json.loads(done.stdout.splitlines()[-1])
    assert (done.returncode, told["products"], told["avoid"], told["clear"]) == (1, 3, 2, 1), done.stderr
    assert sorted(pq.read_table(tmp_path / "out").column("sku").to_pylist()) == ["1", "2", "3"]
