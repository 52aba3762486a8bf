//! Which project a Word file that comes back was made of, by its properties.

use super::{super::returned::Origin, WordError, archive::Archive, scan::is_named};
use quick_xml::{Reader, events::Event};

/// Which project the file was made of; `None` where its properties do not say.
pub fn origin(bytes: &[u8]) -> Result<Option<Origin>, WordError> {
    let mut archive = Archive::open(bytes)?;
    let ties = archive.ties("")?;
    let Some(core) = ties.into_iter().find(|tie| tie.kind == "core-properties") else {
        return Ok(None);
    };
    let xml = archive.text(&core.target)?;
    Ok(xml.and_then(|xml| Origin::of(&subject(&xml)?)))
}

/// What the properties give as the subject.
fn subject(xml: &str) -> Option<String> {
    let mut reader = Reader::from_str(xml);
    let mut said: Option<String> = None;
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) if is_named(&tag, "subject") => said = Some(String::new()),
            Event::End(_) if said.is_some() => return said,
            Event::Text(text) => {
                if let Some(said) = &mut said {
                    said.push_str(&text.xml10_content());
                }
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}
