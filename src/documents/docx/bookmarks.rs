//! The names of bookmarks: which field and part a place in a Word file belongs to.
//!
//! Word allows letters, digits and the underscore, 40 characters of them, and takes capitals for
//! small letters. So that an id can be read from the name alone, a run of underscores stands for
//! what may not: one for a dot, two for a dash, three before the part, four for a slash, five
//! before the number of a repetition, six for an underscore. `concept.objectives`, `patients` is
//! `tw_concept_objectives___patients`. What does not fit is written in hexadecimal over as many
//! bookmarks as it takes, all in the same place.
//!
//! Whoever selects a value and types over it takes its bookmark away. So the words that lead to a
//! value, the field's name or the part's label, bear its name too, with `twl` for `tw`; and the
//! header of a column names its list and field with `twh`. A paragraph that was typed as a further
//! line, such as a point that hangs, begins with one of `twn`.

use crate::json;
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

/// The longest name that Word keeps.
const LONGEST: usize = 40;
const MARK: &str = "tw0_";
const LINE: &str = "twn_";

/// Which place of a value a bookmark marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    /// The value itself.
    Value,
    /// The words that lead to it.
    Lead,
    /// The header of a column, over the values of a field in many records.
    Header,
}

impl Place {
    const ALL: [Self; 3] = [Self::Value, Self::Lead, Self::Header];

    /// How a name begins that can be read, and one in hexadecimal.
    fn prefixes(self) -> [&'static str; 2] {
        match self {
            Self::Value => ["tw_", "tw1_"],
            Self::Lead => ["twl_", "tw2_"],
            Self::Header => ["twh_", "tw3_"],
        }
    }
}

/// A field and a part of it, as a bookmark names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Address {
    pub(super) field: String,
    pub(super) part: String,
}

/// What a bookmark says of where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Named {
    /// A value, or the words before it.
    At(Place, Address),
    /// A piece of the name of one, by the number that its pieces share.
    Piece(Place, Piece),
    /// Words of the document's own about a value, by their fingerprint.
    Mark(String),
    /// A paragraph that goes on after one line break.
    Line,
}

/// A piece of a name that is written over several bookmarks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) ordinal: usize,
    pub(super) at: usize,
    pub(super) bytes: Vec<u8>,
}

/// The bookmarks of a document being written: no name twice.
#[derive(Debug, Default)]
pub(super) struct Bookmarks {
    taken: BTreeSet<String>,
    count: usize,
}

impl Bookmarks {
    /// A number that no other bookmark has.
    pub(super) fn number(&mut self) -> usize {
        self.count += 1;
        self.count
    }

    /// The names that mark a value, or what leads to it, all to stand around it.
    pub(super) fn at(&mut self, place: Place, field: &str, part: &str) -> Vec<String> {
        let [readable_prefix, prefix] = place.prefixes();
        for repetition in 1..100 {
            match readable(readable_prefix, field, part, repetition) {
                Some(name) if self.taken.insert(name.to_ascii_lowercase()) => return vec![name],
                Some(_) => {}
                None => break,
            }
        }
        let ordinal = self.number();
        let bytes: Vec<u8> = [field.as_bytes(), b"\0", part.as_bytes()].concat();
        let pieces = bytes.chunks(12).enumerate();
        pieces
            .map(|(at, piece)| format!("{prefix}{ordinal}_{at}_{}", hexadecimal(piece)))
            .collect()
    }

    /// The name that marks a paragraph as the next line of the one before.
    pub(super) fn line(&mut self) -> String {
        format!("{LINE}{}", self.number())
    }

    /// The name that marks words of the document's own about a value.
    pub(super) fn mark(&mut self, words: &str) -> String {
        format!("{MARK}{}_{}", self.number(), fingerprint(words))
    }
}

/// What a name says; `None` for a bookmark of somebody else's.
pub(super) fn read(name: &str) -> Option<Named> {
    if let Some(rest) = name.strip_prefix(MARK) {
        return Some(Named::Mark(rest.split_once('_')?.1.to_owned()));
    }
    if name.starts_with(LINE) {
        return Some(Named::Line);
    }
    for place in Place::ALL {
        let [readable_prefix, prefix] = place.prefixes();
        if let Some(rest) = name.strip_prefix(readable_prefix) {
            return unreadable(rest).map(|address| Named::At(place, address));
        }
        if let Some(rest) = name.strip_prefix(prefix) {
            let mut words = rest.split('_');
            let piece = Piece {
                ordinal: words.next()?.parse().ok()?,
                at: words.next()?.parse().ok()?,
                bytes: bytes(words.next()?)?,
            };
            return Some(Named::Piece(place, piece));
        }
    }
    None
}

/// The field and part that pieces of a name make together.
pub(super) fn joined(pieces: &BTreeMap<usize, Vec<u8>>) -> Option<Address> {
    let whole: Vec<u8> = pieces.values().flatten().copied().collect();
    let whole = String::from_utf8(whole).ok()?;
    let (field, part) = whole.split_once('\0')?;
    Some(Address {
        field: field.to_owned(),
        part: part.to_owned(),
    })
}

/// Eight digits by which words are known again, however they are spaced.
pub(super) fn fingerprint(words: &str) -> String {
    let words: Vec<&str> = words.split_whitespace().collect();
    json::sha256_text(&words.join(" ")).chars().take(8).collect()
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut digits, byte| {
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

fn readable(prefix: &str, field: &str, part: &str, repetition: usize) -> Option<String> {
    let mut name = format!("{prefix}{}", with_runs(field)?);
    if !part.is_empty() {
        name.push_str("___");
        name.push_str(&with_runs(part)?);
    }
    if repetition > 1 {
        let _ = write!(name, "_____{repetition}");
    }
    (name.len() <= LONGEST).then_some(name)
}

/// An id with runs of underscores for its dots, dashes and slashes, none of which touch.
fn with_runs(id: &str) -> Option<String> {
    let mut name = String::new();
    let mut follows_word = false;
    for c in id.chars() {
        let run = match c {
            '.' => "_",
            '-' => "__",
            '/' => "____",
            '_' => "______",
            c if c.is_ascii_alphanumeric() => {
                name.push(c);
                follows_word = true;
                continue;
            }
            _ => return None,
        };
        if !follows_word {
            return None;
        }
        name.push_str(run);
        follows_word = false;
    }
    follows_word.then_some(name)
}

fn unreadable(name: &str) -> Option<Address> {
    let mut texts = vec![String::new()];
    let mut rest = name;
    while !rest.is_empty() {
        let word = rest.find('_').unwrap_or(rest.len());
        let run = rest.get(word..)?.chars().take_while(|&c| c == '_').count();
        let text = texts.last_mut()?;
        text.push_str(rest.get(..word)?);
        match run {
            0 => {}
            1 => text.push('.'),
            2 => text.push('-'),
            3 => texts.push(String::new()),
            4 => text.push('/'),
            5 => break,
            6 => text.push('_'),
            _ => return None,
        }
        rest = rest.get(word + run..)?;
    }
    let mut texts = texts.into_iter();
    let field = texts.next()?;
    let part = texts.next().unwrap_or_default();
    (texts.next().is_none() && !field.is_empty()).then_some(Address { field, part })
}

fn bytes(digits: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u32>> = digits.chars().map(|c| c.to_digit(16)).collect();
    let pairs = digits?;
    let pairs = pairs.chunks(2).map(|pair| match pair {
        [high, low] => u8::try_from(high * 16 + low).ok(),
        _ => None,
    });
    pairs.collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read_back(names: &[String]) -> Address {
        if let [name] = names
            && let Some(Named::At(_, address)) = read(name)
        {
            return address;
        }
        let mut pieces = BTreeMap::new();
        for name in names {
            let Some(Named::Piece(_, piece)) = read(name) else {
                panic!("{name} is no piece");
            };
            pieces.insert(piece.at, piece.bytes);
        }
        joined(&pieces).unwrap()
    }

    #[test]
    fn a_name_can_be_read() {
        let mut bookmarks = Bookmarks::default();
        let mut value = |field: &str, part: &str| bookmarks.at(Place::Value, field, part).join(" ");
        assert_eq!(value("pid.long-term", ""), "tw_pid_long__term");
        assert_eq!(
            value("concept.objectives", "patients"),
            "tw_concept_objectives___patients"
        );
        assert_eq!(value("parties/a-1", "name"), "tw_parties____a__1___name");
        assert_eq!(value("pid.long-term", ""), "tw_pid_long__term_____2");
        assert_eq!(bookmarks.at(Place::Lead, "pid.title", ""), ["twl_pid_title"]);
        assert_eq!(read("_Toc000001"), None);
    }

    proptest! {
        #[test]
        fn every_id_comes_back_from_names_that_word_keeps(
            field in "[a-z0-9A-Z./_é-]{1,90}", part in "[a-z0-9._-]{0,40}"
        ) {
            let mut bookmarks = Bookmarks::default();
            let mut all = BTreeSet::new();
            for place in [Place::Value, Place::Lead, Place::Header, Place::Value] {
                let names = bookmarks.at(place, &field, &part);
                for name in &names {
                    prop_assert!(name.len() <= LONGEST, "{}", name);
                    prop_assert!(name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'));
                    prop_assert!(all.insert(name.to_ascii_lowercase()));
                }
                prop_assert_eq!(
                    read_back(&names),
                    Address { field: field.clone(), part: part.clone() }
                );
            }
        }

        #[test]
        fn no_name_of_others_makes_it_panic(name in "\\PC*", rest in "[_0-9a-f]*") {
            read(&name);
            for prefix in ["tw_", "twl_", "twh_", "tw0_", "tw1_", "tw2_", "tw3_", "twn_"] {
                read(&format!("{prefix}{rest}"));
            }
        }
    }
}
