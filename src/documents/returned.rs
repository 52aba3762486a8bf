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
