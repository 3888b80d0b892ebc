//! Goes through a JSON text once and builds nothing that nobody asked for. A schema has a megabyte, and hundreds of tenants may be
//! under way: whoever looks into one must not read it once more for each thing they want to know.

use std::borrow::Cow;
use std::ops::Range;

use serde::de::IgnoredAny;

use crate::redacted_error::redacted_error;

/// Where something stands, in bytes from the beginning of the text.
pub type Span = Range<usize>;

/// No document of Graph is nested as deep; serde_json builds no deeper one either.
const DEEPEST: u8 = 128;

/// What stands there is no JSON, or not what was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Odd;

/// A place in a text. Whoever is given a member or an element reads it, or passes over it.
pub(crate) struct Reader<'t> {
    text: &'t str,
    at: usize,
    depth: u8,
}

/// The name of a member, as it is written.
pub(crate) struct Name<'t> {
    /// Between the quotes.
    text: &'t str,
    /// Of the opening quote.
    pub(crate) start: usize,
}

impl<'t> Reader<'t> {
    /// Reads the part of the text at `span`. All spans count from the beginning of the text.
    pub(crate) fn new(text: &'t str, span: Span) -> Self {
        Self {
            text: &text[..span.end],
            at: span.start,
            depth: 0,
        }
    }

    /// Whether an object comes next.
    pub(crate) fn is_at_object(&mut self) -> bool {
        self.next() == Some(b'{')
    }

    /// Whether an array comes next.
    pub(crate) fn is_at_array(&mut self) -> bool {
        self.next() == Some(b'[')
    }

    /// Whether the value that comes next is `null`.
    pub(crate) fn is_at_null(&mut self) -> bool {
        self.next() == Some(b'n')
    }

    /// Goes through an object.
    pub(crate) fn object(
        &mut self,
        mut member: impl FnMut(&mut Self, Name<'t>) -> Result<(), Odd>,
    ) -> Result<Span, Odd> {
        self.all_between(b'{', b'}', |reader| {
            let name = reader.name()?;
            reader.take(b':')?;
            member(reader, name)
        })
    }

    /// Goes through an array.
    pub(crate) fn array(&mut self, element: impl FnMut(&mut Self) -> Result<(), Odd>) -> Result<Span, Odd> {
        self.all_between(b'[', b']', element)
    }

    /// Passes over one value.
    pub(crate) fn skip(&mut self) -> Result<Span, Odd> {
        let first = self.next().ok_or(Odd)?;
        let start = self.at;
        match first {
            b'{' => return self.object(|reader, _| reader.skip().map(drop)),
            b'[' => return self.array(|reader| reader.skip().map(drop)),
            b'"' => self.string().map(drop)?,
            b'n' => self.word("null")?,
            b't' => self.word("true")?,
            b'f' => self.word("false")?,
            _ => self.number()?,
        }
        Ok(start..self.at)
    }

    /// Nothing but blanks may follow.
    pub(crate) fn end(&mut self) -> Result<(), Odd> {
        self.next().map_or(Ok(()), |_| Err(Odd))
    }

    fn all_between(
        &mut self,
        open: u8,
        close: u8,
        mut each: impl FnMut(&mut Self) -> Result<(), Odd>,
    ) -> Result<Span, Odd> {
        self.take(open)?;
        let start = self.at - 1;
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Odd);
        }
        if self.next() == Some(close) {
            self.at += 1;
        } else {
            loop {
                each(self)?;
                match self.next() {
                    Some(b',') => self.at += 1,
                    Some(last) if last == close => break self.at += 1,
                    _ => return Err(Odd),
                }
            }
        }
        self.depth -= 1;
        Ok(start..self.at)
    }

    fn name(&mut self) -> Result<Name<'t>, Odd> {
        if self.next() != Some(b'"') {
            return Err(Odd);
        }
        let start = self.at;
        let text = &self.text[self.string()?];
        Ok(Name { text, start })
    }

    /// Passes over a string; the result is what stands between the quotes.
    fn string(&mut self) -> Result<Span, Odd> {
        let bytes = self.text.as_bytes();
        let start = self.at + 1;
        let mut at = start;
        loop {
            at += plain(&bytes[at..]);
            match bytes.get(at..) {
                Some([b'"', ..]) => break,
                Some([b'\\', b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't', ..]) => at += 2,
                Some([b'\\', b'u', a, b, c, d, ..]) if [a, b, c, d].iter().all(|digit| digit.is_ascii_hexdigit()) => {
                    at += 6;
                }
                _ => return Err(Odd),
            }
        }
        self.at = at + 1;
        Ok(start..at)
    }

    fn number(&mut self) -> Result<(), Odd> {
        self.skip_if(|byte| byte == b'-');
        // Another digit may not follow a zero; what follows is looked at by whoever goes on.
        if !self.skip_if(|byte| byte == b'0') {
            self.digits()?;
        }
        if self.skip_if(|byte| byte == b'.') {
            self.digits()?;
        }
        if self.skip_if(|byte| matches!(byte, b'e' | b'E')) {
            self.skip_if(|byte| matches!(byte, b'+' | b'-'));
            self.digits()?;
        }
        Ok(())
    }

    fn digits(&mut self) -> Result<(), Odd> {
        let start = self.at;
        while self.skip_if(|byte| byte.is_ascii_digit()) {}
        if self.at == start { Err(Odd) } else { Ok(()) }
    }

    fn skip_if(&mut self, is_it: impl Fn(u8) -> bool) -> bool {
        let skips = self.text.as_bytes().get(self.at).is_some_and(|byte| is_it(*byte));
        self.at += usize::from(skips);
        skips
    }

    fn word(&mut self, word: &str) -> Result<(), Odd> {
        if !self.text.as_bytes()[self.at..].starts_with(word.as_bytes()) {
            return Err(Odd);
        }
        self.at += word.len();
        Ok(())
    }

    fn take(&mut self, wanted: u8) -> Result<(), Odd> {
        if self.next() != Some(wanted) {
            return Err(Odd);
        }
        self.at += 1;
        Ok(())
    }

    /// The next byte that is no blank; it is not passed over.
    fn next(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        loop {
            match bytes.get(self.at) {
                Some(b'\n') => self.at += 1 + spaces(&bytes[self.at + 1..]),
                Some(b' ' | b'\r' | b'\t') => self.at += 1,
                next => return next.copied(),
            }
        }
    }
}

impl Name<'_> {
    /// Whether it is this one, however it is escaped.
    pub(crate) fn is(&self, name: &str) -> bool {
        self.text == name || (self.text.contains('\\') && self.read().is_ok_and(|read| read == name))
    }

    /// Without escapes.
    pub(crate) fn read(&self) -> Result<Cow<'_, str>, Odd> {
        if !self.text.contains('\\') {
            return Ok(Cow::Borrowed(self.text));
        }
        let read = serde_json::from_str(&format!("\"{}\"", self.text));
        read.map(Cow::Owned).map_err(|_| Odd)
    }
}

/// What is wrong with a text that is no JSON. Quotes nothing of it.
pub(crate) fn wrong(text: &str) -> String {
    match serde_json::from_str::<IgnoredAny>(text) {
        Err(error) => redacted_error(&error),
        Ok(_) => "a value is not what was expected".to_owned(),
    }
}

/// Times a byte it is that byte eight times.
const EIGHT: u64 = u64::MAX / 255;

/// How many spaces there are before anything else: half of an indented text.
fn spaces(bytes: &[u8]) -> usize {
    let (eights, rest) = bytes.as_chunks::<8>();
    for (number, eight) in eights.iter().enumerate() {
        let others = u64::from_le_bytes(*eight) ^ (EIGHT * u64::from(b' '));
        if others != 0 {
            return number * 8 + others.trailing_zeros() as usize / 8;
        }
    }
    eights.len() * 8 + rest.iter().position(|byte| *byte != b' ').unwrap_or(rest.len())
}

/// How many bytes, from the first one on, stand for themselves within a string: no quote, no backslash, no control character.
fn plain(bytes: &[u8]) -> usize {
    let (eights, rest) = bytes.as_chunks::<8>();
    for (number, eight) in eights.iter().enumerate() {
        let eight = u64::from_le_bytes(*eight);
        // The high bit of the first byte that is smaller than the limit is set; of later ones it may be wrong.
        let below = |bytes: u64, limit: u8| bytes.wrapping_sub(EIGHT * u64::from(limit)) & !bytes;
        let is = |byte: u8| below(eight ^ (EIGHT * u64::from(byte)), 1);
        let special = (is(b'"') | is(b'\\') | below(eight, 0x20)) & (EIGHT << 7);
        if special != 0 {
            return number * 8 + special.trailing_zeros() as usize / 8;
        }
    }
    let is_special = |byte: &u8| matches!(byte, b'"' | b'\\' | ..0x20);
    eights.len() * 8 + rest.iter().position(is_special).unwrap_or(rest.len())
}

#[cfg(test)]
mod tests;
