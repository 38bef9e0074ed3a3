"""Catalogues of several shapes, and what the command says of each row of them."""

import csv
import json
import random
import subprocess

import pyarrow as pa

from test_needlint import COMMAND

HOSTILE = [
    "\0\0\0",
    "Water, Glycerin\0",
    "[" * 3_000,
    "\ufffd?????",
    "a" * 200_000,
    "Water, Glycerin, " * 10_000,
    "Alcohol Denat., " + "Water, " * 20_000,
    "<p>" * 2_000,
    "Water,\nSD Alcohol\t40-B\r\n",
    "\u202eAlcohol",
    "Water\x1c, \x1fSD Alcohol 40\x1e, Glycerin\x1d",
    "\n\n  Aqua, \"Eco\" Ethanol",
    '{"type":"root","children":[{"type":"text","value":"Aqua, Ethanol"}]}',
    "Inactive ingredients: Water, Alcohol 20%",
]
LISTS = [
    "Water, SD Alcohol 40-B",
    "Water, Cetyl Alcohol",
    "Aqua, Glycerin, Alcohol",
    "Alcohol 70% v/v",
    "Zinc oxide 10%",
    "Minoxidil 5%",
    "14 %",
    "see packaging",
    "정제수, 에탄올",
    "Eau, Alcool dénat.",
    "",
    "   ",
]
NAMES = [
    "Vodka 40 % Toner",
    "Rubbing Alcohol",
    "  Rubbing Alcohol" + " " * 40,
    "Isopropyl Alcohol 70% Prep Pads",
    "Red Wine Body Mist",
    "Alcohol-Free Toner",
    "Niacinamide 10% + Zinc 1%",
    "에탄올",
    "Vodka 40% Toner\0",
    "Vodka 40% " + "Toner " * 1_000,
    "\x1cVodka\x1f 40%",
]

# the columns, those that are asked for, and the one with the name
SHAPES = {
    "drug": (["title", "active_ingredient", "inactive_ingredient"], ["active_ingredient", "inactive_ingredient"], "title"),
    "drug-without-name": (["title", "active", "inactive"], ["inactive", "active"], None),
    "numbered": (["title", "ingredient_1", "ingredient_2", "ingredient_3"], ["ingredient_*"], None),
    "numbered-with-name": (["ingredient_1", "ingredient_2", "title"], ["ingredient_*"], "Title"),
    "languages": (["ingredients_text", "ingredients_text_en", "ingredients_text_fr"], ["ingredients_text*"], None),
    "content": (["inci", "alcohol_content", "title"], ["inci,alcohol_content"], "title"),
    "numbers": (["base", "rest", "title"], ["3", "2"], "4"),
    "one": (["title", "inci"], ["inci"], "title"),
    "one-by-pattern": (["title", "inci"], ["in*"], "title"),
    "plain": (["title", "inci"], ["inci"], None),
}


def catalogue(shape, rows=300):
    """A catalogue of this shape: lists and hostile texts in any of its columns, and nothing in some."""
    columns, _, name = SHAPES[shape]
    draw = random.Random(shape)
    # the command doubts a row with NUL anywhere, and nobody else looks at columns that were not asked for
    names = [told for told in NAMES if name or "\0" not in told]

    def cell(column, row):
        if draw.random() < 0.2 or row < 3:
            return None
        if column == "title":
            return draw.choice(names)
        return draw.choice(HOSTILE if draw.random() < 0.15 else LISTS)

    cells = {column: [cell(column, row) for row in range(rows)] for column in columns}
    return pa.table({"sku": [f"S-{row}" for row in range(rows)], **{name: pa.array(cells[name], pa.string()) for name in columns}})


def write_csv(table, path):
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow(table.column_names)
        writer.writerows(zip(*[column.to_pylist() for column in table.columns]))


def as_told(report, are_several):
    """A report of JSON as an array has it."""

    def finding(told):
        plain = {key: told[key] for key in ("rule", "severity", "certainty", "ingredient", "rank", "section", "message")}
        field = {"field": told.get("field")} if are_several else {}
        return plain | told["concentration"] | told["span"] | field

    findings = [finding(one) for one in report["findings"]]
    return {"verdict": report["verdict"], "unreadable": report.get("unreadable"), "findings": findings}


def told_by_command(path, columns, name=None, are_several=False):
    """What the command says of each product of a file, by id."""
    ingredients = [part for column in columns for part in ("--ingredients", column)]
    # if no column is given, one with a usual name is taken
    named = ["--name", name or "sku"]
    arguments = [path, *ingredients, "--id", "sku", *named, "--delimiter", ",", "--all", "--format", "jsonl"]
    done = subprocess.run([COMMAND, "scan", *arguments], capture_output=True, check=False)
    products = map(json.loads, done.stdout.decode().splitlines())
    return {product["id"]: as_told(product, are_several) for product in products}
