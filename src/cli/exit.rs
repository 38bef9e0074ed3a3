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
    /// How a run ends that read this. A finding that counts says more than what could not be read. Zero products is never
    /// success: a gate that looked at nothing must not open.
    pub(crate) fn of(receipt: &Receipt, gate: &Gate, most_in_group: Option<Percent>) -> Exit {
        if receipt.reach == Reach::Stopped {
            Exit::Interrupted
        } else if receipt.is_without_product() {
            Exit::CouldNotRun
        } else if gate.is_too_much(receipt, most_in_group) {
            Exit::Found
        } else if receipt.reach == Reach::Broken {
            Exit::CouldNotRun
        } else if gate.is_too_little_read(receipt) {
            Exit::Unread
        } else {
            Exit::Clean
        }
    }
}
