//! Completions and manual pages: for every shell, for every command, and quiet when nobody reads on.

use std::fs;
use std::io::Write;
use std::process::{Command, Output, Stdio};

fn needlint(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_needlint")).args(arguments).output().expect("the program starts")
}

fn printed(arguments: &[&str]) -> String {
    let output = needlint(arguments);
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]), "{arguments:?}");
    String::from_utf8(output.stdout).expect("it writes text")
}

#[test]
fn every_shell_is_told_of_every_command() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = printed(&["completions", shell]);
        for word in ["check", "scan", "rules", "show", "ingredients", "fail-on"] {
            assert!(script.contains(word), "{shell} is not told of {word}");
        }
    }
}

#[test]
fn bash_completes_commands_options_and_values() {
    let script = printed(&["completions", "bash"]);
    for (typed, offered) in [
        ("needlint sca", "scan"),
        ("needlint scan --fail", "--fail-on"),
        ("needlint scan --fail-on w", "warning"),
        ("needlint rules sh", "show"),
    ] {
        let words: Vec<String> = typed.split(' ').map(|word| format!("'{word}'")).collect();
        let ask = format!(
            "{script}\nCOMP_WORDS=({words}); COMP_CWORD={last}; COMP_LINE='{typed}'\n\
             _needlint needlint \"${{COMP_WORDS[{last}]}}\" \"${{COMP_WORDS[{last}-1]}}\"\nprintf '%s\\n' \"${{COMPREPLY[@]}}\"\n",
            words = words.join(" "),
            last = words.len() - 1,
        );
        let Ok(mut bash) = Command::new("bash").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn() else {
            return; // there is no bash here
        };
        bash.stdin.take().expect("its input is a pipe").write_all(ask.as_bytes()).expect("it reads its input");
        let answer = bash.wait_with_output().expect("it ends");
        assert_eq!(String::from_utf8_lossy(&answer.stdout).trim(), offered, "{typed}");
    }
}

#[test]
fn every_command_has_a_page() {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let pages = folder.path().join("share/man/man1");
    let output = needlint(&["man", "--output", pages.to_str().expect("its name is text")]);
    let told = String::from_utf8(output.stderr).expect("it writes text");
    assert!(output.status.success() && told.contains(" pages to "), "{told}");
    for (name, command) in
        [("needlint.1", &[][..]), ("needlint-scan.1", &["scan"]), ("needlint-rules-show.1", &["rules", "show"])]
    {
        let page = fs::read_to_string(pages.join(name)).expect("the page is there");
        assert_eq!(page, printed(&[&["man"], command].concat()), "{name}");
        assert!(page.contains(".SH SYNOPSIS"), "{name}");
    }
    assert!(printed(&["man", "scan"]).contains(".SH EXAMPLES\n.nf\n"), "examples stay as they are");
}

#[test]
fn a_reader_that_goes_away_has_read_enough() {
    for arguments in
        [&["completions", "zsh"][..], &["man", "scan"], &["rules", "show", "label/order", "--format", "markdown"]]
    {
        let mut child = Command::new(env!("CARGO_BIN_EXE_needlint"))
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("it ends");
        assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]), "{arguments:?}");
    }
}
