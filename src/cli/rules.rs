//! `needlint rules`: what it warns against, why, and whether it does as it says.

pub(super) mod docs;
pub(super) mod list;
mod markdown;
mod page;
pub(super) mod show;
pub(super) mod test;

use super::pages::print;
