//! `needlint.toml`: where it is found, and what it says together with the files that it extends.

use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::document::Document;
use super::entry;
use super::layer::{Layer, Setting, Value};
use super::options::{Kind, Options};
use crate::PackError;
use crate::cli::error::CliError;
use crate::cli::{packs, suggest};

const NAME: &str = "needlint.toml";
/// The key that is no option.
const EXTENDS: &str = "extends";

/// The nearest file upward from the working directory, as seen from there.
pub(super) fn nearest(is_file: &dyn Fn(&Path) -> bool) -> Option<PathBuf> {
    let depth = std::env::current_dir().ok()?.components().count();
    let upward = std::iter::successors(Some(PathBuf::new()), |folder| Some(folder.join("..")));
    upward.take(depth).map(|folder| folder.join(NAME)).find(|path| is_file(path))
}

/// What a file says, over what the files say that it extends.
pub(super) fn layer(path: &Path, options: &Options) -> Result<Layer, CliError> {
    let text = packs::text(path)?;
    read(&Document::new(path, &text, None), options)
}

pub(super) fn read(file: &Document<'_>, options: &Options) -> Result<Layer, CliError> {
    let table = DeTable::parse(file.text).map_err(|error| {
        CliError::of_pack(&file.name(), file.text, PackError::of_toml(error.message(), error.span()))
    })?;
    let (mut own, mut below) = (Layer::default(), Layer::default());
    for (key, value) in table.get_ref() {
        if key.get_ref() == EXTENDS {
            below = extended(file, value, options)?;
        } else {
            own.set(key.get_ref(), setting(file, key, value, options)?);
        }
    }
    let is_table = |key: &str| options.of_file().any(|option| option.key == key && option.kind == Kind::Table);
    Ok(own.extending(below, is_table))
}

fn setting(
    file: &Document<'_>, key: &Spanned<DeString<'_>>, value: &Spanned<DeValue<'_>>, options: &Options,
) -> Result<Setting, CliError> {
    let Some(option) = options.of_file().find(|option| option.key == **key.get_ref()) else {
        return Err(unknown(file, key, options));
    };
    let texts = entry::texts(file, option, value)?;
    let values = texts.into_iter().map(|(text, span)| Value { text, origin: file.origin(&span) }).collect();
    Ok(Setting { values, origin: file.origin(&key.span()) })
}

fn unknown(file: &Document<'_>, key: &Spanned<DeString<'_>>, options: &Options) -> CliError {
    let keys = options.of_file().map(|option| option.key.as_str()).chain([EXTENDS]);
    let fault = file.fault(format!("unknown option `{}`", key.get_ref()), key.span(), "here");
    match suggest::name(key.get_ref(), keys) {
        Some(near) => {
            fault.help(format!("did you mean `{near}`? To list all options, run:")).command("needlint config show")
        }
        None => fault.help("to list all options, run:").command("needlint config show"),
    }
}

/// What the file says that is extended.
fn extended(file: &Document<'_>, value: &Spanned<DeValue<'_>>, options: &Options) -> Result<Layer, CliError> {
    let Some(named) = value.get_ref().as_str() else {
        let fault = file.fault("expected a file path", value.span(), "here");
        return Err(fault.help(format!("put it in quotes: {EXTENDS} = \"../{NAME}\"")));
    };
    let path = file.beside(named);
    let text = packs::text(&path).map_err(|fault| fault.at(&file.name(), file.text, value.span(), "named here"))?;
    let next = Document::new(&path, &text, Some(file));
    match next.circle() {
        Some(circle) => {
            let fault = file.fault(format!("{} extends itself", path.display()), value.span(), circle);
            Err(fault.help(format!("remove one of these `{EXTENDS}` keys")))
        }
        None => read(&next, options),
    }
}
