//! From folded text to tokens, in one pass. Every later question is asked of these.

use super::chars::{
    BYTES, Byte, LONGEST_WORD, Letters, character, dashes_part, end_of_item, end_of_letters, is_in_number, is_space,
    is_usual, mark, three_bytes, word_of,
};
use super::memory::Memory;
use super::tokens::{Kind, SPACED, Token, Tokens, bits};
use super::view::View;
use crate::lexicon::{Class, Lexicon, Phrase, Starts};
use crate::text::{Folded, Span, is_key};

/// Longest bracket that is taken for one, in bytes: a list of its own may stand in one, a page may not.
const LONGEST_BRACKET: u32 = 2000;

/// Bytes of a key that are copied at once, and room for that behind the last one.
const CHUNK: usize = 16;

impl Tokens {
    /// Takes up a text in place of the one before.
    pub(crate) fn read(&mut self, lexicon: &Lexicon, text: &str) {
        self.folded.read(text);
        self.lex(lexicon, true);
    }

    /// A part of a folded text, by its words.
    pub(crate) fn of_part(view: View<'_>, part: Span) -> Tokens {
        let folded = Folded::of_folded(part.of(view.text()));
        let mut tokens = Tokens { folded, ..Tokens::default() };
        tokens.lex(view.lexicon, false);
        tokens
    }

    /// Cuts the folded text into tokens. Where `remembers`, an item that was read before is one.
    pub(super) fn lex(&mut self, lexicon: &Lexicon, remembers: bool) {
        self.all.clear();
        self.signs.clear();
        self.open.clear();
        self.cuts.clear();
        let len = self.folded.as_str().len();
        self.keys.resize(len + CHUNK, 0);
        let dashes_part = remembers && dashes_part(self.folded.as_str().as_bytes());
        mark(self.folded.padded().as_bytes(), dashes_part, &mut self.marks);
        let mut lexer = Lexer {
            lexicon,
            text: self.folded.padded(),
            tokens: &mut self.all,
            keys: &mut self.keys,
            signs: &mut self.signs,
            open: &mut self.open,
            cuts: &mut self.cuts,
            key: 0,
            has_glued: false,
            marks: &self.marks,
            memory: remembers.then_some(&self.memory),
            borders: if dashes_part { BORDERS | bits(&[Kind::Dash]) } else { BORDERS },
            is_at_start: true,
            last: (0, Kind::Newline),
            is_in_word: false,
            class: Class::default(),
            kinds: 0,
        };
        lexer.run(len);
        let (key, has_glued) = (lexer.key, lexer.has_glued);
        (self.class, self.kinds) = (lexer.class, lexer.kinds);
        self.keys[key..key + CHUNK].fill(0);
        if has_glued {
            self.find_glued(lexicon);
        }
        if remembers && self.cuts.iter().any(|at| self.is_in_name(*at)) {
            return self.lex(lexicon, false);
        }
        if has_glued || !self.cuts.is_empty() {
            self.cut(lexicon);
        }
        if self.has(Kind::Close) {
            self.set_depths();
        }
        self.signs.sort_by_key(|sign| sign.at.start);
    }
}

/// How many tokens there are at most from a number to what makes a measure of it.
const NEAR: usize = 5;

/// What an item begins behind.
const BORDERS: u64 = bits(&[Kind::Comma, Kind::Semicolon, Kind::Bullet, Kind::Bar, Kind::Newline]);

/// What may stand before the first letter of an item.
const LEADS: u64 = bits(&[Kind::Quote, Kind::Apostrophe, Kind::Mark, Kind::Dash, Kind::Unpaired]);

/// What cuts a text.
struct Lexer<'a> {
    lexicon: &'a Lexicon,
    /// The folded text with its padding.
    text: &'a str,
    tokens: &'a mut Vec<Token>,
    keys: &'a mut Vec<u8>,
    signs: &'a mut Vec<Phrase>,
    open: &'a mut Vec<u32>,
    /// Where phrases begin and end in the middle of a token.
    cuts: &'a mut Vec<u32>,
    /// Bytes of key so far.
    key: usize,
    /// Whether there are letters of a script that does not part words.
    has_glued: bool,
    /// What is said of each byte of the text.
    marks: &'a [u8],
    /// Items that were read before.
    memory: Option<&'a Memory>,
    /// What an item begins behind in this text.
    borders: u64,
    /// Whether an item can begin here.
    is_at_start: bool,
    /// Where the last token ends, and what it is.
    last: (usize, Kind),
    /// Whether the last token is an apostrophe that may go on with a word.
    is_in_word: bool,
    /// All classes and all kinds so far.
    class: Class,
    kinds: u64,
}

impl Lexer<'_> {
    fn run(&mut self, len: usize) {
        let bytes = self.text.as_bytes();
        let mut at = 0;
        while at < len {
            at = match BYTES[usize::from(bytes[at])] {
                Byte::Space => at + 1,
                Byte::Letter if self.is_at_start => self.read_familiar(at).unwrap_or_else(|| self.word(at)),
                Byte::Letter => self.word(at),
                Byte::Digit if self.is_at_start => self.read_familiar(at).unwrap_or_else(|| self.digits(at)),
                Byte::Digit => self.digits(at),
                Byte::Sign(kind) => {
                    self.push(at, at + 1, kind, Class::default());
                    at + 1
                }
                Byte::Special(kind) => self.sign(at, at + 1, kind),
                Byte::Beyond if self.is_at_start => self.read_familiar(at).unwrap_or_else(|| self.beyond(at)),
                Byte::Beyond => self.beyond(at),
            };
        }
        let kinds = self.kinds;
        self.push(len, len, Kind::Newline, Class::default());
        self.kinds = kinds;
    }

    #[inline]
    fn push(&mut self, start: usize, end: usize, kind: Kind, class: Class) {
        let (last_end, last) = self.last;
        let is_glued = last_end == start && start > 0;
        let goes_on = is_glued && kind.is_word() && (last.is_word() || self.is_in_word);
        self.is_in_word = is_glued && kind == Kind::Apostrophe && last.is_word();
        self.last = (end, kind);
        self.is_at_start = if self.is_at_start { self.borders | LEADS } else { self.borders } >> kind as u32 & 1 == 1;
        self.class |= class;
        self.kinds |= 1 << kind as u32;
        let (start, end, key) = (start as u32, end as u32, self.key as u32);
        self.tokens.push(Token { start, end, key, class, kind, depth: 0, is_glued, goes_on, familiar: u32::MAX });
    }

    /// An item that was read before, up to what parts it from the next one. Quotes around it are no tokens.
    #[inline]
    fn read_familiar(&mut self, start: usize) -> Option<usize> {
        let memory = self.memory.filter(|_| self.open.is_empty())?;
        let bytes = self.text.as_bytes();
        let end = end_of_item(bytes, self.marks, start)?;
        let (number, item) = memory.token(bytes, start, end)?;
        if let [.., Token { kind: Kind::Comma, .. }, Token { kind: Kind::Quote | Kind::Apostrophe, .. }] =
            self.tokens[..]
        {
            self.tokens.pop();
        }
        self.push(start, end, Kind::Name, item.class);
        self.tokens.last_mut()?.familiar = number;
        let comma = end + usize::from(matches!(bytes[end], b'\'' | b'"'));
        if bytes[comma] != b',' {
            return Some(end);
        }
        self.push(comma, comma + 1, Kind::Comma, Class::default());
        Some(comma + 1 + usize::from(bytes[comma + 1] == b' '))
    }

    /// A word that begins with a letter of ASCII.
    #[inline]
    fn word(&mut self, start: usize) -> usize {
        let bytes = self.text.as_bytes();
        let end = end_of_letters(self.marks, start).min(start + LONGEST_WORD);
        if bytes[end] >= 0x80 {
            return self.beyond(start);
        }
        let (class, list) = self.lexicon.word(self.text, start, end);
        self.push_word(start, end, Kind::Word, class);
        self.copy(start, end);
        match list {
            Some(list) => self.phrases(list, start),
            None if class == Class::default() => self.heading_in(start, end),
            None => {}
        }
        end
    }

    /// Notes a heading that begins in a word: "v/vInactive ingredients".
    #[inline]
    fn heading_in(&mut self, start: usize, end: usize) {
        if let Some((list, at)) = self.lexicon.heading_in(self.text, start, end) {
            let before = self.signs.len();
            self.phrases(list, at);
            if self.signs.len() > before {
                self.cuts.push(at as u32);
            }
        }
    }

    #[inline]
    fn push_word(&mut self, start: usize, end: usize, kind: Kind, class: Class) {
        if class.has(Class::UNIT) {
            let is_mass = class.has(Class::MASS);
            self.measure(if is_mass { Class::MEASURE.and(Class::QUANTITY) } else { Class::MEASURE });
        }
        self.push(start, end, kind, class);
    }

    /// Notes that the number before has a unit behind it.
    fn measure(&mut self, class: Class) {
        // "40 m/m%", "70-prozentig"
        let is_short = |token: &Token| token.kind == Kind::Word && token.end - token.start == 1;
        let is_ratio = |token: &Token| !class.has(Class::QUANTITY) && (token.kind == Kind::Slash || is_short(token));
        let is_dash = |token: &Token| token.kind == Kind::Dash && token.is_glued;
        let is_between =
            |token: &&mut Token| matches!(token.kind, Kind::Newline | Kind::Tab) || is_ratio(token) || is_dash(token);
        if let Some(number) = self.tokens.iter_mut().rev().take(NEAR).find(|token| !is_between(token))
            && number.kind == Kind::Number
        {
            number.class |= class;
            self.class |= class;
        }
    }

    fn digits(&mut self, start: usize) -> usize {
        let bytes = self.text.as_bytes();
        let end = start + bytes[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let (class, list) = self.lexicon.word(self.text, start, end);
        // "%70"
        let is_behind_sign = self.last.1 == Kind::Percent
            && (self.last.0 == start || self.last.0 + 1 == start)
            && self.tokens.len().checked_sub(2).is_none_or(|index| self.tokens[index].kind != Kind::Number);
        let class = if is_behind_sign { class.and(Class::MEASURE) } else { class };
        self.push(start, end, Kind::Number, class);
        self.copy(start, end);
        if let Some(list) = list {
            self.phrases(list, start);
        }
        end
    }

    /// Notes the phrases of a list that stand at `at`.
    fn phrases(&mut self, list: u32, at: usize) {
        let before = self.signs.len();
        self.signs.extend(self.lexicon.phrases.at(list, self.text, at));
        let found = &self.signs[before..];
        // "May containEthanol"
        self.cuts.extend(found.iter().filter(|phrase| phrase.is_glued_behind(self.text)).map(|phrase| phrase.at.end));
        if !found.is_empty()
            && let Some(token) = self.tokens.last_mut()
        {
            token.class |= Class::SIGN;
            self.class |= Class::SIGN;
        }
    }

    /// Adds the letters and digits of a token to the keys.
    #[inline]
    fn copy(&mut self, start: usize, end: usize) {
        let mut from = start;
        while from < end {
            let len = (end - from).min(CHUNK);
            let chunk = self.text.as_bytes()[from..].first_chunk::<CHUNK>();
            if let Some((to, from)) = self.keys[self.key..].first_chunk_mut::<CHUNK>().zip(chunk) {
                *to = *from;
            }
            self.key += len;
            from += len;
        }
    }

    /// A sign of its own.
    fn sign(&mut self, start: usize, end: usize, kind: Kind) -> usize {
        let kind = match kind {
            Kind::Comma if is_in_number(self.text.as_bytes(), start) => Kind::InNumber,
            Kind::Open => self.opened(start),
            Kind::Close => self.closed(start),
            kind => kind,
        };
        let is_spaced =
            matches!(kind, Kind::Dash | Kind::Slash | Kind::Tilde | Kind::Apostrophe | Kind::Mark | Kind::Equals)
                && is_space(self.text.as_bytes()[end]);
        self.kinds |= if is_spaced { SPACED } else { 0 };
        if matches!(kind, Kind::Percent | Kind::Degree) {
            self.measure(Class::MEASURE);
        }
        self.push(start, end, kind, Class::default());
        if matches!(kind, Kind::Plus | Kind::Other)
            && let (_, Some(list)) = self.lexicon.word(self.text, start, end)
        {
            self.phrases(list, start);
        }
        end
    }

    /// A bracket that opens; one of no pair until another closes it. `['water', 'alcohol']` is a list as programs print it.
    fn opened(&mut self, at: usize) -> Kind {
        if !matches!(self.text.as_bytes()[at + 1], b'\'' | b'"') {
            self.open.push(self.tokens.len() as u32);
        }
        Kind::Unpaired
    }

    fn closed(&mut self, at: usize) -> Kind {
        let Some(open) = self.open.pop() else { return Kind::Unpaired };
        let open = &mut self.tokens[open as usize];
        if at as u32 - open.start >= LONGEST_BRACKET {
            return Kind::Unpaired;
        }
        open.kind = Kind::Open;
        Kind::Close
    }

    /// What begins with a character beyond ASCII, or has one in it.
    fn beyond(&mut self, start: usize) -> usize {
        let text = self.text;
        let first = text[start..].chars().next().unwrap_or(' ');
        let kind = match character(first) {
            None => return start + first.len_utf8(),
            Some(kind) if kind.is_word() => kind,
            Some(kind) => return self.sign(start, start + first.len_utf8(), kind),
        };
        let Letters { end, mut class, are_usual } = match kind {
            Kind::Run => self.run_of(start),
            _ => word_of(text, start, kind),
        };
        let (known, list) = self.lexicon.word(text, start, end);
        class |= known;
        if first >= '\u{530}' && kind == Kind::Word {
            self.has_glued = true;
            class |= Class::PHRASE;
        }
        self.push_word(start, end, kind, class);
        if are_usual {
            self.copy(start, end)
        } else {
            self.copy_keys(start, end)
        }
        if let Some(list) = list {
            self.phrases(list, start);
        }
        end
    }

    /// Adds the letters and digits of a token to the keys, without marks that combine.
    fn copy_keys(&mut self, start: usize, end: usize) {
        let mut copied = start;
        for (at, mark) in self.text[start..end].char_indices().filter(|(_, c)| !is_key(*c)) {
            self.copy(copied, start + at);
            copied = start + at + mark.len_utf8();
        }
        self.copy(copied, end);
    }

    /// Letters of a script that does not part words, and what may stand in them.
    fn run_of(&mut self, start: usize) -> Letters {
        let starts = &self.lexicon.glued_starts;
        let (mut end, mut class, mut are_usual, mut bits, mut before) = (start, Class::default(), true, 0, 0);
        while let Some(c) = three_bytes(self.text.as_bytes(), end).filter(|_| end - start < LONGEST_WORD) {
            if !is_usual(c) {
                if char::from_u32(c).is_none_or(|c| character(c) != Some(Kind::Run)) {
                    break;
                }
                are_usual = false;
                if matches!(c, 0x3041..=0x309f) {
                    class |= Class::KANA;
                }
            }
            bits |= starts.bits(before, c);
            (before, end) = (c, end + 3);
        }
        class |= Starts::class(bits | starts.bits(before, 0));
        self.has_glued |= class.has(Class::PHRASE);
        if self.last == (start, Kind::Number)
            && let Some(unit) = self.lexicon.glued_unit(&self.text[start..end])
        {
            (end, class) = (start + unit.text.len(), class.and(unit.class));
        }
        Letters { end, class, are_usual }
    }
}
