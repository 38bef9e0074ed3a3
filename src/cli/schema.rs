//! `needlint schema`: the JSON schema of what needlint writes or reads, for editors and for those who check it.
//!
//! Those of data are stored beside this file, as a test makes them from the types.

mod config;

use std::io::{self, Write};

use clap::CommandFactory;

use super::args::{Cli, SchemaArgs, SchemaOf};
use super::error::CliError;
use super::exit::Exit;
use crate::report::is_heard;

const OUTPUT: &str = include_str!("schema/output.json");
const RECEIPT: &str = include_str!("schema/receipt.json");
const PACK: &str = include_str!("schema/pack.json");

pub(crate) fn run(args: SchemaArgs) -> Result<Exit, CliError> {
    let schema = match args.of {
        SchemaOf::Output => OUTPUT.into(),
        SchemaOf::Receipt => RECEIPT.into(),
        SchemaOf::Config => format!("{:#}\n", config::schema(&Cli::command())),
        SchemaOf::Pack => PACK.into(),
    };
    is_heard(io::stdout().write_all(schema.as_bytes())).map_err(CliError::of_writing)?;
    Ok(Exit::Clean)
}

#[cfg(test)]
mod tests {
    use schemars::JsonSchema;
    use schemars::generate::SchemaSettings;

    use super::*;
    use crate::RulePack;
    use crate::cli::scan::receipt;
    use crate::report::json::document::Output;

    fn of_written<T: JsonSchema>() -> schemars::Schema {
        SchemaSettings::default().for_serialize().into_generator().into_root_schema_for::<T>()
    }

    /// With `SCHEMAS=overwrite` in the environment, those that are stored are made anew.
    #[test]
    fn the_schemas_as_stored_are_those_of_the_types() {
        for (name, stored, made) in [
            ("output", OUTPUT, of_written::<Output>()),
            ("receipt", RECEIPT, of_written::<receipt::Document<'_>>()),
            ("pack", PACK, RulePack::schema()),
        ] {
            let made = format!("{:#}\n", made.as_value());
            if std::env::var_os("SCHEMAS").is_some_and(|what| what == "overwrite") {
                let file = format!("{}/src/cli/schema/{name}.json", env!("CARGO_MANIFEST_DIR"));
                std::fs::write(file, made).expect("the folder is there");
            } else {
                assert!(stored == made, "{name}.json is not what the types say: run this test with SCHEMAS=overwrite");
            }
        }
    }
}
