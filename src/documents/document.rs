//! A document as a tree: what it says, in which order and of what kind, and nothing of how a
//! format draws it.
//!
//! Text that somebody typed stands in it as it was typed, line breaks and all; renderers escape it,
//! so that no answer becomes markup, a field code or a link of its own.

use crate::rules::Target;

/// A document, ready to be drawn in any format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its name on the command line, such as `pid` or `amendment/one`.
    pub name: String,
    /// What it is, such as `Project Initiation Document`.
    pub title: String,
    /// What stands on every page.
    pub imprint: Imprint,
    /// Whether it is long enough to begin with its contents.
    pub has_contents: bool,
    /// What it says, in order.
    pub blocks: Vec<Block>,
}

/// What stands on every page, and in the properties of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imprint {
    /// The project's title; empty where it is about several projects.
    pub project: String,
    /// Who made it: the parties, by name; empty while there are none.
    pub authors: String,
    /// Why it is a draft, in a sentence; `None` once its gate is open.
    pub draft: Option<String>,
    /// The project's id, its revision, the edition and the day, in one line.
    pub line: String,
    /// The sentence that credits the guidance and says that the tool is independent of it.
    pub credit: String,
    /// The day that it is printed for, as `2026-11-21`.
    pub date: String,
}

/// One thing of a document, in reading order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading; level 1 stands below the document's title.
    Heading(Level, String),
    /// A paragraph.
    Paragraph(Text),
    /// Fields of a form, one below the other.
    Fields(Vec<Field>),
    /// Records of a list, or other rows of like things.
    Table(Table),
    /// Things in no table, one a line.
    Bullets(Vec<Text>),
    /// Statements with whether each holds.
    Checks(Vec<Check>),
    /// Something that a reader must not miss, set apart.
    Note(Text),
    /// Who signs what, with room for a hand-written signature where it is outstanding.
    SignOffs(Vec<SignOff>),
    /// The next thing begins a page, as each document of a pack does.
    PageBreak,
}

/// How deep a heading stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Directly below the title.
    One,
    /// Below that.
    Two,
    /// The deepest.
    Three,
}

/// Running text, in spans.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text(pub Vec<Span>);

/// A piece of text in one style. `\n` breaks the line, and `\n\n` begins a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The text, as it was typed; unsafe characters shown as U+FFFD.
    pub text: String,
    /// How it stands out.
    pub style: Style,
    /// Where it leads: an address of the product's own or of the edition, never of an answer.
    pub link: Option<String>,
}

/// How a piece of text stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Style {
    /// Not at all.
    #[default]
    Plain,
    /// As a word that weighs more.
    Strong,
    /// As said about a text rather than in it: a gap, a state, where something comes from.
    Mark,
}

/// A field of a form, with what stands in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// The item's id, or `list/record` of a record shown as a form: it stands once in a document
    /// and bookmarks the field, and a document that comes back is read by it.
    pub id: String,
    /// The guidance's own name of the field, or the record's name.
    pub name: String,
    /// What is asked, in smaller words below the name; empty where the name says it all.
    pub question: String,
    /// What stands in it: one part, or several with a label each.
    pub parts: Vec<Part>,
    /// What is to be known of it: a gap, where it is carried from, two versions.
    pub marks: Vec<Mark>,
    /// What is said beside the answer: the note, and each piece of evidence.
    pub beside: Vec<Part>,
}

/// A labelled piece of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What it is, such as `For patients`; empty where the field's name says it.
    pub label: String,
    /// The name of this part within the answer's JSON, such as `patients`, or the record's field;
    /// empty for the whole.
    pub key: String,
    /// The text; empty for a gap.
    pub text: String,
    /// Whether it may stand on the line of its label, as a name or a date does.
    pub is_line: bool,
}

/// What is to be known of a field or a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// What kind of mark.
    pub kind: MarkKind,
    /// In words.
    pub words: String,
    /// Where it is put right.
    pub to: Option<Target>,
}

/// What kind of mark a field or a row bears.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkKind {
    /// Something is missing.
    Gap,
    /// The text is carried from elsewhere and not confirmed, or its source has changed.
    Carried,
    /// Something has to be looked at: two versions, a lapsed sign-off, something overdue.
    Attention,
    /// Something worth knowing, such as *as amended*.
    Remark,
}

/// A table with a row of headers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What it shows, for those who cannot see it at a glance.
    pub caption: String,
    /// The id of its list, where it is one.
    pub list: Option<String>,
    /// The headers, each with the share of the width that its column takes.
    pub columns: Vec<Column>,
    /// The rows, each with as many cells as there are columns.
    pub rows: Vec<Row>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The header.
    pub title: String,
    /// The field of the records that it shows; empty where it shows none.
    pub key: String,
    /// The share of the width, beside the other columns' shares.
    pub share: u16,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The id of its record, where it is one.
    pub id: Option<String>,
    /// Its cells.
    pub cells: Vec<Text>,
    /// What is to be known of it, below its cells: a field that is missing, two versions.
    pub marks: Vec<Mark>,
}

/// A statement with whether it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// Whether it holds, in a word or two, such as `yes`, `not sure`, `not answered`.
    pub answer: String,
    /// Whether it counts as settled.
    pub is_settled: bool,
    /// The statement.
    pub statement: Text,
}

/// One signature, given or still to be given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignOff {
    /// What is given, such as `Approval` or `Certification`.
    pub role: String,
    /// By whom: a party's name, the project team, the governance committee.
    pub party: String,
    /// Who signed; empty while it is outstanding.
    pub name: String,
    /// The day, in words; empty while it is outstanding.
    pub date: String,
    /// Where it was published, where that belongs to it.
    pub address: String,
    /// What is to be known of it: outstanding, lapsed, counted as given by an amendment.
    pub marks: Vec<Mark>,
}

/// The longest label that has a text beside it, and the longest text there.
const LONGEST_BESIDE: usize = 21;
const LONGEST_LINE: usize = 160;

impl Part {
    /// Whether it stands on the line of its label, which then leads all of its text.
    pub fn stands_beside_its_label(&self) -> bool {
        let has_room = (1..=LONGEST_BESIDE).contains(&self.label.chars().count());
        let is_short = self.text.chars().count() <= LONGEST_LINE;
        self.is_line && has_room && is_short && !self.text.contains('\n')
    }
}

impl Text {
    /// Text in no particular style.
    pub fn plain(text: impl Into<String>) -> Self {
        Self(vec![Span {
            text: text.into(),
            style: Style::Plain,
            link: None,
        }])
    }
}

impl Document {
    /// What it is, and of which project where it is of one: `Status report · Home first`.
    pub fn running_title(&self) -> String {
        match self.imprint.project.as_str() {
            "" => self.title.clone(),
            project => format!("{} · {project}", self.title),
        }
    }

    /// Every gap in it, in reading order: what is missing, and where it is put right.
    pub fn gaps(&self) -> impl Iterator<Item = &Mark> {
        let marks = self.blocks.iter().flat_map(|block| -> Vec<&Mark> {
            match block {
                Block::Fields(fields) => fields.iter().flat_map(|field| &field.marks).collect(),
                Block::SignOffs(signed) => signed.iter().flat_map(|sign_off| &sign_off.marks).collect(),
                Block::Table(table) => table.rows.iter().flat_map(|row| &row.marks).collect(),
                Block::Heading(..)
                | Block::Paragraph(_)
                | Block::Bullets(_)
                | Block::Checks(_)
                | Block::Note(_)
                | Block::PageBreak => Vec::new(),
            }
        });
        marks.filter(|mark| mark.kind == MarkKind::Gap)
    }
}
