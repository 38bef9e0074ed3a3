//! Arguments with what they have from elsewhere than the command line.

use clap::builder::{BoolishValueParser, Resettable};
use clap::{Arg, ArgAction, Command, Id};

use super::layer::Layer;
use super::options::Options;

/// Lets flags be unset as well, `--all=false`: what a file sets could not be taken back otherwise.
pub(super) fn with_flags_that_take_values(command: Command) -> Command {
    each_argument(command, &|arg| match arg.get_action() {
        ArgAction::SetTrue => arg
            .action(ArgAction::Set)
            .num_args(0..=1)
            .require_equals(true)
            .value_name("true|false")
            .value_parser(BoolishValueParser::new())
            .default_missing_value("true")
            .default_value("false"),
        _ => arg,
    })
}

/// Gives the arguments that were not given the values of a layer.
pub(super) fn with_defaults(
    command: Command, options: &Options, layer: &Layer, is_given: &dyn Fn(&str) -> bool,
) -> Command {
    each_argument(command, &|arg| {
        let setting = arg.get_long().and_then(|key| layer.get(key));
        let Some(setting) = setting.filter(|_| options.has(&arg) && !is_given(arg.get_id().as_str())) else {
            return arg;
        };
        // all defaults count as one time that the option was given
        let arg = if matches!(arg.get_action(), ArgAction::Append) { arg.num_args(1..) } else { arg };
        arg.default_values(setting.values.iter().map(|value| value.text.clone()))
    })
}

/// Lets no argument demand another one.
pub(super) fn without_demands(command: Command) -> Command {
    each_argument(command, &|arg| arg.requires(Resettable::<Id>::Reset))
}

fn each_argument(command: Command, change: &dyn Fn(Arg) -> Arg) -> Command {
    command.mut_args(change).mut_subcommands(|command| each_argument(command, change))
}
