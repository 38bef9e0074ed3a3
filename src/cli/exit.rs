//! The exit code, which scripts rely on.

use std::process::ExitCode;

use crate::report::{Reach, Receipt};

use super::args::{Gate, Percent};
use super::interrupt;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Everything was read, and nothing was found that matters.
    Clean,
    /// Something was found.
    Found,
    /// It could not run, or not to its end.
    CouldNotRun,
    /// Nothing was found, but not everything could be read.
    Unread,
    Interrupted,
}

impl Exit {
    /// The number that scripts see.
    pub(crate) fn code(self) -> u8 {
        match self {
            Exit::Clean => 0,
            Exit::Found => 1,
            Exit::CouldNotRun => 2,
            Exit::Unread => 3,
            Exit::Interrupted => interrupt::came().unwrap_or(interrupt::BY_CTRL_C),
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit.code())
    }
}

impl Exit {
    /// How a run ends that read this. Zero products is never success: a gate that looked at nothing must not open.
    pub(crate) fn of(receipt: &Receipt, gate: &Gate, most_in_group: Option<Percent>) -> Exit {
        if receipt.reach == Reach::Stopped {
            Exit::Interrupted
        } else if receipt.reach == Reach::Broken || receipt.is_without_product() {
            Exit::CouldNotRun
        } else if gate.is_too_much(receipt, most_in_group) {
            Exit::Found
        } else if gate.is_too_little_read(receipt) {
            Exit::Unread
        } else {
            Exit::Clean
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::args::FailOn;

    #[test]
    fn exit_codes_follow_the_contract() {
        use {Exit::*, FailOn::*, Reach::*};
        //  products, errors, warnings, notes, unreadable, reach, fail on, unreadable allowed
        for (products, errors, warnings, notes, unreadable, reach, fail_on, allow_unreadable, exit) in [
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
            (9, 1, 0, 0, 0, Stopped, Warning, false, Interrupted),
            (0, 0, 0, 0, 0, Stopped, Never, true, Interrupted),
        ] {
            let receipt = Receipt { products, errors, warnings, notes, unreadable, reach, ..Receipt::default() };
            let gate = Gate { fail_on, allow_unreadable, max_findings: None, max_unreadable: None };
            assert_eq!(Exit::of(&receipt, &gate, None), exit, "{receipt:?} {gate:?}");
        }
    }
}
