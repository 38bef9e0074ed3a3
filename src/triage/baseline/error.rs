//! Errors of baselines: why one cannot be used, and the way out.

use std::io;

use crate::catalogue::shown;

/// Why a baseline cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub(crate) enum BaselineError {
    /// It broke off, or is not to be read.
    #[error("{} cannot be read: {error}", shown(file))]
    Input { file: String, error: io::Error },
    /// What is left of it cannot be written.
    #[error("the baseline cannot be written: {0}")]
    Output(io::Error),
    /// It does not say that it is one.
    #[error("{} is not a baseline file: no line starts with `# needlint baseline 1`", shown(file))]
    NoBaseline { file: String },
    /// It is of another version of the format.
    #[error("{}:{line}: this is a baseline of version {version}; this needlint reads only version 1", shown(file))]
    OtherVersion { file: String, line: u64, version: String },
    /// Two versions of it were merged, and not to the end.
    #[error("{}:{line}: unresolved merge conflict", shown(file))]
    Conflict { file: String, line: u64 },
    /// A line is neither a comment nor that of a finding.
    #[error("{}:{line}: this line does not start with a fingerprint", shown(file))]
    NoFingerprint { file: String, line: u64 },
}

impl BaselineError {
    /// What to do about it, in a sentence without a full stop.
    pub(crate) fn help(&self) -> &'static str {
        match self {
            BaselineError::Input { .. } => "check that the file is complete and that you may read it",
            BaselineError::Output(_) => "check that there is free disk space and that you may write the file",
            BaselineError::NoBaseline { .. } => "check the file name, or write a baseline with --write-baseline",
            BaselineError::OtherVersion { .. } => {
                "use the needlint release that wrote it, or write it again with --write-baseline"
            }
            BaselineError::Conflict { .. } => "delete the conflict marker lines and keep all others, in any order",
            BaselineError::NoFingerprint { .. } => {
                "start it with 32 hexadecimal digits, or with # for a comment, or delete it"
            }
        }
    }
}
