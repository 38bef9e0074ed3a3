//! The engine for the page: a question in JSON goes in, its answer in JSON comes out, by three functions with a plain C
//! interface.
//!
//! The page asks for room with [`input`], writes the question there, calls [`answer`], and reads as many bytes as that
//! says from [`output`]. No pointer is ever followed here, so that there is no unsafe code but the names of the three
//! functions. What the page shows is decided here or in the core; the page only puts it in its place.

mod catalogue;
mod compare;
mod label;
mod photo;
mod question;

use std::cell::RefCell;

use question::Desk;

thread_local! {
    static DESK: RefCell<Desk> = RefCell::new(Desk::new());
}

/// Room for a question of so many bytes. What was there before is gone.
#[allow(unsafe_code, reason = "the page calls it by its name")]
#[unsafe(no_mangle)]
pub extern "C" fn input(len: usize) -> *mut u8 {
    DESK.with_borrow_mut(|desk| {
        desk.question.clear();
        desk.question.resize(len, 0);
        desk.question.as_mut_ptr()
    })
}

/// Answers the question. Gives the number of bytes of the answer.
#[allow(unsafe_code, reason = "the page calls it by its name")]
#[unsafe(no_mangle)]
pub extern "C" fn answer() -> usize {
    DESK.with_borrow_mut(|desk| {
        desk.answer();
        desk.answer.len()
    })
}

/// Where the answer stands, until the next call of another function.
#[allow(unsafe_code, reason = "the page calls it by its name")]
#[unsafe(no_mangle)]
pub extern "C" fn output() -> *const u8 {
    DESK.with_borrow(|desk| desk.answer.as_ptr())
}
