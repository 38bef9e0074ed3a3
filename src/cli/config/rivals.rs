//! Options that exclude each other: the one that is said closer to the run holds, and the other is let go.

use clap::{Arg, ArgMatches, Command};

use super::is_typed;
use super::layer::Layer;

/// The environment over the file, without what is excluded by what was typed, nor what in the file is excluded by the
/// environment.
pub(super) fn removed(mut environment: Layer, mut file: Layer, program: &Command, given: &ArgMatches) -> Layer {
    let (command, given) = innermost(program, given);
    let is_typed = |arg: &Arg| is_typed(given, arg.get_id().as_str());
    environment.retain(|key| !is_excluded(command, key, &is_typed));
    let is_said = |arg: &Arg| is_typed(arg) || arg.get_long().is_some_and(|key| environment.get(key).is_some());
    file.retain(|key| !is_excluded(command, key, &is_said));
    environment.over(file)
}

/// The command that runs, with its arguments.
fn innermost<'a>(command: &'a Command, matches: &'a ArgMatches) -> (&'a Command, &'a ArgMatches) {
    let inner = matches.subcommand().and_then(|(name, inner)| Some((command.find_subcommand(name)?, inner)));
    inner.map_or((command, matches), |(command, matches)| innermost(command, matches))
}

/// Whether an option and one that is said exclude each other, whichever of them says so.
fn is_excluded(command: &Command, key: &str, is_said: &dyn Fn(&Arg) -> bool) -> bool {
    let Some(own) = command.get_arguments().find(|arg| arg.get_long() == Some(key)) else { return false };
    let excludes = |arg: &Arg, other: &Arg| {
        command.get_arg_conflicts_with(arg).iter().any(|excluded| excluded.get_id() == other.get_id())
    };
    let others = command.get_arguments().filter(|other| other.get_id() != own.get_id() && is_said(other));
    others.into_iter().any(|other| excludes(own, other) || excludes(other, own))
}
