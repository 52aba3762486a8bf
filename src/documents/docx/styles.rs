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
    Beside,
    PartName,
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
    Header,
    Footer,
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
            Self::Beside => "Beside",
            Self::PartName => "Part name",
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
            Self::Header => "header",
            Self::Footer => "footer",
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
    /// By the name in small letters, as Word compares them.
    ids: BTreeMap<String, String>,
}

impl Styles {
    /// Our own.
    pub(super) fn own() -> Self {
        Self {
            xml: OWN.to_owned(),
            ids: ids(OWN).unwrap_or_default(),
        }
    }

    /// A house style's, with ours for what it lacks.
    pub(super) fn over(house: &str) -> Result<Self, WordError> {
        let mut ids = ids(house)?;
        let own = scan::Part::read(OWN)?;
        let own_ids = self::ids(OWN)?;
        let mut taken: BTreeSet<String> = ids.values().map(|id| id.to_lowercase()).collect();
        let mut missing = Vec::new();
        for child in own.children.iter().filter(|child| child.name == "style") {
            let Some((name, id)) = name_and_id(child.xml) else {
                continue;
            };
            if ids.contains_key(&name) {
                continue;
            }
            let free = if taken.insert(id.to_lowercase()) {
                id
            } else {
                format!("Triplewin{id}")
            };
            ids.insert(name, free);
            missing.push(child.xml);
        }
        let added: String = missing
            .iter()
            .map(|xml| readdressed(xml, &own_ids, &ids))
            .collect();
        let part = scan::Part::read(house)?;
        let (before, after) = house.split_at_checked(part.end).ok_or(WordError::Damaged)?;
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
            let from = from.replacen(
                "<w:numId w:val=\"1\"/>",
                &format!("<w:numId w:val=\"{number}\"/>"),
                1,
            );
            self.xml = [before, &from].concat();
        }
        self
    }

    /// Whether the part that these were read from has a style of this name.
    pub(super) fn has(xml: &str, style: StyleName) -> bool {
        ids(xml).is_ok_and(|ids| ids.contains_key(&style.name().to_lowercase()))
    }
}

/// The id behind each name of a part of styles, the names in small letters.
pub(super) fn ids(xml: &str) -> Result<BTreeMap<String, String>, WordError> {
    let part = scan::Part::read(xml)?;
    let styles = part.children.iter().filter(|child| child.name == "style");
    Ok(styles.filter_map(|child| name_and_id(child.xml)).collect())
}

fn name_and_id(style: &str) -> Option<(String, String)> {
    let name = scan::attribute(style, "name", "val")?;
    Some((name.to_lowercase(), scan::attribute(style, "style", "styleId")?))
}

/// A style of ours as it stands among a house's styles: every id in it is the one that its name
/// has there.
fn readdressed(xml: &str, own: &BTreeMap<String, String>, house: &BTreeMap<String, String>) -> String {
    let mut readdressed = xml.to_owned();
    for (name, id) in own {
        let Some(there) = house.get(name).filter(|there| *there != id) else {
            continue;
        };
        for before in ["w:styleId=", "w:basedOn w:val=", "w:next w:val="] {
            readdressed = readdressed.replace(&format!("{before}\"{id}\""), &format!("{before}\"{there}\""));
        }
    }
    readdressed
}
