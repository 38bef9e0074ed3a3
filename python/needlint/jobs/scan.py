"""A job for spark-submit: judges a catalogue, writes Parquet, and ends with a receipt and the exit code of `needlint scan`.

    spark-submit "$(python -m needlint.jobs)" catalogue.parquet checked.parquet --ingredients inci --id sku --name title

It reads Parquet, CSV with a header, or a table of the catalogue (`table:shop.products`). Exit codes: 0 if nothing was found,
1 if something was, 2 if the job could not run, 3 if lists could not be read.
"""

import argparse
import json
import sys

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as f

import needlint
import needlint.spark

SEVERITIES = ["note", "warning", "error"]


def arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="scan.py", description=__doc__.split("\n")[0])
    parser.add_argument("input", help="a path that ends in .csv or .parquet, a folder of Parquet, or table:NAME")
    parser.add_argument("output", help="where the rows and their reports are written, as Parquet")
    parser.add_argument(
        "--ingredients", required=True, action="append", metavar="COLUMN",
        help="columns with ingredients; several are separated by commas, or match a pattern such as `ingredient_*`",
    )
    parser.add_argument("--id", metavar="COLUMN", help="the column with the product's id")
    parser.add_argument("--name", metavar="COLUMN", help="the column with its name, which may state what is in it")
    parser.add_argument("--rules", action="append", default=[], metavar="PACK", help="add a rule pack, a TOML file")
    parser.add_argument("--select", default="", metavar="RULES", help="use only these rules, comma-separated")
    parser.add_argument("--ignore", default="", metavar="RULES", help="leave out these rules, comma-separated")
    parser.add_argument("--severity", action="append", default=[], metavar="RULE=SEVERITY")
    parser.add_argument("--figure", action="append", default=[], metavar="NAME=AMOUNT")
    parser.add_argument("--fail-on", choices=[*SEVERITIES, "never"], default="warning", help="the lowest severity that fails")
    parser.add_argument("--allow-unreadable", action="store_true", help="exit with 0 even if lists could not be read")
    return parser


def engine(args: argparse.Namespace) -> needlint.Engine:
    pairs = lambda given: dict(one.split("=", 1) for one in given)
    rules = lambda given: [one for one in given.split(",") if one]
    return needlint.Engine(
        args.rules, rules(args.select), rules(args.ignore), pairs(args.severity), pairs(args.figure)
    )


def read(spark: SparkSession, path: str) -> DataFrame:
    if path.startswith("table:"):
        return spark.table(path.removeprefix("table:"))
    if path.endswith((".csv", ".csv.gz")):
        return spark.read.csv(path, header=True, multiLine=True, escape='"', mode="FAILFAST")
    return spark.read.parquet(path)


def receipt(checked: DataFrame) -> dict:
    """Products by verdict, unreadable ones by reason, findings by severity and by rule."""
    counted = checked.select("needlint.verdict", "needlint.unreadable").groupBy("verdict", "unreadable").count().collect()
    finding = checked.select(f.explode("needlint.findings").alias("one")).select("one.rule", "one.severity")
    found = finding.groupBy("rule", "severity").count().collect()

    def total(rows, key, value):
        return sum(row["count"] for row in rows if row[key] == value)

    verdicts = {name: total(counted, "verdict", name) for name in ("avoid", "caution", "clear", "unreadable")}
    reasons = sorted({row["unreadable"] for row in counted} - {None})
    ids = sorted({row["rule"] for row in found})
    return {
        "products": sum(verdicts.values()),
        **verdicts,
        "unreadable_by_reason": {reason: total(counted, "unreadable", reason) for reason in reasons},
        **{f"{name}s": total(found, "severity", name) for name in ("error", "warning", "note")},
        "findings_by_rule": {rule: total(found, "rule", rule) for rule in ids},
    }


def exit_code(told: dict, args: argparse.Namespace) -> int:
    failing = SEVERITIES[SEVERITIES.index(args.fail_on) :] if args.fail_on != "never" else []
    if any(told[f"{name}s"] for name in failing):
        return 1
    if told["products"] == 0:
        return 2
    return 3 if told["unreadable"] and not args.allow_unreadable else 0


def run(args: argparse.Namespace) -> int:
    spark = SparkSession.builder.appName("needlint").getOrCreate()
    try:
        shop = read(spark, args.input)
        checked = needlint.spark.check(shop, args.ingredients, id=args.id, name=args.name, engine=engine(args))
        checked.write.parquet(args.output)
        told = receipt(spark.read.parquet(args.output))
        print(json.dumps(told))
        return exit_code(told, args)
    except Exception as error:  # Spark raises many kinds, and each means that not all was judged
        print(f"error: {error}", file=sys.stderr)
        return 2
    finally:
        spark.stop()


if __name__ == "__main__":
    sys.exit(run(arguments().parse_args()))
