"""Prints where the job is, as spark-submit wants the path of a file."""

from pathlib import Path

print(Path(__file__).with_name("scan.py"))
