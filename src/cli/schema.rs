//! `needlint schema`: the JSON schema of what needlint writes or reads, for editors and for those who check it.

mod config;

use std::io::{self, Write};

use crate::RulePack;
use crate::report::json::shape::Output;
use clap::CommandFactory;

use super::args::{Cli, SchemaArgs, SchemaOf};
use super::exit::Exit;
use super::fault::Fault;
use super::scan::receipt;

pub(crate) fn run(args: SchemaArgs) -> Result<Exit, Fault> {
    let schema = match args.of {
        SchemaOf::Output => Output::schema(),
        SchemaOf::Receipt => receipt::schema(),
        SchemaOf::Config => config::schema(&Cli::command()),
        SchemaOf::Pack => RulePack::schema(),
    };
    match writeln!(io::stdout(), "{:#}", schema.as_value()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Fault::of_writing(error)),
        Ok(()) | Err(_) => Ok(Exit::Clean),
    }
}
