//! The exit code, which scripts rely on.

use std::process::ExitCode;

use needlint::report::Receipt;

use super::args::{FailOn, Gate};

/// How a run ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Everything was read, and nothing was found that matters.
    Clean = 0,
    /// Something was found.
    Found = 1,
    /// It could not run, or not to its end.
    CouldNotRun = 2,
    /// Nothing was found, but not everything could be read.
    Unread = 3,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit as u8)
    }
}

/// Whether every input could be opened and read to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Inputs {
    /// All of them.
    Whole,
    /// Not all of them.
    Broken,
}

impl Exit {
    /// How a run ends that read this. Zero products is never success: a gate that looked at nothing must not open.
    pub(crate) fn of(receipt: &Receipt, inputs: Inputs, gate: &Gate) -> Exit {
        let found = match gate.fail_on {
            FailOn::Error => receipt.errors,
            FailOn::Warning => receipt.errors + receipt.warnings,
            FailOn::Note => receipt.errors + receipt.warnings + receipt.notes,
            FailOn::Never => 0,
        };
        if inputs == Inputs::Broken || receipt.products == 0 {
            Exit::CouldNotRun
        } else if found > 0 {
            Exit::Found
        } else if receipt.unreadable + receipt.rows_in_doubt > 0 && !gate.allow_unreadable {
            Exit::Unread
        } else {
            Exit::Clean
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exit_codes_follow_the_contract() {
        use {Exit::*, FailOn::*, Inputs::*};
        //  products, errors, warnings, notes, unreadable, inputs, fail on, unreadable allowed
        for (products, errors, warnings, notes, unreadable, inputs, fail_on, allow_unreadable, exit) in [
            (9, 0, 0, 0, 0, Whole, Warning, false, Clean),
            (9, 0, 0, 1, 0, Whole, Warning, false, Clean),
            (9, 0, 1, 0, 0, Whole, Warning, false, Found),
            (9, 1, 0, 0, 0, Whole, Warning, false, Found),
            (9, 0, 1, 0, 0, Whole, Error, false, Clean),
            (9, 1, 0, 0, 0, Whole, Error, false, Found),
            (9, 0, 0, 1, 0, Whole, Note, false, Found),
            (9, 1, 1, 1, 0, Whole, Never, false, Clean),
            (9, 1, 0, 0, 1, Whole, Warning, false, Found),
            (9, 0, 0, 0, 1, Whole, Warning, false, Unread),
            (9, 0, 1, 0, 1, Whole, Error, false, Unread),
            (9, 1, 0, 0, 1, Whole, Never, false, Unread),
            (9, 0, 0, 0, 1, Whole, Warning, true, Clean),
            (0, 0, 0, 0, 0, Whole, Never, true, CouldNotRun),
            (9, 1, 0, 0, 0, Broken, Warning, false, CouldNotRun),
            (9, 0, 0, 0, 1, Broken, Never, true, CouldNotRun),
        ] {
            let receipt = Receipt { products, errors, warnings, notes, unreadable, ..Receipt::default() };
            let gate = Gate { fail_on, allow_unreadable };
            assert_eq!(Exit::of(&receipt, inputs, &gate), exit, "{receipt:?} {inputs:?} {gate:?}");
        }
    }
}
