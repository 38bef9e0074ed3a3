//! Notices: what the run has to say of itself: whether it came to its end, and what it could not read or not tell.

use serde_json::{Value, json};

use super::result::line;
use super::text::{capital, cut, plain};
use crate::finding::Severity;
use crate::label::Unreadable;
use crate::report::human::{are, count, counted};
use crate::report::{Judged, Reach, Receipt};

/// Characters of the reason why not everything was read.
const LONGEST_REASON: usize = 600;

/// Products that could not be read.
const UNREADABLE: &str = "unreadable-products";
const NO_PRODUCT: &str = "rows-without-product";
/// Rows in which something was not read, or perhaps not read right.
const DOUBT: &str = "rows-in-doubt";
/// The run did not come to its end.
const INCOMPLETE: &str = "incomplete";
/// Not every finding has a result of its own.
const ROLLED_UP: &str = "rolled-up-results";

/// What is known or allowed has no result.
const LEFT_OUT: &str = "left-out-findings";

/// What the run may have to say of itself.
pub(super) const DESCRIPTIONS: [(&str, &str); 6] = [
    (UNREADABLE, "A product has no readable ingredient list. This is not an all-clear."),
    (NO_PRODUCT, "A row is not a product: it is damaged or blank."),
    (DOUBT, "Part of a row was not read, or may have been misread."),
    (INCOMPLETE, "Not everything was read."),
    (ROLLED_UP, "There are more findings than allowed results, so some results stand for several findings."),
    (LEFT_OUT, "Findings that are known or allowed have no result."),
];

/// What a run has to say of itself at its end. `first` are notifications of products that could not be read.
pub(super) fn invocation(receipt: &Receipt, (is_rolled_up, only_new): (bool, bool), first: Vec<Value>) -> Value {
    let by_reason = receipt.unreadable_by_reason.iter().map(|(reason, number)| unreadable(*reason, *number));
    let others = [
        (receipt.rows_without_product, NO_PRODUCT, "is not a product", "are not products"),
        (receipt.rows_in_doubt, DOUBT, "may have been misread", "may have been misread"),
    ];
    let others = others.into_iter().filter(|(number, ..)| *number > 0).map(|(number, id, is, are)| {
        let text = format!("{} {}.", counted(number, "row"), if number == 1 { is } else { are });
        notification(id, Severity::Warning, &text)
    });
    let reach = match receipt.reach {
        Reach::Whole => None,
        Reach::Broken | Reach::Stopped => receipt.shortfall(),
    };
    let reach = reach.map(|why| {
        let text = format!("{}. The unread part may contain more findings.", capital(&cut(&why, LONGEST_REASON)));
        notification(INCOMPLETE, Severity::Error, &text)
    });
    let rolled_up = is_rolled_up.then(|| rolled_up(receipt, only_new));
    let left_out = receipt.findings() - receipt.counting().total();
    let left_out = (only_new && left_out > 0).then(|| {
        let text = format!("{} {} known or allowed, and left out.", counted(left_out, "finding"), are(left_out));
        notification(LEFT_OUT, Severity::Note, &text)
    });
    let notifications: Vec<_> =
        reach.into_iter().chain(rolled_up).chain(left_out).chain(by_reason).chain(others).chain(first).collect();
    let mut invocation = json!({ "executionSuccessful": receipt.reach == Reach::Whole });
    if !notifications.is_empty() {
        invocation["toolExecutionNotifications"] = json!(notifications);
    }
    invocation
}

fn rolled_up(receipt: &Receipt, only_new: bool) -> Value {
    let findings = if only_new { receipt.counting().total() } else { receipt.findings() };
    let text = format!(
        "There are {} findings, but at most {} results. The first {} findings have one result each. Notes, and known or \
         allowed findings, get at most {} results per kind, so that they do not crowd out findings that count. After \
         that, findings of one rule in one product share a result, and the rest of each rule shares one or two. The \
         jsonl format contains all findings.",
        count(findings),
        count(super::MOST_RESULTS),
        count(super::MOST_SINGLE),
        count(super::told::MOST_LIGHT),
    );
    notification(ROLLED_UP, Severity::Warning, &text)
}

fn unreadable(reason: Unreadable, number: u64) -> Value {
    let products = counted(number, "product");
    notification(UNREADABLE, Severity::Warning, &format!("{products} could not be read: {reason}."))
}

/// That a product could not be read, with its place in a file with this address.
pub(super) fn unreadable_product(judged: Judged<'_>, reason: Unreadable, file: &Value) -> Value {
    let product = judged.product;
    let who = product.called().map(|who| format!(" ({})", cut(who, 80)));
    let text = format!("A product could not be read{}: {reason}.", who.unwrap_or_default());
    let mut notification = notification(UNREADABLE, Severity::Note, &text);
    notification["locations"] = json!([line(file, product.line)]);
    notification
}

fn notification(id: &str, severity: Severity, text: &str) -> Value {
    json!({ "descriptor": { "id": id }, "level": severity, "message": { "text": plain(text) } })
}
