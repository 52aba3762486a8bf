//! Which words two texts do not share, and a sentence that names them.

/// Texts of more words than this, the same beginning and end aside, are not compared.
const MANY: usize = 1_500;
/// A sentence names so many differences, and counts the rest.
const NAMED: usize = 3;
/// Words that differ are quoted up to so many characters.
const QUOTED: usize = 40;

/// What differs between two texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::tui::screens) struct Difference {
    /// For each word of the first text, whether it differs.
    pub(in crate::tui::screens) first: Vec<bool>,
    /// For each word of the second text, whether it differs.
    pub(in crate::tui::screens) second: Vec<bool>,
    /// What stood in the first, and what stands there in the second.
    runs: Vec<(String, String)>,
}

impl Difference {
    /// What differs between two texts, word by word.
    pub(in crate::tui::screens) fn between(first: &str, second: &str) -> Self {
        let a: Vec<&str> = first.split_whitespace().collect();
        let b: Vec<&str> = second.split_whitespace().collect();
        let before = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
        let longest = a.len().min(b.len()) - before;
        let after = a
            .iter()
            .rev()
            .zip(b.iter().rev())
            .take(longest)
            .take_while(|(a, b)| a == b)
            .count();
        let middle_a = a.get(before..a.len() - after).unwrap_or_default();
        let middle_b = b.get(before..b.len() - after).unwrap_or_default();
        let same = if middle_a.len() > MANY || middle_b.len() > MANY {
            Vec::new()
        } else {
            common(middle_a, middle_b)
        };
        let mut difference = Self {
            first: vec![false; a.len()],
            second: vec![false; b.len()],
            runs: Vec::new(),
        };
        let end = (middle_a.len(), middle_b.len());
        let (mut at_a, mut at_b) = (0, 0);
        for (a, b) in same.into_iter().chain([end]) {
            if a > at_a || b > at_b {
                let gone = middle_a.get(at_a..a).unwrap_or_default();
                let new = middle_b.get(at_b..b).unwrap_or_default();
                mark(&mut difference.first, before + at_a, gone.len());
                mark(&mut difference.second, before + at_b, new.len());
                difference.runs.push((gone.join(" "), new.join(" ")));
            }
            (at_a, at_b) = (a + 1, b + 1);
        }
        difference
    }

    /// The differences named: `"two" is now "three", "ward" is gone`; nothing where there is none.
    pub(in crate::tui::screens) fn words(&self) -> Option<String> {
        if self.runs.is_empty() {
            return None;
        }
        let differing = self.first.iter().filter(|differs| **differs).count();
        if differing > 8 && differing * 3 > self.first.len() * 2 {
            return Some("nearly all of it".to_owned());
        }
        let mut named: Vec<String> = self
            .runs
            .iter()
            .take(NAMED)
            .map(|(gone, new)| match (quoted(gone), quoted(new)) {
                (None, Some(new)) => format!("{new} is new"),
                (Some(gone), None) => format!("{gone} is gone"),
                (Some(gone), Some(new)) => format!("{gone} is now {new}"),
                (None, None) => "the blanks".to_owned(),
            })
            .collect();
        match self.runs.len().saturating_sub(NAMED) {
            0 => {}
            1 => named.push("and 1 more place".to_owned()),
            more => named.push(format!("and {more} more places")),
        }
        Some(named.join(", "))
    }
}

fn mark(words: &mut [bool], from: usize, count: usize) {
    for word in words.iter_mut().skip(from).take(count) {
        *word = true;
    }
}

/// Words in quotation marks, without the punctuation at their end.
fn quoted(words: &str) -> Option<String> {
    let words = words.trim_end_matches([',', '.', ';', ':']);
    if words.is_empty() {
        return None;
    }
    if words.chars().count() <= QUOTED {
        return Some(format!("\"{words}\""));
    }
    let kept: String = words.chars().take(QUOTED).collect();
    let kept = kept.rsplit_once(' ').map_or(kept.as_str(), |(kept, _)| kept);
    Some(format!("\"{kept} …\""))
}

/// The places of a longest common part, in order.
fn common(a: &[&str], b: &[&str]) -> Vec<(usize, usize)> {
    let width = b.len() + 1;
    let mut longest = vec![0u16; (a.len() + 1) * width];
    let at = |row: usize, column: usize| row * width + column;
    let get = |longest: &[u16], index: usize| longest.get(index).copied().unwrap_or_default();
    for (row, word) in a.iter().enumerate().rev() {
        for (column, other) in b.iter().enumerate().rev() {
            let best = if word == other {
                get(&longest, at(row + 1, column + 1)) + 1
            } else {
                get(&longest, at(row + 1, column)).max(get(&longest, at(row, column + 1)))
            };
            if let Some(cell) = longest.get_mut(at(row, column)) {
                *cell = best;
            }
        }
    }
    let mut places = Vec::new();
    let (mut row, mut column) = (0, 0);
    while let (Some(word), Some(other)) = (a.get(row), b.get(column)) {
        if word == other {
            places.push((row, column));
            row += 1;
            column += 1;
        } else if get(&longest, at(row + 1, column)) >= get(&longest, at(row, column + 1)) {
            row += 1;
        } else {
            column += 1;
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_that_differ_are_named() {
        let difference = Difference::between(
            "Fewer emergency admissions in the north of the county, within two days.",
            "Fewer emergency admissions in the whole county, within three days.",
        );
        assert_eq!(
            difference.words().as_deref(),
            Some("\"north of the\" is now \"whole\", \"two\" is now \"three\"")
        );
        let marked: Vec<&str> = "Fewer emergency admissions in the whole county, within three days."
            .split_whitespace()
            .zip(&difference.second)
            .filter(|(_, differs)| **differs)
            .map(|(word, _)| word)
            .collect();
        assert_eq!(marked, ["whole", "three"]);
    }

    #[test]
    fn what_is_new_or_gone_is_said_so_and_many_are_counted() {
        let words = |a, b| Difference::between(a, b).words();
        assert_eq!(words("a b", "a b"), None);
        assert_eq!(words("", "new"), Some("\"new\" is new".to_owned()));
        assert_eq!(words("one, two", "two"), Some("\"one\" is gone".to_owned()));
        assert_eq!(
            words(
                "a 1 b 2 c 3 d 4 e 5 f g h i j k l m n",
                "a x b x c x d x e x f g h i j k l m n"
            ),
            Some("\"1\" is now \"x\", \"2\" is now \"x\", \"3\" is now \"x\", and 2 more places".to_owned())
        );
        assert_eq!(
            words("1 2 3 4 5 6 7 8 9 10", "a b c d e f g h i 10"),
            Some("nearly all of it".to_owned())
        );
    }

    #[test]
    fn very_long_texts_are_told_apart_without_comparing_each_word() {
        let long = |word: &str| vec![word; 9_000].join(" ");
        let difference = Difference::between(&long("one"), &long("two"));
        assert!(difference.first.iter().all(|differs| *differs));
    }
}
