//! The styles by which a Word file is drawn, found by their names.
//!
//! Names are what a house style keeps; the ids behind them differ from one language of Word to the
//! next. A style that a house style lacks is added from ours.

use super::{WordError, scan};
use std::collections::{BTreeMap, BTreeSet};

/// Our own styles.
const OWN: &str = include_str!("../../../assets/documents/word/styles.xml");

/// A style that documents use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StyleName {
    Normal,
    Title,
    Subtitle,
    Byline,
    Heading1,
    Heading2,
    Heading3,
    FieldName,
    Question,
    Answer,
    AnswerBlank,
    AnswerLine,
    AnswerLineBlank,
    Beside,
    PartName,
    PartLabel,
    Mark,
    MarkGap,
    MarkCarried,
    MarkAttention,
    Note,
    DraftNotice,
    TableHeader,
    TableText,
    TableEnd,
    Caption,
    ListBullet,
    RunningHead,
    RunningFoot,
    TocHeading,
    Toc1,
    Toc2,
    Toc3,
    Strong,
    MarkText,
    DraftWord,
    Hyperlink,
    Table,
}

impl StyleName {
    /// Its name in Word, whatever the language.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Normal => "Normal",
            Self::Title => "Title",
            Self::Subtitle => "Subtitle",
            Self::Byline => "Byline",
            Self::Heading1 => "heading 1",
            Self::Heading2 => "heading 2",
            Self::Heading3 => "heading 3",
            Self::FieldName => "Field name",
            Self::Question => "Question",
            Self::Answer => "Answer",
            Self::AnswerBlank => "Answer blank",
            Self::AnswerLine => "Answer line",
            Self::AnswerLineBlank => "Answer line blank",
            Self::Beside => "Beside",
            Self::PartName => "Part name",
            Self::PartLabel => "Part label",
            Self::Mark => "Mark",
            Self::MarkGap => "Mark gap",
            Self::MarkCarried => "Mark carried",
            Self::MarkAttention => "Mark attention",
            Self::Note => "Note",
            Self::DraftNotice => "Draft notice",
            Self::TableHeader => "Table header",
            Self::TableText => "Table text",
            Self::TableEnd => "Table end",
            Self::Caption => "caption",
            Self::ListBullet => "List Bullet",
            Self::RunningHead => "Running head",
            Self::RunningFoot => "Running foot",
            Self::TocHeading => "TOC Heading",
            Self::Toc1 => "toc 1",
            Self::Toc2 => "toc 2",
            Self::Toc3 => "toc 3",
            Self::Strong => "Strong",
            Self::MarkText => "Mark text",
            Self::DraftWord => "Draft word",
            Self::Hyperlink => "Hyperlink",
            Self::Table => "Table",
        }
    }
}

/// A part of styles, with the id behind each name.
#[derive(Debug, Clone)]
pub(super) struct Styles {
    pub(super) xml: String,
    /// By our own names in small letters.
    ids: BTreeMap<String, String>,
}

/// A style as a part of styles has it.
#[derive(Debug, Clone)]
pub(super) struct Found<'a> {
    xml: &'a str,
    /// In small letters, as Word compares names.
    pub(super) name: String,
    pub(super) id: String,
    /// Of a paragraph, of characters, of a table or of lists.
    kind: String,
}

impl Styles {
    /// Our own.
    pub(super) fn own() -> Self {
        let found = found(OWN).unwrap_or_default();
        Self {
            xml: OWN.to_owned(),
            ids: found.into_iter().map(|style| (style.name, style.id)).collect(),
        }
    }

    /// A house style's, with ours for what it lacks.
    ///
    /// A name that it has for something else, such as characters instead of a paragraph, is left to
    /// it: ours is then called after the program too.
    pub(super) fn over(house: &str) -> Result<Self, WordError> {
        let theirs = found(house)?;
        let own = found(OWN)?;
        let mut taken: BTreeSet<String> = theirs.iter().map(|style| style.id.to_lowercase()).collect();
        let mut ids = BTreeMap::new();
        let mut added = Vec::new();
        for style in &own {
            let same = theirs.iter().find(|there| there.name == style.name);
            let id = match same {
                Some(there) if there.kind == style.kind => there.id.clone(),
                _ => {
                    let is_free = taken.insert(style.id.to_lowercase());
                    let id = if is_free {
                        style.id.clone()
                    } else {
                        format!("Triplewin{}", style.id)
                    };
                    added.push((style, id.clone(), same.is_some()));
                    id
                }
            };
            ids.insert(style.name.clone(), id);
        }
        let added: String = added
            .iter()
            .map(|(style, id, is_renamed)| added_style(style, id, *is_renamed, &own, &ids))
            .collect();
        let end = scan::Part::read(house)?.end;
        let (before, after) = house.split_at_checked(end).ok_or(WordError::Damaged)?;
        Ok(Self {
            xml: [before, &added, after].concat(),
            ids,
        })
    }

    /// The id of a style.
    pub(super) fn id(&self, style: StyleName) -> &str {
        let name = style.name().to_lowercase();
        self.ids.get(&name).map_or("Normal", String::as_str)
    }

    /// The same, where a style of ours calls its list by this number.
    pub(super) fn with_number(mut self, style: StyleName, number: u32) -> Self {
        let id = format!("w:styleId=\"{}\"", self.id(style));
        if let Some(start) = self.xml.find(&id)
            && let Some((before, from)) = self.xml.split_at_checked(start)
        {
            let own = "<w:numId w:val=\"1\"/>";
            let from = from.replacen(own, &format!("<w:numId w:val=\"{number}\"/>"), 1);
            self.xml = [before, &from].concat();
        }
        self
    }

    /// Whether a part of styles has this one.
    pub(super) fn has(xml: &str, style: StyleName) -> bool {
        let name = style.name().to_lowercase();
        found(xml).is_ok_and(|found| {
            let mut paragraphs = found.iter().filter(|style| style.kind == "paragraph");
            paragraphs.any(|style| style.name == name)
        })
    }
}

/// The styles of a part, in order; those without a name or an id are nobody's.
pub(super) fn found(xml: &str) -> Result<Vec<Found<'_>>, WordError> {
    let part = scan::Part::read(xml)?;
    let styles = part.children.into_iter().filter(|child| child.name == "style");
    let found = styles.filter_map(|child| {
        Some(Found {
            xml: child.xml,
            name: scan::attribute(child.xml, "name", "val")?.to_lowercase(),
            id: scan::attribute(child.xml, "style", "styleId")?,
            kind: scan::attribute(child.xml, "style", "type").unwrap_or_else(|| "paragraph".to_owned()),
        })
    });
    Ok(found.collect())
}

/// A style of ours as it stands among a house's: every id in it is the one that its name has there.
fn added_style(
    style: &Found<'_>,
    id: &str,
    is_renamed: bool,
    own: &[Found<'_>],
    ids: &BTreeMap<String, String>,
) -> String {
    let mut xml = style.xml.replacen(
        &format!("w:styleId=\"{}\"", style.id),
        &format!("w:styleId=\"{id}\""),
        1,
    );
    for (tag, called) in [("w:basedOn", "basedOn"), ("w:next", "next")] {
        let Some(before) = scan::attribute(style.xml, called, "val") else {
            continue;
        };
        let name = own
            .iter()
            .find(|other| other.id == before)
            .map(|other| &other.name);
        let Some(there) = name.and_then(|name| ids.get(name)) else {
            continue;
        };
        xml = xml.replacen(
            &format!("<{tag} w:val=\"{before}\"/>"),
            &format!("<{tag} w:val=\"{there}\"/>"),
            1,
        );
    }
    if is_renamed {
        xml = xml.replacen("<w:name w:val=\"", "<w:name w:val=\"Triplewin ", 1);
    }
    xml
}
