//! From a name to a substance.

mod context;
mod idle;
mod item;
mod resolve;
mod typos;

pub(crate) use idle::Idle;
pub(crate) use resolve::{Mention, Resolved, Resolver};
