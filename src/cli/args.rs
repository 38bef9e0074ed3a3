//! Every argument that the program takes, and its help.
//!
//! The long options of `check` and `scan` are keys of `needlint.toml` and variables of the environment without further
//! ado: see [`config`](super::config). One whose value is named `NAME=VALUE` is a table there, one that can be given again
//! a list, and a `PathBuf`, or what is named `NAME=PATH` or `NAME=FILE`, is a path from the file that it stands in.

mod shared;
mod values;

use std::path::PathBuf;

use crate::catalogue::options::{InputFormat, Quote};
use clap::builder::styling::{AnsiColor, Styles};
use clap::{Args, Parser, Subcommand, ValueHint};
use clap_complete::Shell;

use values::{delimiter, show};

pub(crate) use shared::{Decoding, Gate, Judging, Knowledge, Telling};
pub(crate) use values::{FailOn, Format, Glob, Level, PageFormat, Percent, SarifOnly, SchemaOf, Show, When};

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

const EXIT_CODES: &str = "\
Exit codes:
  0  everything was read; nothing found at or above --fail-on
  1  something found at or above --fail-on
  2  could not run: bad arguments, missing file, invalid pack, nothing to read
  3  nothing found, but something was unreadable (0 with --allow-unreadable)
130  interrupted by Ctrl-C; 143 if another program ended it

Every option of check and scan can also be set in needlint.toml, under its name, or as an
environment variable: --fail-on is NEEDLINT_FAIL_ON. Command-line options override environment
variables, which override needlint.toml. To see the effective settings: needlint config show

needlint checks only what a label lists. This is not medical advice.";

/// Help that ends with the address of the project, once it has one: OWNER stands for whoever will publish it.
fn with_project(help: &str) -> String {
    match env!("CARGO_PKG_REPOSITORY") {
        address if address.contains("/OWNER/") => help.to_owned(),
        address => format!("{help}\n\n{address}"),
    }
}

/// Check ingredient lists for alcohol and other things that the guide Microneedling for Hair Loss warns against on freshly
/// microneedled skin.
#[derive(Debug, Parser)]
#[command(version, styles = STYLES, max_term_width = 100, after_long_help = EXIT_CODES, arg_required_else_help = true)]
#[command(after_help = "Start with: needlint check --text \"Water, SD Alcohol 40-B, Glycerin\"")]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// When to use colour
    #[arg(long, value_enum, default_value_t, global = true, value_name = "WHEN", help_heading = "Output")]
    #[arg(hide_short_help = true)]
    pub(crate) color: When,
    /// Read options from this file [default: needlint.toml in this or the nearest parent folder]
    #[arg(long, global = true, value_name = "FILE", help_heading = "Configuration", hide_short_help = true)]
    pub(crate) config: Option<PathBuf>,
    /// Ignore configuration files
    #[arg(long, global = true, conflicts_with = "config", help_heading = "Configuration", hide_short_help = true)]
    pub(crate) no_config: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Check a label: one file, one ingredient list
    #[command(mut_arg("all", |arg| arg.hide_short_help(true)))]
    Check(CheckArgs),
    /// Scan catalogues of any size: one product per row
    Scan(ScanArgs),
    /// Maintain a baseline of known findings
    #[command(subcommand)]
    Baseline(BaselineCommand),
    /// List, explain and test the rules
    #[command(subcommand)]
    Rules(RulesCommand),
    /// Show the effective configuration
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Generate shell completions
    Completions(CompletionsArgs),
    /// Print a manual page, or write all of them to a folder
    Man(ManArgs),
    /// Print a JSON schema: of the output, receipts, needlint.toml or rule packs
    Schema(SchemaArgs),
}

#[derive(Debug, Args)]
#[command(after_help = with_project("\
Examples:
  needlint check serum.txt
  needlint check --text \"Water, SD Alcohol 40-B, Glycerin\"
  pbpaste | needlint check"))]
pub(crate) struct CheckArgs {
    /// Label files, one label each; reads standard input if `-` or omitted
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Ingredient list as text
    #[arg(long, short, value_name = "TEXT", conflicts_with = "paths", allow_hyphen_values = true)]
    #[arg(help_heading = "Input")]
    pub(crate) text: Option<String>,
    #[command(flatten)]
    pub(crate) decoding: Decoding,
    /// Also show where the guide says so, and what the label does not say
    #[arg(long, help_heading = "Output")]
    pub(crate) explain: bool,
    #[command(flatten)]
    pub(crate) telling: Telling,
    #[command(flatten)]
    pub(crate) judging: Judging,
    #[command(flatten)]
    pub(crate) knowledge: Knowledge,
    #[command(flatten)]
    pub(crate) gate: Gate,
}

#[derive(Debug, Args)]
#[command(after_help = with_project("\
Examples:
  needlint scan shop.csv
  needlint scan shop.tsv --ingredients inci --id sku --name title
  needlint scan exports/ --format csv --output findings.csv --fail-on error
  needlint scan shop.csv --annotate flagged.csv --flagged
  zcat shop.jsonl.gz | needlint scan - --ingredients product.inci"))]
pub(crate) struct ScanArgs {
    /// Catalogues, one product per row: .csv, .tsv, .json, .jsonl or .xml (also compressed, as .gz or .zst), .xlsx; folders
    /// of them; `-` for standard input
    #[arg(value_name = "PATH", required = true)]
    pub(crate) paths: Vec<PathBuf>,
    /// Leave out files and folders like this in folders, such as `old/` or `*-test.csv`; can be repeated
    #[arg(long, value_name = "GLOB", help_heading = "Input")]
    pub(crate) exclude: Vec<Glob>,
    /// Format of the catalogues, whatever their names [default: detected by name and first bytes]
    #[arg(long, value_enum, value_name = "FORMAT", help_heading = "Input", hide_short_help = true)]
    pub(crate) input_format: Option<InputFormat>,
    #[command(flatten)]
    pub(crate) decoding: Decoding,
    /// Columns or fields with ingredients: a name, a number from 1, or a path; several are separated by commas, or match a
    /// pattern such as `ingredient_*` [default: found by name]
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub(crate) ingredients: Vec<String>,
    /// Column with the product id [default: found by name]
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub(crate) id: Option<String>,
    /// Column with the product name [default: found by name]
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub(crate) name: Option<String>,
    /// Group products by this column, such as the brand, and show how many of each group have findings
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub(crate) group_by: Option<String>,
    /// Character that separates columns, or `tab` [default: detected]
    #[arg(long, value_name = "CHARACTER", value_parser = delimiter, help_heading = "Columns", hide_short_help = true)]
    pub(crate) delimiter: Option<u8>,
    /// How cells are quoted; with `none`, quotes are text
    #[arg(long, value_enum, default_value_t, value_name = "HOW", help_heading = "Columns", hide_short_help = true)]
    pub(crate) quote: Quote,
    /// Sheet of a workbook; repeat to read several [default: all with an ingredients column that are not hidden]
    #[arg(long, value_name = "NAME", help_heading = "Columns")]
    pub(crate) sheet: Vec<String>,
    /// The first row is a product, not a header; give columns by number
    #[arg(long, requires = "ingredients", help_heading = "Columns", hide_short_help = true)]
    pub(crate) no_header: bool,
    /// Line of the header, or its row in a workbook, from 1 [default: the first of 20 rows that names the columns]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..), help_heading = "Columns")]
    #[arg(conflicts_with = "no_header", hide_short_help = true)]
    pub(crate) header_row: Option<u64>,
    /// Number of threads [default: one per CPU]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    #[arg(help_heading = "Input", hide_short_help = true)]
    pub(crate) jobs: Option<u16>,
    /// Number of findings to show, or `all`; counts and exit code do not depend on it
    #[arg(long, value_name = "N", value_parser = show, default_value = "50", help_heading = "Output")]
    pub(crate) show: Show,
    /// Write the catalogue back out (CSV and similar, JSON Lines, .xlsx), with verdict, rules and message in three columns
    /// or fields at the end of each row
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    pub(crate) annotate: Option<PathBuf>,
    /// In the --annotate file, keep only rows with findings (including notes) and unreadable rows
    #[arg(long, requires = "annotate", help_heading = "Output")]
    pub(crate) flagged: bool,
    /// Write a JSON record of the run: input files with their hashes, rules, counts, and what was not read
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    pub(crate) receipt: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) telling: Telling,
    #[command(flatten)]
    pub(crate) judging: Judging,
    #[command(flatten)]
    pub(crate) knowledge: Knowledge,
    /// Check only products whose ingredient list has changed since an older catalogue; products are matched by id
    #[arg(long, value_name = "OLD", help_heading = "CI and exit code")]
    pub(crate) since: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) gate: Gate,
    /// Fail only if more than this percentage of the products in a group have findings, such as `2%`
    #[arg(long, value_name = "PERCENT", requires = "group_by", help_heading = "CI and exit code")]
    #[arg(hide_short_help = true)]
    pub(crate) max_rate: Option<Percent>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum BaselineCommand {
    /// Remove findings that no longer occur
    Prune(PruneArgs),
}

#[derive(Debug, Args)]
#[command(after_help = "Example: needlint baseline prune known.txt shop.csv")]
pub(crate) struct PruneArgs {
    /// Baseline file to update
    #[arg(id = "pruned", value_name = "BASELINE")]
    pub(crate) baseline: PathBuf,
    #[command(flatten)]
    pub(crate) scan: ScanArgs,
}

#[derive(Debug, Subcommand)]
pub(crate) enum RulesCommand {
    /// List the rules
    List(ListArgs),
    /// Explain a rule: its reasons, limits, examples and sources
    Show(ShowArgs),
    /// Run the examples in rule packs as tests
    Test(TestArgs),
    /// Write one Markdown page per rule, and an index
    Docs(DocsArgs),
}

#[derive(Debug, Subcommand)]
pub(crate) enum ConfigCommand {
    /// Show the options that are set, and where: on the command line, in the environment or in a file
    #[command(mut_arg("paths", |arg| arg.required(false).hide(true)), override_usage = "needlint config show [OPTIONS]")]
    #[command(mut_arg("all", |arg| arg.help("Also show the options that have their default").long_help(None)))]
    #[command(after_help = "\
The output is valid in needlint.toml. With --format json it is JSON, with all options. Any other
option that you give here is shown as set on the command line.
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
    /// Rule id; `needlint rules list` lists them
    #[arg(value_name = "RULE")]
    pub(crate) rule: String,
    /// Output format
    #[arg(long, value_enum, default_value = "human", value_name = "FORMAT")]
    pub(crate) format: PageFormat,
    #[command(flatten)]
    pub(crate) judging: Judging,
}

#[derive(Debug, Args)]
#[command(after_help = "Example: needlint rules test my-pack.toml")]
pub(crate) struct TestArgs {
    /// Packs to test [default: the built-in ones]
    #[arg(value_name = "PACK")]
    pub(crate) packs: Vec<PathBuf>,
}

#[derive(Debug, Args)]
#[command(after_help = "Example: needlint rules docs --rules my-pack.toml --output docs/rules")]
pub(crate) struct DocsArgs {
    /// Folder to write to, created if missing: README.md, and PACK/RULE.md for each rule
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
    /// Shell to generate completions for
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
    /// Command to print the page of [default: needlint itself]
    #[arg(value_name = "COMMAND", conflicts_with = "output")]
    pub(crate) command: Vec<String>,
    /// Write one page per command to this folder, created if missing
    #[arg(long, short, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(after_help = "Example: needlint schema pack > pack.schema.json")]
pub(crate) struct SchemaArgs {
    /// Which schema to print
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
