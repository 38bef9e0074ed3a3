//! `needlint rules`: what it warns against, why, and whether it does as it says.

pub(super) mod list;
pub(super) mod show;
pub(super) mod test;

use super::pages::print;
