//! The options that the environment and the file can set, with their names there: all of `check` and `scan`, and those of
//! every command.

use clap::builder::ValueParser;
use clap::{Arg, ArgAction, Command};

/// What the variables of the environment begin with.
pub(in crate::cli) const PREFIX: &str = "NEEDLINT_";
/// The commands whose options they are.
const COMMANDS: [&str; 2] = ["scan", "check"];
/// Options that say which file is read, and so cannot stand in it.
const OUTSIDE: [&str; 2] = ["config", "no-config"];

/// The options in the order of the help.
#[derive(Debug)]
pub(in crate::cli) struct Options(Vec<Opt>);

#[derive(Debug)]
pub(in crate::cli) struct Opt {
    /// Its long name, which is its key in the file.
    pub(in crate::cli) key: String,
    /// What is written for its value.
    pub(in crate::cli) kind: Kind,
    /// Whether its value, or what stands behind the `=` of it, is the path of a file.
    pub(in crate::cli) is_path: bool,
    pub(in crate::cli) arg: Arg,
}

/// What is written for the value of an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum Kind {
    /// True or false.
    Flag,
    /// One value.
    One,
    /// Any number of values.
    List,
    /// Any number of values with a name each: the option's value is written `NAME=VALUE`.
    Table,
}

impl Options {
    /// The options of the program. Hidden ones are none of the user's business, here either.
    pub(in crate::cli) fn of(program: &Command) -> Options {
        let commands = COMMANDS.iter().filter_map(|name| program.find_subcommand(name));
        let args = commands.chain([program]).flat_map(Command::get_arguments).filter(|arg| !arg.is_hide_set());
        let mut options: Vec<Opt> = Vec::new();
        for option in args.filter_map(Opt::of) {
            if options.iter().all(|other| other.key != option.key) {
                options.push(option);
            }
        }
        Options(options)
    }

    pub(in crate::cli) fn all(&self) -> impl Iterator<Item = &Opt> {
        self.0.iter()
    }

    /// Those that can stand in a file.
    pub(in crate::cli) fn of_file(&self) -> impl Iterator<Item = &Opt> {
        self.all().filter(|option| !OUTSIDE.contains(&option.key.as_str()))
    }

    /// Whether an argument of some command is one of them, and not another one of the same name.
    pub(in crate::cli) fn has(&self, arg: &Arg) -> bool {
        // what is called the same elsewhere says something else of itself
        let is_meant =
            |option: &&Opt| Some(option.key.as_str()) == arg.get_long() && option.arg.get_help() == arg.get_help();
        self.all().find(is_meant).is_some_and(|option| {
            option.kind == Kind::Flag || option.arg.get_value_parser().type_id() == arg.get_value_parser().type_id()
        })
    }
}

impl Opt {
    fn of(arg: &Arg) -> Option<Opt> {
        let key = arg.get_long()?.to_owned();
        let names = arg.get_value_names().and_then(|names| names.first()).and_then(|name| name.split_once('='));
        let kind = match (arg.get_action(), names) {
            (ArgAction::SetTrue | ArgAction::SetFalse, _) => Kind::Flag,
            (ArgAction::Set, _) => Kind::One,
            (ArgAction::Append, None) => Kind::List,
            (ArgAction::Append, Some(_)) => Kind::Table,
            // help and version are questions, not options
            _ => return None,
        };
        let is_path = match names {
            Some((_, value)) => ["PATH", "FILE"].contains(&value),
            None => arg.get_value_parser().type_id() == ValueParser::path_buf().type_id(),
        };
        Some(Opt { key, kind, is_path, arg: arg.clone() })
    }

    /// Whether it can be given several times and most often is given once, so that one value needs no brackets.
    pub(in crate::cli) fn takes_one(&self) -> bool {
        matches!(self.key.as_str(), "ingredients" | "sheet")
    }

    pub(in crate::cli) fn variable(&self) -> String {
        format!("{PREFIX}{}", self.key.to_uppercase().replace('-', "_"))
    }

    pub(in crate::cli) fn value_name(&self) -> &str {
        self.arg.get_value_names().and_then(|names| names.first()).map_or("VALUE", |name| name.as_str())
    }
}
