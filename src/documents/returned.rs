//! What a document that comes back says of itself and of a field.

/// A value that stood in a document, by the field and the part that it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldText {
    /// The item's id, or `list/record`.
    pub field: String,
    /// The name of the part within the answer's JSON; empty for the whole.
    pub part: String,
    /// The text, as it was typed.
    pub text: String,
}

/// A table of a list's records, as it came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableText {
    /// The list's id.
    pub list: String,
    /// Its rows, in order.
    pub rows: Vec<RowText>,
}

/// A row of such a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowText {
    /// The id of its record; `None` for a row that somebody added.
    pub record: Option<String>,
    /// What stands in its cells, by the field of their column: all of them but those that are
    /// values of the document on their own.
    pub cells: Vec<(String, String)>,
    /// How it stands.
    pub state: RowState,
}

/// How a row stands in a table that came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowState {
    /// As any other.
    Standing,
    /// Struck out, by somebody whose changes are tracked.
    Struck,
    /// With more cells than the table has columns, so that no cell is sure of its column.
    Uneven,
}

/// Which project a document was made of, as its imprint says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The project's id.
    pub project: String,
    /// The project's revision at that time.
    pub revision: u64,
}

impl Origin {
    /// What the line of an imprint says; `None` for any other line.
    pub(super) fn of(line: &str) -> Option<Self> {
        let rest = line.trim().strip_prefix("Triplewin project ")?;
        let (project, rest) = rest.split_once(", revision ")?;
        let (revision, _) = rest.split_once(", edition ")?;
        Some(Self {
            project: project.to_owned(),
            revision: revision.parse().ok()?,
        })
    }
}
