//! From folded text to tokens, in one pass. Every later question is asked of these.

use super::tokens::{Kind, Token, Tokens};
use crate::lexicon::{Class, Lexicon, Phrase, Sign, Starts, chunk};
use crate::text::{Span, is_key, is_letter};

/// Longest bracket that is taken for one, in bytes: a list of its own may stand in one, a page may not.
const LONGEST_BRACKET: u32 = 2000;

/// A longer word is read in pieces, in bytes.
const LONGEST_WORD: usize = 400;

/// Longest phrase of a script that does not part words, in bytes.
const LONGEST_PHRASE: usize = 60;

/// Bytes of a key that are copied at once, and room for that behind the last one.
const CHUNK: usize = 16;

impl Tokens {
    /// Takes up a text in place of the one before.
    pub(crate) fn read(&mut self, lexicon: &Lexicon, text: &str) {
        self.folded.read(text);
        self.all.clear();
        self.signs.clear();
        self.open.clear();
        self.cuts.clear();
        let len = self.folded.as_str().len();
        self.keys.resize(len + CHUNK, 0);
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
        if has_glued || !self.cuts.is_empty() {
            self.cut(lexicon);
        }
        if self.has(Kind::Close) {
            self.set_depths();
        }
        self.signs.sort_by_key(|sign| sign.at.start);
    }

    /// Adds the phrases of scripts that do not part words.
    fn find_glued(&mut self, lexicon: &Lexicon) {
        let text = self.folded.as_str();
        let may_hold =
            |token: &&Token| token.class.has(Class::PHRASE) && !text.as_bytes()[token.start as usize].is_ascii();
        for token in self.all.iter().filter(may_hold) {
            let near = text.floor_char_boundary((token.end as usize + LONGEST_PHRASE).min(text.len()));
            let phrases = lexicon.phrases.glued(&text[token.start as usize..near]);
            let phrases = phrases.map(|phrase| Phrase { at: phrase.at.shifted(token.start as usize), ..phrase });
            for phrase in phrases.filter(|phrase| phrase.at.start < token.end) {
                if phrase.sign != Sign::Subject {
                    self.cuts.extend([phrase.at.start, phrase.at.end]);
                }
                self.signs.push(phrase);
            }
        }
    }

    /// Cuts tokens where phrases begin and end inside of them, and says of those that phrases begin with that they do.
    fn cut(&mut self, lexicon: &Lexicon) {
        self.cuts.sort_unstable();
        std::mem::swap(&mut self.all, &mut self.uncut);
        self.all.clear();
        let mut cuts = self.cuts.iter().copied().peekable();
        for token in &self.uncut {
            let mut rest = *token;
            while let Some(at) = cuts.next_if(|at| *at < token.end) {
                if rest.start < at {
                    let first;
                    (first, rest) = split(rest, at, self.folded.padded(), lexicon);
                    self.all.push(first);
                }
            }
            self.all.push(rest);
        }
        for index in 0..self.signs.len() {
            let Phrase { sign, at } = self.signs[index];
            let class = if sign == Sign::Subject { Class::SIGN.and(Class::SUBJECT) } else { Class::SIGN };
            let first = self.at(at.start);
            self.all[first].class |= class;
            self.class |= class;
        }
    }

    /// Says of each token how many brackets are open around it.
    fn set_depths(&mut self) {
        let mut depth: u8 = 0;
        for token in &mut self.all {
            depth = depth.saturating_add(u8::from(token.kind == Kind::Open));
            token.depth = depth;
            depth = depth.saturating_sub(u8::from(token.kind == Kind::Close));
        }
    }
}

/// The two tokens that one is cut into.
fn split(token: Token, at: u32, padded: &str, lexicon: &Lexicon) -> (Token, Token) {
    let before = Span { start: token.start, end: at }.of(padded);
    let key = token.key + before.chars().filter(|c| is_key(*c)).map(char::len_utf8).sum::<usize>() as u32;
    let is_run = token.kind == Kind::Run;
    let class = |start: u32, end: u32| match is_run {
        true => token.class,
        false => lexicon.word(padded, start as usize, end as usize).0,
    };
    let first = Token { end: at, class: class(token.start, at), ..token };
    let second = Token { start: at, key, class: class(at, token.end), is_glued: true, goes_on: is_run, ..token };
    (first, second)
}

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
    /// Where the last token ends, and what it is.
    last: (usize, Kind),
    /// Whether the last token is an apostrophe that may go on with a word.
    is_in_word: bool,
    /// All classes and all kinds so far.
    class: Class,
    kinds: u64,
}

/// What the bytes of folded text begin.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Byte {
    Letter,
    Digit,
    Space,
    Beyond,
    /// A sign that stands for itself.
    Sign(Kind),
    /// One that needs a look at what is around it.
    Special(Kind),
}

const BYTES: [Byte; 256] = {
    let mut bytes = [Byte::Beyond; 256];
    let mut byte = 0;
    while byte < 128 {
        bytes[byte] = match byte as u8 {
            b'a'..=b'z' => Byte::Letter,
            b'0'..=b'9' => Byte::Digit,
            b',' => Byte::Special(Kind::Comma),
            b';' => Byte::Sign(Kind::Semicolon),
            b'|' => Byte::Sign(Kind::Bar),
            b'\t' => Byte::Sign(Kind::Tab),
            b':' => Byte::Sign(Kind::Colon),
            b'.' => Byte::Sign(Kind::Stop),
            b'\n' => Byte::Sign(Kind::Newline),
            b'-' => Byte::Sign(Kind::Dash),
            b'/' => Byte::Sign(Kind::Slash),
            b'\\' => Byte::Sign(Kind::Backslash),
            b'(' | b'[' | b'{' => Byte::Special(Kind::Open),
            b')' | b']' | b'}' => Byte::Special(Kind::Close),
            b'"' => Byte::Sign(Kind::Quote),
            b'\'' => Byte::Sign(Kind::Apostrophe),
            b'*' | b'^' => Byte::Sign(Kind::Mark),
            b'%' => Byte::Special(Kind::Percent),
            b'+' => Byte::Special(Kind::Plus),
            b'&' => Byte::Sign(Kind::Amp),
            b'=' => Byte::Sign(Kind::Equals),
            b'~' => Byte::Sign(Kind::Tilde),
            b'_' => Byte::Sign(Kind::Underscore),
            b'!' => Byte::Sign(Kind::Exclamation),
            b'?' => Byte::Sign(Kind::Question),
            b' ' | 0..=0x1f | 0x7f => Byte::Space,
            _ => Byte::Special(Kind::Other),
        };
        byte += 1;
    }
    bytes
};

impl Lexer<'_> {
    fn run(&mut self, len: usize) {
        let bytes = self.text.as_bytes();
        let mut at = 0;
        while at < len {
            at = match BYTES[usize::from(bytes[at])] {
                Byte::Space => at + 1,
                Byte::Letter => self.word(at),
                Byte::Digit => self.digits(at),
                Byte::Sign(kind) => {
                    self.push(at, at + 1, kind, Class::default());
                    at + 1
                }
                Byte::Special(kind) => self.sign(at, at + 1, kind),
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
        self.class |= class;
        self.kinds |= 1 << kind as u32;
        let (start, end, key) = (start as u32, end as u32, self.key as u32);
        self.tokens.push(Token { start, end, key, class, kind, depth: 0, is_glued, goes_on });
    }

    /// A word that begins with a letter of ASCII.
    #[inline]
    fn word(&mut self, start: usize) -> usize {
        let bytes = self.text.as_bytes();
        let mut end = start;
        loop {
            let len = letters(chunk(bytes, end));
            end += len;
            if len < 8 || end - start > LONGEST_WORD {
                break;
            }
        }
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
        let is_space = |token: &&mut Token| matches!(token.kind, Kind::Newline | Kind::Tab);
        if let Some(number) = self.tokens.iter_mut().rev().find(|token| !is_space(token))
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
        if self.last.1 == Kind::Number && self.begins_with_unit(&self.text[start..end]) {
            class |= Class::UNIT.and(Class::MASS);
        }
        Letters { end, class, are_usual }
    }

    fn begins_with_unit(&self, text: &str) -> bool {
        self.lexicon.units.iter().any(|(unit, ..)| text.starts_with(&**unit))
    }
}

/// What a character is, or begins; none for space.
#[inline]
pub(super) fn character(c: char) -> Option<Kind> {
    match c {
        c if c.is_ascii() => match BYTES[c as usize] {
            Byte::Letter => Some(Kind::Word),
            Byte::Digit => Some(Kind::Number),
            Byte::Sign(kind) | Byte::Special(kind) => Some(kind),
            Byte::Space | Byte::Beyond => None,
        },
        '•' => Some(Kind::Bullet),
        '°' => Some(Kind::Degree),
        '\u{ac00}'..='\u{d7a3}' => Some(Kind::Run),
        'а'..='я' => Some(Kind::Word),
        '\u{1100}'..='\u{11ff}'
        | '\u{3040}'..='\u{30ff}'
        | '\u{3130}'..='\u{318f}'
        | '\u{3400}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7af}' => Some(Kind::Run),
        c if c.is_numeric() => Some(Kind::Number),
        '\u{0e00}'..='\u{0e7f}' => Some(Kind::Run),
        c if is_letter(c) => Some(Kind::Word),
        c if c.is_whitespace() => None,
        _ => Some(Kind::Other),
    }
}

/// A stretch of letters.
struct Letters {
    end: usize,
    class: Class,
    /// Whether all of them are such as most text is made of, and so a part of the key.
    are_usual: bool,
}

/// A word of one kind of characters.
fn word_of(text: &str, start: usize, kind: Kind) -> Letters {
    let (mut end, mut are_usual) = (start, true);
    for c in text[start..].chars() {
        let is_usual = kind == Kind::Word && matches!(c, 'а'..='я' | 'a'..='z');
        if !is_usual && character(c) != Some(kind) || end - start > LONGEST_WORD {
            break;
        }
        are_usual &= is_usual;
        end += c.len_utf8();
    }
    Letters { end, class: Class::default(), are_usual }
}

/// Letters that most text of their scripts is made of: Hangul and Chinese.
#[inline]
fn is_usual(c: u32) -> bool {
    matches!(c, 0xac00..=0xd7a3 | 0x4e00..=0x9fff)
}

/// The character of three bytes at a place, if there is one: all scripts that do not part words are written in these.
#[inline]
fn three_bytes(bytes: &[u8], at: usize) -> Option<u32> {
    match bytes[at..].first_chunk() {
        Some(&[first @ 0xe0..=0xef, second, third]) => {
            Some(u32::from(first & 0xf) << 12 | u32::from(second & 0x3f) << 6 | u32::from(third & 0x3f))
        }
        _ => None,
    }
}

/// How many of eight bytes are small letters of ASCII, from the first one on.
#[inline]
fn letters(chunk: u64) -> usize {
    const HIGH: u64 = 0x8080_8080_8080_8080;
    const EACH: u64 = 0x0101_0101_0101_0101;
    let low = chunk & !HIGH;
    let from_a = low + EACH * (0x80 - b'a' as u64);
    let behind_z = low + EACH * (0x7f - b'z' as u64);
    let others = !(from_a & !behind_z & !chunk) & HIGH;
    others.trailing_zeros() as usize / 8
}

/// Whether the comma at `at` belongs to a number or a chemical name: "1,2-hexanediol", "0,5 %", "1, 2-hexanediol".
fn is_in_number(bytes: &[u8], at: usize) -> bool {
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    if at == 0 || !digit(at - 1) {
        return false;
    }
    if digit(at + 1) {
        return true;
    }
    // With a space behind the comma it takes a locant: one digit on the left, digit and hyphen on the right.
    let next = at + 1 + bytes[at + 1..].iter().take_while(|byte| **byte == b' ').count();
    let is_lone = at == 1 || !bytes[at - 2].is_ascii_alphanumeric() && bytes[at - 2] != b'-';
    is_lone && digit(next) && bytes.get(next + 1) == Some(&b'-')
}
