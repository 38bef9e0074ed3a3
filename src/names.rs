//! From a name to a substance.

mod beside;
mod context;
mod inside;
mod item;
mod known;
mod parted;
mod resolve;
mod said;
mod typos;

pub use known::NameCount;
pub(crate) use known::{count, is_known};
pub(crate) use resolve::{Mention, Resolved, Resolver};
