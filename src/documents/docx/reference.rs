//! A user's own Word file for their house style: its styles, theme, fonts, lists, page, and what
//! stands at the head and foot of its pages.
//!
//! What it lacks is ours. Of its head and foot everything is taken, pictures too, and ours is added
//! below, since the draft notice and the credit stand on every page. Nothing of its text is taken.

use super::{
    super::document::Document,
    SPACES, WordError,
    archive::Archive,
    package::{Part, Tie, ties},
    page::{self, PageSetup},
    scan::{self, own_attribute},
    styles::{StyleName, Styles},
    xml::Xml,
};
use std::{collections::BTreeMap, sync::LazyLock};

const THEME: &str = include_str!("../../../assets/documents/word/theme.xml");
const NUMBERING: &str = include_str!("../../../assets/documents/word/numbering.xml");
const SETTINGS: &str = include_str!("../../../assets/documents/word/settings.xml");
const FONTS: &str = include_str!("../../../assets/documents/word/fontTable.xml");

/// The namespace that every part of Word's is in, but those of its strict kind.
const TRANSITIONAL: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// A house style, read and found sound.
#[derive(Debug, Clone)]
pub struct Reference(Look);

/// What a Word file looks like.
#[derive(Debug, Clone)]
pub(super) struct Look {
    pub(super) styles: Styles,
    pub(super) page: PageSetup,
    /// Every part that does not depend on the document.
    pub(super) parts: Vec<Part>,
    header: Strip,
    footer: Strip,
}

/// What stands at the head or foot of each page before anything of ours.
#[derive(Debug, Clone, Default)]
struct Strip {
    /// The tag of its root, with the namespaces that it uses.
    root: Option<String>,
    inner: String,
}

impl Reference {
    /// Reads a Word file as a house style.
    pub fn read(bytes: &[u8]) -> Result<Self, WordError> {
        House::open(bytes)?.look().map(Self)
    }

    pub(super) fn look(&self) -> &Look {
        &self.0
    }
}

impl Look {
    /// Ours.
    pub(super) fn own() -> &'static Self {
        static OWN: LazyLock<Look> = LazyLock::new(|| Look {
            styles: Styles::own(),
            page: PageSetup::a4(),
            parts: vec![
                Part::word("styles", "styles", Styles::own().xml),
                Part::word("settings", "settings", SETTINGS),
                Part::word("numbering", "numbering", NUMBERING),
                Part::word("fontTable", "fontTable", FONTS),
                Part::theme(THEME),
            ],
            header: Strip::default(),
            footer: Strip::default(),
        });
        &OWN
    }

    /// The head and the foot of each page of a document.
    pub(super) fn running(&self, document: &Document) -> [Part; 2] {
        let header = self.header.with("w:hdr", |xml| page::header(xml, document, self));
        let footer = self.footer.with("w:ftr", |xml| page::footer(xml, document, self));
        [
            Part::word("header1", "header", header),
            Part::word("footer1", "footer", footer),
        ]
    }
}

impl Strip {
    fn with(&self, name: &str, ours: impl FnOnce(&mut Xml)) -> String {
        let mut xml = Xml::part();
        match &self.root {
            Some(root) => {
                xml.raw(root).raw(&self.inner);
                ours(&mut xml);
                xml.close(name);
            }
            None => {
                xml.element(name, &SPACES, ours);
            }
        }
        xml.finish()
    }
}

/// A house style being read.
struct House<'a> {
    archive: Archive<'a>,
    types: Types,
    /// The parts that belong to the text, by kind.
    paths: BTreeMap<String, String>,
    /// The parts at the heads and feet of pages, by the id that the text calls them.
    strips: BTreeMap<String, String>,
    text: String,
    parts: Vec<Part>,
}

impl<'a> House<'a> {
    fn open(bytes: &'a [u8]) -> Result<Self, WordError> {
        let mut archive = Archive::open(bytes)?;
        let main = archive.main_part()?;
        let text = archive.text(&main)?.ok_or(WordError::NotWord)?;
        if !scan::Part::read(&text)?.root_tag().contains(TRANSITIONAL) {
            return Err(WordError::NotWord);
        }
        let found = archive.ties(&main)?;
        let types = Types::read(&archive.text("[Content_Types].xml")?.ok_or(WordError::NotWord)?);
        let (strips, paths) = found
            .into_iter()
            .filter(|tie| !tie.is_outside)
            .partition::<Vec<_>, _>(|tie| matches!(tie.kind.as_str(), "header" | "footer"));
        Ok(Self {
            archive,
            types,
            paths: paths.into_iter().map(|tie| (tie.kind, tie.target)).collect(),
            strips: strips.into_iter().map(|tie| (tie.id, tie.target)).collect(),
            text,
            parts: Vec::new(),
        })
    }

    fn look(mut self) -> Result<Look, WordError> {
        let house_styles = self.part("styles")?.ok_or(WordError::NotWord)?;
        let styles = Styles::over(&house_styles)?;
        let header = self.strip("w:hdr", "headerReference", "header1")?;
        let footer = self.strip("w:ftr", "footerReference", "footer1")?;
        let fonts = self.with_what_it_needs("fontTable", FONTS)?;
        let numbering = self.with_what_it_needs("numbering", NUMBERING)?;
        let (numbering, styles) = if Styles::has(&house_styles, StyleName::ListBullet) {
            (numbering, styles)
        } else {
            with_bullets(&numbering, styles)?
        };
        let theme = self.part("theme")?.unwrap_or_else(|| THEME.to_owned());
        let page = PageSetup::of_section(scan::last_element(&self.text, "sectPr").unwrap_or_default());
        let mut parts = vec![
            Part::word("styles", "styles", styles.xml.as_str()),
            Part::word("settings", "settings", SETTINGS),
            Part::word("numbering", "numbering", numbering),
            Part::word("fontTable", "fontTable", fonts),
            Part::theme(theme),
        ];
        parts.append(&mut self.parts);
        Ok(Look {
            styles,
            page,
            parts,
            header,
            footer,
        })
    }

    /// The text of the part of a kind, if it is sound.
    fn part(&mut self, kind: &str) -> Result<Option<String>, WordError> {
        let Some(path) = self.paths.get(kind) else {
            return Ok(None);
        };
        let Some(xml) = self.archive.text(path)? else {
            return Ok(None);
        };
        scan::Part::read(&xml)?;
        Ok(Some(xml))
    }

    /// A part with the pictures or fonts that it shows; ours where it needs anything else.
    fn with_what_it_needs(&mut self, kind: &str, own: &str) -> Result<String, WordError> {
        let Some(xml) = self.part(kind)? else {
            return Ok(own.to_owned());
        };
        let path = self.paths.get(kind).cloned().unwrap_or_default();
        if kind == "fontTable" && self.archive.ties(&path)?.is_empty() {
            // Without fonts of its own it says nothing that Word does not know.
            return Ok(own.to_owned());
        }
        let is_whole = self.take_needs(&path, kind)?;
        Ok(if is_whole { xml } else { own.to_owned() })
    }

    /// The head or foot that most pages have; none where it needs more than pictures.
    fn strip(&mut self, root: &str, reference: &str, name: &str) -> Result<Strip, WordError> {
        let mut id = None;
        scan::visit(&self.text, |tag| {
            if scan::is_named(tag, reference)
                && own_attribute(tag, "type").is_none_or(|kind| kind == "default")
            {
                id = own_attribute(tag, "id");
            }
        });
        let path = id.and_then(|id| self.strips.get(&id).cloned());
        let Some(path) = path else {
            return Ok(Strip::default());
        };
        let Some(xml) = self.archive.text(&path)? else {
            return Ok(Strip::default());
        };
        let part = scan::Part::read(&xml)?;
        let is_known = [format!("<{root} "), format!("xmlns:w=\"{TRANSITIONAL}\"")];
        let tag = part.root_tag();
        let theirs: String = part
            .children
            .iter()
            .map(|child| child.xml)
            .filter(|xml| is_theirs(xml))
            .collect();
        if !is_known.iter().all(|known| tag.contains(known.as_str())) || !shows_something(&theirs) {
            return Ok(Strip::default());
        }
        if !self.take_needs(&path, name)? {
            return Ok(Strip::default());
        }
        Ok(Strip {
            root: Some(tag.to_owned()),
            inner: theirs,
        })
    }

    /// Takes along what a part shows, if that is pictures and fonts of the file and nothing else.
    fn take_needs(&mut self, path: &str, name: &str) -> Result<bool, WordError> {
        let mut kept = Vec::new();
        let mut parts = Vec::new();
        for tie in self.archive.ties(path)? {
            let content_type = self.types.of(&tie.target);
            let is_harmless = match tie.kind.as_str() {
                "image" => content_type.starts_with("image/"),
                "font" => content_type.contains("font"),
                _ => false,
            };
            if tie.is_outside || !is_harmless || !tie.target.starts_with("word/") {
                return Ok(false);
            }
            let Some(bytes) = self.archive.part(&tie.target)? else {
                return Ok(false);
            };
            kept.push(Tie::inside(&tie.id, &tie.kind, &format!("/{}", tie.target)));
            parts.push(Part {
                path: tie.target,
                content_type: Some(content_type),
                bytes,
            });
        }
        if !kept.is_empty() {
            self.parts.push(ties(&format!("word/{name}.xml"), &kept));
        }
        for part in parts {
            if self.parts.iter().all(|taken| taken.path != part.path) {
                self.parts.push(part);
            }
        }
        Ok(true)
    }
}

/// Whether a line at the head or foot is the house's, not one of ours in a document that was made
/// into a house style.
fn is_theirs(xml: &str) -> bool {
    let mut theirs = true;
    scan::visit(xml, |tag| {
        if scan::is_named(tag, "bookmarkStart")
            && own_attribute(tag, "name").is_some_and(|name| name.starts_with(page::RUNNING))
        {
            theirs = false;
        }
    });
    theirs
}

/// Whether there is a word or a picture in it.
fn shows_something(xml: &str) -> bool {
    let mut shows = false;
    scan::visit(xml, |tag| {
        shows |= ["t", "drawing", "pict", "fldSimple", "object"]
            .iter()
            .any(|name| scan::is_named(tag, name));
    });
    shows
}

/// What each part of a file is.
struct Types {
    by_ending: BTreeMap<String, String>,
    by_path: BTreeMap<String, String>,
}

impl Types {
    fn read(xml: &str) -> Self {
        let mut types = Self {
            by_ending: BTreeMap::new(),
            by_path: BTreeMap::new(),
        };
        scan::visit(xml, |tag| {
            let Some(content_type) = own_attribute(tag, "ContentType") else {
                return;
            };
            if let Some(ending) = own_attribute(tag, "Extension") {
                types.by_ending.insert(ending.to_ascii_lowercase(), content_type);
            } else if let Some(path) = own_attribute(tag, "PartName") {
                types
                    .by_path
                    .insert(path.trim_start_matches('/').to_owned(), content_type);
            }
        });
        types
    }

    fn of(&self, path: &str) -> String {
        let ending = path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
        let known = self.by_path.get(path).or_else(|| self.by_ending.get(&ending));
        known.cloned().unwrap_or_default()
    }
}

/// A house's lists with our bullets among them, and the styles that call these by their number.
fn with_bullets(numbering: &str, styles: Styles) -> Result<(String, Styles), WordError> {
    if numbering == NUMBERING {
        return Ok((numbering.to_owned(), styles));
    }
    let part = scan::Part::read(numbering)?;
    let own = scan::Part::read(NUMBERING)?;
    let free = |name: &str, id: &str| {
        let children = part.children.iter().filter(|child| child.name == name);
        let ids = children.filter_map(|child| scan::attribute(child.xml, name, id)?.parse::<u32>().ok());
        ids.max().map_or(1, |id| id.saturating_add(1))
    };
    let kind = free("abstractNum", "abstractNumId");
    let number = free("num", "numId");
    let ours = |name: &str| {
        own.children
            .iter()
            .find(|child| child.name == name)
            .map_or("", |child| child.xml)
    };
    let bullets = ours("abstractNum")
        .replace("w:abstractNumId=\"0\"", &format!("w:abstractNumId=\"{kind}\""))
        .replace(
            "\"ListBullet\"",
            &format!("\"{}\"", styles.id(StyleName::ListBullet)),
        );
    let called = ours("num")
        .replace("w:numId=\"1\"", &format!("w:numId=\"{number}\""))
        .replace("w:val=\"0\"", &format!("w:val=\"{kind}\""));
    let first_number = part.children.iter().find(|child| child.name == "num");
    let middle = first_number.map_or(part.end, |child| child.range.start);
    let last_number = part.children.iter().rev().find(|child| child.name == "num");
    let end = last_number.map_or(middle, |child| child.range.end);
    let cut = |range: std::ops::Range<usize>| numbering.get(range).ok_or(WordError::Damaged);
    let xml = [
        cut(0..middle)?,
        &bullets,
        cut(middle..end)?,
        &called,
        cut(end..numbering.len())?,
    ];
    let styles = styles.with_number(StyleName::ListBullet, number);
    Ok((xml.concat(), styles))
}
