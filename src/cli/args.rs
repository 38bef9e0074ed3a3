//! Every argument that the program takes, and its help.
//!
//! The long options of `check` and `scan` are keys of `needlint.toml` and variables of the environment without further
//! ado: see [`config`](super::config). One whose value is named `NAME=VALUE` is a table there, one that can be given again
//! a list, and a `PathBuf`, or what is named `NAME=PATH` or `NAME=FILE`, is a path from the file that it stands in.

mod shared;
mod values;

use std::path::PathBuf;

use crate::catalogue::options::InputFormat;
use clap::builder::styling::{AnsiColor, Styles};
use clap::{Args, Parser, Subcommand, ValueHint};
use clap_complete::Shell;

use values::{delimiter, show};

pub(crate) use shared::{Gate, Judging, Knowledge, Telling};
pub(crate) use values::{FailOn, Format, Level, Only, PageFormat, Percent, SchemaOf, Show, When};

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

const EXIT_CODES: &str = "\
Exit codes:
  0  everything was read; nothing found at or above --fail-on
  1  something found at or above --fail-on
  2  could not run: bad arguments, missing file, faulty pack, nothing to read
  3  nothing found, but something was unreadable; --allow-unreadable makes it 0
130  interrupted by Ctrl-C; 143 by another program

Every option of check and scan can also stand in needlint.toml, under its name, and in the
environment: --fail-on as NEEDLINT_FAIL_ON. Arguments go before the environment, and that before
the file. What holds, and where it comes from: needlint config show

It judges what a label lists and nothing else, and it is not medical advice.";

/// Says whether a product lists what should not go on freshly needled skin: SD alcohol first of all.
#[derive(Debug, Parser)]
#[command(version, styles = STYLES, max_term_width = 100, after_long_help = EXIT_CODES, arg_required_else_help = true)]
#[command(after_help = "Start with: needlint check --text \"Water, SD Alcohol 40-B, Glycerin\"")]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// When to use colour
    #[arg(long, value_enum, default_value_t, global = true, value_name = "WHEN", help_heading = "Output")]
    pub(crate) color: When,
    /// Read options from this file [default: the needlint.toml that is nearest upward]
    #[arg(long, global = true, value_name = "FILE", help_heading = "Configuration")]
    pub(crate) config: Option<PathBuf>,
    /// Read options from no file
    #[arg(long, global = true, conflicts_with = "config", help_heading = "Configuration")]
    pub(crate) no_config: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Check a label: one file, one ingredient list
    Check(CheckArgs),
    /// Scan catalogues of any size: one product a row
    Scan(ScanArgs),
    /// Keep a baseline of known findings in order
    #[command(subcommand)]
    Baseline(BaselineCommand),
    /// What it warns against, and why
    #[command(subcommand)]
    Rules(RulesCommand),
    /// What holds for every option, and where that comes from
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Print what lets a shell complete needlint's arguments
    Completions(CompletionsArgs),
    /// Print a manual page, or write them all
    Man(ManArgs),
    /// Print the JSON schema of what needlint writes or reads
    Schema(SchemaArgs),
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  needlint check serum.txt
  needlint check --text \"Water, SD Alcohol 40-B, Glycerin\"
  pbpaste | needlint check
  needlint check labels/*.txt --format jsonl --output report.jsonl")]
pub(crate) struct CheckArgs {
    /// Files that hold one label each; `-` or none reads standard input
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Ingredient list as text
    #[arg(long, value_name = "TEXT", conflicts_with = "paths", allow_hyphen_values = true)]
    pub(crate) text: Option<String>,
    /// Also say where the guide says so, and what the label leaves open
    #[arg(long, help_heading = "Output")]
    pub(crate) explain: bool,
    #[command(flatten)]
    pub(crate) judging: Judging,
    #[command(flatten)]
    pub(crate) knowledge: Knowledge,
    #[command(flatten)]
    pub(crate) gate: Gate,
    #[command(flatten)]
    pub(crate) telling: Telling,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  needlint scan shop.csv
  needlint scan shop.tsv --ingredients inci --id sku --name title
  needlint scan exports/ --format csv --output findings.csv --fail-on error
  needlint scan shop.csv --annotate flagged.csv --only flagged
  zcat shop.jsonl.gz | needlint scan - --ingredients product.inci")]
pub(crate) struct ScanArgs {
    /// Catalogues, one product a row: .csv, .tsv, .jsonl, their .gz and .zst, .xlsx; folders of them; `-` for standard
    /// input
    #[arg(value_name = "PATH", required = true)]
    pub(crate) paths: Vec<PathBuf>,
    /// What the catalogues are, whatever they are called [default: found by their names and first bytes]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) input_format: Option<InputFormat>,
    /// The column or field that holds the ingredient list: name, number from 1, or path [default: found by its name]
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub(crate) ingredients: Option<String>,
    /// The column that holds the product's id [default: found by its name]
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub(crate) id: Option<String>,
    /// The column that holds the product's name [default: found by its name]
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub(crate) name: Option<String>,
    /// Count products by what stands in this column, such as the brand, and tell how many of each group have findings
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub(crate) group_by: Option<String>,
    /// What stands between two columns: one character, or `tab` [default: found by itself]
    #[arg(long, value_name = "CHARACTER", value_parser = delimiter, help_heading = "Columns")]
    pub(crate) delimiter: Option<u8>,
    /// The sheet of a workbook [default: the one that has a column with ingredients]
    #[arg(long, value_name = "NAME", help_heading = "Columns")]
    pub(crate) sheet: Option<String>,
    /// The first row is a product too: columns go by their numbers
    #[arg(long, requires = "ingredients", help_heading = "Columns")]
    pub(crate) no_header: bool,
    /// How many rows are judged side by side [default: one a processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(crate) jobs: Option<u16>,
    /// How many findings are shown: a number, or `all`. It changes no count and no exit code
    #[arg(long, value_name = "N", value_parser = show, default_value = "50", help_heading = "Output")]
    pub(crate) show: Show,
    /// Write the catalogue, CSV or its kin, back to a file, with verdict, rules and message in three columns at the end
    /// of its rows
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    pub(crate) annotate: Option<PathBuf>,
    /// In --annotate, keep only the rows with a finding, notes among them, and those that could not be read
    #[arg(long, value_enum, value_name = "ROWS", requires = "annotate", help_heading = "Output")]
    pub(crate) only: Option<Only>,
    /// Write the account of the run to a file, as JSON: files with their hashes, rules, counts, what was not read
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    pub(crate) receipt: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) judging: Judging,
    #[command(flatten)]
    pub(crate) knowledge: Knowledge,
    /// Leave out the products whose list is what it was in an older catalogue; they are matched by their id
    #[arg(long, value_name = "OLD", help_heading = "What counts")]
    pub(crate) since: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) gate: Gate,
    /// Fail only if more than this share of the products of a group have findings, such as `2%`
    #[arg(long, value_name = "PERCENT", requires = "group_by", help_heading = "Exit code")]
    pub(crate) max_rate: Option<Percent>,
    #[command(flatten)]
    pub(crate) telling: Telling,
}

#[derive(Debug, Subcommand)]
pub(crate) enum BaselineCommand {
    /// Leave out what is not found any more
    Prune(PruneArgs),
}

#[derive(Debug, Args)]
#[command(after_help = "Example: needlint baseline prune known.txt shop.csv")]
pub(crate) struct PruneArgs {
    /// The baseline, which is written anew
    #[arg(id = "pruned", value_name = "BASELINE")]
    pub(crate) baseline: PathBuf,
    #[command(flatten)]
    pub(crate) scan: ScanArgs,
}

#[derive(Debug, Subcommand)]
pub(crate) enum RulesCommand {
    /// List the rules
    List(ListArgs),
    /// Show all there is to say about a rule: why, what it does not say, examples, sources
    Show(ShowArgs),
    /// Run the examples that packs carry as tests
    Test(TestArgs),
    /// Write a page for each rule, in Markdown, and an index of them
    Docs(DocsArgs),
}

#[derive(Debug, Subcommand)]
pub(crate) enum ConfigCommand {
    /// Show every option with its value, and whether an argument, the environment, a file or nobody says so
    #[command(mut_arg("paths", |arg| arg.required(false).hide(true)), override_usage = "needlint config show [OPTIONS]")]
    #[command(after_help = "\
What it prints could stand in needlint.toml. With --format json it prints JSON; any other option stands for itself.
Example: needlint config show --fail-on error")]
    Show(ScanArgs),
}

#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    #[command(flatten)]
    pub(crate) judging: Judging,
}

#[derive(Debug, Args)]
#[command(after_help = "Example: needlint rules show needling/sd-alcohol")]
pub(crate) struct ShowArgs {
    /// The rule's id; `needlint rules list` has them all
    #[arg(value_name = "RULE")]
    pub(crate) rule: String,
    /// How the page is written
    #[arg(long, value_enum, default_value = "human", value_name = "FORMAT")]
    pub(crate) format: PageFormat,
    #[command(flatten)]
    pub(crate) judging: Judging,
}

#[derive(Debug, Args)]
#[command(after_help = "Example: needlint rules test my-pack.toml")]
pub(crate) struct TestArgs {
    /// Packs to test [default: those that needlint comes with]
    #[arg(value_name = "PACK")]
    pub(crate) packs: Vec<PathBuf>,
}

#[derive(Debug, Args)]
#[command(after_help = "Example: needlint rules docs --rules my-pack.toml --output docs/rules")]
pub(crate) struct DocsArgs {
    /// The folder to write to, which is made if there is none: README.md, and PACK/RULE.md for each rule
    #[arg(long, short, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) output: PathBuf,
    #[command(flatten)]
    pub(crate) judging: Judging,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  needlint completions bash > ~/.local/share/bash-completion/completions/needlint
  needlint completions fish > ~/.config/fish/completions/needlint.fish
  needlint completions zsh > ~/.zfunc/_needlint    (in a folder of $fpath)")]
pub(crate) struct CompletionsArgs {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    pub(crate) shell: Shell,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  needlint man scan | man -l -
  needlint man rules show | man -l -
  needlint man --output ~/.local/share/man/man1")]
pub(crate) struct ManArgs {
    /// The command that the page is about [default: needlint itself]
    #[arg(value_name = "COMMAND", conflicts_with = "output")]
    pub(crate) command: Vec<String>,
    /// Write a page for each command into a folder, which is made if there is none
    #[arg(long, short, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(after_help = "Example: needlint schema pack > pack.schema.json")]
pub(crate) struct SchemaArgs {
    /// Of what
    #[arg(value_enum, value_name = "WHAT")]
    pub(crate) of: SchemaOf,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_agree_with_each_other() {
        Cli::command().debug_assert();
    }
}
