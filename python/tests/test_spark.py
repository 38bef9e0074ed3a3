"""Spark, on a cluster: a master and two workers, each a process of its own."""

import csv
import json
import os
import random
import signal
import socket
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
from needlint.jobs import scan
from test_needlint import COMMAND, PACK

ROWS = 20_000
HOSTILE = ["", "\0\0\0", "[" * 3_000, "\ufffd?????", "a" * 200_000, "<p>" * 2_000, "Water,\nSD Alcohol\t40-B\r\n", "\u202eAlcohol"]
LISTS = ["Water, SD Alcohol 40-B", "Water, Cetyl Alcohol", "Aqua, Glycerin, Alcohol", "see packaging", "정제수, 에탄올"]


def spark_class(*arguments, **environment):
    home = Path(pyspark.__file__).parent
    command = [str(home / "bin" / "spark-class"), *map(str, arguments)]
    env = {**os.environ, "SPARK_HOME": str(home), "PYSPARK_PYTHON": sys.executable, **environment}
    return subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def stop(process):
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """The master's address, and the processes of two workers with a core each."""
    port, folder = free_port(), tmp_path_factory.mktemp("cluster")
    master = spark_class(
        "org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port", port, "--webui-port", free_port()
    )
    address = f"spark://127.0.0.1:{port}"

    def worker(number):
        work = folder / f"worker-{number}"
        return spark_class(
            "org.apache.spark.deploy.worker.Worker", "--host", "127.0.0.1", "--webui-port", free_port(), "--cores", 1,
            "--memory", "1g", "--work-dir", work, address,
        )

    workers = [worker(1), worker(2)]
    yield address, workers
    for process in [master, *workers]:
        stop(process)


@pytest.fixture(scope="module")
def spark(cluster):
    address, _ = cluster
    builder = pyspark.sql.SparkSession.builder.master(address).appName("needlint tests")
    options = {
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.executor.memory": "800m",
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "4",
        "spark.executorEnv.PYSPARK_PYTHON": sys.executable,
        "spark.pyspark.python": sys.executable,
        "spark.scheduler.minRegisteredResourcesRatio": "1.0",
    }
    for name, value in options.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
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
    with open(folder / "shop.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow(table.column_names)
        writer.writerows(zip(*[column.to_pylist() for column in table.columns]))
    return folder, table


def verdicts_of_command(path):
    done = subprocess.run(
        [COMMAND, "scan", path, "--ingredients", "inci", "--all", "--format", "jsonl"], capture_output=True, check=False
    )
    products = map(json.loads, done.stdout.decode().splitlines())
    return {product["id"]: product["verdict"] for product in products}


def test_the_same_rows_come_out_with_the_answers_of_the_command(spark, shop):
    folder, table = shop
    df = spark.read.parquet(str(folder / "shop.parquet")).repartition(8)
    checked = needlint.spark.check(df, "inci", id="sku")
    assert checked.columns == [*table.column_names, "needlint"]
    rows = checked.select("sku", "price", "needlint.verdict").collect()
    assert sorted(row.price for row in rows) == list(range(ROWS))
    told = verdicts_of_command(folder / "shop.csv")
    assert {row.sku: row.verdict for row in rows} == told


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
    with pytest.raises(ValueError, match="no column ingredients; columns are inci"):
        needlint.spark.check(df, "ingredients")


def test_the_job_ends_with_a_receipt_and_an_exit_code(spark, shop, tmp_path, capsys):
    folder, _ = shop
    args = lambda *more: scan.arguments().parse_args(
        [str(folder / "shop.csv"), str(tmp_path / f"out-{len(more)}"), "--ingredients", "inci", "--id", "sku", *more]
    )
    df = scan.read(spark, str(folder / "shop.csv"))
    told = scan.receipt(needlint.spark.check(df, "inci", id="sku", engine=scan.engine(args())))
    receipt = tmp_path / "receipt.json"
    subprocess.run([COMMAND, "scan", folder / "shop.csv", "--ingredients", "inci", "--quiet", "--receipt", receipt])
    own = json.loads(receipt.read_text())["totals"] if "totals" in json.loads(receipt.read_text()) else json.loads(receipt.read_text())
    assert {key: told[key] for key in told if key in own} == {key: own[key] for key in told if key in own}
    assert scan.exit_code(told, args()) == 1
    assert scan.exit_code({**told, "errors": 0, "warnings": 0}, args()) == 3
    assert scan.exit_code({**told, "errors": 0}, args("--fail-on", "error", "--allow-unreadable")) == 0
