//! A Word file of others' making, opened within bounds: so many parts, so much memory, no more.

use super::{WordError, scan};
use std::io::{Cursor, Read as _};
use zip::{ZipArchive, result::ZipError};

/// The largest file that is opened, in bytes.
const LARGEST_FILE: usize = 50_000_000;
/// The most parts that a file may have.
const MOST_PARTS: u16 = 4_096;
/// How much may be unpacked of one file, in bytes.
const LARGEST_UNPACKED: u64 = 64_000_000;

/// An open file.
pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    left: u64,
}

/// One part's tie to another, as a file says it.
#[derive(Debug, Clone)]
pub(super) struct FoundTie {
    pub(super) id: String,
    /// The last word of the kind's name, such as `styles`.
    pub(super) kind: String,
    /// The path in the file, or the address outside.
    pub(super) target: String,
    pub(super) is_outside: bool,
}

impl<'a> Archive<'a> {
    /// Opens a file, if it is one that Word could have written.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, WordError> {
        Self::open_within(bytes, LARGEST_UNPACKED)
    }

    fn open_within(bytes: &'a [u8], left: u64) -> Result<Self, WordError> {
        if bytes.len() > LARGEST_FILE || parts_counted(bytes).is_some_and(|count| count > MOST_PARTS) {
            return Err(WordError::TooLarge);
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| WordError::NotWord)?;
        Ok(Self { zip, left })
    }

    /// The bytes of a part; `None` where there is none at this path.
    pub(super) fn part(&mut self, path: &str) -> Result<Option<Vec<u8>>, WordError> {
        let part = match self.zip.by_name(path) {
            Ok(part) => part,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(_) => return Err(WordError::Damaged),
        };
        let mut bytes = Vec::new();
        part.take(self.left + 1)
            .read_to_end(&mut bytes)
            .map_err(|_| WordError::Damaged)?;
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        self.left = self.left.checked_sub(length).ok_or(WordError::TooLarge)?;
        Ok(Some(bytes))
    }

    /// The text of a part.
    pub(super) fn text(&mut self, path: &str) -> Result<Option<String>, WordError> {
        let Some(bytes) = self.part(path)? else {
            return Ok(None);
        };
        let text = String::from_utf8(bytes).map_err(|_| WordError::Damaged)?;
        Ok(Some(match text.strip_prefix('\u{FEFF}') {
            Some(text) => text.to_owned(),
            None => text,
        }))
    }

    /// The path of the text, which is `word/document.xml` in all but a few files.
    pub(super) fn main_part(&mut self) -> Result<String, WordError> {
        let ties = self.ties("").map_err(|_| WordError::NotWord)?;
        let main = ties.into_iter().find(|tie| tie.kind == "officeDocument");
        main.map(|tie| tie.target).ok_or(WordError::NotWord)
    }

    /// What belongs to a part; `""` is the file itself.
    pub(super) fn ties(&mut self, path: &str) -> Result<Vec<FoundTie>, WordError> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let slash = if folder.is_empty() { "" } else { "/" };
        let Some(xml) = self.text(&format!("{folder}{slash}_rels/{name}.rels"))? else {
            return Ok(Vec::new());
        };
        let mut ties = Vec::new();
        scan::visit(&xml, |tag| {
            if !scan::is_named(tag, "Relationship") {
                return;
            }
            let read = |name: &str| scan::own_attribute(tag, name);
            if let (Some(id), Some(kind), Some(target)) = (read("Id"), read("Type"), read("Target")) {
                let is_outside = read("TargetMode").is_some_and(|mode| mode == "External");
                ties.push(FoundTie {
                    id,
                    kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                    target: if is_outside {
                        target
                    } else {
                        resolved(folder, &target)
                    },
                    is_outside,
                });
            }
        });
        Ok(ties)
    }
}

/// How many parts the end of the file says that there are: read before anything is kept of them.
fn parts_counted(bytes: &[u8]) -> Option<u16> {
    let tail = bytes.get(bytes.len().saturating_sub(66_000)..)?;
    let end = tail.windows(4).rposition(|window| window == b"PK\x05\x06")?;
    let count = tail.get(end + 10..end + 12)?;
    Some(u16::from_le_bytes([*count.first()?, *count.get(1)?]))
}

/// The path that a target means, seen from a folder.
fn resolved(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut path: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            step => path.push(step),
        }
    }
    path.join("/")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use std::io::Write as _;
    use zip::{ZipWriter, write::SimpleFileOptions};

    #[test]
    fn no_more_is_unpacked_than_a_document_needs() {
        let mut file = ZipWriter::new(Cursor::new(Vec::new()));
        for name in ["a", "b"] {
            file.start_file(name, SimpleFileOptions::default()).unwrap();
            file.write_all(" ".repeat(60_000).as_bytes()).unwrap();
        }
        let bytes = file.finish().unwrap().into_inner();
        assert!(bytes.len() < 1_000);
        let mut archive = Archive::open_within(&bytes, 100_000).unwrap();
        assert_eq!(archive.part("a").unwrap().unwrap().len(), 60_000);
        assert_eq!(archive.part("b").unwrap_err(), WordError::TooLarge);
    }

    #[test]
    fn a_target_is_seen_from_its_folder() {
        assert_eq!(resolved("word", "media/a.png"), "word/media/a.png");
        assert_eq!(resolved("word", "../docProps/core.xml"), "docProps/core.xml");
        assert_eq!(resolved("word", "/word/styles.xml"), "word/styles.xml");
        assert_eq!(resolved("", "../../a"), "a");
    }
}
