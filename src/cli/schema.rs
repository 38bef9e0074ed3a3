//! `needlint schema`: the JSON schema of what needlint writes or reads, for editors and for those who check it.

mod config;

use std::io::{self, Write};

use crate::RulePack;
use crate::report::is_heard;
use crate::report::json::document::Output;
use clap::CommandFactory;

use super::args::{Cli, SchemaArgs, SchemaOf};
use super::error::CliError;
use super::exit::Exit;
use super::scan::receipt;

pub(crate) fn run(args: SchemaArgs) -> Result<Exit, CliError> {
    let schema = match args.of {
        SchemaOf::Output => Output::schema(),
        SchemaOf::Receipt => receipt::schema(),
        SchemaOf::Config => config::schema(&Cli::command()),
        SchemaOf::Pack => RulePack::schema(),
    };
    is_heard(writeln!(io::stdout(), "{:#}", schema.as_value())).map_err(CliError::of_writing)?;
    Ok(Exit::Clean)
}
