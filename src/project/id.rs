//! Ids that a project makes: its own, its records', its log's.

use serde::{Deserialize, Serialize};

/// The id of a log entry.
pub type LogId = String;

/// The longest slug of a title, in characters.
const SLUG: usize = 40;

/// Names that stand for somebody other than a party in a sign-off.
pub const RESERVED: [&str; 2] = ["project-team", "governance-committee"];

/// Where fresh ids come from, so that tests can say what they are.
pub trait Ids {
    /// So many characters of `[a-z0-9]`.
    fn fresh(&mut self, length: usize) -> String;
}

/// Ids by chance.
#[derive(Debug, Clone, Copy, Default)]
pub struct RandomIds;

impl Ids for RandomIds {
    fn fresh(&mut self, length: usize) -> String {
        const CHARACTERS: &[char] = &[
            'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's',
            't', 'u', 'v', 'w', 'x', 'y', 'z', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9',
        ];
        (0..length).filter_map(|_| fastrand::choice(CHARACTERS)).collect()
    }
}

/// Ids that count up: for tests and for whoever wants the same bytes twice.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub struct CountedIds(pub u64);

impl Ids for CountedIds {
    fn fresh(&mut self, length: usize) -> String {
        self.0 += 1;
        format!("{:0length$}", self.0)
    }
}

/// A new project's id: a slug of its title and four characters by chance.
pub fn project_id(title: &str, ids: &mut dyn Ids) -> String {
    let mut slug = String::new();
    for c in title.chars().flat_map(char::to_lowercase) {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') && !matches!(c, '\'' | '’') {
            slug.push('-');
        }
        if slug.len() == SLUG {
            break;
        }
    }
    let slug = slug.trim_matches('-');
    let slug = if slug.is_empty() { "project" } else { slug };
    format!("{slug}-{}", ids.fresh(4))
}

/// Whether a text is an id as records have: `[a-z0-9][a-z0-9-]{0,63}`.
pub fn is_record_id(text: &str) -> bool {
    let sound = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=64).contains(&text.len()) && !text.starts_with('-') && text.bytes().all(sound)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_project_is_named_after_its_title() {
        let mut ids = CountedIds::default();
        for (title, id) in [
            ("Heart failure at home", "heart-failure-at-home-0001"),
            ("  «Ärzte» & people's wards!  ", "rzte-peoples-wards-0002"),
            ("東京", "project-0003"),
            (
                "A title that goes on and on past forty characters",
                "a-title-that-goes-on-and-on-past-forty-c-0004",
            ),
        ] {
            assert_eq!(project_id(title, &mut ids), id);
        }
    }

    #[test]
    fn ids_of_records_are_narrow() {
        for (id, sound) in [
            ("north-icb", true),
            ("0", true),
            ("-x", false),
            ("A", false),
            ("", false),
            ("a_b", false),
        ] {
            assert_eq!(is_record_id(id), sound, "{id}");
        }
        assert!(!is_record_id(&"a".repeat(65)));
    }
}
