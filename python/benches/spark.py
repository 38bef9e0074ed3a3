"""How long a data frame takes on Spark with one worker and with two, each with one core.

    python python/benches/spark.py ROWS.parquet [COLUMN]

The cluster is of processes on this machine. Each figure is the second run of a session, as a first one starts executors.
"""

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from cluster import cluster, session

import needlint.spark


def seconds(path, column, workers):
    with tempfile.TemporaryDirectory() as folder, cluster(folder, workers) as (address, _):
        spark = session(address)
        frame = spark.read.parquet(path).repartition(16).cache()
        frame.count()
        for _ in range(2):
            start = time.perf_counter()
            checked = needlint.spark.check(frame, column)
            checked.groupBy("needlint.verdict").count().collect()
            took = time.perf_counter() - start
        rows = frame.count()
        spark.stop()
    return took, rows


def main(path, column="ingredients"):
    one, rows = seconds(path, column, workers=1)
    two, _ = seconds(path, column, workers=2)
    print(f"{rows:,} rows: one worker {one:.1f} s, two {two:.1f} s: {one / two:.2f} times as fast")
    print(f"{one / rows * 1e6:.0f} microseconds a row on one core")


main(*sys.argv[1:])
