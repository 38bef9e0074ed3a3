"""Lists per second on one core: Arrow arrays in Python beside the command with JSON Lines.

    python python/benches/arrow.py CATALOGUE.csv [COLUMN]

Both read the same file in turn, run after run, from the start of a process of its own: the command writes JSON Lines to a
file, Python keeps the reports as an Arrow array. What counts is the ratio.
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 3
BATCH = """
import sys, pyarrow.csv as csv, needlint
path, column = sys.argv[1:]
options = csv.ConvertOptions(include_columns=[column], column_types={column: "string"})
engine = needlint.Engine()
with csv.open_csv(path, parse_options=csv.ParseOptions(newlines_in_values=True), convert_options=options) as batches:
    for batch in batches:
        engine.check_batch(batch.column(0), threads=1)
"""


def seconds(command):
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def main(path, column="ingredients"):
    beside = Path(sys.executable).with_name("needlint")
    needlint = str(beside) if beside.exists() else shutil.which("needlint")
    with tempfile.TemporaryDirectory() as folder:
        said = ["--format", "jsonl", "--output", f"{folder}/said.jsonl", "--fail-on", "never", "--allow-unreadable"]
        jobs = {
            "command": [needlint, "scan", path, "--ingredients", column, "--jobs", "1", *said],
            "Python": [sys.executable, "-c", BATCH, path, column],
        }
        times = {name: [] for name in jobs}
        for _ in range(RUNS):
            for name, command in jobs.items():
                times[name].append(seconds(command))
    command, python = (statistics.median(times[name]) for name in jobs)
    print(f"command {command:.2f} s, Python {python:.2f} s: Python does {command / python:.2f} of what the command does")


main(*sys.argv[1:])
