//! An item cut into tokens, beside its key: where in the key each token stands, and what parts it from the next.

use crate::label::{Amount, Quantity};
use crate::text::{Span, is_key, is_letter, push_key};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters of a script that parts words with spaces.
    Word,
    /// Letters of a script that does not, or that joins words: Hangul, kana, Chinese characters.
    Run,
    /// Digits.
    Number,
    /// A number with its unit: "62 % v/v".
    Amount,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// Something that parts two names: a slash, a comma, "and".
    Break,
}

/// A token: a stretch of the item's plain text, and of its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    /// In the plain text.
    pub(super) span: Span,
    /// In the key; empty for brackets and breaks.
    pub(super) key: Span,
    /// Whether it stands directly behind the token before it.
    pub(super) glued: bool,
}

/// An item in the form in which names are looked for in it.
#[derive(Debug)]
pub(super) struct Item<'a> {
    /// As plain text.
    pub(super) plain: &'a str,
    /// What the quantities in it are parts of.
    pub(super) total: Option<Quantity>,
    /// Letters and digits only.
    pub(super) key: String,
    pub(super) tokens: Vec<Token>,
}

impl<'a> Item<'a> {
    pub(super) fn new(plain: &'a str, total: Option<Quantity>) -> Item<'a> {
        let (key, tokens) = (String::with_capacity(plain.len()), Vec::with_capacity(plain.len() / 4 + 2));
        let mut item = Item { plain, total, key, tokens };
        let mut at = 0;
        let mut amounts = Amount::places(plain).into_iter().peekable();
        while at < plain.len() {
            amounts.next_if(|amount| (amount.start as usize) < at);
            let (kind, end) = match amounts.next_if(|amount| amount.start as usize == at) {
                Some(amount) => (Some(Kind::Amount), amount.end as usize),
                None => {
                    let limit = amounts.peek().map_or(plain.len(), |amount| amount.start as usize);
                    token(plain, at, limit)
                }
            };
            if let Some(kind) = kind {
                item.push(kind, at, end);
            }
            at = end;
        }
        item
    }

    fn push(&mut self, kind: Kind, start: usize, end: usize) {
        let from = self.key.len();
        let text = &self.plain[start..end];
        match kind {
            Kind::Word | Kind::Number if text.is_ascii() => self.key.push_str(text),
            Kind::Word | Kind::Run | Kind::Number | Kind::Amount => push_key(text, &mut self.key),
            Kind::Open | Kind::Close | Kind::Break => {}
        }
        let glued = self.tokens.last().is_some_and(|last| last.span.end as usize == start);
        self.tokens.push(Token { kind, span: Span::new(start, end), key: Span::new(from, self.key.len()), glued });
    }

    /// The text of a token, in its key form.
    pub(super) fn word(&self, token: &Token) -> &str {
        token.key.of(&self.key)
    }

    /// The plain text that a stretch of the key was made from.
    pub(super) fn source(&self, key: Span) -> Span {
        let (first, last) = (self.character(key.start), self.character(key.end - 1));
        Span { start: first.start, end: last.end }
    }

    /// The character that a byte of the key belongs to.
    fn character(&self, key: u32) -> Span {
        let token = &self.tokens[self.token_at(key)];
        let mut behind = token.key.start as usize;
        let characters = token.span.of(self.plain).char_indices().filter(|(_, c)| is_key(*c));
        let here = characters.map(|(at, c)| Span::new(at, at + c.len_utf8())).find(|c| {
            behind += c.len();
            behind > key as usize
        });
        here.unwrap_or_default().shifted(token.span.start as usize)
    }

    /// All of the plain text.
    pub(super) fn whole(&self) -> Span {
        Span::new(0, self.plain.len())
    }

    /// The amount that a token of an amount states.
    pub(super) fn amount(&self, token: usize) -> Option<Amount> {
        Amount::read(self.tokens[token].span.of(self.plain), self.total)
    }

    /// The token in which the byte of the key stands.
    pub(super) fn token_at(&self, key: u32) -> usize {
        self.tokens.partition_point(|token| token.key.end <= key)
    }

    /// Whether a stretch of the key can be one name: a bracket that opens in it closes with it.
    pub(super) fn is_one_name(&self, key: Span) -> bool {
        let (first, last) = (self.token_at(key.start), self.token_at(key.end - 1));
        let depth = self.tokens[first..=last].iter().fold(0, |depth, token| match token.kind {
            Kind::Open => depth + 1,
            Kind::Close => depth - 1,
            _ => depth,
        });
        depth <= 0 || self.tokens.get(last + 1).is_none_or(|next| next.kind == Kind::Close)
    }

    /// The bytes of the key at which a name may begin or end, in order.
    pub(super) fn borders(&self) -> Vec<u32> {
        let mut borders = Vec::with_capacity(self.tokens.len() + 1);
        for token in self.tokens.iter().filter(|token| !token.key.is_empty()) {
            let len = if token.kind == Kind::Run { token.key.len() } else { 1 };
            let starts = self.word(token).char_indices().map(|(at, _)| token.key.start + at as u32);
            borders.extend(starts.take_while(|at| ((at - token.key.start) as usize) < len));
        }
        borders.push(self.key.len() as u32);
        borders
    }
}

/// Whether a word parts two names.
fn is_conjunction(word: &str) -> bool {
    matches!(
        word,
        "and"
            | "und"
            | "et"
            | "e"
            | "y"
            | "en"
            | "и"
            | "та"
            | "oraz"
            | "och"
            | "og"
            | "ja"
            | "ve"
            | "si"
            | "dan"
            | "with"
            | "cum"
            | "corresp"
            | "correspondens"
    )
}

/// Whether a comma stands between two digits.
fn is_inside_number(plain: &str, comma: usize) -> bool {
    plain[..comma].ends_with(|c: char| c.is_ascii_digit())
        && plain[comma + 1..].starts_with(|c: char| c.is_ascii_digit())
}

/// The token at `at`, none for space and punctuation, and where it ends; never beyond `limit`.
fn token(plain: &str, at: usize, limit: usize) -> (Option<Kind>, usize) {
    let text = &plain[at..limit];
    let Some(first) = text.chars().next() else { return (None, limit) };
    let kind = kind(first);
    let len = match kind {
        Some(Kind::Word | Kind::Run | Kind::Number) => {
            let ascii = text.bytes().take_while(|byte| byte.is_ascii() && KINDS[usize::from(*byte)] == kind).count();
            let rest = &text[ascii..];
            ascii + rest.char_indices().find(|(_, c)| self::kind(*c) != kind).map_or(rest.len(), |(end, _)| end)
        }
        _ => first.len_utf8(),
    };
    let kind = match (&text[..len], kind) {
        (word, Some(Kind::Word)) if is_conjunction(word) => Some(Kind::Break),
        // "2,4-dichlorobenzyl"
        (",", _) if is_inside_number(plain, at) => None,
        (_, kind) => kind,
    };
    (kind, at + len)
}

/// The kinds of the ASCII characters.
const KINDS: [Option<Kind>; 128] = {
    let mut kinds = [None; 128];
    let mut byte = 0;
    while byte < 128 {
        kinds[byte as usize] = match byte {
            b'(' | b'[' | b'{' => Some(Kind::Open),
            b')' | b']' | b'}' => Some(Kind::Close),
            b'/' | b'\\' | b',' | b';' | b'+' | b'&' | b'\n' | b'|' | b'=' | b'"' => Some(Kind::Break),
            b'0'..=b'9' => Some(Kind::Number),
            b'a'..=b'z' | b'A'..=b'Z' => Some(Kind::Word),
            _ => None,
        };
        byte += 1;
    }
    kinds
};

fn kind(c: char) -> Option<Kind> {
    match c {
        c if c.is_ascii() => KINDS[c as usize],
        '•' => Some(Kind::Break),
        '\u{1100}'..='\u{11ff}'
        | '\u{3040}'..='\u{30ff}'
        | '\u{3130}'..='\u{318f}'
        | '\u{3400}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7af}' => Some(Kind::Run),
        'а'..='я' => Some(Kind::Word),
        c if c.is_numeric() => Some(Kind::Number),
        '\u{0e00}'..='\u{0e7f}' => Some(Kind::Run),
        c if is_letter(c) => Some(Kind::Word),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_knows_where_its_key_came_from() {
        let plain = "sd alcohol 40-b (alcohol denat.)";
        let item = Item::new(plain, None);
        assert_eq!(item.key, "sdalcohol40balcoholdenat");
        let denat = item.key.rfind("alcoholdenat").expect("it is in the key");
        assert_eq!(item.source(Span::new(denat, item.key.len())).of(plain), "alcohol denat");
        assert!(item.borders().contains(&(denat as u32)));
        assert!(!item.borders().contains(&(denat as u32 + 1)));
    }

    #[test]
    fn scripts_and_numbers_part_words() {
        let kinds = |plain: &str| Item::new(plain, None).tokens.iter().map(|t| t.kind).collect::<Vec<_>>();
        assert_eq!(kinds("변성알코올40-b"), [Kind::Run, Kind::Number, Kind::Word]);
        assert_eq!(kinds("alcohol 62 % v/v"), [Kind::Word, Kind::Amount]);
        assert_eq!(kinds("aqua/eau"), [Kind::Word, Kind::Break, Kind::Word]);
    }
}
