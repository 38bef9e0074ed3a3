//! From a name to a substance.

mod context;
mod inside;
mod item;
mod resolve;
mod typos;

pub(crate) use resolve::{Mention, Resolved, Resolver};
