//! The scripts of the GitHub action, with stand-ins: for the runner, and for needlint and Python, which tell how they were
//! called.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

/// Says its version, or writes its arguments into the SARIF file that it is asked for and ends with a code.
const STAND_IN: &str = r#"#!/usr/bin/env bash
if [ "$1" = --version ]; then echo "needlint $STANDS_FOR"; exit; fi
for argument in "$@"; do case $argument in sarif=*) printf '<%s>' "$@" >"${argument#sarif=}" ;; esac; done
exit "$ENDS_WITH"
"#;

/// Has pip, and notes what it is asked to install. `python/tests/test_action.py` tries the real one.
const PYTHON: &str = r#"#!/usr/bin/env bash
if [ "$1" = -c ]; then [ "${HAS_PIP:-yes}" = yes ]; exit; fi
printf '<%s>' "$@" >"$RUNNER_TEMP/pip"
exit "${PIP_ENDS_WITH:-0}"
"#;

/// A runner's folder for files that pass away.
struct Runner(TempDir);

impl Runner {
    fn new() -> Runner {
        let runner = Runner(tempfile::tempdir().expect("there is room for a folder"));
        for folder in ["bin", "temp"] {
            fs::create_dir(runner.path(folder)).expect("a folder can be made");
        }
        for (name, script) in [("needlint", STAND_IN), ("python3", PYTHON), ("python", PYTHON)] {
            let path = runner.path(&format!("bin/{name}"));
            fs::write(&path, script).expect("it can be written");
            fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("it is ours");
        }
        for catalogue in ["shop one.csv", "shop two.csv"] {
            fs::write(runner.path(catalogue), "").expect("it can be written");
        }
        runner
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_str().expect("its name is text").to_owned()
    }

    /// Runs a script of the action: its exit code, what it printed, and what it told the next steps.
    fn run(&self, script: &str, environment: &[(&str, &str)]) -> (Option<i32>, String, String) {
        let action = Path::new(env!("CARGO_MANIFEST_DIR"));
        let path = format!("{}:{}", self.path("bin"), std::env::var("PATH").expect("there is a PATH"));
        fs::write(self.path("output"), "").expect("it can be written");
        let _ = fs::remove_file(self.path("temp/pip"));
        let output = Command::new("bash")
            .arg(action.join("action").join(script))
            .current_dir(self.0.path())
            .env("PATH", path)
            .env("GITHUB_ACTION_PATH", action)
            .env("GITHUB_OUTPUT", self.path("output"))
            .envs([("RUNNER_TEMP", self.path("temp")), ("RUNNER_OS", "Linux".into()), ("RUNNER_ARCH", "X64".into())])
            .envs(environment.iter().copied())
            .output()
            .expect("bash starts");
        let told = fs::read_to_string(self.path("output")).expect("it is there");
        (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned(), told)
    }

    fn scan(&self, ends_with: &str, inputs: &[(&str, &str)]) -> (Option<i32>, String, String) {
        let empty = ["INPUT_PATHS", "INPUT_ARGUMENTS", "INPUT_FAIL_ON", "INPUT_BASELINE", "INPUT_SARIF_ONLY", "ROOT"]
            .map(|name| (name, ""));
        self.run("scan.sh", &[&empty[..], &[("ENDS_WITH", ends_with)], inputs].concat())
    }

    /// The arguments that needlint was called with, each in angle brackets.
    fn called(&self) -> String {
        fs::read_to_string(self.path("temp/needlint.sarif")).expect("it was called").replace(&self.path("temp/"), "")
    }
}

#[test]
fn inputs_become_arguments_and_nothing_in_them_is_run() {
    let runner = Runner::new();
    for (inputs, called) in [
        (&[("INPUT_PATHS", "shop.csv")][..], "<--><shop.csv>"),
        (&[("INPUT_PATHS", "one.csv\n my shop.csv\n")], "<--><one.csv>< my shop.csv>"),
        (&[("INPUT_PATHS", "shop *.csv")], "<--><shop one.csv><shop two.csv>"),
        (&[("INPUT_PATHS", "-x.csv")], "<--><-x.csv>"),
        (&[("INPUT_PATHS", "$(touch ran)`touch ran`;touch ran")], "<--><$(touch ran)`touch ran`;touch ran>"),
        (
            &[("INPUT_PATHS", "a"), ("INPUT_FAIL_ON", "error"), ("INPUT_BASELINE", "known ones.txt")],
            "<--fail-on><error><--baseline><known ones.txt><--><a>",
        ),
        (&[("INPUT_PATHS", "a"), ("INPUT_SARIF_ONLY", "new")], "<--sarif-only><new><--><a>"),
        (
            &[("INPUT_PATHS", "a"), ("INPUT_ARGUMENTS", "--ingredients 'full list'\n  --id sku * $(touch ran) -n\n")],
            "<--ingredients><full list><--id><sku><*><$(touch><ran)><-n><--><a>",
        ),
    ] {
        let (code, printed, _) = runner.scan("0", inputs);
        assert_eq!((code, printed.as_str()), (Some(0), ""), "{inputs:?}");
        let reports = "<scan><--format><github><--report><sarif=needlint.sarif><--report><markdown=needlint.md>";
        assert_eq!(runner.called(), format!("{reports}{called}"));
        assert!(!Path::new(&runner.path("ran")).exists(), "{inputs:?}");
    }
}

#[test]
fn findings_fail_the_last_step_and_not_the_scan() {
    let runner = Runner::new();
    for code in ["0", "1", "2", "3", "130"] {
        let (ended, _, told) = runner.scan(code, &[("INPUT_PATHS", "shop.csv")]);
        let sarif = runner.path("temp/needlint.sarif");
        assert_eq!((ended, told), (Some(0), format!("exit-code={code}\nsarif={sarif}\nmarkdown=\n")));
    }
}

#[test]
fn inputs_that_cannot_be_meant_are_told() {
    let runner = Runner::new();
    for (inputs, told) in [
        (&[("INPUT_PATHS", "\n")][..], "the input paths is empty"),
        (&[("INPUT_PATHS", "a"), ("INPUT_ARGUMENTS", "--id 'sku")], "a quote in the input arguments is not closed"),
    ] {
        let (code, printed, _) = runner.scan("0", inputs);
        assert_eq!(code, Some(2), "{inputs:?}");
        assert!(printed.starts_with(&format!("::error title=needlint::{told}")), "{printed}");
    }
}

#[test]
fn a_needlint_on_path_is_used_if_it_is_the_one_that_is_wanted() {
    let (runner, own) = (Runner::new(), env!("CARGO_PKG_VERSION"));
    for (there, wanted, installed) in [
        (own, "", None),
        (own, own, None),
        ("9.9.9", "9.9.9", None),
        ("9.9.9", "", Some(own)),
        ("9.9.9", own, Some(own)),
        (own, "9.9.9", Some("9.9.9")),
    ] {
        let environment = [("STANDS_FOR", there), ("INPUT_VERSION", wanted), ("INPUT_WHEELS", "my wheels")];
        let (ended, printed, told) = runner.run("find.sh", &environment);
        assert_eq!(ended, Some(0), "{there} for {wanted:?}: {printed}");
        let root = runner.path("temp/needlint");
        assert_eq!(told, installed.map_or(String::new(), |_| format!("root={root}\n")), "{there} for {wanted:?}");
        let asked = fs::read_to_string(runner.path("temp/pip")).unwrap_or_default();
        let end = installed.map(|version| {
            format!("<--no-index><--find-links><my wheels><--target><{root}><--upgrade><needlint=={version}>")
        });
        assert!(asked.ends_with(end.as_deref().unwrap_or_default()) && asked.is_empty() == end.is_none(), "{asked}");
    }
}

#[test]
fn what_cannot_be_installed_is_told() {
    let runner = Runner::new();
    for (environment, told) in [
        (&[("INPUT_VERSION", "latest")][..], "version is 'latest': write it like 0.1.0"),
        (&[("INPUT_VERSION", "1.0.0; touch ran")], "version is '1.0.0; touch ran'"),
        (
            &[("INPUT_VERSION", "9.9.9"), ("PIP_ENDS_WITH", "1")],
            "pip could not install needlint 9.9.9 for Linux on X64",
        ),
        (&[("INPUT_VERSION", "9.9.9"), ("HAS_PIP", "no")], "Python 3.9 or later with pip is needed"),
    ] {
        let common = [("STANDS_FOR", "0.0.1"), ("INPUT_WHEELS", "wheels")];
        let (code, printed, outputs) = runner.run("find.sh", &[&common, environment].concat());
        assert_eq!((code, outputs.as_str()), (Some(2), ""), "{environment:?}");
        assert!(printed.starts_with(&format!("::error title=needlint::{told}")), "{printed}");
    }
}
