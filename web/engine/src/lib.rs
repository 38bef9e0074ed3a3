//! The engine for the page: text in, JSON out, by three functions with a plain C interface.
//!
//! The page asks for room with [`input`], writes UTF-8 there, calls [`check`], and reads as many bytes as that says from
//! [`output`]. No pointer is ever followed here, so that there is no unsafe code but the names of the three functions.

use std::cell::RefCell;

use needlint::{Engine, RulePack, Scratch};

thread_local! {
    static PAGE: RefCell<Page> = RefCell::new(Page::new());
}

/// The engine, with what goes in and what comes out.
struct Page {
    engine: Engine,
    scratch: Scratch,
    input: Vec<u8>,
    output: Vec<u8>,
}

impl Page {
    fn new() -> Page {
        let mut engine = Engine::new(vec![RulePack::builtin()]);
        engine.count_names(true);
        Page { engine, scratch: Scratch::default(), input: Vec::new(), output: Vec::new() }
    }

    fn check(&mut self) {
        let text = String::from_utf8_lossy(&self.input);
        let report = self.engine.check_with(&mut self.scratch, &text);
        self.output = report.to_json(&text).into_bytes();
    }
}

/// Room for a text of so many bytes. What was there before is gone.
#[allow(unsafe_code, reason = "the page calls it by its name")]
#[unsafe(no_mangle)]
pub extern "C" fn input(len: usize) -> *mut u8 {
    PAGE.with_borrow_mut(|page| {
        page.input.clear();
        page.input.resize(len, 0);
        page.input.as_mut_ptr()
    })
}

/// Judges the text. Gives the number of bytes of the answer.
#[allow(unsafe_code, reason = "the page calls it by its name")]
#[unsafe(no_mangle)]
pub extern "C" fn check() -> usize {
    PAGE.with_borrow_mut(|page| {
        page.check();
        page.output.len()
    })
}

/// Where the answer stands, until the next call of another function.
#[allow(unsafe_code, reason = "the page calls it by its name")]
#[unsafe(no_mangle)]
pub extern "C" fn output() -> *const u8 {
    PAGE.with_borrow(|page| page.output.as_ptr())
}
