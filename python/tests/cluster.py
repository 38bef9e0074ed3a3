"""A cluster of Spark on this machine: a master and workers with a core each, every one a process of its own."""

import os
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pyspark


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
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@contextmanager
def cluster(folder, workers):
    """The master's address, and the processes of so many workers."""
    port = free_port()
    master = spark_class(
        "org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port", port, "--webui-port", free_port()
    )
    address = f"spark://127.0.0.1:{port}"

    def worker(number):
        work = Path(folder) / f"worker-{number}"
        return spark_class(
            "org.apache.spark.deploy.worker.Worker", "--host", "127.0.0.1", "--webui-port", free_port(), "--cores", 1,
            "--memory", "1g", "--work-dir", work, address,
        )

    processes = [worker(number) for number in range(workers)]
    try:
        yield address, processes
    finally:
        for process in [master, *processes]:
            stop(process)


def session(address):
    """A session on a cluster."""
    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = pyspark.sql.SparkSession.builder.master(address).appName("needlint")
    options = {
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.executor.memory": "800m",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.shuffle.partitions": "4",
        "spark.scheduler.minRegisteredResourcesRatio": "1.0",
    }
    for name, value in options.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()
