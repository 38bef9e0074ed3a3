"""The wheel: the command and the module, as whoever installs it has them."""

import json
import pickle
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

import needlint

COMMAND = str(Path(sysconfig.get_path("scripts")) / ("needlint.exe" if sys.platform == "win32" else "needlint"))

PACK = Path(__file__).parents[2] / "fixtures" / "packs" / "retinoids.toml"

TEXTS = [
    "Water, SD Alcohol 40-B, Glycerin",
    "Water, Glycerin, Cetearyl Alcohol",
    "Aqua, Alcohol-free toner, Alcohol, Parfum",
    "정제수, 에탄올, 글리세린",
    "see packaging",
]


def told_by_command(*arguments):
    done = subprocess.run([COMMAND, *arguments], capture_output=True, text=True, encoding="utf-8")
    return done.stdout


def test_the_command_is_there():
    assert told_by_command("--version") == f"needlint {needlint.__version__}\n"


def test_a_report_is_what_the_command_says():
    for text in TEXTS:
        document = json.loads(told_by_command("check", "--text", text, "--all", "--format", "json"))
        report = needlint.check(text)
        assert report.to_dict() == document["products"][0]
        assert json.loads(report.to_json()) == report.to_dict()


def test_a_report_has_attributes():
    report = needlint.check(TEXTS[0])
    [finding] = report.findings
    assert (report.verdict, report.unreadable, report.ingredients) == ("avoid", None, 3)
    assert (finding.rule, finding.severity, finding.certainty) == ("needling/sd-alcohol", "error", "certain")
    assert (finding.ingredient, finding.rank, finding.section) == ("SD Alcohol 40-B", 2, "ingredients")
    assert (finding.low, finding.high, finding.basis) == (0.0, 50.0, "order")
    assert TEXTS[0].encode()[finding.start : finding.end].decode() == finding.ingredient
    assert finding.message.startswith("SD alcohol is listed")
    assert repr(report) == "<needlint.Report avoid, 1 finding>"
    assert needlint.check("see packaging").unreadable == "elsewhere"


def test_an_engine_is_chosen():
    text = "Water, Alcohol, Retinol"
    rules = lambda engine: [finding.rule for finding in engine.check(text).findings]
    assert rules(needlint.Engine(rules=[PACK])) == ["needling/high-alcohol", "clinic/retinoid"]
    assert rules(needlint.Engine(rules=str(PACK), select="clinic/")) == ["clinic/retinoid"]
    assert rules(needlint.Engine(ignore=["needling/*"], rules=[PACK])) == ["clinic/retinoid"]
    severe = needlint.Engine(rules=[PACK], severity={"clinic/": "error", "needling/": "off"})
    assert [finding.severity for finding in severe.check(text).findings] == ["error"]
    for engine in (severe, needlint.Engine(figures={"high-alcohol": "90%"})):
        assert pickle.loads(pickle.dumps(engine)).check(text).to_dict() == engine.check(text).to_dict()


@pytest.mark.parametrize(
    "options, told",
    [
        ({"select": ["needling/alcool"]}, "there is no rule needling/alcool"),
        ({"figures": {"high": "15%"}}, "there is no figure high"),
        ({"figures": {"high-alcohol": "much"}}, "no percentage"),
        ({"severity": {"needling/": "fatal"}}, "no severity"),
        ({"ignore": ["*"]}, "no rules left"),
    ],
)
def test_what_means_nothing_is_an_error(options, told):
    with pytest.raises(ValueError, match=told):
        needlint.Engine(**options)


def test_a_pack_that_is_none_is_an_error(tmp_path):
    pack = tmp_path / "pack.toml"
    pack.write_text("[pack]\nname = 3\n")
    with pytest.raises(ValueError, match="line 2"):
        needlint.Engine(rules=[pack])
    with pytest.raises(OSError):
        needlint.Engine(rules=[tmp_path / "none.toml"])
