//! The engine for the page: text in, JSON out, by a few functions with a plain C interface.
//!
//! The page asks for room with [`input`], writes UTF-8 there, calls [`check`] or [`check_photo`], and reads as many bytes as
//! that says from [`output`]. No pointer is ever followed here, so that there is no unsafe code but the names of the functions.

mod photo;

use std::cell::RefCell;

use needlint::{Engine, RulePack, Scratch};
use serde::Deserialize;
use serde_json::Value;

thread_local! {
    static PAGE: RefCell<Page> = RefCell::new(Page::new());
}

/// The engine, with what goes in and what comes out.
struct Page {
    engine: Engine,
    scratch: Scratch,
    photos: photo::Photos,
    input: Vec<u8>,
    output: Vec<u8>,
}

impl Page {
    fn new() -> Page {
        let mut engine = Engine::new(vec![RulePack::builtin()]);
        engine.count_names(true);
        Page {
            engine,
            scratch: Scratch::default(),
            photos: photo::Photos::default(),
            input: Vec::new(),
            output: Vec::new(),
        }
    }

    fn check(&mut self) {
        let text = String::from_utf8_lossy(&self.input);
        let report = self.engine.check_with(&mut self.scratch, &text);
        self.output = report.to_json(&text).into_bytes();
    }

    fn check_photo(&mut self) {
        let Ok(Photo { text, picture }) = serde_json::from_slice(&self.input) else {
            self.output.clear();
            return;
        };
        let (report, about) = self.photos.check(&self.engine, &mut self.scratch, &text, &picture);
        let mut answer: Value = serde_json::from_str(&report.to_json(&text)).unwrap_or_default();
        answer["photo"] = serde_json::json!(about);
        self.output = answer.to_string().into_bytes();
    }
}

/// A text that was read from a picture, perhaps corrected since, and what is known of the picture.
#[derive(Deserialize)]
struct Photo {
    text: String,
    picture: photo::Picture,
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

/// Judges a text that was read from a picture: the input is JSON, and the answer that of [`check`] with `photo` in it. Gives the
/// number of its bytes; none if the input is not what it should be.
#[allow(unsafe_code, reason = "the page calls it by its name")]
#[unsafe(no_mangle)]
pub extern "C" fn check_photo() -> usize {
    PAGE.with_borrow_mut(|page| {
        page.check_photo();
        page.output.len()
    })
}

/// Where the answer stands, until the next call of another function.
#[allow(unsafe_code, reason = "the page calls it by its name")]
#[unsafe(no_mangle)]
pub extern "C" fn output() -> *const u8 {
    PAGE.with_borrow(|page| page.output.as_ptr())
}
