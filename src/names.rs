//! From a name to a substance.

mod beside;
mod context;
mod inside;
mod item;
mod parted;
mod resolve;
mod said;
mod typos;

pub(crate) use resolve::{Mention, Resolved, Resolver};
