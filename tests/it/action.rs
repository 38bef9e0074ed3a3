//! The scripts of the GitHub action, with a stand-in for the runner and one for needlint that tells how it was called.

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

/// A runner's folder for files that pass away.
struct Runner(TempDir);

impl Runner {
    fn new() -> Runner {
        let runner = Runner(tempfile::tempdir().expect("there is room for a folder"));
        let needlint = runner.path("bin/needlint");
        for folder in ["bin", "temp"] {
            fs::create_dir(runner.path(folder)).expect("a folder can be made");
        }
        fs::write(&needlint, STAND_IN).expect("it can be written");
        fs::set_permissions(&needlint, fs::Permissions::from_mode(0o755)).expect("it is ours");
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
    for (there, wanted, code, builds) in [
        (own, "", 0, false),
        (own, own, 0, false),
        ("9.9.9", "9.9.9", 0, false),
        ("9.9.9", "", 0, true),
        ("9.9.9", own, 0, true),
        (own, "9.9.9", 2, false),
    ] {
        let (ended, printed, told) = runner.run("find.sh", &[("STANDS_FOR", there), ("INPUT_VERSION", wanted)]);
        assert_eq!(ended, Some(code), "{there} for {wanted:?}: {printed}");
        assert_eq!(told.contains(&format!("key=needlint-{own}-Linux-X64-")), builds, "{told}");
    }
}
